"""What the coordinator must do today, most pressing first: each line with the one command that deals with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tui_tracker.domain import dates
from tui_tracker.domain.checks import ERROR, RULES
from tui_tracker.domain.records import Task
from tui_tracker.domain.text import first_line
from tui_tracker.domain.views import TaskRow
from tui_tracker.errors import TrackerError
from tui_tracker.frozen import dataclass
from tui_tracker.store.matching import among

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Tracker

_WEEK = timedelta(days=7)
_FORM_DAYS = 14  # a form out for longer is asked after
_MOST_FILES = 200
_FORM_ENDINGS = (".txt", ".xlsx", ".csv", ".eml")


@dataclass(frozen=True)
class Duty:
    """One thing to do. ``kind`` and ``uid`` name the record (task, area, action, form, rule, file, entry); ``command`` deals with it,
    ``who`` has it."""

    kind: str
    uid: str
    ref: str
    title: str
    why: str
    command: str
    who: str = ""


@dataclass(frozen=True)
class Part:
    """A part of the day's list: its heading, its lines, and how many there are altogether."""

    name: str
    duties: tuple[Duty, ...]
    count: int


def today(
    t: Tracker, *, plan: str | None = None, since: int | None = None, watched: Path | None = None, most: int = 8
) -> list[Part]:
    """The parts that hold anything. ``since`` is the newest journal entry when the plan was last closed; ``watched`` a folder
    into which returned forms are saved; ``most`` lines of each part are listed."""
    made = [
        ("Came in", list(_came_in(t, since, watched))),
        ("Sent back", list(_tasks(t, plan, "is:sent-back", _back, "task.note"))),
        ("Late", list(_tasks(t, plan, "is:overdue -is:waiting", _late, "task.move-date", by_days=True))),
        ("Due this week", list(_week(t, plan))),
        ("Promised to be looked at again", list(_promised(t, plan))),
        ("To be chased", list(_to_chase(t, plan))),
        ("Ready to sign", list(_tasks(t, plan, "is:ready", lambda r: "marked ready for QA", "task.sign"))),
        ("Weighs most", list(_findings(t, plan))),
    ]
    return [Part(name, tuple(duties[:most]), len(duties)) for name, duties in made if duties]


def _late(r: TaskRow) -> str:
    return f"{dates.counted(r.overdue_days)} past {r.due_words()}"


def _back(r: TaskRow) -> str:
    return f"sent back by {'sampling' if r.sampling == '◄' else 'QA'}"


def _tasks(
    t: Tracker, plan: str | None, query: str, why: Callable[[TaskRow], str], command: str, *, by_days: bool = False
) -> Iterator[Duty]:
    rows = t.read.task_rows(t.read.task_ids(query, plan=plan))
    if by_days:
        rows = sorted(rows, key=lambda r: -r.overdue_days)
    for r in rows:
        yield _task(r, why(r), command)


def _task(r: TaskRow, why: str, command: str) -> Duty:
    return Duty("task", r.uid, r.ref, first_line(r.title or r.area_title, 200), why, command, r.assigned_to or "")


def _week(t: Tracker, plan: str | None) -> Iterator[Duty]:
    last = t.read.today + _WEEK
    rows = t.read.task_rows(t.read.task_ids("is:due-soon", plan=plan, sort="due"))
    for r in rows:
        if r.due is not None and r.due <= last:
            yield _task(r, f"due {r.due_words()}", "task.complete")


def _promised(t: Tracker, plan: str | None) -> Iterator[Duty]:
    last = t.read.today + _WEEK
    rows = {r.uid: r for r in t.read.task_rows(t.read.task_ids("is:promised", plan=plan))}
    for _, promise in sorted(t.signoffs.promises(), key=lambda p: p[1].due_on):
        row = rows.get(promise.task)
        if row is not None and promise.due_on <= last:
            yield _task(row, f"by {dates.short(promise.due_on)}, {promise.who or 'somebody'}", "promise.meet")
    for ref, again in t.life.promised():
        area = t.areas.get(again.area)
        if again.due_on is not None and again.due_on <= last and plan in (None, area.plan):
            yield Duty(
                "area",
                area.uid,
                ref,
                first_line(again.text or area.title, 200),
                f"by {dates.short(again.due_on)}",
                "open",
            )


def _to_chase(t: Tracker, plan: str | None) -> Iterator[Duty]:
    now = t.read.today
    rows = {r.uid: r for r in t.read.task_rows(t.read.task_ids("is:waiting is:open", plan=plan))}
    for task in t.read.all(Task, uid=among(list(rows))):
        if task.chase_on is not None and task.chase_on <= now:
            yield _task(rows[task.uid], f"{task.waiting_on}, to be chased {dates.short(task.chase_on)}", "task.wait")
    for action in t.action_log.overdue(plan):
        why = f"{action.owner}, by {dates.short(action.due_on)}" if action.due_on else action.owner
        yield Duty("action", action.uid, f"No. {action.number}", action.text, why, "task.complete")
    for form in t.returns.waiting():
        days = t.returns.days_out(form)
        if days >= _FORM_DAYS:
            yield Duty(
                "form", form.uid, f"Form {form.number}", form.holder, f"out {days} days, no answer", "go.returns"
            )


def _findings(t: Tracker, plan: str | None) -> Iterator[Duty]:
    counts: dict[str, list[str]] = {}
    for f in t.checks.run(plan):
        if f.severity == ERROR and f.accepted is None:
            counts.setdefault(f.rule, []).append(f.subject)
    for rule, subjects in counts.items():
        places = list(dict.fromkeys(subjects))
        named = ", ".join(places[:3]) + (f" and {len(places) - 3} more" if len(places) > 3 else "")
        yield Duty("rule", rule, rule, RULES[rule].title, named, "open")


def _came_in(t: Tracker, since: int | None, watched: Path | None) -> Iterator[Duty]:
    """What other windows and the command line changed since the plan was last closed, and the forms that lie in the folder."""
    if since is not None:
        for e in t.read.history(limit=200):
            if e.number <= since:
                break
            yield Duty("entry", e.uid, str(e.number), f"{e.verb} {e.subject}", f"{e.by}, {e.when}", "open")
    for path in _files(watched):
        try:
            form = t.returns.find(t.returns.read_file(path), path.name)
        except TrackerError:
            continue  # no form of this plan: nothing came in
        if form.answered_on is None and form.withdrawn is None:
            yield Duty(
                "file",
                str(path),
                f"Form {form.number}",
                f"{form.holder}: {path.name}",
                "came back, not read in yet",
                "open",
            )


def _files(folder: Path | None) -> Sequence[Path]:
    if folder is None:
        return ()
    try:
        found = [p for p in sorted(folder.iterdir()) if p.suffix.lower() in _FORM_ENDINGS and p.is_file()]
    except OSError:
        return ()
    return found[:_MOST_FILES]
