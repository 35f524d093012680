"""Reads .xlsx with openpyxl: values, shown dates, fills, merges, links. Formulas are never evaluated."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from tui_tracker.domain import dates
from tui_tracker.domain.text import clean
from tui_tracker.errors import FileError
from tui_tracker.intake.grid import Book, Cell, Sheet

MOST_BYTES = 100 * 1024 * 1024
MOST_RATIO = 200
MOST_MEMBERS = 5_000
MOST_ROWS, MOST_COLUMNS, MOST_CELLS, MOST_SHEETS = 100_000, 400, 2_000_000, 1_000


def read(path: Path) -> Book:
    """The workbook as a grid. Raises FileError when it is no workbook, is damaged, or would not fit in memory."""
    _weigh(path)
    try:
        import openpyxl
    except ImportError as error:
        raise FileError("Reading .xlsx needs openpyxl; install it with: python -m pip install openpyxl") from error
    try:
        book = openpyxl.load_workbook(path, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises a dozen kinds for damaged files; each means the same to the user
        raise FileError(
            f"{path} is damaged or not an Excel workbook ({type(error).__name__}); open it and save it again as .xlsx."
        ) from error
    sheets = [s for s in book.worksheets if hasattr(s, "iter_rows")]
    if len(sheets) > MOST_SHEETS:
        raise FileError(f"{path} has {len(sheets)} sheets; at most {MOST_SHEETS} can be read.")
    made = Book(path.name, [], layout=_own_layout(book))
    for sheet in sheets:
        made.sheets.append(_sheet(path, sheet))
    return made


def _own_layout(book: Any) -> str | None:
    """The layout that this program itself wrote the workbook in, when it did."""
    found = {p.name: p.value for p in book.custom_doc_props.props}.get("tui_tracker layout")
    return str(found) if found else None


def _weigh(path: Path) -> None:
    """Refuse an archive that would unpack to something absurd, before anything unpacks it."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (
        Exception
    ) as error:  # zipfile raises half a dozen kinds for damaged archives; each means the same to the user
        raise FileError(f"{path} is damaged: it is no complete .xlsx file.") from error
    names = {m.filename for m in members}
    if "word/document.xml" in names:
        raise FileError(
            f"{path} is a Word document; this version reads .xlsx and .csv. Copy its table into a spreadsheet and save that."
        )
    if "xl/workbook.xml" not in names:
        raise FileError(f"{path} is a zip archive but no Excel workbook.")
    total = sum(m.file_size for m in members)
    packed = max(1, path.stat().st_size)
    if total > MOST_BYTES or len(members) > MOST_MEMBERS or (total > 2**20 and total / packed > MOST_RATIO):
        raise FileError(f"{path} would unpack to {total // 2**20:,} MB, which no plan file does; it was not opened.")


def _sheet(path: Path, sheet: Any) -> Sheet:
    """Only cells that are there are visited, so a stray far cell costs nothing."""
    cells: dict[int, dict[int, Cell]] = {}
    found = sheet._cells  # the sparse store: iterating rows would build every blank of a stray XFD1048576
    if len(found) > MOST_CELLS:
        raise FileError(f"{path}, sheet {sheet.title}: {len(found):,} cells; at most {MOST_CELLS:,} can be read.")
    for (row, column), cell in found.items():
        if row <= MOST_ROWS and column <= MOST_COLUMNS:
            made = _cell(cell)
            if made.text or made.fill:
                cells.setdefault(row - 1, {})[column - 1] = made
    width = max((c for row in cells.values() for c in row), default=-1) + 1
    height = max(cells, default=-1) + 1
    rows = [[cells.get(r, {}).get(c) or Cell() for c in range(width)] for r in range(height)]
    merges: dict[tuple[int, int], tuple[int, int]] = {}
    for area in sheet.merged_cells.ranges:
        top = (area.min_row - 1, area.min_col - 1)
        for r in range(top[0], min(area.max_row, height)):
            for c in range(top[1], min(area.max_col, width)):
                merges[r, c] = top
    hidden = frozenset(n - 1 for n, d in sheet.row_dimensions.items() if d.hidden)
    return Sheet(clean(sheet.title, multiline=False), rows, merges, sheet.sheet_state != "visible", hidden)


def _cell(cell: Any) -> Cell:
    value = cell.value
    text = _shown(value, cell.number_format or "")
    link = cell.hyperlink.target or cell.hyperlink.location if cell.hyperlink else None
    return Cell(text, value, cell.number_format or "", _fill(cell), clean(link, multiline=False) if link else None)


def _shown(value: object, number_format: str) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return dates.as_shown(value, number_format)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(str(value)).strip()


def _fill(cell: Any) -> str | None:
    fill = cell.fill
    if fill is None or fill.fill_type != "solid":
        return None
    rgb = fill.fgColor.rgb if fill.fgColor is not None and fill.fgColor.type == "rgb" else None
    if not isinstance(rgb, str) or len(rgb) != 8 or rgb[2:].upper() == "FFFFFF":
        return None
    return rgb[2:].upper()
