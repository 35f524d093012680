"""The whole journal out and in, for lossless JSON."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

import peewee

from tui_tracker.domain import changes
from tui_tracker.domain.text import replaced_count
from tui_tracker.errors import FileError, TrackerError
from tui_tracker.store import apply, journal, migrations, verify
from tui_tracker.store.readable import Readable

_COLUMNS = ("number", "uid", "salt", "head", "edits", "digest", "hash")


def journal_rows(db: Readable) -> Iterator[dict[str, Any]]:
    """Every journal row, its JSON opened up, one after another: a long history is never in memory whole."""
    for row in db.execute_sql(f"SELECT {', '.join(_COLUMNS)} FROM journal ORDER BY number"):
        made = dict(zip(_COLUMNS, row, strict=True))
        yield {**made, "head": json.loads(made["head"]), "edits": json.loads(made["edits"])}


def restore_journal(db: peewee.SqliteDatabase, rows: list[dict[str, Any]]) -> None:
    """Replay a journal into an empty file, keeping its chain. Raises FileError, writing nothing, when it does not hold."""
    try:
        with db.atomic("IMMEDIATE"):
            for row in rows:
                if replaced_count(
                    json.dumps(row, ensure_ascii=False).replace("\\n", "").replace("\\t", "")
                ) or "\\u00" in json.dumps(row, ensure_ascii=False):
                    raise FileError(
                        f"Entry {row.get('number')} of the export holds control characters; nothing was written."
                    )
                head, edits = row["head"], changes.edits_from_text(json.dumps(row["edits"]))
                edits = tuple(migrations.upcast(e, head["schema"]) for e in edits)
                apply.write_edits(db, edits)
                text = {**row, "head": changes.canonical(head), "edits": changes.canonical(row["edits"])}
                db.execute_sql(
                    f"INSERT INTO journal ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})",
                    [text[c] for c in _COLUMNS],
                )
                subjects = {uid for edit in edits for uid in journal.subjects_of(edit)}
                db.connection().executemany(
                    "INSERT INTO journal_subject (uid, number) VALUES (?, ?)",
                    [(uid, row["number"]) for uid in sorted(subjects)],
                )
            faults = verify.verify(db)
            if faults:
                raise FileError(f"The exported plan does not hold together ({faults[0]}); nothing was written.")
    except TrackerError:
        raise
    except (peewee.PeeweeException, sqlite3.Error, AttributeError, KeyError, TypeError, ValueError) as error:
        raise FileError(
            f"The exported plan is damaged ({type(error).__name__}: {error}); nothing was written."
        ) from error
