"""Whether a word is plain English: a kept list, so that what is none stands out (a name, a system, a place)."""

from __future__ import annotations

from functools import cache
from importlib import resources

from tui_tracker.errors import FileError


@cache
def english() -> frozenset[str]:
    """Some forty thousand words in lower case. Raises FileError where the list is not there or cannot be read."""
    try:
        text = resources.files("tui_tracker").joinpath("data", "english.txt").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(
            "The word list of this installation cannot be read, so no public paper is written; install tui-tracker again."
        ) from error
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
