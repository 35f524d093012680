"""Editing a text in the user's own editor, in a private file that is gone afterwards."""

from __future__ import annotations

import contextlib
import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported


def words_of(command: str, windows: bool = os.name == "nt") -> list[str]:
    """A command's words. On Windows a backslash is part of a path, and a path without quotes may have blanks in it."""
    if not windows:
        return shlex.split(command)
    plain = command.strip()
    if os.path.exists(plain.strip('"')):
        return [plain.strip('"')]
    return [word.strip('"') for word in shlex.split(plain, posix=False)]


def edit(app: App[Any], text: str, editor: str) -> tuple[str | None, str]:
    """The text as it came back and no fault, or None and a sentence."""
    command = words_of(
        editor or os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if os.name == "nt" else "vi")
    )
    handle, name = tempfile.mkstemp(prefix="tui_tracker-", suffix=".txt")
    path = Path(name)
    fault = ""
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
        # An exception inside suspend() would hang the app for good, so it is caught in there.
        try:
            with app.suspend():
                try:
                    subprocess.run([*command, str(path)], check=False)
                except OSError as error:
                    fault = f"The editor {command[0]} cannot be started: {error.strerror or error}. Set editor in the settings file."
        except SuspendNotSupported:
            fault = "This terminal cannot be handed to an editor."
        return (None if fault else path.read_text(encoding="utf-8", errors="replace").rstrip("\n")), fault
    finally:
        with contextlib.suppress(OSError):
            path.unlink()
