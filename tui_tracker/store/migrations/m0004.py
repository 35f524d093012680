"""Schema 4: steps inside tasks, problems met, milestones, grades, audit opinions; kinds of evidence; a plan's own RAG scheme."""

from __future__ import annotations

from tui_tracker.domain.changes import Edit
from tui_tracker.store.migrations import m0001

_TEXT: dict[str, tuple[str, ...]] = {
    "plan": ("scheme", "follows"),
    "area": ("question", "importance", "risk_ref", "rhythm", "rag_letter", "rag_reason"),
    "attachment": ("path",),
}

STATEMENTS = (
    m0001.table(
        "step",
        m0001.needs("task", "task"),
        "position INTEGER NOT NULL",
        "text TEXT NOT NULL CHECK (trim(text) <> '')",
        "progress TEXT NOT NULL",
        m0001.day("done_on"),
    ),
    m0001.table(
        "problem",
        m0001.needs("area", "area"),
        "position INTEGER NOT NULL",
        m0001.day("raised_on"),
        "text TEXT NOT NULL CHECK (trim(text) <> '')",
        "entered_by TEXT NOT NULL",
        m0001.day("closed_on"),
        "how TEXT",
    ),
    m0001.table(
        "milestone",
        m0001.needs("area", "area"),
        "position INTEGER NOT NULL",
        "what TEXT NOT NULL",
        m0001.day("due_on"),
        m0001.day("done_on"),
        "text TEXT",
        "CHECK (due_on IS NOT NULL OR done_on IS NOT NULL)",
    ),
    m0001.table(
        "grade",
        m0001.needs("plan", "plan"),
        "subject TEXT NOT NULL",
        "grade TEXT NOT NULL",
        "before TEXT",
        "inspected TEXT",
        "inspected_before TEXT",
    ),
    m0001.table(
        "opinion",
        m0001.needs("area", "area"),
        "position INTEGER NOT NULL",
        "level TEXT NOT NULL",
        m0001.day("given_on"),
        "text TEXT",
    ),
    m0001.table("saved_view", "name TEXT NOT NULL UNIQUE CHECK (trim(name) <> '')", "query TEXT NOT NULL"),
    "CREATE INDEX step_task ON step(task, position)",
    "CREATE INDEX problem_area ON problem(area, position)",
    "CREATE INDEX milestone_area ON milestone(area, position)",
    "CREATE INDEX opinion_area ON opinion(area, position)",
    "CREATE UNIQUE INDEX grade_subject ON grade(plan, subject)",
    *(f"ALTER TABLE {table} ADD COLUMN {name} TEXT" for table, names in _TEXT.items() for name in names),
    "ALTER TABLE area ADD COLUMN sensitive INTEGER NOT NULL DEFAULT 0 CHECK (sensitive IN (0, 1))",
    "ALTER TABLE area ADD COLUMN opened_in TEXT",
    "ALTER TABLE note ADD COLUMN evidence_kind TEXT CHECK (evidence_kind IN ('document', 'data', 'seen'))",
    f"ALTER TABLE note ADD COLUMN {m0001.day('expires')}",
    "ALTER TABLE note ADD COLUMN shared TEXT",
    "CREATE INDEX note_shared ON note(shared) WHERE shared IS NOT NULL",
    "ALTER TABLE signoff ADD COLUMN retest INTEGER NOT NULL DEFAULT 0 CHECK (retest IN (0, 1))",
)
_NEW_FIELDS: dict[str, dict[str, object]] = {
    **{kind: dict.fromkeys(names) for kind, names in _TEXT.items()},
    "note": {"evidence_kind": None, "expires": None, "shared": None},
    "signoff": {"retest": False},
}
_NEW_FIELDS["area"] |= {"sensitive": False, "opened_in": None}


def upcast(edit: Edit) -> Edit:
    """What was journalled before has none of the new fields."""
    return m0001.with_defaults(edit, _NEW_FIELDS)
