"""A short list of answers, one key each. Never the key that asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Label

from tui_tracker.ui.dialogs import evidence
from tui_tracker.ui.dialogs.dialog import Dialog
from tui_tracker.ui.lines import plain

_ONE_COLUMN = 14  # answers under each other; more stand in two columns
_SCROLLS = ("up", "down", "pageup", "pagedown", "home", "end")


class _Answer(Label):
    """An answer that can also be clicked."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__(f"  {key}   {words}", classes="key", markup=False)
        self.answer = key


class ChoiceDialog(Dialog[str | None]):
    """Gives back the key that was chosen, or None."""

    DEFAULT_CSS = """
    ChoiceDialog { align: center middle; background: $background 40%; }
    ChoiceDialog .box { width: 76; max-width: 96%; height: auto; max-height: 96%; background: $surface; border: solid $accent; padding: 0 1; }
    ChoiceDialog .box VerticalScroll { height: auto; max-height: 60vh; }
    ChoiceDialog Label { width: 1fr; height: auto; }
    ChoiceDialog .key { color: $accent; }
    ChoiceDialog Horizontal { height: auto; }
    ChoiceDialog .half { width: 1fr; height: auto; border: none; padding: 0; }
    ChoiceDialog .title { text-style: bold; }
    """ + evidence.CSS.format(name="ChoiceDialog")

    def __init__(
        self, title: str, choices: dict[str, str], text: str = "", beside: evidence.Beside | None = None
    ) -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self._text = text
        self._beside = beside

    def compose(self) -> ComposeResult:
        yield from evidence.around(Vertical(classes="box"), self._beside, self.app.size.width, self._parts())

    def _parts(self) -> Iterator[Widget]:
        yield Label(plain(self._title), markup=False, classes="title")
        if self._text:
            yield VerticalScroll(Label(self._text, markup=False))
        yield Label("", markup=False)
        keys = list(self._choices)
        if len(keys) <= _ONE_COLUMN:
            yield from self._labels(keys)
        else:
            half = (len(keys) + 1) // 2
            columns = (Vertical(*self._labels(part), classes="half") for part in (keys[:half], keys[half:]))
            yield VerticalScroll(Horizontal(*columns))
        more = evidence.SAID if self._beside is not None else ""
        yield Label(f"\n  esc leave it{more}", markup=False)

    def _labels(self, keys: Iterable[str]) -> Iterator[Widget]:
        for key in keys:
            yield _Answer(key, self._choices[key])

    def on_click(self, event: events.Click) -> None:
        if isinstance(event.widget, _Answer):
            self.dismiss(event.widget.answer)

    def on_key(self, event: events.Key) -> None:
        if self._beside is not None and self.query_one(evidence.EvidencePane).take(event, text_goes_on=False):
            return
        if event.key in _SCROLLS:
            return  # a long text is scrolled
        event.stop()
        pressed = event.character if event.character and event.character.isprintable() else event.key
        if pressed in self._choices:
            self.dismiss(pressed)
        elif event.key == "escape":
            self.dismiss(None)
