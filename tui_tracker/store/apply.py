"""Applies a Change: the only code that writes a row of the plan."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby

import peewee

from tui_tracker.domain.changes import Change, Edit
from tui_tracker.domain.records import FIELDS
from tui_tracker.errors import RefusedError, StaleError
from tui_tracker.ids import IdSource
from tui_tracker.store import journal
from tui_tracker.store.schema import INSERT, SELECT, column, from_row, to_cell, to_row


def apply(db: peewee.SqliteDatabase, change: Change, ids: IdSource) -> tuple[int, str]:
    """Write a Change's rows and its journal entry in one transaction; returns the entry's number and hash.

    Raises StaleError when a ``before`` no longer holds and RefusedError when the plan cannot hold the result; either way
    nothing is written.
    """
    try:
        with db.atomic("IMMEDIATE"):
            write_edits(db, change.edits)
            return journal.append(db, change, ids.salt())
    except (peewee.IntegrityError, sqlite3.IntegrityError) as error:
        raise RefusedError(_sentence(str(error))) from error


def write_edits(db: peewee.SqliteDatabase, edits: Iterable[Edit], *, lenient: bool = False) -> None:
    """Write rows without a journal entry. ``lenient`` skips the check of ``before`` (for views of the past)."""
    for (kind, what, uid), run in groupby(edits, key=_together):
        if what == "create":
            _insert(db, kind, run, lenient)
        elif what == "set":
            _update(db, kind, uid, list(run), lenient)
        else:
            _delete(db, kind, list(run), lenient)


def _together(edit: Edit) -> tuple[str, str, str]:
    """Edits that are one statement: rows made in a table, or fields set in one row.

    A row's fields go in together because two of them may be unique only as a pair (an area and a number).
    """
    if edit.field is not None:
        return edit.kind, "set", edit.uid
    return edit.kind, "create" if edit.creates else "remove", ""


def _insert(db: peewee.SqliteDatabase, kind: str, run: Iterator[Edit], lenient: bool) -> None:
    sql = INSERT[kind].replace("INSERT INTO", "INSERT OR REPLACE INTO", 1) if lenient else INSERT[kind]
    db.connection().executemany(sql, [to_row(kind, edit.after) for edit in run])


def _update(db: peewee.SqliteDatabase, kind: str, uid: str, edits: list[Edit], lenient: bool) -> None:
    named = [(column(e.field), FIELDS[kind][e.field], e) for e in edits if e.field is not None]
    if len({name for name, _, _ in named}) < len(named):  # one field set twice: each step needs its own statement
        for edit in edits:
            _update(db, kind, uid, [edit], lenient)
        return
    sql = f"UPDATE {kind} SET {', '.join(f'{name} = ?' for name, _, _ in named)} WHERE uid = ?"
    values = [to_cell(t, e.after) for _, t, e in named] + [uid]
    if lenient:
        db.execute_sql(sql, values)
        return
    sql += "".join(f" AND {name} IS ?" for name, _, _ in named)
    done = db.execute_sql(sql, values + [to_cell(t, e.before) for _, t, e in named]).rowcount
    if done != 1:
        raise StaleError(
            f"This {kind}'s {_stale_field(db, kind, uid, edits)} has changed since it was read; nothing was written."
        )


def _stale_field(db: peewee.SqliteDatabase, kind: str, uid: str, edits: list[Edit]) -> str:
    row = db.execute_sql(f"{SELECT[kind]} WHERE uid = ?", (uid,)).fetchone()
    data = from_row(kind, row) if row else {}
    found = next((e.field for e in edits if data.get(e.field or "") != e.before), None) or "record"
    return found.replace("_", " ")


def _delete(db: peewee.SqliteDatabase, kind: str, edits: list[Edit], lenient: bool) -> None:
    if not lenient:
        for start in range(0, len(edits), _CHUNK):
            part = edits[start : start + _CHUNK]
            wanted = json.dumps([e.uid for e in part])
            rows = db.execute_sql(f"{SELECT[kind]} WHERE uid IN (SELECT value FROM json_each(?))", (wanted,)).fetchall()
            there = {data["uid"]: data for data in (from_row(kind, row) for row in rows)}
            if any(there.get(e.uid) != e.before for e in part):
                raise StaleError(f"A {kind} has changed since it was read; nothing was written.")
    db.connection().executemany(f"DELETE FROM {kind} WHERE uid = ?", [(e.uid,) for e in edits])


_CHUNK = 500
_REASONS = {
    "area.plan, area.ref": "That reference is taken by another area of the plan",
    "task.area, task.no": "That number is taken by another task of the area",
    "snapshot.name": "A snapshot of that name exists",
    "alias.folded": "That spelling already means somebody on the register",
    "FOREIGN KEY": "Something else hangs on what this would remove",
}


def _sentence(message: str) -> str:
    for sign, reason in _REASONS.items():
        if sign in message:
            return f"{reason}; nothing was written."
    return f"The plan file refuses this ({message}); nothing was written."
