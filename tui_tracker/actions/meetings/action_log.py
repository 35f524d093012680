"""Actions: who is to do what by when, from meetings or outside them, open until they are done or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tui_tracker.actions import entry
from tui_tracker.actions.plan import leavers
from tui_tracker.actions.plan.tasks import TaskActions
from tui_tracker.domain import changes, dates
from tui_tracker.domain.changes import Edit
from tui_tracker.domain.records import Action, Area, Task
from tui_tracker.errors import RefusedError, UsageError
from tui_tracker.store.matching import KNOWN, among

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session


class ActionLog:
    """The register of actions and escalations, numbered over the whole file."""

    def __init__(self, session: Session) -> None:
        self._s = session
        self._tasks = TaskActions(session)

    # -- reading

    def all(self, *, open_only: bool = False, plan: str | None = None) -> list[Action]:
        """Every action, open ones first, the earliest due first; or only those that are open.

        With a plan (uid) those about its areas and tasks, and those that are about none.
        """
        open_ones = self._s.read.all(Action, closed_on=None, order=("?due_on", "number"))
        closed = (
            () if open_only else self._s.read.all(Action, closed_on=KNOWN, order=("?due_on", "-closed_on", "number"))
        )
        found = [*open_ones, *closed]
        return found if plan is None else self._of_plan(found, plan)

    def _of_plan(self, found: Sequence[Action], plan: str) -> list[Action]:
        areas = {a.uid for a in self._s.read.all(Area, plan=plan)}
        tasks = {t.uid for t in self._s.read.all(Task, uid=among([a.task for a in found if a.task])) if t.area in areas}
        return [a for a in found if (a.task in tasks if a.task else a.area in areas if a.area else True)]

    def overdue(self, plan: str | None = None) -> list[Action]:
        """Open actions whose day has passed."""
        return [
            a for a in self.all(open_only=True, plan=plan) if a.due_on is not None and a.due_on < self._s.read.today
        ]

    def get(self, uid: str) -> Action:
        """The action. Raises UsageError when it is gone."""
        return self._s.read.known(Action, uid)

    def numbered(self, number: int) -> Action:
        """The action of a number. Raises UsageError when there is none."""
        found = self._s.read.all(Action, number=number)
        if not found:
            raise UsageError(f"There is no action {number}; action list shows them.")
        made: Action = found[0]
        return made

    def ref(self, action: Action) -> str:
        """The reference of what an action is about; empty when it is about no task and no area."""
        if action.task is not None:
            return self._tasks.ref(action.task)
        area = self._s.read.one(Area, action.area) if action.area else None
        return area.ref if area is not None else ""

    # -- writing

    def edits(
        self, owner: str, text: str, due: str | None, *, kind: str = "", uid: str = "", meeting: str | None = None, escalation: bool = False
    ) -> tuple[Action, list[Edit]]:  # fmt: skip
        """A new action about a task or area (``kind``, ``uid``) or about nothing in particular, and the edit that makes it."""
        made = entry.made_date(due, self._s.clock.today())
        newest = self._s.read.all(Action, order=("-number",), limit=1)
        record = Action(
            uid=self._s.ids.new(), number=(newest[0].number if newest else 0) + 1, meeting=meeting, task=uid if kind == "task" else None,
            area=uid if kind == "area" else None, action_kind="escalation" if escalation else "action",
            owner=entry.needed(entry.line(owner), "To whom it is escalated" if escalation else "Who is to do it"),
            text=entry.needed(text, "Why" if escalation else "What is to be done"), raised_on=self._s.clock.today(),
            due_on=made.due if made else None, entered_by=self._s.me,
        )  # fmt: skip
        return record, [changes.create(record)]

    def add(
        self, owner: str, text: str, due: str | None = None, *, kind: str = "", uid: str = "", escalation: bool = False, reason: str | None = None,
    ) -> Applied:  # fmt: skip
        """Note an action for somebody, or put something before another body; ``reason`` is why it is somebody's who has left."""
        leavers.refuse(self._s, entry.line(owner), reason=reason)
        record, edits = self.edits(owner, text, due, kind=kind, uid=uid, escalation=escalation)
        about = f" on {self.ref(record)}" if kind else ""
        verb = "escalated" if escalation else "gave an action"
        return self._s.commit(verb, f"{record.number} to {record.owner}{about}", edits, reason=entry.line(reason))

    def close_edits(
        self, action: Action, how: str | None, *, dropped: bool = False, on: date | None = None
    ) -> list[Edit]:
        """What closing an action would change. Raises RefusedError when it is closed already; dropping wants a reason."""
        word = action.action_kind
        if action.closed_on is not None:
            raise RefusedError(
                f"{word.capitalize()} {action.number} was closed on {dates.long(action.closed_on)} already."
            )
        words = entry.paragraphs(how)
        if dropped:
            words = entry.needed(how, f"Why {word} {action.number} is dropped")
        return changes.set_fields(action, closed_on=on or self._s.clock.today(), how=words, dropped=dropped)

    def close(self, uid: str, how: str | None = None, *, dropped: bool = False) -> Applied:
        """An action is done, or is dropped for a reason."""
        action = self.get(uid)
        edits = self.close_edits(action, how, dropped=dropped)
        return self._s.commit("dropped the action" if dropped else "closed the action", self._named(action), edits)

    def move_edits(self, action: Action, due: str | None, reason: str | None) -> tuple[date, list[Edit]]:
        """What moving an action's day would change, and the new day. The first day needs no reason."""
        made = entry.made_date(due, self._s.clock.today())
        if made is None:
            raise UsageError("Give the new day.")
        if action.closed_on is not None:
            raise RefusedError(f"Action {action.number} is closed; its day does not move any more.")
        if action.due_on is not None and action.due_on != made.due and entry.line(reason) is None:
            raise RefusedError(
                f"Moving a date wants a reason (it was {dates.short(action.due_on)}); nothing was saved."
            )
        return made.due, changes.set_fields(action, due_on=made.due)

    def move(self, uid: str, due: str | None, reason: str | None) -> Applied:
        """Another day for an action, with a reason."""
        action = self.get(uid)
        _, edits = self.move_edits(action, due, reason)
        return self._s.commit("moved the date of the action", self._named(action), edits, reason=entry.line(reason))

    def save(self, uid: str, owner: str, text: str) -> Applied:
        """Other words, or another owner."""
        action = self.get(uid)
        leavers.refuse(self._s, entry.line(owner), action.owner, explained=False)
        edits = changes.set_fields(
            action,
            owner=entry.needed(entry.line(owner), "Who is to do it"),
            text=entry.needed(text, "What is to be done"),
        )
        return self._s.commit("changed the action", self._named(action), edits)

    def _named(self, action: Action) -> str:
        return f"{action.number} of {action.owner}"

    def of_owner(self, owner: str) -> list[Action]:
        """The open actions of whoever a name means on the register."""
        register = self._s.read.register()
        persons = register.people(owner)
        return [a for a in self.all(open_only=True) if persons & register.people(a.owner)]
