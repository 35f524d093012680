"""A return form file as something to be filled in: what it asks, what stands in it, and answers put back into the same file."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tui_tracker.errors import FileError
from tui_tracker.frozen import dataclass
from tui_tracker.packs import decoding, text_form, text_read, workbook_form, workbook_read
from tui_tracker.packs.model import ASKED


@dataclass(frozen=True)
class Asked:
    """One task of an open form: what it says of it, which answers it asks for, and what stands in them."""

    ref: str
    told: tuple[tuple[str, str], ...]
    fields: tuple[str, ...]
    values: Mapping[str, str]


@dataclass(frozen=True)
class OpenForm:
    """A form file: whom it is for and what it asks. ``workbook`` says which of the two kinds it is."""

    holder: str
    asked: tuple[Asked, ...]
    workbook: bool


def load(data: bytes, name: str) -> OpenForm:
    """A form file to be filled in. Raises FileError when it is none."""
    return _from_workbook(data, name) if data[:2] == b"PK" else _from_text(data, name)


def put(data: bytes, name: str, form: OpenForm, ref: str, values: Mapping[str, str]) -> bytes:
    """The file with one task's answers put in."""
    return _into_workbook(data, name, ref, values) if form.workbook else _into_text(data, ref, values)


def with_answers(form: OpenForm, ref: str, values: Mapping[str, str]) -> OpenForm:
    """The form as it stands after :func:`put`."""
    return replace(
        form, asked=tuple(replace(a, values={**a.values, **values}) if a.ref == ref else a for a in form.asked)
    )


# -- text


def _from_text(data: bytes, name: str) -> OpenForm:
    returned = text_read.read(data, name)
    parts = _parts(data)[1:]
    asked = []
    for answer, part in zip(returned.answers, parts, strict=True):
        unwrapped = re.sub(r"\n#\s{2,}(?=\S)", " ", part)
        told = tuple(found for line in unwrapped.split("\n") if (found := text_form.told_in(line)) is not None)
        fields = tuple(f for f in ASKED if re.search(rf"(?m)^{f}\s*=", part))
        asked.append(Asked(answer.ref, told, fields, {k: v.strip() for k, v in answer.values.items()}))
    return OpenForm(returned.holder, tuple(asked), workbook=False)


def _parts(data: bytes) -> list[str]:
    text = decoding.plain(data)[0]
    if "'''" not in text:  # an editor made the marks of the boxes curly
        text = re.sub(r"(?m)^([ \t]*[a-z_]+[ \t]*=[ \t]*)[‘’´`]{3}", r"\1'''", text)
        text = re.sub(r"(?m)[‘’´`]{3}[ \t]*$", "'''", text)
        text = re.sub(r"(?m)^([ \t]*(?:form|for|ref)[ \t]*=[ \t]*)[“”„](.*?)[“”„][ \t]*$", r'\1"\2"', text)
    return re.split(r"(?m)^(?=\[\[task\]\])", text)


def _into_text(data: bytes, ref: str, values: Mapping[str, str]) -> bytes:
    made = []
    for part in _parts(data):
        if re.search(rf'(?m)^ref = "{re.escape(ref)}"', part):
            for field, value in values.items():
                safe = value.replace("'''", "''’")
                box = f"'''\n{safe}\n'''" if "\n" in safe or field in ("note", "problem") else f"'''{safe or '   '}'''"
                part = re.sub(rf"(?ms)^{field} = '''.*?'''", lambda _, f=field, b=box: f"{f} = {b}", part, count=1)  # type: ignore[misc]  # defaults bind the loop's values
        made.append(part)
    return "".join(made).replace("\n", "\r\n").encode("utf-8")


# -- workbook


def _from_workbook(data: bytes, name: str) -> OpenForm:

    returned = workbook_read.read(data, name)
    sheet = _form_sheet(_workbook(data))
    answers = {a.ref: a.values for a in returned.answers}
    asked = []
    for row, columns in _rows(sheet, name):
        told = tuple(
            (label, str(cell.value or "")) for (label, _), cell in zip(workbook_form.TOLD[1:], row[1:], strict=False)
        )
        open_ = tuple(f for f, column in columns.items() if not row[column - 1].protection.locked)
        fields = open_ or _asked_by_words(told, columns)  # a program on the way dropped the protection
        asked.append(Asked(str(row[0].value), told, fields, answers.get(str(row[0].value), {})))
    return OpenForm(returned.holder, tuple(asked), workbook=True)


def _workbook(data: bytes) -> Any:
    """The workbook; what openpyxl warns of is no matter for the one who fills it in."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data))


def _form_sheet(book: Any) -> Any:
    """The sheet of the form, whatever it is called now."""
    head = workbook_form.TOLD[0][0]
    named = [s for s in book.worksheets if any(row[0].value == head for row in s.iter_rows())]
    return next((s for s in named if s.title == workbook_form.SHEET), named[0] if named else book.worksheets[0])


def _asked_by_words(told: tuple[tuple[str, str], ...], columns: Mapping[str, int]) -> tuple[str, ...]:
    """What a form asks of a task by what it says of it: a station's own line where it says so, else where the task stands."""
    have = dict(told).get(workbook_form.TOLD[3][0], "")
    gone = "progress" if "your station:" in have else "done"
    return tuple(f for f in columns if f != gone)


def _rows(sheet, name: str):  # type: ignore[no-untyped-def]  # openpyxl's rows
    """The rows of tasks, each with the column of every answer."""
    head = next((row for row in sheet.iter_rows() if row[0].value == workbook_form.TOLD[0][0]), None)
    if head is None:
        raise FileError(f"{name} has lost its headings; ask for the form again.")
    columns = {f: cell.column for f, asks in ASKED.items() for cell in head if cell.value == asks}
    for row in sheet.iter_rows(min_row=head[0].row + 1):
        if row[0].value is not None:
            yield row, columns


def _into_workbook(data: bytes, name: str, ref: str, values: Mapping[str, str]) -> bytes:

    book = _workbook(data)
    for row, columns in _rows(_form_sheet(book), name):
        if str(row[0].value) == ref:
            for field, value in values.items():
                cell = row[columns[field] - 1]
                cell.value = value or None
                if value:
                    cell.data_type = "s"  # text is never taken for a formula
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
