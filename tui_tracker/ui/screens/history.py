"""History: the journal, newest first. Enter says what an entry changed and offers to take it back."""

from __future__ import annotations

from tui_tracker.domain import dates
from tui_tracker.domain.changes import Edit
from tui_tracker.domain.text import first_line
from tui_tracker.domain.views import Entry
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.columns import Cell, Columns, flexible, held, rows
from tui_tracker.ui.desk import Host
from tui_tracker.ui.lines import Line, Row, wrap
from tui_tracker.ui.screens.base import TrackerScreen


class HistoryScreen(TrackerScreen):
    """Every change of the file."""

    name_ = "history"
    tab = "more"
    peeks = True
    own_commands = ("open",)

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._entries: list[Entry] = []

    def place_name(self) -> str:
        return "History"

    def build(self, width: int, height: int) -> Page:
        self._entries = self.read.history(limit=2000)
        if not self._entries:
            return Page(body=Rows([Row([]), Row([("  Nothing has been changed yet.", "muted")])]))
        today = self.tracker.clock.today()
        listed = []
        for e in self._entries:
            reason = f": {e.reason}" if e.reason else ""
            words = f"{e.verb} {e.subject}{reason}{e.marks(today).replace(' (', '  (', 1)}"
            style = "faint" if e.undone else "foreground"
            cells = [
                Cell(str(e.number), "muted", ("entry", e.number)),
                Cell(e.when, "muted"),
                Cell(e.by, "muted"),
                Cell(words, style),
            ]
            listed.append((e.uid, cells))
        layout = Columns(
            [
                held("no.", (c[0].text for _, c in listed), 5, turn=1, right=True),
                held("when", (c[1].text for _, c in listed), 10, turn=1),
                held("by", (c[2].text for _, c in listed), 12, 40, turn=3, give_up=1),
                flexible("what", 20),
            ],
            width,
        )
        zone = f"  Times are this machine's ({dates.local_zone()})."
        return Page(head=[[(zone, "muted")], layout.heading()], body=Rows(rows(layout, listed)))

    def beside(self, width: int) -> list[Line]:
        row = self.canvas.current()
        entry = next((e for e in self._entries if row is not None and e.uid == row.key), None)
        if entry is None:
            return []
        change = self.tracker.history.change(entry.number)
        made: list[Line] = [
            [("  " + line, "foreground bold")]
            for line in wrap(f"{entry.number}  {change.verb} {change.subject}", width - 4)
        ]
        made += [
            [("  " + line, "muted")]
            for line in wrap(f"{entry.when}, {entry.by}" + (f": {entry.reason}" if entry.reason else ""), width - 4)
        ]
        made.append([])
        for edit in change.edits[:60]:
            made += [[("  " + line, "foreground")] for line in wrap(_edit(edit), width - 4)]
        return made

    def open(self, target: object) -> None:
        if not (isinstance(target, tuple) and target[0] == "entry"):
            super().open(target)
            return
        change = self.tracker.history.change(target[1])
        lines = [_edit(e) for e in change.edits[:12]]
        if len(change.edits) > 12:
            lines.append(f"… and {len(change.edits) - 12:,} more")
        choices = {"b": "take it back"} if change.undoes is None else {}
        title = f"{target[1]}  {change.verb} {change.subject}"
        self.choose(
            title, choices, lambda _: self.say(self.done(self.tracker.history.undo(str(target[1])))), "\n".join(lines)
        )


def _edit(edit: Edit) -> str:
    if edit.field is not None:
        return f"{edit.kind} {edit.field.replace('_', ' ')}: {_short(edit.before)} → {_short(edit.after)}"
    data = edit.after or edit.before
    named = next((data[n] for n in ("title", "text", "name", "ref", "spelling", "comment") if data.get(n)), "")
    return f"{edit.kind} {'made' if edit.creates else 'removed'}: {_short(named)}"


def _short(value: object) -> str:
    return "nothing" if value in (None, "") else first_line(str(value), 40)


SCREEN = HistoryScreen
