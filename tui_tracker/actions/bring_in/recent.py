"""The files that were read in lately, so that they are at hand again. Lost or broken, the list is simply empty."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from tui_tracker import files
from tui_tracker.errors import FileError
from tui_tracker.paths import Places

_MOST = 8


def recent(places: Places) -> list[Path]:
    """The files read in lately that are still there, the latest first."""
    try:
        listed = json.loads(places.recent.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    paths = [Path(p) for p in listed if isinstance(p, str)] if isinstance(listed, list) else []
    return [p for p in paths if _is_file(p)][:_MOST]


def remember(places: Places, path: Path) -> None:
    """Put a file first in the list. A state folder that cannot be written is no reason to refuse an import."""
    full = path.expanduser().resolve()
    listed = [full, *(p for p in recent(places) if p != full)][:_MOST]
    with contextlib.suppress(OSError, FileError):
        files.make_private_folder(places.recent.parent)
        files.write_whole(places.recent, json.dumps([str(p) for p in listed], indent=1))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
