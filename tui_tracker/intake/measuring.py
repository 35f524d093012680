"""How good a whole reading is, without knowing the right one: what it leaves unexplained, and what looks wrong in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import field

from tui_tracker.domain import progress_words
from tui_tracker.domain.text import count_of, fold
from tui_tracker.frozen import dataclass
from tui_tracker.intake import headings, ledger, role_points, roles
from tui_tracker.intake.blocks import Block
from tui_tracker.intake.grid import Book, Cell, Sheet, letters
from tui_tracker.intake.legend import Legend
from tui_tracker.intake.proposal import Proposal, ReadArea, ReadPlan

_MEASURED = 1_500  # rows of a sheet that are measured
_LONG = 25
_WORTH_OF_NOTHING = 0.35
_ALARMING = 0.12
_LITTLE = 0.6


@dataclass(frozen=True)
class Measure:
    """``used``: the share of what stands in the rows that was taken up, long texts, people and days weighing most. ``fit``:
    how well the columns suit their roles, 1 at best. ``faults``: what looks wrong, each with its weight and a sentence.
    """

    used: float = 0.0
    fit: float = 0.0
    faults: tuple[tuple[float, str], ...] = field(default=())
    is_empty: bool = True

    @property
    def worth(self) -> float:
        """One number to compare readings by; a reading that finds nothing has a worth of its own."""
        if self.is_empty:
            return _WORTH_OF_NOTHING
        return 0.5 * self.used + 0.5 * self.fit - sum(w for w, _ in self.faults)

    def alarms(self) -> list[str]:
        """What should be looked at before anything is kept, a sentence each."""
        made = [said for weight, said in self.faults if weight >= _ALARMING]
        if not self.is_empty and self.used < _LITTLE:
            made.append(f"only {self.used:.0%} of what stands in the rows is used")
        return made

    @property
    def is_suspicious(self) -> bool:
        return self.is_empty or bool(self.faults) or self.used < 0.85 or self.fit < 0.85


def measure(
    book: Book,
    read: Sequence[tuple[Block, list[ReadArea]]],
    legend: Legend,
    areas: Sequence[ReadArea],
    dropped: Collection[str] = (),
) -> Measure:
    """Measure the reading of a sheet. ``dropped`` are places of rows that the account says were left out, and why."""
    if not areas:
        return Measure()
    every, book, areas = areas, _beginning(book), _first(areas)
    scratch = Proposal(book.name, [ReadPlan(book.name, "inspection", list(areas))])
    kept = [(list(a.also), [list(t.also) for t in a.tasks]) for a in areas]
    ledger.keep(book, (), read, legend, scratch)
    left = (
        {u.where for u in scratch.unused}
        | {x.where for a in areas for x in a.also}
        | {x.where for a in areas for t in a.tasks for x in t.also}
    )
    for area, (own, of_tasks) in zip(areas, kept, strict=True):
        area.also = own
        for task, more in zip(area.tasks, of_tasks, strict=True):
            task.also = more
    used, rows_left = _used(book, left, read, dropped)
    return Measure(used, _fit(read, legend), tuple(_faults(read, every, rows_left, legend)), is_empty=False)


def _beginning(book: Book) -> Book:
    """The first rows of each sheet: of a very long table they tell as much as all."""
    if all(len(s.rows) <= _MEASURED for s in book.sheets):
        return book
    cut = [
        Sheet(s.name, s.rows[:_MEASURED], s.merges, s.hidden, s.hidden_rows, s.tables, s.places) for s in book.sheets
    ]
    return Book(book.name, cut, book.remarks, book.layout)


def _first(areas: Sequence[ReadArea]) -> list[ReadArea]:
    """The areas that those rows can hold."""
    made, tasks = [], 0
    for area in areas:
        made.append(area)
        tasks += len(area.tasks)
        if tasks > _MEASURED:
            break
    return made


def _used(
    book: Book, left: set[str], read: Sequence[tuple[Block, list[ReadArea]]], dropped: Collection[str]
) -> tuple[float, int]:
    """The share of the rows' cells that was used, by weight; how many full rows were left wholly."""
    all_, used, rows_left = 0.0, 0.0, 0
    of_no_field = {
        block.sheet.where(r, column.index)
        for block, _ in read
        for column in block.columns
        if headings.wide_scores(column.name).get("other")
        for r in block.rows
    }
    for sheet in book.sheets:
        first = min((b.head for b, _ in read), default=0)
        columns = [letters(c) for c in range(sheet.width)]
        for r in range(len(sheet.rows)):
            filled = sheet.filled(r)
            if len(filled) < 3 and r < first:
                continue
            gone = 0
            for c in filled:
                cell = sheet.own(r, c)
                weight = _weight(cell)
                where = sheet.where(r, c) if sheet.places else f"{sheet.name}!{columns[c]}{r + 1}"
                if where in of_no_field:
                    weight *= 0.1
                all_ += weight
                if where in left:
                    gone += 1
                else:
                    used += weight
            if (
                r > first
                and len(filled) >= 3
                and gone == len(filled)
                and not any(sheet.where(r, c) in dropped for c in (0, *filled))
            ):
                rows_left += 1
    return (used / all_ if all_ else 1.0), rows_left


def _weight(cell: Cell) -> float:
    text = cell.text
    if cell.is_date:
        return 0.5
    if len(text) >= _LONG:
        return 1.0
    if re.fullmatch(r"[\W\d]*|\w{1,3}", text):
        return 0.1
    if len(text) < 60 and roles.POST.search(text):
        return 0.8
    return 0.3


def _fit(read: Sequence[tuple[Block, list[ReadArea]]], legend: Legend) -> float:
    """How well the columns suit their roles, against the best they could have been taken for, over all tables."""
    mine = best = 0.0
    for block, _ in read:
        rows = [r for r in block.rows if len(block.sheet.filled(r)) > 2] or block.rows
        for column in block.columns:
            if column.index >= len(block.headings):
                continue
            cells = [block.sheet.cell(r, column.index) for r in rows]
            own, most = role_points.fit(column.role, *block.headings[column.index], cells, legend)
            mine += max(own, -2.0)
            best += max(most, 0.0)
    return max(0.0, mine / best) if best else 0.0


def _faults(
    read: Sequence[tuple[Block, list[ReadArea]]], areas: Sequence[ReadArea], rows_left: int, legend: Legend
) -> list[tuple[float, str]]:
    made: list[tuple[float, str]] = []
    tasks = [t for a in areas for t in a.tasks]
    titled = [a for a in areas if a.title]
    wrong = [a for a in titled if _is_no_title(a.title or "", legend)]
    if wrong:
        made.append(
            (
                0.4 * len(wrong) / len(areas),
                f"{count_of(len(wrong), 'area')} named like a heading, a status or a number: “{(wrong[0].title or '')[:40]}”",
            )
        )
    bare = [a for a in areas if not a.title]
    if bare:
        weight = 0.3 if any(not a.ref for a in bare) else 0.08  # a reference alone may be that of another sheet
        made.append((weight * len(bare) / len(areas), f"{count_of(len(bare), 'area')} without words"))
    idle = [a for a in areas if not a.tasks]
    if idle and tasks and len(idle) < len(areas) and not any(b.is_register for b, _ in read):
        made.append((0.15, f"{count_of(len(idle), 'area')} without a task, while others have some"))
    if rows_left:
        made.append(
            (min(0.4, 0.1 + 0.3 * rows_left / (len(tasks) + rows_left)), f"{rows_left} full rows were not read")
        )
    if len(areas) == 1 and len(tasks) >= 5 and areas[0].ref is None and not _named_in_a_line(areas[0]):
        made.append((0.15, f"all {len(tasks)} tasks are under one area"))
    doubled = Counter(fold(t.title) for t in tasks if t.title)
    often = sum(n - 1 for n in doubled.values() if n > 1)
    if tasks and often * 3 > len(tasks):
        made.append((0.25, f"the same words are the action of several tasks: “{doubled.most_common(1)[0][0][:40]}”"))
    wordless = [t for t in tasks if not t.title and any(o.title for o in tasks)]
    if len(wordless) > 1 and len(wordless) * 3 > len(tasks):
        made.append((0.15, f"{count_of(len(wordless), 'task')} without words"))
    made += _unused_columns(read, legend)
    return made


def _named_in_a_line(area: ReadArea) -> bool:
    return any(c["field"] == "title" for c in area.cells)


def _is_no_title(title: str, legend: Legend) -> bool:
    plain = title.strip()
    if re.fullmatch(r"[\W\d_]+|\w", plain) or plain.casefold() in (
        "true",
        "false",
        "yes",
        "no",
        "n/a",
        "high",
        "medium",
        "low",
    ):
        return True
    if len(plain) > 40 or len(plain.split()) > 4:
        return False
    return (
        progress_words.from_word(plain) is not None
        or legend.word(plain) is not None
        or (len(plain.split()) <= 2 and max(headings.scores(plain).values(), default=0) >= 4)
    )


def _unused_columns(read: Sequence[tuple[Block, list[ReadArea]]], legend: Legend) -> list[tuple[float, str]]:
    """Columns of long texts, or of people, that are used for nothing and whose names do not say that they are of no field."""
    made = []
    for block, _ in read:
        rows = [r for r in block.rows if len(block.sheet.filled(r)) > 2] or block.rows
        has_owner = block.has("owner", "area_owner")
        for column in block.columns:
            if column.role != "other":
                continue
            found = roles.contents([block.sheet.cell(r, column.index) for r in rows], legend)
            if found.refs > 0.8 and found.signs > 0.8 and found.repeats > 0.2 and not block.has("ref"):
                made.append((0.12, f"{found.filled} references under “{column.name}” are used for nothing"))
            if headings.wide_scores(column.name).get("other"):
                continue
            name = " ".join(column.name.split()) or block.sheet.where(block.head, column.index)
            if found.filled * 2 >= len(rows) and found.length >= 30 and found.repeats < 0.6:
                made.append((0.06, f"{found.filled} texts under “{name}” are used for nothing"))
            elif not has_owner and found.posts > 0.5 and found.filled * 2 >= len(rows):
                made.append((0.06, f"{found.filled} people under “{name}” are used for nothing"))
    return made
