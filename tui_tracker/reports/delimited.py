"""The register as .csv that a spreadsheet opens as text: nothing in it is taken for a formula, and our import restores it."""

from __future__ import annotations

import csv
import io

from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.signoff import VERDICTS
from tui_tracker.domain.views import TaskView
from tui_tracker.patterns import pattern
from tui_tracker.reports import rows
from tui_tracker.reports.rows import Sheets

_FORMULA = pattern(r"^'*[=+\-@\t\r]")
_NUMBER = pattern(r"^[+-]?\d+(?:\.\d+)?$")
COLUMNS = (
    "Plan", "Pillar", "Ref", "Area for improvement", "Area owner", "Task no", "Action", "Assigned to", "Due date", "Due as written", "Status", "RAG",
    "Days past", "Description of work", "Evidence", "Date QA Actioned", "QA Actioned By", "QA verdict", "QA Comment",
    "Date Sampling Actioned", "Sampling Actioned By", "Sampling verdict", "Sampling Comment", "Station", "Kind", "Plan kind", "Part of", "Target", "Target as written", "Handling",
)  # fmt: skip


def write(sheets: Sheets) -> str:
    """One row a task; UTF-8 with a byte-order mark and CRLF, as Excel wants it. An area without tasks has a row of its own."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for area, tasks in sheets.areas:
        target = area.area.target.isoformat() if area.area.target else ""
        ending = [
            area.area.area_kind,
            sheets.plan_kinds.get(area.area.plan, ""),
            sheets.concerns.get(area.area.uid, ""),
            target,
            area.area.target_text or "",
            sheets.origin.marking,
        ]
        front = [area.plan, area.pillar, area.area.ref, area.area.title, area.area.owner or ""]
        rows_of = [_row(view) for view in tasks] or [[""] * (len(COLUMNS) - len(front) - len(ending))]
        for middle in rows_of:
            writer.writerow([safe(c) for c in [*front, *middle, *ending]])
    return "\ufeff" + out.getvalue()


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula; plain numbers stay as they are."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text


def _row(view: TaskView) -> list[str]:
    """A task's cells between those of its area."""
    task = view.task
    named = WORDS[Progress(task.progress)].word.capitalize() if task.progress != Progress.UNKNOWN else ""
    return [
        task.no, task.title or "", task.assigned_to or "", task.due.isoformat() if task.due else "", task.due_text or "", named, view.colour.letter,
        str(view.row.overdue_days or ""), task.work or "", rows.evidence(view), *_signed(view, "qa"), *_signed(view, "sampling"), task.station or "",
    ]  # fmt: skip


def _signed(view: TaskView, stage: str) -> list[str]:
    entry = rows.last_entry(view, stage)
    if entry is None:
        return ["", "", "", ""]
    day = entry.date.isoformat() if entry.date else entry.date_text or ""
    return [day, entry.by or entry.by_text or "", VERDICTS[entry.verdict] if entry.verdict else "", entry.comment or ""]
