"""Imports: what was read in, and the whole account of it."""

from __future__ import annotations

from tui_tracker.domain import dates
from tui_tracker.domain.records import ImportReport
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.lines import STAND, Builder, Row, counted, pad, wrap
from tui_tracker.ui.screens.base import TrackerScreen


class ImportsScreen(TrackerScreen):
    """The reports of every import, newest first."""

    name_ = "imports"
    tab = "more"
    own_commands = ("plan.import",)

    def place_name(self) -> str:
        return "Imports"

    def build(self, width: int, height: int) -> Page:
        rows: list[Row] = []
        for report in self.read.all(ImportReport, order=("-id",)):
            data = report.report
            rows += [
                Row([]),
                Row([(f"  {report.file}", "foreground bold"), (f"   read on {dates.long(report.read_on)}", "muted")]),
            ]
            rows.append(Row([(f"  {counted(data['areas'], 'area')}, {counted(data['tasks'], 'task')}", "foreground")]))
            rows += report_rows(data["remarks"], width)
        return Page(
            body=Rows(
                rows or [Row([]), Row([("  Nothing has been imported; ⟦plan.import⟧ reads a file in.", "muted")])]
            )
        )


def report_rows(remarks: list[dict[str, str]], width: int) -> list[Row]:
    """The remarks of an import, each wrapped under its kind and place."""
    rows = []
    told = [r for r in remarks if r["kind"] != "columns"]
    room = max(
        18, min(max((len(r["where"]) for r in told), default=0), width // 3)
    )  # a cell's address is what one goes and looks for
    for r in told:
        style = {"doubt": "on_target", "stated": "changed", "fragment": "on_target", "error_text": "behind_target"}.get(
            r["kind"], "muted"
        )
        made = Builder().add("  ").add(pad(r["kind"].replace("_", " "), 11), style, door=STAND)
        made.add(pad(r["where"], room) + " ", "faint")
        lines = wrap(r["text"], max(20, width - 16 - room))
        rows.append(made.add(lines[0], "foreground").row(key=f"{r['kind']}{r['where']}{r['text']}"))
        rows += [Row([(" " * (14 + room) + line, "foreground")]) for line in lines[1:]]
    return rows


SCREEN = ImportsScreen
