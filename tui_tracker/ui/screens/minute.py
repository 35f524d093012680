"""The minute of a meeting that has ended, as it will be read; E writes it."""

from __future__ import annotations

from tui_tracker.actions.send_out.style import Style
from tui_tracker.domain.document import Block, Bullets, Facts, Heading, Para, Table
from tui_tracker.domain.records import Meeting
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.commands import papers
from tui_tracker.ui.commands.registry import own
from tui_tracker.ui.lines import Row, pad, wrap
from tui_tracker.ui.screens.base import TrackerScreen


class MinuteScreen(TrackerScreen):
    """The same blocks that become Markdown or Word, laid out for the terminal."""

    name_ = "minute"
    tab = "meeting"
    own_commands = ("plan.export", "go.actions", "edit.undo", "back")

    def place_name(self) -> str:
        return "Minute"

    def hint(self) -> str:
        return "⟦plan.export⟧ writes it as Markdown or Word; ⟦go.actions⟧ shows what is open; ⟦edit.undo⟧ takes the end back."

    def build(self, width: int, height: int) -> Page:
        style = Style(service=self.host.user_settings.service)
        paper = self.tracker.papers.minute(style, self.here.subject)(self.tracker)
        rows = [Row([]), Row([(f"  {paper.title}, {paper.as_at}", "foreground bold")]), Row([])]
        for block in paper.blocks:
            rows += _lines(block, min(width, 130) - 4)
        return Page(body=Rows(rows))

    @own(
        "minute.write",
        "plan.export",
        "write",
        "write this minute as a file",
        where="minute",
        works=lambda s: s.read.one(Meeting, s.here.subject) is not None,
    )
    def write_minute(self) -> None:
        meetings = self.tracker.meetings
        papers.report_form(self, "minute", meetings.name(meetings.get(self.here.subject)))


def _lines(block: Block, width: int) -> list[Row]:
    match block:
        case Heading():
            return [Row([]), Row([(f"  {block.text}", "foreground bold")])]
        case Para():
            return [Row([(f"  {line}", "muted")]) for line in ["", *wrap(f"{block.lead} {block.text}".strip(), width)]]
        case Facts():
            return [
                Row([(f"  {pad(name, 10) if i == 0 else ' ' * 10}", "muted"), (line, "foreground")])
                for name, value in block.rows
                for i, line in enumerate(wrap(value, width - 12))
            ] + [Row([])]
        case Bullets():
            return [Row([(f"  • {item}", "foreground")]) for item in block.items]
        case Table():
            return _table(block, width)
    return []


def _table(table: Table, width: int) -> list[Row]:
    """A table in columns as wide as their shares; long cells go on below."""
    fixed = {
        i: max([len(c.name), *(len(str(r[i])) for r in (*table.rows, table.total or ()) if r)])
        for i, c in enumerate(table.columns)
    }
    wide = [i for i, c in enumerate(table.columns) if fixed[i] > 14]
    room = width - sum(fixed[i] for i in fixed if i not in wide) - 2 * (len(fixed) - 1)
    shares = sum(table.columns[i].width for i in wide) or 1
    widths = {
        i: max(12, min(fixed[i], int(room * table.columns[i].width / shares))) if i in wide else fixed[i] for i in fixed
    }

    def lines(cells: list[str], style: str) -> list[Row]:
        wrapped = [wrap(cell, widths[i]) or [""] for i, cell in enumerate(cells)]
        made = []
        for n in range(max(map(len, wrapped))):
            spans = [("  ", style)]
            for i, parts in enumerate(wrapped):
                spans.append(
                    (pad(parts[n] if n < len(parts) else "", widths[i], right=table.columns[i].number) + "  ", style)
                )
            made.append(Row(spans))
        return made

    rows = lines([c.name for c in table.columns], "muted")
    for row in table.rows:
        rows += lines([str(c) for c in row], "foreground")
    if table.total is not None:
        rows += lines([str(c) for c in table.total], "foreground bold")
    return rows


SCREEN = MinuteScreen
