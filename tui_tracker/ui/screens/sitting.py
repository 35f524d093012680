"""A meeting under way: one item at a time, one key a verdict, the next item comes by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from tui_tracker.actions.tracker import Applied
from tui_tracker.domain.meeting import LEFT, said, why_left
from tui_tracker.domain.records import Decision
from tui_tracker.errors import RefusedError
from tui_tracker.ui import forms, meeting_forms
from tui_tracker.ui.commands import action_log
from tui_tracker.ui.commands.registry import THIS_SCREEN, Command, command, own
from tui_tracker.ui.place import Place
from tui_tracker.ui.sitting_page import SittingPage


class SittingScreen(SittingPage):
    """What the keys decide of the item that is up."""

    def selected(self) -> tuple[str, str] | None:
        if self.s.queue.at is None:
            return None
        item = self.s.items[self.s.queue.at]
        return (item.kind, item.uid) if item.kind in ("task", "area") else None

    # -- the page

    # -- what happens in the plan

    def changed(self, applied: Applied) -> None:
        if self._own_doing:
            return
        self.s.sync()
        self.reload()

    def _quietly(self, act: Callable[[], Applied]) -> Applied:
        """Do something of this screen's own: it draws itself once, when it knows which item is up."""
        self._own_doing = True
        try:
            return act()
        finally:
            self._own_doing = False

    def _decide(self, verdict: str, values: dict[str, str] | None = None) -> str:
        """One verdict: it lands, the next item comes."""
        item, uid, at = self.item(), self.sitting().uid, self.s.queue.at
        assert at is not None
        ref, _ = self.s.label(at)
        applied = self._quietly(lambda: self.tracker.meetings.decide(uid, item, verdict, values))
        self.s.verdicts[at] = verdict
        self.s.queue.decide()
        self._came()
        return f"{ref}: {_words(applied)}.  ⟦edit.undo⟧ takes it back"

    def _besides(self, act: Callable[[], Applied]) -> str:
        """Something said of the item, which stays."""
        at = self.s.queue.at
        assert at is not None
        ref, _ = self.s.label(at)
        applied = self._quietly(act)
        self.reload()
        return f"{ref}: {_words(applied)}.  ⟦edit.undo⟧ takes it back"

    def _came(self) -> None:
        """Another item is up."""
        self.canvas.top = 0
        self.keep_soon()
        self.reload()

    def _say_decided(self, verdict: str, values: dict[str, str] | None = None) -> None:
        self.say(self._decide(verdict, values))

    # -- verdicts

    def _verdict_of(self, **by_kind: str) -> str:
        """What a key decides of this kind of item. Raises RefusedError when it decides nothing of it."""
        kind = self.item().kind
        if kind not in by_kind:
            article = "an" if kind[0] in "ae" else "a"
            raise RefusedError(f"That is no verdict on {article} {kind}; the keys above are.")
        return by_kind[kind]

    @own(
        "meeting.ready",
        "task.ready",
        "ready for QA",
        "complete on somebody’s word, waiting for QA; the next item comes",
        where="sitting",
    )
    def decide_ready(self) -> None:
        self._say_decided(self._verdict_of(task="ready"))

    @own(
        "meeting.complete",
        "task.complete",
        "complete",
        "a task is complete, an action done, an area closed; the next item comes",
        where="sitting",
    )
    def decide_complete(self) -> None:
        self._say_decided(self._verdict_of(task="complete", action="done", area="closed"))

    @own(
        "meeting.on-target",
        "task.on-target",
        "on target",
        "a task is on target, an action or an area stays open; the next item comes",
        where="sitting",
    )
    def decide_on_target(self) -> None:
        self._say_decided(self._verdict_of(task="on_target", action="open", area="open"))

    @own("meeting.behind", "task.behind", "behind", "behind target; the next item comes", where="sitting")
    def decide_behind(self) -> None:
        self._say_decided(self._verdict_of(task="behind_target"))

    @own(
        "meeting.ongoing",
        "task.ongoing",
        "ongoing",
        "continuing, with no end set; the next item comes",
        where="sitting",
    )
    def decide_ongoing(self) -> None:
        self._say_decided(self._verdict_of(task="ongoing"))

    @own(
        "meeting.not-started",
        "task.not-started",
        "not started",
        "nothing done yet; the next item comes",
        where="sitting",
    )
    def decide_not_started(self) -> None:
        self._say_decided(self._verdict_of(task="not_started"))

    @command("meeting.close", "C", "close area", "this board closes the area", where="sitting", group=THIS_SCREEN)
    def close_area(self) -> None:
        self._say_decided(self._verdict_of(area="closed"))

    @own("meeting.defer", "task.defer", "defer", "to a later date, with a reason; the next item comes", where="sitting")
    def decide_defer(self) -> None:
        self._verdict_of(task="deferred")
        form = forms.defer(*self.named([self.item().uid]), self.read.today)
        self.fill_in(form, lambda v: self._decide("deferred", v))

    @own(
        "meeting.wait",
        "task.wait",
        "waiting on",
        "on a body outside, with a day to chase it; the next item comes",
        where="sitting",
    )
    def decide_wait(self) -> None:
        self._verdict_of(task="waiting")
        form = forms.wait(*self.tracker.tasks.get(self.item().uid), self.read.today)
        self.fill_in(form, lambda v: self._decide("waiting", v))

    @command(
        "meeting.escalate", "E", "escalate", "put it before another body, and why", where="sitting", group=THIS_SCREEN
    )
    def escalate_item(self) -> None:
        item = self.item()
        form = meeting_forms.escalate(self._heading(), item.uid)
        self.fill_in(form, lambda v: self._decide("escalated", v))

    @own("meeting.drop", "record.withdraw", "drop", "an action is not to be done any more, and why", where="sitting")
    def drop_action(self) -> None:
        if self.item().kind != "action":
            raise RefusedError(
                "Withdrawing is for the desk: ⟦back⟧ pauses the meeting, then ⟦record.withdraw⟧ on the task or area."
            )
        form = meeting_forms.drop(self.tracker.action_log.get(self.item().uid))
        self.fill_in(form, lambda v: self._decide("dropped", v))

    def _heading(self) -> str:
        assert self.s.queue.at is not None
        ref, title = self.s.label(self.s.queue.at)
        return f"{ref}  {title}"

    # -- said besides

    @own("meeting.note", "task.note", "note", "what is said of this item", where="sitting")
    def note_here(self) -> None:
        item, uid = self.item(), self.sitting().uid
        said_by = self.tracker.tasks.get(item.uid)[0].assigned_to or "" if item.kind == "task" else None
        form = meeting_forms.said(self._heading(), item.uid, said_by)
        note = self.tracker.meetings.note
        self.fill_in(form, lambda v: self._besides(lambda: note(uid, item, v["text"], said_by=v.get("said_by"))))

    @own("meeting.action", "task.action", "action", "an action for somebody out of this item", where="sitting")
    def action_here(self) -> None:
        item, uid = self.item(), self.sitting().uid
        owner = action_log.selected_for(self)[3] or (
            self.tracker.action_log.get(item.uid).owner if item.kind == "action" else ""
        )
        form = meeting_forms.action(self._heading(), item.uid, owner, self.read.today)
        give = self.tracker.meetings.give
        self.fill_in(form, lambda v: self._besides(lambda: give(uid, item, v["owner"], v["text"], v["due"])))

    @own(
        "meeting.move-date",
        "task.move-date",
        "move date",
        "a new date for this task or action, with a reason",
        where="sitting",
    )
    def move_date_here(self) -> None:
        item, uid = self.item(), self.sitting().uid
        if item.kind == "area":
            raise RefusedError(
                "An area's dates are edited on the area (⟦record.edit⟧); ⟦task.move-date⟧ moves the date of a task or an action."
            )
        if item.kind == "task":
            task = self.tracker.tasks.get(item.uid)[0]
            now = self.tracker.tasks.due_as_typed(task) or "not stated"
            form = forms.move_date(*self.named([item.uid]), self.read.today, now)
        else:
            form = meeting_forms.move_action(self.tracker.action_log.get(item.uid), self.read.today)
        move = self.tracker.meetings.move
        self.fill_in(form, lambda v: self._besides(lambda: move(uid, item, v["due"], v["because"])))

    # -- about the agenda

    @command(
        "meeting.skip",
        "space",
        "next undecided",
        "leave this item undecided and go on",
        where="sitting",
        group=THIS_SCREEN,
        shown=True,
    )
    def skip(self) -> None:
        self.sitting()
        self.s.queue.skip()
        self._came()

    @command(
        "meeting.later",
        "z",
        "later",
        "this item comes again when all others have come",
        where="sitting",
        group=THIS_SCREEN,
        shown=True,
        works=lambda s: s.s.queue.may_wait,
    )
    def put_off(self) -> None:
        self.item()
        if not self.s.queue.may_wait:
            raise RefusedError("This item is decided, or no other is left to come before it.")
        self.s.queue.put_off()
        self._came()

    def _step(self, by: int) -> None:
        self.sitting()
        if not self.s.queue.step(by):
            raise RefusedError(f"That was the {'first' if by < 0 else 'last'} item of the agenda.")
        self._came()

    @command("meeting.previous", "[", "back", "the item before", where="sitting", group=THIS_SCREEN, moves=True)
    def item_back(self) -> None:
        self._step(-1)

    @command("meeting.following", "]", "on", "the item after", where="sitting", group=THIS_SCREEN, moves=True)
    def item_on(self) -> None:
        self._step(1)

    @own("meeting.up", "move.up", "back", "the item before", where="sitting")
    def item_before(self) -> None:
        self._step(-1)

    @own("meeting.down", "move.down", "on", "the item after", where="sitting")
    def item_after(self) -> None:
        self._step(1)

    @own("meeting.open", "open", "open", "an area: take up its tasks; a task or an action: all of it", where="sitting")
    def open_row(self) -> None:
        """Enter on an area takes up its tasks; on a task shows all of it, and esc comes back."""
        item = self.item()
        if item.kind == "area":
            applied = self.tracker.meetings.take_up(self.sitting().uid, item.uid)
            self.s.queue.step(1)
            self._came()
            self.say(
                f"{applied.change.verb[:1].upper()}{applied.change.verb[1:]} {applied.change.subject}.  ⟦edit.undo⟧ takes it back"
            )
        elif item.kind == "task":
            self.go("task", item.uid)
        else:
            self.go("actions", key=item.uid)

    @own("meeting.pause", "back", "pause", "leave the meeting for a while; its clock stands still", where="sitting")
    def pause(self) -> None:
        """A pause: everything that was decided is in the plan, and the clock stands still."""
        self.s.pause()
        self.keep_draft()
        if not self.host.step(-1):
            self.host.go_instead(Place("meeting"))

    @command(
        "meeting.end",
        "ctrl+e",
        "end",
        "end the meeting and show its minute",
        where="sitting",
        group=THIS_SCREEN,
        shown=True,
    )
    def end_meeting(self) -> None:
        meeting = self.sitting()
        skipped = [self.s.items[i].key for i in self.s.queue.skipped]
        put_off = [self.s.items[i].key for i in self.s.queue.later]
        said_of = self.tracker.meetings.decisions(meeting.uid)
        why = Counter(
            why_left(i.key, said_of, skipped, put_off) for n, i in enumerate(self.s.items) if n not in self.s.verdicts
        )
        said_words = f"{len(self.s.verdicts)} of {len(self.s.items)} items are decided" + (
            "".join(f", {why[w]} {w}" for w in LEFT if why[w]) + "."
        )

        def submit(values: dict[str, str]) -> str:
            self.keep_draft()  # undoing the end finds its way back to the item
            self.tracker.meetings.end(
                meeting.uid, skipped=skipped, put_off=put_off, place=values["place"], present=values["present"]
            )
            self.host.go_instead(Place("minute", meeting.uid))
            return "The meeting has ended; this is its minute. ⟦plan.export⟧ writes it.  ⟦edit.undo⟧ takes the end back"

        self.fill_in(meeting_forms.end(meeting, said_words), lambda v: self._ended(submit, v))

    def _ended(self, submit: Callable[[dict[str, str]], str], values: dict[str, str]) -> None:
        said_words = submit(values)
        self.host.call_later(self.host.say, said_words)

    # -- taking back

    @own("meeting.undo", "edit.undo", "undo", "take back the last decision, and show its item", where="sitting")
    def undo_here(self) -> None:
        self._step_back(self.tracker.history.undo)

    @own("meeting.redo", "edit.redo", "redo", "bring back what undo took, and show its item", where="sitting")
    def redo_here(self) -> None:
        self._step_back(self.tracker.history.redo)

    def _step_back(self, act: Callable[[], Applied]) -> None:
        """Undo or redo; the item it was about is up again."""
        applied = self._quietly(act)
        self.s.sync()
        key = next((_item_of(e) for e in applied.change.edits if e.kind == "decision" and e.field is None), None)
        if key in self.s.index:
            self.s.queue.go(self.s.index[key])
        self._came()
        self.say(f"{applied.words}.")

    def run_command(self, command: Command) -> None:
        if self.s.meeting is not None and command.id.startswith("go.") and command.id != "go.meeting":
            self.say(
                "Digits do nothing in a meeting, so that none is pressed by mistake: ⟦back⟧ pauses it, ⟦meeting.end⟧ ends it."
            )
            return
        super().run_command(command)


def _item_of(edit: Any) -> str:
    return str((edit.after or edit.before)["item"])


def _words(applied: Applied) -> str:
    """What the minute will say of a decision that just landed."""
    data = next(e.after for e in applied.change.edits if e.kind == "decision" and e.field is None)
    return said(Decision(**data))


SCREEN = SittingScreen
