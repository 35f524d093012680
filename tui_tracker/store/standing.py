"""What a plan file was when it was closed last: how a swapped, damaged or half-written file is known before an answer."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import NamedTuple

# Above this a digest and a full check would be felt at every opening; it is said that they were left out.
LARGEST_CHECKED = 50 * 2**20
_BLOCK = 2**20


class Standing(NamedTuple):
    """A file at one moment: which file it is (device and inode, on Windows volume and file id), its size in bytes,
    when it was written (ns) and what it holds (SHA-256 in hex; blank above :data:`LARGEST_CHECKED`)."""

    device: int
    inode: int
    size: int
    written: int
    digest: str

    @property
    def identity(self) -> tuple[int, int]:
        return self.device, self.inode

    @property
    def text(self) -> str:
        """As it is kept in the lock file."""
        return f"{self.device} {self.inode} {self.size} {self.written} {self.digest or '-'}"


def from_text(text: str) -> Standing | None:
    """The standing that :attr:`Standing.text` gave; None for anything else."""
    fields = text.split()
    if len(fields) != 5 or not all(f.isdigit() for f in fields[:4]):
        return None
    return Standing(int(fields[0]), int(fields[1]), int(fields[2]), int(fields[3]), fields[4].strip("-"))


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
    return bool(before.digest) and found.st_size == before.size and _digest_or_none(path) == before.digest


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
    made = hashlib.sha256()
    with path.open("rb") as source:
        while block := source.read(_BLOCK):
            made.update(block)
    return made.hexdigest()


def _digest_or_none(path: Path) -> str | None:
    try:
        return _digest(path)
    except OSError:
        return None
