"""Opens a plan file: pragmas, one writer, migrations with a backup before them, and copies of the past."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import peewee

from tui_tracker import files
from tui_tracker.errors import PlanFileError
from tui_tracker.files import make_private_folder
from tui_tracker.store import migrations, standing, trouble
from tui_tracker.store.lock import ReaderLock, WriterLock, noted
from tui_tracker.store.lock import held as lock_held

# What only a writer or a file in doubt needs is loaded where it is needed: a read of a sound plan is most of what is asked.
if TYPE_CHECKING:
    from tui_tracker.domain.changes import Change
    from tui_tracker.store import soundness

_OLDEST_SQLITE = (3, 37)
# What SQLite says in a folder where it may create no file; another program's lock is not that.
_NO_FILES = re.compile(r"unable to open|readonly|read-only|attempt to write", re.IGNORECASE)
# How often and how long a reader waits for a writer that is between the file and its note.
_TRIES, _PAUSE_SECONDS = 5, 0.1


class PlanFile:
    """An open plan file. ``notice`` is a sentence the user should see; ``may_write`` is False for a second window.

    ``trusted`` is False where damage was found: what is read may be wrong, and that has been said.
    """

    def __init__(
        self,
        path: Path,
        db: peewee.SqliteDatabase,
        lock: WriterLock | ReaderLock | None,
        notice: str | None,
        *,
        trusted: bool = True,
        stood: standing.Standing | None = None,
    ) -> None:
        self.path = path
        self.db = db
        self.notice = notice
        self.trusted = trusted
        self._lock = lock
        self._held = standing.Held(path) if not _in_memory(db) else None
        self._standing: standing.Standing | None = None
        if self.may_write:
            found = standing.of(path) if standing.moved_on(path, stood) else stood
            self._standing = found._replace(number=self._number(), trusted=trusted) if found else None
        self._saved: list[Change] = []
        self._last_number = 0
        self._writing = False
        self._rescued: Path | None = None
        self._note()

    @property
    def may_write(self) -> bool:
        return isinstance(self._lock, WriterLock)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Around every write of the program's own: the file stands differently afterwards."""
        if self._writing:  # a Change within a larger write
            yield
            return
        self.refuse_swapped()
        self._writing = True
        try:
            yield
        finally:
            self.saved()
            self._writing = False

    def refuse_written_over(self) -> None:
        """Raise PlanFileError when somebody else has written over the open file: what would be read is a mixture."""
        if (
            self._standing is not None
            and not self._writing
            and standing.moved_on(self.path, self._standing)
            and standing.written_over(self.path, self._standing)
        ):
            self.refuse_swapped()

    def saved(self, change: Change | None = None) -> None:
        """Take note that the program itself has written to the file: it stands differently from now on."""
        if change is not None:
            self._saved.append(change)
        if self.may_write and standing.moved_on(self.path, self._standing):
            found = standing.of(self.path)
            self._standing = found._replace(number=self._number(), trusted=self.trusted) if found else None
            self._note()

    def _number(self) -> int:
        """The journal entry that the file ends with; 0 where it cannot be read."""
        with contextlib.suppress(peewee.PeeweeException, sqlite3.Error):
            if not self.db.is_closed():
                row = self.db.execute_sql("SELECT max(number) FROM journal").fetchone()
                self._last_number = int(row[0] or 0)
        return self._last_number

    def _note(self) -> None:
        if isinstance(self._lock, WriterLock) and self._standing is not None:
            self._lock.note(self._standing.text)

    def refuse_swapped(self) -> None:
        """Raise PlanFileError when the file at the path is not the one that is open: deleted, moved away, replaced or written over.

        What was acknowledged is kept, once, and the sentence names where.
        """
        if self._standing is None or standing.same(self.path, self._standing):
            return
        what = "another file has been put in its place" if self.path.exists() else "it has been deleted or moved away"
        if self._rescued is None:
            from tui_tracker.store import rescue

            self._rescued = rescue.keep(self.db, self.path, self._saved)
        kept = (
            f" Everything that was saved here is kept in {self._rescued}."
            if self._rescued is not None
            else " Nothing could be kept as a copy."
        )
        raise PlanFileError(
            f"{self.path} is not the file that is open any more: {what} (a sync program does that), so nothing was written.{kept} Close this window, look at both, and open the right one."
        )

    def close(self) -> None:
        """Close the connection, note how the file stands now, and give the lock back."""
        ours = self._standing is not None and standing.same(self.path, self._standing)
        with contextlib.suppress(peewee.PeeweeException, sqlite3.Error):
            self._number()
            if not self.db.is_closed():
                if self._standing is not None and not ours and standing.written_over(self.path, self._standing):
                    from tui_tracker.store import rescue

                    rescue.close_unfolded(self.db, self.path)
                self.db.close()
        if self._held is not None:
            self._held.release()
        if self._lock is None:
            return
        if ours and not standing.unfinished(self.path):
            self.saved()
        self._lock.release()
        self._lock = None
        self._standing = None


def _in_memory(db: peewee.SqliteDatabase) -> bool:
    return str(db.database) == ":memory:"


def open_for_writing(path: Path, backups: Path) -> PlanFile:
    """Open ``path`` as its one writer, creating and migrating it. Raises PlanFileError, e.g. when another has it open."""
    from tui_tracker.store import soundness
    from tui_tracker.store.place import why_not_local

    _check_sqlite()
    trouble.refuse_emptied(path, backups, path.with_name(f"{path.stem}.drafts"))
    try:
        make_private_folder(path.parent)
        lock = WriterLock(_lock_of(path))
        if not lock.take():
            raise PlanFileError(f"{path} is open in another window, which has it for writing; close that one first.")
    except OSError as error:
        raise PlanFileError(f"{path} cannot be opened for writing: {error.strerror or error}.") from error
    created = False
    try:
        gone = _was_here(path)
        created = _create_private(path)
        _refuse_foreign(path)
        found = soundness.look(path, _lock_of(path))
        if found.damage:
            raise PlanFileError(
                f"{path} is damaged ({found.damage}), so nothing is written to it; it can still be read.{trouble.newest_backup(path)}"
            )
        aside = soundness.set_aside(found.foreign, backups)
        notices = [_aside_sentence(path, aside)] if aside else [found.notice(path)]
        slow = why_not_local(path)
        db = _connect(path, journal_mode="delete" if slow else "wal")
        try:
            _bring_up_to_date(db, path, backups)
        except BaseException:
            db.close()
            raise
    except BaseException as error:
        if created:  # an empty file would be taken for a plan that was emptied
            with contextlib.suppress(OSError):
                path.unlink()
        lock.release()
        raise _plan_error(path, error) from error
    files.sweep_parts(path.parent, backups, path.with_name(f"{path.stem}.files"), stem=path.stem)
    return PlanFile(path, db, lock, _joined(gone, *notices, slow), trusted=found.sound, stood=found.standing)


def open_for_reading(path: Path, *, alone: bool = False) -> PlanFile:
    """Open ``path`` without the right to write. Raises PlanFileError when there is no such file: reading creates none.

    ``alone`` is for a copy that nobody has open: where nothing unfinished lies beside it, SQLite makes no files there.
    """
    _check_sqlite()
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
        with contextlib.suppress(peewee.PeeweeException):
            if db is not None:
                db.close()
        raise _plan_error(path, error) from error
    return PlanFile(path, db, None, found.notice(path) if found else None, trusted=found is None or found.sound)


def open_somehow(path: Path, backups: Path) -> PlanFile:
    """For the app: as the writer, or else for reading with a notice that says why."""
    trouble.refuse_emptied(path, backups, path.with_name(f"{path.stem}.drafts"))
    if not path.exists():
        return open_for_writing(path, backups)
    if not os.access(path, os.W_OK):
        return _to_read(path, f"{path.name} may only be read here, so nothing can be changed.")
    try:
        if lock_held(_lock_of(path)):
            return _to_read(path, "Another window has this plan open for writing; this one only reads.")
        return open_for_writing(path, backups)
    except PlanFileError as error:
        try:
            return _to_read(path, str(error))
        except PlanFileError:
            raise error from None


def _to_read(path: Path, why: str) -> PlanFile:
    opened = open_for_reading(path)
    lock = ReaderLock(path)
    notice = _joined(why, opened.notice)
    return PlanFile(path, opened.db, lock if lock.take() else None, notice, trusted=opened.trusted)


def _look_to_read(path: Path) -> soundness.Look | None:
    """What is known of the file before it is read; None while the window that writes it is open, which has looked.

    Raises PlanFileError where that window has another file open than the one that lies there.
    """
    lock = _lock_of(path)
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
    writer = WriterLock(_lock_of(path))
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


def _connect_to_read(path: Path, *, alone: bool, foreign: bool) -> peewee.SqliteDatabase:
    """A connection that cannot write. To the file by itself where it is a copy that nobody has open (``alone``), where SQLite may
    create nothing in its folder, or where what lies beside it is ``foreign``."""
    quiet = not standing.unfinished(path) and not standing.unfinished(path, "-journal")
    ways = ["immutable=1"] if foreign or (alone and quiet) else ["mode=ro", *(["immutable=1"] if quiet else [])]
    for n, how in enumerate(ways):
        db = peewee.SqliteDatabase(f"file:{quote(str(path))}?{how}", uri=True, autoconnect=False, timeout=5)
        try:
            db.connect()
            db.execute_sql("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        except BaseException as error:
            db.close()
            if n == len(ways) - 1 or not isinstance(error, peewee.OperationalError) or not _NO_FILES.search(str(error)):
                raise
        else:
            return db
    raise AssertionError("there is always a way")


def _lock_of(path: Path) -> Path:
    return path.with_name(path.name + ".lock")


def _was_here(path: Path) -> str | None:
    """What is said before a new plan is begun where one was kept before."""
    backup = "" if path.exists() else trouble.newest_backup(path)
    return f"There was a plan here before; this is a new, empty one.{backup}" if backup else None


def _aside_sentence(path: Path, aside: list[Path]) -> str:
    return f"{path.name} was replaced since it was open. The unfinished part that lay beside it belongs to the other file and is kept as {aside[0]}; look whether anything is missing."


def _joined(*sentences: str | None) -> str | None:
    return " ".join(s for s in sentences if s) or None


def _check_sqlite() -> None:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise PlanFileError(
            f"SQLite {sqlite3.sqlite_version} is too old; tui_tracker needs 3.37 or newer, which Python 3.11 brings."
        )


def _create_private(path: Path) -> bool:
    """Create the file owner-only before SQLite does, so that its -wal and -shm inherit the mode; whether there was none."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    return True


def _refuse_foreign(path: Path) -> None:
    """Look at a file before any pragma could change it. Raises PlanFileError for another program's or a newer one."""
    if path.stat().st_size == 0:
        return
    # What SQLite has to roll back first cannot be looked at without writing.
    how = "rw" if standing.unfinished(path, "-journal") else "ro"
    db = peewee.SqliteDatabase(f"file:{quote(str(path))}?mode={how}", uri=True, autoconnect=False)
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
        from tui_tracker.store import rescue

        make_private_folder(backups)
        rescue.copy_to(db, backups / f"{path.stem}-before-schema-{len(migrations.STEPS)}.db")
    migrations.migrate(db)


def _plan_error(path: Path, error: BaseException) -> BaseException:
    return trouble.sentence(path, error) if isinstance(error, trouble.STORE_FAULTS) else error


def memory_copy(db: peewee.SqliteDatabase) -> peewee.SqliteDatabase:
    """A private copy in memory, to turn back in time; the caller closes it."""
    copy = peewee.SqliteDatabase(":memory:", autoconnect=False, pragmas={"foreign_keys": 0})
    copy.connect()
    db.connection().backup(copy.connection())
    return copy
