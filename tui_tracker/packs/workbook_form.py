"""A return form as a workbook: locked but for the cells to fill in, with lists to choose from and dates that are checked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tui_tracker.domain import dates
from tui_tracker.domain.text import clean, first_line
from tui_tracker.errors import FileError
from tui_tracker.packs.model import ASKED, DAYS, FORMAT, LONG, PROGRESS_WORDS, Answer, Blank, Returned

PROPERTY = "tui_tracker return form"
_HIDDEN = "tui_tracker"
SHEET = "Return form"
TOLD = (("Task", 12), ("What", 40), ("Due", 16), ("We have it as", 14), ("Last word", 40))
_WIDTHS = {"progress": 16, "done": 14, "note": 50, "date": 14, "new_date": 14, "why": 30, "problem": 36, "files": 26}
_FIRST_ROW = 9
_MOST_BYTES = 20_000_000
_MOST_ROWS = 5_000


def _columns(ticks: bool) -> list[str]:
    return [name for name in ASKED if name != "done" or ticks]


def render(blank: Blank, answers: Mapping[str, Mapping[str, str]] | None = None) -> bytes:
    """The form as .xlsx; with ``answers`` (by reference) its cells are filled in."""
    import openpyxl
    from openpyxl.packaging.custom import StringProperty

    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    ticks = any(i.ticked is not None for i in blank.items)
    names = _columns(ticks)
    _told(sheet, blank, len(TOLD) + len(names))
    _headings(sheet, names)
    for n, item in enumerate(blank.items):
        row = _FIRST_ROW + n
        have = item.progress + (
            "" if item.ticked is None else f"; your station: {'done' if item.ticked else 'not yet'}"
        )
        for column, text in enumerate((item.ref, item.title, item.due, have, item.last), 1):
            _cell(sheet, row, column, text, locked=True)
        for column, name in enumerate(names, len(TOLD) + 1):
            locked = (name == "done" and item.ticked is None) or (name == "progress" and item.ticked is not None)
            _cell(sheet, row, column, (answers or {}).get(item.ref, {}).get(name, ""), locked=locked, answer=True)
            if name in DAYS:
                sheet.cell(row, column).number_format = "d mmm yyyy"
    _checked(sheet, names, _FIRST_ROW + len(blank.items) - 1)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.freeze_panes = sheet.cell(_FIRST_ROW, 3)
    hidden = book.create_sheet(_HIDDEN)
    for row, (label, value) in enumerate(
        (
            ("form", blank.form),
            ("format", str(FORMAT)),
            ("for", blank.holder),
            ("first row", str(_FIRST_ROW)),
            ("fields", " ".join(names)),
        ),
        1,
    ):
        hidden.cell(row, 1, label)
        hidden.cell(row, 2, _plain(value))
    hidden.sheet_state = "veryHidden"
    hidden.protection.sheet = True
    book.custom_doc_props.append(StringProperty(name=PROPERTY, value=blank.form))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(text: str, width: int = 2_000) -> str:
    return first_line(clean(text, multiline=False), width)


def _cell(sheet: Any, row: int, column: int, text: str, *, locked: bool, answer: bool = False) -> None:
    from openpyxl.styles import Alignment, PatternFill, Protection

    cell = sheet.cell(row, column)
    cell.value = clean(text) or None
    cell.data_type = "s" if cell.value is not None else "n"  # text is never taken for a formula
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.protection = Protection(locked=locked)
    if answer and not locked:
        cell.fill = PatternFill("solid", fgColor="FFFBE6")


def _told(sheet: Any, blank: Blank, width: int) -> None:
    """What to do, on top."""
    from openpyxl.styles import Alignment, Font

    lines = [
        f"{blank.marking}  Return form for {blank.holder}".strip(), blank.service,
        f"Sent {dates.long(blank.sent)}. Please send this file back by {dates.long(blank.reply_by)}.",
        "Fill in the pale yellow cells; leave blank what has not changed. Everything else is locked. Five minutes are enough.",
        "A cell with a list lets you choose; a date may be written as 3 June or 03/06/2026. alt+enter starts a new line in a cell.",
        f"Files that show what was done: put them into a folder named “{blank.folder}” beside this form, and write their names.",
    ]  # fmt: skip
    for row, text in enumerate(lines, 1):
        cell = sheet.cell(row, 1, _plain(text))
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=False)
        cell.font = Font(bold=row == 1, size=14 if row == 1 else 11)
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = _plain(f"{blank.marking} {blank.holder} {blank.form}", 100).replace("&", "&&")
    sheet.print_title_rows = f"{_FIRST_ROW - 1}:{_FIRST_ROW - 1}"


def _headings(sheet: Any, names: list[str]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    heads = [*TOLD, *((ASKED[n], _WIDTHS[n]) for n in names)]
    for column, (text, width) in enumerate(heads, 1):
        cell = sheet.cell(_FIRST_ROW - 1, column, text)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE3EA" if column <= len(TOLD) else "F2E7B8")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(column)].width = width


def _checked(sheet: Any, names: list[str], last: int) -> None:
    """Lists to choose from, and a warning for what is no date; a warning lets words through, which are then asked about."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for column, name in enumerate(names, len(TOLD) + 1):
        letter = get_column_letter(column)
        made = None
        if name == "progress":
            made = DataValidation(type="list", formula1=f'"{",".join(PROGRESS_WORDS)}"', allow_blank=True)
            made.error = "Please choose one of the words in the list."
        elif name == "done":
            made = DataValidation(type="list", formula1='"yes,no"', allow_blank=True)
            made.error = "Please choose yes or no."
        elif name in DAYS:
            made = DataValidation(
                type="date", operator="greaterThan", formula1="36526", allow_blank=True, errorStyle="warning"
            )
            made.error = "That does not look like a date, such as 3 June 2026. Keep it all the same?"
        if made is not None:
            made.showErrorMessage = True
            sheet.add_data_validation(made)
            made.add(f"{letter}{_FIRST_ROW}:{letter}{max(_FIRST_ROW, last)}")


# -- reading


def read(data: bytes, name: str) -> Returned:
    """The form in a workbook: known by its property or its hidden sheet, never by how it looks. Raises FileError."""
    _weigh(data, name)
    import openpyxl

    try:
        book: Any = openpyxl.load_workbook(io.BytesIO(data), keep_links=False)
    except Exception as error:  # openpyxl raises a dozen kinds for damaged files; each means the same to the user
        raise FileError(
            f"{name} is damaged or no workbook ({type(error).__name__}); ask for it again, or save it again as .xlsx."
        ) from error
    told = _hidden(book)
    found = {p.name: p.value for p in book.custom_doc_props.props}.get(PROPERTY) or told.get("form")
    if not isinstance(found, str) or not found:
        raise FileError(
            f"{name} is no return form of this program, or its hidden sheet is gone: was it copied into another workbook?"
        )
    if told.get("format", str(FORMAT)) != str(FORMAT):
        raise FileError(
            f"{name} is a return form of another version (format {_plain(told['format'], 20)}; this program reads {FORMAT})."
        )
    if SHEET not in book.sheetnames:
        raise FileError(f"{name} has no sheet “{SHEET}” any more; send the form again.")
    return _returned(book[SHEET], told, found, name)


def _hidden(book: Any) -> dict[str, str]:
    if _HIDDEN not in book.sheetnames:
        return {}
    rows = book[_HIDDEN].iter_rows(min_row=1, max_row=10, max_col=2, values_only=True)
    return {_plain(str(a)): _plain(str(b)) for a, b in rows if a is not None and b is not None}


def _returned(sheet: Any, told: Mapping[str, str], form: str, name: str) -> Returned:
    first = int(told["first row"]) if told.get("first row", "").isdigit() else _FIRST_ROW
    names = [n for n in told.get("fields", " ".join(_columns(True))).split() if n in ASKED]
    answers = []
    for row in sheet.iter_rows(
        min_row=first, max_row=min(sheet.max_row, first + _MOST_ROWS), max_col=len(TOLD) + len(names)
    ):
        ref = row[0].value
        cells = {n: row[i] for i, n in enumerate(names, len(TOLD)) if i < len(row) and row[i].value is not None}
        if ref is None and not cells:
            continue
        if ref is None:
            where = next(iter(cells.values())).coordinate
            raise FileError(f"{name}, cell {where}: an answer stands in a row without a task; nothing was merged.")
        values = {n: _words(cell, name, n) for n, cell in cells.items()}
        where_of = {n: f"cell {cell.coordinate}" for n, cell in cells.items()}
        answers.append(Answer(clean(str(ref), multiline=False), values, where_of))
    return Returned(form, told.get("for", ""), tuple(answers))


def _words(cell: Any, name: str, field: str) -> str:
    value = cell.value
    if cell.data_type == "f":
        raise FileError(
            f"{name}, cell {cell.coordinate}: “{first_line(str(value), 60)}” is a formula; type the words. Nothing was merged."
        )
    if cell.data_type == "e":
        raise FileError(
            f"{name}, cell {cell.coordinate}: {value} is an error of the spreadsheet; type the words. Nothing was merged."
        )
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field in DAYS and isinstance(value, (int, float)) and (found := dates.from_serial(value)) is not None:
        return found.due.isoformat()  # a date whose format an editor has lost
    return clean(str(value), multiline=field in LONG)


def _weigh(data: bytes, name: str) -> None:
    """Refuse an archive that would unpack to something absurd, before anything unpacks it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (
        Exception
    ) as error:  # zipfile raises half a dozen kinds for damaged archives; each means the same to the user
        raise FileError(f"{name} is damaged: it is no complete .xlsx file.") from error
    size = sum(m.file_size for m in members)
    if size > _MOST_BYTES or len(members) > 500:
        raise FileError(
            f"{name} would unpack to {size / 2**20:,.0f} MB in {len(members)} parts; a return form is far smaller. Nothing was read."
        )
