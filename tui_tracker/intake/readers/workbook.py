"""Reads .xlsx with openpyxl: values, shown dates, fills, merges, links. Formulas are never evaluated."""

from __future__ import annotations

import warnings
from datetime import date, datetime, time
from itertools import pairwise
from pathlib import Path
from typing import Any

from tui_tracker.domain import dates
from tui_tracker.domain.text import clean
from tui_tracker.errors import FileError
from tui_tracker.intake.grid import EMPTY, Book, Cell, Sheet
from tui_tracker.intake.readers import archive, colours, formats, strict

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
    try:
        # The file is opened here, because openpyxl leaves a damaged one open; what it warns of is no matter for the user.
        with path.open("rb") as source, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(strict.transitional(source), data_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises a dozen kinds for damaged files; each means the same to the user
        raise FileError(
            f"{path} is damaged or not an Excel workbook ({type(error).__name__}); open it and save it again as .xlsx."
        ) from error
    sheets = [s for s in book.worksheets if hasattr(s, "iter_rows")]
    if len(sheets) > archive.MOST_SHEETS:
        raise FileError(f"{path} has {len(sheets):,} sheets; at most {archive.MOST_SHEETS:,} can be read.")
    made = Book(path.name, [], layout=_own_layout(book))
    if unknown:
        made.remarks.append(
            f"{unknown} formulas have no stored result and came in blank; open the file, save it and read it again."
        )
    palette = colours.Palette(book)
    for sheet in sheets:
        made.sheets.append(_sheet(path, sheet, palette))
    return made


def _own_layout(book: Any) -> str | None:
    """The layout that this program itself wrote the workbook in, when it did."""
    found = {p.name: p.value for p in book.custom_doc_props.props}.get("tui_tracker layout")
    return str(found) if found else None


def _sheet(path: Path, sheet: Any, palette: colours.Palette) -> Sheet:
    """Only cells that are there are visited, so a stray far cell costs nothing."""
    cells: dict[int, dict[int, Cell]] = {}
    found = sheet._cells  # the sparse store: iterating rows would build every blank of a stray XFD1048576
    far = max((row for (row, _), cell in found.items() if cell.value is not None), default=0)
    if far > archive.MOST_ROWS and len(found) > archive.MOST_ROWS:
        raise FileError(f"{path}, sheet {sheet.title}: {far:,} rows; at most {archive.MOST_ROWS:,} can be read.")
    for (row, column), cell in found.items():
        if row <= archive.MOST_ROWS and column <= archive.MOST_COLUMNS:
            made = _cell(cell, palette)
            if made.text or made.fill or made.comment:
                cells.setdefault(row - 1, {})[column - 1] = made
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
    return Sheet(clean(sheet.title, multiline=False), rows, merges, sheet.sheet_state != "visible", hidden)


def _drop_far(cells: dict[int, dict[int, Cell]]) -> None:
    """A stray cell thousands of rows under the last full one would make as many blank rows: it is left where it is."""
    filled = sorted(cells)
    for before, row in pairwise(filled):
        if row - before > _FAR:
            for far in filled[filled.index(row) :]:
                del cells[far]
            return


def _cell(cell: Any, palette: colours.Palette) -> Cell:
    value = cell.value
    shape, fill = palette.style(cell)
    text = _shown(value, shape)
    link = cell.hyperlink.target or cell.hyperlink.location if cell.hyperlink else None
    said = clean(cell.comment.text).strip() if cell.comment is not None and cell.comment.text else None
    return Cell(text, value, shape, fill, clean(link, multiline=False) if link else None, said)


def _shown(value: object, number_format: str) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return dates.as_shown(value, number_format)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float) and '"' in number_format and formats.has_words(number_format):
        return formats.shown(value, number_format)
    if "%" in number_format and isinstance(value, int | float):
        return f"{round(value * 100, 2):g}%"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return archive.as_typed(clean(archive.unescaped(str(value)))).strip()
