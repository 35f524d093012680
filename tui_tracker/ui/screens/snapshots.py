"""Snapshots: take one, see it, write it out."""

from __future__ import annotations

from functools import partial

from tui_tracker.domain import dates
from tui_tracker.domain.figures import STEP_NAMES
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.records import Snapshot
from tui_tracker.errors import UsageError
from tui_tracker.ui import paper_forms
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.columns import Cell, Column, Columns, held, rows
from tui_tracker.ui.commands import papers
from tui_tracker.ui.commands.registry import own
from tui_tracker.ui.commands.when import on_row
from tui_tracker.ui.desk import Host
from tui_tracker.ui.lines import Row, wrap
from tui_tracker.ui.screens.base import TrackerScreen


class SnapshotsScreen(TrackerScreen):
    """A list; Enter shows the figures of one as they were."""

    name_ = "snapshots"
    of_plans = True
    tab = "snapshots"
    own_commands = ("plan.snapshot", "plan.export", "view.explain", "plan.report", "open")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._found: list[Snapshot] = []

    def build(self, width: int, height: int) -> Page:
        self._found = self.tracker.read.snapshots()
        if not self._found:
            none = "  No snapshot yet. ⟦plan.snapshot⟧ fixes the plan as it stands; ⟦plan.export⟧ writes it as a paper."
            return Page(body=Rows([Row([]), Row([(none, "muted")])]))
        layout = Columns(
            [
                held("name", (s.name for s in self._found), 24, turn=2),
                held("as at", (dates.short(s.as_at) for s in self._found), 9, turn=1),
                Column("journal", 7, right=True),
                held("presented", map(_presented, self._found), 12, turn=3),
            ],
            width,
        )
        made = []
        for s in self._found:
            cells = [
                Cell(s.name, "foreground bold", ("snapshot", s.uid)), Cell(dates.short(s.as_at)), Cell(str(s.number), "muted"),
                Cell(_presented(s), "muted"),
            ]  # fmt: skip
            made += rows(layout, [(s.uid, cells)])
            made += [Row([("    " + line, "faint")]) for line in wrap(s.outcome or "", width - 6) if s.outcome]
        return Page(head=[layout.heading()], body=Rows(made))

    def hint(self) -> str:
        return (
            "⟦view.explain⟧ what moved since, ⟦open⟧ shows one, ⟦record.edit⟧ records where it was presented, ⟦plan.export⟧ writes it out."
            if self._found
            else ""
        )

    def open(self, target: object) -> None:
        if isinstance(target, tuple) and target[0] == "snapshot":
            snapshot = next(s for s in self._found if s.uid == target[1])
            view = self.tracker.snapshots.view(snapshot)
            steps = "\n".join(f"{n:>6}  {name}" for n, name in zip(view.figures.steps(), STEP_NAMES, strict=True))
            counts = "\n".join(f"{view.counts.of(p):>6}  {WORDS[p].word}" for p in Progress)
            text = f"As at {dates.long(snapshot.as_at)}, journal entry {snapshot.number}\n\n{steps}\n\n{counts}\n{view.counts.overdue:>6}  past date"
            self.choose(
                snapshot.name,
                self._choices(snapshot),
                self._chosen(snapshot),
                text,
            )
        else:
            super().open(target)

    def _chosen(self, snapshot: Snapshot):  # type: ignore[no-untyped-def]  # a callback of choose()
        def chosen(key: str) -> None:
            if key == "m":
                self.go("movement", snapshot.name, "now")
            elif key == "b":
                self.go("movement", self._before(snapshot), snapshot.name)
            elif key == "@":
                self.host.look_back(snapshot.as_at)
                self.go("summary")
            else:
                self.fill_in(
                    paper_forms.export(self.read.today, papers.covers(self), snapshot.name),
                    partial(papers.export, self),
                )

        return chosen

    def _choices(self, snapshot: Snapshot) -> dict[str, str]:
        made = {"m": "what moved from it to now"}
        if self._before(snapshot):
            made["b"] = f"what moved from {self._before(snapshot)} to it"
        return {**made, "w": "write it to a file", "@": "show the whole plan as it was that day"}

    def _before(self, snapshot: Snapshot) -> str:
        """The name of the snapshot taken before; blank for the first."""
        later = self._found[self._found.index(snapshot) + 1 :]
        return later[0].name if later else ""

    def _current(self) -> Snapshot | None:
        row = self.canvas.current()
        return next((s for s in self._found if row is not None and s.uid == row.key), None)

    @own(
        "snapshots.compare",
        "view.explain",
        "compare",
        "what moved between this snapshot and now",
        where="snapshots",
        works=lambda s: bool(s._found),
    )
    def compare(self) -> None:
        snapshot = self._current() or (self._found[0] if self._found else None)
        if snapshot is None:
            raise UsageError("There is no snapshot to compare with yet; ⟦plan.snapshot⟧ takes one.")
        self.go("movement", snapshot.name, "now")

    @own(
        "snapshots.outcome",
        "record.edit",
        "outcome",
        "what became of the paper of this snapshot",
        where="snapshots",
        works=on_row,
    )
    def outcome(self) -> None:
        snapshot = self._current()
        if snapshot is None:
            raise UsageError("Stand on a snapshot to record what became of it.")

        def submit(values: dict[str, str]) -> str:
            return self.done(self.tracker.snapshots.record_outcome(snapshot.name, **values))

        self.fill_in(paper_forms.outcome(snapshot, self.read.today), submit)


def _presented(s: Snapshot) -> str:
    day = f" {dates.short(s.presented_on)}" if s.presented_on else ""
    return f"{s.presented_to}{day}" if s.presented_to else "not yet"


SCREEN = SnapshotsScreen
