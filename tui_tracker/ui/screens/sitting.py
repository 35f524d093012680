"""A meeting under way: one item at a time, one key a verdict, the next item comes by itself."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from textual.geometry import Region
from textual.timer import Timer

from tui_tracker.actions.tracker import Applied
from tui_tracker.domain.meeting import VERDICTS, Item, Queue, items, outcomes, said
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.records import Decision, Meeting
from tui_tracker.errors import RefusedError, UsageError
from tui_tracker.ui import forms, item_view, meeting_forms
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.commands import Command, key_name
from tui_tracker.ui.lines import Builder, Line, Row, fit, pad, plain
from tui_tracker.ui.palette import fill
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen

_TICK_SECONDS = 5.0
_KEEP_SECONDS = 0.3
# What one key does with each kind of item, in the order in which the panel shows it: command, its words there, its mark.
_PANEL: dict[str, tuple[tuple[str, str, str], ...]] = {
    "task": (
        ("task.ready", "ready for QA", "complete"), ("task.on-target", "on target", "on_target"), ("task.behind", "behind", "behind_target"),
        ("task.defer", "defer", "deferred"), ("task.complete", "complete", "complete"), ("task.not-started", "not started", "not_started"),
        ("task.wait", "waiting on", ""), ("meeting.escalate", "escalate", ""), ("task.note", "note", ""), ("task.action", "action", ""),
        ("task.move-date", "move date", ""), ("task.ongoing", "ongoing", "ongoing"),
    ),
    "area": (
        ("meeting.close", "close area", "complete"), ("task.on-target", "stays open", ""), ("open", "take up its tasks", ""),
        ("meeting.escalate", "escalate", ""), ("task.note", "note", ""), ("task.action", "action", ""),
    ),
    "action": (
        ("task.complete", "done", "complete"), ("task.on-target", "stays open", ""), ("task.move-date", "move date", ""),
        ("record.withdraw", "drop", ""), ("meeting.escalate", "escalate", ""), ("task.note", "note", ""), ("task.action", "action", ""),
    ),
}  # fmt: skip
_STILL = frozenset({"go.meeting"})


class SittingScreen(TrackerScreen):
    """``self._queue`` says which item is next; what was decided stands in the plan, so a crash loses nothing."""

    name_ = "sitting"
    tab = "meeting"
    own_commands = ("meeting.skip", "meeting.later", "meeting.previous", "edit.undo", "meeting.end")

    def __init__(self, app) -> None:  # type: ignore[no-untyped-def]  # the app is typed in the base
        super().__init__(app)
        self._meeting: Meeting | None = None
        self._items: list[Item] = []
        self._index: dict[str, int] = {}
        self._verdicts: dict[int, str] = {}
        self._queue = Queue(0)
        self._names: dict[str, tuple[str, str]] = {}
        self._busy = False
        self._spent = 0.0
        self._since: float | None = None
        self._keeping: Timer | None = None

    # -- the meeting

    def arrive(self, place: Place) -> None:
        super().arrive(place)
        self._since = self._since or time.monotonic()
        self._sync()

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(_TICK_SECONDS, self._tick)

    def _sync(self) -> None:
        """Take the meeting and its decisions from the plan; where the user was stays where it was, by item."""
        meeting = self.t.tracker.meetings.running()
        before, queue = self._items, self._queue
        if meeting is None:
            self._meeting, self._items, self._queue, self._since = None, [], Queue(0), None
            return
        again = self._meeting is not None and self._meeting.uid == meeting.uid
        self._meeting, self._items, self._names = meeting, items(meeting), {}
        self._index = {item.key: i for i, item in enumerate(self._items)}
        decided = outcomes(self.t.tracker.meetings.decisions(meeting.uid))
        self._verdicts = {self._index[key]: d.verdict for key, d in decided.items() if key in self._index}
        self._queue = Queue(len(self._items), decided=set(self._verdicts))
        if again:
            self._queue.take_up(self._moved(queue, before))
        else:
            self._take_up(meeting)

    def _moved(self, queue: Queue, before: list[Item]) -> dict[str, Any]:
        """Where the user was, after the agenda has changed."""

        def now(i: int | None) -> int | None:
            return self._index.get(before[i].key) if i is not None and i < len(before) else None

        return {
            "at": now(queue.at), "later": [j for i in queue.later if (j := now(i)) is not None],
            "skipped": [j for i in queue.skipped if (j := now(i)) is not None],
        }  # fmt: skip

    def _take_up(self, meeting: Meeting) -> None:
        """Go on where a pause or a crash left it."""
        kept = self.t.drafts.load(f"sitting-{meeting.uid}")
        try:
            self._queue.take_up(json.loads(kept.get("queue", "{}")))
            self._spent = float(kept.get("spent", "0"))
        except (ValueError, AttributeError):  # a draft that nobody can read costs the place, not the decisions
            self._queue.take_up({})

    def _keep_soon(self) -> None:
        if self._keeping is None:
            self._keeping = self.set_timer(_KEEP_SECONDS, self.keep_draft)

    def keep_draft(self) -> None:
        """Put where the meeting stands on the disk; what was decided is in the plan already."""
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
        if self._meeting is not None:
            kept = {"queue": json.dumps(self._queue.to_keep()), "spent": f"{self._seconds():.0f}"}
            self.t.drafts.keep(f"sitting-{self._meeting.uid}", kept)

    def _seconds(self) -> float:
        return self._spent + (time.monotonic() - self._since if self._since is not None else 0)

    def _tick(self) -> None:
        """The clock goes on: only the title line is drawn anew."""
        if self.t.screen is self and self._meeting is not None:
            self.canvas.page.title = self._title()
            self.canvas.refresh(Region(0, 0, self.size.width, 1))
            self._keep_soon()

    def _sitting(self) -> Meeting:
        if self._meeting is None:
            raise UsageError("No meeting is under way; 5 begins one.")
        return self._meeting

    def _item(self) -> Item:
        self._sitting()
        if self._queue.at is None:
            raise UsageError(f"{self._over()} {self._key_of('meeting.previous')} goes back to an item.")
        return self._items[self._queue.at]

    def _label(self, i: int) -> tuple[str, str]:
        """(reference, title) of an item; kept, for the queue shows many."""
        item = self._items[i]
        if item.key not in self._names:
            try:
                self._names[item.key] = self.t.tracker.meetings.named_item(item)
            except UsageError:
                self._names[item.key] = ("(gone)", "not in the plan any more")
        return self._names[item.key]

    def selected(self) -> tuple[str, str] | None:
        if self._queue.at is None:
            return None
        item = self._items[self._queue.at]
        return (item.kind, item.uid) if item.kind in ("task", "area") else None

    def takes(self, command: Command) -> bool:
        return True

    # -- the page

    def crumbs(self) -> str:
        return f"Meeting  {self._meeting.board}" if self._meeting else "Meeting"

    def _title(self) -> Line:
        width, meeting = self.size.width, self._meeting
        if meeting is None:
            return super()._title()
        made = Builder().add("  Meeting  ", "muted").add(plain(meeting.board), "foreground bold")
        count = len(self._items)
        where = f"item {self._queue.at + 1:,} of {count:,}" if self._queue.at is not None else f"{count:,} items"
        skipped = f" · {len(self._queue.skipped)} skipped" if self._queue.skipped else ""
        return self._ends(made.line, f"{where}{skipped}   {self._clock()}   saved ", width, "muted")

    def _clock(self) -> str:
        left = int(self._sitting().minutes * 60 - self._seconds())
        sign, left = ("", left) if left >= 0 else ("over by ", -left)
        return f"{sign}{left // 60}:{left % 60:02d}" + ("" if sign else " left")

    def build(self, width: int, height: int) -> Page:
        if self._meeting is None:
            return Page(
                body=Rows(
                    [Row([]), Row([("  The meeting has ended; 5 shows its minute and begins another.", "muted")])]
                )
            )
        side = 0 if width < 110 else 44 if width < 170 else 50
        wide = width - side - (1 if side else 0)
        page = Page(head=[[], *self._strip(width), []], side_width=side)
        page.body = Rows(self._large(wide, height))
        page.side = self._beside(side, height) if side else []
        return page

    def _strip(self, width: int) -> list[Line]:
        """Every item so far as one cell with its verdict, what is left as dots; a window of it when there are too many."""
        later, skipped = set(self._queue.later), set(self._queue.skipped)
        said_words = f"{len(self._verdicts):,} decided" + (f", {len(later)} for later" if later else "")
        room = max(10, width - len(said_words) - 8)
        at = self._queue.at
        first = max(0, min((at or 0) - room // 2, len(self._items) - room))
        made = Builder().add("  ")
        for i in range(first, min(len(self._items), first + room)):
            text, style = self._cell(i, later, skipped)
            made.add(text, f"{style} bold reverse" if i == at else style)
        return [self._ends(made.line, said_words + "  ", width, "muted")]

    def _cell(self, i: int, later: set[int], skipped: set[int]) -> tuple[str, str]:
        verdict = self._verdicts.get(i)
        if verdict is None:
            if i in later:
                return "z", "muted"
            return (":", "muted") if i in skipped else (self.t.signs.dot, "faint")
        mark = VERDICTS[verdict].mark
        if mark in WORDS:
            if mark in (Progress.COMPLETE, Progress.ON_TARGET):
                return (self.t.signs.full if mark == Progress.COMPLETE else self.t.signs.low), fill(mark)
            return self.t.signs.progress[mark], str(mark)
        return mark, "accent"

    def _large(self, width: int, height: int) -> list[Row]:
        if self._queue.at is None:
            return [
                Row([]),
                Row([]),
                Row([(f"    {self._over()}", "foreground bold")]),
                Row([]),
                Row([(f"    {self._key_of('meeting.end')} ends the meeting and shows its minute.", "muted")]),
            ]
        item = self._items[self._queue.at]
        mine = [d for d in self._said_here() if d.item == item.key]
        try:
            return item_view.rows(self.t.tracker, item, mine, width, height, self.t.signs)
        except UsageError as gone:
            return [Row([]), Row([(f"    {gone}", "pastdate")])]

    def _said_here(self) -> list[Decision]:
        if self._queue.at is None:
            return []
        key = self._items[self._queue.at].key
        return self.read.records(
            "decision", "WHERE meeting = ? AND item = ? ORDER BY position", (self._sitting().uid, key)
        )

    def _over(self) -> str:
        if self._queue.skipped:
            count = len(self._queue.skipped)
            return f"All else is decided; {count} {'was' if count == 1 else 'were'} skipped: {self._key_of('meeting.skip')} goes through {'it' if count == 1 else 'them'} again."
        return "Every item is decided."

    def _beside(self, width: int, height: int) -> list[Line]:
        """The queue: what was decided, what is up, what is to come."""
        lines: list[Line] = [
            [("  Agenda", "foreground bold"), (f"  {plain(self._sitting().agenda_words)}", "faint")],
            [],
        ]
        later, skipped = set(self._queue.later), set(self._queue.skipped)
        room = max(5, height - 12)
        at = self._queue.at or 0
        first = max(0, min(at - room // 3, len(self._items) - room))
        for i in range(first, min(len(self._items), first + room)):
            ref, title = self._label(i)
            mark, style = self._cell(i, later, skipped)
            here = i == self._queue.at
            bar = self.t.signs.bar if here else " "
            faint = i in self._verdicts and not here
            lines.append(
                [(bar, "accent bold"), (f"{mark} ", style), (pad(ref, 10) + " ", "foreground bold" if here else "muted"), (fit(title, width - 15), "faint" if faint else "foreground")]
            )  # fmt: skip
        return lines

    def _message(self) -> list[Line]:
        """The panel of keys, what comes next, and what was said."""
        if self._meeting is None:
            return super()._message()
        lines = self._panel()
        if self.size.width < 110:
            lines += [[], self._next_line()]
        lines.append([])
        said_lines = super()._message()[:2]
        return [*lines, *(said_lines or [[]])]

    def _panel(self) -> list[Line]:
        if self._queue.at is None:
            return []
        cells = [
            (self._key_of(id), words, mark)
            for id, words, mark in _PANEL[self._items[self._queue.at].kind]
            if self._key_of(id)
        ]
        width = (min(self.size.width, 124) - 4) // 4
        lines: list[Line] = []
        for start in range(0, len(cells), 4):
            made = Builder().add("   ")
            for key, words, mark in cells[start : start + 4]:
                sign = self.t.signs.progress[mark] + " " if mark in WORDS else ""
                made.add(f"{key} ", "accent bold").add(
                    pad(f"{sign}{words}", width - len(key) - 1), mark or "foreground"
                )
            lines.append(made.line)
        return lines

    def _key_of(self, command: str) -> str:
        """The key of a command here, as it is written for people; empty when it has none."""
        return next((key_name(k) for k, c in self.keys.items() if c.id == command), "")

    def _next_line(self) -> Line:
        found = self._queue.next()
        if found is None:
            return [("    next  ", "muted"), ("nothing else undecided", "faint")]
        ref, title = self._label(found)
        return [
            ("    next  ", "muted"),
            (f"{ref}  ", "foreground"),
            (fit(title, max(10, self.size.width - len(ref) - 14)), "muted"),
        ]

    # -- what happens in the plan

    def changed(self, applied: Applied) -> None:
        if self._busy:
            return
        self._sync()
        self.reload()

    def _decide(self, verdict: str, values: dict[str, str] | None = None) -> str:
        """One verdict: it lands, the next item comes."""
        item, uid, at = self._item(), self._sitting().uid, self._queue.at
        assert at is not None
        ref, _ = self._label(at)
        self._busy = True
        try:
            applied = self.t.tracker.meetings.decide(uid, item, verdict, values)
        finally:
            self._busy = False
        self._verdicts[at] = verdict
        self._queue.decide()
        self._came()
        return f"{ref}: {_words(applied)}.  u takes it back"

    def _besides(self, act: Callable[[], Applied]) -> str:
        """Something said of the item, which stays."""
        at = self._queue.at
        assert at is not None
        ref, _ = self._label(at)
        self._busy = True
        try:
            applied = act()
        finally:
            self._busy = False
        self.reload()
        return f"{ref}: {_words(applied)}.  u takes it back"

    def _came(self) -> None:
        """Another item is up."""
        self.canvas.top = 0
        self._keep_soon()
        self.reload()

    def _say_decided(self, verdict: str, values: dict[str, str] | None = None) -> None:
        self.say(self._decide(verdict, values))

    # -- verdicts

    def _verdict_of(self, **by_kind: str) -> str:
        """What a key decides of this kind of item. Raises RefusedError when it decides nothing of it."""
        kind = self._item().kind
        if kind not in by_kind:
            article = "an" if kind[0] in "ae" else "a"
            raise RefusedError(f"That is no verdict on {article} {kind}; the keys above are.")
        return by_kind[kind]

    def do_task_ready(self) -> None:
        self._say_decided(self._verdict_of(task="ready"))

    def do_task_complete(self) -> None:
        self._say_decided(self._verdict_of(task="complete", action="done", area="closed"))

    def do_task_on_target(self) -> None:
        self._say_decided(self._verdict_of(task="on_target", action="open", area="open"))

    def do_task_behind(self) -> None:
        self._say_decided(self._verdict_of(task="behind_target"))

    def do_task_ongoing(self) -> None:
        self._say_decided(self._verdict_of(task="ongoing"))

    def do_task_not_started(self) -> None:
        self._say_decided(self._verdict_of(task="not_started"))

    def do_meeting_close(self) -> None:
        self._say_decided(self._verdict_of(area="closed"))

    def do_task_defer(self) -> None:
        self._verdict_of(task="deferred")
        form = forms.defer(*self._named([self._item().uid]), self.read.today)
        self.fill_in(form, lambda v: self._decide("deferred", v))

    def do_task_wait(self) -> None:
        self._verdict_of(task="waiting")
        form = forms.wait(*self.t.tracker.tasks.get(self._item().uid), self.read.today)
        self.fill_in(form, lambda v: self._decide("waiting", v))

    def do_meeting_escalate(self) -> None:
        item = self._item()
        form = meeting_forms.escalate(self._heading(), item.uid)
        self.fill_in(form, lambda v: self._decide("escalated", v))

    def do_record_withdraw(self) -> None:
        if self._item().kind != "action":
            raise RefusedError("Withdrawing is for the desk: esc pauses the meeting, then W on the task or area.")
        form = meeting_forms.drop(self.t.tracker.action_log.get(self._item().uid))
        self.fill_in(form, lambda v: self._decide("dropped", v))

    def _heading(self) -> str:
        assert self._queue.at is not None
        ref, title = self._label(self._queue.at)
        return f"{ref}  {title}"

    # -- said besides

    def do_task_note(self) -> None:
        item, uid = self._item(), self._sitting().uid
        said_by = self.t.tracker.tasks.get(item.uid)[0].assigned_to or "" if item.kind == "task" else None
        form = meeting_forms.said(self._heading(), item.uid, said_by)
        note = self.t.tracker.meetings.note
        self.fill_in(form, lambda v: self._besides(lambda: note(uid, item, v["text"], said_by=v.get("said_by"))))

    def do_task_action(self) -> None:
        item, uid = self._item(), self._sitting().uid
        owner = self._about()[3] or (self.t.tracker.action_log.get(item.uid).owner if item.kind == "action" else "")
        form = meeting_forms.action(self._heading(), item.uid, owner, self.read.today)
        give = self.t.tracker.meetings.give
        self.fill_in(form, lambda v: self._besides(lambda: give(uid, item, v["owner"], v["text"], v["due"])))

    def do_task_move_date(self) -> None:
        item, uid = self._item(), self._sitting().uid
        if item.kind == "area":
            raise RefusedError("An area's dates are edited on the area (e); m moves the date of a task or an action.")
        if item.kind == "task":
            task = self.t.tracker.tasks.get(item.uid)[0]
            now = self.t.tracker.tasks.due_as_typed(task) or "not stated"
            form = forms.move_date(*self._named([item.uid]), self.read.today, now)
        else:
            form = meeting_forms.move_action(self.t.tracker.action_log.get(item.uid), self.read.today)
        move = self.t.tracker.meetings.move
        self.fill_in(form, lambda v: self._besides(lambda: move(uid, item, v["due"], v["because"])))

    # -- about the agenda

    def do_meeting_skip(self) -> None:
        self._sitting()
        self._queue.skip()
        self._came()

    def do_meeting_later(self) -> None:
        self._item()
        self._queue.put_off()
        self._came()

    def _step(self, by: int) -> None:
        self._sitting()
        if not self._queue.step(by):
            raise RefusedError(f"That was the {'first' if by < 0 else 'last'} item of the agenda.")
        self._came()

    def do_meeting_previous(self) -> None:
        self._step(-1)

    def do_meeting_following(self) -> None:
        self._step(1)

    def do_move_up(self) -> None:
        self._step(-1)

    def do_move_down(self) -> None:
        self._step(1)

    def do_open(self) -> None:
        """Enter on an area takes up its tasks; on a task shows all of it, and esc comes back."""
        item = self._item()
        if item.kind == "area":
            applied = self.t.tracker.meetings.take_up(self._sitting().uid, item.uid)
            self._queue.step(1)
            self._came()
            self.say(
                f"{applied.change.verb[:1].upper()}{applied.change.verb[1:]} {applied.change.subject}.  u takes it back"
            )
        elif item.kind == "task":
            self.go("task", item.uid)
        else:
            self.go("actions", key=item.uid)

    def do_back(self) -> None:
        """A pause: everything that was decided is in the plan, and the clock stands still."""
        self._spent, self._since = self._seconds(), None
        self.keep_draft()
        self.go("meeting")

    def do_meeting_end(self) -> None:
        meeting = self._sitting()
        left = len(self._items) - len(self._verdicts)
        skipped = [self._items[i].key for i in self._queue.skipped]
        said_words = f"{len(self._verdicts)} of {len(self._items)} items are decided" + (
            f", {len(skipped)} skipped, {left - len(skipped)} not reached." if left else "."
        )

        def submit(values: dict[str, str]) -> str:
            self.t.tracker.meetings.end(meeting.uid, skipped=skipped, place=values["place"], present=values["present"])
            self.keep_draft()
            self.t.go(Place("minute", meeting.uid))
            return "The meeting has ended; this is its minute. E writes it.  u takes the end back"

        self.fill_in(meeting_forms.end(meeting, said_words), lambda v: self._ended(submit, v))

    def _ended(self, submit: Callable[[dict[str, str]], str], values: dict[str, str]) -> None:
        said_words = submit(values)
        self.t.call_later(self.t.say, said_words)

    # -- taking back

    def do_edit_undo(self) -> None:
        self._step_back(self.t.tracker.history.undo)

    def do_edit_redo(self) -> None:
        self._step_back(self.t.tracker.history.redo)

    def _step_back(self, act: Callable[[], Applied]) -> None:
        """Undo or redo; the item it was about is up again."""
        self._busy = True
        try:
            applied = act()
        finally:
            self._busy = False
        self._sync()
        key = next((_item_of(e) for e in applied.change.edits if e.kind == "decision" and e.field is None), None)
        if key in self._index:
            self._queue.go(self._index[key])
        word = applied.change.verb.replace("undid: ", "Undone: ").replace("redid: ", "Done again: ")
        self._came()
        self.say(f"{word} {applied.change.subject}.")

    def run_command(self, command: Command) -> None:
        if self._meeting is not None and command.id.startswith("go.") and command.id not in _STILL:
            self.say(
                "Digits do nothing in a meeting, so that none is pressed by mistake: esc pauses it, ctrl+e ends it."
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
