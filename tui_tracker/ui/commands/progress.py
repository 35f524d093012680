"""Where a task stands: one key each, on one task or on all that are marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.domain import people
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.errors import UsageError
from tui_tracker.ui import forms
from tui_tracker.ui.commands.registry import TASK, THIS_TASK, command, writes
from tui_tracker.ui.commands.when import is_not, may_be_ready

if TYPE_CHECKING:
    from tui_tracker.ui.desk import Desk


def _progress(desk: Desk, progress: Progress) -> None:
    uids = desk.chosen()
    applied = desk.tracker.tasks.set_progress(uids, progress.value)
    verb = "is" if len(uids) == 1 else "are"
    mark = desk.host.signs.progress[progress.value]
    wanted = "  ".join(desk.tracker.tasks.unnamed(uids))
    said = f"{applied.change.subject} {verb} {mark} {WORDS[progress].word} now."
    desk.say("  ".join(filter(None, [said, wanted, "⟦edit.undo⟧ takes it back"])))


@command(
    "task.complete",
    "c",
    "complete",
    "reported complete",
    where=TASK,
    group=THIS_TASK,
    shown=True,
    for_marks=True,
    works=is_not(Progress.COMPLETE),
)
def complete(desk: Desk) -> None:
    _progress(desk, Progress.COMPLETE)


@command(
    "task.on-target",
    "t",
    "on target",
    "under way and in time",
    where=TASK,
    group=THIS_TASK,
    shown=True,
    for_marks=True,
    works=is_not(Progress.ON_TARGET),
)
def on_target(desk: Desk) -> None:
    """On target wants somebody who does it and somebody who owns it: whoever is missing is asked for here."""
    uids = desk.chosen()
    task, area = desk.tracker.tasks.get(uids[0])
    if len(uids) > 1 or (task.assigned_to and area.owner):
        _progress(desk, Progress.ON_TARGET)
        return
    form = forms.on_target(task, area)
    save = desk.tracker.tasks.on_target
    desk.fill_in(form, lambda v: desk.done(save(uids[0], assigned_to=v["assigned_to"], owner=v["owner"])))


@command("task.lead", "", "lead", "who leads among those who have this task together", where=TASK, group=THIS_TASK)
def lead(desk: Desk) -> None:
    uid = desk.task_uid()
    names = people.split(desk.tracker.tasks.get(uid)[0].assigned_to or "")
    if len(names) < 2:
        raise UsageError("Only one is named, and leads; ⟦record.edit⟧ names more.")
    keys = dict(zip("123456789", names, strict=False))
    desk.choose("Who leads?", keys, lambda key: desk.say(desk.done(desk.tracker.tasks.lead(uid, keys[key]))))


@command(
    "task.behind",
    "b",
    "behind",
    "behind target",
    where=TASK,
    group=THIS_TASK,
    shown=True,
    for_marks=True,
    works=is_not(Progress.BEHIND_TARGET),
)
def behind(desk: Desk) -> None:
    _progress(desk, Progress.BEHIND_TARGET)


@command("task.ongoing", "o", "ongoing", "continuing, with no end set", where=TASK, group=THIS_TASK, for_marks=True)
def ongoing(desk: Desk) -> None:
    _progress(desk, Progress.ONGOING)


@command("task.not-started", "x", "not started", "nothing done yet", where=TASK, group=THIS_TASK, for_marks=True)
def not_started(desk: Desk) -> None:
    _progress(desk, Progress.NOT_STARTED)


@command(
    "task.defer",
    "d",
    "defer",
    "to a later date, with a reason",
    where=TASK,
    group=THIS_TASK,
    shown=True,
    for_marks=True,
    works=writes,
)
def defer(desk: Desk) -> None:
    uids = desk.chosen()

    def submit(values: dict[str, str]) -> str:
        if not values["because"].strip():
            raise UsageError("Deferring wants a reason.")
        if not values["until"].strip():
            raise UsageError("Deferring wants a date to come back to.")
        return desk.done(desk.tracker.tasks.defer(uids, values["until"], values["because"]))

    desk.fill_in(forms.defer(*desk.named(uids), desk.read.today), submit)


@command(
    "task.wait",
    "w",
    "waiting",
    "on a body outside, with a day to chase it",
    where=TASK,
    group=THIS_TASK,
    for_marks=True,
)
def wait(desk: Desk) -> None:
    uids = desk.chosen()
    task, area = desk.tracker.tasks.get(uids[0])
    form = (
        forms.wait(task, area, desk.read.today)
        if len(uids) == 1
        else forms.wait_many(desk.several(uids), desk.read.today)
    )
    desk.fill_in(form, lambda v: desk.done(desk.tracker.tasks.wait(uids, v["body"], v["chase"])))


@command(
    "task.ready",
    "r",
    "ready",
    "complete on somebody's word, waiting for QA",
    where=TASK,
    group=THIS_TASK,
    shown=True,
    for_marks=True,
    works=may_be_ready,
)
def ready(desk: Desk) -> None:
    uids = desk.chosen()
    applied = desk.tracker.tasks.ready(uids)
    verb, waits = ("is", "waits") if len(uids) == 1 else ("are", "wait")
    desk.say(f"{applied.change.subject} {verb} reported complete and {waits} for QA.  ⟦edit.undo⟧ takes it back")
