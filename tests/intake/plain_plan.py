"""One small plan, written in many shapes: whatever the shape, it is read as the same plan."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl

from tui_tracker.intake.proposal import Proposal
from tui_tracker.intake.read import read

HEAD = ["Ref", "Area for improvement", "No", "Action", "Owner", "Due date", "Status", "Progress update"]
AREAS = {
    "AFI-01": "The service should keep its risk records up to date",
    "AFI-02": "The service should deal with concerns about conduct sooner",
    "AFI-03": "The service should judge what its visits achieve",
}
ROWS = [
    ["AFI-01", AREAS["AFI-01"], "1.1", "Agree a cycle of review", "GM Risk", "31/03/2027", "On target", "The board agreed the cycle."],
    ["AFI-01", AREAS["AFI-01"], "1.2", "Train the station clerks", "SM Training", "30/04/2027", "Complete", "All clerks were trained."],
    ["AFI-02", AREAS["AFI-02"], "2.1", "Publish a plain guide", "HR Manager", "15/06/2027", "Not started", "Waiting for the policy."],
    ["AFI-02", AREAS["AFI-02"], "2.2", "Name an independent contact", "HR Manager", "30/09/2027", "Behind target", "Nobody has been found."],
    ["AFI-03", AREAS["AFI-03"], "3.1", "Set measures for home visits", "GM Prevention", "29/01/2027", "Complete", "Measures are in use."],
    ["AFI-03", AREAS["AFI-03"], "3.2", "Report the first year", "GM Prevention", "31/03/2028", "On target", "Data is collected."],
]  # fmt: skip


def found(proposal: Proposal) -> list[list[str | None]]:
    """What was read, as rows like :data:`ROWS`."""
    return [
        [a.ref, a.title, t.no, t.title, t.assigned_to, t.due.day.strftime("%d/%m/%Y") if t.due and t.due.day else None, t.status, t.evidence]
        for a in proposal.areas
        for t in a.tasks
    ]  # fmt: skip


def wanted() -> list[list[str]]:
    """:data:`ROWS` with the words of progress as they are kept."""
    words = {
        "On target": "on_target",
        "Complete": "complete",
        "Not started": "not_started",
        "Behind target": "behind_target",
    }
    return [[*row[:6], words[row[6]], row[7]] for row in ROWS]


def is_read(path: Path) -> Proposal:
    """Assert that a file is read as the plan, and give what was read."""
    proposal = read(path)
    assert found(proposal) == wanted()
    return proposal


def with_dates(row: list[str]) -> list[Any]:
    """A row with its date as a real one and its number as a number."""
    return [*row[:5], datetime.strptime(row[5], "%d/%m/%Y"), *row[6:]]  # noqa: DTZ007  # a spreadsheet's days have no zone


def workbook(folder: Path, rows: list[list[Any]] | None = None) -> tuple[Path, openpyxl.Workbook]:
    """The plan as a workbook that is not saved yet."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in [HEAD, *(ROWS if rows is None else rows)]:
        book.active.append(row)
    return folder / "plan.xlsx", book


def document(folder: Path, rows: list[list[str]] | None = None) -> tuple[Path, Any]:
    """The plan as a Word table that is not saved yet."""
    made = docx.Document()
    table = made.add_table(0, len(HEAD))
    for row in [HEAD, *(ROWS if rows is None else rows)]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return folder / "plan.docx", made


def rewritten(path: Path, *changes: tuple[str, str], part: str = "", rename: dict[str, str] | None = None) -> Path:
    """Replace texts in one part of an archive (all where ``part`` is blank), and rename parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if part in ("", name) and name.endswith((".xml", ".rels")):
                for before, after in changes:
                    data = data.replace(before.encode(), after.encode())
            new.writestr((rename or {}).get(name, name), data)
    path.write_bytes(out.getvalue())
    return path
