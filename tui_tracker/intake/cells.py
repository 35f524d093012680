"""One row's cells into values: which cell is whose, dates, statuses, evidence, sign-offs."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cached_property

from tui_tracker.domain import date_grammar, dates, typed_dates
from tui_tracker.domain import parts as notes
from tui_tracker.domain.parts import Part
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.progress_words import COLOUR_WORDS
from tui_tracker.domain.text import fold
from tui_tracker.intake import roles, wording
from tui_tracker.intake.blocks import Block
from tui_tracker.intake.cell_facts import MONTH_FIRST, both, is_month_first, names_both, year_spoken_of
from tui_tracker.intake.grid import Cell, letters
from tui_tracker.intake.legend import Legend, Meaning
from tui_tracker.intake.proposal import Proposal, ReadDate, ReadSignOff, ReadTask

_WRITTEN = ("evidence", "update", "comment")
# No plan has a date before it; what a spreadsheet shows as one is a sum over a blank cell.
_FIRST_YEAR = 1910
_DAYS_TO_1904 = 1462


_HOW = {
    "legend": " (the file's own key)",
    "chosen": " (as you said)",
    "proposed": " (proposed: its usual meaning)",
}


class Reader:
    """Reads the rows of one block."""

    def __init__(self, block: Block, legend: Legend, proposal: Proposal) -> None:
        self._b = block
        self._legend = legend
        self._p = proposal
        self._at = {c.role: c for c in reversed(block.columns)}
        self._names_both = names_both(block)
        self._say_turned()
        self._month_first = {c.index: is_month_first(block, c.index) for c in block.columns if c.role in ("due", "area_due", "original", "qa.date", "sampling.date", "note_date")}  # fmt: skip

    def _say_turned(self) -> None:
        """Texts whose day is past 12 beside real dates whose day never is: as if a program that reads month first had opened the file."""
        for column in (c for c in self._b.columns if c.role == "due"):
            cells = [self._b.sheet.cell(r, column.index) for r in self._b.rows]
            real = [c.value.day for c in cells if isinstance(c.value, date)]
            late = [m for c in cells if not c.is_date and (m := MONTH_FIRST.match(c.text))]
            if len(real) > 1 and len(late) > 1 and all(int(m[1]) > 12 for m in late) and max(real) <= 12:
                self._p.remark(
                    "doubt", self._b.sheet.where(self._b.rows[0], column.index),
                    f"{len(late)} dates are texts with a day past 12, and the {len(real)} real ones have none: a program that reads month first may have exchanged day and month of those",
                )  # fmt: skip

    @cached_property
    def _year(self) -> str | None:
        return year_spoken_of(self._b)

    def values(self, row: int) -> dict[str, Cell]:
        """The row's cells by role; a cell merged over several columns goes to the one that wants words most."""
        made: dict[str, Cell] = {}
        block = self._b
        for column in block.columns:
            cell = block.sheet.cell(row, column.index)
            if column.role in ("tick", "count", "other", "earlier") or not (
                cell.text or (column.role == "status" and cell.fill)
            ):
                continue
            if cell.is_error or (cell.text and roles.NOTHING.match(cell.text) and column.role != "status"):
                continue
            top = block.sheet.merges.get((row, column.index))
            if top is not None and top[1] != column.index:  # covered by a cell to its left
                if column.role != "statement":
                    continue
                made = {k: v for k, v in made.items() if v is not cell}
            if column.role in made and column.role in ("evidence", "work", "update"):
                continue
            made.setdefault(column.role, cell)
        if "status" not in made and (before := self._earlier(row)) is not None:
            made["status"] = before
        pillar, statement = made.get("pillar"), made.get("statement")
        if pillar is not None and statement is None and block.has("statement") and len(pillar.text.split()) > 4:
            made["statement"] = made.pop("pillar")
        key = made.get("ref") or made.get("no")
        if self._names_both and key is not None and (named := both(key.text)) is not None:
            made["ref"], made["no"] = (replace(key, text=part) for part in named)
        if "update" in made:
            made.setdefault("evidence", made.pop("update"))
        return made

    def _earlier(self, row: int) -> Cell | None:
        """How things stood in the last period of which a row says it, where the latest is blank."""
        dated = [
            (c.period.due, self._b.sheet.cell(row, c.index))
            for c in self._b.columns
            if c.role == "earlier" and c.period is not None
        ]
        said = [(day, cell) for day, cell in dated if cell.text]
        return max(said, key=lambda found: found[0])[1] if said else None

    # -- progress

    def tick(self, row: int) -> str | None:
        """The progress of the column that a row's tick stands in."""
        for column in self._b.columns:
            text = self._b.sheet.cell(row, column.index).text if column.role == "tick" else ""
            if text and roles.TICK.match(text):
                return column.progress
            if text and column.progress == Progress.COMPLETE.value and roles.PARTLY.match(text):
                return Progress.ONGOING.value
        return None

    def status(self, row: int, values: dict[str, Cell], task: ReadTask, caption: Progress | None) -> None:
        """The task's progress: a tick, its cell's word or fill, a word in its date's cell, or what the caption says."""
        if (ticked := self.tick(row)) is not None:
            column = (
                next((c for c in self._b.columns if c.role == "tick" and c.progress == ticked), None)
                or self._at["tick"]
            )
            task.status, task.status_text, task.status_from = ticked, column.name, "column"
            return
        cell = values.get("status")
        if cell is not None:
            self._status_cell(row, cell, task)
        elif (due := values.get("due")) is not None and (
            word := wording.word_in_date(due.text) or wording.word_after_date(due.text)
        ) is not None:
            task.status, task.status_text, task.status_from = word.value, due.text, "word"
            self._p.remark("mapped", self.where(row, "due"), f"“{due.text[:60]}” where a date belongs, read as {word.value.replace('_', ' ')}")  # fmt: skip
        elif cell is None and self._legend.blank is not None and self._b.has("status"):
            task.status, task.status_from = self._legend.blank.value, "fill"
            self._p.remark(
                "mapped",
                self.where(row, "status"),
                f"blank read as {self._legend.blank.value.replace('_', ' ')} (the file's own key)",
            )
        elif caption is not None and cell is None:
            task.status, task.status_from = (None if caption is Progress.UNKNOWN else caption.value), "heading"

    @cached_property
    def _blue_is_complete(self) -> bool:
        """Whether blue and green both occur in the column of progress: then blue is complete, and green on target."""
        column = self.column("status")
        if column is None:
            return False
        found = {self._legend.colour(self._b.sheet.cell(r, column.index)) for r in self._b.rows}
        return {"blue", "green"} <= found

    def _status_cell(self, row: int, cell: Cell, task: ReadTask) -> None:
        where = self.where(row, "status")
        task.status_text = cell.text or None
        if self._blue_is_complete and self._legend.colour(cell) == "green":
            task.status, task.status_from = Progress.ON_TARGET.value, "word" if cell.text else "fill"
            self._p.proposed.setdefault(cell.text or "green", Progress.ON_TARGET.value)
            self._p.remark("mapped", where, "green read as on target: blue occurs too, and is complete (proposed)")
            return
        if not cell.text:
            self._status_by_fill(cell, where, task, f"{self._legend.name(cell.fill)} fill")
            return
        if (share := self._share_done(cell)) is not None:
            task.status, task.status_from = share.value, "word"
            self._p.remark("mapped", where, f"“{cell.text}” done read as {share.value.replace('_', ' ')}")
            return
        meaning = self._legend.word(cell.text)
        if meaning is not None:
            self._status_by_word(cell, where, task, meaning)
        elif not (
            cell.fill
            and cell.text.isdigit()
            and self._status_by_fill(cell, where, task, f"{self._legend.name(cell.fill)} of the number {cell.text}")
        ):
            self._p.remark("doubt", where, f"“{cell.text[:60]}” is not a known progress word; left unknown")
            self._p.unknown_word(cell.text, where)

    def _share_done(self, cell: Cell) -> Progress | None:
        """What a share says, in a cell or a column that speaks of per cent; None where neither does."""
        column = self.column("status")
        of_all = column is not None and re.search(r"%|percent|pct", column.name, re.IGNORECASE)
        return wording.share_done(cell) if "%" in cell.text or of_all else None

    def _status_by_fill(self, cell: Cell, where: str, task: ReadTask, what: str) -> bool:
        """Take the progress that a colour says; whether it says any."""
        found = self._legend.fill(cell.fill)
        if found is None:
            return False
        task.status_from = "fill"
        task.status = None if found is Progress.UNKNOWN else found.value
        self._p.remark("mapped", where, f"{what} read as {found.value.replace('_', ' ')}")
        return True

    def _status_by_word(self, cell: Cell, where: str, task: ReadTask, meaning: Meaning) -> None:
        """Take the progress that a word says, and list what it was taken for where it says it otherwise than we do."""
        word = meaning.progress
        task.status_from = "word"
        task.status = None if word is Progress.UNKNOWN else word.value
        if fold(cell.text) == word.value.replace("_", " "):
            return
        how = _HOW.get(meaning.how, "")
        if meaning.how == "proposed":
            self._p.proposed.setdefault(cell.text, word.value)
        if not how and fold(cell.text) in COLOUR_WORDS:
            how = " (the name of a colour)"
        self._p.remark("mapped", where, f"“{cell.text}”{how} read as {word.value.replace('_', ' ')}")

    # -- dates

    def due(self, row: int, values: dict[str, Cell], task: ReadTask) -> None:
        """The task's date; where a progress word stands in its place there is none, but the word is kept."""
        cell = values.get("due")
        original = values.get("original")
        if original is not None and (cell is None or (not roles.is_date(cell) and roles.is_date(original))):
            cell = original
        if cell is None:
            return
        if (
            task.status_from == "word"
            and task.status_text == cell.text
            and "status" not in values
            and wording.word_after_date(cell.text) is None
        ):
            task.due = ReadDate(None, cell.text)
            return
        task.due = self.date(cell, self.where(row, "due" if "due" in values else "original"), column=self.column("due"))

    def date(self, cell: Cell, where: str, *, last_written: bool = False, column: roles.Column | None = None) -> ReadDate:  # fmt: skip
        """A date cell. Of two dates a due cell means the later; a sign-off cell the one written last, its last round."""
        if cell.is_date and cell.value.year < _FIRST_YEAR:  # type: ignore[attr-defined]  # is_date says so
            self._p.remark("doubt", where, f"{cell.text} is what a sum over a blank cell gives; no date taken")
            return ReadDate()
        if cell.is_date:
            made = date_grammar.from_excel(cell.value, cell.number_format)  # type: ignore[arg-type]  # is_date says so
            return ReadDate(made, cell.text)
        number = cell.value if isinstance(cell.value, int | float) else cell.text
        if not isinstance(number, bool) and re.fullmatch(r"\d{5}(?:\.0+)?", str(number)):
            serial = date_grammar.from_serial(float(number) + (_DAYS_TO_1904 if cell.from_1904 else 0))
            if serial is not None:
                self._p.remark("mapped", where, f"the serial number {cell.text} read as {serial.text}")
                return ReadDate(serial, serial.text)
        if column is not None and self._month_first.get(column.index) and (m := MONTH_FIRST.match(cell.text)):
            turned = date_grammar.read_cell(f"{m[2]}/{m[1]}/{m[3]}").date
            if turned is not None:
                self._p.remark("mapped", where, f"{cell.text} read month first, as its column's other dates are")
                return ReadDate(dates.FieldDate(turned.due, turned.first, turned.precision, cell.text), cell.text)
        if (span := self._fiscal(cell.text, where)) is not None:
            return ReadDate(span, cell.text)
        read = date_grammar.read_cell(cell.text)
        taken_date = read.others[-1] if last_written and read.others else read.date
        if read.doubt:
            taken = f"; taken as {dates.long(taken_date.due)}" if taken_date else "; no date taken"
            self._p.remark("doubt", where, read.doubt + taken)
        return ReadDate(taken_date, cell.text)

    def _fiscal(self, text: str, where: str) -> dates.FieldDate | None:
        """A financial year, or a quarter of the one year that the sheet speaks of."""
        plain = text.strip()
        if (fiscal := typed_dates.financial_year(text)) is not None:
            return fiscal
        if (m := re.fullmatch(r"Q([1-4])", plain, re.IGNORECASE)) and (year := self._year) is not None:
            made = date_grammar.read_cell(f"Q{m[1]} {year}").date
            if made is not None:
                self._p.remark("mapped", where, f"“{plain}” read as a quarter of {year}, the year that the sheet names")
                return dates.FieldDate(made.due, made.first, made.precision, text)
        return None

    # -- evidence

    @cached_property
    def _written(self) -> list[roles.Column]:
        """The columns of progress; a register's are remarks on its counts."""
        return [] if self._b.is_register else [c for c in self._b.columns if c.role in _WRITTEN]

    def evidence(self, row: int) -> str | None:
        """Everything that a row's columns of progress say, in reading order."""
        return self.evidence_notes(row)[0]

    def evidence_notes(self, row: int) -> tuple[str | None, list[Part]]:
        """The evidence as written, and its dated notes; what a period's own column says has that period's date."""
        texts: list[str] = []
        parts: list[Part] = []
        day = self._note_date(row)
        author = self._note_by(row)
        seen: set[tuple[int, int]] = set()
        for column in self._written:
            place = self._b.sheet.merges.get((row, column.index), (row, column.index))
            text = "" if self._b.sheet.own(*place).is_error else self._b.sheet.own(*place).text
            text = self._beside_status(text, place, column)
            if not text or roles.NOTHING.match(text) or place in seen:
                continue
            seen.add(place)
            texts.append(text)
            date = self._own_date(row, column) or (column.period if column.role == "update" else day)
            for part in notes.split(text):
                parts.append(Part(part.date or date, part.initials or author, part.text))
        return "\n".join(texts) or None, parts

    def _beside_status(self, text: str, place: tuple[int, int], column: roles.Column) -> str:
        """The words of a cell that is merged over the column of progress as well, without the word of progress on top."""
        status = self.column("status")
        if status is None or place[1] != status.index or status is column:
            return text
        first, _, rest = text.partition("\n")
        return rest.strip() if self._legend.word(first.strip()) is not None else text

    def _note_by(self, row: int) -> str | None:
        column = self.column("note_by")
        return (self._b.sheet.own(row, column.index).text or None) if column is not None else None

    def owns_none(self, row: int, wanted: frozenset[str]) -> bool:
        """Whether no cell of these roles is the row's own: they are blank, or merged down from the row above."""
        merges = self._b.sheet.merges
        for column in self._b.columns:
            if column.role not in wanted or merges.get((row, column.index), (row, column.index))[0] != row:
                continue
            cell = self._b.sheet.cell(row, column.index)
            if cell.text or (column.role == "status" and cell.fill):
                return False
        return True

    def _own_date(self, row: int, update: roles.Column) -> dates.FieldDate | None:
        """The date of an update in the column that dates it alone."""
        column = next((c for c in self._b.columns if c.of == update.index), None)
        cell = self._b.sheet.own(row, column.index) if column is not None else None
        return (
            self.date(cell, self._b.sheet.where(row, column.index)).made
            if cell is not None and cell.text and column is not None
            else None
        )

    def _note_date(self, row: int) -> dates.FieldDate | None:
        column = next((c for c in self._b.columns if c.role == "note_date" and c.of is None), None)
        cell = self._b.sheet.own(row, column.index) if column is not None else None
        return self.date(cell, self.where(row, "note_date")).made if cell is not None and cell.text else None

    def is_newer(self, row: int, task: ReadTask) -> bool:
        """Whether a row's update is dated after all that the task has so far."""
        made = self._note_date(row)
        days = [part.date.due for part in task.notes if part.date is not None]
        return made is not None and (not days or made.due >= max(days))

    # -- sign-offs

    def signoff(self, row: int, stage: str, values: dict[str, Cell]) -> ReadSignOff:
        """A sign-off as its cells give it; a date where the name belongs is no name."""
        entry = ReadSignOff()
        if cell := values.get(f"{stage}.all"):
            entry = wording.whole_signoff(cell.text)
        if cell := values.get(f"{stage}.date"):
            entry.date = self.date(cell, self.where(row, f"{stage}.date"), last_written=True, column=self.column(f"{stage}.date"))  # fmt: skip
        if cell := values.get(f"{stage}.by"):
            entry.by_text = cell.text
            if cell.is_date or date_grammar.read_cell(cell.text).date is not None:
                self._p.remark("doubt", self.where(row, f"{stage}.by"), f"a date where a name belongs: “{cell.text}”")
            else:
                entry.by = cell.text
        if cell := values.get(f"{stage}.comment"):
            entry.comment = cell.text
        return entry

    def column(self, role: str) -> roles.Column | None:
        """The first column of a role; asked for many times a row."""
        return self._at.get(role)

    def where(self, row: int, role: str) -> str:
        """Where the row's cell of a role stands in the file; its first cell where no column has the role."""
        if self._b.sheet.places:
            column = self.column(role)
            return self._b.sheet.where(row, column.index if column else 0)
        return f"{self._b.sheet.name}!{self._letters.get(role, 'A')}{row + 1}"

    @cached_property
    def _letters(self) -> dict[str, str]:
        return {role: letters(column.index) for role, column in self._at.items()}
