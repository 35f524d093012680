"""Why a colour or a count is what it is: the rule, and the records that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.domain import dates
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.records import Task
from tui_tracker.domain.text import count_of
from tui_tracker.domain.views import AreaRow, TaskRow, deadline_words

if TYPE_CHECKING:
    from tui_tracker.domain.rag import Colour
    from tui_tracker.store.read import Reader

_MOST_NAMED = 3
# By the test that gave a colour, the filter of the tasks it rests on.
_TASKS = {
    "any_behind": "progress:behind_target",
    "any_overdue": "is:overdue",
    "only_unknown": "progress:unknown",
    "always": "-is:complete",
}


def colour(read: Reader, name: str, given: Colour, query: str, plan: str | None = None) -> str:
    """``People is R (red): AFI9/T2 is behind target, due Sep-26; 2 more.`` ``query`` shows the tasks that were judged."""
    head = f"{name} is {given.letter} ({given.word})"
    if given.test == "any_area_late":
        late = [r for r in _areas(read, query, plan) if r.counts.areas_late]
        return f"{head}: {_listed([_area_words(r, read) for r in late]) or given.rule}."
    asked = _TASKS.get(given.test)
    if asked is None:
        return f"{head}: {given.rule}."
    rows = read.task_rows(read.task_ids(f"{query} {asked}".strip(), plan=plan))
    named = _listed([f"{r.ref} {_task_words(read, r)}" for r in rows[:_MOST_NAMED]], _MOST_NAMED, len(rows))
    return (
        f"{head}: {named or given.rule}."
        if given.test != "always"
        else f"{head}: {given.rule}; open: {named or 'nothing'}."
    )


def task_colour(read: Reader, row: TaskRow, given: Colour) -> str:
    """Why one task has its colour, in words about it alone."""
    if row.withdrawn:
        return f"{row.ref} is withdrawn ({row.withdrawn}), so it stands in no count and has no colour."
    said = {
        "all_complete": "is reported complete",
        "all_assured": "is assured: QA and sampling both closed, nothing changed since",
    }
    return f"{row.ref} is {given.letter} ({given.word}): it {said.get(given.test) or _task_words(read, row)}."


def count(read: Reader, query: str, plan: str | None = None) -> str:
    """What a count holds: how many tasks, and the first of them."""
    rows = read.task_rows(read.task_ids(query, plan=plan))
    number = count_of(len(rows), "task")
    return f"{number}: {_listed([r.ref for r in rows], 8)}." if rows else f"{number}."


def _task_words(read: Reader, row: TaskRow) -> str:
    word = "has nothing stated" if row.progress == Progress.UNKNOWN else f"is {WORDS[Progress(row.progress)].word}"
    late = f", {dates.counted(row.overdue_days)} past" if row.overdue_days else ""
    body = read.known(Task, row.uid).waiting_on
    waits = f", waiting on {body}" if body else ""
    return f"{word}, due {row.due_words()}{late}{waits}" if row.due_words() else word + waits


def _areas(read: Reader, query: str, plan: str | None) -> list[AreaRow]:
    """The areas of the tasks that were judged."""
    wanted = {r.area_uid for r in read.task_rows(read.task_ids(query, plan=plan))}
    return [r for r in read.area_rows(plan) if r.area.uid in wanted]


def _area_words(row: AreaRow, read: Reader) -> str:
    area = row.area
    assert area.deadline is not None
    day = deadline_words(area)
    open_ = row.counts.tasks - row.counts.complete
    return f"{area.ref} is past the inspectorate's date of {day} by {dates.counted((read.today - area.deadline).days)}, with {open_} of {row.counts.tasks} open"


def _listed(named: list[str], most: int = _MOST_NAMED, count: int | None = None) -> str:
    """The first few, and how many more of ``count`` (all that are named, if not given) there are."""
    more = (len(named) if count is None else count) - most
    return "; ".join(named[:most]) + (f"; {more} more" if more > 0 else "")
