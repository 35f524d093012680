"""Writing files whole: a reader sees the old file or the new one, never half of one."""

import contextlib
import os
import re
import tempfile
from pathlib import Path

from tui_tracker.errors import FileError

_RESERVED = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))}


def make_private_folder(folder: Path) -> None:
    """Create ``folder`` readable by its owner alone, where the system knows modes."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def refuse_existing(path: Path, *, replace: bool) -> None:
    """Raise FileError when ``path`` is no place for a file, or holds one and ``replace`` is false."""
    if path.is_dir():
        raise FileError(f"{path} is a folder; name a file in it.")
    if path.exists() and not path.is_file():
        raise FileError(f"{path} is no plain file; name another.")
    if path.exists() and not replace:
        raise FileError(f"{path} is there already; say --replace to write over it.")


def write_whole(path: Path, content: str | bytes, *, replace: bool = True) -> None:
    """Write ``content`` beside ``path``, flush it to the disk, then put it in place.

    Text goes out as UTF-8 with LF. Raises FileError, with the old file untouched, when ``path`` exists and
    ``replace`` is false, or when the disk or the folder refuses.
    """
    refuse_existing(path, replace=replace)
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    temp: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".tui_tracker-", dir=path.parent)
        temp = Path(name)
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.replace(temp, path)
        temp = None
        _sync_folder(path.parent)
    except OSError as error:
        raise FileError(f"{path} cannot be written: {error.strerror or error}. Nothing was changed there.") from error
    finally:
        if temp is not None:
            with contextlib.suppress(OSError):
                temp.unlink()


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut; systems that cannot open a folder skip it."""
    flags = getattr(os, "O_DIRECTORY", None)
    if flags is None:
        return
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
