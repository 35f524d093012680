"""Which areas a stretch of the journal touched, so that what is known of the others can be kept."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui_tracker.domain.changes import Edit
from tui_tracker.domain.records import PARENT_FIELDS
from tui_tracker.store import journal

if TYPE_CHECKING:
    from tui_tracker.store.readable import Readable

_MOST_ENTRIES = 50
# What leaves every area as it was.
_OF_NONE = frozenset(
    {
        "snapshot",
        "sent",
        "publication",
        "draw",
        "acceptance",
        "grade",
        "saved_view",
        "meeting",
        "form",
        "copy_merge",
    }
)
# An area itself, a task, and what names either without saying which.
_OF_ONE = frozenset({"area", "task", "source", "old_ref", "decision"})


def areas_since(db: Readable, number: int) -> frozenset[str] | None:
    """Uids of the areas that entries after ``number`` touched; None when they may have touched all."""
    entries = [row[0] for row in db.connection().execute("SELECT number FROM journal WHERE number > ?", (number,))]
    if len(entries) > _MOST_ENTRIES:
        return None
    edits = [e for n in entries for e in journal.change(db, n).edits]
    if not all(is_bounded(e.kind) for e in edits):
        return None
    areas = {e.uid for e in edits if e.kind == "area"}
    tasks = {e.uid for e in edits if e.kind == "task"}
    for edit in edits:
        areas.update(_parents(db, edit, "area"))
        tasks.update(_parents(db, edit, "task"))
        if edit.kind in ("source", "old_ref"):  # they name a task or an area, and do not say which
            both = _values(db, edit, "subject")
            areas.update(both)
            tasks.update(both)
        if edit.kind == "decision":  # a board's decision is a review of what it is about
            for item in _values(db, edit, "item"):
                kind, _, uid = item.partition(":")
                {"area": areas, "task": tasks}.get(kind, set()).add(uid)
    sql = "SELECT area FROM task WHERE uid IN (SELECT value FROM json_each(?))"
    areas.update(row[0] for row in db.connection().execute(sql, (json.dumps(sorted(tasks)),)))
    return frozenset(areas)


def is_bounded(kind: str) -> bool:
    """Whether a record's kind tells which areas it speaks of; a kind that nobody thought of here speaks of all."""
    parents = PARENT_FIELDS.get(kind, {})
    return kind in _OF_ONE or kind in _OF_NONE or parents.get("area") == "area" or parents.get("task") == "task"


def _parents(db: Readable, edit: Edit, parent: str) -> Iterable[str]:
    """What an edit's record hangs on, before and after it."""
    return _values(db, edit, parent) if PARENT_FIELDS.get(edit.kind, {}).get(parent) == parent else ()


def _values(db: Readable, edit: Edit, name: str) -> Iterable[str]:
    """A field's values before, after and now."""
    if edit.field is None:
        return {side[name] for side in (edit.before, edit.after) if side and side[name]}
    row = db.connection().execute(f'SELECT "{name}" FROM {edit.kind} WHERE uid = ?', (edit.uid,)).fetchone()
    found = {row[0]} if row and row[0] else set()
    return found | {v for v in (edit.before, edit.after) if edit.field == name and v}
