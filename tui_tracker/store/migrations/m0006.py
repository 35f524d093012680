"""Schema 6: tick lists over stations, return forms, dates asked for, copies merged; a person's station."""

from __future__ import annotations

from tui_tracker.domain.changes import Edit
from tui_tracker.store.migrations import m0001

STATEMENTS = (
    m0001.table(
        "tick",
        m0001.needs("task", "task"),
        "position INTEGER NOT NULL",
        "station TEXT NOT NULL CHECK (trim(station) <> '')",
        m0001.day("done_on"),
        "said_by TEXT",
        "UNIQUE (task, station)",
    ),
    m0001.table(
        "form",
        "number INTEGER NOT NULL UNIQUE",
        "holder TEXT NOT NULL CHECK (trim(holder) <> '')",
        "holder_kind TEXT NOT NULL CHECK (holder_kind IN ('person', 'station', 'query'))",
        "query TEXT NOT NULL",
        "station TEXT",
        "file TEXT NOT NULL",
        m0001.day("sent_on"),
        "journal INTEGER NOT NULL",
        "marking TEXT",
        m0001.json_column("base"),
        m0001.day("answered_on"),
        "withdrawn TEXT",
    ),
    m0001.table(
        "proposal",
        m0001.needs("task", "task"),
        m0001.refers("form", "form"),
        '"by" TEXT NOT NULL',
        m0001.day("due_on"),
        "due_text TEXT NOT NULL",
        "reason TEXT NOT NULL",
        m0001.day("made_on"),
        m0001.day("settled_on"),
        "outcome TEXT CHECK (outcome IN ('agreed', 'declined'))",
    ),
    m0001.table(
        "copy_merge",
        "file TEXT NOT NULL",
        m0001.day("merged_on"),
        "head TEXT NOT NULL",
        m0001.json_column("known"),
    ),
    "CREATE INDEX proposal_task ON proposal(task)",
    "CREATE INDEX proposal_form ON proposal(form) WHERE form IS NOT NULL",
    "ALTER TABLE person ADD COLUMN station TEXT",
)
_NEW_FIELDS: dict[str, dict[str, object]] = {"person": {"station": None}}


def upcast(edit: Edit) -> Edit:
    """A person that was journalled before has no station."""
    return m0001.with_defaults(edit, _NEW_FIELDS)
