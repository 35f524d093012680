"""Rows that are no rows of a table but text between or after them: bands, labels with their values, captions, remarks."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise

from tui_tracker.domain import parts
from tui_tracker.domain.parts import Part
from tui_tracker.intake import headings, lines, roles
from tui_tracker.intake.blocks import Block
from tui_tracker.intake.cell_facts import source
from tui_tracker.intake.context import Context
from tui_tracker.intake.grid import Cell
from tui_tracker.intake.lines import Said
from tui_tracker.intake.proposal import Proposal
from tui_tracker.patterns import pattern

_UPDATE = pattern(
    r"^(?:latest |current |progress |board |quarterly )?(?:updates?|progress|position|commentary|comments?|evidence|notes?)\b[^:\n]{0,25}:\s*(?P<said>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED_GROUP = pattern(
    r"^(?P<ref>(?:phase|stage|priority|theme|workstream|objective|goal|step|part) ?[\dA-Z]{1,3})\s*[:.–—-]\s*(?P<title>.{3,})$",
    re.IGNORECASE,
)
_MOST = 6  # cells of such a row


class Between:
    """Tells such rows of one table from its own, and takes what they say."""

    def __init__(self, block: Block, context: Context, proposal: Proposal, refs_repeat: bool) -> None:
        self._b = block
        self._c = context
        self._p = proposal
        self._refs_repeat = refs_repeat

    @property
    def has_groups(self) -> bool:
        """Whether rows between the others name the groups that these belong to, in the column of their numbers."""
        numbers = next((c.index for c in self._b.columns if c.role in ("no", "ref")), -1)
        return any(self._b.sheet.filled(r)[0] == numbers for r in self._lone_bands)

    def take(self, row: int, filled: list[int], *, after: bool) -> bool:
        """Whether a row is such a row; takes what it says. ``after``: it stands under the last full row of its table."""
        if not 1 <= len(filled) <= _MOST:
            return False
        own = [(c, self._b.sheet.own(row, c)) for c in filled]
        if row in self._lone_bands:
            self._c.begin(_band_of(own[0][1].text), self._b.sheet.where(row, own[0][0]), own[0][1])
            return True
        if self._update(row, own):
            return True
        if len(own) > 1:
            return self._band(row, own) or self._pairs(row, own)
        column, cell = own[0]
        span = self._b.sheet.span(row, column)
        wide = span > 1 and span * 2 >= sum(1 for c in self._b.columns if c.name)
        if cell.heading:
            return self._c.line(row, own, inside=True) or self._plain_band(row, cell, wide)
        if after:
            return self._after(row, column, cell, wide)
        return self._inside(row, column, cell, wide)

    def _update(self, row: int, own: list[tuple[int, Cell]]) -> bool:
        """A row that goes on with the task above: ``Update: …`` over the whole width, or ``Q2 position`` and its words."""
        tasks = self._c.area.tasks if self._c.area is not None else []
        sheet, (column, first) = self._b.sheet, own[0]
        if not tasks or sheet.span(row, own[-1][0]) < 2:
            return False
        period = None
        if len(own) == 1 and (m := _UPDATE.match(first.text)) is not None:
            said = m["said"].strip()
        elif (
            len(own) == 2
            and len(first.text) <= 40
            and (headings.is_update(first.text) or _UPDATE.match(f"{first.text}: …"))
        ):
            said, period = own[1][1].text, headings.period(first.text)
        else:
            return False
        task = tasks[-1]
        task.evidence = f"{task.evidence}\n{said}" if task.evidence else said
        task.notes += [Part(p.date or period, p.initials, p.text) for p in parts.split(said)]
        task.cells.append(source("evidence", sheet.where(row, column), own[-1][1]))
        return True

    def _band(self, row: int, own: list[tuple[int, Cell]]) -> bool:
        """An area's name over some columns, and beside it whose it is and by when."""
        if (
            len(own) == 2
            and roles.REF.match(own[0][1].text)
            and self._b.sheet.span(row, own[1][0]) > 1
            and not self._b.has("statement")
        ):
            return self._c.line(row, own, inside=True)
        said = lines.read(own[0][1].text)
        rest = [cell.text for _, cell in own[1:]]
        if self._b.sheet.span(row, own[0][0]) < 2 or not (said.ref and said.title) or not lines.cell_pairs(rest):
            return False
        self._c.line(row, own[:1], inside=True)
        return self._c.line(row, own[1:], inside=True)

    def _pairs(self, row: int, own: list[tuple[int, Cell]]) -> bool:
        """Labels each with its value, beside each other."""
        texts = [cell.text for _, cell in own]
        labels = [lines.label_role(t) for t in texts]
        pairs = lines.cell_pairs(texts)
        if pairs and all(":" in t for t in texts):
            return self._c.line(row, own, inside=True)
        if len(own) == 2 and labels[0] and not _in_roles(self._b, own[0][0], ("no", "ref")):
            return self._c.line(row, own, inside=True)
        if len(own) == 3 and labels[0] and labels[2] and not labels[1]:
            return self._c.line(row, own[:2], inside=True)  # the second label has no value
        if len(own) in (4, 6) and all(labels[::2]) and pairs:
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

    @cached_property
    def _lone_bands(self) -> frozenset[int]:
        """Rows that hold one cell in the column of the actions and stand over fuller ones, the first of the table too: its groups."""
        sheet, block = self._b.sheet, self._b
        if block.has("statement") and block.has("action"):
            return frozenset()
        at = next((c.index for c in block.columns if c.role in ("action", "statement")), None)
        rows = [r for r in block.rows if sheet.filled(r)]
        numbers = next((c.index for c in block.columns if c.role in ("no", "ref")), -1)
        lone = [
            r
            for r in rows
            if (sheet.filled(r) == [at] or self._is_named_group(r, at, numbers))
            and sheet.span(r, sheet.filled(r)[0]) == 1
        ]
        if at is None or len(lone) < 2 or lone[0] != rows[0] or len(lone) * 2 > len(rows):
            return frozenset()
        after = dict(pairwise(rows))
        like = sheet.own(lone[0], sheet.filled(lone[0])[0]).fill
        return frozenset(
            r for r in lone if sheet.own(r, sheet.filled(r)[0]).fill == like and len(sheet.filled(after.get(r, -1))) > 1
        )

    def _is_named_group(self, row: int, action: int | None, numbers: int) -> bool:
        """Words where the rows have their number, nothing where they have their action, and at most one cell more."""
        filled = self._b.sheet.filled(row)
        if not filled or filled[0] != numbers or len(filled) > 2 or action in filled:
            return False
        text = self._b.sheet.own(row, numbers).text
        return len(re.findall(r"[A-Za-z]", text)) >= 4 and not roles.is_code(text)

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


def _band_of(text: str) -> Said:
    """What a group's row says: its reference where it has one, ``Phase 2: Design``."""
    said = lines.read(text)
    if said.ref and said.title:
        return said
    if m := _NUMBERED_GROUP.match(" ".join(text.split())):
        return Said(text, ref=m["ref"], title=m["title"])
    return Said(text, title=text.strip())


def _in_roles(block: Block, column: int, wanted: tuple[str, ...]) -> bool:
    return any(c.index == column and c.role in wanted for c in block.columns)
