"""A short list of answers, one key each. Never the key that asked."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Label

from tui_tracker.ui.dialogs.dialog import Dialog
from tui_tracker.ui.lines import plain

_ONE_COLUMN = 14  # answers under each other; more stand in two columns
_SCROLLS = ("up", "down", "pageup", "pagedown", "home", "end")


class ChoiceDialog(Dialog[str | None]):
    """Gives back the key that was chosen, or None."""

    DEFAULT_CSS = """
    ChoiceDialog { align: center middle; background: $background 40%; }
    ChoiceDialog > Vertical { width: 76; max-width: 96%; height: auto; max-height: 96%; background: $surface; border: solid $accent; padding: 0 1; }
    ChoiceDialog VerticalScroll { height: auto; max-height: 60vh; }
    ChoiceDialog Label { width: 1fr; height: auto; }
    ChoiceDialog .key { color: $accent; }
    ChoiceDialog Horizontal { height: auto; }
    ChoiceDialog .half { width: 1fr; height: auto; border: none; padding: 0; }
    """

    def __init__(self, title: str, choices: dict[str, str], text: str = "") -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self._text = text

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label(plain(self._title), markup=False)
            if self._text:
                with VerticalScroll():
                    yield Label(self._text, markup=False)
            yield Label("", markup=False)
            if len(self._choices) <= _ONE_COLUMN:
                yield from self._labels(list(self._choices))
            else:
                keys = list(self._choices)
                half = (len(keys) + 1) // 2
                with VerticalScroll(), Horizontal():
                    for part in (keys[:half], keys[half:]):
                        with Vertical(classes="half"):
                            yield from self._labels(part)
            yield Label("\n  esc leave it", markup=False)

    def _labels(self, keys: list[str]) -> Iterable[Label]:
        for key in keys:
            yield Label(f"  {key}   {self._choices[key]}", classes="key", markup=False)

    def on_key(self, event: events.Key) -> None:
        if event.key in _SCROLLS:
            return  # a long text is scrolled
        event.stop()
        pressed = event.character if event.character and event.character.isprintable() else event.key
        if pressed in self._choices:
            self.dismiss(pressed)
        elif event.key == "escape":
            self.dismiss(None)
