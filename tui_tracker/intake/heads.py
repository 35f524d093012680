"""Which rows may be headings: the regions of a sheet, the best row of each, none at all, and a sheet without spacer columns."""

from __future__ import annotations

import re

from tui_tracker.domain.text import fold
from tui_tracker.intake import assigning, names, roles
from tui_tracker.intake.blocks import How
from tui_tracker.intake.grid import Cell, Sheet
from tui_tracker.intake.legend import Legend

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
    width = sheet.width
    headings = [("", sheet.cell(row, c).text) for c in range(width)]
    cells = {c: [sheet.cell(r, c) for r in below] for c in range(width)}
    worth = sum(c.score for c in assigning.assign(headings, cells, legend) if c.role != "other")
    known = sum(bool(names.wide_scores(t)) for t in texts)
    above = sum(len(sheet.filled(r)) >= len(filled) for r in range(max(0, row - 4), row))
    return worth + 0.8 * known - 2.5 * like_data - 1.5 * min(above, 3)


def _is_data(cell: Cell) -> bool:
    """Whether a cell reads like what stands under headings: a number, a day, a reference, a post, a sentence."""
    text = cell.text
    if re.fullmatch(r"[\W\d]+", text) or len(text) > 120:
        return True
    known = max(names.wide_scores(text).values(), default=0)
    if known >= 3:
        return False
    return (
        roles.REF.match(text) is not None
        or roles.is_date(cell)
        or len(text) > 45
        or roles.POST.search(text) is not None
    )


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
