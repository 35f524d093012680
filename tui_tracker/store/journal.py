"""The journal: every Change that was ever applied, chained by hash."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from tui_tracker.domain import changes
from tui_tracker.domain.changes import Change, Edit
from tui_tracker.domain.records import PARENT_FIELDS
from tui_tracker.domain.views import AreaMove, Entry
from tui_tracker.errors import UsageError
from tui_tracker.store import migrations

if TYPE_CHECKING:
    from tui_tracker.store.readable import Readable

_COLUMNS = "number, uid, salt, head, hash"


def head(db: Readable) -> tuple[int, str]:
    """The newest entry's number and hash; (0, zeros) for an empty journal."""
    row = db.execute_sql("SELECT number, hash FROM journal ORDER BY number DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else (0, changes.GENESIS)


def last_but_sent(db: Readable, until: int) -> tuple[int, str]:
    """The newest entry, up to a number, that is not about what left the program: two forms of one paper name the same."""
    sql = "SELECT number, hash FROM journal WHERE number <= ? AND json_extract(head, '$.verb') <> 'sent out' ORDER BY number DESC LIMIT 1"
    row = db.execute_sql(sql, (until,)).fetchone()
    return (row[0], row[1]) if row else (0, changes.GENESIS)


def newest(db: Readable) -> tuple[int, str]:
    """The newest entry's number and uid, which differ after every write; (0, "") for an empty journal.

    They stand before what was changed, so an entry of a hundred megabytes is not read for them as for its hash.
    """
    row = db.execute_sql("SELECT number, uid FROM journal ORDER BY number DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else (0, "")


def ahead_of(db: Readable, today: date) -> str | None:
    """The local day of the newest entry where it lies after ``today``: this machine's clock is behind, or was ahead."""
    row = db.execute_sql(
        "SELECT json_extract(head, '$.local_day') FROM journal ORDER BY number DESC LIMIT 1"
    ).fetchone()
    return str(row[0]) if row and str(row[0]) > today.isoformat() else None


def append(db: Readable, change: Change, salt: str) -> tuple[int, str]:
    """Add a Change to the chain; runs inside the transaction that wrote its rows."""
    last, before = head(db)
    head_text, edits = changes.canonical(change.head()), changes.edits_text(change.edits)
    digest = changes.digest(salt, head_text, edits)
    number, entry_hash = last + 1, changes.chain(before, last + 1, change.uid, digest)
    db.execute_sql(
        "INSERT INTO journal (number, uid, salt, head, edits, digest, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, change.uid, salt, head_text, edits, digest, entry_hash),
    )
    subjects = {uid for edit in change.edits for uid in subjects_of(edit)}
    db.connection().executemany(
        "INSERT INTO journal_subject (uid, number) VALUES (?, ?)", [(uid, number) for uid in sorted(subjects)]
    )
    return number, entry_hash


def subjects_of(edit: changes.Edit) -> Iterator[str]:
    """The records an edit concerns: itself, and the parent that a created or removed record hangs on."""
    yield edit.uid
    if edit.field is None:
        data = edit.after or edit.before
        for name in PARENT_FIELDS.get(edit.kind, {}):
            if data.get(name):
                yield data[name]


def _entry(row: tuple[Any, ...], undone: frozenset[str] = frozenset()) -> Entry:
    number, uid, salt, head_text, entry_hash = row
    data = json.loads(head_text)
    return Entry(
        number=number,
        uid=uid,
        recorded_at=data["recorded_at"],
        local_day=data["local_day"],
        by=data["by"],
        verb=data["verb"],
        subject=data["subject"],
        reason=data["reason"],
        undoes=data["undoes"],
        edits=data["edits"],
        hash=entry_hash,
        redacted=salt is None,
        undone=uid in undone,
    )


def entries(db: Readable, *, subject: str | None = None, limit: int | None = None, until: str = "9999") -> list[Entry]:
    """Heads, newest first; ``subject`` keeps those that concern one record, ``until`` those recorded by a local day."""
    undone = in_force(db)[1]
    sql, params = f"SELECT {_COLUMNS} FROM journal WHERE json_extract(head, '$.local_day') <= ?", [until]
    if subject is not None:
        sql += " AND number IN (SELECT number FROM journal_subject WHERE uid = ?)"
        params.append(subject)
    sql += " ORDER BY number DESC"
    if limit is not None:
        sql += f" LIMIT {max(0, min(int(limit), 10**9))}"
    return [_entry(row, undone) for row in db.execute_sql(sql, params).fetchall()]


_SINCE_IT_IS = "SELECT number FROM journal_subject WHERE uid = ? AND number > (SELECT min(number) FROM journal_subject WHERE uid = ?)"


def field_edits(db: Readable, kind: str, uid: str | None, *fields: str) -> list[tuple[Entry, Edit]]:
    """The edits that stand of these fields of one record (None: of every one of its kind), the oldest first.

    One statement, however long the history: edits are kept in one way to write them (``changes.canonical``), so the text of an
    edit's beginning finds the entries that hold one, and no other entry is read. Nor is the one that made the record: it moved nothing,
    and where a file was brought in it holds the whole plan.
    """
    begins = [f',"{f}",' if uid is None else changes.canonical([kind, uid, f])[:-1] + "," for f in fields]
    where = " OR ".join("instr(edits, ?) > 0" for _ in begins)
    near = "" if uid is None else f"number IN ({_SINCE_IT_IS}) AND "
    sql = f"SELECT {_COLUMNS}, edits FROM journal WHERE {near}({where}) ORDER BY number"
    rows = db.execute_sql(sql, [*([] if uid is None else [uid, uid]), *begins]).fetchall()
    undone = in_force(db)[1] if rows else frozenset()
    return [
        (entry, edit)
        for entry, row in ((_entry(row[:-1], undone), row) for row in rows)
        if not (entry.undone or entry.undoes or entry.redacted)
        for edit in _change(row[3], row[-1]).edits
        if edit.kind == kind and uid in (None, edit.uid) and edit.field in fields
    ]


def former_values(db: Readable, kind: str, uid: str, field: str) -> list[str]:
    """What a field of a record held before, by the changes that stand, the newest first; each text once."""
    before = (edit.before for _, edit in reversed(field_edits(db, kind, uid, field)))
    return list(dict.fromkeys(text for text in before if isinstance(text, str) and text.strip()))


def area_moves(db: Readable, uid: str | None = None) -> dict[str, list[AreaMove]]:
    """How the target and the inspectorate's date of an area (None: of each) moved by the changes that stand, by uid, the oldest first.

    A first date is no move; one that is set again after it was cleared is.
    """
    found: dict[str, list[AreaMove]] = {}
    for entry, edit in field_edits(db, "area", uid, "target_text", "deadline_text"):
        made = found.setdefault(edit.uid, [])
        name = str(edit.field).removesuffix("_text")
        moved = any(m.field == name for m in made)  # so a date that is not there now was cleared
        before = str(edit.before or ("no date" if moved else ""))
        if before:
            made.append(AreaMove(name, before, str(edit.after or ""), entry.local_day, entry.reason or ""))
    return found


def change(db: Readable, number: int) -> Change:
    """A whole Change, read under today's schema."""
    row = db.execute_sql("SELECT head, edits FROM journal WHERE number = ?", (number,)).fetchone()
    return _change(row[0], row[1])


def _change(head_text: str, edits_text: str) -> Change:
    data = json.loads(head_text)
    edits = changes.edits_from_text(edits_text)
    return changes.change_from(data, tuple(migrations.upcast(e, data["schema"]) for e in edits))


def all_changes(db: Readable, *, after: int = 0) -> Iterator[tuple[int, Change]]:
    """Every Change with its number, oldest first."""
    for row in db.execute_sql("SELECT number, head, edits FROM journal WHERE number > ? ORDER BY number", (after,)):
        yield row[0], _change(row[1], row[2])


def after(db: Readable, day: date | None, number: int | None) -> list[int]:
    """Numbers, newest first, of what a look back takes away: recorded after ``day`` and not always known, or after ``number``."""
    sql = """SELECT number FROM journal WHERE number > ?
      OR (json_extract(head, '$.local_day') > ? AND NOT json_extract(head, '$.always_known')) ORDER BY number DESC"""
    limits = (number if number is not None else 2**62, day.isoformat() if day is not None else "9999")
    return [int(row[0]) for row in db.execute_sql(sql, limits)]


def number_on(db: Readable, day: date) -> int:
    """The number of the newest entry recorded by the end of a local day; 0 before the first."""
    sql = "SELECT coalesce(max(number), 0) FROM journal WHERE json_extract(head, '$.local_day') <= ?"
    return int(db.execute_sql(sql, (day.isoformat(),)).fetchone()[0])


def hash_at(db: Readable, number: int) -> str:
    """The hash of an entry; zeros before the first."""
    row = db.execute_sql("SELECT hash FROM journal WHERE number = ?", (number,)).fetchone()
    return str(row[0]) if row else changes.GENESIS


def find(db: Readable, name: str) -> int:
    """The number of the entry that ``name`` means: a number, or the first characters of its uid. Raises UsageError."""
    if name.isascii() and name.isdigit():
        if len(name) > 15:
            raise UsageError(f"No change has the number {name[:20]}…; see ⟦=History, under More|tui-tracker history⟧.")
        row = db.execute_sql("SELECT number FROM journal WHERE number = ?", (int(name),)).fetchone()
        rows = [row] if row else []
    else:
        rows = db.execute_sql("SELECT number FROM journal WHERE uid >= ? AND uid < ?", (name, name + "~")).fetchall()
    if len(rows) != 1:
        raise UsageError(f"No single change is called “{name}”; see ⟦=History, under More|tui-tracker history⟧.")
    return int(rows[0][0])


def is_fact(kind: str | None, verb: str) -> bool:
    """Whether an entry records a fact of the world outside: no step of the plan, so undo passes over it."""
    return kind == "fact" or (kind is None and verb in changes.OLD_FACTS)


def in_force(db: Readable) -> tuple[int | None, frozenset[str], int | None]:
    """(number of the newest Change that undo would take, uids undone now, number of the undo that redo would take)."""
    undone: set[str] = set()
    undo_at: int | None = None
    redo_at: int | None = None
    redo_open = True
    rows = db.execute_sql(
        "SELECT number, uid, json_extract(head, '$.undoes'), json_extract(head, '$.kind'), json_extract(head, '$.verb')"
        " FROM journal ORDER BY number DESC"
    ).fetchall()
    undoes = {uid: target for _, uid, target, *_ in rows}
    for number, uid, target, kind, verb in rows:
        if target is not None and undoes.get(target) is not None:  # a redo: it takes an undo back
            undone.add(target)
        elif target is not None:
            if uid not in undone:
                undone.add(target)
                if redo_open and redo_at is None:
                    redo_at = number
        elif not is_fact(kind, verb) and uid not in undone:
            redo_open = False
            if undo_at is None:
                undo_at = number
    return undo_at, frozenset(undone), redo_at


def count_on(db: Readable, day: str) -> int:
    """How many changes were recorded on a local day."""
    row = db.execute_sql("SELECT count(*) FROM journal WHERE json_extract(head, '$.local_day') = ?", (day,)).fetchone()
    return int(row[0])
