"""Columns of a list: one way to share out the room, a heading row, and cells that stand under it.

Every column has the least it needs and grows in stages, each to a size and at its turn: the turns run over all columns, so a
title can be given what makes it readable before an owner is given all of a long name. Where there is too little room, columns are
given up in their order rather than all cut to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.cells import cell_len

from tui_tracker.frozen import dataclass
from tui_tracker.ui.lines import Builder, Line, Row, pad, plain
from tui_tracker.ui.lines import ref as fit_ref

ANY = 10_000  # as wide as there is room for
_LAST = 9


@dataclass(frozen=True)
class Column:
    """``least`` and sizes are in cells. ``grow`` holds (turn, size), turn 1 first; ``give_up`` 1 goes first, 0 never."""

    head: str
    least: int
    grow: tuple[tuple[int, int], ...] = ()
    give_up: int = 0
    right: bool = False
    is_ref: bool = False


def held(head: str, texts: Iterable[str], least: int, most: int = ANY, *, turn: int = 5, **more: Any) -> Column:
    """A column as wide as what it holds and its heading, at its turn; ``least`` where there is little room."""
    found = max((cell_len(plain(t)) for t in texts), default=0)
    widest = min(most, max(found, cell_len(head)))
    return Column(head, min(least, widest), ((turn, widest),), **more)


def flexible(head: str, least: int, **more: Any) -> Column:
    """A column of text that takes what the others leave."""
    return Column(head, least, ((_LAST, ANY),), **more)


class Columns:
    """The columns of a list in a width."""

    def __init__(self, columns: Sequence[Column], width: int, *, margin: int = 2) -> None:
        self.columns = columns
        self.margin = margin
        self.widths = _share(columns, width - margin)

    def start(self, index: int) -> int:
        """The cell in which a column begins."""
        return self.margin + sum(w + 1 for w in self.widths[:index] if w)

    def heading(self) -> Line:
        """The heading row."""
        made = Builder().add(" " * self.margin)
        for n, column in enumerate(self.columns):
            self.put(made, n, column.head, "muted")
        return made.line

    def put(self, made: Builder, index: int, text: str, style: str = "foreground", *, door: Any = None) -> Builder:
        """A cell of a row, with the blank behind it; nothing where the column was given up."""
        room = self.widths[index]
        if not room:
            return made
        column = self.columns[index]
        shown = fit_ref(text, room) if column.is_ref else pad(text, room, right=column.right)
        return made.add(shown, style, door=door).add(" ")


def _share(columns: Sequence[Column], room: int) -> list[int]:
    """How wide each column is; 0 for one that was given up. A blank stands behind each."""
    kept = list(range(len(columns)))
    for n in sorted((n for n in kept if columns[n].give_up), key=lambda n: columns[n].give_up):
        if _needed(columns, kept) <= room:
            break
        kept.remove(n)
    widths = [columns[n].least if n in kept else 0 for n in range(len(columns))]
    spare = room - _needed(columns, kept)
    stages = sorted((turn, n, size) for n in kept for turn, size in columns[n].grow)
    for _, n, size in stages:
        begun = 0 if widths[n] else 1  # a column that begins now needs its blank too
        more = size - widths[n]
        if more <= 0 or (begun and spare < more + begun):
            continue
        more = min(spare, more)
        if more > 0:
            widths[n] += more
            spare -= more + begun
    return widths


def _needed(columns: Sequence[Column], kept: Sequence[int]) -> int:
    return sum(columns[n].least + 1 for n in kept if columns[n].least)


@dataclass(frozen=True)
class Cell:
    """What stands in a column of one row."""

    text: str
    style: str = "foreground"
    door: Any = None


def rows(layout: Columns, listed: Iterable[tuple[str, Sequence[Cell]]], margin: str = "  ") -> list[Row]:
    """Rows of a list in its columns: each the key of its record, and its cells."""
    made = []
    for key, cells in listed:
        built = Builder().add(margin)
        for n, cell in enumerate(cells):
            layout.put(built, n, cell.text, cell.style, door=cell.door)
        made.append(built.row(key=key))
    return made
