"""Opening a plan file as its one writer, creating and migrating it."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from urllib.parse import quote

import peewee

from tui_tracker import files
from tui_tracker.errors import PlanFileError
from tui_tracker.files import make_private_folder
from tui_tracker.store import migrations, standing, trouble
from tui_tracker.store.lock import ReaderLock, WriterLock
from tui_tracker.store.lock import held as lock_held
from tui_tracker.store.open_to_read import open_for_reading
from tui_tracker.store.plan_file import PlanFile, check_sqlite, joined, lock_of, plan_error
from tui_tracker.store.readable import Readable


def open_for_writing(path: Path, backups: Path) -> PlanFile:
    """Open ``path`` as its one writer, creating and migrating it. Raises PlanFileError, e.g. when another has it open."""
    from tui_tracker.store import soundness
    from tui_tracker.store.location import why_not_local

    check_sqlite()
    trouble.refuse_emptied(path, backups, path.with_name(f"{path.stem}.drafts"))
    lock = _locked(path)
    created = False
    try:
        gone = _was_here(path)
        created = _create_private(path)
        _refuse_foreign(path)
        found = soundness.look(path, lock_of(path))
        if found.damage:
            raise PlanFileError(
                f"{path} is damaged ({found.damage}), so nothing is written to it; it can still be read.{trouble.newest_backup(path)}"
            )
        aside = soundness.set_aside(found.foreign, backups)
        notices = [_aside_sentence(path, aside)] if aside else [found.notice(path)]
        slow = why_not_local(path)
        db = _connect(path, backups, journal_mode="delete" if slow else "wal")
    except BaseException as error:
        if created:  # an empty file would be taken for a plan that was emptied
            with contextlib.suppress(OSError):
                path.unlink()
        lock.release()
        raise plan_error(path, error) from error
    files.sweep_parts(path.parent, backups, path.with_name(f"{path.stem}.files"), stem=path.stem)
    return PlanFile(path, db, lock, joined(gone, *notices, slow), trusted=found.sound, stood=found.standing)


def _locked(path: Path) -> WriterLock:
    """The writer's lock, taken, in a folder that is there."""
    try:
        make_private_folder(path.parent)
        lock = WriterLock(lock_of(path))
        if not lock.take():
            raise PlanFileError(f"{path} is open in another window, which has it for writing; close that one first.")
    except OSError as error:
        raise PlanFileError(f"{path} cannot be opened for writing: {error.strerror or error}.") from error
    return lock


def open_somehow(path: Path, backups: Path) -> PlanFile:
    """For the app: as the writer, or else for reading with a notice that says why."""
    trouble.refuse_emptied(path, backups, path.with_name(f"{path.stem}.drafts"))
    if not path.exists():
        return open_for_writing(path, backups)
    if not os.access(path, os.W_OK):
        return _to_read(path, f"{path.name} may only be read here, so nothing can be changed.")
    try:
        if lock_held(lock_of(path)):
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
    notice = joined(why, opened.notice)
    return PlanFile(path, opened.db, lock if lock.take() else None, notice, trusted=opened.trusted)


def _was_here(path: Path) -> str | None:
    """What is said before a new plan is begun where one was kept before."""
    backup = "" if path.exists() else trouble.newest_backup(path)
    return f"There was a plan here before; this is a new, empty one.{backup}" if backup else None


def _aside_sentence(path: Path, aside: list[Path]) -> str:
    return f"{path.name} was replaced since it was open. The unfinished part that lay beside it belongs to the other file and is kept as {aside[0]}; look whether anything is missing."


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


def _connect(path: Path, backups: Path, journal_mode: str) -> peewee.SqliteDatabase:
    """The open database, of the newest schema."""
    pragmas = {"journal_mode": journal_mode, "foreign_keys": 1, "synchronous": 2, "secure_delete": 1}
    db = peewee.SqliteDatabase(str(path), pragmas=pragmas, timeout=5, lock_type="IMMEDIATE", autoconnect=False)
    db.connect()
    try:
        _bring_up_to_date(db, path, backups)
    except BaseException:
        db.close()
        raise
    return db


def _bring_up_to_date(db: peewee.SqliteDatabase, path: Path, backups: Path) -> None:
    version = migrations.version_of(db)
    migrations.refuse_newer(version)
    if 0 < version < len(migrations.STEPS):
        from tui_tracker.store import rescue

        make_private_folder(backups)
        rescue.copy_to(db, backups / f"{path.stem}-before-schema-{len(migrations.STEPS)}.db")
    migrations.migrate(db, migrations.STEPS)


def memory_copy(db: Readable) -> peewee.SqliteDatabase:
    """A private copy in memory, to turn back in time; the caller closes it."""
    copy = peewee.SqliteDatabase(":memory:", autoconnect=False, pragmas={"foreign_keys": 0})
    copy.connect()
    db.connection().backup(copy.connection())
    return copy
