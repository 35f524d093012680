"""What is shown of a meeting that is under way: the item, the keys that decide it, what comes next."""

from __future__ import annotations

from textual.geometry import Region
from textual.timer import Timer

from tui_tracker.domain.meeting import Item
from tui_tracker.domain.progress import WORDS
from tui_tracker.domain.records import Decision, Meeting
from tui_tracker.errors import UsageError
from tui_tracker.ui import agenda_view, item_view
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.commands.registry import Command, key_name
from tui_tracker.ui.desk import Host
from tui_tracker.ui.lines import Builder, Line, Row, ends, fit, pad, plain
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen
from tui_tracker.ui.sitting_state import Sitting

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


_WITHOUT_ITEM = ("meeting.end", "meeting.undo", "meeting.skip", "meeting.pause")
# The kinds of item that a key is for; any other key is for all.
_OF_KINDS = {
    "meeting.behind": ("task",), "meeting.defer": ("task",), "meeting.ready": ("task",), "meeting.ongoing": ("task",),
    "meeting.not-started": ("task",), "meeting.wait": ("task",), "meeting.note": ("task", "area"),
}  # fmt: skip


class SittingPage(TrackerScreen):
    """``self.s.queue`` says which item is next; what was decided stands in the plan, so a crash loses nothing."""

    name_ = "sitting"
    tab = "meeting"
    own_commands = (
        "task.complete", "task.on-target", "task.behind", "task.defer", "task.note", "meeting.skip", "meeting.end", "edit.undo",
        "task.action", "meeting.later", "open",
    )  # fmt: skip

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.s = Sitting(host)
        self._own_doing = False
        self._keeping: Timer | None = None

    def footer_commands(self) -> list[Command]:
        """As everywhere, each key once and in the words of the panel: an action is done, not complete."""
        at = self.s.queue.at if self.s.meeting is not None else None
        words = {name: said for name, said, _ in _PANEL.get(self.s.items[at].kind, ())} if at is not None else {}
        found = {c.stands_for: c for c in reversed(super().footer_commands())}
        return [c._replace(label=words.get(c.stands_for, c.label)) for c in reversed(found.values())]

    def works(self, command: Command) -> bool:
        """As everywhere; a verdict works on the kinds of item that it can be said of."""
        if self.s.meeting is None or (self.s.queue.at is None and command.id not in _WITHOUT_ITEM):
            return command.where != self.name_ and super().works(command)
        kind = self.s.items[self.s.queue.at].kind if self.s.queue.at is not None else ""
        return kind in _OF_KINDS.get(command.id, (kind,)) and super().works(command)

    def arrive(self, place: Place) -> None:
        super().arrive(place)
        self.s.go_on()

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(_TICK_SECONDS, self._tick)

    def keep_soon(self) -> None:
        if self._keeping is None:
            self._keeping = self.set_timer(_KEEP_SECONDS, self.keep_draft)

    def keep_draft(self) -> None:
        """Put where the meeting stands on the disk; what was decided is in the plan already."""
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
        self.s.keep()

    def _tick(self) -> None:
        """The clock goes on: only the title line is drawn anew."""
        if self.host.screen is self and self.s.meeting is not None:
            self.canvas.page.title = self._title()
            self.canvas.refresh(Region(0, 0, self.size.width, 1))
            self.keep_soon()

    def sitting(self) -> Meeting:
        if self.s.meeting is None:
            raise UsageError("No meeting is under way; ⟦go.meeting⟧ begins one.")
        return self.s.meeting

    def item(self) -> Item:
        self.sitting()
        if self.s.queue.at is None:
            raise UsageError(f"{self.over()} {self.key_named('meeting.previous')} goes back to an item.")
        return self.s.items[self.s.queue.at]

    def place_name(self) -> str:
        return f"Meeting  {self.s.meeting.board}" if self.s.meeting else "Meeting"

    def _title(self) -> Row:
        width, meeting = self.size.width, self.s.meeting
        if meeting is None:
            return super()._title()
        made = Builder().add("  Meeting  ", "muted").add(plain(meeting.board), "foreground bold")
        count = len(self.s.items)
        where = f"item {self.s.queue.at + 1:,} of {count:,}" if self.s.queue.at is not None else f"{count:,} items"
        skipped = f" · {len(self.s.queue.skipped)} skipped" if self.s.queue.skipped else ""
        return Row(ends(made.line, f"{where}{skipped}   {self.s.clock()}   saved ", width, "muted"))

    def build(self, width: int, height: int) -> Page:
        if self.s.meeting is None:
            return Page(
                body=Rows(
                    [
                        Row([]),
                        Row(
                            [
                                (
                                    self.keyed(
                                        "  No meeting is under way: ⟦go.meeting⟧ begins one, and shows the minutes of those held."
                                    ),
                                    "muted",
                                )
                            ]
                        ),
                    ]
                )
            )
        side = 0 if width < 110 else 44 if width < 170 else 50
        wide = width - side - (1 if side else 0)
        page = Page(head=[[], agenda_view.strip(self.s, self.host.signs, width), []], side_width=side)
        page.body = Rows(self._large(wide, height))
        page.side = agenda_view.beside(self.s, self.host.signs, side, height) if side else []
        return page

    def _large(self, width: int, height: int) -> list[Row]:
        if self.s.queue.at is None:
            return [
                Row([]),
                Row([]),
                Row([(f"    {self.over()}", "foreground bold")]),
                Row([]),
                Row([(f"    {self.key_named('meeting.end')} ends the meeting and shows its minute.", "muted")]),
            ]
        item = self.s.items[self.s.queue.at]
        try:
            return item_view.rows(self.tracker, item, self._said_of(item), width, height, self.host.signs)
        except UsageError as gone:
            return [Row([]), Row([(f"    {gone}", "pastdate")])]

    def _said_of(self, item: Item) -> list[Decision]:
        return self.read.all(Decision, meeting=self.sitting().uid, item=item.key, order=("position",))

    def over(self) -> str:
        if self.s.queue.skipped:
            count = len(self.s.queue.skipped)
            return f"All else is decided; {count} {'was' if count == 1 else 'were'} skipped: {self.key_named('meeting.skip')} goes through {'it' if count == 1 else 'them'} again."
        return "Every item is decided."

    def _message(self) -> list[Line]:
        """The panel of keys, what comes next, and what was said."""
        if self.s.meeting is None:
            return super()._message()
        lines = self._panel()
        if self.size.width < 110:
            lines += [[], self._next_line()]
        lines.append([])
        said_lines = super()._message()[:2]
        return [*lines, *(said_lines or [[]])]

    def _panel(self) -> list[Line]:
        if self.s.queue.at is None:
            return []
        cells = [
            (self.key_named(id), words, mark)
            for id, words, mark in _PANEL[self.s.items[self.s.queue.at].kind]
            if self.key_named(id)
        ]
        width = (min(self.size.width, 124) - 4) // 4
        lines: list[Line] = []
        for start in range(0, len(cells), 4):
            made = Builder().add("   ")
            for key, words, mark in cells[start : start + 4]:
                sign = self.host.signs.progress[mark] + " " if mark in WORDS else ""
                made.add(f"{key} ", "accent bold").add(
                    pad(f"{sign}{words}", width - len(key) - 1), mark or "foreground"
                )
            lines.append(made.line)
        return lines

    def key_named(self, command: str) -> str:
        """The key of a command here, as it is written for people; empty when it has none."""
        return next((key_name(k) for k, c in self.keys.items() if command in (c.id, c.like)), "")

    def _next_line(self) -> Line:
        found = self.s.queue.next()
        if found is None:
            return [("    next  ", "muted"), ("nothing else undecided", "faint")]
        ref, title = self.s.label(found)
        return [
            ("    next  ", "muted"),
            (f"{ref}  ", "foreground"),
            (fit(title, max(10, self.size.width - len(ref) - 14)), "muted"),
        ]
