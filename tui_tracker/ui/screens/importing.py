"""Importing: everything is seen before anything is kept. Enter brings it in, Esc leaves the plan as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tui_tracker.actions.imports import read_proposal
from tui_tracker.errors import TrackerError
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.letters import large
from tui_tracker.ui.lines import Row, pad
from tui_tracker.ui.screens.base import TrackerScreen
from tui_tracker.ui.screens.imports import report_rows


class ImportingScreen(TrackerScreen):
    """The proposal of one file, read in a thread so that the app stays awake."""

    name_ = "importing"
    tab = "more"
    own_commands = ("open", "back")

    def __init__(self, app) -> None:  # type: ignore[no-untyped-def]  # the app is typed in the base
        super().__init__(app)
        self._proposal: Any = None
        self._fault = ""
        self._reading = ""

    def crumbs(self) -> str:
        return f"Import › {Path(self.here.subject).name}"

    def arrive(self, place: Any) -> None:
        if place.subject != self.here.subject or self._fault:
            self._proposal, self._fault, self._reading = None, "", ""
        super().arrive(place)

    def build(self, width: int, height: int) -> Page:
        if self._proposal is None and not self._fault:
            if self._reading != self.here.subject:
                self._reading = self.here.subject
                self.run_worker(self._read, thread=True, exit_on_error=False)
            return Page(body=Rows([Row([]), Row([("  Reading the file …  esc leaves it.", "muted")])]))
        if self._fault:
            return Page(body=Rows([Row([]), *(Row([("  " + self._fault, "pastdate")]),)]))
        report = self._proposal.report()
        counts = report["counts"]
        notes = sum(len(t.notes) for a in self._proposal.areas for t in a.tasks)
        numbers = [
            (report["areas"], "areas"),
            (report["tasks"], "tasks"),
            (notes, "notes"),
            (counts.get("doubt", 0), "doubts"),
            (counts.get("dropped", 0), "rows dropped"),
        ]
        pictures = [large(str(n), self.t.signs) for n, _ in numbers]
        cell = max(13, min(22, (width - 4) // len(numbers)))
        rows = [Row([])]
        rows += [Row([("   " + "".join(pad(p[i], cell) for p in pictures), "foreground bold")]) for i in range(3)]
        rows.append(Row([("   " + "".join(pad(name, cell) for _, name in numbers), "muted")]))
        rows.append(Row([]))
        for plan in report["plans"]:
            rows.append(Row([(f"  {plan['name']}: {plan['areas']} areas, {plan['tasks']} tasks", "foreground")]))
        rows += [Row([]), *report_rows(report["remarks"], width)]
        return Page(body=Rows(rows))

    def _read(self) -> None:
        path = Path(self.here.subject).expanduser()
        try:
            self._proposal = read_proposal(path)
            if not self._proposal.plans:
                self._fault = f"{path.name} holds no table of areas or tasks that could be read. esc goes back."
        except TrackerError as error:
            self._fault = f"{error}  esc goes back."
        self.app.call_from_thread(self.reload)

    def hint(self) -> str:
        return (
            "Nothing is written yet. enter brings it in, esc leaves everything as it was."
            if self._proposal is not None and not self._fault
            else ""
        )

    def do_open(self) -> None:
        if self._proposal is None or self._fault:
            return
        outcome = self.t.tracker.imports.apply(self._proposal, Path(self.here.subject).expanduser())
        self._proposal, self._reading = None, ""
        self.go("summary")
        kept = f" {len(outcome.differences)} differences were left as they are here." if outcome.differences else ""
        if outcome.applied is None:
            self.t.say(f"Nothing new in the file; the plan is unchanged.{kept}")
        else:
            self.t.say(
                f"{outcome.added_areas} areas and {outcome.added_tasks} tasks brought in.{kept}  u takes it back"
            )
            self.t.screen_for("summary").ask_schemes()


SCREEN = ImportingScreen
