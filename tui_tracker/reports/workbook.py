"""The plan as a workbook in the layout services know: a register, a sheet an area, two-row sign-off headings, fills with letters.

The layout's name stands in a custom property, so that the importer reads it back exactly. What a row has no place for is
listed on the last sheet: nothing leaves silently.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from typing import Any

import openpyxl
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from tui_tracker import sheet_rows
from tui_tracker.domain import date_grammar, dates
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.text import clean, count_of
from tui_tracker.domain.tracker_layout import BESIDE, GROUPS, LAYOUT, REGISTER, SIGNED, TASK
from tui_tracker.domain.views import AreaRow, TaskView
from tui_tracker.domain.wording import area_story
from tui_tracker.reports import archive, life, rows
from tui_tracker.reports.rows import NotHeld, Sheets

MOST_SHEETS = 200
_MOST_TEXT = 32_767
_A4_WIDTH = 200  # columns wider than this together cannot be read on A4
_HEAD, _BAND = PatternFill("solid", fgColor="1F3864"), PatternFill("solid", fgColor="E7EAEE")
_FILLS = {"G": "92D050", "A": "FFC000", "R": "FF0000", "B": "00B0F0", "?": "D9D9D9", "–": "FFFFFF"}
_THIN = Side(style="thin", color="BFBFBF")
_WRAP = Alignment(wrap_text=True, vertical="top")
_COUNTS = (
    ("Complete", Progress.COMPLETE), ("On Target", Progress.ON_TARGET), ("Behind Target", Progress.BEHIND_TARGET), ("Yet to Start", Progress.NOT_STARTED),
    ("Deferred", Progress.DEFERRED), ("Ongoing", Progress.ONGOING), ("Not stated", Progress.UNKNOWN),
)  # fmt: skip
_WIDTHS = (9, 40, 22, 14, 15, 42, 60, 24, 12, 20, 42, 12, 20, 42, 7, 16, 16, 34)


def write(sheets: Sheets) -> bytes:
    """The workbook's bytes. Areas whose tasks have no title of their own go on one list sheet a plan."""
    book = openpyxl.Workbook()
    writer = _Writer(book, sheets)
    writer.all()
    book.properties.creator = ""
    book.properties.lastModifiedBy = ""
    book.custom_doc_props.append(  # type: ignore[attr-defined]  # the stubs do not know it yet
        StringProperty(name="tui_tracker layout", value=LAYOUT)
    )
    out = io.BytesIO()
    book.save(out)
    return archive.fixed(out.getvalue())


class _Writer:
    """Fills one workbook, sheet by sheet, noting what has no place."""

    def __init__(self, book: Any, sheets: Sheets) -> None:
        self._book = book
        self._s = sheets
        self._not_held: list[NotHeld] = []
        self._names: set[str] = set()

    def all(self) -> None:
        self._not_held += [*self._s.plans, *self._s.withdrawn, *self._s.also]
        register = self._book.active
        register.title = self._name("Summary")
        own = [(a, t) for a, t in self._s.areas if not _is_list(t)]
        if len(own) > MOST_SHEETS:
            own = []
        named: dict[str, str] = {}
        for area, tasks in own:
            named[area.area.uid] = self._area_sheet(area, tasks)
        lists: dict[str, list[tuple[AreaRow, Sequence[TaskView]]]] = {}
        for area, tasks in self._s.areas:
            if area.area.uid not in named:
                lists.setdefault(area.plan, []).append((area, tasks))
        for plan, areas in lists.items():
            named |= dict.fromkeys((a.area.uid for a, _ in areas), self._list_sheet(plan, areas))
        self._register(register, named)
        self._about()
        for sheet in self._book.worksheets:
            sheet_rows.fit(sheet)
            _page(sheet, self._s.origin.marking)

    def _name(self, wanted: str) -> str:
        """A sheet name that Excel takes and no other sheet has."""
        plain = re.sub(r"[\[\]:*?/\\]", "-", clean(wanted, multiline=False)).strip("' ")[:28] or "Sheet"
        made, number = plain, 2
        while made.casefold() in self._names:
            made, number = f"{plain[:27]}~{number}"[:31], number + 1
        self._names.add(made.casefold())
        return made

    # -- the register

    def _register(self, sheet: Any, named: dict[str, str]) -> None:
        first = len(REGISTER) + 1
        extra = first + len(_COUNTS)
        heads = {i + 1: n for i, n in enumerate(REGISTER)} | {
            first: "Status of Completion",
            extra: "AFI Progress",
            extra + 1: "Plan",
            extra + 2: "Kind",
            extra + 3: "Sheet",
            extra + 4: "Plan kind",
            extra + 5: "Part of",
        }
        _heads(sheet, 1, heads)
        _heads(sheet, 2, {first + i: name for i, (name, _) in enumerate(_COUNTS)})
        sheet.merge_cells(start_row=1, end_row=1, start_column=first, end_column=extra - 1)
        for column in [*range(1, first), *range(extra, extra + 6)]:
            sheet.merge_cells(start_row=1, end_row=2, start_column=column, end_column=column)
        row = 3
        for area, _ in self._s.areas:
            self._register_row(sheet, row, area, named[area.area.uid])
            row += 1
        self._text(sheet, row, 1, "Total", "register")
        for i, (_, progress) in enumerate(_COUNTS):
            sheet.cell(row, first + i, sum(a.counts.of(progress) for a, _ in self._s.areas))
        for cell in sheet[row]:
            cell.fill, cell.font = _BAND, Font(bold=True)
        _widths(sheet, (10, 18, 60, 22, 14, 34, *[10] * len(_COUNTS), 10, 24, 16, 14, 14, 12))
        sheet.freeze_panes = "A3"

    def _register_row(self, sheet: Any, row: int, area: AreaRow, where: str) -> None:
        record, counts = area.area, area.counts
        said = f"{counts.tasks} task{'s' if counts.tasks != 1 else ''}, {counts.complete} reported complete, {counts.overdue} past date"
        for column, text in enumerate((record.ref, area.pillar, record.title, record.owner or ""), 1):
            self._text(sheet, row, column, text, record.ref)
        self._date(sheet.cell(row, 5), record.target, record.target_text, record.target_precision, record.ref)
        self._text(sheet, row, 6, said, record.ref)
        first = len(REGISTER) + 1
        for i, (_, progress) in enumerate(_COUNTS):
            sheet.cell(row, first + i, counts.of(progress))
        _rag(sheet.cell(row, first + len(_COUNTS)), area.colour.letter)
        beside = (
            area.plan,
            record.area_kind,
            where,
            self._s.plan_kinds.get(record.plan, ""),
            self._s.concerns.get(record.uid, ""),
        )
        for i, text in enumerate(beside, 1):
            self._text(sheet, row, first + len(_COUNTS) + i, text, record.ref)
        if record.finding and record.finding != record.title:
            self._not_held.append(NotHeld(record.ref, "the finding in the inspectorate's words", record.finding))
        if record.rag_letter:
            self._not_held.append(NotHeld(record.ref, "colour", area.colour.rule))
        for what, words in life.told(self._s.lives.get(record.uid, life.NO_LIFE), self._s.as_at):
            self._not_held.append(NotHeld(record.ref, what, words))
        for what, value in (
            ("headline", record.headline),
            ("inspectorate's date", record.deadline_text),
            *area_story(record).items(),
        ):
            if value:
                self._not_held.append(NotHeld(record.ref, what, value))

    # -- tasks

    def _area_sheet(self, area: AreaRow, tasks: Sequence[TaskView]) -> str:
        sheet = self._book.create_sheet(self._name(area.area.ref))
        self._text(sheet, 1, 1, area.area.title, area.area.ref)
        sheet.merge_cells("A1:B1")
        sheet.cell(1, 1).font = Font(bold=True)
        _heads(
            sheet, 1, {3 + i: n for i, n in enumerate(TASK)} | {9: GROUPS[0], 12: GROUPS[1], 15: "RAG"} | _beside(16)
        )
        sheet.merge_cells("I1:K1")
        sheet.merge_cells("L1:N1")
        _heads(sheet, 2, dict(zip(range(9, 15), [*SIGNED, *SIGNED], strict=True)))
        self._text(sheet, 2, 1, f"Overall {area.area.ref} Progress", area.area.ref)
        sheet.merge_cells("A2:D2")
        _rag(sheet.cell(2, 5), area.colour.letter)
        for row, view in enumerate(tasks, 3):
            self._text(
                sheet, row, 1, f"Task {view.task.no}" if view.task.no[:1].isdigit() else view.task.no, view.row.ref
            )
            self._text(sheet, row, 2, view.task.title or "", view.row.ref)
            self._task(sheet, row, 3, view)
        _validate(sheet, "E", "D", len(tasks) + 2)
        _widths(sheet, _WIDTHS)
        sheet.freeze_panes = "C3"
        return str(sheet.title)

    def _list_sheet(self, plan: str, areas: Sequence[tuple[AreaRow, Sequence[TaskView]]]) -> str:
        sheet = self._book.create_sheet(self._name(plan))
        _heads(
            sheet, 1, {1: "Ref", 2: "Recommendation", 3: "Task", 4: "Action"} | {5 + i: n for i, n in enumerate(TASK)}
        )
        _heads(sheet, 1, {11: GROUPS[0], 14: GROUPS[1], 17: "RAG"} | _beside(18))
        sheet.merge_cells("K1:M1")
        sheet.merge_cells("N1:P1")
        _heads(sheet, 2, dict(zip(range(11, 17), [*SIGNED, *SIGNED], strict=True)))
        row = 3
        for area, tasks in areas:
            for view in tasks:
                self._text(sheet, row, 1, area.area.ref, area.area.ref)
                self._text(sheet, row, 2, area.area.title, area.area.ref)
                self._text(sheet, row, 3, view.task.no, view.row.ref)
                self._text(sheet, row, 4, view.task.title or "", view.row.ref)
                self._task(sheet, row, 5, view)
                row += 1
        _validate(sheet, "G", "F", row - 1)
        _widths(sheet, (10, 60, 8, 30, *_WIDTHS[2:]))
        sheet.freeze_panes = "C3"
        return str(sheet.title)

    def _task(self, sheet: Any, row: int, first: int, view: TaskView) -> None:
        """A task's cells from ``first``: owner, date, progress, work, evidence, link, both sign-offs, RAG."""
        task, ref = view.task, view.row.ref
        self._text(sheet, row, first, task.assigned_to or "", ref)
        self._date(sheet.cell(row, first + 1), task.due, task.due_text, task.due_precision, ref)
        self._text(sheet, row, first + 2, rows.word(view), ref)
        self._text(sheet, row, first + 3, task.work or "", ref)
        self._text(sheet, row, first + 4, rows.evidence(view), ref)
        if view.links:
            link = view.links[0]
            self._text(sheet, row, first + 5, link.label or link.target or "", ref)
            if link.label and link.target and link.target != link.label:
                self._not_held.append(NotHeld(ref, "where its evidence link leads", link.target))
        for offset, stage in ((6, "qa"), (9, "sampling")):
            entry = rows.last_entry(view, stage)
            if entry is not None:
                self._date(sheet.cell(row, first + offset), entry.date, entry.date_text, "day", ref)
                self._text(sheet, row, first + offset + 1, entry.by or entry.by_text or "", ref)
                self._text(sheet, row, first + offset + 2, entry.comment or "", ref)
        _rag(sheet.cell(row, first + 12), view.colour.letter)
        for offset, text in enumerate((rows.verdict(view, "qa"), rows.verdict(view, "sampling"), rows.moves(view)), 13):
            self._text(sheet, row, first + offset, text, ref)
        self._not_held += rows.not_held(view)

    # -- cells

    def _text(self, sheet: Any, row: int, column: int, text: str, ref: str) -> None:
        """A text cell that no spreadsheet takes for a formula; one that is too long is cut and said."""
        if not text:
            return
        cell = sheet.cell(row, column)
        plain = clean(text)
        if len(plain) > _MOST_TEXT:
            self._not_held.append(NotHeld(ref, f"text beyond {_MOST_TEXT:,} characters", plain[_MOST_TEXT:]))
            plain = plain[:_MOST_TEXT]
        cell.value, cell.data_type, cell.alignment = plain, "s", _WRAP
        if plain[0] in "=+-@'":
            cell.quotePrefix = True

    def _date(self, cell: Any, day: dt.date | None, text: str | None, precision: str | None, ref: str) -> None:
        """A real date where it reads back as the same day in the same words, else the words."""
        cell.alignment = _WRAP
        if day is None:
            self._text(cell.parent, cell.row, cell.column, text or "", ref)
            return
        for shape in ("mmm\\-yy", "dd/mm/yy", "dd/mm/yyyy", "dd\\-mmm\\-yy"):
            value = day.replace(day=1) if shape.startswith("mmm") else day
            made = date_grammar.from_excel(value, shape)
            if (
                made.due == day
                and date_grammar.as_shown(value, shape) == text
                and made.precision == (precision or "day")
            ):
                cell.value, cell.number_format = value, shape
                return
        read = date_grammar.read_cell(text or "")
        if text and read.date is not None and read.date.due == day:
            self._text(cell.parent, cell.row, cell.column, text, ref)
            return
        cell.value, cell.number_format = day, "dd/mm/yyyy"
        if text:
            self._not_held.append(NotHeld(ref, "the date in the file's words", text))

    # -- what this file is, and what it has no place for

    def _about(self) -> None:
        sheet = self._book.create_sheet(self._name("About this file"))
        origin = self._s.origin
        said = [
            ("Handling", origin.marking), ("Service", origin.service), ("As at", dates.long(self._s.as_at)),
            ("Journal", f"entry {origin.number}, head {origin.head}"),
            ("What this is", "The plan as tui_tracker holds it, in the layout of a tracker. Reading it back gives the same areas and tasks."),
            ("What a row has no place for", f"{count_of(len(self._not_held), 'thing')}, listed below" if self._not_held else "nothing: all of it is in the rows"),
        ]  # fmt: skip
        row = 1
        for label, text in said:
            if text:
                self._text(sheet, row, 1, label, "")
                self._text(sheet, row, 2, text, "")
                sheet.cell(row, 1).font = Font(bold=True)
                row += 1
        row += 1
        if self._not_held:
            _heads(sheet, row, {1: "Which", 2: "Outside the layout", 3: "In words"})
            for item in list(self._not_held):
                row += 1
                parts = [item.value[i : i + _MOST_TEXT] for i in range(0, len(item.value), _MOST_TEXT)] or [""]
                for number, part in enumerate(parts):
                    row += number > 0
                    for column, text in enumerate((item.ref, item.what, part), 1):
                        self._text(sheet, row, column, text, item.ref)
        _widths(sheet, (26, 40, 100))


def _is_list(tasks: Sequence[TaskView]) -> bool:
    """Recommendations that are their own action stand in a list, not on a sheet each."""
    return len(tasks) == 1 and tasks[0].task.title is None


def _beside(first: int) -> dict[int, str]:
    return {first + i: name for i, name in enumerate(BESIDE)}


def _heads(sheet: Any, row: int, texts: dict[int, str]) -> None:
    for column, text in texts.items():
        cell = sheet.cell(row, column, text)
        cell.fill, cell.font = _HEAD, Font(color="FFFFFF", bold=True)
        cell.alignment, cell.border = Alignment(wrap_text=True, vertical="center"), Border(_THIN, _THIN, _THIN, _THIN)


def _rag(cell: Any, letter: str) -> None:
    """A colour is never alone: the letter stands in it."""
    cell.value = letter
    cell.fill = PatternFill("solid", fgColor=_FILLS.get(letter, "FFFFFF"))
    cell.alignment = Alignment(horizontal="center", vertical="top")


def _validate(sheet: Any, progress: str, due: str, last: int) -> None:
    words = ",".join(WORDS[p].word.capitalize() for p in Progress if p is not Progress.UNKNOWN)
    choice = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=False)
    sheet.add_data_validation(choice)
    choice.add(f"{progress}3:{progress}{max(3, last + 20)}")


def _widths(sheet: Any, widths: Sequence[float]) -> None:
    for i, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(i)].width = width


def _page(sheet: Any, marking: str) -> None:
    wide = sum(float(d.width or 0) for d in sheet.column_dimensions.values())
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3 if wide > _A4_WIDTH else sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:2"
    if marking:
        sheet.oddHeader.center.text = sheet.oddFooter.center.text = marking.replace("&", "&&")
