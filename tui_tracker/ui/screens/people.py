"""People: who is named how often, and which spellings are one person."""

from __future__ import annotations

from tui_tracker.domain import dates
from tui_tracker.domain.views import PersonView
from tui_tracker.errors import UsageError
from tui_tracker.ui import forms
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.columns import Cell, Column, Columns, held, rows
from tui_tracker.ui.commands.registry import own
from tui_tracker.ui.commands.when import on_row
from tui_tracker.ui.desk import Host
from tui_tracker.ui.lines import Line, fit, number, wrap
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen


class PeopleScreen(TrackerScreen):
    """e says that another spelling is the person under the cursor; W hands a leaver's work over."""

    name_ = "people"
    of_plans = True
    tab = "more"
    peeks = True
    own_commands = ("record.edit", "record.withdraw", "open")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._found: list[PersonView] = []

    def place_name(self) -> str:
        return "People"

    def hint(self) -> str:
        return "⟦record.edit⟧ another spelling, ⟦record.withdraw⟧ hands a leaver's work over, ⟦open⟧ shows their tasks."

    def build(self, width: int, height: int) -> Page:
        self._found = self.read.persons()
        layout = Columns(
            [
                held("name", (p.name for p in self._found), 22, 48, turn=4),
                *(Column(t, 7, right=True) for t in ("areas", "tasks", "QA", "sampled", "said")),
                held("left, or also spelled", map(self._also, self._found), 10, turn=3, give_up=1),
            ],
            width,
        )
        listed = []
        for p in self._found:
            style = "foreground" if p.left_on is None else "faint"
            counts = [
                Cell(number(n) if n else self.host.signs.dot, style if n else "faint")
                for n in (p.owns, p.assigned, p.qa, p.sampling, p.said)
            ]
            door = Place("register", query=f'owner:"{p.name}"')
            listed.append((p.name, [Cell(p.name, style, door), *counts, Cell(self._also(p), "muted")]))
        return Page(head=[layout.heading()], body=Rows(rows(layout, listed)))

    @staticmethod
    def _also(p: PersonView) -> str:
        left = [f"left {dates.short(p.left_on)}"] if p.left_on else []
        return "; ".join([*left, *(s for s in p.spellings if s != p.name)])

    def beside(self, width: int) -> list[Line]:
        row = self.canvas.current()
        found = next((p for p in self._found if row is not None and p.name == row.key), None)
        if found is None:
            return []
        said = [f"left {dates.long(found.left_on)}"] if found.left_on else []
        said += (
            [f"also spelled: {', '.join(s for s in found.spellings if s != found.name)}"]
            if len(found.spellings) > 1
            else []
        )
        open_ = self.read.task_rows(self.read.task_ids(f'owner="{found.name}" is:open', plan=self.host.plan_uid)[:40])
        made: list[Line] = [[(f"  {found.name}", "foreground bold")]]
        made += [[("  " + line, "muted")] for text in said for line in wrap(text, width - 4)]
        made += [[], [(f"  {len(open_)} open task{'s' if len(open_) != 1 else ''}", "foreground bold")]]
        for r in open_:
            late = f"  !{r.overdue_days}d" if r.overdue_days else ""
            made.append(
                [
                    (f"  {r.ref:<9} ", "muted"),
                    (fit(r.title or r.area_title, max(8, width - 22)), "foreground"),
                    (late, "pastdate"),
                ]
            )
        return made

    def _person(self) -> PersonView:
        row = self.canvas.current()
        found = next((p for p in self._found if row is not None and p.name == row.key), None)
        if found is None:
            raise UsageError("Stand on somebody first.")
        return found

    @own("people.spelling", "record.edit", "spelling", "another spelling of this person", where="people", works=on_row)
    def spelling(self) -> None:
        person = self._person()
        form = forms.one_line(
            f"Another spelling of {person.name}", "spelling", "which other spelling is the same person", "one person"
        )
        self.fill_in(form, lambda v: self.done(self.tracker.people.alias(person.name, [v["spelling"]])))

    @own(
        "people.handover",
        "record.withdraw",
        "handover",
        "this person leaves: who takes over what they have",
        where="people",
        works=on_row,
    )
    def handover(self) -> None:
        person = self._person()
        form = forms.handover(person.name, self.read.today)
        self.fill_in(
            form, lambda v: self.done(self.tracker.people.handover(person.name, v["successor"], v["from_day"]))
        )


SCREEN = PeopleScreen
