"""Status by colour: the file's own legend first, then the field's usual traffic light."""

from __future__ import annotations

import colorsys
from collections import Counter

from tui_tracker.domain import progress
from tui_tracker.domain.progress import Progress
from tui_tracker.intake.grid import Book

_USUAL = {
    "green": Progress.COMPLETE,
    "amber": Progress.ON_TARGET,
    "yellow": Progress.ON_TARGET,
    "red": Progress.BEHIND_TARGET,
    "blue": Progress.COMPLETE,
}


def colour_name(fill: str) -> str | None:
    """green, amber, yellow, red or blue; None for white, grey and dark heading colours."""
    red, green, blue = (int(fill[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    if strength < 0.25 or light < 0.2 or light > 0.95:
        return None
    degrees = hue * 360
    for limit, name in (
        (16, "red"),
        (50, "amber"),
        (68, "yellow"),
        (170, "green"),
        (260, "blue"),
        (330, None),
        (361, "red"),
    ):
        if degrees < limit:
            return name
    return None


class Legend:
    """What each fill means in one file."""

    def __init__(self, book: Book) -> None:
        seen: dict[str, Counter[Progress]] = {}
        for sheet in book.sheets:
            for _, _, cell in sheet.cells():
                if cell.fill and cell.text and len(cell.text) < 40:
                    word = progress.from_word(cell.text)
                    if word is not None:
                        seen.setdefault(cell.fill, Counter())[word] += 1
        self._own = {
            fill: words.most_common(1)[0][0] for fill, words in seen.items() if len(words) == 1 or _clear(words)
        }

    def progress(self, fill: str | None) -> Progress | None:
        """What a fill means: as the file's own worded cells have it, else by the usual traffic light."""
        if fill is None:
            return None
        return self._own.get(fill) or _USUAL.get(colour_name(fill) or "")

    @staticmethod
    def name(fill: str | None) -> str:
        return colour_name(fill or "") or f"#{fill}"


def _clear(words: Counter[Progress]) -> bool:
    (_, most), (_, next_most) = words.most_common(2)
    return most >= 3 * next_most
