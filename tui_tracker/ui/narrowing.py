"""A list narrowed to the rows that hold some words: what ``/`` does on every screen that has no filter of its own."""

from __future__ import annotations

from tui_tracker.ui.canvas import Source
from tui_tracker.ui.lines import Row


class Narrowed:
    """The rows of a source whose text holds every word, with the lines that go on below them."""

    def __init__(self, source: Source, words: str, width: int) -> None:
        self._source = source
        wanted = words.casefold().split()
        self.kept: list[int] = []
        self.total = self.matching = 0
        for group in _groups(source, width):
            text = " ".join("".join(t for t, _ in source.row(n, width).line) for n in group).casefold()
            self.total += 1
            if all(w in text for w in wanted):
                self.matching += 1
                self.kept += group
        self.keys = {source.row(n, width).key for n in self.kept}

    @property
    def count(self) -> int:
        return len(self.kept)

    def row(self, index: int, width: int) -> Row:
        return self._source.row(self.kept[index], width)

    def stands(self, index: int) -> bool:
        return self._source.stands(self.kept[index])

    def find(self, key: str) -> int | None:
        at = self._source.find(key)
        return self.kept.index(at) if at in self.kept else None


def _groups(source: Source, width: int) -> list[list[int]]:
    """Each row that can be stood on, with the lines below that go on from it; headings and blank lines fall away."""
    made: list[list[int]] = []
    for n in range(source.count):
        if source.stands(n):
            made.append([n])
        elif made and made[-1][-1] == n - 1 and _goes_on(source.row(n, width)):
            made[-1].append(n)
    return made


def _goes_on(row: Row) -> bool:
    """Whether a line that cannot be stood on belongs to the one above it: it stands in, and says something."""
    text = "".join(t for t, _ in row.line)
    return bool(text.strip()) and text.startswith("   ")
