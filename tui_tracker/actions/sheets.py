"""What goes into a file of rows: areas with their tasks, and what of the plan no row has a place for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui_tracker.domain import dates, refs
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
        plans=[*_of_plans(t, plan), *_of_work(t, plan)], lives=t.read.lives(), withdrawn=_withdrawn(t, plan),
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


def _of_work(t: Tracker, plan: str | None) -> list[NotHeld]:
    """Actions, dates asked for, meetings and return forms: of one plan, those about its tasks and areas."""
    made = []
    for a in t.action_log.all():
        area = t.tasks.get(a.task)[1] if a.task else t.areas.get(a.area) if a.area else None
        if plan is None or (area is not None and area.plan == plan):
            closed = f"{'dropped' if a.dropped else 'done'} {dates.short(a.closed_on)}" if a.closed_on else "open"
            due = f", by {dates.short(a.due_on)}" if a.due_on else ""
            made.append(
                NotHeld(
                    t.action_log.ref(a) or "plan", f"{a.action_kind} {a.number}, {closed}", f"{a.owner}{due}: {a.text}"
                )
            )
    for p in t.read.records("proposal", "ORDER BY made_on, id"):
        task, of = t.tasks.get(p.task)
        if plan in (None, of.plan):
            ref = refs.task_ref(of.ref, task.no)
            made.append(
                NotHeld(ref, f"date asked for, {p.outcome or 'not answered'}", f"{p.by}: {p.due_text}, {p.reason}")
            )
    if plan is None:
        for m in t.meetings.all():
            made.append(
                NotHeld(t.meetings.name(m), "meeting", f"{len(m.agenda)} items; report minute writes its minute")
            )
        made += [
            NotHeld(f.holder, f"return form {f.number}", f"sent {dates.short(f.sent_on)}") for f in t.returns.all()
        ]
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
