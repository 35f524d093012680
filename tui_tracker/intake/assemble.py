"""Blocks → areas and tasks: which rows are areas, tasks, continuations, lines of text, totals, blanks and junk."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property

from tui_tracker.domain.text import fold
from tui_tracker.intake import cell_facts, cells, headings, lines, more, roles, wording
from tui_tracker.intake.bands import Between
from tui_tracker.intake.blocks import Block
from tui_tracker.intake.cell_facts import source
from tui_tracker.intake.context import Context, kind_from_ref
from tui_tracker.intake.grid import EMPTY, Cell, Sheet
from tui_tracker.intake.junk import Junk
from tui_tracker.intake.legend import Legend
from tui_tracker.intake.lines import Said
from tui_tracker.intake.numbering import is_led, is_outline, label, outline_parents, refs_repeat
from tui_tracker.intake.proposal import Proposal, ReadArea, ReadTask
from tui_tracker.intake.row_maker import OVERALL, RowMaker


class Assembler:
    """Reads the blocks of one sheet into areas, keeping an account as it goes."""

    def __init__(
        self, proposal: Proposal, legend: Legend, sheet: Sheet, plan_kind: str, bands: Collection[int] = ()
    ) -> None:
        """``bands`` are the rows that somebody said name an area each."""
        self._p = proposal
        self._bands = bands
        self._legend = legend
        self._kind = plan_kind
        self._c = Context(legend, sheet, plan_kind)
        self._headed: list[tuple[str, list[ReadArea]]] = []

    def read(self, block: Block) -> list[ReadArea]:
        """The areas that one more table adds, each with its tasks."""
        self._block = block
        self._refs_repeat = refs_repeat(block)
        self._between = Between(block, self._c, self._p, self._refs_repeat)
        found = block.column("statement")
        if found is not None and not block.has("action") and self._between.has_groups:
            found.role, found.why = "action", found.why + "; rows between name the areas"
        self.__dict__.pop("_parent_column", None)
        self._parents_named: set[str] = set()
        self._of_parent: dict[str, ReadArea] = {}
        self._cells = cells.Reader(block, self._legend, self._p)
        self._row = RowMaker(block, self._legend, self._p, self._c, self._cells)
        self._junk = Junk(block, self._legend, self._p)
        self._outline = is_outline(block)
        self._led = is_led(block)
        self._parents = outline_parents(block) if self._outline else {}
        known = len(self._c.areas)
        first = self._c.area
        self._c.enter(block, self._cells, _kind_of(block, self._kind))
        if block.has("action") or not block.has("statement") or self._outline or self._led:
            self._task_rows()
        else:
            self._area_rows()
        made = self._c.areas[known:]
        if (
            self._c.headed is not None
            and not block.has("pillar")
            and (block.has("statement") or not block.has("action"))
        ):
            self._headed.append((self._c.headed, made))
        if first is not None and first not in made and (first.tasks or first.title or first.ref):
            made = [first, *made]
        return made

    def name_pillars(self) -> None:
        """Tables of areas under a short heading each: where no pillar is named otherwise, those headings are the pillars."""
        names_ = {name for name, _ in self._headed}
        if len(names_) < 2 or any(a.pillar for _, areas in self._headed for a in areas):
            return
        for name, areas in self._headed:
            for area in areas:
                area.pillar = name

    def pass_over(self, block: Block) -> None:
        """A table that holds no plan still stands between others: only the headings before it are taken."""
        self._c.pass_over(block)

    # -- rows

    def _task_rows(self) -> None:
        block = self._block
        last = self._last_full(block)
        for r in block.rows:
            filled = block.sheet.filled(r)
            first = block.sheet.own(r, filled[0]).text if filled else ""
            if r in self._bands and filled:
                self._c.band(r, block.sheet.own(r, filled[0]))
                continue
            if OVERALL.match(first) and self._c.area is not None:
                self._row.overall(r)
                continue
            values = self._values(r)
            if self._junk.is_junk(r, values, first) or self._between.take(r, filled, after=r > last):
                continue
            self._task_row(r, values)

    def _last_full(self, block: Block) -> int:
        """The last row that is of the table: not of the legend or the counts under it."""
        full = (
            r
            for r in reversed(block.rows)
            if len(filled := block.sheet.filled(r)) >= 2 and not self._junk.is_count(r, filled)
        )
        return next((r for r in full if not self._legend.holds(block.sheet, r)), -1)

    def _area_rows(self) -> None:
        """A table without actions: each row an area that is its own task."""
        block = self._block
        last = self._last_full(block)
        for r in block.rows:
            filled = block.sheet.filled(r)
            first = block.sheet.own(r, filled[0]).text if filled else ""
            if r in self._bands and filled:
                self._c.band(r, block.sheet.own(r, filled[0]))
                continue
            values = self._values(r)
            if self._junk.is_junk(r, values, first):
                continue
            if block.is_register and ("ref" not in values or not roles.REF.match(values["ref"].text)):
                self._p.remark("dropped", block.sheet.where(r, 0), f"not an area: “{first[:60]}”")
                continue
            if not block.is_register and self._between.take(r, filled, after=r > last):
                continue
            if not block.is_register and "statement" not in values and "ref" not in values:
                self._row.goes_on(r, values)
                continue
            self._area_row(r, values)

    def _area_row(self, r: int, values: dict[str, Cell]) -> None:
        block = self._block
        area = self._row.area(r, values, owner=True)
        if not area.title:
            first = next(iter(values.values())).text if values else ""
            self._p.remark("dropped", block.sheet.where(r, 0), f"no statement: “{first[:60]}”")
            return
        self._c.areas.append(area)
        self._c.area = area
        if block.is_register:
            self._row.stated_counts(r, area)
            return
        task = self._row.task(r, values, implicit=True) or ReadTask(where=area.where)
        area.tasks.append(task)
        more.take(values, area, task)

    def _values(self, row: int) -> dict[str, Cell]:
        made = self._cells.values(row)
        block = self._block
        if block.has("statement") and not block.has("action") and "ref" not in made and "no" in made and not self._outline:  # fmt: skip
            made["ref"] = made.pop("no")  # numbered recommendations: the number is the reference
        if "\n" in (statement := made.get("statement", EMPTY)).text:
            made.update(wording.labels_off(statement, made))
        if self._led:
            return self._led_values(made)
        if self._outline:  # areas and actions share both columns
            for name, own in (("statement", "action"), ("ref", "no")):
                if name in made and own not in made:
                    made[own] = made.pop(name)
        return made

    def _led_values(self, made: dict[str, Cell]) -> dict[str, Cell]:
        """A row of a table in which the first of each reference is the area itself and the numbered ones are its tasks."""
        number = made.get("no")
        if number is not None and re.search(r"\d", number.text):
            if "statement" in made:
                made["action"] = made.pop("statement")
            return made
        for name, of_area in (("owner", "area_owner"), ("due", "area_due")):
            if name in made:
                made[of_area] = made.pop(name)
        return {k: v for k, v in made.items() if k not in ("no", "status")}

    def _task_row(self, r: int, values: dict[str, Cell]) -> None:
        if self._parent_column is not None and self._by_parent(r, values):
            return
        if (self._outline and self._outline_parent(r, values)) or self._area_among_tasks(r, values):
            return
        self._area_of_row(r, values)
        if self._led and "action" not in values:
            return
        if self._row.joined(r, values):
            return
        if self._c.area is None and self._is_flat(values):
            self._flat_row(r, values)
            return
        if self._c.area is None:
            self._name_by_caption(r)
        assert self._c.area is not None
        self._row.of_area(r, values, self._c.area)
        task = self._row.task(r, values)
        if task is not None:
            self._c.area.tasks.append(task)
        more.take(values, self._c.area, task)

    @cached_property
    def _parent_column(self) -> tuple[int, int] | None:
        """The column whose cells name other rows of the table by their key, and the key's: an export of tasks and their parents."""
        block = self._block
        keys = [c for c in block.columns if c.role in ("no", "ref", "action", "statement")]
        texts = {c.index: [block.sheet.cell(r, c.index).text for r in block.rows] for c in block.columns}
        for column in block.columns:
            named = {t for t in texts[column.index] if t}
            if len(named) < 2 or len(named) * 2 > len(block.rows) or "parent" not in headings.plain(column.name):
                continue
            for key in keys:
                if key is not column and named <= set(texts[key.index]):
                    return column.index, key.index
        return None

    def _by_parent(self, r: int, values: dict[str, Cell]) -> bool:
        """A row that others name as their parent is an area; one that names a parent is a task of it."""
        assert self._parent_column is not None
        sheet, (parent, key) = self._block.sheet, self._parent_column
        above, own = sheet.cell(r, parent).text, sheet.cell(r, key).text
        if not self._parents_named:
            self._parents_named = {t for row in self._block.rows if (t := sheet.cell(row, parent).text)}
        if not above and own not in self._parents_named:
            self._c.area = None  # neither a parent nor a part of one: it stands by itself, whatever was read before it
            return False
        name = own if own in self._parents_named else above
        area = self._of_parent.get(name)
        if area is None:
            area = self._of_parent[name] = ReadArea(kind=self._c.kind, pillar=self._c.pillar, where=sheet.where(r, 0))
            self._c.areas.append(area)
        self._c.area = area
        if own in self._parents_named:
            text, number = values.get("action") or values.get("statement"), values.get("no") or values.get("ref")
            area.title, area.ref = (text.text if text else area.title), (cell_facts.ref(number) if number else area.ref)
            area.owner = values["owner"].text if "owner" in values else area.owner
            if "due" in values:
                area.target = self._cells.date(
                    values["due"], self._cells.where(r, "due"), column=self._cells.column("due")
                )
            area.cells += [source(name, self._cells.where(r, name), c) for name, c in values.items()]
        elif (
            task := self._row.task(r, {k: v for k, v in values.items() if k not in ("statement", "area_owner")})
        ) is not None:
            area.tasks.append(task)
        return True

    def _is_flat(self, values: dict[str, Cell]) -> bool:
        """Whether a table of actions under no area is a list: each of its rows is an area and its own task."""
        return "action" in values and not self._refs_repeat and not self._outline and not self._led

    def _flat_row(self, r: int, values: dict[str, Cell]) -> None:
        """A row of a plain list: its words are the area's, and what is said of them its one task's."""
        as_area = {k: v for k, v in values.items() if k in ("pillar", "area_owner", "area_due", "finding")}
        as_area["statement"] = values["action"]
        if (number := values.get("ref") or values.get("no")) is not None:
            as_area["ref"] = number
        area = self._row.area(r, as_area, owner=False)
        area.tasks.append(self._row.task(r, values, implicit=True) or ReadTask(where=area.where))
        self._c.areas.append(area)

    def _name_by_caption(self, row: int) -> None:
        """Tasks under no area at all: the table's caption, or its sheet, is what they have in common."""
        sheet = self._block.sheet
        name = self._c.caption or sheet.name
        self._p.remark("doubt", sheet.where(row, 0), f"no area is named for these tasks; taken under “{name[:60]}”")
        self._c.begin(Said("", title=name), sheet.where(row, 0), None)

    def _area_of_row(self, r: int, values: dict[str, Cell]) -> None:
        """Move to the area that a row names; a row that names none stays with the one above."""
        statement, ref_cell = values.get("statement"), values.get("ref")
        if statement is None and ref_cell is None:
            return
        if statement is not None and ref_cell is not None and self._is_same(ref_cell, statement):
            return
        said = lines.read(statement.text) if statement is not None else Said("")
        named = said.title is not None or said.is_continued
        ref = cell_facts.ref(ref_cell) if ref_cell is not None else said.ref if named else None
        if ref_cell is not None and statement is None and not self._is_area_ref(ref_cell):
            return
        if ref is not None:
            if self._c.area is not None and self._c.area.ref == ref:
                self._c.area.title = self._c.area.title or (statement.text if statement is not None else None)
                return
            known = self._c.named(ref)
        else:
            title = fold(statement.text) if statement is not None else ""
            if self._c.area is not None and fold(self._c.area.title or "") == title:
                return
            known = next((a for a in self._c.areas if a.ref is None and fold(a.title or "") == title), None)
        if known is not None:
            self._c.area = known
            return
        area = self._row.area(r, values, owner=False)
        if ref_cell is None and said.ref and said.title:
            area.ref, area.title = said.ref, said.title
            area.kind = said.kind or kind_from_ref(said.ref) or area.kind
        self._c.areas.append(area)
        self._c.area = area

    def _is_same(self, ref_cell: Cell, statement: Cell) -> bool:
        """Whether a row says the reference and the words of the area that it stands under: most rows of a flat table do."""
        area = self._c.area
        return area is not None and area.title == statement.text and area.ref == cell_facts.ref(ref_cell)

    def _is_area_ref(self, cell: Cell) -> bool:
        """Whether a reference names an area, in a table without statements: not when it numbers the tasks of the one above."""
        if self._block.has("statement"):
            return True
        ref = cell_facts.ref(cell) or ""
        if cell.text.isdigit() and self._c.area is not None and re.match(r"[A-Z]", self._c.area.ref or ""):
            return False  # 1, 2, 3 under AFI4 are its tasks
        own = re.sub(r"^[A-Z]+[-./]?", "", self._c.area.ref or "") if self._c.area is not None else ""
        if own and re.match(r"(?:[A-Z]+[-./]?)?" + re.escape(own) + r"(?:[./-]|[A-Z]$)", ref):
            return False
        if self._c.area is None and not self._refs_repeat and self._block.has("action"):
            return False  # a list: its numbers are those of its rows
        return self._c.area is None or self._refs_repeat or any(a.ref == ref for a in self._c.areas)

    def _area_among_tasks(self, r: int, values: dict[str, Cell]) -> bool:
        """In a table of actions, a row of a reference and its finding alone: the area of the rows that follow."""
        ref, text = values.get("ref") or values.get("no"), values.get("action")
        if self._block.has("statement") or ref is None or text is None or set(values) - {"ref", "no", "action"}:
            return False
        said = lines.read(f"{ref.text}: {text.text}")
        if not roles.REF.match(ref.text) or said.ref is None or not lines.is_finding(text.text):
            return False
        self._c.begin(said, self._block.sheet.where(r, 0), text)
        return True

    def _outline_parent(self, r: int, values: dict[str, Cell]) -> bool:
        """``1`` above ``1.1``: the row of the shorter number is the area of the longer ones."""
        number = values.get("no") or values.get("ref")
        if number is None or label(number.text) not in self._parents:
            return False
        text = values.get("action") or values.get("statement")
        if self._parents[label(number.text)]:
            self._c.pillar, self._c.area = text.text if text else self._c.pillar, None
            return True
        area = ReadArea(ref=cell_facts.ref(number), kind=kind_from_ref(cell_facts.ref(number)) or self._c.kind, pillar=self._c.pillar, title=text.text if text else None, where=self._block.sheet.where(r, 0))  # fmt: skip
        said = lines.read(text.text) if text else Said("")
        if said.ref and said.title:
            area.ref, area.title, area.kind = said.ref, said.title, said.kind or kind_from_ref(said.ref) or area.kind
        if "owner" in values:
            area.owner = values["owner"].text
        if "due" in values:
            area.target = self._cells.date(values["due"], self._block.sheet.where(r, 0))
        self._c.areas.append(area)
        self._c.area = area
        return True


def _kind_of(block: Block, plan_kind: str) -> str:
    """What kind of areas a table holds: by the name of its statements' column, else by the plan's."""
    column = block.column("statement")
    name = headings.plain(column.name) if column is not None else ""
    if "recommend" in name:
        return "audit" if plan_kind == "audit" else "recommendation"  # an audit's recommendations
    if "concern" in name:
        return "cause_of_concern"
    if "audit" in name:
        return "audit"
    if "improvement" in name or "afi" in name.split():
        return "afi"
    names_ = " ".join(c.name for c in block.columns).casefold()
    return "recommendation" if "recommend" in names_ and plan_kind == "afi" else plan_kind
