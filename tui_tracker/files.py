"""Writing files whole: a reader sees the old file or the new one, never half of one."""

import contextlib
import os
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from tui_tracker.errors import FileError

# A part that nobody has finished for so long belongs to a process that was killed.
_ABANDONED_SECONDS = 60
# Seconds between tries where another program holds the file; only Windows refuses for that.
_PAUSES = (0.05, 0.15, 0.4) if os.name == "nt" else ()
_PREFIX = ".tui_tracker-"
_RESERVED = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))}


def make_private_folder(folder: Path) -> None:
    """Create ``folder`` readable by its owner alone, where the system knows modes."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def refuse_existing(path: Path, *, replace: bool) -> None:
    """Raise FileError when ``path`` is no place for a file, or holds one and ``replace`` is false."""
    if path.name == "-":
        raise FileError("- names no file; give the file a name.")
    if path.is_dir():
        raise FileError(f"{path} is a folder; name a file in it.")
    if path.exists() and not path.is_file():
        raise FileError(f"{path} is no plain file; name another.")
    if path.exists() and not replace:
        raise FileError(f"{path} is there already; say --replace to write over it.")


def write_whole(path: Path, content: str | bytes | Iterable[str], *, replace: bool = True) -> None:
    """Write ``content`` beside ``path``, flush it to the disk, then put it in place.

    Text goes out as UTF-8 with LF. Raises FileError, with the old file untouched, when ``path`` exists and
    ``replace`` is false, or when the disk or the folder refuses.
    """
    refuse_existing(path, replace=replace)
    with whole(path) as out:
        for piece in [content] if isinstance(content, (str, bytes)) else content:
            out.write(piece.encode("utf-8", "replace") if isinstance(piece, str) else piece)


@contextlib.contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to be written to, which takes the place of ``path`` when all of it is on the disk. Raises FileError."""
    import tempfile

    temp: Path | None = None
    try:
        _sweep(path.parent.glob(f"{_PREFIX}{_glob_safe(path.name)}-*"))
        handle, name = tempfile.mkstemp(prefix=f"{_PREFIX}{path.name[:80]}-", dir=path.parent)
        temp = Path(name)
        with os.fdopen(handle, "w+b") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        _put_in_place(temp, path)
        temp = None
        _sync_folder(path.parent)
    except PermissionError as error:
        open_there = " It may be open in Excel or Word: close it there first." if path.is_file() else ""
        raise FileError(
            f"{path} cannot be written: {error.strerror or error}.{open_there} Nothing was changed there."
        ) from error
    except OSError as error:
        raise FileError(f"{path} cannot be written: {error.strerror or error}. Nothing was changed there.") from error
    finally:
        if temp is not None:
            with contextlib.suppress(OSError):
                temp.unlink()


def _put_in_place(temp: Path, path: Path) -> None:
    """Give the finished file its name; a virus scanner that looks at it for a moment is waited for."""
    for pause in _PAUSES:
        try:
            os.replace(temp, path)
            return
        except PermissionError:
            time.sleep(pause)
    os.replace(temp, path)


def sweep_parts(*folders: Path, stem: str) -> None:
    """Remove what a killed process left half-written in the plan's own folders: parts of ``stem``'s files, and of attachments."""
    for folder in folders:
        for pattern in (f"{_glob_safe(stem)}*.part", f"{_PREFIX}*", ".part-*"):
            _sweep(folder.glob(pattern))


def _sweep(found: Iterator[Path]) -> None:
    with contextlib.suppress(OSError):
        for path in list(found):
            with contextlib.suppress(OSError):
                if path.is_file() and time.time() - path.stat().st_mtime >= _ABANDONED_SECONDS:
                    path.unlink()


def _glob_safe(name: str) -> str:
    import glob

    return glob.escape(name[:80])


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut; systems that cannot open a folder skip it."""
    flags = getattr(os, "O_DIRECTORY", None)
    if flags is None:
        return
    with contextlib.suppress(OSError):  # a share, or a folder that may not be read; the file itself is on the disk
        handle = os.open(folder, os.O_RDONLY | flags)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def safe_name(text: str, *, fallback: str = "file") -> str:
    """``text`` as a file name that every system takes: ``AFI11/T6`` becomes ``AFI11-T6``."""
    name = re.sub(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f]+', "-", text).strip(" .-")[:80].rstrip(" .")
    if not name or name.split(".")[0].lower() in _RESERVED:
        name = f"{fallback}-{name}".rstrip("-")
    return name


def unused_name(text: str, used: set[str]) -> str:
    """A file name that every system takes and that is not in ``used`` (folded), into which it goes."""
    stem, dot, suffix = text.rpartition(".")
    stem, ending = (stem, f".{suffix}") if dot and suffix.isalnum() and len(suffix) <= 8 else (text, "")
    made, number = safe_name(stem)[:70].rstrip(" .") + ending, 2
    while made.casefold() in used:
        made, number = f"{safe_name(stem)[:66].rstrip(' .')}-{number}{ending}", number + 1
    used.add(made.casefold())
    return made
