"""The chaser sheet of one owner: what is late, what came back, what is due, and how to answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tui_tracker.domain import dates
from tui_tracker.domain.document import Block, Bullets, Cell, Column, Document, Facts, Heading, Para, Table
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.signoff import SIGN_STAGES, Stage
from tui_tracker.domain.views import TaskView, shown_date
from tui_tracker.domain.wording import step_words
from tui_tracker.frozen import dataclass
from tui_tracker.reports import common
from tui_tracker.reports.common import ActionLine, Origin

_SOON_DAYS = 30
_REPLY_DAYS = 14


@dataclass(frozen=True)
class Chaser:
    """The owner's name as it is shown, every standing task of theirs that is not complete or was sent back, and those of others in
    the areas they own.
    """

    owner: str
    tasks: Sequence[TaskView]
    as_at: date
    origin: Origin
    actions: Sequence[ActionLine] = ()
    in_areas: Sequence[TaskView] = ()


def document(sheet: Chaser) -> Document:
    """The sheet as blocks."""
    return Document(f"What is asked of {sheet.owner}", sheet.origin.marking, dates.long(sheet.as_at), _blocks(sheet))


def groups(sheet: Chaser, tasks: Sequence[TaskView]) -> list[tuple[str, list[TaskView]]]:
    """(heading, tasks), each task once: sent back first, then late, then due in 30 days."""
    soon = sheet.as_at + timedelta(days=_SOON_DAYS)
    back, late, due = [], [], []
    for t in tasks:
        if t.row.stage == Stage.SENT_BACK:
            back.append(t)
        elif t.row.overdue_days:
            late.append(t)
        elif t.task.progress != Progress.COMPLETE and t.task.due and t.task.due <= soon:
            due.append(t)
    return [("Sent back", back), ("Past its date", late), (f"Due by {dates.long(soon)}", due)]


def _blocks(sheet: Chaser) -> Iterator[Block]:
    found = groups(sheet, sheet.tasks)
    others = [
        (f"In your areas, with others: {h[:1].lower()}{h[1:]}", tasks) for h, tasks in groups(sheet, sheet.in_areas)
    ]
    yield Facts((("For", sheet.owner), ("As at", dates.long(sheet.as_at))))
    asked = sum(len(tasks) for _, tasks in found)
    beside = sum(len(tasks) for _, tasks in others)
    if not asked and not sheet.actions and not beside:
        yield Para("Nothing is late, sent back or due in the next 30 days, and no action is open. Thank you.")
        return
    if not asked:
        yield Para("No task of your own is late, sent back or due in the next 30 days.")
        yield from _in_areas(others)
        yield from common.actions("Actions that are yours", sheet.actions, owners=False)
        yield Para(common.origin_line(sheet.origin), "Where the figures come from.")
        return
    yield Para(
        f"{asked} task{'s' if asked > 1 else ''} of yours need{'' if asked > 1 else 's'} a word. For each, please answer: is it done; what shows that it is; "
        f"if not, by which date, and why it moved. Please reply by {dates.long(sheet.as_at + timedelta(days=_REPLY_DAYS))}."
    )
    for heading, tasks in found:
        if tasks:
            yield from _group(heading, tasks)
    yield from _in_areas(others)
    yield from common.actions("Actions that are yours", sheet.actions, owners=False)
    yield Para(common.origin_line(sheet.origin), "Where the figures come from.")


def _group(heading: str, tasks: Sequence[TaskView]) -> Iterator[Block]:
    """The tasks of one reason, and what was asked for of each."""
    yield Heading(2, heading)
    rows: list[list[Cell]] = [[t.row.ref, _what(t), common.due(t), common.progress(t), _last(t)] for t in tasks]
    columns = [
        Column("Task", width=1.4), Column("What", width=4), Column("Due", width=2), Column("We have it as"), Column("Last word", width=4),
    ]  # fmt: skip
    yield Table(columns, rows)
    asks = tuple(f"{t.row.ref}: {ask}" for t in tasks if (ask := _asked(t)))
    if asks:
        yield Para("What was asked for:")
        yield Bullets(asks)


def _what(view: TaskView) -> str:
    """The task's title, and under it the steps that are still to do."""
    left = [step_words(i, s) for i, s in enumerate(view.steps, 1) if s.done_on is None]
    return "\n".join([view.task.title or view.area.title, *left])


def _in_areas(others: Sequence[tuple[str, list[TaskView]]]) -> Iterator[Block]:
    """What others owe in the areas of this owner: for them to ask after."""
    columns = [
        Column("Task", width=1.4),
        Column("What", width=4),
        Column("With", width=2),
        Column("Due", width=2),
        Column("We have it as"),
    ]
    for heading, tasks in others:
        if tasks:
            yield Heading(2, heading)
            rows: list[list[Cell]] = [
                [
                    t.row.ref,
                    t.task.title or t.area.title,
                    t.task.assigned_to or "nobody",
                    common.due(t),
                    common.progress(t),
                ]
                for t in tasks
            ]
            yield Table(columns, rows)


def _last(view: TaskView) -> str:
    notes = view.standing_notes()
    dated = [n for n in notes if n.date is not None]
    note = max(dated, key=lambda n: (n.date or date.min, n.position)) if dated else (notes[-1] if notes else None)
    if note is None:
        return "nothing noted yet"
    return f"{shown_date(note.date, note.date_precision, note.date_text) or 'undated'}: {' '.join(note.text.split())[:200]}"


def _asked(view: TaskView) -> str:
    back = [e for e in view.signoffs if e.verdict in ("not_yet", "follow_up") and e.revoked is None]
    if not back:
        return ""
    entry = back[-1]
    return f"{SIGN_STAGES[entry.stage]} of {dates.short(entry.date) if entry.date else 'no date'} said: {entry.comment or 'no comment'}"
