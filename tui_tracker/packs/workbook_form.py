"""A return form as a workbook: locked but for the cells to fill in, with lists to choose from."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from tui_tracker import sheet_rows
from tui_tracker.domain import dates
from tui_tracker.domain.text import clean, first_line
from tui_tracker.packs.model import ASKED, FILLED_IN_BY, FORMAT, PROGRESS_WORDS, Blank
from tui_tracker.patterns import pattern

PROPERTY = "tui_tracker return form"
HIDDEN = "tui_tracker"
SHEET = "Return form"
TOLD = (("Task", 12), ("What", 40), ("Due", 16), ("We have it as", 14), ("Last word", 40))
_WIDTHS = {"progress": 16, "done": 14, "note": 50, "date": 14, "new_date": 14, "why": 30, "problem": 36, "files": 26}
_FIRST_ROW = 9
_BY_ROW = 7


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
    _checked(sheet, names, _FIRST_ROW + len(blank.items) - 1)
    sheet_rows.fit(sheet, _FIRST_ROW - 1)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.freeze_panes = sheet.cell(_FIRST_ROW, 3)
    _known_by(book.create_sheet(HIDDEN), blank, names)
    book.custom_doc_props.append(StringProperty(name=PROPERTY, value=blank.form))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _known_by(hidden: Any, blank: Blank, names: Sequence[str]) -> None:
    """The sheet nobody sees, by which the form is known when it comes back."""
    facts = (
        ("form", blank.form), ("format", str(FORMAT)), ("for", blank.holder), ("first row", str(_FIRST_ROW)), ("fields", " ".join(names)),
    )  # fmt: skip
    for row, (label, value) in enumerate(facts, 1):
        hidden.cell(row, 1, label)
        hidden.cell(row, 2, _plain(value))
    hidden.sheet_state = "veryHidden"
    hidden.protection.sheet = True


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
        f"{blank.marking}  Return form for {blank.holder}".strip(), f"This is the service: {blank.service}" if blank.service else "",
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
    _cell(sheet, _BY_ROW, 1, f"{FILLED_IN_BY}:", locked=True)
    _cell(sheet, _BY_ROW, 2, "", locked=False, answer=True)
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
    """Lists to choose from. Days are text cells, so that they stay as they were written: “March 2027” becomes no first of March."""
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
        if made is not None:
            made.showErrorMessage = True
            sheet.add_data_validation(made)
            made.add(f"{letter}{_FIRST_ROW}:{letter}{max(_FIRST_ROW, last)}")


def is_of_the_form(text: str) -> bool:
    """Whether a text above or below the table went out with the form: its title, the day it was sent, what to do. A word more is somebody's."""
    plain = " ".join(text.split())
    return not plain or _ON_TOP.fullmatch(plain) is not None


_DAY = r"\d{1,2} \w+ \d{4}"
_ON_TOP = pattern(
    rf"(?:[A-Z][A-Z -]{{1,40}} )?Return form for .{{1,200}}|This is the service: .{{1,200}}|Sent {_DAY}\. Please send this file back by {_DAY}\."
    r"|Fill in the pale yellow cells; leave blank what has not changed\. Everything else is locked\. Five minutes are enough\."
    r"|A cell with a list lets you choose; a date may be written as 3 June or 03/06/2026\. alt\+enter starts a new line in a cell\."
    rf"|Files that show what was done: put them into a folder named “[^”]*” beside this form, and write their names\.|{FILLED_IN_BY}:?"
)
