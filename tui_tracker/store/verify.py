"""Whether every row and every journal entry still agree; names those that do not."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

import peewee

from tui_tracker.domain import changes
from tui_tracker.domain.records import FIELDS
from tui_tracker.domain.state import State
from tui_tracker.errors import StaleError
from tui_tracker.store import journal
from tui_tracker.store.readable import Readable
from tui_tracker.store.schema import SELECT, from_row

# What a damaged page, row or text raises, by the library that meets it.
_UNREADABLE = (
    peewee.PeeweeException,
    sqlite3.Error,
    StaleError,
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    IndexError,
)


def verify(db: Readable) -> list[str]:
    """A sentence for each entry out of the chain and each row that the journal does not lead to; SQLite's own check first.

    What cannot be read is a fault that names where, and never an exception.
    """
    faults = sqlite_faults(db)
    for check in (_chain_faults, _replay_faults):
        try:
            faults += check(db)
        except _UNREADABLE as error:
            what = "journal" if check is _chain_faults else "journal or the plan"
            faults.append(f"the {what} cannot be read to its end ({type(error).__name__}: {str(error)[:80]})")
    return faults


def sqlite_faults(db: Readable) -> list[str]:
    """What SQLite's own check of the file and of its foreign keys finds, as sentences."""
    try:
        rows = db.execute_sql("PRAGMA integrity_check(3)").fetchall()
        broken = db.execute_sql("PRAGMA foreign_key_check").fetchall()
    except _UNREADABLE as error:
        return [f"the file is damaged: {error}"]
    return [f"the file is damaged: {row[0]}" for row in rows if row[0] != "ok"] + [
        f"table {table} names something that is not there (row {row})" for table, row, *_ in broken[:3]
    ]


def _replay_faults(db: Readable) -> list[str]:
    try:
        state = State().replay(change for _, change in journal.all_changes(db))
    except _UNREADABLE as error:
        return [f"the journal cannot be replayed: {error}"]
    return _row_faults(db, state)


def _chain_faults(db: Readable) -> list[str]:
    redigested = _redigested(db)
    faults = []
    before, expected = changes.GENESIS, 1
    rows = db.execute_sql("SELECT number, uid, salt, head, edits, digest, hash FROM journal ORDER BY number")
    for number, uid, salt, head_text, edits_text, digest, entry_hash in rows:
        if number != expected:
            faults.append(f"journal entry {expected} is missing")
        if changes.chain(before, number, uid, digest) != entry_hash:
            faults.append(f"journal entry {number} does not follow from the one before it")
        if salt is not None and changes.digest(salt, head_text, edits_text) != digest:
            faults.append(f"journal entry {number} has been changed")
        if salt is None and redigested.get(str(number)) != changes.digest("", head_text, edits_text):
            faults.append(f"journal entry {number} was erased in part without a redaction that says so")
        try:
            if json.loads(head_text).get("uid") != uid:
                faults.append(f"journal entry {number} carries another entry's uid")
        except (ValueError, TypeError, AttributeError):
            faults.append(f"journal entry {number} cannot be read")
        before, expected = entry_hash, number + 1
    return faults


def _redigested(db: Readable) -> dict[str, str]:
    """The digest each redacted entry has since, from the journal's own redaction entries; the newest counts."""
    found: dict[str, str] = {}
    told = "json_extract(head, '$.kind') = 'fact' OR json_extract(head, '$.verb') = 'redacted'"
    rows = db.execute_sql(f"SELECT edits FROM journal WHERE {told} ORDER BY number")
    for (edits_text,) in rows:
        for edit in changes.edits_from_text(edits_text):
            if edit.kind == "redaction" and edit.creates:
                found |= edit.after["digests"]
    return found


def _row_faults(db: Readable, state: State) -> list[str]:
    faults = []
    for kind in FIELDS:
        rows: dict[str, Any] = {}
        for row in db.execute_sql(SELECT[kind]):
            data = from_row(kind, row)
            rows[data["uid"]] = data
        wanted = state.rows[kind]
        for uid in sorted(rows.keys() | wanted.keys()):
            if uid not in wanted:
                faults.append(f"{kind} {uid} is in the plan but not in the journal")
            elif uid not in rows:
                faults.append(f"{kind} {uid} is in the journal but not in the plan")
            elif rows[uid] != wanted[uid]:
                names = [n for n in FIELDS[kind] if rows[uid][n] != wanted[uid][n]]
                faults.append(f"{kind} {uid} does not agree with the journal in {', '.join(names)}")
    return faults


def find_hash(db: Readable, text: str) -> int | None:
    """The number of the entry whose hash begins with ``text``; None when the chain holds none."""
    row = db.execute_sql(
        "SELECT number FROM journal WHERE substr(hash, 1, ?) = ?", (len(text), text.lower())
    ).fetchone()
    return int(row[0]) if row else None
