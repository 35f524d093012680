"""Charts, where people would rather look: progress over time, due dates by month, colours by pillar. Every bar opens its tasks."""

from __future__ import annotations

from datetime import date

from tui_tracker.domain import dates
from tui_tracker.domain.pillar_colours import WORDS, by_pillar
from tui_tracker.domain.rag import LETTERS
from tui_tracker.domain.views import DueMonth
from tui_tracker.ui import plotting
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.lines import Builder, Row, number, pad, widest
from tui_tracker.ui.palette import fill
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen


class ChartsScreen(TrackerScreen):
    """Drawn of the same counts as every other screen; the words beside a chart say them."""

    name_ = "charts"
    of_plans = True
    tab = "more"
    own_commands = ("open", "view.plan", "back")

    def place_name(self) -> str:
        return "Charts"

    def hint(self) -> str:
        return "⟦open⟧ opens the tasks behind a bar; ⟦view.plan⟧ shows one plan. The history starts on the day the plan was read in."

    def build(self, width: int, height: int) -> Page:
        if not self.read.plans():
            return Page(body=Rows([Row([]), Row([("  No plan here yet: ⟦plan.import⟧ reads one in.", "muted")])]))
        return Page(body=Rows([*self._over_time(width, height), *self._months(width), *self._colours(width)]))

    def _over_time(self, width: int, height: int) -> list[Row]:
        points = self.read.burn_up(self.host.plan_uid)
        last = points[-1]
        signs = self.host.signs
        said = f"   {last.complete} of {last.tasks} complete; by their dates {last.due} should be"
        rows = [Row([]), Row([("  Progress over time", "foreground bold"), (said, "muted")]), Row([])]
        rows += plotting.burn_up(points, min(width, 110), 12 if height >= 40 else 7, signs)
        key = f"          {plotting.solid(signs)} complete   {signs.rule} all tasks   {signs.dot} due by then"
        return [*rows, Row([(key, "faint")]), Row([])]

    def _months(self, width: int) -> list[Row]:
        found = self.read.due_months(self.host.plan_uid)
        rows = [Row([("  Due by month", "foreground bold")]), Row([])]
        most = max((m.tasks for m in found), default=1)
        for m in found:
            made = Builder().add("  ").add(pad(_month(m), 9), "foreground", door=Place("register", query=_query(m)))
            made.add(number(m.tasks, widest((x.tasks for x in found), 5)) + "  ", "muted")
            signs = self.host.signs
            parts = [
                (signs.full, m.complete, fill("complete")), (signs.late, m.late, "pastdate"), (signs.low, m.tasks - m.complete - m.late, fill("on_target")),
            ]  # fmt: skip
            for text, style in plotting.bar(parts, min(width, 110) - 40, most):
                made.add(text, style)
            words = [f"{m.complete} complete"] if m.complete else []
            words += [f"{m.late} late"] if m.late else []
            rows.append(made.add("  " + ", ".join(words), "faint").row(key=f"month-{m.month}"))
        key = (
            f"  {self.host.signs.full} complete   {self.host.signs.late} late   {self.host.signs.low} open and not late"
        )
        return [*rows, Row([(key, "faint")]), Row([])]

    def _colours(self, width: int) -> list[Row]:
        rows = [Row([("  Areas by colour", "foreground bold")]), Row([])]
        areas = self.read.area_rows(self.host.plan_uid)
        several = len({r.plan for r in areas}) > 1
        for p in by_pillar(areas):
            name = p.pillar or "No pillar"
            scope = f'plan="{p.plan}" pillar="{p.pillar}"'
            made = Builder().add("  ").add(pad(name, 22), "foreground", door=Place("register", query=scope)).add("  ")
            for letter, count in p.letters:
                made.add(letter * count, f"{letter} bold" if letter in LETTERS else "muted")
            words = ", ".join(f"{count} {WORDS[letter]}" for letter, count in p.letters)
            made.add("  " + words, "faint")
            rows.append(made.add(f"  {p.plan}" if several else "", "faint").row(key=f"{p.plan}/{p.pillar}"))
        return rows


def _month(m: DueMonth) -> str:
    return dates.short(date.fromisoformat(f"{m.month}-01"), "month") if m.month else "no date"


def _query(m: DueMonth) -> str:
    """The filter of a month's tasks."""
    if not m.month:
        return "is:no-date"
    first = date.fromisoformat(f"{m.month}-01")
    return f"due>={first} due<{dates.add_months(first, 1)}"


SCREEN = ChartsScreen
