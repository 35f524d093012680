"""Steps inside a task, each with a state of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.ui import assurance_forms
from tui_tracker.ui.commands.registry import SAY_MORE, TASK, command

if TYPE_CHECKING:
    from tui_tracker.ui.desk import Desk


_STATES = {"1": "complete", "2": "on target", "3": "behind", "4": "ongoing", "5": "not started"}


@command("task.step", "", "steps", "steps inside a task, each with a state of its own", where=TASK, group=SAY_MORE)
def step(desk: Desk) -> None:
    uid = desk.task_uid()
    form = assurance_forms.steps(desk.tracker.tasks.ref(uid))
    desk.fill_in(form, lambda v: desk.done(desk.tracker.steps.add(uid, v["text"], v["progress"])))


def step_here(desk: Desk, uid: str, number: int) -> None:
    """One key says where a step stands."""
    step = desk.tracker.steps.of(uid)[number - 1]
    desk.choose(
        f"Step {number}: {step.text}",
        {**_STATES, "6": "other words for it"},
        lambda key: (
            _reword(desk, uid, number, step.text)
            if key == "6"
            else desk.say(desk.done(desk.tracker.steps.set(uid, number, _STATES[key])))
        ),
    )


def _reword(desk: Desk, uid: str, number: int, text: str) -> None:
    form = assurance_forms.reword(number, text)
    desk.fill_in(form, lambda v: desk.done(desk.tracker.steps.reword(uid, number, v["text"])))
