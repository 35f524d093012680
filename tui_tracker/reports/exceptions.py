"""What is not as it should be: each task once, under the weightiest reason, the rest of a long list by reference."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from tui_tracker.domain import dates
from tui_tracker.domain.document import Block, Bullets, Cell, Column, Heading, Para, Table
from tui_tracker.domain.figures import is_met
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.records import Area
from tui_tracker.domain.refs import natural_key
from tui_tracker.domain.signoff import SIGN_STAGES, Stage
from tui_tracker.domain.steps import left_open, owned_by
from tui_tracker.domain.views import AreaRow, TaskView, target_words
from tui_tracker.frozen import dataclass
from tui_tracker.reports import common
from tui_tracker.reports.area_lines import short

# A task whose date moved so often is an exception whatever else it is.
OFTEN_MOVED = 3
_MOST_SHOWN = 8
# So few more are shown as well: a line that hides two saves nothing.
_FEW = 2
# In the order of their weight: a task stands under the first that is true of it.
GROUPS = {
    "sent_back": "Sent back",
    "override": "Signed against a rule",
    "changed": "Changed since sign-off",
    "promise": "Promises past their day",
    "moved": "Moved three times or more",
    "deadline": "Past the date of {body}",
    "overdue": "Past their date",
    "behind": "Behind target",
    "waiting": "Waiting on somebody else",
}
_COLUMNS = (
    Column("Task", width=1.3), Column("What", width=4), Column("Owner", width=2), Column("Due", width=2), Column("Why it is here", width=2.6),
)  # fmt: skip


@dataclass(frozen=True)
class Reason:
    """One reason why a task is an exception: its group, and the words for this task."""

    group: str
    said: str


def blocks(
    areas: Sequence[AreaRow],
    tasks_of: Callable[[AreaRow], Sequence[TaskView]],
    as_at: date,
    words: Mapping[str, str],
) -> Iterator[Block]:
    """The counts by reason, then each group with its weightiest tasks."""
    found = [(t, r) for a in areas for t in tasks_of(a) if (r := reasons(t, as_at, words))]
    yield Heading(2, "Exceptions")
    if found:
        yield from _counted(found, words)
        yield from _grouped(found, words)
    else:
        yield Para(
            "No task is past its date, behind target, sent back, waiting or moved three times, no promise is past its day, and no rule of sign-off was overridden."
        )
    yield from _of_areas(areas, tasks_of, as_at)


def _counted(found: Sequence[tuple[TaskView, list[Reason]]], words: Mapping[str, str]) -> Iterator[Block]:
    """How many tasks each reason is true of."""
    counts = [(name, sum(any(r.group == name for r in rs) for _, rs in found)) for name in GROUPS]
    said = ", ".join(
        f"{count} {heading(name, words)[:1].lower()}{heading(name, words)[1:]}" for name, count in counts if count
    )
    many = len(found) != 1
    yield Para(
        f"{len(found)} task{'s are' if many else ' is'} not as {'they' if many else 'it'} should be: {said}. "
        "A task can have several reasons; below it stands once, under the weightiest."
    )
    late = [t for t, rs in found if any(r.group == "overdue" for r in rs)]
    said_on_target = sum(t.task.progress == Progress.ON_TARGET for t in late)
    if said_on_target:
        yield Para(
            f"Of the {len(late)} past their date {said_on_target} {'are' if said_on_target != 1 else 'is'} reported as on target: the report and the date cannot both be right."
        )


def _grouped(found: Sequence[tuple[TaskView, list[Reason]]], words: Mapping[str, str]) -> Iterator[Block]:
    for name in GROUPS:
        mine = [(t, rs) for t, rs in found if rs[0].group == name]
        if not mine:
            continue
        mine.sort(key=lambda pair: (-len(pair[1]), -pair[0].row.overdue_days, pair[0].row.ref))
        shown = len(mine) if len(mine) <= _MOST_SHOWN + _FEW else _MOST_SHOWN
        rows: list[list[Cell]] = [_row(t, rs) for t, rs in mine[:shown]]
        yield Table(_COLUMNS, rows, caption=f"{heading(name, words)}: {len(mine)}")
        if mine[shown:]:
            yield Para(f"And {len(mine) - shown} more, by area:", note=True)
            yield Bullets(tuple(_by_area([t for t, _ in mine[shown:]])))


def _by_area(views: Sequence[TaskView]) -> Iterator[str]:
    """The rest of a long list: an area a line, with what it is about and its tasks."""
    held: dict[str, list[TaskView]] = {}
    for view in views:
        held.setdefault(view.task.area, []).append(view)
    for tasks in held.values():
        refs = ", ".join(sorted((t.row.ref for t in tasks), key=natural_key))
        yield f"{short(tasks[0].area.title, 80) or tasks[0].area.ref}: {refs}"


def heading(name: str, words: Mapping[str, str]) -> str:
    """A group's heading in the words of the paper."""
    return GROUPS[name].replace("{body}", words["body"])


def _row(view: TaskView, found: Sequence[Reason]) -> list[Cell]:
    return [
        view.row.ref, short(view.task.title or view.area.title, 120), view.task.assigned_to or view.area.owner or "not stated", common.due(view),
        "; ".join(r.said for r in found),
    ]  # fmt: skip


def reasons(view: TaskView, as_at: date, words: Mapping[str, str]) -> list[Reason]:
    """Why a task is an exception, the weightiest first; empty when it is none."""
    found = [*_of_signing(view, as_at), *_of_dates(view, as_at, words)]
    order = list(GROUPS)
    return sorted(found, key=lambda r: order.index(r.group))


def _of_signing(view: TaskView, as_at: date) -> Iterator[Reason]:
    if view.row.stage == Stage.SENT_BACK:
        yield Reason("sent_back", "sent back")
    for p in view.promises:
        if p.due_on < as_at and not is_met(p, as_at):
            yield Reason("promise", f"promised to be looked at again by {dates.long(p.due_on)}")
    if view.row.changed:
        yield Reason("changed", "changed since sign-off: " + ", ".join(view.row.changed))
    for e in view.signoffs:
        if e.override and e.revoked is None:
            yield Reason("override", f"{SIGN_STAGES[e.stage]} signed against the rule ({e.override})")


def _of_dates(view: TaskView, as_at: date, words: Mapping[str, str]) -> Iterator[Reason]:
    open_ = view.task.progress != Progress.COMPLETE
    if view.row.overdue_days:
        yield Reason("overdue", "past its date")
    if view.task.progress == Progress.BEHIND_TARGET:
        yield Reason("behind", "behind target")
    if open_ and len(view.slips) >= OFTEN_MOVED:
        yield Reason("moved", f"moved {len(view.slips)} times, last because {view.slips[-1].reason}")
    if view.task.waiting_on:
        yield Reason("waiting", f"waiting on {view.task.waiting_on}")
    deadline = view.area.deadline
    if deadline is not None and deadline < as_at and open_:
        yield Reason("deadline", f"past the date of {words['body']}, {dates.long(deadline)}")


def _of_areas(
    areas: Sequence[AreaRow], tasks_of: Callable[[AreaRow], Sequence[TaskView]], as_at: date
) -> Iterator[Block]:
    """Areas that no task answers, areas whose tasks are planned after their own day, and areas closed too early."""
    held = {a.area.plan for a in areas if a.counts.tasks}
    bare = [
        a.area
        for a in areas
        if not (a.counts.tasks or a.recommended.counts.tasks) and a.area.closed_on is None and a.area.plan in held
    ]
    if bare:
        yield Para("Areas for which the plan holds no task:")
        yield Bullets(tuple(_said_of(a, f"target {target_words(a)}" if target_words(a) else "no target") for a in bare))
    planned = [(a.area, after) for a in areas if (after := _planned_after(a.area, tasks_of(a)))]
    if planned:
        yield Para("Areas with open tasks that are planned after the area's own day:")
        yield Bullets(tuple(f"{a.ref}, due {dates.long(day)}: {', '.join(refs)}" for a, (day, refs) in planned))
    yield from _closed_early(areas, tasks_of, as_at)


def _said_of(area: Area, beside: str) -> str:
    return f"{area.ref} {short(area.title, 90)} ({beside})"


def _planned_after(area: Area, tasks: Sequence[TaskView]) -> tuple[date, list[str]] | None:
    """(the day of the area, the open tasks due after it): its target or, sooner, the day from outside; None when there are none."""
    days = [d for d in (area.target, area.deadline) if d is not None]
    if not days:
        return None
    day = min(days)
    refs = [
        t.row.ref for t in tasks if t.task.progress != Progress.COMPLETE and t.task.due is not None and t.task.due > day
    ]
    return (day, refs) if refs else None


def _closed_early(
    areas: Sequence[AreaRow], tasks_of: Callable[[AreaRow], Sequence[TaskView]], as_at: date
) -> Iterator[Block]:
    """Areas that a committee closed while work was open or unsigned: they read as done and are not."""
    owned = owned_by((a.area.part_of, a) for a in areas)

    def left(a: AreaRow) -> str:
        return left_open([t for b in (a, *owned.get(a.area.uid, ())) for t in tasks_of(b)], as_at)

    closed = [(a, a.area.closed_on) for a in areas if a.area.closed_on is not None and a.area.closed_on <= as_at]
    said = tuple(f"{a.area.ref}, closed on {dates.long(day)}: {words}" for a, day in closed if (words := left(a)))
    if said:
        yield Para("Closed by a committee, with work not complete or not signed off:")
        yield Bullets(said)
