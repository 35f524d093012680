"""Schema 1: the whole plan model, the journal, and full-text search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tui_tracker.domain.changes import Edit

_DATE = "{0} TEXT CHECK ({0} IS NULL OR coalesce({0} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND {0} = date({0}, '+0 days'), 0))"
_REF = "{0} TEXT REFERENCES {1}(uid) DEFERRABLE INITIALLY DEFERRED"
_NEEDS = "{0} TEXT NOT NULL REFERENCES {1}(uid) DEFERRABLE INITIALLY DEFERRED"
_PRECISION = "{0} TEXT CHECK ({0} IN ('day', 'month', 'quarter'))"
_BOOL = "{0} INTEGER NOT NULL CHECK ({0} IN (0, 1))"
_JSON = "{0} TEXT CHECK ({0} IS NULL OR json_valid({0}))"


def day(name: str) -> str:
    """A column that holds an ISO date or nothing."""
    return _DATE.format(name)


def refers(name: str, kind: str) -> str:
    """A column that names a record of another kind, or nothing."""
    return _REF.format(name, kind)


def needs(name: str, kind: str) -> str:
    """A column that names a record of another kind."""
    return _NEEDS.format(name, kind)


def json_column(name: str) -> str:
    """A column that holds JSON or nothing."""
    return _JSON.format(name)


def with_defaults(edit: Edit, new_fields: Mapping[str, Mapping[str, object]]) -> Edit:
    """An older edit of a whole record with the fields that a step added, by kind; what it says itself stands."""
    missing = new_fields.get(edit.kind)
    if edit.field is not None or missing is None:
        return edit
    return replace(
        edit,
        before={**missing, **edit.before} if edit.before is not None else None,
        after={**missing, **edit.after} if edit.after is not None else None,
    )


def table(name: str, *columns: str) -> str:
    body = ",\n  ".join(("id INTEGER PRIMARY KEY", "uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 16)", *columns))
    return f"CREATE TABLE {name} (\n  {body}\n) STRICT"


_TABLES = (
    table(
        "plan",
        "name TEXT NOT NULL CHECK (trim(name) <> '')",
        "plan_kind TEXT NOT NULL CHECK (plan_kind IN ('inspection', 'culture', 'cause_of_concern', 'peer_review', 'internal_audit', 'other'))",
        "position INTEGER NOT NULL",
        day("starts"),
        _JSON.format("words"),
    ),
    table(
        "pillar",
        _NEEDS.format("plan", "plan"),
        "name TEXT NOT NULL CHECK (trim(name) <> '')",
        "position INTEGER NOT NULL",
    ),
    table(
        "area",
        _NEEDS.format("plan", "plan"),
        _REF.format("pillar", "pillar"),
        "ref TEXT NOT NULL CHECK (trim(ref) <> '')",
        "area_kind TEXT NOT NULL CHECK (area_kind IN ('afi', 'sii', 'recommendation', 'cause_of_concern', 'audit'))",
        "position INTEGER NOT NULL",
        "title TEXT NOT NULL",
        "finding TEXT",
        "owner TEXT",
        day("target"),
        "target_text TEXT",
        _PRECISION.format("target_precision"),
        day("deadline"),
        "deadline_text TEXT",
        _PRECISION.format("deadline_precision"),
        "withdrawn TEXT",
    ),
    table(
        "task",
        _NEEDS.format("area", "area"),
        "no TEXT NOT NULL CHECK (trim(no) <> '')",
        "position INTEGER NOT NULL",
        "title TEXT",
        "work TEXT",
        "assigned_to TEXT",
        day("due"),
        "due_text TEXT",
        _PRECISION.format("due_precision"),
        "progress TEXT NOT NULL CHECK (progress IN ('complete', 'on_target', 'behind_target', 'not_started', 'deferred', 'ongoing', 'unknown'))",
        "progress_text TEXT",
        "progress_from TEXT",
        "evidence_text TEXT",
        day("ready_on"),
        "ready_by TEXT",
        "station TEXT",
        "withdrawn TEXT",
    ),
    table(
        "note",
        _NEEDS.format("task", "task"),
        "position INTEGER NOT NULL",
        day("date"),
        "date_text TEXT",
        _PRECISION.format("date_precision"),
        "said_by TEXT",
        "entered_by TEXT NOT NULL",
        "entered_at TEXT NOT NULL",
        "text TEXT NOT NULL",
        _REF.format("corrects", "note"),
        "origin TEXT NOT NULL CHECK (origin IN ('typed', 'import'))",
    ),
    table("link", _NEEDS.format("task", "task"), _REF.format("note", "note"), "target TEXT", "label TEXT"),
    table(
        "attachment",
        _NEEDS.format("task", "task"),
        _REF.format("note", "note"),
        "name TEXT NOT NULL",
        "sha256 TEXT NOT NULL CHECK (length(sha256) = 64)",
        "size INTEGER NOT NULL CHECK (size >= 0)",
    ),
    table(
        "signoff",
        _NEEDS.format("task", "task"),
        "stage TEXT NOT NULL CHECK (stage IN ('qa', 'sampling'))",
        "position INTEGER NOT NULL",
        "verdict TEXT CHECK (verdict IN ('close', 'follow_up', 'not_yet'))",
        day("date"),
        "date_text TEXT",
        "by TEXT",
        "by_text TEXT",
        "comment TEXT",
        "received TEXT",
        "entered_by TEXT NOT NULL",
        "entered_at TEXT NOT NULL",
        _BOOL.format("imported"),
        "override TEXT",
        "revoked TEXT",
        _JSON.format("looked_at"),
        "CHECK (imported = 1 OR (verdict IS NOT NULL AND date IS NOT NULL AND by IS NOT NULL))",
        "CHECK (imported = 1 OR verdict = 'close' OR trim(coalesce(comment, '')) <> '')",
    ),
    table(
        "slip",
        _NEEDS.format("task", "task"),
        day("before"),
        "before_text TEXT NOT NULL",
        day("after"),
        "after_text TEXT",
        "reason TEXT NOT NULL",
        day("moved_on"),
        "position INTEGER NOT NULL",
    ),
    table("person", "name TEXT NOT NULL CHECK (trim(name) <> '')", _BOOL.format("is_role"), day("left_on")),
    table("alias", _NEEDS.format("person", "person"), "spelling TEXT NOT NULL", "folded TEXT NOT NULL UNIQUE"),
    table("old_ref", _NEEDS.format("plan", "plan"), "ref TEXT NOT NULL", "subject TEXT NOT NULL"),
    table(
        "stated",
        _NEEDS.format("plan", "plan"),
        _REF.format("area", "area"),
        "what TEXT NOT NULL",
        "stated TEXT NOT NULL",
        '"where" TEXT NOT NULL',
    ),
    table("source", "subject TEXT NOT NULL", _JSON.format("cells")),
    table("import_report", "file TEXT NOT NULL", "sha256 TEXT NOT NULL", day("read_on"), _JSON.format("report")),
    table(
        "snapshot",
        "name TEXT NOT NULL UNIQUE",
        day("as_at"),
        "taken_at TEXT NOT NULL",
        "number INTEGER NOT NULL",
        "head TEXT NOT NULL",
        "presented_to TEXT",
        day("presented_on"),
        "outcome TEXT",
        "published_at TEXT",
    ),
    table(
        "sent",
        day("sent_on"),
        "what TEXT NOT NULL",
        "file TEXT NOT NULL",
        "number INTEGER NOT NULL",
        _REF.format("snapshot", "snapshot"),
    ),
    table(
        "redaction",
        "by TEXT NOT NULL",
        day("done_on"),
        "reason TEXT NOT NULL",
        "places INTEGER NOT NULL",
        _JSON.format("digests"),
    ),
    """CREATE TABLE journal (
  number INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  salt TEXT,
  head TEXT NOT NULL CHECK (json_valid(head)),
  edits TEXT NOT NULL CHECK (json_valid(edits)),
  digest TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE
) STRICT""",
    "CREATE TABLE journal_subject (uid TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (uid, number)) STRICT, WITHOUT ROWID",
)

_INDEXES = (
    "CREATE UNIQUE INDEX area_ref ON area(plan, ref)",
    "CREATE UNIQUE INDEX task_no ON task(area, no)",
    # Covers the roll-up: one walk over the index counts every area by progress and lateness.
    "CREATE INDEX task_rollup ON task(area, progress, due) WHERE withdrawn IS NULL",
    "CREATE INDEX task_order ON task(area, position)",
    "CREATE INDEX task_ready ON task(ready_on) WHERE ready_on IS NOT NULL",
    "CREATE INDEX task_due ON task(due) WHERE progress <> 'complete' AND withdrawn IS NULL",
    "CREATE INDEX pillar_plan ON pillar(plan)",
    "CREATE INDEX note_task ON note(task, position)",
    "CREATE INDEX link_task ON link(task)",
    "CREATE INDEX attachment_task ON attachment(task)",
    "CREATE INDEX signoff_task ON signoff(task, stage, position)",
    "CREATE INDEX signoff_sealed ON signoff(task) WHERE looked_at IS NOT NULL AND revoked IS NULL",
    "CREATE INDEX slip_task ON slip(task)",
    "CREATE INDEX old_ref_ref ON old_ref(ref)",
    "CREATE INDEX source_subject ON source(subject)",
    # A removed parent is looked for in every child column: without these, undoing a large import is quadratic.
    "CREATE INDEX area_pillar ON area(pillar)",
    "CREATE INDEX note_corrects ON note(corrects) WHERE corrects IS NOT NULL",
    "CREATE INDEX link_note ON link(note) WHERE note IS NOT NULL",
    "CREATE INDEX attachment_note ON attachment(note) WHERE note IS NOT NULL",
    "CREATE INDEX alias_person ON alias(person)",
    "CREATE INDEX old_ref_plan ON old_ref(plan)",
    "CREATE INDEX old_ref_subject ON old_ref(subject)",
    "CREATE INDEX stated_plan ON stated(plan)",
    "CREATE INDEX stated_area ON stated(area)",
    "CREATE INDEX sent_snapshot ON sent(snapshot)",
)

FULL_TEXT = {
    "area": ("ref", "title", "finding"),
    "task": ("title", "work", "assigned_to"),
    "note": ("text", "said_by"),
    "signoff": ("comment", "by"),
}


def _full_text(table: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    listed = ", ".join(f'"{c}"' for c in columns)
    new, old = (", ".join(f'{side}."{c}"' for c in columns) for side in ("new", "old"))
    fts = f"{table}_fts"
    gone = f"INSERT INTO {fts}({fts}, rowid, {listed}) VALUES ('delete', old.id, {old});"
    come = f"INSERT INTO {fts}(rowid, {listed}) VALUES (new.id, {new});"
    changed = ", ".join(f'"{c}"' for c in columns)
    return (
        f"CREATE VIRTUAL TABLE {fts} USING fts5({listed}, content='{table}', content_rowid='id', tokenize='unicode61 remove_diacritics 2')",
        f"CREATE TRIGGER {fts}_ai AFTER INSERT ON {table} BEGIN {come} END",
        f"CREATE TRIGGER {fts}_ad AFTER DELETE ON {table} BEGIN {gone} END",
        f"CREATE TRIGGER {fts}_au AFTER UPDATE OF {changed} ON {table} BEGIN {gone} {come} END",
    )


STATEMENTS = (*_TABLES, *_INDEXES, *(s for table, columns in FULL_TEXT.items() for s in _full_text(table, columns)))
