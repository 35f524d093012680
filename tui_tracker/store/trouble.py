"""What is wrong with a plan's file, its disk or another program at it: one sentence for each kind, with what to do."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from tui_tracker.errors import PlanFileError

_FULL = ("disk is full", "database or disk is full", "no transaction is active", "no space left")
_LOCKED = ("locked", "busy")
_READ_ONLY = ("readonly", "read-only", "attempt to write")
_DAMAGED = ("malformed", "not a database", "corrupt", "disk image")


def store_faults() -> tuple[type[Exception], ...]:
    """What the store, the disk or the system raises. Asked only once something was raised: peewee is not loaded to read a plan."""
    import peewee

    return (peewee.DatabaseError, sqlite3.DatabaseError, peewee.InterfaceError, sqlite3.InterfaceError, OSError)


@contextlib.contextmanager
def passed_over() -> Iterator[None]:
    """What is done inside may fail in the database without a word: it closes or notes what is lost anyway."""
    try:
        yield
    except Exception as error:
        import peewee

        if not isinstance(error, (peewee.PeeweeException, sqlite3.Error)):
            raise


def sentence(path: Path, error: BaseException) -> PlanFileError:
    """The refusal for a fault of the store, the disk or the system. Nothing half-done is kept in any of them."""
    text = str(error).casefold()
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOSPC, getattr(errno, "EDQUOT", -1)) or any(w in text for w in _FULL):
        return PlanFileError(
            f"The disk is full, so nothing was written to {path.name}. Make room on it, then do it again; nothing that was saved is lost."
        )
    if any(w in text for w in _LOCKED):
        return PlanFileError(
            f"{path.name} is locked by another program (a backup, a virus scanner, a sync client), so nothing was written. Wait a moment, then do it again."
        )
    if number in (errno.EACCES, errno.EPERM, errno.EROFS) or any(w in text for w in _READ_ONLY):
        return PlanFileError(
            f"{path.name} may only be read here, so nothing was written. Copy it to a folder of your own to change it."
        )
    if any(w in text for w in _DAMAGED):
        return PlanFileError(
            f"{path} is damaged or not a plan file ({error}), so nothing was written.{newest_backup(path)}"
        )
    what = error.strerror if isinstance(error, OSError) and error.strerror else error
    return PlanFileError(
        f"{path} cannot be used just now ({what}); nothing was written. Is its disk or its share still there?"
    )


def missing(path: Path) -> PlanFileError:
    """The refusal where there is no plan file: how one is begun, or which backup of the one that was here is the newest."""
    backup = newest_backup(path)
    if backup:
        return PlanFileError(f"There is no plan file at {path} any more.{backup}")
    return PlanFileError(f"There is no plan file at {path} yet; bring one in with: tui-tracker import FILE")


def newest_backup(path: Path) -> str:
    """The command that restores the newest backup beside a plan, as a sentence of its own; blank where there is none."""
    folder = path.with_name(f"{path.stem}.backups")
    found: list[Path] = []
    with contextlib.suppress(OSError):
        found = sorted(
            (p for p in folder.iterdir() if p.suffix in (".db", ".zip") and p.is_file()),
            key=lambda p: p.stat().st_mtime,
        )
    return (
        f' The newest backup is {found[-1]}: tui-tracker restore "{found[-1]}" puts it in its place.' if found else ""
    )


def refuse_emptied(path: Path, *beside: Path) -> None:
    """Raise PlanFileError for a plan file of no bytes that was a plan once: a lock, backups or drafts lie beside it."""
    with contextlib.suppress(FileNotFoundError):
        if path.stat().st_size:
            return
        if any(
            p.exists() and (p.is_file() or any(p.iterdir())) for p in (path.with_name(path.name + ".lock"), *beside)
        ):
            raise PlanFileError(
                f"{path} is empty: a failed sync or a full disk does that. Nothing was written to it.{newest_backup(path) or ' There is no backup beside it.'}"
            )
