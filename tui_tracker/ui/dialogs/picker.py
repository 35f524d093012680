"""One list to choose from by typing a part of a name: commands, people, stations, references, words. Enter takes, Esc leaves."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Label, Static

from tui_tracker.ui.dialogs.dialog import Dialog
from tui_tracker.ui.dialogs.one_line import OneLine
from tui_tracker.ui.lines import fit, pad
from tui_tracker.ui.offered import Offer, ranked
from tui_tracker.ui.palette import Paint

_AROUND = 6  # lines of the box that are no offers
_KEY = 16
_WIDEST = 128  # of what is offered; the box has two cells more at each side
_NAME = 24
_STEPS = {"up": -1, "down": 1, "ctrl+p": -1, "ctrl+n": 1, "ctrl+k": -1, "ctrl+j": 1}


class Picker(Dialog[str | None]):
    """Gives back the id of what was taken, or None; with ``free`` also what is typed itself, where nothing answers it."""

    DEFAULT_CSS = """
    Picker { align: center middle; background: $background 40%; }
    Picker > Vertical { width: 96%; max-width: 132; height: auto; max-height: 100%; background: $surface; border: solid $accent; padding: 0 1; }
    Picker Label, Picker Static { width: 1fr; height: auto; }
    Picker .title { text-style: bold; }
    Picker .foot { color: $text-muted; }
    Picker Input { border: none; height: 1; padding: 0 1; background: $panel; }
    """

    def __init__(
        self, title: str, offers: Sequence[Offer], paint: Paint, *, typed: str = "", recent: Sequence[str] = (), foot: str = "enter take it"
    ) -> None:  # fmt: skip
        super().__init__()
        self._title, self._offers, self._paint, self._recent, self._foot = title, offers, paint, recent, foot
        self._typed = typed
        self._shown: list[Offer] = []
        self._at = self._top = 0

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label(self._title, markup=False, classes="title")
            yield OneLine(self._typed, placeholder="type a part of its name", compact=True, select_on_focus=False)
            yield Static("", id="offers", markup=False)
            yield Label("", classes="foot", id="foot", markup=False)

    def on_mount(self) -> None:
        self.query_one(OneLine).focus()
        self._rank()

    @property
    def _room(self) -> int:
        return max(3, min(len(self._offers), self.app.size.height - _AROUND - 2))

    def _rank(self) -> None:
        self._shown = ranked(self._offers, self.query_one(OneLine).value, self._recent)
        self._at = next((n for n, o in enumerate(self._shown) if not o.head), 0)
        self._top = 0
        self._draw()

    def _draw(self) -> None:
        width = max(20, min(_WIDEST, self.app.size.width * 96 // 100 - 4))
        self._top = max(0, min(self._top, self._at), self._at - self._room + 1)
        made = Text(no_wrap=True)
        for n in range(self._top, min(len(self._shown), self._top + self._room)):
            made.append("\n" if n > self._top else "").append_text(self._line(self._shown[n], width, on=n == self._at))
        if not self._shown:
            made.append("Nothing is called like that.", self._paint.style("muted", "surface"))
        self.query_one("#offers", Static).update(made)
        of = sum(not o.head for o in self._offers)
        shown = sum(not o.head for o in self._shown)
        self.query_one("#foot", Label).update(f"{self._foot}   esc leave it   {shown} of {of}")

    def _line(self, offer: Offer, width: int, *, on: bool) -> Text:
        background = "panel" if on else "surface"
        style = self._paint.style
        if offer.head:
            said = offer.name.startswith(" ")  # a line that explains, under a heading
            return Text(pad(offer.name, width), style("muted" if said else "muted bold", background))
        key = f" {fit(offer.key, min(_KEY, len(offer.key)))}" if offer.key else ""
        name = min(max(_NAME, len(offer.name)), width - len(key) - 2) if offer.note else width - len(key) - 2
        made = Text(
            pad(f"{'› ' if on else '  '}{offer.name}", name + 2),
            style("accent bold" if on else "foreground", background),
        )
        made.append(pad(offer.note, width - name - 2 - len(key)), style("muted", background))
        return made.append(key, style("accent", background))

    # -- keys

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._rank()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._shown and not self._shown[self._at].head:
            self.dismiss(self._shown[self._at].id)

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            self.dismiss(None)
            return
        step = _STEPS.get(event.key) or {"pagedown": self._room - 1, "pageup": 1 - self._room}.get(event.key)
        if step is not None and self._shown:
            event.stop()
            event.prevent_default()
            self._step(step)

    def _step(self, by: int) -> None:
        way = 1 if by > 0 else -1
        at = max(0, min(len(self._shown) - 1, self._at + by))
        while 0 <= at < len(self._shown) and self._shown[at].head:
            at += way
        if 0 <= at < len(self._shown):
            self._at = at
        elif by < 0:
            self._top = 0
        self._draw()

    def on_click(self, event: events.Click) -> None:
        offers = self.query_one("#offers", Static)
        if not offers.region.contains(event.screen_x, event.screen_y):
            return
        at = self._top + event.screen_y - offers.region.y
        if 0 <= at < len(self._shown) and not self._shown[at].head:
            self.dismiss(self._shown[at].id)
