"""One area: the inspector's words, its dates and owner, what its file states, and its tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tui_tracker.domain.framework import of
from tui_tracker.domain.inspection import is_missed
from tui_tracker.domain.records import Milestone, Problem
from tui_tracker.domain.views import AreaView, TaskRow, deadline_words, target_words
from tui_tracker.domain.wording import area_story, milestone_words, opinion_words, problem_words
from tui_tracker.ui import detail
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.commands import areas, records
from tui_tracker.ui.commands.registry import own
from tui_tracker.ui.desk import Host
from tui_tracker.ui.lines import Builder, Row, wrap
from tui_tracker.ui.screens.base import TrackerScreen
from tui_tracker.ui.task_list import TaskList


class AreaScreen(TrackerScreen):
    """The tasks of the area can be stood on, and every task key works on them."""

    name_ = "area"
    tab = "register"
    narrows_itself = True

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._view: AreaView | None = None

    def place_name(self) -> str:
        return self._view.row.area.ref if self._view else "Area"

    def selected(self) -> tuple[str, str] | None:
        row = self.canvas.current()
        if row is not None and row.key and self._view and any(t.uid == row.key for t in self._view.tasks):
            return "task", row.key
        return ("area", self.here.subject) if self.here.subject else None

    def build(self, width: int, height: int) -> Page:
        view = self._view = self.read.area(self.here.subject)
        area = view.row.area
        title = wrap(f"{area.ref}  {area.title}", width - 4)
        rows = [Row([]), *(Row([("  " + line, "foreground bold")]) for line in title)]
        rows.append(Row([("  " + f"{view.plan.name}, {view.row.pillar or 'no pillar'}", "muted")]))
        rows.append(Row([]))
        rows += self._facts(view, width)
        for name, kept in (
            ("opinions", view.life.opinions),
            ("milestone", view.life.milestones),
            ("problems", view.life.problems),
        ):
            rows += self._records(name, kept, width)
        rows += [Row([]), Row([("  Tasks", "foreground bold"), (f"   {view.row.counts.tasks}", "muted")])]
        layout = TaskList(self.read, self.host.signs, width, under_areas=True)
        if view.tasks:
            rows.append(Row(layout.heading()))
        for task in self._shown():
            rows.append(layout.task(task, greyed=task.withdrawn is not None, marked=task.uid in self.host.marked))
        if not view.tasks:
            rows.append(Row([("  none yet; ⟦record.new⟧ adds one", "faint")]))
        head = [self.narrow_line(len(self._shown()), len(view.tasks))] if self.narrow else []
        return Page(head=head, body=Rows(rows))

    def _facts(self, view: AreaView, width: int) -> list[Row]:
        """What is said of the area itself."""
        area, colour = view.row.area, view.row.colour
        style = colour.letter if colour.letter in "GARB" else "muted"
        rows = [detail._fact("RAG", f"{colour.letter} {colour.word}: {colour.rule}", style)]
        rows += detail._wrapped("owner", area.owner or "not stated", width)
        rows.append(detail._fact("target", target_words(area) or "not stated", "foreground"))
        for name, value in (
            ("inspector", deadline_words(area)),
            ("headline", area.headline),
            *area_story(area, self.read.today, view.row.counts.tasks - view.row.counts.complete, of(view.plan)).items(),
            ("moved", "; ".join(m.words() for m in view.moves)),
            ("part of", view.part_of),
            ("owns", "; ".join(view.owns)),
            ("with them", view.row.recommended.words()),
            ("withdrawn", area.withdrawn),
            ("once", ", ".join(view.old_refs)),
        ):
            if value:
                rows += detail._wrapped(name, value, width)
        if area.finding and area.finding != area.title:
            rows += detail._wrapped("finding", area.finding, width, most=6)
        stated = [f"{s.what.replace('_', ' ')} {s.stated}" for s in view.stated]
        if stated:
            rows += detail._wrapped("file says", "; ".join(stated), width, most=4)
        return rows

    def _records(self, name: str, kept: Sequence[Any], width: int) -> list[Row]:
        """Dated records of the area, numbered as the command line numbers them; what is open or past stands out."""
        today = self.read.today
        made = []
        for number, record in enumerate(kept, 1):
            if isinstance(record, Problem):
                words, style = problem_words(record), "pastdate" if record.closed_on is None else "muted"
            elif isinstance(record, Milestone):
                beside = [r for r in kept if isinstance(r, Milestone)]
                words = milestone_words(record, today, beside)
                style = "pastdate" if is_missed(record, today, beside) else "foreground"
            else:
                words, style = opinion_words(record), "foreground"
            lines = wrap(f"{number} {words}", max(10, width - 14))[:4]
            head = Builder().add(f"  {name if number == 1 else '':<10}", "muted")
            made.append(head.add(lines[0], style, door=(record.kind, number)).row(key=record.uid))
            made += [detail._fact("", line, style) for line in lines[1:]]
        return made

    def open(self, target: Any) -> None:
        if isinstance(target, tuple) and target[0] == "problem":
            areas.close_problem(self, self.here.subject, target[1])
        elif isinstance(target, tuple) and target[0] == "milestone":
            areas.reach_milestone(self, self.here.subject, target[1])
        elif isinstance(target, tuple):
            self.say("An opinion stays as it was given; a later one is noted with ⟦area.opinion⟧.")
        else:
            super().open(target)

    def shown_tasks(self) -> list[str]:
        return [t.uid for t in self._shown() if t.withdrawn is None]

    def listed_tasks(self) -> list[str]:
        return [t.uid for t in self._shown()]

    def _shown(self) -> list[TaskRow]:
        """The tasks that are in view: all, or those that hold the words the page is narrowed to."""
        wanted = self.narrow.casefold().split()
        tasks = self._view.tasks if self._view else ()
        return [t for t in tasks if all(w in f"{t.ref} {t.title} {t.assigned_to or ''}".casefold() for w in wanted)]

    def explain(self) -> None:
        if self._view is not None:
            from tui_tracker.actions.send_out import explain

            row = self._view.row
            self.say(explain.colour(self.read, row.area.ref, row.colour, f'ref:"{row.area.ref}"', row.area.plan))

    @own("area.edit", "record.edit", "edit", "every field of this area, or of the task under the cursor", where="area")
    def edit_here(self) -> None:
        row = self.canvas.current()
        if row is not None and row.key and self.selected() != ("area", self.here.subject):
            self.choose(
                "Edit what?",
                {"1": "the task under the cursor", "2": f"the area {self._view.row.area.ref if self._view else ''}"},
                lambda key: records.edit(self) if key == "1" else self._edit_area(),
            )
        else:
            self._edit_area()

    def _edit_area(self) -> None:

        area = self.tracker.areas.get(self.here.subject)
        self.fill_in(records.area_form(self, area), lambda v: self.saved(self.tracker.areas.save, area.uid, v))


SCREEN = AreaScreen
