"""A sheet made of another's cells, which keeps where each of them stands in the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tui_tracker.intake import lines, roles
from tui_tracker.intake.grid import EMPTY, Cell, Sheet


class Rebuilt:
    """A sheet made of another's cells: a row of places at a time."""

    def __init__(self, source: Sheet) -> None:
        self._source = source
        self.rows: list[list[Cell]] = []
        self._places: dict[tuple[int, int], tuple[int, int]] = {}

    def add(self, places: Sequence[tuple[int, int] | None]) -> None:
        """A row of the cells at these places; None is a blank."""
        at = len(self.rows)
        self.rows.append([self._source.own(*p) if p is not None else EMPTY for p in places])
        for c, place in enumerate(places):
            if place is not None:
                self._places[at, c] = self._source.places.get(place, place)

    def line(self, row: int) -> None:
        """A row as it stands, when it is a line of text."""
        filled = self._source.filled(row)
        if len(filled) == 2 and roles.REF.match(self._source.own(row, filled[0]).text):
            self.add([(row, filled[1])])
            said = f"{self._source.own(row, filled[0]).text}: {self._source.own(row, filled[1]).text}"
            self.rows[-1] = [Cell(said, said, heading=9)]
        elif len(filled) == 1 or (len(filled) == 2 and lines.label_role(self._source.own(row, filled[0]).text)):
            self.add([(row, c) for c in filled])
            self.rows[-1] = [replace(cell, heading=cell.heading or 9) for cell in self.rows[-1]]

    def sheet(self) -> Sheet:
        width = max((len(r) for r in self.rows), default=0)
        rows = [[*row, *[EMPTY] * (width - len(row))] for row in self.rows]
        return Sheet(self._source.name, rows, {}, self._source.hidden, places=self._places)
