"""Opens a plan file: pragmas, one writer, migrations with a backup before them, and copies of the past."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

import peewee

from tui_tracker.errors import PlanFileError
from tui_tracker.files import make_private_folder
from tui_tracker.store import migrations, trouble
from tui_tracker.store.lock import WriterLock
from tui_tracker.store.place import why_not_local

_OLDEST_SQLITE = (3, 37)


class PlanFile:
    """An open plan file. ``notice`` is a sentence the user should see; ``may_write`` is False for a second window."""

    def __init__(self, path: Path, db: peewee.SqliteDatabase, lock: WriterLock | None, notice: str | None) -> None:
        self.path = path
        self.db = db
        self.notice = notice
        self._lock = lock
        self._identity = _identity(path) if lock is not None else None
        self._rescued: Path | None = None

    def refuse_swapped(self) -> None:
        """Raise PlanFileError when the file at the path is not the one that is open: deleted, moved away or replaced.

        What is open still holds everything that was acknowledged: it is kept as a copy, once, and the sentence names it.
        """
        if self._identity is None or _identity(self.path) == self._identity:
            return
        what = "another file has been put in its place" if self.path.exists() else "it has been deleted or moved away"
        if self._rescued is None:
            copy = self.path.with_name(f"{self.path.stem}.backups") / f"{self.path.stem}-rescued.db"
            with contextlib.suppress(OSError, peewee.PeeweeException, sqlite3.Error):
                make_private_folder(copy.parent)
                copy_to(self.db, copy)
                self._rescued = copy
        kept = (
            f" Everything that was saved here is kept in {self._rescued}."
            if self._rescued is not None
            else " Nothing could be kept as a copy."
        )
        raise PlanFileError(
            f"{self.path} is not the file that is open any more: {what} (a sync program does that), so nothing was written.{kept} Close this window, look at both, and open the right one."
        )

    @property
    def may_write(self) -> bool:
        return self._lock is not None

    def close(self) -> None:
        """Close the connection and give the writer's lock back."""
        with contextlib.suppress(peewee.PeeweeException):
            if not self.db.is_closed():
                self.db.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells one file from another whatever it is called: device and inode, on Windows volume and file id. None where it is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def open_for_writing(path: Path, backups: Path) -> PlanFile:
    """Open ``path`` as its one writer, creating and migrating it. Raises PlanFileError, e.g. when another has it open."""
    _check_sqlite()
    trouble.refuse_emptied(path, backups, path.with_name(f"{path.stem}.drafts"))
    try:
        make_private_folder(path.parent)
        lock = WriterLock(path.with_name(path.name + ".lock"))
        if not lock.take():
            raise PlanFileError(f"{path} is open in another window, which has it for writing; close that one first.")
    except OSError as error:
        raise PlanFileError(f"{path} cannot be opened for writing: {error.strerror or error}.") from error
    try:
        _create_private(path)
        _refuse_foreign(path)
        notice = why_not_local(path)
        db = _connect(path, journal_mode="delete" if notice else "wal")
        try:
            _bring_up_to_date(db, path, backups)
        except BaseException:
            db.close()
            raise
    except BaseException as error:
        lock.release()
        raise _plan_error(path, error) from error
    return PlanFile(path, db, lock, notice)


def open_for_reading(path: Path) -> PlanFile:
    """Open ``path`` without the right to write. Raises PlanFileError when there is no such file: reading creates none."""
    _check_sqlite()
    if not path.is_file():
        raise PlanFileError(f"There is no plan file at {path} yet; bring one in with: tui-tracker import FILE")
    trouble.refuse_emptied(path, path.with_name(f"{path.stem}.backups"), path.with_name(f"{path.stem}.drafts"))
    db = peewee.SqliteDatabase(f"file:{quote(str(path))}?mode=ro", uri=True, autoconnect=False, timeout=5)
    try:
        db.connect()
        version = migrations.version_of(db)
        migrations.refuse_newer(version)
        if version < len(migrations.STEPS):
            raise PlanFileError(
                f"{path} was written by an older tui_tracker; open it once with the app, which brings it up to date."
            )
        db.execute_sql("PRAGMA query_only = 1")
    except BaseException as error:
        with contextlib.suppress(peewee.PeeweeException):
            db.close()
        raise _plan_error(path, error) from error
    return PlanFile(path, db, None, None)


def open_somehow(path: Path, backups: Path) -> PlanFile:
    """For the app: as the writer, or else for reading with a notice that says why."""
    trouble.refuse_emptied(path, backups, path.with_name(f"{path.stem}.drafts"))
    lock = WriterLock(path.with_name(path.name + ".lock"))
    if path.exists() and not os.access(path, os.W_OK):
        opened = open_for_reading(path)
        opened.notice = f"{path.name} may only be read here, so nothing can be changed."
        return opened
    if path.exists() and not lock.take():
        opened = open_for_reading(path)
        opened.notice = "Another window has this plan open for writing; this one only reads."
        return opened
    lock.release()
    return open_for_writing(path, backups)


def _check_sqlite() -> None:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise PlanFileError(
            f"SQLite {sqlite3.sqlite_version} is too old; tui_tracker needs 3.37 or newer, which Python 3.11 brings."
        )


def _create_private(path: Path) -> None:
    """Create the file owner-only before SQLite does, so that its -wal and -shm inherit the mode."""
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _refuse_foreign(path: Path) -> None:
    """Look at a file before any pragma could change it. Raises PlanFileError for another program's or a newer one."""
    if path.stat().st_size == 0:
        return
    db = peewee.SqliteDatabase(f"file:{quote(str(path))}?mode=ro", uri=True, autoconnect=False)
    db.connect()
    try:
        migrations.refuse_newer(migrations.version_of(db))
    finally:
        db.close()


def _connect(path: Path, journal_mode: str) -> peewee.SqliteDatabase:
    pragmas = {"journal_mode": journal_mode, "foreign_keys": 1, "synchronous": 2, "secure_delete": 1}
    db = peewee.SqliteDatabase(str(path), pragmas=pragmas, timeout=5, lock_type="IMMEDIATE", autoconnect=False)
    db.connect()
    return db


def _bring_up_to_date(db: peewee.SqliteDatabase, path: Path, backups: Path) -> None:
    version = migrations.version_of(db)
    migrations.refuse_newer(version)
    if 0 < version < len(migrations.STEPS):
        make_private_folder(backups)
        copy_to(db, backups / f"{path.stem}-before-schema-{len(migrations.STEPS)}.db")
    migrations.migrate(db)


def _plan_error(path: Path, error: BaseException) -> BaseException:
    return trouble.sentence(path, error) if isinstance(error, trouble.STORE_FAULTS) else error


def copy_to(db: peewee.SqliteDatabase, target: Path) -> None:
    """Copy the live database, whole and consistent, over ``target``."""
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    out = sqlite3.connect(part)
    try:
        db.connection().backup(out)
        out.execute("PRAGMA journal_mode = delete")
    finally:
        out.close()
    os.replace(part, target)


def memory_copy(db: peewee.SqliteDatabase) -> peewee.SqliteDatabase:
    """A private copy in memory, to turn back in time; the caller closes it."""
    copy = peewee.SqliteDatabase(":memory:", autoconnect=False, pragmas={"foreign_keys": 0})
    copy.connect()
    db.connection().backup(copy.connection())
    return copy


def integrity_fault(path: Path) -> str | None:
    """SQLite's own check of a plan file, on a connection of its own; a sentence when it finds damage."""
    connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)
    try:
        row = connection.execute("PRAGMA integrity_check(1)").fetchone()
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        return f"{path} is damaged ({error}); restore the newest backup."
    finally:
        connection.close()
    if row[0] != "ok":
        return f"{path} is damaged ({row[0]}); restore the newest backup."
    return (
        f"{path} does not hold together (table {broken[0]}, row {broken[1]}); restore the newest backup."
        if broken
        else None
    )
