"""Evidence: every note of the plan in one log."""

from __future__ import annotations

from datetime import timedelta

from tui_tracker.domain import query
from tui_tracker.domain.views import NoteRow, shown_date
from tui_tracker.ui.canvas import Page
from tui_tracker.ui.desk import Host
from tui_tracker.ui.lines import Builder, Line, Row, ends, pad, ref_room, wrap
from tui_tracker.ui.lines import ref as fit_ref
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen

_VIEWS = ("all", "new", "undated", "no proof", "by person", "by task")


class NoteRows:
    """Notes as rows, one a line."""

    def __init__(self, notes: list[NoteRow]) -> None:
        self.notes = notes
        self._refs = ref_room(n.ref for n in notes)

    @property
    def count(self) -> int:
        return len(self.notes)

    def stands(self, index: int) -> bool:
        return True

    def find(self, key: str) -> int | None:
        return next((i for i, n in enumerate(self.notes) if n.note.uid == key), None)

    def row(self, index: int, width: int) -> Row:
        r = self.notes[index]
        day = shown_date(r.note.date, r.note.date_precision, r.note.date_text)
        task = r.note.task
        made = (
            Builder()
            .add("  ")
            .add(pad(day or "undated", 10), "foreground" if day else "faint", door=Place("task", task, key=r.note.uid))
        )
        made.add(" " + fit_ref(r.ref, self._refs), "muted").add(" " + pad(r.note.said_by or "not stated", 16), "muted")
        made.add(" →" if r.has_proof else "  ", "accent").add(
            " " + pad(r.note.text, max(10, width - 33 - self._refs)), "foreground"
        )
        return made.row(key=r.note.uid)


class EvidenceScreen(TrackerScreen):
    """Tab goes through the views; / filters by task, as in the register."""

    name_ = "evidence"
    tab = "evidence"
    own_commands = ("open", "view.next")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._list = "all"
        self._notes: NoteRows | None = None

    def crumbs(self) -> str:
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
            tabs.add(name, "accent bold underline" if name == self._list else "muted").add("   ")
        count = f"{self._notes.count:,} notes  "
        head: list[Line] = [ends(tabs.line, count, width, "muted")]
        if self.here.query:
            head.append([(f"  / {self.here.query}", "accent")])
        side = 44 if width >= 110 else 0
        return Page(head=head, body=self._notes, side_width=side)

    def moved(self) -> None:
        page = self.canvas.page
        if page.side_width and self._notes is not None and 0 <= self.canvas.cursor < self._notes.count:
            r = self._notes.notes[self.canvas.cursor]
            page.side = [
                [(f"  {r.ref}", "foreground bold")],
                *[[("  " + line, "muted")] for line in wrap(r.title, page.side_width - 4)],
                [],
            ]
            page.side += [[("  " + line, "foreground")] for line in wrap(r.note.text, page.side_width - 4)]
            self.canvas.refresh()

    def hint(self) -> str:
        return (
            ""
            if self._notes is None or self._notes.count
            else "No note here. ⟦task.note⟧ on a task adds one; ⟦view.next⟧ shows another list."
        )

    def next_list(self) -> None:
        self._list = _VIEWS[(_VIEWS.index(self._list) + 1) % len(_VIEWS)]
        self.canvas.cursor, self.canvas.top = -1, 0
        self.reload()

    def ask_filter(self) -> None:
        self.ask(
            "show the notes of: words, owner:hr, ref:AFI11 …",
            self.here.query,
            self._filter_typed,
            completions=query.completions,
        )

    def _filter_typed(self, text: str, done: bool) -> None:
        if done:
            self.read.notes(text, limit=1)
            self.host.go(Place("evidence", query=text.strip()))


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
