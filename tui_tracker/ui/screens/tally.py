"""Tally: what the register shows, counted by owner, pillar, progress, stage or station; every number opens its tasks."""

from __future__ import annotations

from functools import partial

from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.query import narrowed
from tui_tracker.domain.signoff import STAGE_WORDS, Stage
from tui_tracker.domain.views import TallyRow
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.lines import Builder, Line, Row, counted, ends, pad
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen

_BY = ("owner", "pillar", "progress", "stage", "station")


class TallyScreen(TrackerScreen):
    """``query`` is the register's filter, ``subject`` what is counted by; tab goes to the next."""

    name_ = "tally"
    of_plans = True
    tab = "register"
    own_commands = ("open", "view.next", "find.filter", "back")

    def place_name(self) -> str:
        return f"Tally by {self.here.subject or _BY[0]}"

    def build(self, width: int, height: int) -> Page:
        by = self.here.subject or _BY[0]
        rows = self.read.tally(by, self.here.query, plan=self.host.plan_uid)
        total = sum(r.counts.tasks for r in rows)
        tabs = Builder().add("  ")
        for name in _BY:
            shown = partial(self.host.go_instead, Place("tally", name, self.here.query))
            tabs.add(name, "accent bold underline" if name == by else "muted", door=shown).add("   ")
        head: list[Line | Row] = [
            Row(ends(tabs.line, f"{counted(total, 'task')}  ", width, "muted"), tuple(tabs.doors))
        ]
        if self.here.query:
            head.append([(f"  / {self.here.query}", "accent")])
        name_width = max(18, min(34, width - 56))
        top = Builder().add("  " + pad("", name_width) + pad("tasks", 7, right=True), "muted")
        for p in Progress:
            top.add(pad(self.host.signs.progress[p.value], 5, right=True), p.value)
        top.add(pad("late", 6, right=True), "pastdate")
        return Page(head=[*head, top.line], body=Rows([self._line(r, by, name_width) for r in rows]))

    def _line(self, row: TallyRow, by: str, name_width: int) -> Row:
        made = Builder().add("  ").add(pad(_words(by, row.name), name_width), "foreground")
        self._number(made, row.counts.tasks, 7, "foreground bold", row.query)
        for p in Progress:
            self._number(made, row.counts.of(p), 5, p.value, narrowed(row.query, f"progress:{p.value}"))
        self._number(made, row.counts.overdue, 6, "pastdate", narrowed(row.query, "is:overdue"))
        return made.row(key=f"{by}:{row.name}")

    def _number(self, made: Builder, number: int, width: int, style: str, query: str) -> None:
        if number:
            made.add(pad(f"{number:,}", width, right=True), style, door=Place("register", query=query))
        else:
            made.add(pad(self.host.signs.dot, width, right=True), "faint")

    def hint(self) -> str:
        return "⟦open⟧ opens a number, ⟦view.next⟧ counts by something else."

    def next_list(self) -> None:
        at = _BY.index(self.here.subject or _BY[0])
        self.host.go_instead(Place("tally", _BY[(at + 1) % len(_BY)], self.here.query))


def _words(by: str, name: str) -> str:
    if by == "progress":
        return WORDS[Progress(name)].word
    if by == "stage":
        return STAGE_WORDS[Stage(name)]
    return name or {"owner": "nobody", "pillar": "no pillar", "station": "no station"}[by]


SCREEN = TallyScreen
