"""What moved between two moments: the sentence, the figures side by side, every line a door to its task."""

from __future__ import annotations

from functools import partial

from tui_tracker.domain import dates
from tui_tracker.domain.moments import Movement, field_name, in_words, sentence
from tui_tracker.domain.records import Task
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.commands import papers
from tui_tracker.ui.desk import Host
from tui_tracker.ui.lines import Builder, Row, fit, pad, wrap
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen


class MovementScreen(TrackerScreen):
    """``subject`` is the moment before, ``query`` the moment after: names of snapshots, dates, or now."""

    name_ = "movement"
    tab = "snapshots"
    own_commands = ("plan.report", "open", "back")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._moved: Movement | None = None

    def place_name(self) -> str:
        return f"{self.here.subject} to {self.here.query or 'now'}"

    def selected(self) -> tuple[str, str] | None:
        row = self.canvas.current()
        uid = row.key.rsplit(":", 1)[-1] if row is not None and row.key else ""
        if self._moved is not None and uid in self._moved.after.tasks:
            return ("task", uid) if self.read.one(Task, uid) is not None else None
        return ("area", uid) if self._moved is not None and uid in self._moved.after.areas else None

    def build(self, width: int, height: int) -> Page:
        moved = self._moved = self.tracker.papers.compare(self.here.subject, self.here.query or "now")
        rows = [Row([])]
        told = wrap(sentence(moved), max(30, min(width - 4, 110)))
        # The cursor starts on the paragraph: it is what one came for, and Enter on it writes the paper.
        rows.append(
            Builder().add("  ").add(told[0], "foreground", door=partial(papers.plan_report, self)).row(key="top")
        )
        rows += [Row([("  " + line, "foreground")]) for line in told[1:]]
        rows += [Row([]), *self._figures(moved)]
        for name, heading, lines in moved.groups():
            if lines:
                rows += [Row([]), Row([(f"  {heading}", "foreground bold"), (f"  {len(lines)}", "muted")])]
                rows += [self._line(name, x.uid, x.ref, x.said, moved, width) for x in lines]
        if moved.changed:
            rows += [Row([]), Row([("  Field by field", "foreground bold"), (f"  {len(moved.changed)}", "muted")])]
            for c in moved.changed:
                said = f"{field_name(c.field)}: {_short(in_words(c.field, c.before))} → {_short(in_words(c.field, c.after))}"
                rows.append(self._line(f"f-{c.field}", c.uid, c.ref, said, moved, width))
        return Page(body=Rows(rows))

    @staticmethod
    def _figures(moved: Movement) -> list[Row]:
        names = (dates.short(moved.before.as_at), dates.short(moved.after.as_at))
        rows = [
            Row(
                [
                    (
                        "  "
                        + pad("", 20)
                        + pad(names[0], 11, right=True)
                        + pad(names[1], 11, right=True)
                        + pad("change", 9, right=True),
                        "muted",
                    )
                ]
            )
        ]
        for name, a, b in moved.figure_rows():
            change = f"{b - a:+d}" if a != b else "·"
            made = Builder().add("  " + pad(name, 20), "muted").add(pad(str(a), 11, right=True), "foreground")
            made.add(pad(str(b), 11, right=True), "foreground bold" if a != b else "foreground")
            rows.append(made.add(pad(change, 9, right=True), "accent" if a != b else "faint").row())
        return rows

    @staticmethod
    def _line(group: str, uid: str, ref: str, said: str, moved: Movement, width: int) -> Row:
        kind = "task" if uid in moved.after.tasks else "area" if uid in moved.after.areas else ""
        door = Place(kind, uid) if kind else None
        made = Builder().add("    ").add(pad(ref, 11), "foreground bold", door=door)
        return made.add(fit(said, max(10, width - 17)), "muted").row(key=f"{group}:{uid}")

    def hint(self) -> str:
        return "⟦open⟧ opens a task, ⟦plan.report⟧ writes this as a paper, ⟦back⟧ goes back."


def _short(text: str) -> str:
    return " ".join(text.split())[:60]


SCREEN = MovementScreen
