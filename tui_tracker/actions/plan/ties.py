"""How tasks hang together: one depends on another, was superseded by it, or has its evidence captured there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_tracker.domain import changes
from tui_tracker.domain.changes import Edit
from tui_tracker.domain.records import Task, Tie
from tui_tracker.domain.ties import WHAT, Told, cycle, pointed_at
from tui_tracker.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session


class TieActions:
    """Ties of tasks to tasks and areas."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def told(self, task_uid: str | None = None) -> list[Told]:
        """The ties of a task, both ways, or of the whole file."""
        found = self._s.read.all(Tie)
        mine = [t for t in found if task_uid in (None, t.task, t.other)]
        return [Told(self._name(t.task), t.what, self._name(t.other), t.task, t.other) for t in mine]

    def offered(self, task_uid: str, text: str, plan: str | None = None) -> str:
        """The task or area to which a note's words point and to which the task is not tied yet, by its reference; "" without one."""
        mine, tied = self._name(task_uid), {t.other_uid for t in self.told(task_uid)}
        for ref in pointed_at(text):
            try:
                found = self._s.read.find(ref, plan)
            except UsageError:
                continue
            if found and found[0].ref != mine and found[0].uid not in tied:
                return found[0].ref
        return ""

    def _name(self, uid: str) -> str:
        found = self._s.read.label(uid)
        return found.ref if found is not None else "(gone)"

    def add(self, task_uid: str, what: str, other_uid: str) -> Applied:
        """Tie a task to another task or an area; work that is superseded leaves the counts with that as its reason.

        Raises UsageError for an unknown kind of tie, and RefusedError for one that is there, that ties a task to itself, or closes a circle.
        """
        if what not in WHAT:
            raise UsageError(f"“{what}” is no tie; use one of {', '.join(WHAT)}.")
        task, ref, other = self._s.read.known(Task, task_uid), self._name(task_uid), self._name(other_uid)
        ties = self._s.read.all(Tie)
        if any((t.task, t.other) == (task_uid, other_uid) for t in ties):
            raise RefusedError(f"{ref} and {other} are tied already; drop that tie first.")
        tie = Tie(uid=self._s.ids.new(), task=task_uid, what=what, other=other_uid)
        if circle := self._circle([*ties, tie], task_uid, captured=what == "captured"):
            raise RefusedError(f"That closes a circle: {circle}. Nothing was tied.")
        edits: list[Edit] = [changes.create(tie)]
        if what == "superseded":
            if task.withdrawn is not None:
                raise RefusedError(f"{ref} is withdrawn already: {task.withdrawn}.")
            edits += changes.set_fields(task, withdrawn=f"superseded by {other}")
        return self._s.commit(f"said that {ref}", f"{WHAT[what]} {other}", edits)

    def _circle(self, ties: Sequence[Tie], start: str, *, captured: bool) -> str:
        """A circle of work, or of evidence, through a record, in references; "" without one."""
        within: dict[str, list[str]] = {}
        for one in self._s.read.all(Task, withdrawn=None) if captured else ():
            within.setdefault(one.area, []).append(one.uid)
        return " › ".join(self._name(u) for u in cycle(ties, start, captured=captured, within=within))

    def joined(self, kept: str, gone: str) -> list[Edit]:
        """The edits by which what hung together with one record hangs together with the one that it is joined into.

        A tie of the two goes, one that both had stands once, and what says why the record that goes was withdrawn goes with it.
        Raises RefusedError where a circle would be closed.
        """
        moved = [t for t in self._s.read.all(Tie) if gone in (t.task, t.other)]
        stand = [t for t in self._s.read.all(Tie) if gone not in (t.task, t.other)]
        edits: list[Edit] = []
        for tie in moved:
            new = replace(
                tie, task=kept if tie.task == gone else tie.task, other=kept if tie.other == gone else tie.other
            )
            pairs = {(t.task, t.other) for t in stand}
            ended = tie.task == gone and tie.what == "superseded"
            if ended or new.task == new.other or (new.task, new.other) in pairs:
                edits.append(changes.remove(tie))
            else:
                stand.append(new)
                edits += changes.set_fields(tie, task=new.task, other=new.other)
        for captured in (False, True):
            if moved and (circle := self._circle(stand, kept, captured=captured)):
                raise RefusedError(
                    f"Joined, they would close a circle of ties: {circle}. Drop one of them first; nothing was joined."
                )
        return edits

    def drop(self, task_uid: str, other_uid: str) -> Applied:
        """Untie a task; work that was superseded counts again. Raises UsageError when the two are not tied."""
        found = [t for t in self._s.read.all(Tie, task=task_uid) if t.other == other_uid]
        if not found:
            raise UsageError(f"{self._name(task_uid)} is not tied to {self._name(other_uid)}.")
        edits = [changes.remove(found[0])]
        if found[0].what == "superseded":
            edits += changes.set_fields(self._s.read.known(Task, task_uid), withdrawn=None)
        return self._s.commit("untied", f"{self._name(task_uid)} from {self._name(other_uid)}", edits)
