"""Reads .xls (Excel 97 to 2003) with xlrd: values, shown numbers and dates, fills, merges, notes, links, what is hidden."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tui_tracker.domain import date_grammar
from tui_tracker.domain.text import clean
from tui_tracker.errors import FileError
from tui_tracker.intake.grid import EMPTY, Book, Cell, Sheet
from tui_tracker.intake.readers import archive, formats
from tui_tracker.intake.readers.signs import seen

_SOLID = 1
# The days that the two epochs of Excel begin to count from.
_EPOCHS = (datetime.fromisoformat("1899-12-30"), datetime.fromisoformat("1904-01-01"))


def read(path: Path) -> Book:
    """The workbook as a grid. Raises FileError when it is damaged, protected by a password, or larger than any plan."""
    try:
        import xlrd
    except ImportError as error:
        raise FileError(
            "Reading .xls needs xlrd; install it with: python -m pip install xlrd, or save the file as .xlsx"
        ) from error
    try:
        book = _opened(xlrd, path)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).casefold():
            raise FileError(
                f"{path} is protected by a password; open it, take the password off and save it again."
            ) from error
        raise FileError(f"{path} is damaged or no Excel workbook; open it and save it as .xlsx.") from error
    except Exception as error:  # xlrd raises half a dozen kinds for damage; each means the same to the user
        raise FileError(
            f"{path} is damaged, or in a form of .xls that is not known; open it and save it as .xlsx."
        ) from error
    cells = sum(sheet.nrows * sheet.ncols for sheet in book.sheets())
    if cells > archive.MOST_CELLS:
        raise FileError(
            f"{path} has {cells:,} cells, more than the {archive.MOST_CELLS:,} that can be read; delete the sheets that are no plan and save it again."
        )
    return Book(path.name, [_sheet(book, sheet) for sheet in book.sheets()])


def _opened(xlrd: Any, path: Path) -> Any:
    """The book with its formats, or without them where those are what is odd. Raises what xlrd raises."""
    try:
        return xlrd.open_workbook(str(path), formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError:
        raise
    except Exception:  # records of styles or formulas in a form of their own; the cells may be sound
        return xlrd.open_workbook(str(path), logfile=io.StringIO(), ignore_workbook_corruption=True)


def _sheet(book: Any, sheet: Any) -> Sheet:
    rows = []
    for r in range(sheet.nrows):
        row = [_cell(book, sheet, r, c) for c in range(min(sheet.row_len(r), archive.MOST_COLUMNS))]
        while row and row[-1] is EMPTY:
            row.pop()
        rows.append(row)
    merges = {
        (r, c): (top, left)
        for top, bottom, left, right in sheet.merged_cells
        for r in range(top, bottom)
        for c in range(left, right)
    }
    made = Sheet(clean(sheet.name, multiline=False), rows, merges, sheet.visibility != 0)
    made.hidden_rows = frozenset(r for r, told in sheet.rowinfo_map.items() if told.hidden and r < len(rows))
    made.hidden_columns = frozenset(c for c, told in sheet.colinfo_map.items() if told.hidden)
    return made


def _cell(book: Any, sheet: Any, r: int, c: int) -> Cell:
    import xlrd

    cell = sheet.cell(r, c)
    style = book.xf_list[cell.xf_index] if book.formatting_info and cell.xf_index is not None else None
    form = book.format_map.get(style.format_key) if style is not None else None
    shape = (form.format_str if form is not None else None) or (
        "dd/mm/yyyy" if cell.ctype == xlrd.XL_CELL_DATE else "General"
    )
    fill = _fill(book, style)
    note = sheet.cell_note_map.get((r, c))
    said = seen(note.text).strip() if note is not None and note.text else None
    link = sheet.hyperlink_map.get((r, c))
    value: object = cell.value
    if cell.ctype == xlrd.XL_CELL_DATE:
        value = _moment(float(cell.value), book.datemode)
        text = date_grammar.as_shown(value, shape) if isinstance(value, datetime) else str(value)
    elif cell.ctype == xlrd.XL_CELL_NUMBER:
        number = float(cell.value)
        value = int(number) if number.is_integer() else number
        text = formats.shown(value, shape)
    elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
        value, text = bool(cell.value), "TRUE" if cell.value else "FALSE"
    elif cell.ctype == xlrd.XL_CELL_ERROR:
        text = str(xlrd.error_text_from_code.get(cell.value, "#VALUE!"))
        value = text
    else:
        text = formats.shown_text(seen(str(cell.value)).strip(), shape)
        value = text
    if not text and not fill and not said:
        return EMPTY
    target = (getattr(link, "url_or_path", None) or getattr(link, "textmark", None)) if link is not None else None
    if isinstance(target, bytes):
        target = target.decode("utf-8", "replace")
    return Cell(text, value, shape, fill, clean(target, multiline=False) if target else None, said)


def _moment(serial: float, epoch: int) -> object:
    """A real date; a serial below the calendar's first day stays a number."""
    if serial < 1:
        return formats.general(serial)
    return (
        _EPOCHS[1 if epoch else 0] + timedelta(days=serial)
        if serial > 60 or epoch
        else _EPOCHS[0] + timedelta(days=serial + 1)
    )


def _fill(book: Any, style: Any) -> str | None:
    if style is None or style.background.fill_pattern != _SOLID:
        return None
    colour = book.colour_map.get(style.background.pattern_colour_index)
    made = "".join(f"{part:02X}" for part in colour) if colour else None
    return made if made != "FFFFFF" else None
