"""What somebody settled that a file left open: columns, words, headings, which whole reading of a sheet, rows that are areas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from tui_tracker.frozen import dataclass


@dataclass(frozen=True)
class Choices:
    """``columns`` by (sheet, heading row, column) and their role; ``words`` of progress by their text.

    By sheet: ``heads`` the rows that head a table, all of them, none for a sheet that holds no plan; ``ways`` the name of the
    whole reading to take; ``bands`` the rows that name an area each. Rows and columns are counted from 0.
    """

    columns: Mapping[tuple[str, int, int], str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    heads: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    ways: Mapping[str, str] = field(default_factory=dict)
    bands: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def of(self, sheet: str) -> SheetChoices:
        """What was settled about one sheet as a whole."""
        return SheetChoices(self.heads.get(sheet), self.ways.get(sheet), self.bands.get(sheet, frozenset()))


@dataclass(frozen=True)
class SheetChoices:
    """What was settled about one sheet as a whole; ``heads`` is None where its headings were left to the reader."""

    heads: tuple[int, ...] | None = None
    way: str | None = None
    bands: frozenset[int] = frozenset()


NOTHING = SheetChoices()
