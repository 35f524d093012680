"""Blocks → areas and tasks: which rows are areas, tasks, continuations, totals, blanks and junk."""

from __future__ import annotations

import re
from typing import Any

from tui_tracker.domain import dates, progress, refs
from tui_tracker.domain import parts as notes
from tui_tracker.domain.progress import COLOUR_WORDS, Progress
from tui_tracker.domain.text import fold
from tui_tracker.intake import fills, roles
from tui_tracker.intake.blocks import Block
from tui_tracker.intake.grid import Cell, letters
from tui_tracker.intake.proposal import Proposal, ReadArea, ReadDate, ReadSignOff, ReadStated, ReadTask

_TOTAL = re.compile(r"^(?:sub-?|grand )?totals?\b", re.IGNORECASE)
_OVERALL = re.compile(r"^overall\b", re.IGNORECASE)
_KIND_BY_REF = (("AFI", "afi"), ("SII", "sii"), ("REC", "recommendation"), ("COC", "cause_of_concern"), ("IA", "audit"))
_SHEET_REF = re.compile(r"^(?:AFI|SII|REC|COC|IA)\s*[-.]?\s*\d+[a-z]?$", re.IGNORECASE)


class Assembler:
    """Reads blocks into areas, keeping an account as it goes."""

    def __init__(self, proposal: Proposal, colours: fills.Legend) -> None:
        self._p = proposal
        self._colours = colours

    def read(self, block: Block) -> list[ReadArea]:
        """The areas of one table, each with its tasks."""
        kind = _kind_of(block)
        one_area = not block.has("statement") and not block.is_register
        areas: list[ReadArea] = [self._heading_area(block, kind)] if one_area else []
        if block.has("action") or one_area:
            self._task_rows(block, areas, kind)
        else:
            self._area_rows(block, areas, kind)
        return areas

    # -- one table, one area: the area stands above the table or names the sheet

    def _heading_area(self, block: Block, kind: str) -> ReadArea:
        area = ReadArea(kind=kind, where=block.sheet.where(block.head, 0))
        for r, c, cell in block.above:
            text = cell.text
            if roles.REF.match(text) and area.ref is None:
                area.ref = refs.normal_area(text)
            elif len(text.split()) >= 4 and area.title is None:
                area.title = text
                area.cells.append(_source("title", block.sheet.where(r, c), cell))
        if area.ref is None and _SHEET_REF.match(block.sheet.name):
            area.ref = refs.normal_area(block.sheet.name)
        area.kind = _kind_from_ref(area.ref) or kind
        return area

    # -- rows

    def _task_rows(self, block: Block, areas: list[ReadArea], kind: str) -> None:
        for r in block.rows:
            values = self._values(block, r)
            first = self._first_text(block, r)
            if _OVERALL.match(first) and areas:
                self._overall(block, r, areas[-1])
                continue
            if self._is_junk(block, r, values, first):
                continue
            statement, ref = values.get("statement"), values.get("ref")
            if statement is not None or (
                ref is not None and block.has("statement") and (not areas or areas[-1].ref != _ref(ref))
            ):
                known = next((a for a in areas if ref is not None and a.ref == _ref(ref)), None)
                if known is None:
                    areas.append(self._area(block, r, values, kind, owner=False))
            if not areas:
                continue
            task = self._task(block, r, values)
            if task is not None:
                areas[-1].tasks.append(task)

    def _area_rows(self, block: Block, areas: list[ReadArea], kind: str) -> None:
        for r in block.rows:
            values = self._values(block, r)
            first = self._first_text(block, r)
            if self._is_junk(block, r, values, first):
                continue
            if block.is_register and ("ref" not in values or not roles.REF.match(values["ref"].text)):
                self._p.remark("dropped", block.sheet.where(r, 0), f"not an area: “{first[:60]}”")
                continue
            area = self._area(block, r, values, kind, owner=True)
            if not area.title:
                self._p.remark("dropped", block.sheet.where(r, 0), f"no statement: “{first[:60]}”")
                continue
            areas.append(area)
            if block.is_register:
                self._stated_counts(block, r, area)
            else:
                task = self._task(block, r, {k: v for k, v in values.items() if k != "owner"}, implicit=True)
                area.tasks.append(task or ReadTask(where=area.where))

    def _values(self, block: Block, row: int) -> dict[str, Cell]:
        """The row's cells by role; a cell merged over several columns goes to the one that wants words most."""
        made: dict[str, Cell] = {}
        for column in block.columns:
            cell = block.sheet.cell(row, column.index)
            if column.role in ("tick", "count", "other") or not (cell.text or (column.role == "status" and cell.fill)):
                continue
            top = block.sheet.merges.get((row, column.index))
            if top is not None and top[1] != column.index:  # covered by a cell to its left
                if column.role != "statement":
                    continue
                made = {k: v for k, v in made.items() if v is not cell}
            if column.role in made and column.role in ("evidence", "work"):
                continue
            made.setdefault(column.role, cell)
        if block.has("statement") and not block.has("action") and "ref" not in made and "no" in made:
            made["ref"] = made.pop("no")  # numbered recommendations: the number is the reference
        pillar, statement = made.get("pillar"), made.get("statement")
        if pillar is not None and statement is None and block.has("statement") and len(pillar.text.split()) > 4:
            made["statement"] = made.pop("pillar")
        return made

    @staticmethod
    def _first_text(block: Block, row: int) -> str:
        filled = block.sheet.filled(row)
        return block.sheet.own(row, filled[0]).text if filled else ""

    def _is_junk(self, block: Block, row: int, values: dict[str, Cell], first: str) -> bool:
        sheet = block.sheet
        filled = sheet.filled(row)
        if not filled:
            return True
        errors = [c for c in filled if sheet.own(row, c).is_error]
        for c in errors:
            self._p.remark("error_text", sheet.where(row, c), f"holds {sheet.own(row, c).text}")
        if errors:
            self._p.remark("dropped", sheet.where(row, 0), f"spreadsheet errors: “{first[:40]}”")
            return True
        if _TOTAL.match(first):
            self._p.remark("dropped", sheet.where(row, 0), f"a total: “{first[:40]}”")
            return True
        if (
            len(filled) >= 3
            and all(roles.looks_like_heading(sheet.own(row, c).text) for c in filled)
            and "no" not in values
        ):
            self._p.remark("dropped", sheet.where(row, 0), "a repeated heading")
            return True
        label = block.column("no")
        if label is not None and filled == [label.index]:
            self._p.remark("dropped", sheet.where(row, label.index), f"a blank task row: “{first[:40]}”")
            return True
        return False

    def _overall(self, block: Block, row: int, area: ReadArea) -> None:
        for c in block.sheet.filled(row):
            text = block.sheet.own(row, c).text
            if not _OVERALL.match(text) and progress.from_word(text) is not None:
                area.stated.append(ReadStated("overall", text, block.sheet.where(row, c)))

    def _stated_counts(self, block: Block, row: int, area: ReadArea) -> None:
        for column in block.columns:
            cell = block.sheet.own(row, column.index)
            if column.role == "count" and cell.text and column.progress:
                area.stated.append(ReadStated(column.progress, cell.text, block.sheet.where(row, column.index)))
            if column.role == "comment" and cell.text:
                area.stated.append(ReadStated("comment", cell.text, block.sheet.where(row, column.index)))
            if column.role == "status" and (cell.text or cell.fill):
                word = progress.from_word(cell.text) if cell.text else self._colours.progress(cell.fill)
                if word is not None:
                    area.stated.append(
                        ReadStated("overall", cell.text or word.value, block.sheet.where(row, column.index))
                    )

    # -- an area, a task

    def _area(self, block: Block, row: int, values: dict[str, Cell], kind: str, *, owner: bool) -> ReadArea:
        area = ReadArea(kind=kind, where=block.sheet.where(row, 0))
        if cell := values.get("ref"):
            area.ref = _ref(cell)
            area.kind = _kind_from_ref(area.ref) or kind
        if cell := values.get("statement"):
            area.title = cell.text
        if cell := values.get("pillar"):
            area.pillar = cell.text
        if owner and (cell := values.get("owner")):
            area.owner = cell.text
        if owner and block.is_register and (cell := values.get("due")):
            area.target = self._date(cell, f"{block.sheet.name} row {row + 1}")
        wanted = {"ref", "statement", "pillar", "owner", "due"}
        area.cells = [_source(name, self._where(block, row, name), c) for name, c in values.items() if name in wanted]
        return area

    def _where(self, block: Block, row: int, role: str) -> str:
        column = block.column(role)
        return f"{block.sheet.name}!{letters(column.index) if column else 'A'}{row + 1}"

    def _task(self, block: Block, row: int, values: dict[str, Cell], *, implicit: bool = False) -> ReadTask | None:
        task = ReadTask(where=block.sheet.where(row, 0))
        if cell := values.get("no"):
            task.no = refs.normal_task(cell.text)
        if cell := values.get("action"):
            task.title = cell.text
        if cell := values.get("owner"):
            task.assigned_to = cell.text
        if cell := values.get("due"):
            task.due = self._date(cell, self._where(block, row, "due"))
        task.work = values["work"].text if "work" in values else None
        evidence = self._evidence(block, row)
        task.evidence = evidence
        task.notes = notes.split(evidence) if evidence else []
        task.qa, task.sampling = (self._signoff(block, row, stage, values) for stage in ("qa", "sampling"))
        if cell := values.get("link"):
            task.links.append((cell.link, cell.text))
        self._status(block, row, values, task)
        task.cells = [
            _source(name, self._where(block, row, name), c) for name, c in values.items() if name != "statement"
        ]
        said = [task.title, task.assigned_to, task.due.text, task.status, task.status_text, task.work, task.evidence]
        if not any(said) and task.qa.is_blank and task.sampling.is_blank:
            return None
        if not implicit and not task.title and not task.assigned_to:
            self._p.remark(
                "fragment", task.where, f"has neither a title nor an owner: “{(task.evidence or task.work or '')[:60]}”"
            )
        return task

    def _evidence(self, block: Block, row: int) -> str | None:
        texts = [
            block.sheet.cell(row, c.index).text
            for c in block.columns
            if c.role in ("evidence", "comment") and not block.is_register
        ]
        return "\n".join(t for t in texts if t) or None

    def _signoff(self, block: Block, row: int, stage: str, values: dict[str, Cell]) -> ReadSignOff:
        entry = ReadSignOff()
        if cell := values.get(f"{stage}.date"):
            entry.date = self._date(cell, self._where(block, row, f"{stage}.date"), last_written=True)
        if cell := values.get(f"{stage}.by"):
            entry.by_text = cell.text
            if cell.is_date or dates.read_cell(cell.text).date is not None:
                self._p.remark(
                    "doubt", self._where(block, row, f"{stage}.by"), f"a date where a name belongs: “{cell.text}”"
                )
            else:
                entry.by = cell.text
        if cell := values.get(f"{stage}.comment"):
            entry.comment = cell.text
        return entry

    def _status(self, block: Block, row: int, values: dict[str, Cell], task: ReadTask) -> None:
        where = self._where(block, row, "status")
        for column in block.columns:
            if column.role == "tick" and roles.TICK.match(block.sheet.cell(row, column.index).text):
                task.status, task.status_text, task.status_from = column.progress, column.name, "column"
                return
        cell = values.get("status")
        if cell is None:
            return
        task.status_text = cell.text or None
        if cell.text:
            word = progress.from_word(cell.text)
            if word is None:
                self._p.remark("doubt", where, f"“{cell.text[:60]}” is not a known progress word; left unknown")
                return
            task.status_from = "word"
            if fold(cell.text) != word.value.replace("_", " "):
                colour = " (the name of a colour)" if fold(cell.text) in COLOUR_WORDS else ""
                self._p.remark("mapped", where, f"“{cell.text}”{colour} read as {word.value.replace('_', ' ')}")
        else:
            word = self._colours.progress(cell.fill)
            if word is None:
                return
            task.status_from = "fill"
            self._p.remark(
                "mapped", where, f"{self._colours.name(cell.fill)} fill read as {word.value.replace('_', ' ')}"
            )
        task.status = None if word is Progress.UNKNOWN else word.value

    def _date(self, cell: Cell, where: str, *, last_written: bool = False) -> ReadDate:
        """A date cell. Of two dates a due cell means the later; a sign-off cell the one written last, its last round."""
        if cell.is_date:
            made = dates.from_excel(cell.value, cell.number_format)  # type: ignore[arg-type]  # is_date says so
            return ReadDate(made, cell.text)
        if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
            serial = dates.from_serial(float(cell.value))
            if serial is not None:
                self._p.remark("mapped", where, f"the serial number {cell.text} read as {serial.text}")
                return ReadDate(serial, serial.text)
        read = dates.read_cell(cell.text)
        taken_date = read.others[-1] if last_written and read.others else read.date
        if read.doubt:
            taken = f"; taken as {dates.long(taken_date.due)}" if taken_date else "; no date taken"
            self._p.remark("doubt", where, read.doubt + taken)
        return ReadDate(taken_date, cell.text)


def _ref(cell: Cell) -> str:
    return refs.normal_area(cell.text)


def _kind_from_ref(ref: str | None) -> str | None:
    return next((kind for sign, kind in _KIND_BY_REF if (ref or "").startswith(sign)), None)


def _kind_of(block: Block) -> str:
    names = " ".join(c.name for c in block.columns).casefold() + " " + block.sheet.name.casefold()
    if "recommendation" in names:
        return "recommendation"
    if "cause of concern" in names or "causes of concern" in names:
        return "cause_of_concern"
    return "audit" if "audit" in names else "afi"


def _source(name: str, where: str, cell: Cell) -> dict[str, Any]:
    made: dict[str, Any] = {"field": name, "where": where, "text": cell.text}
    if cell.fill:
        made["fill"] = cell.fill
    if cell.link:
        made["link"] = cell.link
    if cell.is_date:
        made["format"] = cell.number_format
    return made
