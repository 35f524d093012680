"""Schema 12: how often a plan's areas are reviewed, after how many days it is quiet, a RAG scheme of its own, what an area is part of, and ties between tasks."""

from __future__ import annotations

from tui_tracker.domain.changes import Edit
from tui_tracker.store.migrations import m0001

STATEMENTS = (
    "ALTER TABLE plan ADD COLUMN rhythms TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(rhythms))",
    "ALTER TABLE plan ADD COLUMN own_scheme TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(own_scheme))",
    "ALTER TABLE plan ADD COLUMN quiet_days INTEGER CHECK (quiet_days > 0)",
    "ALTER TABLE area ADD COLUMN part_of TEXT REFERENCES area (uid) DEFERRABLE INITIALLY DEFERRED",
    m0001.table(
        "tie",
        m0001.needs("task", "task"),
        "what TEXT NOT NULL CHECK (what IN ('depends', 'superseded', 'captured'))",
        "other TEXT NOT NULL",
    ),
)
_NEW_FIELDS: dict[str, dict[str, object]] = {
    "plan": {"rhythms": {}, "own_scheme": {}, "quiet_days": None},
    "area": {"part_of": None},
}


def upcast(edit: Edit) -> Edit:
    """What was journalled before says none of it."""
    return m0001.with_defaults(edit, _NEW_FIELDS)
