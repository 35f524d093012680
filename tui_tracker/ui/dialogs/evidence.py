"""What a form or a choice is about, shown beside it: nobody judges a task from memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from tui_tracker.frozen import dataclass
from tui_tracker.ui.lines import Line
from tui_tracker.ui.palette import Paint

if TYPE_CHECKING:
    from textual import events
    from textual.widget import Widget

WIDE = 100  # columns from which it stands beside, not above
_LEAST_ABOVE = 6  # lines it has above a form on a small terminal
_SCROLLS = {"pagedown": 1, "ctrl+pagedown": 1, "shift+pagedown": 1, "pageup": -1, "ctrl+pageup": -1, "shift+pageup": -1}
SAID = "   pgdn the evidence"


@dataclass(frozen=True)
class Beside:
    """``lines`` gives the record for a width; ``paint`` its colours."""

    lines: Callable[[int], list[Line]]
    paint: Paint


class EvidencePane(VerticalScroll, can_focus=False):
    """A record whole, scrolled while the form beside it keeps the keys."""

    def __init__(self, beside: Beside) -> None:
        super().__init__(classes="evidence")
        self._beside = beside
        self._for = 0

    def compose(self) -> ComposeResult:
        yield Static("", markup=False)

    def on_resize(self) -> None:
        width = self.scrollable_content_region.width
        if width and width != self._for:
            self._for = width
            made = Text(no_wrap=True)
            for line in self._beside.lines(width):
                for text, name in line:
                    made.append(text, self._beside.paint.style(name))
                made.append("\n")
            self.query_one(Static).update(made)

    def take(self, event: events.Key, *, text_goes_on: bool) -> bool:
        """Scroll for a key that asks for it; in a text that is longer than its field the bare keys stay the text's."""
        if event.key not in _SCROLLS or (text_goes_on and event.key in ("pagedown", "pageup")):
            return False
        event.stop()
        event.prevent_default()
        self.scroll_page_down(animate=False) if _SCROLLS[event.key] > 0 else self.scroll_page_up(animate=False)
        return True


def around(box: Widget, beside: Beside | None, width: int, parts: Iterable[Widget]) -> ComposeResult:
    """The box alone, or with what it is about: left of it where there is room, else above."""
    if beside is None:
        with box:
            yield from parts
        return
    with Container(classes="wide" if width >= WIDE else "tall"):
        yield EvidencePane(beside)
        with box:
            yield from parts


def room_for_form(width: int, height: int, beside: Beside | None) -> int:
    """How many lines a form may take."""
    return height - _LEAST_ABOVE if beside is not None and width < WIDE else height


CSS = """
{name} > .wide {{ layout: horizontal; width: 100%; height: 100%; background: $background; }}
{name} > .tall {{ layout: vertical; width: 100%; height: 100%; background: $background; }}
{name} .evidence {{ width: 1fr; height: 1fr; background: $background; scrollbar-size-vertical: 1; }}
{name} .evidence Static {{ width: 1fr; height: auto; }}
{name} > .wide > .box {{ width: 56%; min-width: 56; max-width: 76; height: 100%; max-height: 100%; }}
{name} > .tall > .box {{ width: 100%; max-width: 100%; height: auto; max-height: 80%; }}
"""
