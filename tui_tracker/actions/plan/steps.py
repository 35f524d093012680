"""Steps inside a task: each has a state of its own, and none changes the task's progress by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.actions import entry
from tui_tracker.actions.plan.tasks import TaskActions
from tui_tracker.domain import changes, dates
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.records import Step, next_place
from tui_tracker.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session


class StepActions:
    """Added in order, named by their number in the task, counted from 1."""

    def __init__(self, session: Session) -> None:
        self._s = session
        self._tasks = TaskActions(session)

    def of(self, task_uid: str) -> list[Step]:
        """The task's steps in order."""
        return self._s.read.all(Step, task=task_uid, order=("position", "id"))

    def add(self, task_uid: str, text: str, progress: str = "not started") -> Applied:
        """New steps at the end of a task, one a line of ``text``; one Change."""
        ref = self._tasks.ref(task_uid)
        lines = [made for made in (entry.line(one) for one in text.split("\n")) if made]
        if not lines:
            raise UsageError("What the step is, is needed.")
        first = next_place(self.of(task_uid))
        state = entry.progress_value(progress)
        done = self._s.clock.today() if state == Progress.COMPLETE else None
        made = [
            Step(uid=self._s.ids.new(), task=task_uid, position=first + i, text=line, progress=state, done_on=done)
            for i, line in enumerate(lines)
        ]
        what = "a step" if len(made) == 1 else f"{len(made)} steps"
        return self._s.commit(f"added {what} to", ref, [changes.create(s) for s in made])

    def set(self, task_uid: str, number: int, progress: str, *, on: str | None = None) -> Applied:
        """Say where a step stands; a complete one keeps its day."""
        step = self._numbered(task_uid, number)
        state = entry.progress_value(progress)
        made = entry.made_date(on, self._s.clock.today(), "past")
        if made is not None and made.due > self._s.clock.today():
            raise RefusedError(f"A step cannot have been done on {dates.long(made.due)}, which is still to come.")
        day = (made.due if made else step.done_on or self._s.clock.today()) if state == Progress.COMPLETE else None
        edits = changes.set_fields(step, progress=state, done_on=day)
        return self._s.commit(f"set {WORDS[Progress(state)].word} step {number} of", self._tasks.ref(task_uid), edits)

    def reword(self, task_uid: str, number: int, text: str) -> Applied:
        """Other words for a step; blank takes it out of the task."""
        step = self._numbered(task_uid, number)
        ref = self._tasks.ref(task_uid)
        plain = entry.line(text)
        if plain is None:
            return self._s.commit(f"took step {number} out of", ref, [changes.remove(step)])
        return self._s.commit(f"reworded step {number} of", ref, changes.set_fields(step, text=plain))

    def _numbered(self, task_uid: str, number: int) -> Step:
        found = self.of(task_uid)
        if not 1 <= number <= len(found):
            raise UsageError(f"{self._tasks.ref(task_uid)} has {len(found) or 'no'} steps; there is no step {number}.")
        return found[number - 1]
