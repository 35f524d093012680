"""Reading a workbook form as it comes back: its heading row by its words, columns by their headings, tasks by their references.

What a person wrote that is no answer (a comment, words beside the form or over what it said, another sheet, a picture) is kept
as an :class:`Extra`. Where nothing tells the columns any more it is said, and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from tui_tracker.domain import date_grammar
from tui_tracker.domain.text import clean, first_line, fold
from tui_tracker.errors import FileError
from tui_tracker.packs import cells
from tui_tracker.packs.cells import FormBook, FormCell, FormSheet
from tui_tracker.packs.model import ASKED, DAYS, FILLED_IN_BY, FORMAT, LONG, NOT_TYPED, Answer, Extra, Returned, Told
from tui_tracker.packs.workbook_form import HIDDEN, PROPERTY, SHEET, TOLD, is_of_the_form

_LABELS = {fold(label): label for label, _ in TOLD}
_ASKS = {fold(asks): name for name, asks in ASKED.items()}
_TASK = TOLD[0][0]


def read(data: bytes, name: str) -> Returned:
    """The form in a workbook: known by its property or its hidden sheet. Raises FileError."""
    book = cells.load(data, name)
    told = _hidden(book)
    found = book.properties.get(PROPERTY) or told.get("form")
    if not found:
        raise FileError(
            f"{name} is no return form of this program, or its hidden sheet is gone: was it copied into another workbook?"
        )
    if told.get("format", str(FORMAT)) != str(FORMAT):
        raise FileError(
            f"{name} is a return form of another version (format {first_line(told['format'], 20)}; this program reads {FORMAT})."
        )
    sheet, head = _headed(book, name)
    return _Reader(book, sheet, head, name).returned(found, told.get("for", ""))


def _hidden(book: FormBook) -> dict[str, str]:
    sheet = book.sheet(HIDDEN)
    if sheet is None:
        return {}
    rows = (row for _, row in sheet.rows() if 1 in row and 2 in row)
    return {clean(str(r[1].value), multiline=False): clean(str(r[2].value), multiline=False) for r in rows}


def _headed(book: FormBook, name: str) -> tuple[FormSheet, int]:
    """The sheet of the form and its heading row: the row with most of the form's own headings."""
    best: tuple[int, FormSheet, int] | None = None
    for sheet in sorted((s for s in book.sheets if s.name != HIDDEN), key=lambda s: s.name != SHEET):
        for number, row in sheet.rows():
            known = sum(fold(str(c.value)) in _LABELS or fold(str(c.value)) in _ASKS for c in row.values())
            if known >= 3 and (best is None or known > best[0]):
                best = (known, sheet, number)
    if best is None:
        raise FileError(
            f"{name} has lost its heading row (“{_TASK}”, “{ASKED['progress']}” …), so its columns cannot be told; ask for the form again. Nothing was merged."
        )
    return best[1], best[2]


class _Reader:
    def __init__(self, book: FormBook, sheet: FormSheet, head: int, name: str) -> None:
        self._book, self._sheet, self._head, self._name = book, sheet, head, name
        rows = dict(sheet.rows())
        self._asked: dict[int, str] = {}
        self._labels: dict[int, str] = {}
        for column, cell in rows[head].items():
            words = fold(str(cell.value))
            if words in _ASKS and _ASKS[words] not in self._asked.values():
                self._asked[column] = _ASKS[words]
            elif words in _LABELS and _LABELS[words] not in self._labels.values():
                self._labels[column] = _LABELS[words]
        self._ref = next((c for c, label in self._labels.items() if label == _TASK), None)
        if self._ref is None or not self._asked:
            missing = _TASK if self._ref is None else ASKED["progress"]
            raise FileError(
                f"{name}: its columns have moved, and the heading “{missing}” is gone, so no answer can be told; ask for the form again. Nothing was merged."
            )
        self._rows = rows
        self._extras: list[Extra] = []
        self._told: list[Told] = []
        self._by = ""

    def returned(self, form: str, holder: str) -> Returned:
        answers: list[Answer] = []
        refs = [ref for ref, _, _ in self._tasks()]
        for number, row in self._rows.items():
            if number == self._head:
                self._beside(row, "", known={*self._asked, *self._labels})
            elif not self._filled_in_by(row) and (ref := self._ref_of(row)) and self._is_task(number, row):
                answers.append(self._answer(ref, row))
            else:
                self._other_row(number, row)
        self._under_merged(refs)
        self._elsewhere()
        return Returned(form, holder, tuple(answers), (), self._by, tuple(self._extras), tuple(self._told))

    def _tasks(self) -> Iterator[tuple[str, int, Mapping[int, FormCell]]]:
        for number, row in self._rows.items():
            if (ref := self._ref_of(row)) and self._is_task(number, row):
                yield ref, number, row

    def _ref_of(self, row: Mapping[int, FormCell]) -> str:
        assert self._ref is not None
        return clean(str(row[self._ref].value), multiline=False).strip() if self._ref in row else ""

    @staticmethod
    def _filled_in_by(row: Mapping[int, FormCell]) -> bool:
        first = row[min(row)].value
        return first is not None and fold(str(first)).startswith(fold(FILLED_IN_BY))

    def _is_task(self, number: int, row: Mapping[int, FormCell]) -> bool:
        """Whether a row is a task's: it has a reference, and under the heading or with words where the form tells or asks."""
        ref = self._ref_of(row)
        if number == self._head or len(ref) > 40 or not re.search(r"\d", ref):
            return False
        return any(c in row for c in (*self._asked, *self._labels) if c != self._ref)

    def _answer(self, ref: str, row: Mapping[int, FormCell]) -> Answer:
        values: dict[str, str] = {}
        where: dict[str, str] = {}
        for column, cell in row.items():
            if column in self._asked and cell.value is not None:
                name = self._asked[column]
                if cell.struck:
                    self._extra(cell, f"struck out: {cell.value}", ref)
                    continue
                values[name], where[name] = self._words(cell, name), f"cell {cell.where}"
                if cell.link and cell.link not in values[name]:
                    self._extra(cell, f"a link behind “{first_line(str(cell.value), 40)}”: {cell.link}", ref)
            elif column in self._labels and column != self._ref and cell.value is not None:
                self._told.append(Told(ref, self._labels[column], clean(str(cell.value)), f"cell {cell.where}"))
            if cell.comment:
                self._extra(cell, f"a comment: {cell.comment}", ref)
        self._beside(row, ref, known={*self._asked, *self._labels}, comments=False)
        return Answer(ref, values, where)

    def _beside(self, row: Mapping[int, FormCell], ref: str, *, known: set[int], comments: bool = True) -> None:
        for column, cell in row.items():
            if column not in known and cell.value is not None:
                self._extra(cell, str(cell.value), ref)
            if comments and cell.comment:
                self._extra(cell, f"a comment: {cell.comment}", ref)

    def _other_row(self, number: int, row: Mapping[int, FormCell]) -> None:
        """A row that is no task's: what went out on top, who filled it in, or something written besides."""
        if self._filled_in_by(row):
            texts = [str(cell.value) for _, cell in sorted(row.items()) if cell.value is not None]
            said = " ".join([texts[0].partition(":")[2], *texts[1:]])
            self._by = first_line(clean(said, multiline=False).strip(), 200)
            return
        for _, cell in sorted(row.items()):
            if cell.value is not None and not is_of_the_form(str(cell.value)):
                self._extra(cell, str(cell.value), "")
            if cell.comment:
                self._extra(cell, f"a comment: {cell.comment}", "")

    def _under_merged(self, refs: list[str]) -> None:
        """An answer merged over the rows of several tasks is the first one's; what it may say of the others is asked."""
        at = {number: ref for ref, number, _ in self._tasks()}
        for number, row in self._rows.items():
            for column, cell in row.items():
                if column in self._asked and cell.covers > 1 and cell.value is not None and number in at:
                    for below in range(number + 1, number + cell.covers):
                        if below in at:
                            self._extra(cell, f"{cell.value}", at[below])

    def _elsewhere(self) -> None:
        for sheet in self._book.sheets:
            if sheet is self._sheet or sheet.name == HIDDEN:
                continue
            is_copy = sum(fold(str(c.value)) in _ASKS for c in sheet.cells.values()) >= 3
            for number, row in sheet.rows():
                for column, cell in row.items():
                    mine = self._sheet.cells.get((number, column))
                    if is_copy and mine is not None and mine.value == cell.value:
                        continue  # the form's sheet once more: only what differs was written on it
                    text = " ".join(t for t in (str(cell.value) if cell.value is not None else "", cell.comment) if t)
                    self._extras.append(Extra(f"sheet {sheet.name}, cell {cell.where}", clean(text), ""))
        self._extras += [Extra("the file", f"a picture: {name}", "") for name in self._book.pictures]
        self._extras += [Extra("a text box", clean(words), "") for words in self._book.boxes]

    def _extra(self, cell: FormCell, text: str, ref: str) -> None:
        if text.strip():
            self._extras.append(Extra(f"cell {cell.where}", clean(text.strip()), ref))

    def _words(self, cell: FormCell, name: str) -> str:
        value = cell.value
        if cell.kind == "f":
            return f"{NOT_TYPED}a formula, {value}; type the words"
        if cell.kind == "e":
            return f"{NOT_TYPED}an error of the spreadsheet, {value}; type the words"
        if isinstance(value, datetime | date):
            made = date_grammar.from_excel(value, cell.number_format)
            return f"{made.due:%B %Y}" if made.precision == "month" else made.due.isoformat()
        if isinstance(value, bool):
            return "yes" if value else "no"
        if name in DAYS and isinstance(value, int | float) and (found := date_grammar.from_serial(value)) is not None:
            return found.due.isoformat()  # a date whose format an editor has lost
        if isinstance(value, float) and value == int(value):
            value = int(value)
        return clean(str(value), multiline=name in LONG)
