"""What a plan file was when it was closed last: how a swapped, damaged or half-written file is known before an answer."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import ClassVar, NamedTuple

# Above this a digest and a full check would be felt at every opening; it is said that they were left out.
LARGEST_CHECKED = 50 * 2**20
_BLOCK = 2**20


class Standing(NamedTuple):
    """A file at one moment: which file it is (device and inode, on Windows volume and file id), its size in bytes,
    when it was written (ns) and what it holds (SHA-256 in hex; blank above :data:`LARGEST_CHECKED`).

    ``number`` is the journal entry it ended with, and ``trusted`` False where damage was found in it.
    """

    device: int
    inode: int
    size: int
    written: int
    digest: str
    number: int = 0
    trusted: bool = True

    @property
    def identity(self) -> tuple[int, int]:
        return self.device, self.inode

    @property
    def text(self) -> str:
        """As it is kept in the lock file."""
        return f"{self.device} {self.inode} {self.size} {self.written} {self.digest or '-'} {self.number} {int(self.trusted)}"


def from_text(text: str) -> Standing | None:
    """The standing that :attr:`Standing.text` gave; None for anything else."""
    fields = text.split()
    if len(fields) != 7 or not all(f.isdigit() for f in (*fields[:4], *fields[5:])):
        return None
    device, inode, size, written = (int(f) for f in fields[:4])
    return Standing(device, inode, size, written, fields[4].strip("-"), int(fields[5]), fields[6] == "1")


class Held:
    """A handle on an open plan file for its digests.

    On POSIX closing any handle of a file drops every lock that the process holds on it, SQLite's own with them. So the file of an
    open plan is read through one handle that is closed when the last connection to it is.
    """

    _open: ClassVar[dict[tuple[int, int], list[int]]] = {}

    def __init__(self, path: Path) -> None:
        self._key: tuple[int, int] | None = None
        if os.name != "posix":
            return
        with contextlib.suppress(OSError):
            found = path.stat()
            key = (found.st_dev, found.st_ino)
            entry = self._open.get(key)
            if entry is None:
                handle = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
                entry = self._open[key] = [handle, 0]
            entry[1] += 1
            self._key = key

    def release(self) -> None:
        """Let go of it, after the connection is closed."""
        if self._key is None:
            return
        entry = self._open[self._key]
        entry[1] -= 1
        if not entry[1]:
            os.close(entry[0])
            del self._open[self._key]
        self._key = None

    @classmethod
    def of(cls, path: Path) -> int | None:
        """The handle that is open on the file at a path; None where no plan of this process has it open."""
        with contextlib.suppress(OSError):
            found = path.stat()
            entry = cls._open.get((found.st_dev, found.st_ino))
            return entry[0] if entry is not None else None
        return None


def of(path: Path) -> Standing | None:
    """The file as it lies there now; None where there is none that can be read."""
    with contextlib.suppress(OSError):
        found = path.stat()
        digest = _digest(path) if found.st_size <= LARGEST_CHECKED else ""
        return Standing(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, digest)
    return None


def same(path: Path, before: Standing) -> bool:
    """Whether the file at ``path`` is the one that stood there: its bytes are read only where its times differ."""
    try:
        found = path.stat()
    except OSError:
        return False
    if (found.st_dev, found.st_ino) != before.identity:
        return False
    if (found.st_size, found.st_mtime_ns) == (before.size, before.written):
        return True
    # Of a file too large for a digest only its size says more than a time that a scanner may have touched.
    return found.st_size == before.size and (not before.digest or _digest_or_none(path) == before.digest)


def written_over(path: Path, before: Standing) -> bool:
    """Whether it is the same file still, whatever it holds now."""
    with contextlib.suppress(OSError):
        found = path.stat()
        return (found.st_dev, found.st_ino) == before.identity
    return False


def moved_on(path: Path, before: Standing | None) -> bool:
    """Whether the file was written since ``before`` was taken, by its size and time alone."""
    try:
        found = path.stat()
    except OSError:
        return False
    return before is None or (found.st_size, found.st_mtime_ns) != (before.size, before.written)


def unfinished(path: Path, suffix: str = "-wal") -> bool:
    """Whether a log with something in it lies beside the file: it is open, or was not closed in order."""
    with contextlib.suppress(OSError):
        return path.with_name(path.name + suffix).stat().st_size > 0
    return False


def _digest(path: Path) -> str:
    import hashlib  # only where a file's bytes are compared, which an ordinary start does not do

    made = hashlib.sha256()
    held = Held.of(path)
    if held is not None:
        at = 0
        while block := os.pread(held, _BLOCK, at):
            made.update(block)
            at += len(block)
        return made.hexdigest()
    with path.open("rb") as source:
        while block := source.read(_BLOCK):
            made.update(block)
    return made.hexdigest()


def _digest_or_none(path: Path) -> str | None:
    try:
        return _digest(path)
    except OSError:
        return None
