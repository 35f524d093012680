"""One writer at a time: an operating-system lock that dies with its process. Its file keeps how the plan stood."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

if sys.platform == "win32":  # it has no fcntl; msvcrt locks a byte of the file instead
    import msvcrt
else:
    import fcntl

# The first byte is the one that is locked, which on Windows nobody else may read; what is noted stands after it.
_NOTED_FROM = 1
_LONGEST_NOTE = 400
_MOST_READERS = 64


class WriterLock:
    """Held by the one process that may write. Being refused is an answer, not an error."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def take(self) -> bool:
        """Whether the lock is ours now; False when another process holds it."""
        if self._handle is not None:
            return True
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            _lock(handle)
        except OSError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def note(self, text: str) -> None:
        """Keep a line in the lock's file, for whoever opens the plan next. Needs the lock; a full disk leaves none."""
        if self._handle is None or noted(self._path) == text:
            return
        with contextlib.suppress(OSError):
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, b"\n" + text.encode("ascii"))
            os.ftruncate(self._handle, _NOTED_FROM + len(text))

    def release(self) -> None:
        """Give the lock back; the file stays, since removing it would race with another taker."""
        if self._handle is None:
            return
        with contextlib.suppress(OSError):
            _unlock(self._handle)
        os.close(self._handle)
        self._handle = None


class ReaderLock:
    """Held by a second window for as long as it reads, so that nobody puts another file in the plan's place under it.

    Any number may hold it at once: shared where the system knows that, else each on a byte of its own.
    """

    def __init__(self, plan: Path) -> None:
        self._path = _readers_of(plan)
        self._handle: int | None = None

    def take(self) -> bool:
        """Whether it is held now; False in a folder where no file may be made."""
        with contextlib.suppress(OSError):
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            try:
                _share(handle)
            except OSError:
                os.close(handle)
                return False
            self._handle = handle
            return True
        return False

    def release(self) -> None:
        """Give it back; closing the file does."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def readers_hold(plan: Path) -> bool:
    """Whether any window reads the plan just now."""
    try:
        handle = os.open(_readers_of(plan), os.O_RDWR | getattr(os, "O_BINARY", 0))
    except OSError:
        return False
    try:
        return not _alone(handle)
    finally:
        os.close(handle)


def _readers_of(plan: Path) -> Path:
    return plan.with_name(plan.name + ".readers")


def noted(path: Path) -> str:
    """The line that the last writer kept in a lock's file; blank where there is none."""
    with contextlib.suppress(OSError), path.open("rb", buffering=0) as source:
        source.seek(_NOTED_FROM)
        return (source.read(_LONGEST_NOTE) or b"").decode("ascii", "replace")
    return ""


def held(path: Path) -> bool:
    """Whether another process holds the lock. Where its file may not be opened, nobody who could write does."""
    lock = WriterLock(path)
    try:
        if not path.exists():
            return False
        free = lock.take()
    except OSError:
        return False
    lock.release()
    return not free


def _share(handle: int) -> None:
    """Hold the file with others. Raises OSError when that cannot be had."""
    if sys.platform == "win32":
        for byte in range(_MOST_READERS):
            os.lseek(handle, byte, os.SEEK_SET)
            with contextlib.suppress(OSError):
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
                return
        raise OSError("every reader's place is taken")
    fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)


def _alone(handle: int) -> bool:
    """Whether nobody else holds the file."""
    try:
        if sys.platform == "win32":
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, _MOST_READERS)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _unlock(handle: int) -> None:
    if sys.platform == "win32":
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_UN)
