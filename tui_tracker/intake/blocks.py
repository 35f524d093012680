"""Where tables are on a sheet: heading rows, the rows under them, and what stands around them."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui_tracker.intake import roles
from tui_tracker.intake.grid import Cell, Sheet
from tui_tracker.intake.roles import Column


@dataclass
class Block:
    """One table: its sheet, columns with roles, data rows (by number), and long texts in or above its heading."""

    sheet: Sheet
    head: int
    columns: list[Column]
    rows: list[int]
    above: list[tuple[int, int, Cell]] = field(default_factory=list)

    def column(self, role: str) -> Column | None:
        """The first column of a role."""
        return next((c for c in self.columns if c.role == role), None)

    def has(self, *wanted: str) -> bool:
        return any(c.role in wanted for c in self.columns)

    @property
    def is_register(self) -> bool:
        """A table of areas with typed counts beside them, not of tasks."""
        return sum(c.role == "count" for c in self.columns) >= 2

    @property
    def is_plan(self) -> bool:
        """Whether it holds anything that could be an area or a task, with something said of it."""
        return self.has("statement", "action", "evidence") and self.has(
            "owner", "due", "status", "tick", "count", "qa.date", "sampling.date"
        )


def find(sheet: Sheet) -> list[Block]:
    """Every table of a sheet that has headings, top to bottom."""
    heads = [r for r in range(len(sheet.rows)) if _is_head(sheet, r)]
    heads = [r for i, r in enumerate(heads) if i == 0 or r - heads[i - 1] > 1 or not _continues(sheet, r)]
    made = []
    for i, head in enumerate(heads):
        last = heads[i + 1] if i + 1 < len(heads) else len(sheet.rows)
        made.append(_block(sheet, head, last, heads[i - 1] if i else -1))
    return made


def _is_head(sheet: Sheet, row: int) -> bool:
    """A heading row: at least two cells that name a role, and most of its short cells do."""
    named: set[str] = set()
    short = 0
    for c in sheet.filled(row):
        text = sheet.own(row, c).text
        if len(text) <= 70:
            short += 1
            if roles.looks_like_heading(text):
                named.add(text)
    return len(named) >= 3 and len(named) * 2 > short


def _continues(sheet: Sheet, row: int) -> bool:
    """Whether a heading row belongs to the one above it: its headings stand under merged or wider ones."""
    above = set(sheet.filled(row - 1))
    own = [c for c in sheet.filled(row) if roles.looks_like_heading(sheet.own(row, c).text)]
    under_own = sum(c in above and sheet.span(row - 1, c) == 1 for c in own)
    return under_own * 2 <= len(own)


def _second_row(sheet: Sheet, head: int) -> bool:
    """Whether the row under the head carries sub-headings of its wide cells."""
    if head + 1 >= len(sheet.rows):
        return False
    wide = {c for c in sheet.filled(head) if sheet.span(head, c) > 1}
    open_columns = {c for top in wide for c in range(top, top + sheet.span(head, top))}
    below = [c for c in sheet.filled(head + 1) if roles.looks_like_heading(sheet.own(head + 1, c).text)]
    if sum(c in open_columns for c in below) >= 2:
        return True
    blank_above = [c for c in below if not sheet.own(head, c).text]
    return len(blank_above) >= 2 and len(below) >= len(sheet.filled(head + 1)) - 2 and len(below) >= 3


def _block(sheet: Sheet, head: int, end: int, before: int) -> Block:
    two = _second_row(sheet, head)
    first = head + (2 if two else 1)
    rows = list(range(head + 1, end)) if two else list(range(first, end))
    if two:
        rows = [r for r in rows if r != head + 1 or not _only_headings(sheet, r)]
    data = [r for r in rows if sheet.filled(r) or any(sheet.own(r, c).fill for c in range(sheet.width))]
    columns = []
    above = [(r, c, sheet.own(r, c)) for r in range(before + 1, head) for c in sheet.filled(r)]
    group = ""
    for c in range(sheet.width):
        top = sheet.cell(head, c).text
        own_top = sheet.own(head, c).text
        if _is_statement(top):
            if own_top:
                above.append((head, c, sheet.own(head, c)))
            top = ""
        group = top or (group if two and not own_top and _carries(sheet, head, c) else "")
        sub = sheet.cell(head + 1, c).text if two else ""
        under_wide = not own_top or sheet.span(head, c) > 1
        name = sub if sub and under_wide and roles.looks_like_heading(sub) else top
        cells = [sheet.cell(r, c) for r in data if r != head + 1]
        columns.append(roles.decide(c, group if two else "", name, cells))
    return Block(sheet, head, columns, data, above)


def _is_statement(text: str) -> bool:
    """Whether a text in a heading row is a finding that stands over the table, not a column's name."""
    return len(text) > 70 or (len(text.split()) >= 4 and not roles.looks_like_heading(text))


def _only_headings(sheet: Sheet, row: int) -> bool:
    filled = sheet.filled(row)
    return all(roles.looks_like_heading(sheet.own(row, c).text) for c in filled)


def _carries(sheet: Sheet, head: int, column: int) -> bool:
    """A heading without merges (from a CSV) reaches over the blanks to its right when they have sub-headings."""
    return not sheet.merges and bool(sheet.own(head + 1, column).text)
