"""Blocks → areas and tasks: which rows are areas, tasks, continuations, lines of text, totals, blanks and junk."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property

from tui_tracker.domain import progress_words, refs
from tui_tracker.domain.text import fold
from tui_tracker.intake import cells, lines, more, names, roles, wording
from tui_tracker.intake.between import Between
from tui_tracker.intake.blocks import Block
from tui_tracker.intake.cells import source
from tui_tracker.intake.context import Context, kind_from_ref
from tui_tracker.intake.grid import EMPTY, Cell, Sheet
from tui_tracker.intake.junk import Junk
from tui_tracker.intake.legend import Legend
from tui_tracker.intake.lines import Said
from tui_tracker.intake.numbering import is_led, is_outline, label, outline_parents, refs_repeat
from tui_tracker.intake.proposal import Proposal, ReadArea, ReadStated, ReadTask
from tui_tracker.patterns import pattern

_TELLS_APART = frozenset({"action", "status", "tick", "due", "owner", "no", "statement"})
_REF_LED = pattern(r"^(?P<ref>[A-Z]{1,5}[-_ ]?\d{1,3}(?:\.\d{1,2})?)\s*[-–—:.)]\s+(?P<title>\S.{5,})$", re.DOTALL)
_OVERALL = pattern(r"^overall\b", re.IGNORECASE)


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
        for of_table in ("_ref_led", "_parent_column"):
            self.__dict__.pop(of_table, None)
        self._parents_named: set[str] = set()
        self._of_parent: dict[str, ReadArea] = {}
        self._cells = cells.Reader(block, self._legend, self._p)
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
            if _OVERALL.match(first) and self._c.area is not None:
                self._overall(r)
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
                self._continuation(r, values)
                continue
            self._area_row(r, values)

    def _area_row(self, r: int, values: dict[str, Cell]) -> None:
        block = self._block
        area = self._new_area(r, values, owner=True)
        if not area.title:
            first = next(iter(values.values())).text if values else ""
            self._p.remark("dropped", block.sheet.where(r, 0), f"no statement: “{first[:60]}”")
            return
        self._c.areas.append(area)
        self._c.area = area
        if block.is_register:
            self._stated_counts(r, area)
            return
        task = self._task(r, values, implicit=True) or ReadTask(where=area.where)
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
        if self._joined(r, values):
            return
        if self._c.area is None and self._is_flat(values):
            self._flat_row(r, values)
            return
        if self._c.area is None:
            self._name_by_caption(r)
        assert self._c.area is not None
        self._of_area(r, values, self._c.area)
        task = self._task(r, values)
        if task is not None:
            self._c.area.tasks.append(task)
        more.take(values, self._c.area, task)

    def _of_area(self, r: int, values: dict[str, Cell], area: ReadArea) -> None:
        """What stands on a task's row but is its area's, where the area was named by a line and does not say it itself."""
        if (lead := values.get("area_owner")) is not None and not area.owner:
            area.owner = lead.text
            area.cells.append(source("owner", self._cells.where(r, "area_owner"), lead))
        if (due := values.get("area_due")) is not None and not area.target.text:
            area.target = self._cells.date(due, self._cells.where(r, "area_due"), column=self._cells.column("area_due"))

    @cached_property
    def _parent_column(self) -> tuple[int, int] | None:
        """The column whose cells name other rows of the table by their key, and the key's: an export of tasks and their parents."""
        block = self._block
        keys = [c for c in block.columns if c.role in ("no", "ref", "action", "statement")]
        texts = {c.index: [block.sheet.cell(r, c.index).text for r in block.rows] for c in block.columns}
        for column in block.columns:
            named = {t for t in texts[column.index] if t}
            if len(named) < 2 or len(named) * 2 > len(block.rows) or "parent" not in names.plain(column.name):
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
            area.title, area.ref = (text.text if text else area.title), (cells.ref(number) if number else area.ref)
            area.owner = values["owner"].text if "owner" in values else area.owner
            if "due" in values:
                area.target = self._cells.date(
                    values["due"], self._cells.where(r, "due"), column=self._cells.column("due")
                )
            area.cells += [source(name, self._cells.where(r, name), c) for name, c in values.items()]
        elif (
            task := self._task(r, {k: v for k, v in values.items() if k not in ("statement", "area_owner")})
        ) is not None:
            area.tasks.append(task)
        return True

    @cached_property
    def _ref_led(self) -> bool:
        """Whether every finding, or every row of a list, begins with a reference of its own: ``T1 - …``."""
        column = self._block.column("statement") or self._block.column("action")
        if column is None or self._block.has("ref"):
            return False
        texts = {
            t
            for r in self._block.rows
            if len(self._block.sheet.filled(r)) > 1 and (t := self._block.sheet.own(r, column.index).text)
        }
        found = {m["ref"] for t in texts if (m := _REF_LED.match(t))}
        return len(found) >= 2 and len(found) * 10 >= len(texts) * 8

    def _is_flat(self, values: dict[str, Cell]) -> bool:
        """Whether a table of actions under no area is a list: each of its rows is an area and its own task."""
        return "action" in values and not self._refs_repeat and not self._outline and not self._led

    def _flat_row(self, r: int, values: dict[str, Cell]) -> None:
        """A row of a plain list: its words are the area's, and what is said of them its one task's."""
        as_area = {k: v for k, v in values.items() if k in ("pillar", "area_owner", "area_due", "finding")}
        as_area["statement"] = values["action"]
        if (number := values.get("ref") or values.get("no")) is not None:
            as_area["ref"] = number
        area = self._new_area(r, as_area, owner=False)
        area.tasks.append(self._task(r, values, implicit=True) or ReadTask(where=area.where))
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
        ref = cells.ref(ref_cell) if ref_cell is not None else said.ref if named else None
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
        area = self._new_area(r, values, owner=False)
        if ref_cell is None and said.ref and said.title:
            area.ref, area.title = said.ref, said.title
            area.kind = said.kind or kind_from_ref(said.ref) or area.kind
        self._c.areas.append(area)
        self._c.area = area

    def _is_same(self, ref_cell: Cell, statement: Cell) -> bool:
        """Whether a row says the reference and the words of the area that it stands under: most rows of a flat table do."""
        area = self._c.area
        return area is not None and area.title == statement.text and area.ref == cells.ref(ref_cell)

    def _is_area_ref(self, cell: Cell) -> bool:
        """Whether a reference names an area, in a table without statements: not when it numbers the tasks of the one above."""
        if self._block.has("statement"):
            return True
        ref = cells.ref(cell) or ""
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
        area = ReadArea(ref=cells.ref(number), kind=kind_from_ref(cells.ref(number)) or self._c.kind, pillar=self._c.pillar, title=text.text if text else None, where=self._block.sheet.where(r, 0))  # fmt: skip
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

    # -- several lines for one task

    def _joined(self, r: int, values: dict[str, Cell]) -> bool:
        """Whether a row only goes on with the task above it: an update more, without a status, date or name of its own."""
        last = self._c.area.tasks[-1] if self._c.area is not None and self._c.area.tasks else None
        action = values.get("action")
        if last is not None and action is not None and self._cells.owns_none(r, _TELLS_APART):
            return self._continuation(r, values)  # everything but its update is merged down from the row above
        if last is not None and self._is_again(r, values, last):
            return self._continuation(r, values)
        if last is None or any(role in values for role in ("status", "statement")) or self._cells.tick(r):
            return False
        if self._block.has("action") and action is not None:
            again = fold(action.text) == fold(last.title or "")
            if "due" in values and progress_words.from_word(values["due"].text) is not None:
                return False
            new_fields = [n for n in ("due", "owner") if n in values and values[n].text != getattr(last, "assigned_to" if n == "owner" else "due_written")]  # fmt: skip
            if not again or new_fields or ("evidence" not in values and not self._cells.evidence(r)):
                return False
            return self._continuation(r, values)
        if not self._block.has("action") or any(n in values for n in ("no", "ref", "due", "owner")):
            return False
        return self._continuation(r, values)

    def _is_again(self, r: int, values: dict[str, Cell], last: ReadTask) -> bool:
        """Whether a row has the number of the task above and says nothing else of it but an update: a log of updates."""
        number, action = values.get("no"), values.get("action")
        if number is None or refs.normal_task(number.text) != last.no or not self._cells.evidence(r):
            return False
        said = {"status": last.status_text, "due": last.due_written, "owner": last.assigned_to}
        changed = {role for role, before in said.items() if role in values and values[role].text != before}
        if action is not None and fold(action.text) != fold(last.title or ""):
            return False
        if changed and not (changed == {"status"} and self._block.has("note_date")):
            return False
        if changed and self._cells.is_newer(r, last):
            self._cells.status(r, values, last, None)
        return True

    def _continuation(self, r: int, values: dict[str, Cell]) -> bool:
        last = self._c.area.tasks[-1] if self._c.area is not None and self._c.area.tasks else None
        evidence, parts = self._cells.evidence_notes(r)
        if last is None or (evidence is None and "work" not in values):
            return False
        if (
            evidence is not None
            and fold(evidence) == fold(last.evidence or "")
            and fold(values.get("work", EMPTY).text) == fold(last.work or "")
        ):
            self._p.remark(
                "dropped", self._block.sheet.where(r, 0), "says the same as the row above it, and is read once"
            )
            return True
        if evidence is not None:
            last.evidence = f"{last.evidence}\n{evidence}" if last.evidence else evidence
            last.notes += parts
        if "work" in values:
            last.work = f"{last.work}\n{values['work'].text}" if last.work else values["work"].text
        last.cells += [source(n, self._cells.where(r, n), c) for n, c in values.items()]
        return True

    # -- stated figures

    def _overall(self, row: int) -> None:
        assert self._c.area is not None
        for c in self._block.sheet.filled(row):
            text = self._block.sheet.own(row, c).text
            if not _OVERALL.match(text) and self._legend.word(text) is not None:
                self._c.area.stated.append(ReadStated("overall", text, self._block.sheet.where(row, c)))

    def _stated_counts(self, row: int, area: ReadArea) -> None:
        block = self._block
        for column in block.columns:
            cell = block.sheet.own(row, column.index)
            where = block.sheet.where(row, column.index)
            if column.role == "count" and cell.text and column.progress:
                area.stated.append(ReadStated(column.progress, cell.text, where))
            if column.role in ("comment", "evidence") and cell.text:
                area.stated.append(ReadStated("comment", cell.text, where))
            if column.role == "status" and (cell.text or cell.fill):
                word = self._legend.word(cell.text) if cell.text else None
                found = word.progress if word else self._legend.fill(cell.fill) if not cell.text else None
                if found is not None:
                    area.stated.append(ReadStated("overall", cell.text or found.value, where))

    # -- an area, a task

    def _new_area(self, row: int, values: dict[str, Cell], *, owner: bool) -> ReadArea:
        area = ReadArea(kind=self._c.kind, pillar=self._c.pillar, where=self._block.sheet.where(row, 0))
        if "ref" not in values and self._ref_led and (m := _REF_LED.match(values.get("statement", EMPTY).text)):
            area.ref, area.title = m["ref"], m["title"]
            area.kind = kind_from_ref(area.ref) or self._c.kind
        if cell := values.get("ref"):
            area.ref = cells.ref(cell)
            area.kind = kind_from_ref(area.ref) or self._c.kind
        if cell := values.get("statement"):
            area.title = area.title or cell.text
        if cell := values.get("finding"):
            area.summary = cell.text
        if cell := values.get("pillar"):
            area.pillar = cell.text
        leads = any(c.role == "owner" and c.leads for c in self._block.columns)
        lead = values.get("area_owner") or (values.get("owner") if owner or leads else None)
        if lead is not None:
            area.owner = lead.text
        if cell := values.get("area_due"):
            area.target = self._cells.date(
                cell, self._cells.where(row, "area_due"), column=self._cells.column("area_due")
            )
        if owner and (cell := values.get("due")) and self._block.is_register:
            area.target = self._cells.date(cell, f"{self._block.sheet.name} row {row + 1}")
        wanted = {"ref", "statement", "pillar", "owner", "area_owner", "area_due", "due", "finding"}
        area.cells = [source(name, self._cells.where(row, name), c) for name, c in values.items() if name in wanted]
        return area

    def _task(self, row: int, values: dict[str, Cell], *, implicit: bool = False) -> ReadTask | None:
        task = ReadTask(where=self._block.sheet.where(row, 0))
        if not implicit:
            self._number_and_title(row, values, task)
        if cell := values.get("owner") or (values.get("area_owner") if implicit else None):
            task.assigned_to = cell.text
        self._cells.status(row, values, task, self._c.status)
        self._cells.due(row, values, task)
        task.work = values["work"].text if "work" in values else None
        task.evidence, task.notes = self._cells.evidence_notes(row)
        task.qa, task.sampling = (self._cells.signoff(row, stage, values) for stage in ("qa", "sampling"))
        if cell := values.get("link"):
            task.links.append((cell.link, cell.text))
        task.cells = [
            source(name, self._cells.where(row, name), c) for name, c in values.items() if name != "statement"
        ]
        said = [task.title, task.assigned_to, task.due.text, task.status_text, task.work, task.evidence]
        own_status = task.status if task.status_from != "heading" else None
        if not any(said) and own_status is None and task.qa.is_blank and task.sampling.is_blank:
            return None
        if not implicit and not task.title and not task.assigned_to:
            self._p.remark(
                "fragment", task.where, f"has neither a title nor an owner: “{(task.evidence or task.work or '')[:60]}”"
            )
        return task

    def _number_and_title(self, row: int, values: dict[str, Cell], task: ReadTask) -> None:
        number, ref, area = values.get("no"), values.get("ref"), self._c.area
        if number is None and ref is not None and not self._block.has("statement") and area is not None:
            number = ref if cells.ref(ref) != area.ref else None
        if number is not None:
            task.no = refs.normal_task(number.text)
        if cell := values.get("action"):
            task.title = cell.text
        elif (
            self._block.has("action") and area is not None and area.tasks
            and not any(n in values for n in ("no", "ref", "statement", "owner"))
        ):  # fmt: skip
            task.title = area.tasks[-1].title  # its action is that of the row above, left blank
        if task.no is None and task.title and (m := re.match(r"^([a-z])[.)]\s", task.title)):
            task.no = m[1]


def _kind_of(block: Block, plan_kind: str) -> str:
    """What kind of areas a table holds: by the name of its statements' column, else by the plan's."""
    column = block.column("statement")
    name = names.plain(column.name) if column is not None else ""
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
