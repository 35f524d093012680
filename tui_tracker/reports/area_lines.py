"""A plan as one row an area, and as one row an action: what a member reads instead of the register."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tui_tracker.domain import dates
from tui_tracker.domain.document import Block, Bullets, Cell, Column, Heading, Para, Table
from tui_tracker.domain.figures import Counts
from tui_tracker.domain.inspection import next_check
from tui_tracker.domain.views import AreaRow, Life, PlanView, TaskView, deadline_words, target_words
from tui_tracker.reports import common
from tui_tracker.reports.life import NO_LIFE

_TITLE, _SAID = 150, 170
_NOTHING = "–"
_COLUMNS = (
    Column("Ref", width=0.8), Column("What", width=4.4), Column("Owner", width=2), Column("Target", width=1), Column("RAG", width=0.5),
    Column("Tasks", True, True, 0.5), Column("Complete", True, True, 0.5), Column("Past date", True, True, 0.5),
)  # fmt: skip
_STANDING = Column("Where it stands", width=3.5)


def blocks(
    plans: Sequence[PlanView],
    areas: Sequence[AreaRow],
    tasks_of: Callable[[AreaRow], Sequence[TaskView]],
    as_at: date,
    words: Mapping[str, str],
    lives: Mapping[str, Life],
) -> Iterator[Block]:
    """A table a plan, a row an area, adding up to the plan's own counts."""
    yield Heading(2, f"The plan, one row for each {words['area']}")
    yield Para(
        "The colour is worked out from the tasks by the key at the end; green says what the key says and no more."
    )
    for plan in plans:
        mine = [row for row in areas if row.area.plan == plan.plan.uid]
        if mine:
            yield _table(plan, mine, tasks_of, as_at, lives)


def _table(
    plan: PlanView, mine: Sequence[AreaRow], tasks_of: Callable[[AreaRow], Sequence[TaskView]], as_at: date,
    lives: Mapping[str, Life],
) -> Table:  # fmt: skip
    """The areas of a plan. Where nothing is said of any, the column that would say it gives its room to the titles."""
    rows = [_row(row, tasks_of(row), standing_words(row, as_at, lives.get(row.area.uid, NO_LIFE))) for row in mine]
    columns, total = [*_COLUMNS, _STANDING], _total(plan.counts)
    if all(row[-1] == _NOTHING for row in rows):
        rows, columns, total = [row[:-1] for row in rows], columns[:-1], total[:-1]
    return Table(columns, rows, total, f"{plan.plan.name}, as at {dates.long(as_at)}")


def _total(counts: Counts) -> list[Cell]:
    return ["Total", "", "", "", "", counts.tasks, counts.complete, counts.overdue, ""]


def _row(row: AreaRow, tasks: Sequence[TaskView], stands: str) -> list[Cell]:
    area, counts = row.area, row.counts
    return [
        area.ref, short(area.title, _TITLE), area.owner or _owners(tasks) or "not stated", target_words(area) or deadline_words(area) or "not stated",
        row.colour.letter, counts.tasks, counts.complete, counts.overdue, stands,
    ]  # fmt: skip


def _owners(tasks: Sequence[TaskView]) -> str:
    """Those who hold an area's tasks, where nobody owns the area itself."""
    found = list(dict.fromkeys(t.task.assigned_to for t in tasks if t.task.assigned_to))
    return ", ".join(found[:2]) + (f" and {len(found) - 2} more" if len(found) > 2 else "")


def standing_words(row: AreaRow, as_at: date, life: Life = NO_LIFE) -> str:
    """What is said of an area, for a cell that is never blank."""
    return said_words(row, as_at, life) or _NOTHING


def _sentence(text: str) -> str:
    """Words that others follow: they end as a sentence does."""
    return text if not text or text.rstrip()[-1] in ".!?…:;" else f"{text.rstrip()}."


def said_words(row: AreaRow, as_at: date, life: Life) -> str:
    """An area's headline and summary, its recommendations, where it is closed or business as usual, and its next check."""
    area = row.area
    said = [_sentence(short(text or "", _SAID)) for text in (area.headline, area.summary)]
    if row.recommended.refs:
        said.append(f"Its recommendations {row.recommended.words()}.")
    if area.opened_in:
        said.append(f"Opened in {area.opened_in}.")
    if area.closed_on is not None and area.closed_on <= as_at:
        said.append(f"Closed on {dates.long(area.closed_on)}.")
    if area.usual:
        said.append(f"Business as usual with {area.usual}.")
    if area.embedded_on is not None:
        ahead = area.embedded_on > as_at
        said.append(f"{'Next check' if ahead else 'Last checked'} on {dates.long(area.embedded_on)}.")
    coming = next_check(life.milestones)
    if coming is not None and coming.due_on is not None:
        due = "was due" if coming.due_on < as_at else "is due"
        said.append(f"The next check {due} on {dates.long(coming.due_on)}.")
    return " ".join(s for s in said if s)


_ACTION_COLUMNS = (
    Column("Ref", width=1), Column("Of the plan", width=3), Column("Action", width=3), Column("Owner", width=2), Column("Due", width=1.5),
    Column("RAG", width=0.8), Column("Progress", width=1.2),
)  # fmt: skip


def actions(
    plans: Sequence[PlanView],
    areas: Sequence[AreaRow],
    tasks_of: Callable[[AreaRow], Sequence[TaskView]],
    as_at: date,
    words: Mapping[str, str],
    lives: Mapping[str, Life],
) -> Iterator[Block]:
    """A table a plan, every action with its own colour, as a monthly update shows them; then what is said of each area."""
    yield Heading(2, "Each action")
    yield Para("The colour of an action is worked out by the key at the end.")
    first = replace(_ACTION_COLUMNS[1], name=words["area"].capitalize())
    for plan in plans:
        mine = [row for row in areas if row.area.plan == plan.plan.uid]
        rows = [line for row in mine for line in _action_rows(row, tasks_of(row))]
        if rows:
            caption = f"{plan.plan.name}, as at {dates.long(as_at)}"
            yield Table([_ACTION_COLUMNS[0], first, *_ACTION_COLUMNS[2:]], rows, caption=caption)
    said = [(row.area.ref, standing_words(row, as_at, lives.get(row.area.uid, NO_LIFE))) for row in areas]
    if told := tuple(f"{ref}: {words}" for ref, words in said if words != _NOTHING):
        yield Bullets(told)


def _action_rows(row: AreaRow, tasks: Sequence[TaskView]) -> Iterator[list[Cell]]:
    title = short(row.area.title, _TITLE)
    for i, view in enumerate(tasks):
        what = short(view.task.title or "", _TITLE) or "as recommended"
        owner = view.task.assigned_to or row.area.owner or "not stated"
        colour = f"{view.colour.letter} {view.colour.word}"
        yield [view.row.ref, "as above" if i else title, what, owner, common.due(view), colour, common.progress(view)]
    if not tasks:
        yield [row.area.ref, title, "no action yet", row.area.owner or "not stated", target_words(row.area) or "not stated", row.colour.letter, "–"]  # fmt: skip


def short(text: str, most: int) -> str:
    """The text on one line, cut at a word."""
    plain = " ".join(text.split())
    if len(plain) <= most:
        return plain
    return plain[: plain.rfind(" ", 0, most) if " " in plain[:most] else most].rstrip(" ,;:") + " …"
