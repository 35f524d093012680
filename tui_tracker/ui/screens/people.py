"""People: who is named how often, and which spellings are one person."""

from __future__ import annotations

from tui_tracker.domain import dates
from tui_tracker.domain.views import PersonView
from tui_tracker.errors import UsageError
from tui_tracker.ui import forms
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.commands.registry import own
from tui_tracker.ui.desk import Host
from tui_tracker.ui.lines import Builder, Line, pad
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen


class PeopleScreen(TrackerScreen):
    """e says that another spelling is the person under the cursor; W hands a leaver's work over."""

    name_ = "people"
    tab = "more"
    own_commands = ("record.edit", "record.withdraw", "open")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._found: list[PersonView] = []

    def crumbs(self) -> str:
        return "More › People"

    def hint(self) -> str:
        return "e: another spelling of this one   W: hand a leaver's work over   enter: their tasks"

    def build(self, width: int, height: int) -> Page:
        self._found = self.read.persons()
        name = max(24, width - 66)
        titles = "".join(pad(t, 8, right=True) for t in ("areas", "tasks", "QA", "sampled", "said"))
        head: list[Line] = [[], [("  " + pad("name", name) + titles + "  also spelled", "muted")]]
        rows = []
        for p in self._found:
            made = (
                Builder()
                .add("  ")
                .add(
                    pad(p.name, name),
                    "foreground" if p.left_on is None else "faint",
                    door=Place("register", query=f'owner:"{p.name}"'),
                )
            )
            for n in (p.owns, p.assigned, p.qa, p.sampling, p.said):
                made.add(pad(str(n) if n else self.host.signs.dot, 8, right=True), "foreground" if n else "faint")
            left = [f"left {dates.short(p.left_on)}"] if p.left_on else []
            made.add("  " + pad("; ".join([*left, *(s for s in p.spellings if s != p.name)]), 30), "muted")
            rows.append(made.row(key=p.name))
        return Page(head=head, body=Rows(rows))

    def _person(self) -> PersonView:
        row = self.canvas.current()
        found = next((p for p in self._found if row is not None and p.name == row.key), None)
        if found is None:
            raise UsageError("Stand on somebody first.")
        return found

    @own("people.spelling", "record.edit", "spelling", "another spelling of this person", where="people")
    def spelling(self) -> None:
        person = self._person()
        form = forms.one_line(
            f"Another spelling of {person.name}", "spelling", "which other spelling is the same person", "one person"
        )

        def submit(values: dict[str, str]) -> str:
            listed = [*person.spellings, values["spelling"]]
            return self.done(self.tracker.people.alias(person.name, [s for s in listed if s.strip()]))

        self.fill_in(form, submit)

    @own(
        "people.handover",
        "record.withdraw",
        "handover",
        "this person leaves: who takes over what they have",
        where="people",
    )
    def handover(self) -> None:
        person = self._person()
        form = forms.handover(person.name, self.read.today)
        self.fill_in(
            form, lambda v: self.done(self.tracker.people.handover(person.name, v["successor"], v["from_day"]))
        )


SCREEN = PeopleScreen
