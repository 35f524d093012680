"""What can be done to one task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tui_tracker.actions import entry
from tui_tracker.actions.plan import leavers, old_refs
from tui_tracker.domain import changes, people, refs
from tui_tracker.domain.changes import Edit
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.records import Area, OldRef, Slip, Task
from tui_tracker.domain.signoff import STAGE_WORDS, Stage
from tui_tracker.domain.views import shown_date
from tui_tracker.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session

LINES = ("title", "assigned_to", "station", "waiting_on")
TEXTS = ("work",)
_DEFERRING = "Deferring wants a reason and a day still to come on which it is looked at again (⟦task.defer|set REF progress deferred --until DATE --reason WHY⟧); nothing was changed."
_CHASE = "Waiting on others wants the day on which {body} is chased (⟦task.wait|wait REF BODY --chase DATE⟧); {ref} was left as it was."
EDITABLE = (*LINES, *TEXTS, "due", "progress", "no", "chase_on")


class TaskActions:
    """Progress, fields, dates and the mark that asks for QA."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def get(self, uid: str) -> tuple[Task, Area]:
        """The task and its area. Raises UsageError when it is gone."""
        task = self._s.read.known(Task, uid)
        return task, self._s.read.known(Area, task.area)

    def ref(self, uid: str) -> str:
        task, area = self.get(uid)
        return refs.task_ref(area.ref, task.no)

    def set_progress(self, uids: Sequence[str], progress: str, *, reason: str | None = None) -> Applied:
        """Say where tasks stand; many at once are one Change. Raises RefusedError when all stand there already."""
        word = WORDS[Progress(progress)].word
        if progress == Progress.DEFERRED:
            raise RefusedError(_DEFERRING)
        edits: list[Edit] = []
        named = []
        for uid in uids:
            task, area = self.get(uid)
            found = self.progress_edits(task, progress)
            edits += found
            if found:
                named.append(refs.task_ref(area.ref, task.no))
        if not edits:
            raise RefusedError(
                f"{self.ref(uids[0])} is {word} already." if len(uids) == 1 else f"All of them are {word} already."
            )
        return self._s.commit(f"set {word}", several(named), edits, reason=reason)

    def unnamed(self, uids: Sequence[str]) -> list[str]:
        """Which of the tasks that are on target want a name still, a sentence each; said, not refused: a form that
        came back, or a visit, may say so of a task that nobody owns, and not a word of it may be lost."""
        return self.lacking([u for u in uids if self.get(u)[0].progress == Progress.ON_TARGET])

    def lacking(self, uids: Sequence[str]) -> list[str]:
        """Which of the tasks have nobody who does them, or an area that nobody owns, a sentence each."""
        found = []
        for task, area in map(self.get, uids):
            wanted = ["somebody who does it"] * (not task.assigned_to) + [f"an owner of {area.ref}"] * (not area.owner)
            if wanted:
                found.append(f"{refs.task_ref(area.ref, task.no)} wants {' and '.join(wanted)} still.")
        return found

    @staticmethod
    def progress_edits(task: Task, progress: str) -> list[Edit]:
        """What saying where a task stands would change; nothing when it stands there already."""
        if task.progress == progress:
            return []
        ends = progress in (
            Progress.COMPLETE,
            Progress.BEHIND_TARGET,
        )  # what waits on others is not ours, and not behind
        done = {"waiting_on": None, "chase_on": None} if ends else {}
        return changes.set_fields(task, progress=progress, progress_text=None, progress_from=None, **done)

    def wait(self, uid: str | Sequence[str], body: str | None, chase: str | None) -> Applied:
        """Say which body outside tasks wait for and when it is chased; a blank body says that they wait no more."""
        uids = [uid] if isinstance(uid, str) else uid
        return self.save_many(uids, self.wait_values(uids[0], body, chase))

    def wait_values(self, uid: str, body: str | None, chase: str | None) -> dict[str, str | None]:
        """The fields by which a task waits on a body outside."""
        ref = self.ref(uid)
        if entry.line(body) is None:
            return {"waiting_on": "", "chase_on": ""}
        if entry.line(chase) is None:
            raise UsageError(_CHASE.format(body=entry.line(body), ref=ref))
        return {"waiting_on": body, "chase_on": chase}

    def lead(self, uid: str, name: str) -> Applied:
        """Say who leads among those who have a task together. Raises UsageError for somebody who is not one of them."""
        task, _ = self.get(uid)
        try:
            named = people.with_lead(task.assigned_to or "", name)
        except ValueError as error:
            raise UsageError(
                f"{name} is not one of those who have {self.ref(uid)}: {task.assigned_to or 'nobody'}."
            ) from error
        return self._s.commit("named the lead of", self.ref(uid), changes.set_fields(task, assigned_to=named))

    def on_target(self, uid: str, *, assigned_to: str | None = None, owner: str | None = None) -> Applied:
        """Say that a task is on target, with who does it and who owns its area; one Change. Raises UsageError while either is missing."""
        task, area = self.get(uid)
        who, whose = entry.line(assigned_to) or task.assigned_to, entry.line(owner) or area.owner
        if not who or not whose:
            raise UsageError(
                f"{self.ref(uid)} wants an assignee and its area an owner before it is on target; name both."
            )
        leavers.refuse(self._s, who, task.assigned_to)
        leavers.refuse(self._s, whose, area.owner)
        edits = [
            *self.progress_edits(task, Progress.ON_TARGET),
            *changes.set_fields(task, assigned_to=who),
            *changes.set_fields(area, owner=whose),
        ]
        return self._s.commit(f"set {WORDS[Progress.ON_TARGET].word}", self.ref(uid), edits)

    def defer(self, uid: str | Sequence[str], until: str | None, because: str | None) -> Applied:
        """Defer tasks to a day on which they are looked at again, for a reason; their date moves to that day."""
        uids = [uid] if isinstance(uid, str) else uid
        return self.save_many(uids, {"progress": Progress.DEFERRED.value, "due": until}, reason=because)

    def ready(self, uid: str | Sequence[str], *, said_by: str | None = None) -> Applied:
        """Mark tasks ready for QA; reported complete comes with it; one Change. Raises RefusedError naming the first that cannot be."""
        made = [self.ready_edits(one, said_by) for one in ([uid] if isinstance(uid, str) else uid)]
        return self._s.commit(
            "marked ready for QA", several([ref for ref, _ in made]), [e for _, edits in made for e in edits]
        )

    def ready_edits(self, uid: str, said_by: str | None = None) -> tuple[str, list[Edit]]:
        """What :meth:`ready` would change of one task, and its reference."""
        task, area = self.get(uid)
        ref = refs.task_ref(area.ref, task.no)
        if task.ready_on is not None:
            raise RefusedError(f"{ref} is marked ready for QA already.")
        stage = self._s.read.task(uid).row.stage
        if stage in (Stage.QA, Stage.SAMPLED):
            raise RefusedError(
                f"{ref} is {STAGE_WORDS[stage]} already, so it does not wait for QA; ⟦task.complete|set REF progress complete⟧ reports it complete."
            )
        today = self._s.clock.today()
        edits = self.progress_edits(task, Progress.COMPLETE)
        edits += changes.set_fields(
            task, ready_on=today, ready_by=entry.line(said_by) or task.assigned_to or self._s.me
        )
        return ref, edits

    def save_many(self, uids: Sequence[str], values: Mapping[str, str | None], *, reason: str | None = None) -> Applied:
        """The same fields for several tasks, as :meth:`save` sets them for one; one Change, or none when one is refused."""
        made = [self.save_edits(uid, values, reason) for uid in uids]
        edits = [e for _, edits in made for e in edits]
        return self._s.commit(verb_of(edits, "changed"), several([ref for ref, _ in made]), edits, reason=reason)

    def save(self, uid: str, values: Mapping[str, str | None], *, reason: str | None = None) -> Applied:
        """Set several fields as they were typed; one Change. A due date that moves wants a reason; so does deferring.

        Deferring wants a day still to come besides, on which the task is looked at again.
        """
        return self.save_many([uid], values, reason=reason)

    def save_edits(self, uid: str, values: Mapping[str, str | None], reason: str | None) -> tuple[str, list[Edit]]:
        """What :meth:`save` would change of one task, and its reference."""
        task, area = self.get(uid)
        read: dict[str, object] = {}
        for name, text in values.items():
            if name not in EDITABLE:
                raise UsageError(f"A task has no field “{name}”; it has {', '.join(EDITABLE)}.")
            if name == "due":
                if line_of(text) != line_of(self.due_as_typed(task)):
                    read |= entry.date_fields("due", text, self._s.clock.today())
            elif name == "chase_on":
                chased = entry.made_date(text, self._s.clock.today())
                read["chase_on"] = chased.due if chased else None
            elif name == "progress":
                read["progress"] = entry.progress_value(text or "unknown")
            elif name == "no":
                read["no"] = self._number(task, area, text)
            else:
                read[name] = entry.line(text) if name in LINES else entry.paragraphs(text)
        if read.get("waiting_on") and not read.get("chase_on", task.chase_on):
            raise UsageError(_CHASE.format(body=read["waiting_on"], ref=refs.task_ref(area.ref, task.no)))
        read |= self._not_ours(task, read)
        says_anew = read.get("progress", task.progress) != task.progress
        if says_anew:
            read |= {"progress_text": None, "progress_from": None}
        if says_anew or "due" in read:
            self._may_defer(task, read, reason)
        if "assigned_to" in read:
            leavers.refuse(self._s, entry.line(values["assigned_to"]), task.assigned_to, reason)
        edits = changes.set_fields(task, **read)
        edits += self._slip(task, read, reason) + self._renumbered(task, area, read)
        return refs.task_ref(area.ref, task.no), edits

    @staticmethod
    def _not_ours(task: Task, read: Mapping[str, object]) -> dict[str, object]:
        """What waits on others is not behind: its word goes back to ongoing when the waiting begins, and behind ends the waiting."""
        now = read.get("progress", task.progress)
        if read.get("waiting_on") and now == Progress.BEHIND_TARGET:
            return {"progress": Progress.ONGOING.value}
        ends = read.get("progress") in (Progress.BEHIND_TARGET, Progress.COMPLETE)
        if ends and "waiting_on" not in read and task.waiting_on:
            return {"waiting_on": None, "chase_on": None}
        return {}

    def _may_defer(self, task: Task, read: Mapping[str, object], reason: str | None) -> None:
        """Raise RefusedError when a task would become deferred, or stay so, without a reason or without a day to come."""
        if read.get("progress", task.progress) != Progress.DEFERRED:
            return
        day = read.get("due", task.due)
        if not entry.line(reason) or not isinstance(day, date) or day <= self._s.clock.today():
            raise RefusedError(_DEFERRING)

    def _number(self, task: Task, area: Area, text: str | None) -> str:
        no = refs.normal_task(entry.needed(entry.line(text), "A number"))
        if no != task.no:
            old = self._s.read.all(OldRef, plan=area.plan, ref=refs.task_ref(area.ref, no))
            if any(o.subject != task.uid for o in old):
                raise RefusedError(
                    f"{refs.task_ref(area.ref, no)} once named another task, and references are never used twice."
                )
            if not no.isascii() or set(no) & set("/:"):
                raise UsageError(f"“{no}” cannot be a task's number; use figures and letters.")
        return no

    @staticmethod
    def due_as_typed(task: Task) -> str:
        """The due date as a form shows it, so that saving an untouched form changes nothing."""
        return shown_date(task.due, task.due_precision, task.due_text)

    def _slip(self, task: Task, read: Mapping[str, object], reason: str | None) -> list[Edit]:
        if "due" not in read or read["due"] == task.due:
            return []
        slips = self._s.read.all(Slip, task=task.uid, order=("position",))
        before = task.due or (slips[-1].before if slips else None)
        if before is None:
            return []  # the first date that the task is given
        if not entry.line(reason):
            was = self.due_as_typed(task) or "taken away before"
            raise RefusedError(f"Moving a date wants a reason (it was {was}); nothing was saved.")
        slip = Slip(
            uid=self._s.ids.new(),
            task=task.uid,
            before=before,
            before_text=self.due_as_typed(task) or "no date",
            after=read["due"],  # type: ignore[arg-type]  # date_fields gives a date or None
            after_text=str(read["due_text"]) if read["due_text"] else None,
            reason=entry.needed(reason, "A reason"),
            moved_on=self._s.clock.today(),
            position=len(slips) + 1,
        )
        return [changes.create(slip)]

    def _renumbered(self, task: Task, area: Area, read: Mapping[str, object]) -> list[Edit]:
        if read.get("no", task.no) == task.no:
            return []
        return [old_refs.keep(self._s, area.plan, refs.task_ref(area.ref, task.no), task.uid)]


def line_of(text: str | None) -> str:
    return " ".join((text or "").split())


def several(named: Sequence[str]) -> str:
    return (
        named[0] if len(named) == 1 else f"{len(named)} tasks: {', '.join(named[:6])}{' …' if len(named) > 6 else ''}"
    )


def verb_of(edits: Sequence[Edit], verb: str) -> str:
    names = [
        e.field.replace("_", " ") for e in edits if e.field and not e.field.endswith(("_text", "_precision", "_from"))
    ]
    return f"{verb} {', '.join(dict.fromkeys(names))}" if names else verb
