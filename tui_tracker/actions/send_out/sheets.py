"""What goes into a file of rows: areas with their tasks, and what of the plan no row has a place for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui_tracker.actions.bring_in.returns import ReturnActions
from tui_tracker.actions.meetings.action_log import ActionLog
from tui_tracker.actions.meetings.meetings import MeetingActions
from tui_tracker.actions.plan.tasks import TaskActions
from tui_tracker.domain import dates, framework, refs
from tui_tracker.domain.rag import scheme_of
from tui_tracker.domain.records import Area, Grade, Proposal, Source, Task
from tui_tracker.domain.text import count_of
from tui_tracker.domain.views import AreaRow, TaskView
from tui_tracker.reports.common import Origin
from tui_tracker.reports.rows import NotHeld, Sheets
from tui_tracker.store.matching import KNOWN

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session

_TasksOf = Callable[[AreaRow], Sequence[TaskView]]


def gather(
    t: Session, tasks_of: Callable[[Session, list[AreaRow]], _TasksOf], origin: Origin, *, whole: bool
) -> Sheets:
    """All that a workbook, a file of rows or a calendar is made from; ``whole`` when it is everything in the file."""
    rows = t.read.area_rows()
    mine = tasks_of(t, rows)
    areas = [(row, list(mine(row))) for row in rows]
    return Sheets(
        areas, t.read.today, origin, plan_kinds={p.uid: p.plan_kind for p in t.read.plans()},
        plans=[*_of_plans(t), *_of_work(t, whole=whole)], also=_also(t, areas), lives=t.read.lives(), withdrawn=_withdrawn(t),
    )  # fmt: skip


def _of_plans(t: Session) -> list[NotHeld]:
    """What is held of whole plans: the colours' meaning, the round before, the inspectorate's grades."""
    plans = {p.uid: p for p in t.read.plans()}
    made = []
    for p in plans.values():
        made += [NotHeld(p.name, "what the colours mean", scheme_of(p.scheme, p.own_scheme).green)] if p.scheme else []
        made += [NotHeld(p.name, "the round before", plans[p.follows].name)] if p.follows in plans else []
    for g in t.read.all(Grade, order=("subject",)):
        before = f"; the time before: {g.before} {g.inspected_before or ''}".rstrip() if g.before else ""
        said = f"{g.grade} {g.inspected or ''}".rstrip() + before
        made.append(NotHeld(plans[g.plan].name, f"grade of {framework.of(plans[g.plan]).words(g.subject)}", said))
    return made


def _of_work(t: Session, *, whole: bool) -> list[NotHeld]:
    """Actions, dates asked for, and of the whole file its meetings and return forms."""
    made = []
    for a in ActionLog(t).all():
        closed = f"{'dropped' if a.dropped else 'done'} {dates.short(a.closed_on)}" if a.closed_on else "open"
        due = f", by {dates.short(a.due_on)}" if a.due_on else ""
        what = f"{a.action_kind} {a.number}, {closed}"
        made.append(NotHeld(ActionLog(t).ref(a) or "plan", what, f"{a.owner}{due}: {a.text}"))
    for p in t.read.all(Proposal, order=("made_on", "id")):
        what = f"date asked for, {p.outcome or 'not answered'}"
        made.append(NotHeld(TaskActions(t).ref(p.task), what, f"{p.by}: {p.due_text}, {p.reason}"))
    if whole:
        for m in MeetingActions(t).all():
            made.append(
                NotHeld(
                    MeetingActions(t).name(m),
                    "meeting",
                    f"{count_of(len(m.agenda), 'item')}; report minute writes its minute",
                )
            )
        made += [
            NotHeld(f.holder, f"return form {f.number}", f"sent {dates.short(f.sent_on)}")
            for f in ReturnActions(t).all()
        ]
    return made


def _also(t: Session, areas: Sequence[tuple[AreaRow, Sequence[TaskView]]]) -> list[NotHeld]:
    """What the files that were read said of these areas and tasks and found no field: priorities, costs, risks, opinions."""
    refs_ = {area.area.uid: area.area.ref for area, _ in areas}
    refs_ |= {view.task.uid: view.row.ref for _, tasks in areas for view in tasks}
    kept = {s.subject: s.also for s in t.read.all(Source) if s.also and s.subject in refs_}
    return [
        NotHeld(ref, f"also in the file: {cell.get('column') or cell['where']}", cell["text"])
        for uid, ref in refs_.items()
        for cell in kept.get(uid, ())
    ]


def _withdrawn(t: Session) -> list[NotHeld]:
    """Work that left the counts, with its reason."""
    areas = {a.uid: a for a in t.read.all(Area, order=("position", "id"))}
    made = [NotHeld(a.ref, "withdrawn area", f"{a.title}: {a.withdrawn}") for a in areas.values() if a.withdrawn]
    for task in t.read.all(Task, withdrawn=KNOWN, order=("position", "id")):
        if task.area in areas:
            ref = refs.task_ref(areas[task.area].ref, task.no)
            made.append(NotHeld(ref, "withdrawn task", f"{task.title or areas[task.area].title}: {task.withdrawn}"))
    return made
