"""Reads .xlsx with openpyxl: values, shown dates, fills, merges, links. Formulas are never evaluated."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import IO, Any

from tui_tracker.domain.text import clean
from tui_tracker.errors import FileError
from tui_tracker.intake.grid import EMPTY, Book, Cell, Sheet
from tui_tracker.intake.readers import archive, colours, package, rules, under_links
from tui_tracker.intake.readers.cell_text import shown
from tui_tracker.intake.readers.signs import seen

_FAR = 5_000


def read(path: Path) -> Book:
    """The workbook as a grid. Raises FileError when it is damaged or would not fit in memory."""
    stored, unknown = archive.count_cells(path)
    if stored > archive.MOST_CELLS:
        raise FileError(
            f"{path} has {stored:,} cells, more than the {archive.MOST_CELLS:,} that can be read; delete the sheets that are no plan and save it again."
        )
    try:
        import openpyxl
    except ImportError as error:
        raise FileError("Reading .xlsx needs openpyxl; install it with: python -m pip install openpyxl") from error
    made = Book(path.name, [])
    if unknown:
        made.remarks.append(
            f"{unknown} formulas have no stored result and came in blank; open the file, save it and read it again."
        )
    # The file is opened here, because openpyxl leaves a damaged one open; what it warns of is no matter for the user.
    with path.open("rb") as source, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = package.opened(source, "workbook")
        try:
            book = openpyxl.load_workbook(whole, data_only=True, keep_links=False)
            under_links.clear(whole, [s for s in book.worksheets if hasattr(s, "_cells")])
        except Exception as error:  # openpyxl raises a dozen kinds; its cells may be sound all the same
            return _bare(path, whole, made, error)
    sheets = [s for s in book.worksheets if hasattr(s, "iter_rows")]
    if len(sheets) > archive.MOST_SHEETS:
        raise FileError(f"{path} has {len(sheets):,} sheets; at most {archive.MOST_SHEETS:,} can be read.")
    made.layout = _own_layout(book)
    palette = colours.Palette(book)
    from_1904 = book.epoch.year == 1904
    for sheet in sheets:
        made.sheets.append(_sheet(path, sheet, palette, from_1904=from_1904))
        made.remarks += _remarks(sheet, palette)
    return made


def _remarks(sheet: Any, palette: colours.Palette) -> Iterator[str]:
    """What was read of a sheet in a way of its own, or left out."""
    coloured = len(rules.fills(sheet, palette))
    if coloured:
        yield f"{sheet.title}: {coloured} cells without words are coloured by conditional formatting; the colour was read like a fill."
    beyond = sum(c > archive.MOST_COLUMNS and cell.value is not None for (_, c), cell in sheet._cells.items())
    if beyond:
        yield f"{sheet.title}: {beyond:,} cells beyond column {archive.MOST_COLUMNS} were left out."


def _bare(path: Path, whole: IO[bytes], made: Book, error: Exception) -> Book:
    """What the cells hold, where nothing more can be read; a damaged file is refused. Raises FileError."""
    from tui_tracker.intake.readers import bare_workbook

    try:
        made.sheets += bare_workbook.read(whole)
    except Exception as worse:  # the same dozen kinds, now from the cells themselves
        raise FileError(f"{path} is damaged or not an Excel workbook; open it and save it again as .xlsx.") from worse
    made.remarks.append(
        "Only what its cells hold was read, without colours, notes and links: its styles or drawings are in a form that is not known."
    )
    return made


def _own_layout(book: Any) -> str | None:
    """The layout that this program itself wrote the workbook in, when it did."""
    found = {p.name: p.value for p in book.custom_doc_props.props}.get("tui_tracker layout")
    return str(found) if found else None


def _sheet(path: Path, sheet: Any, palette: colours.Palette, *, from_1904: bool = False) -> Sheet:
    """Only cells that are there are visited, so a stray far cell costs nothing."""
    cells: dict[int, dict[int, Cell]] = {}
    found = sheet._cells  # the sparse store: iterating rows would build every blank of a stray XFD1048576
    far = max((row for (row, _), cell in found.items() if cell.value is not None), default=0)
    if far > archive.MOST_ROWS and len(found) > archive.MOST_ROWS:
        raise FileError(f"{path}, sheet {sheet.title}: {far:,} rows; at most {archive.MOST_ROWS:,} can be read.")
    by_rule = rules.fills(sheet, palette)
    noughts = getattr(sheet.sheet_view, "showZeros", None) is not False
    for (row, column), cell in found.items():
        if row <= archive.MOST_ROWS and column <= archive.MOST_COLUMNS:
            shown = _cell(cell, palette, noughts=noughts, from_1904=from_1904)
            shown.fill = shown.fill or by_rule.get((row, column))
            if shown.text or shown.fill or shown.comment:
                cells.setdefault(row - 1, {})[column - 1] = shown
    _drop_far(cells)
    width = max((c for row in cells.values() for c in row), default=-1) + 1
    height = max(cells, default=-1) + 1
    blank = [EMPTY] * width
    rows = [[cells[r].get(c) or EMPTY for c in range(width)] if r in cells else blank for r in range(height)]
    merges: dict[tuple[int, int], tuple[int, int]] = {}
    for area in sheet.merged_cells.ranges:
        top = (area.min_row - 1, area.min_col - 1)
        for r in range(top[0], min(area.max_row, height)):
            for c in range(top[1], min(area.max_col, width)):
                merges[r, c] = top
    hidden = frozenset(n - 1 for n, d in sheet.row_dimensions.items() if d.hidden)
    made = Sheet(clean(sheet.title, multiline=False), rows, merges, sheet.sheet_state != "visible", hidden)
    made.hidden_columns = _hidden_columns(sheet)
    return made


def _hidden_columns(sheet: Any) -> frozenset[int]:
    """The columns that are not shown; a run of them is noted at its first."""
    found = [
        range(d.min - 1, min(d.max, archive.MOST_COLUMNS))
        for d in sheet.column_dimensions.values()
        if d.hidden and d.min and d.max
    ]
    return frozenset(c for run in found for c in run)


def _drop_far(cells: dict[int, dict[int, Cell]]) -> None:
    """A stray cell thousands of rows under the last full one would make as many blank rows: it is left where it is."""
    filled = sorted(cells)
    for before, row in pairwise(filled):
        if row - before > _FAR:
            for far in filled[filled.index(row) :]:
                del cells[far]
            return


def _cell(cell: Any, palette: colours.Palette, *, noughts: bool = True, from_1904: bool = False) -> Cell:
    value = cell.value
    shape, fill = palette.style(cell)
    text = shown(value, shape) if noughts or value != 0 or isinstance(value, bool) else ""
    link = cell.hyperlink.target or cell.hyperlink.location if cell.hyperlink else None
    said = seen(cell.comment.text).strip() if cell.comment is not None and cell.comment.text else None
    return Cell(text, value, shape, fill, clean(link, multiline=False) if link else None, said, from_1904=from_1904)
