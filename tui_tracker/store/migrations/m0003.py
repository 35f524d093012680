"""Schema 3: what assurance needs. Promises, accepted findings, and what the register knows of people."""

from __future__ import annotations

from tui_tracker.domain.changes import Edit
from tui_tracker.store.migrations import m0001

STATEMENTS = (
    m0001.table(
        "promise",
        m0001.needs("task", "task"),
        m0001.refers("signoff", "signoff"),
        "position INTEGER NOT NULL",
        m0001.day("due_on"),
        "text TEXT NOT NULL",
        "who TEXT",
        "entered_by TEXT NOT NULL",
        m0001.day("met_on"),
        "how TEXT",
    ),
    m0001.table(
        "draw",
        "number INTEGER NOT NULL",
        m0001.day("drawn_on"),
        "journal INTEGER NOT NULL",
        "out_of INTEGER NOT NULL",
        "picked TEXT CHECK (picked IS NULL OR json_valid(picked))",
        '"by" TEXT NOT NULL',
    ),
    m0001.table(
        "acceptance",
        "rule TEXT NOT NULL CHECK (trim(rule) <> '')",
        "subject TEXT NOT NULL",
        "shown TEXT NOT NULL",
        "reason TEXT NOT NULL CHECK (trim(reason) <> '')",
        "by TEXT NOT NULL",
        m0001.day("accepted_on"),
    ),
    "CREATE INDEX promise_task ON promise(task, position)",
    "CREATE INDEX promise_signoff ON promise(signoff) WHERE signoff IS NOT NULL",
    *(
        f"ALTER TABLE area ADD COLUMN {name} TEXT"
        for name in ("resources", "effect", "summary", "comment", "closed_by", "addressed", "usual", "embedded_measure")
    ),
    *(f"ALTER TABLE area ADD COLUMN {m0001.day(name)}" for name in ("closed_on", "told_on", "embedded_on")),
    "ALTER TABLE task ADD COLUMN waiting_on TEXT",
    f"ALTER TABLE task ADD COLUMN {m0001.day('chase_on')}",
    "CREATE INDEX task_waiting ON task(chase_on) WHERE waiting_on IS NOT NULL",
    "ALTER TABLE person ADD COLUMN department TEXT",
    "ALTER TABLE person ADD COLUMN assurance INTEGER NOT NULL DEFAULT 0 CHECK (assurance IN (0, 1))",
    "ALTER TABLE person ADD COLUMN deputy_for TEXT",
)
_NEW_FIELDS: dict[str, dict[str, object]] = {
    "person": {"department": None, "assurance": False, "deputy_for": None},
    "task": {"waiting_on": None, "chase_on": None},
    "area": dict.fromkeys(
        (
            "resources",
            "effect",
            "summary",
            "comment",
            "closed_by",
            "addressed",
            "usual",
            "embedded_measure",
            "closed_on",
            "told_on",
            "embedded_on",
        )
    ),
}


def upcast(edit: Edit) -> Edit:
    """A person that was journalled before has no department, is not marked, and deputises for nobody; a task waits for none."""
    return m0001.with_defaults(edit, _NEW_FIELDS)
