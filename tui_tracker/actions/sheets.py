"""What goes into a file of rows: areas with their tasks, and what of the plan no row has a place for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui_tracker.domain import refs
from tui_tracker.domain.inspection import subject_words
from tui_tracker.domain.rag import scheme_of
from tui_tracker.domain.views import AreaRow, TaskView
from tui_tracker.reports.common import Origin
from tui_tracker.reports.rows import NotHeld, Sheets

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Tracker

_TasksOf = Callable[[AreaRow], Sequence[TaskView]]


def gather(
    t: Tracker, plan: str | None, tasks_of: Callable[[Tracker, list[AreaRow]], _TasksOf], origin: Origin
) -> Sheets:
    """All that a workbook, a file of rows or a calendar is made from."""
    rows = t.read.area_rows(plan)
    mine = tasks_of(t, rows)
    return Sheets(
        [(row, list(mine(row))) for row in rows], t.read.today, origin, plan_kinds={p.uid: p.plan_kind for p in t.read.plans()},
        plans=_of_plans(t, plan), lives=t.read.lives(), withdrawn=_withdrawn(t, plan),
    )  # fmt: skip


def _of_plans(t: Tracker, plan: str | None) -> list[NotHeld]:
    """What is held of whole plans: the colours' meaning, the round before, the inspectorate's grades."""
    plans = {p.uid: p for p in t.read.plans()}
    made = []
    for p in plans.values():
        if plan in (None, p.uid):
            made += [NotHeld(p.name, "what the colours mean", scheme_of(p.scheme).green)] if p.scheme else []
            made += [NotHeld(p.name, "the round before", plans[p.follows].name)] if p.follows in plans else []
    for g in t.read.records("grade", "ORDER BY subject"):
        if plan in (None, g.plan):
            before = f"; the time before: {g.before} {g.inspected_before or ''}".rstrip() if g.before else ""
            made.append(
                NotHeld(
                    plans[g.plan].name,
                    f"grade of {subject_words(g.subject)}",
                    f"{g.grade} {g.inspected or ''}".rstrip() + before,
                )
            )
    return made


def _withdrawn(t: Tracker, plan: str | None) -> list[NotHeld]:
    """Work that left the counts, with its reason."""
    areas = {a.uid: a for a in t.read.records("area", "ORDER BY position, id") if plan in (None, a.plan)}
    made = [NotHeld(a.ref, "withdrawn area", f"{a.title}: {a.withdrawn}") for a in areas.values() if a.withdrawn]
    for task in t.read.records("task", "WHERE withdrawn IS NOT NULL ORDER BY position, id"):
        if task.area in areas:
            ref = refs.task_ref(areas[task.area].ref, task.no)
            made.append(NotHeld(ref, "withdrawn task", f"{task.title or areas[task.area].title}: {task.withdrawn}"))
    return made
