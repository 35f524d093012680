"""Today: what must be done, in one list; each line names the one key that deals with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tui_tracker.actions import today
from tui_tracker.actions.today import Duty, Part
from tui_tracker.errors import UsageError
from tui_tracker.ui import meeting_forms
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.columns import Cell, Columns, flexible, held, rows
from tui_tracker.ui.commands.registry import THIS_SCREEN, command, own, writes
from tui_tracker.ui.desk import Host
from tui_tracker.ui.lines import Builder, Line, Row
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen

_MORE = {"Late": "is:overdue", "Sent back": "is:sent-back", "Ready to sign": "is:ready", "Promised to be looked at again": "is:promised"}  # fmt: skip


_MOST = 2_000  # lines of a part that are looked at
_AROUND = 6  # lines of the screen that are no list


def _holding(part: Part, words: str) -> Part:
    """A part with those of its lines alone that hold every word, in what is shown or in whose they are."""
    wanted = words.casefold().split()
    if not wanted:
        return part
    kept = tuple(d for d in part.duties if all(w in f"{d.ref} {d.title} {d.why} {d.who}".casefold() for w in wanted))
    return Part(part.name, kept, len(kept))


def _in_room(parts: list[Part], room: int) -> list[Part]:
    """The parts with as many lines as there is room for, shared fairly: a short part leaves its lines to the longer ones."""
    left = room - 3 * len(parts)
    shown = [0] * len(parts)
    while left > 0 and any(n < len(p.duties) for n, p in zip(shown, parts, strict=True)):
        for at, part in enumerate(parts):
            if shown[at] < len(part.duties) and left > 0:
                shown[at] += 1
                left -= 1
    return [replace(p, duties=p.duties[: max(2, n)]) for p, n in zip(parts, shown, strict=True)]


class TodayScreen(TrackerScreen):
    """Every key for tasks works on the lines that are about one; on the others Enter leads to where they are dealt with."""

    name_ = "today"
    of_plans = True
    tab = "today"
    peeks = True
    narrows_itself = True
    own_commands = ("today.deal", "open", "edit.undo")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._parts: list[Part] = []
        self._duties: dict[str, Duty] = {}

    def hint(self) -> str:
        if not self._parts:
            return "Nothing is late, due this week, sent back, promised or to be chased."
        return "⟦today.deal⟧ does what stands at the end of the line; every key for tasks works here, ⟦open⟧ opens."

    def selected(self) -> tuple[str, str] | None:
        duty = self._duty()
        return ("task", duty.uid) if duty is not None and duty.kind == "task" else None

    def _duty(self) -> Duty | None:
        row = self.canvas.current() if self.is_mounted else None
        return self._duties.get(row.key) if row is not None else None

    def build(self, width: int, height: int) -> Page:
        watched = self.host.user_settings.watch
        found = today.today(
            self.tracker, plan=self.host.plan_uid, since=self.host.closed_at, watched=Path(watched).expanduser() if watched else None, most=_MOST
        )  # fmt: skip
        of = sum(len(p.duties) for p in found)
        found = [p for p in (_holding(p, self.narrow) for p in found) if p.duties]
        head = [self.narrow_line(sum(len(p.duties) for p in found), of)] if self.narrow else []
        self._parts = _in_room(found, height - _AROUND)
        self._duties = {f"{p.name}:{d.kind}:{d.uid}": d for p in self._parts for d in p.duties}
        known = self._duties.values()
        layout = Columns(
            [
                held("", (d.ref for d in known), 7, turn=1, is_ref=True),
                flexible("", 16),
                held("", (d.why for d in known), 18, 60, turn=3),
                held("", map(self._deals, known), 8, turn=2),
            ],
            width,
        )
        made = [line for part in self._parts for line in self._lines(part, layout)]
        none = (
            f"  Nothing here holds “{self.narrow}”; ⟦back⟧ shows everything again."
            if self.narrow
            else "  Nothing must be done today."
        )
        return Page(head=head, body=Rows(made or [Row([]), Row([(none, "foreground bold")])]))

    def _lines(self, part: Part, layout: Columns) -> list[Row]:
        more = f"   {part.count}"
        made = [Row([]), Row([(f"  {part.name}", "foreground bold"), (more, "muted")])]
        listed = []
        for d in part.duties:
            door = self._door(d)
            cells = [
                Cell(d.ref, "muted", door),
                Cell(d.title),
                Cell(d.why, "pastdate" if part.name == "Late" else "muted"),
                Cell(self._deals(d), "accent"),
            ]
            listed.append((f"{part.name}:{d.kind}:{d.uid}", cells))
        made += rows(layout, listed)
        if part.count > len(part.duties):
            left = f"    and {part.count - len(part.duties):,} more"
            query = _MORE.get(part.name)
            made.append(Row([(left, "faint")]) if query is None else self._rest(left, query))
        return made

    @staticmethod
    def _rest(words: str, query: str) -> Row:
        return Builder().add(words, "faint", door=Place("register", query=query)).row(key=f"rest:{query}")

    def _deals(self, d: Duty) -> str:
        """The key of what deals with a line, and its word."""
        return f"{self.key_of(d.command)} {self.by_id(d.command).label}"

    def _door(self, d: Duty) -> Place:
        places = {
            "task": Place("task", d.uid), "area": Place("area", d.uid), "action": Place("actions", key=d.uid), "form": Place("returns", key=d.uid),
            "rule": Place("checks", "", d.uid), "file": Place("merging", query=d.uid), "entry": Place("history", key=d.uid),
        }  # fmt: skip
        return places[d.kind]

    def beside(self, width: int) -> list[Line]:
        duty = self._duty()
        return super().beside(width) if duty is not None and duty.kind == "task" else []

    def shown_tasks(self) -> list[str]:
        """Each task once, however many parts name it."""
        return list(dict.fromkeys(d.uid for d in self._duties.values() if d.kind == "task"))

    @command(
        "today.deal",
        ".",
        "deal with it",
        "what stands at the end of the line",
        where="today",
        group=THIS_SCREEN,
        works=lambda s: s._may_deal(),
    )
    def deal(self) -> None:
        duty = self._duty()
        if duty is None:
            raise UsageError("Stand on a line; what deals with it stands at its end.")
        if duty.kind == "action":
            found = self.tracker.action_log.get(duty.uid)
            self.fill_in(
                meeting_forms.done(found), lambda v: self.done(self.tracker.action_log.close(found.uid, v["how"]))
            )
        elif duty.kind == "task":
            self.run_command(self.by_id(duty.command))
        else:
            self.host.go(self._door(duty))

    def _may_deal(self) -> bool:
        duty = self._duty()
        return duty is not None and (duty.kind not in ("task", "action") or writes(self))

    @own(
        "today.complete",
        "task.complete",
        "complete",
        "this task is complete, or this action done",
        where="today",
        works=lambda s: s._may_deal(),
    )
    def complete_here(self) -> None:
        duty = self._duty()
        if duty is not None and duty.kind == "action":
            self.deal()
        elif duty is not None and duty.kind == "task":
            from tui_tracker.ui.commands import progress

            progress.complete(self)
        else:
            raise UsageError("The cursor stands on no task and no action.")


SCREEN = TodayScreen
