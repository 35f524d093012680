"""Plans: what the file holds, each with its totals."""

from __future__ import annotations

from tui_tracker.errors import UsageError
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.columns import Cell, Column, Columns, held, rows
from tui_tracker.ui.commands import plans
from tui_tracker.ui.commands.registry import THIS_SCREEN, command, own
from tui_tracker.ui.commands.when import on_row
from tui_tracker.ui.lines import Row, number
from tui_tracker.ui.screens.base import TrackerScreen


class PlansScreen(TrackerScreen):
    """Enter shows one plan alone on every screen; again shows all."""

    name_ = "plans"
    tab = "more"
    own_commands = ("open", "plans.rename", "plans.up", "plans.down", "plans.remove", "plan.import")

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

    def _plan(self) -> str:
        row = self.canvas.current()
        if row is None or not row.key:
            raise UsageError("Stand on a plan first.")
        return row.key

    @own("plans.rename", "record.edit", "rename", "another name for this plan", where="plans", works=on_row)
    def rename(self) -> None:
        plans.rename_plan(self, self._plan())

    @command(
        "plans.up",
        "<",
        "up",
        "this plan one place up",
        where="plans",
        group=THIS_SCREEN,
        shown=True,
        works=lambda s: s._may_move(-1),
    )
    def up(self) -> None:
        self.say(self.done(self.tracker.plan_life.move(self._plan(), -1)))

    @command(
        "plans.down",
        ">",
        "down",
        "this plan one place down",
        where="plans",
        group=THIS_SCREEN,
        shown=True,
        works=lambda s: s._may_move(1),
    )
    def down(self) -> None:
        self.say(self.done(self.tracker.plan_life.move(self._plan(), 1)))

    def _may_move(self, by: int) -> bool:
        return on_row(self) and 0 <= self.canvas.cursor + by < self.canvas.page.body.count

    @own(
        "plans.remove",
        "record.withdraw",
        "remove",
        "this plan with all that is in it; undo brings it back",
        where="plans",
        works=on_row,
    )
    def remove_plan(self) -> None:
        plans.remove_plan(self, self._plan())

    def hint(self) -> str:
        return "⟦open⟧ shows one plan alone; ⟦view.plan⟧ goes through them from anywhere."

    def open(self, target: object) -> None:
        if isinstance(target, tuple) and target[0] == "plan":
            self.host.plan_uid = None if self.host.plan_uid == target[1] else target[1]
            self.go("summary")
        else:
            super().open(target)


SCREEN = PlansScreen
