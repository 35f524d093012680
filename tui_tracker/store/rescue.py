"""Copies of an open plan: whole and consistent, and what can be kept when its file was taken away under it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import peewee

from tui_tracker.errors import TrackerError
from tui_tracker.files import make_private_folder, write_whole
from tui_tracker.store.readable import Readable

if TYPE_CHECKING:
    from tui_tracker.domain.changes import Change

# Where the file format's version for reading and writing stands in an SQLite file: 1 without a write-ahead log.
_FORMAT_AT, _PLAIN_FORMAT = slice(18, 20), b"\x01\x01"
_HEADER_BYTES = 100


def whole(db: Readable) -> bytes:
    """The live database as the bytes of one file, without a write-ahead log; no copy touches the disk."""
    return folded(db.connection())


def folded(connection: sqlite3.Connection) -> bytes:
    """What a connection reads, its write-ahead log folded in, as the bytes of one file."""
    copy = sqlite3.connect(":memory:")
    try:
        connection.backup(copy)
        return plainly(copy.serialize())
    finally:
        copy.close()


def plainly(data: bytes) -> bytes:
    """The bytes of a database with the mark of a write-ahead log taken off, which a copy by itself does not have."""
    made = bytearray(data)
    if len(made) >= _HEADER_BYTES:
        made[_FORMAT_AT] = _PLAIN_FORMAT
    return bytes(made)


def copy_to(db: Readable, target: Path) -> None:
    """Copy the live database, whole and consistent, over ``target``."""
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        out = sqlite3.connect(part)
        try:
            db.connection().backup(out)
            out.execute("PRAGMA journal_mode = delete")
        finally:
            out.close()
        os.replace(part, target)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def keep(db: Readable, path: Path, saved: Sequence[Change]) -> Path | None:
    """Keep what was acknowledged beside the backups: the plan where it is still whole, else a list of the changes made.

    None where neither can be written.
    """
    from tui_tracker.store import verify

    folder = path.with_name(f"{path.stem}.backups")
    with contextlib.suppress(OSError, peewee.PeeweeException, sqlite3.Error):
        if not verify.verify(db):
            make_private_folder(folder)
            copy_to(db, folder / f"{path.stem}-rescued.db")
            return folder / f"{path.stem}-rescued.db"
    with contextlib.suppress(OSError, TrackerError):
        make_private_folder(folder)
        write_whole(folder / f"{path.stem}-rescued.txt", "\n".join(_told(c) for c in saved) + "\n")
        return folder / f"{path.stem}-rescued.txt"
    return None


def _told(change: Change) -> str:
    """A change as lines a person can enter again: when, who and what, then each value that was set."""
    lines = [f"{change.recorded_at} {change.by}: {change.verb} {change.subject}"]
    for edit in change.edits:
        values = {edit.field: edit.after} if edit.field else edit.after or {}
        lines += [f"  {edit.kind} {name}: {value}" for name, value in values.items() if value not in (None, "")]
    return "\n".join(lines)


def close_unfolded(db: Readable, path: Path) -> None:
    """Close a connection whose file was written over, so that SQLite does not fold its write-ahead log into it.

    The last connection to close folds the log in; a reader beside it is that last one, and cannot.
    """
    beside = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)
    with contextlib.closing(beside):
        with contextlib.suppress(sqlite3.Error):
            beside.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        db.close()
