"""An area or a task as one row of a table makes it, and the rows that only go on with the one above."""

from __future__ import annotations

import re
from functools import cached_property

from tui_tracker.domain import progress_words, refs
from tui_tracker.domain.text import fold
from tui_tracker.intake import cell_facts, cells
from tui_tracker.intake.blocks import Block
from tui_tracker.intake.cell_facts import source
from tui_tracker.intake.context import Context, kind_from_ref
from tui_tracker.intake.grid import EMPTY, Cell
from tui_tracker.intake.legend import Legend
from tui_tracker.intake.proposal import Proposal, ReadArea, ReadStated, ReadTask
from tui_tracker.patterns import pattern

_TELLS_APART = frozenset({"action", "status", "tick", "due", "owner", "no", "statement"})
_REF_LED = pattern(r"^(?P<ref>[A-Z]{1,5}[-_ ]?\d{1,3}(?:\.\d{1,2})?)\s*[-–—:.)]\s+(?P<title>\S.{5,})$", re.DOTALL)
OVERALL = pattern(r"^overall\b", re.IGNORECASE)


class RowMaker:
    """Makes records of the rows of one table; which area a row belongs to is decided elsewhere."""

    def __init__(
        self, block: Block, legend: Legend, proposal: Proposal, context: Context, reader: cells.Reader
    ) -> None:
        self._block = block
        self._legend = legend
        self._p = proposal
        self._c = context
        self._cells = reader

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

    def area(self, row: int, values: dict[str, Cell], *, owner: bool) -> ReadArea:
        area = ReadArea(kind=self._c.kind, pillar=self._c.pillar, where=self._block.sheet.where(row, 0))
        if "ref" not in values and self._ref_led and (m := _REF_LED.match(values.get("statement", EMPTY).text)):
            area.ref, area.title = m["ref"], m["title"]
            area.kind = kind_from_ref(area.ref) or self._c.kind
        if cell := values.get("ref"):
            area.ref = cell_facts.ref(cell)
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

    def task(self, row: int, values: dict[str, Cell], *, implicit: bool = False) -> ReadTask | None:
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
            number = ref if cell_facts.ref(ref) != area.ref else None
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

    def of_area(self, r: int, values: dict[str, Cell], area: ReadArea) -> None:
        """What stands on a task's row but is its area's, where the area was named by a line and does not say it itself."""
        if (lead := values.get("area_owner")) is not None and not area.owner:
            area.owner = lead.text
            area.cells.append(source("owner", self._cells.where(r, "area_owner"), lead))
        if (due := values.get("area_due")) is not None and not area.target.text:
            area.target = self._cells.date(due, self._cells.where(r, "area_due"), column=self._cells.column("area_due"))

    def joined(self, r: int, values: dict[str, Cell]) -> bool:
        """Whether a row only goes on with the task above it: an update more, without a status, date or name of its own."""
        last = self._c.area.tasks[-1] if self._c.area is not None and self._c.area.tasks else None
        action = values.get("action")
        if last is not None and action is not None and self._cells.owns_none(r, _TELLS_APART):
            return self.goes_on(r, values)  # everything but its update is merged down from the row above
        if last is not None and self._is_again(r, values, last):
            return self.goes_on(r, values)
        if last is None or any(role in values for role in ("status", "statement")) or self._cells.tick(r):
            return False
        if self._block.has("action") and action is not None:
            again = fold(action.text) == fold(last.title or "")
            if "due" in values and progress_words.from_word(values["due"].text) is not None:
                return False
            new_fields = [n for n in ("due", "owner") if n in values and values[n].text != getattr(last, "assigned_to" if n == "owner" else "due_written")]  # fmt: skip
            if not again or new_fields or ("evidence" not in values and not self._cells.evidence(r)):
                return False
            return self.goes_on(r, values)
        if not self._block.has("action") or any(n in values for n in ("no", "ref", "due", "owner")):
            return False
        return self.goes_on(r, values)

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

    def goes_on(self, r: int, values: dict[str, Cell]) -> bool:
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

    def overall(self, row: int) -> None:
        assert self._c.area is not None
        for c in self._block.sheet.filled(row):
            text = self._block.sheet.own(row, c).text
            if not OVERALL.match(text) and self._legend.word(text) is not None:
                self._c.area.stated.append(ReadStated("overall", text, self._block.sheet.where(row, c)))

    def stated_counts(self, row: int, area: ReadArea) -> None:
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
