"""Plans: what the file holds, each with its totals."""

from __future__ import annotations

from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.lines import Builder, Line, Row, pad
from tui_tracker.ui.screens.base import TrackerScreen


class PlansScreen(TrackerScreen):
    """Enter shows one plan alone on every screen; again shows all."""

    name_ = "plans"
    tab = "more"
    own_commands = ("open", "plan.import")

    def crumbs(self) -> str:
        return "More › Plans"

    def build(self, width: int, height: int) -> Page:
        view = self.read.summary()
        name = max(24, width - 52)
        head: list[Line] = [
            [],
            [
                (
                    "  "
                    + pad("plan", name)
                    + "".join(pad(t, 9, right=True) for t in ("areas", "tasks", "complete", "assured", "late")),
                    "muted",
                )
            ],
        ]
        rows = []
        for p in view.plans:
            on = self.host.plan_uid == p.plan.uid
            made = (
                Builder()
                .add("  ")
                .add(
                    pad(("• " if on else "") + p.plan.name, name),
                    "accent bold" if on else "foreground",
                    door=("plan", p.plan.uid),
                )
            )
            for n in (p.counts.areas, p.counts.tasks, p.counts.complete, p.figures.assured, p.counts.overdue):
                made.add(pad(f"{n:,}", 9, right=True), "foreground" if n else "faint")
            rows.append(made.row(key=p.plan.uid))
        return Page(head=head, body=Rows(rows or [Row([("  No plan yet; ⟦plan.import⟧ imports one.", "muted")])]))

    def hint(self) -> str:
        return "⟦open⟧ shows one plan alone; ⟦view.plan⟧ goes through them from anywhere."

    def open(self, target: object) -> None:
        if isinstance(target, tuple) and target[0] == "plan":
            self.host.plan_uid = None if self.host.plan_uid == target[1] else target[1]
            self.go("summary")
        else:
            super().open(target)


SCREEN = PlansScreen
