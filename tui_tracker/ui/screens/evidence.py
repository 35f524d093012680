"""Evidence: every note of the plan in one log."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from tui_tracker.domain import query
from tui_tracker.domain.views import NoteRow, shown_date
from tui_tracker.ui.canvas import Page
from tui_tracker.ui.columns import Column, Columns, flexible, held
from tui_tracker.ui.desk import Host
from tui_tracker.ui.lines import Builder, Line, Row, counted, ends, wrap
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen
from tui_tracker.ui.screens.register import readable

_VIEWS = ("all", "new", "undated", "no proof", "by person", "by task")
_NOBODY = "not stated"


class NoteRows:
    """Notes as rows, one a line."""

    def __init__(self, notes: list[NoteRow]) -> None:
        self.notes = notes
        self._columns: tuple[int, Columns] | None = None

    @property
    def count(self) -> int:
        return len(self.notes)

    def stands(self, index: int) -> bool:
        return True

    def find(self, key: str) -> int | None:
        return next((i for i, n in enumerate(self.notes) if n.note.uid == key), None)

    def columns(self, width: int) -> Columns:
        """Day, task, who said it, whether something proves it, and the words."""
        if self._columns is None or self._columns[0] != width:
            shown = [
                held("day", (_day(n) for n in self.notes), 10, 16, turn=1),
                held("task", (n.ref for n in self.notes), 7, turn=2, is_ref=True),
                held("said by", (n.note.said_by or _NOBODY for n in self.notes), 12, 40, turn=3, give_up=1),
                Column("", 1),
                flexible("what was said or seen", 10),
            ]
            self._columns = (width, Columns(shown, width))
        return self._columns[1]

    def row(self, index: int, width: int) -> Row:
        r, columns = self.notes[index], self.columns(width)
        made = Builder().add("  ")
        dated = "foreground" if r.note.date else "faint"
        columns.put(made, 0, _day(r), dated, door=Place("task", r.note.task, key=r.note.uid))
        columns.put(made, 1, r.ref, "muted")
        columns.put(made, 2, r.note.said_by or _NOBODY, "muted")
        columns.put(made, 3, "→" if r.has_proof else "", "accent")
        return columns.put(made, 4, r.note.text).row(key=r.note.uid)


def _day(r: NoteRow) -> str:
    return shown_date(r.note.date, r.note.date_precision, r.note.date_text) or "undated"


class EvidenceScreen(TrackerScreen):
    """Tab goes through the views; / filters by task, as in the register."""

    name_ = "evidence"
    of_plans = True
    tab = "evidence"
    peeks = True
    own_commands = ("open", "view.next")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._list = "all"
        self._notes: NoteRows | None = None

    def place_name(self) -> str:
        return "Evidence"

    def selected(self) -> tuple[str, str] | None:
        if self._notes is None or not 0 <= self.canvas.cursor < self._notes.count:
            return None
        return "task", self._notes.notes[self.canvas.cursor].note.task

    def build(self, width: int, height: int) -> Page:
        found = self.read.notes(self.here.query, plan=self.host.plan_uid)
        self._notes = NoteRows(_only(found, self._list, (self.read.today - timedelta(days=7)).isoformat()))
        tabs = Builder().add("  ")
        for name in _VIEWS:
            tabs.add(name, "accent bold underline" if name == self._list else "muted", door=partial(self._view, name))
            tabs.add("   ")
        count = f"{counted(self._notes.count, 'note')}  "
        head: list[Line | Row] = [Row(ends(tabs.line, count, width, "muted"), tuple(tabs.doors))]
        if self.here.query:
            head.append([(f"  / {self.here.query}", "accent")])
        return Page(head=[*head, self._notes.columns(width).heading()], body=self._notes)

    def beside(self, width: int) -> list[Line]:
        if self._notes is None or not 0 <= self.canvas.cursor < self._notes.count:
            return []
        r = self._notes.notes[self.canvas.cursor]
        made: list[Line] = [[(f"  {r.ref}", "foreground bold")]]
        made += [[("  " + line, "muted")] for line in wrap(r.title, width - 4)]
        return [*made, [], *([("  " + line, "foreground")] for line in wrap(r.note.text, width - 4))]

    def hint(self) -> str:
        return (
            ""
            if self._notes is None or self._notes.count
            else "No note here. ⟦task.note⟧ on a task adds one; ⟦view.next⟧ shows another list."
        )

    def next_list(self) -> None:
        self._view(_VIEWS[(_VIEWS.index(self._list) + 1) % len(_VIEWS)])

    def _view(self, name: str) -> None:
        self._list = name
        self.canvas.cursor, self.canvas.top = -1, 0
        self.reload()

    def ask_filter(self) -> None:
        before = self.here

        def typed(text: str, done: bool) -> None:
            if done:
                self.read.notes(text, limit=1)
                self.here = before
                place = Place("evidence", query=text.strip())
                self.host.go_instead(place) if before.query else self.host.go(place)
            elif readable(text, self):
                self._shown_for(text.strip())

        self.ask(
            "show the notes of: words, owner:hr, ref:AFI11 …",
            f"{before.query} " if before.query else "",
            typed,
            completions=query.completions,
            on_leave=lambda: self._shown_for(before.query),
        )

    def _shown_for(self, text: str) -> None:
        """Show the notes of a filter, without going anywhere."""
        if text != self.here.query:
            self.here = Place("evidence", query=text)
            self.canvas.cursor, self.canvas.top = -1, 0
            self.reload()


def _only(found: list[NoteRow], view: str, week_ago: str) -> list[NoteRow]:
    if view == "new":
        return [r for r in found if r.note.entered_at[:10] >= week_ago and r.note.origin == "typed"]
    if view == "undated":
        return [r for r in found if r.note.date is None]
    if view == "no proof":
        return [r for r in found if not r.has_proof]
    if view == "by person":
        return sorted(found, key=lambda r: (r.note.said_by is None, (r.note.said_by or "").casefold()))
    if view == "by task":
        from tui_tracker.domain.refs import natural_key

        return sorted(found, key=lambda r: natural_key(r.ref))
    return found


SCREEN = EvidenceScreen
