"""Fills in return forms as people do: text files line by line, workbooks cell by cell."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path

import openpyxl

from tui_tracker.packs.model import ASKED

Answers = Mapping[str, Mapping[str, str]]


def fill_text(path: Path, answers: Answers) -> None:
    """Write answers into the boxes of a text form, by reference and field."""
    text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    parts = re.split(r"(?m)^(?=\[\[task\]\])", text)
    made = [parts[0]]
    for part in parts[1:]:
        ref = re.search(r'ref = "(.*)"', part)
        assert ref is not None
        for field, value in answers.get(ref[1], {}).items():
            part, count = re.subn(
                rf"(?ms)^{field} = '''.*?'''", lambda _, f=field, v=value: f"{f} = '''{v}'''", part, count=1
            )
            assert count == 1, field
        made.append(part)
    path.write_bytes("".join(made).replace("\n", "\r\n").encode("utf-8"))


def fill_workbook(path: Path, answers: Answers) -> None:
    """Write answers into the yellow cells of a workbook form."""
    book = openpyxl.load_workbook(path)
    sheet = book["Return form"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "Task")
    columns = {name: cell.column for name in ASKED for cell in head if cell.value == ASKED[name]}
    for row in sheet.iter_rows(min_row=head[0].row + 1):
        for field, value in answers.get(str(row[0].value), {}).items():
            cell = sheet.cell(row[0].row, columns[field])
            assert not cell.protection.locked, field
            cell.value = value
    out = io.BytesIO()
    book.save(out)
    path.write_bytes(out.getvalue())


def fill(path: Path, answers: Answers) -> None:
    (fill_workbook if path.suffix == ".xlsx" else fill_text)(path, answers)
