"""History: the journal, newest first. Enter says what an entry changed and offers to take it back."""

from __future__ import annotations

from tui_tracker.domain import dates
from tui_tracker.domain.changes import Edit
from tui_tracker.domain.text import first_line
from tui_tracker.domain.views import Entry
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.desk import Host
from tui_tracker.ui.lines import Builder, Row, pad
from tui_tracker.ui.screens.base import TrackerScreen


class HistoryScreen(TrackerScreen):
    """Every change of the file."""

    name_ = "history"
    tab = "more"
    own_commands = ("open",)

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._entries: list[Entry] = []

    def crumbs(self) -> str:
        return "More › History"

    def build(self, width: int, height: int) -> Page:
        self._entries = self.read.history(limit=2000)
        rows = [Row([(f"  Times are this machine's ({dates.local_zone()}).", "muted")])] if self._entries else []
        today = self.tracker.clock.today()
        for e in self._entries:
            style = "faint" if e.undone else "foreground"
            made = Builder().add("  ").add(pad(str(e.number), 5, right=True) + "  ", "muted", door=("entry", e.number))
            made.add(e.when + "  ", "muted").add(pad(e.by, 14) + " ", "muted")
            words = (
                f"{e.verb} {e.subject}" + (f": {e.reason}" if e.reason else "") + e.marks(today).replace(" (", "  (", 1)
            )
            rows.append(made.add(pad(words, max(10, width - 42)), style).row(key=e.uid))
        return Page(body=Rows(rows or [Row([("  Nothing has been changed yet.", "muted")])]))

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
