"""What the machine does for us: opens a file or a link with the program that is set for it, and takes text to its clipboard."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tui_tracker.errors import FileError

_SECONDS = 3
# Programs that put what they are given into the clipboard, the first that is there.
_CLIPBOARDS = (("clip",), ("pbcopy",), ("wl-copy",), ("xclip", "-selection", "clipboard"), ("xsel", "-ib"))
_OPENERS = (("open",), ("xdg-open",), ("gio", "open"))


def opener(system: str | None = None) -> Sequence[str] | None:
    """The program that opens things; empty on Windows, which has a call of its own, None where there is none."""
    if (system or sys.platform) == "win32":
        return ()
    return next((words for words in _OPENERS if shutil.which(words[0])), None)


def open_it(what: str, system: str | None = None) -> None:
    """Open a path or a link. Raises FileError in a sentence where nothing can."""
    words = opener(system)
    if words is None:
        raise FileError(f"This machine has no program that opens files; the path is {what}")
    try:
        if not words:
            os.startfile(what)  # type: ignore[attr-defined,unused-ignore]  # Windows alone has it
        else:
            subprocess.Popen(
                [*words, what], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
            )
    except OSError as error:
        raise FileError(f"{what} cannot be opened: {error.strerror or error}.") from error


def to_clipboard(text: str) -> bool:
    """Take text to the machine's clipboard; False where no program does that. The terminal's own way is the app's."""
    for words in _CLIPBOARDS:
        program = shutil.which(words[0])
        if program is None:
            continue
        encoding = "utf-16-le" if words[0] == "clip" else "utf-8"
        try:
            done = subprocess.run(
                [program, *words[1:]],
                input=text.encode(encoding),
                timeout=_SECONDS,
                check=False,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return True
    return False


def folder_of(path: str) -> str:
    """The folder that a file lies in."""
    return str(Path(path).parent)
