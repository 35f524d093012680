"""What a path that is being typed may become."""

from __future__ import annotations

import os
from pathlib import Path

from tui_tracker.paths import typed as typed_path


def paths_like(text: str) -> list[str]:
    """Files and folders whose path begins like what is typed; folders end in their separator."""
    typed = text.lstrip(" \"'")
    head = typed[: max(typed.rfind("/"), typed.rfind(os.sep)) + 1]
    try:
        found = sorted(os.scandir(typed_path(head) if head else Path.cwd()), key=lambda e: e.name.casefold())
    except OSError:
        return []
    start = typed[len(head) :]
    alike = [e for e in found if e.name.startswith(start) and (start.startswith(".") or not e.name.startswith("."))]
    alike = alike or [e for e in found if e.name.casefold().startswith(start.casefold()) and start]
    return [head + e.name + (os.sep if is_folder(e) else "") for e in alike]


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether a folder lies there; what cannot be asked is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False
