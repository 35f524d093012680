"""The forms in which a plan leaves as a file for other programs: workbook, CSV, calendar and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.errors import FileError

if TYPE_CHECKING:
    from tui_tracker.reports.rows import Sheets


FORMAT = "tui_tracker plan"


def xlsx(sheets: Sheets) -> bytes:
    from tui_tracker.reports import workbook

    return workbook.write(sheets)


def csv(sheets: Sheets) -> str:
    from tui_tracker.reports import delimited

    return delimited.write(sheets)


def ics(sheets: Sheets) -> bytes:
    from tui_tracker.reports import calendar

    entries = []
    for view in (v for _, tasks in sheets.areas for v in tasks):
        task, title = view.task, f"{view.row.ref} {view.task.title or view.area.title}"
        said = f"{view.plan.name}. {task.assigned_to or 'no owner'}. {WORDS[Progress(task.progress)].word}."
        if task.due is not None and task.progress != Progress.COMPLETE:
            entries.append(calendar.Entry(task.uid, task.due, title, said))
        if task.waiting_on and task.chase_on is not None:
            entries.append(
                calendar.Entry(f"{task.uid}-chase", task.chase_on, f"{view.row.ref} chase {task.waiting_on}", said)
            )
        for promise in view.promises:
            if promise.met_on is None:
                text = f"Promised by {promise.who or 'somebody'}: {promise.text}"
                entries.append(calendar.Entry(promise.uid, promise.due_on, f"{view.row.ref} look again", text))
    name = sheets.origin.service or "Improvement plan"
    return calendar.write(sorted(entries, key=lambda e: (e.day, e.title)), name, sheets.origin.marking, sheets.as_at)


def json_list(rows: Iterable[object], depth: int) -> Iterator[str]:
    """A list as ``json.dumps`` writes it with an indent of one, a row at a time."""
    started = False
    margin = "\n" + " " * (depth + 1)
    for row in rows:
        yield ("," if started else "[") + margin
        yield json.dumps(row, ensure_ascii=False, indent=1, sort_keys=True).replace("\n", margin)
        started = True
    yield "\n" + " " * depth + "]" if started else "[]"


def read_json(path: Path) -> dict[str, Any]:
    """Our own .json, checked to be one. Raises FileError."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, RecursionError) as error:
        raise FileError(f"{path} is not valid JSON: {error}.") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("journal"), list):
        raise FileError(f"{path} is JSON, but no plan exported by tui_tracker.")
    if not isinstance(data.get("records"), dict):
        raise FileError(f"{path} is an export of tui_tracker, but its records are missing.")
    if data.get("version") != 1:
        raise FileError(f"{path} was exported by a newer tui_tracker; install that version to read it.")
    return data
