"""Plans: what the file holds, each with its totals."""

from __future__ import annotations

from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.columns import Cell, Column, Columns, held, rows
from tui_tracker.ui.lines import Row, number
from tui_tracker.ui.screens.base import TrackerScreen


class PlansScreen(TrackerScreen):
    """Enter shows one plan alone on every screen; again shows all."""

    name_ = "plans"
    tab = "more"
    own_commands = ("open", "plan.import")

    def place_name(self) -> str:
        return "Plans"

    def build(self, width: int, height: int) -> Page:
        view = self.read.summary()
        columns = [held("plan", (p.plan.name for p in view.plans), 24, turn=2)]
        columns += [Column(t, 8, right=True) for t in ("areas", "tasks", "complete", "assured", "late")]
        layout = Columns(columns, width)
        listed = []
        for p in view.plans:
            style = "accent bold" if self.host.plan_uid == p.plan.uid else "foreground"
            counts = (p.counts.areas, p.counts.tasks, p.counts.complete, p.figures.assured, p.counts.overdue)
            cells = [Cell(p.plan.name, style, ("plan", p.plan.uid))]
            listed.append((p.plan.uid, [*cells, *(Cell(number(n), "foreground" if n else "faint") for n in counts)]))
        head = [layout.heading()] if listed else []
        return Page(
            head=head,
            body=Rows(rows(layout, listed) or [Row([]), Row([("  No plan yet; ⟦plan.import⟧ imports one.", "muted")])]),
        )

    def hint(self) -> str:
        return "⟦open⟧ shows one plan alone; ⟦view.plan⟧ goes through them from anywhere."

    def open(self, target: object) -> None:
        if isinstance(target, tuple) and target[0] == "plan":
            self.host.plan_uid = None if self.host.plan_uid == target[1] else target[1]
            self.go("summary")
        else:
            super().open(target)


SCREEN = PlansScreen
