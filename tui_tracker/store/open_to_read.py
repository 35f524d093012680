"""Opening a plan file to read it. SQLite alone is enough for that, and half of what is asked is asked once and answered."""

from __future__ import annotations

import contextlib
import re
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from tui_tracker.errors import PlanFileError
from tui_tracker.patterns import pattern
from tui_tracker.store import migrations, standing, trouble
from tui_tracker.store.lock import WriterLock, noted
from tui_tracker.store.lock import held as lock_held
from tui_tracker.store.plan_file import PlanFile, check_sqlite, lock_of, plan_error
from tui_tracker.store.readable import ReadOnly

# What only a file in doubt needs is loaded where it is needed: a read of a sound plan is most of what is asked.
if TYPE_CHECKING:
    from tui_tracker.store import soundness

# What SQLite says in a folder where it may create no file; another program's lock is not that.
_NO_FILES = pattern(r"unable to open|readonly|read-only|attempt to write", re.IGNORECASE)
# How often and how long a reader waits for a writer that is between the file and its note.
_TRIES, _PAUSE_SECONDS = 5, 0.1


def open_for_reading(path: Path, *, alone: bool = False) -> PlanFile:
    """Open ``path`` without the right to write. Raises PlanFileError when there is no such file: reading creates none.

    ``alone`` is for a copy that nobody has open: where nothing unfinished lies beside it, SQLite makes no files there.
    """
    check_sqlite()
    if not path.is_file():
        raise trouble.missing(path)
    trouble.refuse_emptied(path, path.with_name(f"{path.stem}.backups"), path.with_name(f"{path.stem}.drafts"))
    db = None
    try:
        found = _look_to_read(path)
        _roll_back(path)
        db = _connect_to_read(path, alone=alone, foreign=bool(found and found.foreign))
        version = migrations.version_of(db)
        migrations.refuse_newer(version)
        if version < len(migrations.STEPS):
            raise PlanFileError(
                f"{path} was written by an older tui_tracker; open it once with the app, which brings it up to date."
            )
        db.execute_sql("PRAGMA query_only = 1")
    except BaseException as error:
        if db is not None:
            db.close()
        raise plan_error(path, error) from error
    return PlanFile(path, db, None, found.notice(path) if found else None, trusted=found is None or found.sound)


@contextlib.contextmanager
def glance(path: Path) -> Iterator[ReadOnly]:
    """A plan file as it lies there, unchecked and without a lock, for what is compared with the real opening afterwards.

    Raises PlanFileError where the file is not at rest or not of this program's schema, and sqlite3.Error.
    """
    if standing.unfinished(path) or standing.unfinished(path, "-journal") or not path.is_file():
        raise PlanFileError(f"{path} is not at rest.")
    db = ReadOnly(f"file:{quote(str(path))}?immutable=1")
    try:
        if migrations.version_of(db) != len(migrations.STEPS):
            raise PlanFileError(f"{path} was written by another version.")
        yield db
    finally:
        db.close()


def _look_to_read(path: Path) -> soundness.Look | None:
    """What is known of the file before it is read; None while the window that writes it is open, which has looked.

    Raises PlanFileError where that window has another file open than the one that lies there.
    """
    lock = lock_of(path)
    for _ in range(_TRIES):
        before = standing.from_text(noted(lock))
        now = standing.of(path)
        quiet = not standing.unfinished(path) and not standing.unfinished(path, "-journal")
        if (
            quiet
            and before is not None
            and before.trusted
            and now is not None
            and now.digest
            and now.digest == before.digest
        ):
            return None
        if not lock_held(lock):
            from tui_tracker.store import soundness

            return _kept_when_sound(path, lock, soundness.look(path, lock))
        if before is None or standing.same(path, before):
            return None
        time.sleep(_PAUSE_SECONDS)  # its writer may be between the file and its note
    raise PlanFileError(
        f"{path} has been replaced while another window has it open, so it cannot be read with what that window wrote. Close that window, look at both, and open the right one."
    )


def _kept_when_sound(path: Path, lock: Path, found: soundness.Look) -> soundness.Look:
    """The same; a file that was checked whole and closed in order is not checked again by the next reader."""
    whole = not standing.unfinished(path) and not standing.unfinished(path, "-journal")
    if found.sound and not found.unchecked and found.standing is not None and whole:
        writer = WriterLock(lock)
        with contextlib.suppress(OSError):
            if lock.exists() and writer.take():
                writer.note(found.standing.text)
                writer.release()
    return found


def _roll_back(path: Path) -> None:
    """Let SQLite take back a change that was cut short, before anything is read; whoever has the file open does it otherwise.

    Where the file may not be written, SQLite refuses to read it, and that is said.
    """
    if not standing.unfinished(path, "-journal"):
        return
    writer = WriterLock(lock_of(path))
    with contextlib.suppress(OSError):
        if not writer.take():
            return
        try:
            with (
                contextlib.closing(sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True)) as connection,
                contextlib.suppress(sqlite3.Error),
            ):
                connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        finally:
            writer.release()


def _connect_to_read(path: Path, *, alone: bool, foreign: bool) -> ReadOnly:
    """A connection that cannot write. To the file by itself where it is a copy that nobody has open (``alone``), where SQLite may
    create nothing in its folder, or where what lies beside it is ``foreign``."""
    quiet = not standing.unfinished(path) and not standing.unfinished(path, "-journal")
    ways = ["immutable=1"] if foreign or (alone and quiet) else ["mode=ro", *(["immutable=1"] if quiet else [])]
    for n, how in enumerate(ways):
        db = None
        try:
            db = ReadOnly(f"file:{quote(str(path))}?{how}")
            db.execute_sql("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        except BaseException as error:
            if db is not None:
                db.close()
            if (
                n == len(ways) - 1
                or not isinstance(error, sqlite3.OperationalError)
                or not _NO_FILES.search(str(error))
            ):
                raise
        else:
            return db
    raise AssertionError("there is always a way")
