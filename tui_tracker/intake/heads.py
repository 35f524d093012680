"""Which rows may be headings: the regions of a sheet, the best row of each, none at all, and a sheet without spacer columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tui_tracker.domain.text import fold
from tui_tracker.intake import assigning, headings, roles
from tui_tracker.intake.blocks import How
from tui_tracker.intake.grid import Cell, Sheet
from tui_tracker.intake.legend import Legend
from tui_tracker.patterns import pattern

_DEEP = 12  # rows of a region among which its heading is looked for
_MEASURED = 40


def regions(sheet: Sheet) -> list[tuple[int, int]]:
    """First and last row of each table of a document, or of each run of rows of a spreadsheet without two blank rows in it."""
    if sheet.tables:
        return [t for t in sheet.tables if t[1] > t[0]]
    made: list[tuple[int, int]] = []
    start: int | None = None
    blank = 0
    for r in range(len(sheet.rows)):
        full = len(sheet.filled(r)) >= 2
        if full:
            start = r if start is None else start
            blank = 0
        elif not sheet.filled(r):
            blank += 1
            if blank >= 2 and start is not None:
                made.append((start, r - blank))
                start = None
    if start is not None:
        made.append((start, len(sheet.rows) - 1))
    return [(a, b) for a, b in made if b > a]


def best(sheet: Sheet, found: list[tuple[int, int]], legend: Legend) -> How | None:
    """The row of each region that makes most sense as its heading, or that it has none; regions without sense are left out."""
    made: list[int] = []
    bare: list[int] = []
    for first, last in found:
        scored = [(_worth(sheet, r, last, legend), -r) for r in range(first, min(last, first + _DEEP))]
        worth, row = max(scored, default=(0.0, 0))
        none = _worth_without(sheet, first, last, legend)
        if worth >= 6.0 and worth >= none:
            made.append(-row)
        elif none >= 5.0:
            made.append(first - 1)
            bare.append(first - 1)
    return How(tuple(made), assign=True, nameless=tuple(bare)) if made else None


def single(sheet: Sheet, legend: Legend) -> int | None:
    """The one row of the whole sheet that makes most sense as a heading."""
    rows = [r for r in range(min(len(sheet.rows) - 1, 40)) if len(sheet.filled(r)) >= 3]
    scored = [(_worth(sheet, r, len(sheet.rows) - 1, legend), -r) for r in rows]
    if not scored:
        return None
    worth, row = max(scored)
    return -row if worth >= 6.0 else None


def _worth_without(sheet: Sheet, first: int, last: int, legend: Legend) -> float:
    """What a region is worth as a table without a heading: all its rows alike from the first on."""
    rows = [r for r in range(first, last + 1) if len(sheet.filled(r)) >= 3]
    if len(rows) < 3 or any(sheet.filled(r) for r in range(first, rows[0])):
        return 0.0
    cells = {c: [sheet.cell(r, c) for r in rows[:_MEASURED]] for c in range(sheet.width)}
    made = assigning.assign([("", "")] * sheet.width, cells, legend)
    return sum(c.score for c in made if c.role != "other")


def _worth(sheet: Sheet, row: int, last: int, legend: Legend) -> float:
    """What the table under a row is worth with it as the heading; less for a row that reads like one of the data."""
    filled = sheet.filled(row)
    if len(filled) < 2:
        return 0.0
    texts = [sheet.own(row, c).text for c in filled]
    if len({fold(t) for t in texts}) < len(texts) * 0.7:
        return 0.0
    like_data = sum(_is_data(sheet.own(row, c)) for c in filled)
    below = [r for r in range(row + 1, last + 1) if len(sheet.filled(r)) >= 2][:_MEASURED]
    if not below:
        return 0.0
    if sum(_is_like(sheet.own(row, c), [sheet.cell(r, c) for r in below[:8]], legend) for c in filled) >= 2:
        return 0.0  # one of the rows: it holds what stands under it
    width = sheet.width
    columns = [("", sheet.cell(row, c).text) for c in range(width)]
    cells = {c: [sheet.cell(r, c) for r in below] for c in range(width)}
    worth = sum(c.score for c in assigning.assign(columns, cells, legend) if c.role != "other")
    known = sum(bool(headings.wide_scores(t)) for t in texts)
    above = sum(len(sheet.filled(r)) >= len(filled) for r in range(max(0, row - 4), row))
    return worth + 0.8 * known - 2.5 * like_data - 1.5 * min(above, 3)


def _is_like(cell: Cell, below: Sequence[Cell], legend: Legend) -> bool:
    """Whether a cell is of one kind with most of those under it: codes, days, words of progress or posts."""
    own = _kind_of(cell, legend)
    under = [_kind_of(c, legend) for c in below if c.text]
    return own is not None and len(under) >= 2 and under.count(own) * 2 > len(under)


def _kind_of(cell: Cell, legend: Legend) -> str | None:
    if roles.is_date(cell):
        return "day"
    if len(cell.text) < 24 and re.search(r"\d", cell.text) and roles.is_code(cell.text):
        return "code"
    if len(cell.text) < 40 and legend.word(cell.text) is not None:
        return "word"
    return "post" if len(cell.text) < 60 and roles.POST.search(cell.text) else None


def _is_data(cell: Cell) -> bool:
    """Whether a cell reads like what stands under headings: a number, a day, a reference, a post, a sentence."""
    text = cell.text
    if re.fullmatch(r"[\W\d]+", text) or len(text) > 120:
        return True
    known = max(headings.wide_scores(text).values(), default=0)
    if known >= 3:
        return False
    return (
        roles.REF.match(text) is not None
        or roles.is_date(cell)
        or len(text) > 45
        or roles.POST.search(text) is not None
    )


_COUNTS_ROWS = pattern(r"(?:row|line|sr|s/?n|serial)?[ .]*(?:no|number|#)?\.?", re.IGNORECASE)


def without_counter(sheet: Sheet) -> Sheet | None:
    """The sheet without first columns that only count its rows, where another column has the references or numbers.

    Such a column makes a band of a row that has none, and takes the place of the tasks' own numbers. None where there is none.
    """
    first = next((c for c in range(sheet.width) if any(sheet.own(r, c).text for r in range(len(sheet.rows)))), None)
    if first is None or any(c == first for _, c in sheet.merges):
        return None
    rows = [r for a, b in sheet.tables for r in range(a, b + 1)] if sheet.tables else range(len(sheet.rows))
    if not rows or not _counts(sheet, first, rows):
        return None
    made = _without(sheet, first)
    return without_counter(made) or made


def _counts(sheet: Sheet, column: int, rows: Sequence[int]) -> bool:
    """Whether a column holds 1, 2, 3 … down all full rows under a heading that is blank or says no more, and another numbers them too."""
    held = [(r, sheet.own(r, column).text) for r in rows if sheet.own(r, column).text]
    numbers = [(r, int(t)) for r, t in held if re.fullmatch(r"\d{1,6}", t)]
    if len(numbers) < 4 or any(not _COUNTS_ROWS.fullmatch(t) for _, t in held if not t.isdigit()):
        return False
    if any(b[1] - a[1] != 1 for a, b in pairwise(numbers)) or numbers[0][0] == rows[0]:
        return False
    full = [r for r in rows if r >= numbers[0][0] and len(sheet.filled(r)) > 2]
    counted = {r for r, _ in numbers}
    if sum(r in counted for r in full) * 10 < len(full) * 7:  # the others are headings, said again
        return False
    return any(_numbers_too(sheet, c, full) for c in range(column + 1, sheet.width))


def _numbers_too(sheet: Sheet, column: int, rows: Sequence[int]) -> bool:
    """Whether most of a column's cells are references or numbers of rows: at least three, and not days, shares or amounts."""
    texts = [sheet.own(r, column).text for r in rows if sheet.own(r, column).text]
    return len(texts) >= 3 and sum(roles.is_code(t) for t in texts) * 10 > len(texts) * 6


def without_blanks(sheet: Sheet) -> Sheet | None:
    """The sheet without columns in which nothing stands, between others: one table that a blank column looks to part. None without such."""
    blank = [c for c in range(sheet.width) if not any(sheet.own(r, c).text for r in range(len(sheet.rows)))]
    last = max((c for c in range(sheet.width) if c not in blank), default=0)
    inner = [c for c in blank if c < last and not any(mc == c for _, mc in sheet.merges)]
    return _without(sheet, *inner) if inner and not sheet.tables else None


def _without(sheet: Sheet, *gone: int) -> Sheet:
    """The sheet without some columns; its other cells remember where they stand in the file."""
    kept = [c for c in range(sheet.width) if c not in gone]
    at = {c: n for n, c in enumerate(kept)}
    rows = [[row[c] for c in kept if c < len(row)] for row in sheet.rows]
    merges = {(r, at[c]): (tr, at[tc]) for (r, c), (tr, tc) in sheet.merges.items() if c in at and tc in at}
    places = {(r, n): sheet.places.get((r, c), (r, c)) for r in range(len(rows)) for n, c in enumerate(kept)}
    return Sheet(sheet.name, rows, merges, sheet.hidden, sheet.hidden_rows, list(sheet.tables), places)


def without_spacers(sheet: Sheet) -> Sheet | None:
    """The sheet without the columns in which no cell is its own: those that merged cells reach over. None where there are none."""
    if not any(top[0] == r and top[1] < c for (r, c), top in sheet.merges.items()):
        return None
    kept = [c for c in range(sheet.width) if any(row[c].text for row in sheet.rows if c < len(row))]
    if len(kept) == sheet.width or len(kept) < 2:
        return None
    at = {c: n for n, c in enumerate(kept)}
    rows = [[row[c] for c in kept if c < len(row)] for row in sheet.rows]
    merges: dict[tuple[int, int], tuple[int, int]] = {}
    for (r, c), (tr, tc) in sheet.merges.items():
        if c in at and tc in at:
            merges[r, at[c]] = (tr, at[tc])
    places = {(r, n): sheet.places.get((r, c), (r, c)) for r in range(len(rows)) for n, c in enumerate(kept)}
    return Sheet(sheet.name, rows, merges, sheet.hidden, sheet.hidden_rows, places=places)
