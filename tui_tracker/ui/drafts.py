"""Drafts of what is being typed, kept on the disk so that a crash, a closed lid or a killed process loses at most two seconds."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from tui_tracker.files import make_private_folder, safe_name, write_whole


class Drafts:
    """One small file a form, named after what the form is for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, name: str) -> Path:
        return self._folder / f"{safe_name(name)}.json"

    def load(self, name: str) -> dict[str, str]:
        """The draft of a form; empty when there is none."""
        try:
            data = json.loads(self._path(name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return {str(k): str(v) for k, v in data.items()} if isinstance(data, dict) else {}

    def keep(self, name: str, values: dict[str, str]) -> None:
        """Write a draft whole; a disk that refuses costs the draft, never the typing."""
        with contextlib.suppress(Exception):
            make_private_folder(self._folder)
            write_whole(self._path(name), json.dumps(values, ensure_ascii=False))

    def drop(self, name: str) -> None:
        """Forget a draft, once it is saved or thrown away."""
        with contextlib.suppress(OSError):
            self._path(name).unlink(missing_ok=True)
