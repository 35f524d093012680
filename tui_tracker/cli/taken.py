"""What a typed date or progress was taken for: a form reads it back while it is typed, a command says it behind the change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui_tracker.cli.output import show

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Tracker

_DATES = ("due", "target", "deadline", "chase_on", "closed_on", "told_on", "embedded_on")


def say_taken(tracker: Tracker, values: Mapping[str, str]) -> None:
    """A line for each date, and for a progress whose word is not the plan's own."""
    from tui_tracker.actions import entry
    from tui_tracker.domain.dates import read_back
    from tui_tracker.domain.progress import WORDS, Progress

    for name, text in values.items():
        if name in _DATES and (made := entry.made_date(text, tracker.read.today)) is not None:
            show(f"{name}: {read_back(made, tracker.read.today)}")
        elif name == "progress" and text.strip():
            word = WORDS[Progress(entry.progress_value(text))].word
            if text.strip().casefold() != word:
                show(f"progress: “{text.strip()}” is {word}")
