"""What stands around a sheet's tables and between their rows, and whose it is: pillar, area, owner, how things stand."""

from __future__ import annotations

import re

from tui_tracker.domain import progress, refs
from tui_tracker.domain.inspection import AREA_LETTERS
from tui_tracker.intake import lines, roles
from tui_tracker.intake.blocks import Block
from tui_tracker.intake.cell_facts import source
from tui_tracker.intake.cells import Reader
from tui_tracker.intake.grid import Cell, Sheet
from tui_tracker.intake.legend import Legend
from tui_tracker.intake.lines import Said
from tui_tracker.intake.proposal import ReadArea, ReadStated
from tui_tracker.patterns import pattern

_OF_TABLES = pattern(
    r"\d|\b(?:appendix|annex|table|plan|tracker|register|log|recommendations?|findings?|actions?|areas?|audits?|summary|progress|status|open|closed|outstanding|complete[d]?)\b",
    re.IGNORECASE,
)
_SHEET_REF = pattern(r"^(?:AFI|SII|REC|COC|IA|EY|ES|E|P|R)\s*[-.]?\s*\d+(?:\.\d+)?[a-z]?$", re.IGNORECASE)


class Context:
    """The areas of one sheet so far, and what holds for the rows to come: walked down line by line."""

    def __init__(self, legend: Legend, sheet: Sheet, kind: str) -> None:
        self._legend = legend
        self.kind = kind
        self.areas: list[ReadArea] = []
        self.area: ReadArea | None = None
        self.pillar: str | None = None
        self.status: progress.Progress | None = None
        self.caption: str | None = None
        self.headed: str | None = None  # the plain short heading right over the table
        self._level = 0
        self._by_ref: dict[str, ReadArea] = {}
        self._indexed = 0
        self._table: Block | None = None
        self._begun_for: Block | None = None
        self._named: ReadArea | None = None  # by a heading that is its reference alone, just now
        self._pending: dict[str, tuple[str, str]] = {}
        if _SHEET_REF.match(sheet.name):
            self.begin(Said(sheet.name, ref=refs.normal_area(sheet.name)), sheet.name, None)
        elif pillar := lines.pillar_of(sheet.name):
            self.pillar = pillar

    def enter(self, block: Block, cells: Reader, kind: str) -> None:
        """Go on to a table: its lines above are taken; what its caption says of progress holds for it alone."""
        self._block = self._table = block
        self._cells, self.kind = cells, kind
        self.status = None
        self.headed = None
        self._lines_above()

    def pass_over(self, block: Block) -> None:
        """A table that holds no plan still stands between others: only the headings before it are taken."""
        for _, _, cell in block.above:
            if cell.heading and (said := lines.read(cell.text, cell.heading)).pillar:
                self.pillar, self.area = said.pillar, None

    def _lines_above(self) -> None:
        sheet = self._block.sheet
        rows: dict[int, list[tuple[int, Cell]]] = {}
        for r, c, cell in self._block.above:
            rows.setdefault(r, []).append((c, cell))
        for r, found in rows.items():
            if r == self._block.head:
                for c, cell in found:  # a statement that stands in the heading row itself
                    self._open_area(sheet.where(r, c)).title = cell.text
                    self._open_area(sheet.where(r, c)).cells.append(source("title", sheet.where(r, c), cell))
            else:
                self.line(r, found, inside=False)

    def line(self, row: int, found: list[tuple[int, Cell]], *, inside: bool) -> bool:
        """Take what a line says; True when it said something. ``inside`` a table a line belongs to the rows around it."""
        where = self._block.sheet.where(row, found[0][0])
        if len(found) == 2 and roles.REF.match(found[0][1].text) and len(found[1][1].text.split()) >= 4:
            self.begin(Said("", ref=refs.normal_area(found[0][1].text), title=found[1][1].text), where, found[1][1])
            return True
        if len(found) >= 2:
            pairs = lines.cell_pairs([cell.text for _, cell in found])
            if pairs is None and (first := lines.label_role(found[0][1].text)) is not None:
                pairs = [(first, found[1][1].text, 1)]
            if pairs:
                for role, value, at in pairs:
                    taken = found[at][1] if found[at][1].text == value else Cell(value, value)
                    self._field(role, taken, where, inside=inside)
                    label = found[at - 1][1].text if at and taken is found[at][1] else found[at][1].text
                    if role == "statement" and (kind := lines.kind_of(label)) and self._is_open():
                        assert self.area is not None
                        self.area.kind = kind
                return True
        cell = found[0][1]
        took = False
        pieces = cell.text.split("\n") if len(cell.text) < 900 else [cell.text]
        whole = lines.read(cell.text, cell.heading)
        said_by_piece = [lines.read(p, cell.heading) for p in pieces]
        readings = said_by_piece if len(pieces) > 1 and not said_by_piece[0].is_plain else [whole]
        for said in readings:
            took = self._take(said, where, cell, inside=inside) or took
        return took

    def _take(self, said: Said, where: str, cell: Cell, *, inside: bool) -> bool:
        silent = not (said.names_area or said.fields or said.pillar)
        stated = said.title is not None and said.ref is None
        if self._named is not None and self._named is self.area and (stated or (silent and _may_be_statement(said.text, cell))):  # fmt: skip
            self.area.title, self._named = said.text.strip(), None
            self.area.cells.append(source("title", where, cell))
            return True
        if said.pillar and self._is_of_area(said, cell, inside=inside):
            assert self.area is not None
            self.pillar = self.area.pillar = said.pillar
        elif said.pillar:
            self.pillar, self.area = said.pillar, None
        if said.names_area:
            if said.ref is None and not inside and self.area is not None and not self.area.tasks and not self.area.title:  # fmt: skip
                self.area.title = said.title
            elif not (said.ref is None and not inside and not cell.heading and self._block.has("statement")):
                self.begin(said, where, cell)
        for role, value in said.fields:
            self._field(role, Cell(value, value), where, inside=inside)
        if said.fields and said.kind and self._is_open():
            assert self.area is not None
            self.area.kind = said.kind
        if said.status is not None and not self._block.has("status", "tick"):
            self.status = said.status
        if not said.is_plain:
            if cell.heading:
                self._level = cell.heading
            bare = cell.heading and said.ref is not None and self.area is not None and not self.area.title
            self._named = self.area if bare else None
            return True
        if cell.heading or not inside:
            self.plain_caption(said.text, cell.heading)
        return False

    def _is_open(self) -> bool:
        """Whether there is an area whose tasks are still to come."""
        return self.area is not None and not self.area.tasks

    def _is_of_area(self, said: Said, cell: Cell, *, inside: bool) -> bool:
        """Whether “Pillar: People” is said of the area named just before, not of the areas to come."""
        labelled = ":" in said.text and not cell.heading and not inside
        return labelled and self.area is not None and not self.area.tasks and self._begun_for is self._table

    def plain_caption(self, text: str, level: int) -> None:
        """A caption that names no area: it may be the only name that a table of tasks has."""
        if level and self.area is not None and self.area.tasks and level <= (self._level or 9):
            self.area = None
        if len(text) <= 160 and (level or self.caption is None):
            self.caption = text
        if 1 < level < 9:
            self.headed = text if len(text.split()) <= 4 and not _OF_TABLES.search(text) else None

    def begin(self, said: Said, where: str, cell: Cell | None) -> None:
        known = next((a for a in self.areas if said.ref is not None and a.ref == said.ref), None)
        if known is not None:
            self.area, self._begun_for = known, self._table
            known.title = known.title or said.title
            return
        kind = said.kind or kind_from_ref(said.ref) or self.kind
        area = ReadArea(ref=said.ref, kind=kind, pillar=self.pillar, title=said.title, where=where)
        if cell is not None and said.title:
            area.cells.append(source("title", where, cell))
        self.areas.append(area)
        self.area = area
        self._begun_for = self._table
        for role, (value, at) in self._pending.items():
            self._set(area, role, Cell(value, value), at)
        self._pending = {}

    def band(self, row: int, cell: Cell) -> None:
        """A row that somebody said names an area: its first words, with a reference before them or without."""
        said = lines.read(cell.text)
        if not said.title:
            said = Said(cell.text, ref=said.ref, title=None if said.ref else cell.text)
        self.begin(said, self._block.sheet.where(row, 0), cell)

    def named(self, ref: str) -> ReadArea | None:
        """The area of a reference. The last one is looked at itself: its reference may have been set since it was begun."""
        for area in self.areas[self._indexed : -1]:
            self._by_ref.setdefault(area.ref or "", area)
        self._indexed = max(0, len(self.areas) - 1)
        found = self._by_ref.get(ref)
        if found is None and self.areas and self.areas[-1].ref == ref:
            found = self.areas[-1]
        return found

    def _open_area(self, where: str) -> ReadArea:
        """The area whose tasks are still to come; a new one when the last has its tasks already."""
        if self.area is None or self.area.tasks:
            self.begin(Said(""), where, None)
        assert self.area is not None
        return self.area

    def _field(self, role: str, cell: Cell, where: str, *, inside: bool) -> None:
        """A label's value: the area's own, or of the area that is to come."""
        if role == "status":
            if self.area is not None and self._legend.word(cell.text) is not None:
                self.area.stated.append(ReadStated("overall", cell.text, where))
            return
        if role == "pillar":
            self.pillar = cell.text
            if self.area is not None and not self.area.tasks:
                self.area.pillar = cell.text
            return
        if role in ("ref", "statement"):
            self._label_area(role, cell, where)
            return
        if self.area is None or (self.area.tasks and not inside):
            self._pending[role] = (cell.text, where)
            return
        self._set(self.area, role, cell, where)

    def _label_area(self, role: str, cell: Cell, where: str) -> None:
        if role == "statement" and len(cell.text.split()) < 6 and lines.read(cell.text).is_plain:
            return  # a title such as “Areas for improvement: a summary”
        said = lines.read(cell.text) if role == "statement" else Said(cell.text, ref=refs.normal_area(cell.text))
        if role == "ref" and not (roles.REF.match(cell.text) or len(cell.text) <= 12):
            return
        known = next((a for a in self.areas if role == "ref" and a.ref == said.ref), None)
        if known is not None:
            self.area = known
            return
        area = self.area
        if area is None or area.tasks or (area.ref if role == "ref" else area.title):
            self.begin(Said("", ref=said.ref if role == "ref" else None), where, None)
            area = self.area
        assert area is not None
        if role == "ref":
            area.ref, area.kind = said.ref, kind_from_ref(said.ref) or area.kind
        else:
            area.ref = area.ref or (said.ref if said.title else None)
            area.title = said.title if said.ref and said.title else cell.text
            area.cells.append(source("title", where, cell))

    def _set(self, area: ReadArea, role: str, cell: Cell, where: str) -> None:
        if role in ("owner", "area_owner") and not area.owner:
            area.owner = cell.text
        elif role in ("due", "original") and not area.target.text:
            area.target = self._cells.date(cell, where) if hasattr(self, "_cells") else area.target
        elif role == "finding":
            area.summary = cell.text
        else:
            return
        area.cells.append(source("target" if role == "due" else "owner" if "owner" in role else role, where, cell))


def _may_be_statement(text: str, cell: Cell) -> bool:
    """Whether a line right under the heading that names an area is what the area says."""
    plain = text.strip()
    if (
        cell.heading not in (0, 9)
        or plain.endswith(":")
        or re.match(r"(?:table|figure|note|key|update|page)\b", plain, re.IGNORECASE)
    ):
        return False
    return len(plain.split()) >= 6


def kind_from_ref(ref: str | None) -> str | None:
    """The kind of area that a reference's letters name."""
    return next((kind for kind, letters in AREA_LETTERS.items() if (ref or "").startswith(letters)), None)
