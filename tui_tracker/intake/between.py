"""Rows that are no rows of a table but text between or after them: bands, labels with their values, captions, remarks."""

from __future__ import annotations

from tui_tracker.intake import lines
from tui_tracker.intake.blocks import Block
from tui_tracker.intake.context import Context
from tui_tracker.intake.grid import Cell
from tui_tracker.intake.lines import Said
from tui_tracker.intake.proposal import Proposal

_MOST = 6  # cells of such a row


class Between:
    """Tells such rows of one table from its own, and takes what they say."""

    def __init__(self, block: Block, context: Context, proposal: Proposal, refs_repeat: bool) -> None:
        self._b = block
        self._c = context
        self._p = proposal
        self._refs_repeat = refs_repeat

    def take(self, row: int, filled: list[int], *, after: bool) -> bool:
        """Whether a row is such a row; takes what it says. ``after``: it stands under the last full row of its table."""
        if not 1 <= len(filled) <= _MOST:
            return False
        own = [(c, self._b.sheet.own(row, c)) for c in filled]
        if len(own) > 1:
            return self._pairs(row, own)
        column, cell = own[0]
        span = self._b.sheet.span(row, column)
        wide = span > 1 and span * 2 >= sum(1 for c in self._b.columns if c.name)
        if cell.heading:
            return self._c.line(row, own, inside=True) or self._plain_band(row, cell, wide)
        if after:
            return self._after(row, column, cell, wide)
        return self._inside(row, column, cell, wide)

    def _pairs(self, row: int, own: list[tuple[int, Cell]]) -> bool:
        """Labels each with its value, beside each other."""
        texts = [cell.text for _, cell in own]
        roles = [lines.label_role(t) for t in texts]
        pairs = lines.cell_pairs(texts)
        if pairs and all(":" in t for t in texts):
            return self._c.line(row, own, inside=True)
        if len(own) == 2 and roles[0] and not _in_roles(self._b, own[0][0], ("no", "ref")):
            return self._c.line(row, own, inside=True)
        if len(own) == 3 and roles[0] and roles[2] and not roles[1]:
            return self._c.line(row, own[:2], inside=True)  # the second label has no value
        if len(own) in (4, 6) and all(roles[::2]) and pairs:
            return self._c.line(row, own, inside=True)
        if len(own) > 2 and any(":" in t for t in texts) and pairs:
            return self._c.line(row, own, inside=False)
        return False

    def _after(self, row: int, column: int, cell: Cell, wide: bool) -> bool:
        """A lone cell under the table."""
        if self._c.line(row, [(column, cell)], inside=True) and (wide or column == 0):
            return True
        if self._role(column) in ("evidence", "update") and column > 0:
            return False
        self._p.remark("dropped", self._b.sheet.where(row, column), f"text under the table: “{cell.text[:60]}”")
        return True

    def _inside(self, row: int, column: int, cell: Cell, wide: bool) -> bool:
        """A lone cell among the rows: a line, a band, or a row of which only one cell is filled."""
        role = self._role(column)
        if role in ("evidence", "update", "status", "due", "owner") and not wide and column > 0:
            return False
        if role == "statement" and self._b.has("action") and not wide and not lines.read(cell.text).names_area:
            return False
        if self._c.line(row, [(column, cell)], inside=True):
            return True
        if not wide and ((role == "action" and self._has_area_source()) or column > 0):
            return False
        return self._plain_band(row, cell, wide)

    def _role(self, column: int) -> str:
        return next((c.role for c in self._b.columns if c.index == column), "other")

    def _has_area_source(self) -> bool:
        return self._c.area is not None or self._b.has("statement", "ref")

    def _plain_band(self, row: int, cell: Cell, wide: bool) -> bool:
        """A band that is neither pillar nor reference: a group of areas, or an area where nothing else names one."""
        if len(cell.text) > 300:
            return True
        if self._b.has("statement") or (self._b.has("ref") and self._refs_repeat):
            if wide or cell.fill or cell.heading:
                self._c.pillar, self._c.area = cell.text, None
            return True
        if self._b.sheet.tables and cell.heading:
            self._c.plain_caption(cell.text, cell.heading)
            return True
        if wide or self._c.area is None or (self._c.area.ref is None and self._c.area.cells == []):
            self._c.begin(Said("", title=cell.text), self._b.sheet.where(row, 0), cell)
        return True


def _in_roles(block: Block, column: int, wanted: tuple[str, ...]) -> bool:
    return any(c.index == column and c.role in wanted for c in block.columns)
