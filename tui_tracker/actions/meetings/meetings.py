"""A board's sitting: it begins with an agenda, decides item by item, one Change each, and ends with a minute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tui_tracker.actions import entry
from tui_tracker.actions.evidence.notes import NoteActions
from tui_tracker.actions.meetings.action_log import ActionLog
from tui_tracker.actions.meetings.agenda import Agendas
from tui_tracker.actions.plan import leavers
from tui_tracker.actions.plan.areas import AreaActions
from tui_tracker.actions.plan.tasks import TaskActions
from tui_tracker.domain import changes, dates, refs
from tui_tracker.domain.changes import Edit
from tui_tracker.domain.meeting import VERDICTS, Item, items, outcomes, why_left
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.records import Action, Area, Decision, Meeting, Slip, Task
from tui_tracker.domain.text import count_of, fold
from tui_tracker.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session

_OF_TASKS = ("ready", *(p.value for p in Progress if p is not Progress.UNKNOWN), "waiting", "escalated")
ALLOWED: dict[str, tuple[str, ...]] = {
    "task": _OF_TASKS,
    "area": ("closed", "open", "escalated"),
    "action": ("done", "open", "dropped", "escalated"),
}
Values = Mapping[str, str]


class MeetingActions:
    """Meetings, their decisions and their ends."""

    def __init__(self, session: Session) -> None:
        self._s = session
        self._action_log = ActionLog(session)
        self._areas = AreaActions(session)
        self._notes = NoteActions(session)
        self._tasks = TaskActions(session)

    # -- reading

    def all(self) -> list[Meeting]:
        """Every meeting, the newest first."""
        return self._s.read.all(Meeting, order=("-held_on", "-id"))

    def get(self, uid: str) -> Meeting:
        """The meeting. Raises UsageError when it is gone."""
        return self._s.read.known(Meeting, uid)

    def running(self) -> Meeting | None:
        """The meeting that has begun and not ended."""
        found = self._s.read.all(Meeting, ended_at=None, order=("-id",), limit=1)
        return found[0] if found else None

    def needed(self) -> Meeting:
        """As :meth:`running`. Raises UsageError when none has begun."""
        found = self.running()
        if found is None:
            raise UsageError("No meeting has begun; 5 in the app, or meeting begin BOARD, begins one.")
        return found

    def named(self, text: str) -> Meeting:
        """The newest meeting of a board whose name begins so; a date behind it picks one. Raises UsageError."""
        wanted = fold(text)
        meetings = self.all()
        found = [m for m in meetings if fold(self.name(m)) == wanted]
        found = found or [m for m in meetings if fold(label(m)).startswith(wanted) or fold(m.board).startswith(wanted)]
        found = found or [m for m in meetings if fold(f"{m.board} {m.held_on.isoformat()}").startswith(wanted)]
        if not found:
            known = "; ".join(label(m) for m in meetings[:6]) or "none yet"
            raise UsageError(f"No meeting is called “{text}”; there are {known}.")
        return found[0]

    def name(self, meeting: Meeting) -> str:
        """A meeting's name; from the second of one board on one day on, with its number."""
        uids = [m.uid for m in self._s.read.all(Meeting, board=meeting.board, held_on=meeting.held_on)]
        number = uids.index(meeting.uid) + 1
        return label(meeting) + (f" ({number})" if number > 1 else "")

    def decisions(self, meeting: str) -> list[Decision]:
        """What a meeting decided and said, in order."""
        return self._s.read.all(Decision, meeting=meeting, order=("position",))

    def named_item(self, item: Item) -> tuple[str, str]:
        """(reference, title) of what an item is about."""
        if item.kind == "task":
            task, area = self._tasks.get(item.uid)
            return refs.task_ref(area.ref, task.no), task.title or area.title
        if item.kind == "area":
            area = self._areas.get(item.uid)
            return area.ref, area.title
        action = self._action_log.get(item.uid)
        about = self._action_log.ref(action)
        return f"Action {action.number}", f"{action.owner}: {action.text}" + (f" ({about})" if about else "")

    # -- beginning and ending

    def begin(
        self, board: str, agenda: Sequence[Item], words: str, *, on: str | None = None, place: str | None = None,
        present: str | None = None, minutes: str | int | None = None,
    ) -> Applied:  # fmt: skip
        """Begin a meeting on an agenda. Raises RefusedError while another runs or when nothing is on the agenda."""
        running = self.running()
        if running is not None:
            raise RefusedError(
                f"{label(running)} has not ended: go on with it (⟦go.meeting|meeting show⟧) or end it, then begin another."
            )
        if not agenda:
            raise RefusedError(f"Nothing is on that agenda ({words}); choose another.")
        made = entry.made_date(on, self._s.clock.today(), "past")
        meeting = Meeting(
            uid=self._s.ids.new(), board=entry.needed(entry.line(board), "The board's name"),
            held_on=made.due if made else self._s.clock.today(), place=entry.line(place), present=entry.line(present),
            minutes=_minutes(minutes), agenda_words=words, agenda=[[i.kind, i.uid, i.why] for i in agenda],
            began_at=self._moment(), entered_by=self._s.me,
        )  # fmt: skip
        return self._s.commit("began a meeting of", label(meeting), [changes.create(meeting)])

    def _moment(self) -> str:
        return self._s.clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def end(
        self,
        uid: str,
        *,
        skipped: Sequence[str] = (),
        put_off: Sequence[str] = (),
        place: str | None = None,
        present: str | None = None,
    ) -> Applied:
        """End a meeting: of what was not decided it is written down whether it was left open, skipped, put off (item keys) or not reached."""
        meeting = self.get(uid)
        if meeting.ended_at is not None:
            raise RefusedError(f"{label(meeting)} has ended already.")
        said = self.decisions(uid)
        decided = outcomes(said)
        left = []
        for item in items(meeting):
            if item.key not in decided:
                ref, title = self._name_or_gone(item)
                left.append([ref, title, why_left(item.key, said, skipped, put_off)])
        values: dict[str, object] = {"ended_at": self._moment(), "left": left}
        for name, text in (("place", place), ("present", present)):
            if text is not None:
                values[name] = entry.line(text)
        return self._s.commit("ended the meeting of", label(meeting), changes.set_fields(meeting, **values))

    def _name_or_gone(self, item: Item) -> tuple[str, str]:
        try:
            return self.named_item(item)
        except UsageError:
            return "(gone)", "not in the plan any more"

    def take_up(self, uid: str, area: str) -> Applied:
        """Put an area's open tasks behind it on the agenda."""
        meeting = self.get(uid)
        there = [i.key for i in items(meeting)]
        found = [i for i in Agendas(self._s, meeting.board).tasks_of(area) if i.key not in there]
        ref = self._areas.get(area).ref
        if not found:
            raise RefusedError(f"{ref} has no open task that is not on the agenda already.")
        at = there.index(f"area:{area}") + 1 if f"area:{area}" in there else len(there)
        agenda = [*meeting.agenda[:at], *([i.kind, i.uid, i.why] for i in found), *meeting.agenda[at:]]
        return self._s.commit(
            f"took up {count_of(len(found), 'task')} of", ref, changes.set_fields(meeting, agenda=agenda)
        )

    # -- deciding

    def decide(self, meeting: str, item: Item, verdict: str, values: Values | None = None) -> Applied:
        """One verdict on one item: what it changes and what the minute says are one Change.

        ``values`` as they were typed: until and because; body and chase; to and why; how. Raises RefusedError or UsageError.
        """
        if verdict not in VERDICTS or not VERDICTS[verdict].decides or verdict not in ALLOWED[item.kind]:
            known = ", ".join(ALLOWED[item.kind])
            raise UsageError(f"“{verdict}” is no verdict on {_a(item.kind)}; use one of {known}.")
        given, sitting = values or {}, self.get(meeting)
        if verdict == "escalated":
            details, edits = self._escalate(meeting, item, given)
        else:
            of_kind = {"task": self._task, "area": self._area, "action": self._action}[item.kind]
            details, edits = of_kind(sitting, item.uid, verdict, given)
        return self._decided(sitting, item, verdict, details, edits)

    def _decided(
        self, sitting: Meeting, item: Item, verdict: str, details: dict[str, Any], edits: list[Edit]
    ) -> Applied:
        if sitting.ended_at is not None:
            raise RefusedError(f"{label(sitting)} has ended; undo takes its end back.")
        ref, title = self.named_item(item)
        count = self._s.read.count(Decision, meeting=sitting.uid)
        record = Decision(
            uid=self._s.ids.new(), meeting=sitting.uid, position=count, item=item.key, verdict=verdict, ref=ref, title=title,
            details=details,
        )  # fmt: skip
        verb = {"noted": "noted", "moved": "moved the date of", "given": "gave an action on"}.get(verdict)
        return self._s.commit(
            verb or f"decided {VERDICTS[verdict].word}:", ref, [*edits, changes.create(record)],
            reason=details.get("reason") or details.get("why"),
        )  # fmt: skip

    def _task(self, meeting: Meeting, uid: str, verdict: str, given: Values) -> tuple[dict[str, Any], list[Edit]]:
        task, _ = self._tasks.get(uid)
        if verdict == "ready":
            if task.ready_on is not None and task.progress == Progress.COMPLETE:
                return {"same": True}, []
            return {}, self._tasks.ready_edits(uid)[1]
        if verdict == "deferred":
            return self._dated(task, {"progress": verdict, "due": given.get("until", "")}, given)
        if verdict == "waiting":
            waits = self._tasks.wait_values(uid, given.get("body"), given.get("chase"))
            edits = self._tasks.save_edits(uid, waits, None)[1]
            made = entry.made_date(waits["chase_on"], self._s.clock.today())
            return {"body": entry.line(given.get("body")), "chase": dates.short(made.due) if made else ""}, edits
        edits = self._tasks.progress_edits(task, verdict)
        return ({} if edits else {"same": True}), edits

    def _dated(self, task: Task, values: dict[str, str | None], given: Values) -> tuple[dict[str, Any], list[Edit]]:
        """A verdict that moves a task's date, with what the minute says of the move."""
        reason = given.get("because", "")
        edits = self._tasks.save_edits(task.uid, values, reason)[1]
        made = entry.date_fields("due", values["due"], self._s.clock.today())
        before = self._tasks.due_as_typed(task)
        moves = len(self._s.read.all(Slip, task=task.uid)) + 1
        moved = before and made["due"] != task.due
        return {
            "before": before if moved else "", "after": made["due_text"], "reason": entry.needed(reason, "A reason"), "moves": moves,
        }, edits  # fmt: skip

    def _area(self, meeting: Meeting, uid: str, verdict: str, given: Values) -> tuple[dict[str, Any], list[Edit]]:
        if verdict == "open":
            return {}, []
        area: Area = self._areas.get(uid)
        if area.closed_on is not None:
            raise RefusedError(f"{area.ref} was closed on {dates.long(area.closed_on)} already.")
        return {}, changes.set_fields(area, closed_on=meeting.held_on, closed_by=label(meeting))

    def _action(self, meeting: Meeting, uid: str, verdict: str, given: Values) -> tuple[dict[str, Any], list[Edit]]:
        if verdict == "open":
            return {}, []
        log = self._action_log
        action: Action = log.get(uid)
        how = entry.paragraphs(given.get("how"))
        edits = log.close_edits(action, how, dropped=verdict == "dropped", on=meeting.held_on)
        return ({"how": how} if how else {}), edits

    def _escalate(self, meeting: str, item: Item, given: Values) -> tuple[dict[str, Any], list[Edit]]:
        kind, uid = self._subject(item)
        record, edits = self._action_log.edits(
            given.get("to", ""), given.get("why", ""), None, kind=kind, uid=uid, meeting=meeting, escalation=True
        )
        return {"to": record.owner, "why": record.text, "number": record.number}, edits

    def _subject(self, item: Item) -> tuple[str, str]:
        """The task or area that an item is about."""
        if item.kind != "action":
            return item.kind, item.uid
        action = self._action_log.get(item.uid)
        if action.task is not None:
            return "task", action.task
        return ("area", action.area) if action.area is not None else ("", "")

    # -- what is said besides

    def note(
        self, meeting: str, item: Item, text: str, *, said_by: str | None = None, date: str | None = None
    ) -> Applied:
        """What was said: in the minute, and on a task an evidence note."""
        words = entry.needed(text, "The text")
        edits: list[Edit] = []
        if item.kind == "task":
            edits = self._notes.plain(item.uid, words, date=date, said_by=said_by)
        return self._decided(self.get(meeting), item, "noted", {"text": words}, edits)

    def give(self, meeting: str, item: Item, owner: str, text: str, due: str | None) -> Applied:
        """An action for somebody, which lives on after the meeting."""
        leavers.refuse(self._s, entry.line(owner), explained=False)
        kind, uid = self._subject(item)
        record, edits = self._action_log.edits(owner, text, due, kind=kind, uid=uid, meeting=meeting)
        details = {
            "number": record.number, "owner": record.owner, "text": record.text,
            "due": dates.short(record.due_on) if record.due_on else "",
        }  # fmt: skip
        return self._decided(self.get(meeting), item, "given", details, edits)

    def move(self, meeting: str, item: Item, due: str, because: str) -> Applied:
        """A new date for a task or an action, with its reason."""
        if item.kind == "area":
            raise UsageError(
                "An area's dates are edited on the area; ⟦task.move-date|set REF due DATE --reason WHY⟧ moves the date of a task or an action."
            )
        if item.kind == "task":
            task, _ = self._tasks.get(item.uid)
            details, edits = self._dated(task, {"due": due}, {"because": because})
            if not edits:
                raise RefusedError(f"The date is {details['after']} already.")
            return self._decided(self.get(meeting), item, "moved", details, edits)
        action = self._action_log.get(item.uid)
        day, edits = self._action_log.move_edits(action, due, because)
        before = dates.short(action.due_on) if action.due_on else ""
        return self._decided(
            self.get(meeting), item, "moved", {"before": before, "after": dates.short(day), "reason": entry.line(because) or "first date"}, edits
        )  # fmt: skip


def label(meeting: Meeting) -> str:
    """A meeting's name: its board and day."""
    return f"{meeting.board}, {dates.short(meeting.held_on)}"


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _minutes(value: str | int | None) -> int:
    text = str(value if value is not None else "").strip() or "40"
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 600:
        raise UsageError(f"“{text}” is no number of minutes; give one from 1 to 600.")
    return int(text)
