"""The pane that shows what the cursor stands on: beside a list where the list keeps its room, else below it."""

from __future__ import annotations

from typing import NamedTuple

from tui_tracker.ui.lines import Line

_BESIDE_FROM = 150  # columns: then the list keeps as much as it has on a terminal of 80
_BELOW_FROM, _BELOW_LINES = 100, 24
_LEAST_BESIDE, _MOST_BESIDE, _MOST_BELOW = 44, 72, 14
_LIST = 106  # columns that a list keeps beside it


class Pane(NamedTuple):
    """``beside``: how wide it stands right of the list; ``below``: how many lines it has under it. Both 0: there is none."""

    beside: int = 0
    below: int = 0

    @property
    def is_there(self) -> bool:
        return bool(self.beside or self.below)

    def text_width(self, width: int) -> int:
        """How wide its text may be on a screen of that width: below a list it runs in two columns."""
        return self.beside or (width - 3) // 2


def pane_for(width: int, height: int) -> Pane:
    """Where the pane has its place on a screen of this size."""
    if width >= _BESIDE_FROM:
        return Pane(beside=min(_MOST_BESIDE, max(_LEAST_BESIDE, width - _LIST)))
    if width >= _BELOW_FROM and height >= _BELOW_LINES:
        return Pane(below=min(_MOST_BELOW, max(6, height * 3 // 10)))
    return Pane()


def in_two(lines: list[Line], top: int, height: int) -> list[tuple[Line, Line]]:
    """Lines from ``top`` on in two columns of ``height``, as a newspaper sets them."""
    blank = [n for n in range(top + 2, min(top + height, len(lines))) if not any(t.strip() for t, _ in lines[n])]
    fits = len(lines) - top > height and len(lines) - top <= 2 * height - (top + height - blank[-1]) if blank else False
    part = blank[-1] if fits else top + height - 1  # a whole part stands on the right, where all of it has its place
    left, right = lines[top : part + 1], lines[part + 1 : part + 1 + height]
    return [(left[i] if i < len(left) else [], right[i] if i < len(right) else []) for i in range(height)]
