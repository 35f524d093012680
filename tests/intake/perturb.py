"""Changes to a sheet that touch nothing of what it says: a reading that is any good hardly notices them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from tui_tracker.intake import head_rows
from tui_tracker.intake.grid import Book, Cell, Sheet
from tui_tracker.intake.proposal import ReadColumn

Change = Callable[[Sheet, random.Random], Sheet]


def _moved(
    sheet: Sheet, rows: Sequence[int | None], columns: Sequence[int | None], new: Callable[[int, int], Cell]
) -> Sheet:
    """The sheet with its rows and columns at other places; None is a place of its own, filled by ``new``."""
    row_at = {r: n for n, r in enumerate(rows) if r is not None}
    column_at = {c: n for n, c in enumerate(columns) if c is not None}
    made = [
        [sheet.own(r, c) if r is not None and c is not None else new(y, x) for x, c in enumerate(columns)]
        for y, r in enumerate(rows)
    ]
    merges = {
        (row_at[r], column_at[c]): (row_at[tr], column_at[tc])
        for (r, c), (tr, tc) in sheet.merges.items()
        if r in row_at and tr in row_at and c in column_at and tc in column_at
    }
    tables = [(row_at[a], row_at[b]) for a, b in sheet.tables]
    hidden = frozenset(row_at[r] for r in sheet.hidden_rows if r in row_at)
    return Sheet(sheet.name, made, merges, sheet.hidden, hidden, tables)


def _blank(y: int, x: int) -> Cell:
    return Cell()


def numbered(sheet: Sheet, rng: random.Random) -> Sheet:
    """A column of running numbers at the left of every full row but those that head a table."""
    full = [r for r in range(len(sheet.rows)) if len(sheet.filled(r)) > 2]
    number = {r: n for n, r in enumerate((r for r in full[1:] if not head_rows.is_head(sheet, r)), 1)}

    def new(y: int, x: int) -> Cell:
        return Cell(str(number[y]), number[y]) if number.get(y) else Cell()

    return _moved(sheet, range(len(sheet.rows)), [None, *range(sheet.width)], new)


def titled(sheet: Sheet, rng: random.Random) -> Sheet:
    """A line of its own on top, and a blank row under it."""

    def new(y: int, x: int) -> Cell:
        text = "Working copy for the programme board"
        return Cell(text, text) if (y, x) == (0, 0) else Cell()

    return _moved(sheet, [None, None, *range(len(sheet.rows))], range(sheet.width), new)


def spaced(sheet: Sheet, rng: random.Random) -> Sheet:
    """A blank column somewhere, not inside a merged cell."""
    inside = {c for (_, c), (_, tc) in sheet.merges.items() if tc < c}
    places = [c for c in range(1, sheet.width) if c not in inside]
    if not places:
        return sheet
    at = rng.choice(places)
    return _moved(sheet, range(len(sheet.rows)), [*range(at), None, *range(at, sheet.width)], _blank)


def gapped(sheet: Sheet, rng: random.Random) -> Sheet:
    """A blank row between two rows of a table, not inside a merged cell nor right under a heading."""
    inside = {r for (r, _), (tr, _) in sheet.merges.items() if tr < r}
    places = [r for r in range(6, len(sheet.rows)) if r not in inside and len(sheet.filled(r)) > 2 and len(sheet.filled(r - 1)) > 2]  # fmt: skip
    if not places or sheet.tables:
        return sheet
    at = rng.choice(places)
    return _moved(sheet, [*range(at), None, *range(at, len(sheet.rows))], range(sheet.width), _blank)


def swapped(sheet: Sheet, rng: random.Random) -> Sheet:
    """One column brought to another place, where the sheet is one table: no merged cell, no cards beside each other."""
    full = [r for r in range(len(sheet.rows)) if len(sheet.filled(r)) * 10 >= sheet.width * 7]
    doubled = any(len({sheet.own(r, c).text for c in sheet.filled(r)}) < len(sheet.filled(r)) - 1 for r in full[:3])
    if sheet.merges or sheet.width < 4 or len(full) * 2 < len(sheet.rows) or doubled:
        return sheet
    columns = list(range(sheet.width))
    moved = columns.pop(rng.randrange(2, sheet.width))
    columns.insert(rng.randrange(2, sheet.width), moved)
    return _moved(sheet, range(len(sheet.rows)), columns, _blank)


CHANGES: dict[str, Change] = {
    "numbered": numbered,
    "titled": titled,
    "spaced": spaced,
    "gapped": gapped,
    "swapped": swapped,
}


def renamed(book: Book, column: ReadColumn) -> bool:
    """Give the heading of a column a word that nobody knows; whether it was found."""
    sheet_name, letters, row = re.fullmatch(r"(.*)!([A-Z]+)(\d+)", column.where).groups()  # type: ignore[union-attr]  # an address
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - 64
    sheet = next(s for s in book.sheets if s.name == sheet_name)
    for r in range(int(row) - 1, min(int(row) + 2, len(sheet.rows))):
        text = sheet.own(r, at - 1).text
        if text and text.split()[0] in column.name:
            sheet.rows[r][at - 1] = Cell("Zorbit", "Zorbit")
            return True
    return False


def changed(book: Book, name: str, rng: random.Random) -> Book:
    """The book with one change made to each of its sheets."""
    return Book(book.name, [CHANGES[name](s, rng) for s in book.sheets], list(book.remarks), None)
