"""Erasure: a text goes from rows, journal, search and free pages, while the chain of digests still holds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from tui_tracker.domain import changes
from tui_tracker.domain.records import FIELDS
from tui_tracker.domain.text import fold
from tui_tracker.store.migrations.m0001 import FULL_TEXT
from tui_tracker.store.schema import column, to_cell

if TYPE_CHECKING:
    import peewee

MARK = "[redacted]"


def eraser(texts: Iterable[str]) -> Callable[[str], str]:
    """A function that puts the mark in the place of each text, whatever its case and white space."""
    spelled = {form for text in texts for form in (" ".join(text.split()), fold(text))}  # aliases are kept folded too
    patterns = [
        r"\s+".join(re.escape(word) for word in text.split()) for text in sorted(spelled, key=len, reverse=True)
    ]
    rx = re.compile(
        "|".join(rf"(?<![^\W_])(?:{p})(?![^\W_])" if p[:1].isalnum() else p for p in patterns), re.IGNORECASE
    )
    return lambda text: rx.sub(MARK, text)


# Columns that hold identities, ids from a fixed list, or moments: never words somebody wrote.
_NO_WORDS = frozenset(
    [
        "uid",
        "plan",
        "pillar",
        "area",
        "task",
        "person",
        "note",
        "corrects",
        "subject",
        "snapshot",
        "ref",
        "no",
        "progress",
        "progress_from",
        "stage",
        "verdict",
        "plan_kind",
        "area_kind",
        "origin",
        "entered_at",
        "taken_at",
        "head",
        "sha256",
        "due_precision",
        "target_precision",
        "deadline_precision",
        "date_precision",
        "scheme",
        "follows",
        "question",
        "importance",
        "rhythm",
        "rag_letter",
        "evidence_kind",
        "shared",
        "meeting",
        "item",
        "action_kind",
        "began_at",
        "ended_at",
        "form",
        "holder_kind",
        "rhythms",
        "part_of",
        "other",
        "known",
    ]
)
# Unique columns: the mark alone would collide, so the record's uid stands behind it.
_UNIQUE = frozenset({("alias", "folded"), ("snapshot", "name"), ("saved_view", "name")})
_OUR_WORDS = frozenset(
    {
        ("publication", "what"),
        ("acceptance", "rule"),
        ("promise", "signoff"),
        ("milestone", "what"),
        ("tie", "what"),
        ("opinion", "level"),
        ("grade", "grade"),
        ("grade", "before"),
        ("form", "base"),
        ("proposal", "outcome"),
    }
)
WORDS: dict[str, dict[str, str]] = {
    kind: {
        n: t for n, t in types.items() if t in ("text", "json") and n not in _NO_WORDS and (kind, n) not in _OUR_WORDS
    }
    for kind, types in FIELDS.items()
}
_HEAD_WORDS = ("by", "verb", "subject", "reason")
Erase = Callable[[str], str]


def _field(kind: str, uid: str, name: str, value: Any, erase: Erase) -> Any:
    """One field's value without the text; the same for a row and for the journal, so that replay still agrees."""
    if name == "looked_at" and value is not None:
        return _seal(value, erase)
    if name == "report" and value is not None:
        words = {name: _erased(value.get(name, []), erase) for name in ("remarks", "findings")}
        return value | words | {"file": erase(str(value.get("file", "")))}
    new = _erased(value, erase)
    return f"{MARK} {uid}" if new != value and (kind, name) in _UNIQUE else new


def _seal(value: dict[str, Any], erase: Erase) -> dict[str, Any]:
    """What was signed, without the text: words only, in the order in which they are compared."""
    made = dict(value)
    made["notes"] = {uid: [day, _erased(by, erase), erase(text)] for uid, (day, by, text) in value["notes"].items()}
    for name in ("title", "work"):
        made[name] = _erased(value[name], erase)
    made["links"] = sorted(erase(link) for link in value["links"])
    if "steps" in value:
        made["steps"] = [[erase(text), progress] for text, progress in value["steps"]]
    return made


def _erased(value: Any, erase: Erase) -> Any:
    if isinstance(value, str):
        return erase(value)
    if isinstance(value, list):
        return [_erased(v, erase) for v in value]
    if isinstance(value, dict):
        return {k: _erased(v, erase) for k, v in value.items()}  # keys are ours, never words
    return value


def erase_rows(db: peewee.SqliteDatabase, erase: Erase) -> int:
    """Erase from every column that holds words; returns how many cells changed."""
    count = 0
    connection = db.connection()
    for kind, types in WORDS.items():
        if not types:
            continue
        listed = ", ".join(map(column, types))
        for uid, *values in connection.execute(f"SELECT uid, {listed} FROM {kind}").fetchall():
            for (name, field_type), cell in zip(types.items(), values, strict=True):
                value = json.loads(cell) if field_type == "json" and cell is not None else cell
                new = _field(kind, uid, name, value, erase)
                if new != value:
                    connection.execute(
                        f"UPDATE {kind} SET {column(name)} = ? WHERE uid = ?", (to_cell(field_type, new), uid)
                    )
                    count += 1
    return count


def _edit(row: list[Any], erase: Erase) -> list[Any]:
    kind, uid, name, before, after = row
    words = WORDS[kind]
    if name is None:
        sides = [
            side and {n: _field(kind, uid, n, v, erase) if n in words else v for n, v in side.items()}
            for side in (before, after)
        ]
        return [kind, uid, name, *sides]
    if name not in words:
        return row
    return [kind, uid, name, _field(kind, uid, name, before, erase), _field(kind, uid, name, after, erase)]


def erase_journal(db: peewee.SqliteDatabase, erase: Erase) -> dict[str, str]:
    """Erase from every journal entry; returns the new digest of each that changed. Digest, hash and order stay.

    The salt of a changed entry goes too, so that nobody can test guesses against its digest.
    """
    digests: dict[str, str] = {}
    connection = db.connection()
    for number, head_text, edits_text in connection.execute(
        "SELECT number, head, edits FROM journal ORDER BY number"
    ).fetchall():
        head = json.loads(head_text)
        new_head = changes.canonical(head | {name: _erased(head[name], erase) for name in _HEAD_WORDS})
        new_edits = changes.canonical([_edit(row, erase) for row in json.loads(edits_text)])
        if (new_head, new_edits) != (head_text, edits_text):
            connection.execute(
                "UPDATE journal SET head = ?, edits = ?, salt = NULL WHERE number = ?", (new_head, new_edits, number)
            )
            digests[str(number)] = changes.digest("", new_head, new_edits)
    return digests


def forget_free_pages(db: peewee.SqliteDatabase) -> None:
    """Rebuild the search tables and the file, so that no page keeps what was erased."""
    for table in FULL_TEXT:
        db.execute_sql(f"INSERT INTO {table}_fts({table}_fts) VALUES ('rebuild')")
    db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    db.execute_sql("VACUUM")
    db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
