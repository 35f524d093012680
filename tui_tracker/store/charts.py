"""What charts are drawn from: how the plan stood at the end of each day of its journal, and what is due in each month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from tui_tracker.domain import views
from tui_tracker.domain.changes import Change, Edit
from tui_tracker.store import journal
from tui_tracker.store.search import OVERDUE

if TYPE_CHECKING:
    from tui_tracker.store.readable import Readable


class _Standing:
    """Tasks as the journal leaves them, entry by entry: only what the counts rest on."""

    def __init__(self, plan: str | None) -> None:
        self._plan = plan
        self._tasks: dict[str, dict[str, object]] = {}
        self._areas: dict[str, dict[str, object]] = {}

    def take(self, change: Change) -> None:
        for edit in change.edits:
            if edit.kind in ("task", "area"):
                self._edit(edit, self._tasks if edit.kind == "task" else self._areas)

    @staticmethod
    def _edit(edit: Edit, held: dict[str, dict[str, object]]) -> None:
        if edit.field is None:
            if edit.removes:
                held.pop(edit.uid, None)
            else:
                names = ("area", "progress", "due", "withdrawn", "plan")
                held[edit.uid] = {n: edit.after[n] for n in names if n in edit.after}
        elif edit.uid in held and edit.field in held[edit.uid]:
            held[edit.uid][edit.field] = edit.after

    def point(self, day: str) -> views.Point:
        """The counts of standing tasks; ``due`` are those whose date has come by then."""
        tasks = complete = due = 0
        for task in self._tasks.values():
            area = self._areas.get(str(task["area"]))
            if area is None or area["withdrawn"] is not None or task["withdrawn"] is not None:
                continue
            if self._plan not in (None, area["plan"]):
                continue
            tasks += 1
            complete += task["progress"] == "complete"
            due += task["due"] is not None and str(task["due"]) <= day
        return views.Point(date.fromisoformat(day), tasks, complete, due)


def burn_up(db: Readable, plan: str | None, until: date) -> Iterator[views.Point]:
    """How many tasks stood, were complete and were due by then, at the end of each day on which anything changed, and today."""
    standing, day = _Standing(plan), ""
    for _, change in journal.all_changes(db):
        if day and change.local_day > day:
            yield standing.point(day)
        day = max(day, change.local_day)
        standing.take(change)
    if day:
        yield standing.point(day)
        if until.isoformat() > day:
            yield standing.point(until.isoformat())


def due_months(db: Readable, plan: str | None, today: date) -> list[views.DueMonth]:
    """By month, how many standing tasks are due, complete, and past their date; tasks without a date last."""
    sql = f"""SELECT coalesce(substr(t.due, 1, 7), '') AS month, count(*), sum(t.progress = 'complete'), sum(coalesce({OVERDUE}, 0))
      FROM task t JOIN area a ON a.uid = t.area WHERE t.withdrawn IS NULL AND a.withdrawn IS NULL AND (:plan IS NULL OR a.plan = :plan)
      GROUP BY month ORDER BY month = '', month"""
    rows = db.connection().execute(sql, {"plan": plan, "today": today.isoformat()}).fetchall()
    return [views.DueMonth(month, int(n), int(complete), int(late)) for month, n, complete, late in rows]
