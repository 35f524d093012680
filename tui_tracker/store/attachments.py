"""Evidence files, kept beside the plan under their SHA-256. The user's name for a file is data, never a path."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO
from urllib.parse import unquote

from tui_tracker.domain.text import clean
from tui_tracker.errors import FileError
from tui_tracker.files import make_private_folder
from tui_tracker.frozen import dataclass

LARGEST = 200 * 1024 * 1024


@dataclass(frozen=True)
class Kept:
    """A file that is in the store now; ``size`` in bytes."""

    name: str
    sha256: str
    size: int


def _opened(path: Path) -> tuple[int, int]:
    """A plain file's handle and size. Raises FileError."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(path, flags)
    except OSError as error:
        raise FileError(f"{path} cannot be attached: {error.strerror or error}.") from error
    info = os.fstat(handle)
    if not stat.S_ISREG(info.st_mode):
        os.close(handle)
        raise FileError(f"{path} is not a plain file, so it cannot be attached.")
    return handle, info.st_size


def point(path: Path) -> Kept:
    """A file that stays where it is: its name and digest, and no copy. Raises FileError."""
    handle, size = _opened(path)
    with os.fdopen(handle, "rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
    return Kept(clean(path.name, multiline=False), digest, size)


def keep(path: Path, store: Path) -> Kept:
    """Copy a plain file into the store, flushed to the disk before any row names it. Raises FileError."""
    handle, total = _opened(path)
    with os.fdopen(handle, "rb") as source:
        if total > LARGEST:
            raise FileError(
                f"{path} is {total // 2**20:,} MB; a file of at most {LARGEST // 2**20} MB can be attached."
            )
        digest, size = _copy_in(source, path, store)
    return Kept(clean(path.name, multiline=False), digest, size)


def _copy_in(source: IO[bytes], path: Path, store: Path) -> tuple[str, int]:
    """Copy into the store under its digest; the part is removed whatever happens. Raises FileError."""
    name = ""
    digest, size = hashlib.sha256(), 0
    try:
        make_private_folder(store)
        out, name = tempfile.mkstemp(prefix=".part-", dir=store)
        with os.fdopen(out, "wb") as target:
            while block := source.read(1 << 20):
                digest.update(block)
                size += len(block)
                target.write(block)
            target.flush()
            os.fsync(target.fileno())
        kept = store / digest.hexdigest()
        # A copy that is there already may be open in another program, which on Windows keeps its name.
        if content(store, digest.hexdigest()) is None:
            os.replace(name, kept)
            name = ""
    except OSError as error:
        raise FileError(f"{path} cannot be attached: {error.strerror or error}. Nothing was noted.") from error
    finally:
        if name:
            with contextlib.suppress(OSError):
                Path(name).unlink()
    return digest.hexdigest(), size


def content(store: Path, sha256: str, pointed: str | None = None) -> bytes | None:
    """The bytes of a kept file, or of one that is ``pointed`` to; None when it is missing or no longer what it was."""
    path = Path(pointed) if pointed else store / sha256
    try:
        data = path.read_bytes() if path.is_file() else None
    except OSError:
        data = None
    if data is None:
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


def faults(store: Path, named: Iterable[tuple[str, str]]) -> list[str]:
    """A sentence for each (name, sha256) that is missing or has changed."""
    found = []
    for name, sha256 in named:
        path = store / sha256
        if not path.is_file():
            found.append(f"the attached file {name} is missing from {store.name}")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            found.append(f"the attached file {name} has been changed in {store.name}")
    return found


# A bare file's name, such as minutes.docx: a path without folders, in an ending that evidence comes in.
_BARE_FILE = re.compile(r"[\w .()&',+-]{1,120}\.(?:docx?|xlsx?|pptx?|pdf|txt|csv|msg|eml|jpe?g|png|zip)", re.IGNORECASE)


def missing_links(targets: Iterable[tuple[str, str]], beside: Path | None = None) -> list[str]:
    """A sentence for each (reference, target) that names a local file which is not there. No network is asked.

    A bare name is looked for ``beside`` the plan. Web addresses, shares and the drives of another machine are left alone: nothing
    here can say whether they are there.
    """
    found = []
    for ref, target in targets:
        if beside is not None and _BARE_FILE.fullmatch(target.strip()):
            if not (beside / target.strip()).exists():
                found.append(f"the link of {ref} names {target.strip()}, which does not lie beside the plan")
            continue
        named = (
            re.sub(r"^/(?=[A-Za-z]:)", "", unquote(target.removeprefix("file://")))
            if target.startswith("file:///")
            else target
        )
        path = Path(named)
        if "://" in named or named.startswith(("\\\\", "//")):
            continue
        try:
            gone = path.is_absolute() and Path(path.anchor).exists() and not path.exists()
        except (OSError, ValueError):
            gone = True
        if gone:
            found.append(f"the link of {ref} names {target}, which is not there")
    return found


def pointed_faults(pointed: Iterable[tuple[str, str, str]]) -> list[str]:
    """A sentence for each (name, sha256, path) that cannot be reached from here or has changed; no copy of these is kept."""
    found = []
    for name, sha256, path in pointed:
        try:
            now = point(Path(path)).sha256
        except FileError:
            found.append(f"{name}, pointed to at {path}, cannot be reached from here")
        else:
            if now != sha256:
                found.append(f"{name}, pointed to at {path}, is no longer what was noted")
    return found
