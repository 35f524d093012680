"""A file as sheets of cells, whatever it was: text, value, type, fill, merge, link, hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

ERRORS = ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!")


@dataclass(slots=True)
class Cell:
    """One cell. ``text`` is what a reader sees; ``value`` what the file holds; ``fill`` six hex digits or None.

    ``heading`` is the level of a heading in a document, 1 the highest; 0 for all else. ``from_1904``: the workbook counts days from 1904.
    """

    text: str = ""
    value: object = None
    number_format: str = ""
    fill: str | None = None
    link: str | None = None
    comment: str | None = None
    heading: int = 0
    from_1904: bool = False

    @property
    def is_blank(self) -> bool:
        return not self.text

    @property
    def is_error(self) -> bool:
        return self.text in ERRORS

    @property
    def is_date(self) -> bool:
        return isinstance(self.value, date | datetime)


EMPTY = Cell()


@dataclass
class Sheet:
    """A table of cells. ``merges`` maps every covered place to its top-left one.

    ``tables`` are the first and last rows of the tables of a document, where its text says so; a spreadsheet has none.
    ``places`` maps a cell that was moved here from elsewhere to where it stands in the file.
    """

    name: str
    rows: list[list[Cell]]
    merges: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    tables: list[tuple[int, int]] = field(default_factory=list)
    places: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden_columns: frozenset[int] = frozenset()
    _filled: dict[int, list[int]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def width(self) -> int:
        return max((len(r) for r in self.rows), default=0)

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place, the merged one where it is covered."""
        if self.merges:
            row, column = self.merges.get((row, column), (row, column))
        return self.own(row, column)

    def own(self, row: int, column: int) -> Cell:
        """The cell at a place itself; blank where it is covered by a merge."""
        if row < 0 or column < 0:
            return EMPTY
        try:
            return self.rows[row][column]
        except IndexError:
            return EMPTY

    def where(self, row: int, column: int) -> str:
        """``Sheet!B4``, where the cell stands in the file."""
        if self.places:
            row, column = self.places.get((row, column), (row, column))
        return f"{self.name}!{letters(column)}{row + 1}"

    def filled(self, row: int) -> list[int]:
        """The columns of a row that hold text of their own. Asked for many times a row, and worked out once."""
        if row not in self._filled:
            here = self.rows[row] if 0 <= row < len(self.rows) else []
            self._filled[row] = [c for c, cell in enumerate(here) if cell.text]
        return self._filled[row]

    def span(self, row: int, column: int) -> int:
        """How many columns the cell at a place covers in its row."""
        top = self.merges.get((row, column))
        if top is None:
            return 1
        end = column
        while self.merges.get((row, end + 1)) == top:
            end += 1
        return end - column + 1

    def cells(self) -> Iterator[tuple[int, int, Cell]]:
        """Every cell with text or a fill, with its place."""
        for r, row in enumerate(self.rows):
            for c, cell in enumerate(row):
                if cell.text or cell.fill:
                    yield r, c, cell


def letters(column: int) -> str:
    """A column's letters: 0 is A, 26 is AA."""
    made = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        made = chr(65 + rest) + made
    return made


@dataclass
class Book:
    """A file's sheets, and what its reader had to repair or leave out. ``layout`` names our own, when we wrote the file."""

    name: str
    sheets: list[Sheet]
    remarks: list[str] = field(default_factory=list)
    layout: str | None = None
