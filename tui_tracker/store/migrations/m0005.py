"""Schema 5: meetings, what they decide, and the actions that live on after them."""

from __future__ import annotations

from tui_tracker.store.migrations import m0001

STATEMENTS = (
    m0001.table(
        "meeting",
        "board TEXT NOT NULL CHECK (trim(board) <> '')",
        m0001.day("held_on"),
        "place TEXT",
        "present TEXT",
        "minutes INTEGER NOT NULL",
        "agenda_words TEXT NOT NULL",
        m0001.json_column("agenda"),
        "began_at TEXT NOT NULL",
        "ended_at TEXT",
        m0001.json_column('"left"'),
        "entered_by TEXT NOT NULL",
    ),
    m0001.table(
        "decision",
        m0001.needs("meeting", "meeting"),
        "position INTEGER NOT NULL",
        "item TEXT NOT NULL",
        "verdict TEXT NOT NULL",
        "ref TEXT NOT NULL",
        "title TEXT NOT NULL",
        m0001.json_column("details"),
    ),
    m0001.table(
        "action",
        "number INTEGER NOT NULL UNIQUE",
        m0001.refers("meeting", "meeting"),
        m0001.refers("task", "task"),
        m0001.refers("area", "area"),
        "action_kind TEXT NOT NULL CHECK (action_kind IN ('action', 'escalation'))",
        "owner TEXT NOT NULL CHECK (trim(owner) <> '')",
        "text TEXT NOT NULL CHECK (trim(text) <> '')",
        m0001.day("raised_on"),
        m0001.day("due_on"),
        "entered_by TEXT NOT NULL",
        m0001.day("closed_on"),
        "how TEXT",
        "dropped INTEGER NOT NULL CHECK (dropped IN (0, 1))",
    ),
    "CREATE INDEX decision_meeting ON decision(meeting, position)",
    "CREATE INDEX action_meeting ON action(meeting) WHERE meeting IS NOT NULL",
    "CREATE INDEX action_task ON action(task) WHERE task IS NOT NULL",
    "CREATE INDEX action_area ON action(area) WHERE area IS NOT NULL",
    "CREATE INDEX action_open ON action(due_on) WHERE closed_on IS NULL",
)
