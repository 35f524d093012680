"""Recording QA and sampling: verdicts, revocations, and verdicts for imported entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tui_tracker.actions import entry
from tui_tracker.actions.plan import leavers
from tui_tracker.actions.plan.tasks import TaskActions, several
from tui_tracker.domain import changes, dates, refs, seal
from tui_tracker.domain.changes import Edit
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.records import Attachment, Link, Note, Person, Promise, SignOff, Step, Task
from tui_tracker.domain.signoff import SIGN_STAGES, VERDICTS, Around, Stage, is_whole, latest, stage_of, who_may_sign
from tui_tracker.domain.suggest import Suggestion, look_again, points_above, suggest
from tui_tracker.errors import RefusedError, UsageError
from tui_tracker.frozen import dataclass
from tui_tracker.store import journal
from tui_tracker.store.matching import ANY, begins, below

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session


@dataclass(frozen=True)
class Request:
    """A sign-off as somebody gave it. ``override`` holds the reason for signing although a rule bars it.

    ``retest``: the sampler tested the control again, as an auditor's recommendation of high importance wants. ``look_again`` is the day by which a follow-up is to be looked at; left out, what the comment says, else three months on.
    """

    stage: str
    verdict: str
    by: str
    date: str | None = None
    comment: str | None = None
    received: str | None = None
    override: str | None = None
    look_again: str | None = None
    retest: bool = False


@dataclass(frozen=True)
class Unsettled:
    """An imported entry without a verdict, and what its comment suggests."""

    entry: SignOff
    ref: str
    title: str
    suggestion: Suggestion | None


class SignOffActions:
    """Sign-off entries are added, settled once and revoked with a reason; never edited."""

    def __init__(self, session: Session) -> None:
        self._s = session
        self._tasks = TaskActions(session)

    def _entries(self, task: str) -> list[SignOff]:
        return self._s.read.all(SignOff, task=task, order=("position", "id"))

    def _look(self, task: Task) -> dict[str, Any]:
        notes, steps = self._s.read.all(Note, task=task.uid), self._s.read.all(Step, task=task.uid)
        links, files = self._s.read.all(Link, task=task.uid), self._s.read.all(Attachment, task=task.uid)
        return seal.look(task, notes, links, files, steps)

    def due(self, task_uid: str) -> str:
        """The stage that is due on a task. Raises RefusedError saying why none is."""
        task, area = self._tasks.get(task_uid)
        ref = refs.task_ref(area.ref, task.no)
        entries, today = self._entries(task_uid), self._s.clock.today()
        stage = stage_of(task, entries, today)
        if stage in (Stage.QA, Stage.SAMPLED) and self._s.read.task(task_uid).row.changed:
            return "qa"  # what was looked at has changed since: it goes through both again, QA first
        if stage == Stage.QA:
            return "sampling"
        if stage == Stage.SAMPLED:
            if bare := next((e for e in entries if e.verdict is None and is_whole(e, today)), None):
                raise RefusedError(
                    f"The {SIGN_STAGES[bare.stage]} entry of {ref} states no verdict: ⟦signoff.settle|signoff settle⟧ says which it was."
                )
            raise RefusedError(
                f"{ref} has been through QA and sampling, and nothing has changed since; nothing is due."
            )
        if stage == Stage.READY or task.progress == Progress.COMPLETE:
            return "qa"
        raise RefusedError(
            f"{ref} is neither reported complete nor marked ready (⟦task.ready|ready REF⟧), so no sign-off is due."
        )

    def sign(self, task_uid: str, request: Request) -> Applied:
        """Record a verdict. *Not yet* puts progress back to what it was before complete.

        Raises RefusedError when a rule bars it: sampling before QA, a missing comment, or a person who may not sign.
        """
        return self.sign_many([task_uid], request)

    def sign_many(self, task_uids: Sequence[str], request: Request) -> Applied:
        """One verdict on several tasks, as :meth:`sign` records it on each; one Change, or none when one is refused."""
        made = [self._signed(uid, request) for uid in task_uids]
        barred = any(over for _, _, over in made)
        return self._s.commit(
            f"{SIGN_STAGES[request.stage]}: {VERDICTS[request.verdict]}",
            several([ref for ref, _, _ in made]),
            [e for _, edits, _ in made for e in edits],
            reason=entry.line(request.override) if barred else None,
        )

    def _formerly(self, task: Task) -> list[str]:
        """Who was assigned to a task before, by its history; what was undone never was."""
        return [
            name for name in self._s.read.former_values("task", task.uid, "assigned_to") if name != task.assigned_to
        ]

    def _signed(self, task_uid: str, request: Request) -> tuple[str, list[Edit], bool]:
        """What signing changes of one task: its reference, the edits, and whether a rule was overridden."""
        task, area = self._tasks.get(task_uid)
        ref = refs.task_ref(area.ref, task.no)
        made = self._checked(request, ref)
        entries = self._entries(task_uid)
        self._check_order(task, entries, request.stage, ref)
        bar = who_may_sign(
            self._s.read.register(),
            task,
            self._notes(task_uid),
            entries,
            request.stage,
            made["by"],
            Around(area.owner, self._formerly(task), self._s.read.all(Person)),
        )
        override = entry.line(request.override)
        if bar is not None and override is None:
            raise RefusedError(f"{ref}: {bar.sentence}. An override wants a reason, and prints in every report.")
        signed = SignOff(
            uid=self._s.ids.new(),
            task=task_uid,
            stage=request.stage,
            position=max((e.position for e in entries), default=-1) + 1,
            verdict=request.verdict,
            entered_by=self._s.me,
            entered_at=self._s.clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            override=f"{bar.rule}: {override}" if bar is not None else None,
            looked_at=self._look(task),
            **made,
        )
        edits: list[Edit] = [changes.create(signed)]
        if request.verdict == "not_yet":
            edits += self._put_back(task)
        if request.verdict == "follow_up":
            edits.append(changes.create(self._promise(signed, request.look_again)))
        return ref, edits, bar is not None

    def _promise(self, signed: SignOff, when: str | None) -> Promise:
        """The bring-forward item of a follow-up: by when somebody looks again, and at what."""
        made = entry.made_date(when, self._s.clock.today())
        day = signed.date or self._s.clock.today()
        return Promise(
            uid=self._s.ids.new(), task=signed.task, signoff=signed.uid, position=self._next_position(signed.task),
            due_on=made.due if made else look_again(signed.comment, day), text=signed.comment or "look again", who=signed.by, entered_by=self._s.me,
        )  # fmt: skip

    def _next_position(self, task: str) -> int:
        return len(self._s.read.all(Promise, task=task))

    # -- promises

    def promise(self, task_uid: str, text: str, *, by: str, who: str | None = None) -> Applied:
        """Note a promise by itself: what will be looked at again, by when, by whom. It bars *assured* until it is met."""
        made = entry.made_date(by, self._s.clock.today())
        if made is None:
            raise UsageError("A promise wants the day by which it is kept.")
        record = Promise(
            uid=self._s.ids.new(), task=task_uid, position=self._next_position(task_uid), due_on=made.due, text=entry.needed(entry.line(text), "What is promised"),
            who=entry.line(who), entered_by=self._s.me,
        )  # fmt: skip
        return self._s.commit("noted a promise on", self._tasks.ref(task_uid), [changes.create(record)])

    def promises(self, *, open_only: bool = True) -> list[tuple[str, Promise]]:
        """(reference, promise), the earliest first; only those not yet met unless asked for all."""
        return [
            (self._tasks.ref(p.task), p)
            for p in self._s.read.all(Promise, order=("due_on", "id"), met_on=None if open_only else ANY)
        ]

    def meet(self, uid: str, how: str | None = None, *, on: str | None = None) -> Applied:
        """Say that a promise was kept, when, and what was seen. Raises RefusedError when it was already."""
        found = self._s.read.all(Promise, uid=begins(uid)) if len(uid) >= 4 else []
        if len(found) != 1:
            raise UsageError(f"No single promise is called “{uid}”; promise list shows them.")
        if found[0].met_on is not None:
            raise RefusedError(f"That promise was met on {dates.long(found[0].met_on)} already.")
        made = entry.made_date(on, self._s.clock.today(), "past")
        day = made.due if made else self._s.clock.today()
        if day > self._s.clock.today():
            raise RefusedError(f"A promise cannot have been kept on {dates.long(day)}, which is still to come.")
        edits = changes.set_fields(found[0], met_on=day, how=entry.line(how))
        return self._s.commit("met a promise on", self._tasks.ref(found[0].task), edits)

    def _notes(self, task: str) -> list[Any]:
        """Every note, corrected ones too: correcting who said it does not unsay it."""
        return self._s.read.all(Note, task=task)

    def _checked(self, request: Request, ref: str) -> dict[str, Any]:
        if request.stage not in SIGN_STAGES:
            raise UsageError(f"“{request.stage}” is not a sign-off; use qa or sampling.")
        if request.verdict not in VERDICTS:
            raise UsageError(f"“{request.verdict}” is not a verdict; use close, follow-up or not-yet.")
        comment = entry.paragraphs(request.comment)
        if request.verdict != "close" and comment is None:
            raise RefusedError(
                f"“{VERDICTS[request.verdict].capitalize()}” on {ref} wants a comment that says what is asked for."
            )
        if request.retest and request.stage != "sampling":
            raise UsageError("A re-test is a sampling; QA is no re-test.")
        today = self._s.clock.today()
        made = entry.made_date(request.date, today, "past")
        day = made.due if made else today
        if day > today:
            raise RefusedError(f"A sign-off cannot be dated ahead ({dates.long(day)}).")
        by = entry.needed(entry.line(request.by), "The signer's name")
        leavers.refuse(self._s, by, reason=request.override, on=day)
        return {
            "by": by,
            "date": day,
            "comment": comment,
            "received": entry.line(request.received),
            "retest": request.retest,
        }

    def _check_order(self, task: Task, entries: list[SignOff], stage: str, ref: str) -> None:
        today = self._s.clock.today()
        if stage == "qa":
            if task.progress != Progress.COMPLETE and task.ready_on is None:
                raise RefusedError(
                    f"{ref} is neither reported complete nor marked ready, so there is nothing to QA yet."
                )
            return
        qa = latest(entries, "qa", today)
        if qa is None:
            raise RefusedError(f"{ref} has no QA entry, and sampling comes after QA.")
        if qa.verdict == "not_yet":
            raise RefusedError(f"The last QA of {ref} says not yet, and sampling comes after a favourable QA.")

    def _put_back(self, task: Task) -> list[Edit]:
        """Progress as it was before it became complete, and no ready mark."""
        values: dict[str, object] = {"ready_on": None, "ready_by": None}
        if task.progress == Progress.COMPLETE:
            values |= {"progress": self.before_complete(task.uid), "progress_text": None, "progress_from": None}
        return changes.set_fields(task, **values)

    def before_complete(self, task_uid: str) -> str:
        """What the task's progress was before complete; ongoing when the plan never saw it otherwise."""
        return self._seen_before(task_uid) or Progress.ONGOING.value

    def _seen_before(self, task_uid: str) -> str | None:
        """The progress that the plan saw before complete; None when the task came in complete."""
        for line in self._s.read.history(task_uid):
            if line.undone or line.undoes is not None:
                continue
            for edit in journal.change(self._s.db, line.number).edits:
                if edit.uid == task_uid and edit.field == "progress" and edit.after == Progress.COMPLETE:
                    return str(edit.before) if edit.before != Progress.UNKNOWN else None
        return None

    def put_back_words(self, task_uid: str) -> str:
        """The sentence that says where *not yet* puts the progress of a task that is reported complete."""
        ref, before = self._tasks.ref(task_uid), self._seen_before(task_uid)
        if before is None:
            return (
                f"{ref} is {WORDS[Progress.ONGOING].word} now; where it stood before it was complete was never stated."
            )
        return f"{ref} is {WORDS[Progress(before)].word} again, as it was before complete."

    def revoke(self, uid: str, reason: str) -> Applied:
        """Take an entry out of force; it stays readable with its reason."""
        signed = self._find(uid)
        why = entry.needed(entry.line(reason), "A reason")
        if signed.revoked is not None:
            raise RefusedError(f"That sign-off is revoked already: {signed.revoked}")
        return self._s.commit(
            f"revoked {SIGN_STAGES[signed.stage]} of",
            self._tasks.ref(signed.task),
            changes.set_fields(signed, revoked=why),
            reason=why,
        )

    def _find(self, uid: str) -> SignOff:
        found = self._s.read.all(SignOff, uid=begins(uid)) if len(uid) >= 4 else []
        if len(found) != 1:
            raise UsageError(
                f"No single sign-off is called “{uid}”; ⟦=they stand on the page of the task|show REF --json lists their uids⟧."
            )
        return found[0]

    def unsettled(self, task_uid: str | None = None) -> list[Unsettled]:
        """Imported entries that count and have no verdict, in plan order, each with its suggestion."""
        made = []
        if task_uid is None:
            rows = self._s.read.task_rows(self._s.read.task_ids("is:unsettled"))
        else:
            rows = [self._s.read.task(task_uid).row]
        for row in rows:
            if row.withdrawn is None:
                for signed in self._entries(row.uid):
                    if signed.verdict is None and is_whole(signed, self._s.clock.today()):
                        made.append(Unsettled(signed, row.ref, row.title, self._suggested(signed)))
        return made

    def _suggested(self, signed: SignOff) -> Suggestion | None:
        """What an entry's comment suggests; “as above” means what stands above it in its area."""
        if not points_above(signed.comment):
            return suggest(signed.comment)
        task, area = self._tasks.get(signed.task)
        before = self._s.read.all(Task, area=area.uid, position=below(task.position), order=("-position",))
        for above in before:
            found = [
                e
                for e in self._entries(above.uid)
                if e.stage == signed.stage and e.revoked is None and not points_above(e.comment)
            ]
            if found:
                meant = suggest(found[-1].comment)
                return (
                    Suggestion(meant.verdict, f"as above, {refs.task_ref(area.ref, above.no)}: {meant.phrase}")
                    if meant
                    else None
                )
        return None

    def settle(self, chosen: dict[str, str]) -> Applied:
        """Give imported entries (by uid) the verdicts that somebody chose; one Change. What is there now is what was looked at."""
        edits: list[Edit] = []
        named = []
        for uid, verdict in chosen.items():
            if verdict not in VERDICTS:
                raise UsageError(f"“{verdict}” is not a verdict; use close, follow-up or not-yet.")
            signed = self._find(uid)
            if signed.verdict is not None:
                raise RefusedError(f"That sign-off has its verdict already: {VERDICTS[signed.verdict]}.")
            task, area = self._tasks.get(signed.task)
            edits += changes.set_fields(signed, verdict=verdict, looked_at=self._look(task))
            if verdict == "follow_up":
                edits.append(changes.create(self._promise(signed, None)))
            named.append(refs.task_ref(area.ref, task.no))
        subject = named[0] if len(named) == 1 else f"{len(named)} imported entries"
        # It corrects how an entry was read, so it counts on every day since that entry; snapshots keep the figures they were taken with.
        return self._s.commit("settled the verdict of", subject, edits, always_known=True)
