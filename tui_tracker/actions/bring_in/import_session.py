"""A service's file read once and looked at before anything is kept: what was found, what is not sure, whose names may be one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_tracker.domain import alike, people
from tui_tracker.domain.records import ImportReport
from tui_tracker.domain.text import fold
from tui_tracker.intake.more import ROLES as MORE
from tui_tracker.patterns import pattern

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session
    from tui_tracker.intake.choices import Choices
    from tui_tracker.intake.grid import Book
    from tui_tracker.intake.proposal import Proposal, ReadColumn

# The fields that a column can be given by hand, in the order in which one key goes through them.
FIELDS = (
    "other", "ref", "statement", "no", "action", "owner", "area_owner", "due", "area_due", "status", "evidence", "work", "pillar", "finding",
    "qa.all", "qa.date", "qa.by", "qa.comment", "sampling.all", "sampling.date", "sampling.by", "sampling.comment", "link", *MORE,
)  # fmt: skip
Same = tuple[str, str]


_PLACE = pattern(r"!([A-Z]+)(\d+)$")
_NO_ROW = -2


def row_of(where: str) -> int:
    """The row of an address such as ``Sheet!B4``, counted from 0; -1 above the first, where a table without a heading has it; -2 for no address."""
    found = _PLACE.search(where)
    return int(found[2]) - 1 if found else _NO_ROW


def column_of(where: str) -> int:
    """The column of an address, counted from 0."""
    found = _PLACE.search(where)
    made = 0
    for letter in found[1] if found else "":
        made = made * 26 + ord(letter) - 64
    return made - 1


@dataclass(frozen=True)
class Answers:
    """What had been answered at one moment."""

    columns: dict[tuple[str, int, int], str]
    words: dict[str, str]
    same: dict[Same, bool]
    right: frozenset[tuple[str, int, int]]
    heads: dict[str, tuple[int, ...]]
    ways: dict[str, str]
    bands: dict[str, frozenset[int]]


@dataclass(frozen=True)
class Way:
    """A whole reading of a sheet: its name among them, what it finds, whether it is the one that holds."""

    name: str
    areas: int
    tasks: int
    columns: str
    holds: bool


@dataclass
class Reading:
    """One file and what has been settled about it. A choice changes only what is made of the file, which is not read again."""

    path: Path
    told: Callable[[str], None] | None = None
    sheets: Sequence[str] = ()
    columns: dict[tuple[str, int, int], str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    same: dict[Same, bool] = field(default_factory=dict)
    heads: dict[str, tuple[int, ...]] = field(default_factory=dict)
    ways: dict[str, str] = field(default_factory=dict)
    bands: dict[str, frozenset[int]] = field(default_factory=dict)
    _right: set[tuple[str, int, int]] = field(default_factory=set)
    _asked_words: dict[str, list[str]] = field(default_factory=dict)
    _asked: dict[tuple[str, int], tuple[str, int, int]] = field(default_factory=dict)
    _found_ways: dict[str, list[tuple[str, int, int, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        from tui_tracker.intake.readers import read_file

        if self.told is not None:
            self.told("opening it")
        self._book = read_file(self.path)
        self.proposal: Proposal = self._made()

    def _made(self) -> Proposal:
        from tui_tracker.intake.read import propose

        return propose(self._book, self.sheets, self._choices(), self.told)

    def _choices(self) -> Choices:
        from tui_tracker.intake.choices import Choices

        return Choices(self.columns, self.words, self.heads, self.ways, self.bands)

    @property
    def book(self) -> Book:
        """The file's own cells."""
        return self._book

    # -- settling

    def answers(self) -> Answers:
        """What has been answered so far."""
        return Answers(
            dict(self.columns), dict(self.words), dict(self.same), frozenset(self._right), dict(self.heads),
            dict(self.ways), dict(self.bands),
        )  # fmt: skip

    def put_back(self, before: Answers) -> None:
        """Take answers back: what had been answered at another moment holds again."""
        self.columns, self.words, self.same = dict(before.columns), dict(before.words), dict(before.same)
        self._right = set(before.right)
        self.heads, self.ways, self.bands = dict(before.heads), dict(before.ways), dict(before.bands)
        self.proposal = self._made()

    def give(self, column: ReadColumn, role: str) -> None:
        """Say what a column is; the same column of every table with that heading goes with it."""
        for other in self.alike_columns(column):
            self.columns[other.sheet, other.head, other.index] = role
        self.proposal = self._made()

    def another(self, column: ReadColumn) -> str:
        """Give a column the next of the fields; returns it."""
        at = FIELDS.index(column.role) if column.role in FIELDS else -1
        role = FIELDS[(at + 1) % len(FIELDS)]
        self.give(column, role)
        return role

    def right(self, column: ReadColumn) -> None:
        """Say that a column was taken for what it is."""
        self._right |= {(c.sheet, c.head, c.index) for c in self.alike_columns(column)}

    def means(self, word: str, progress: str) -> None:
        """Say what a progress word means."""
        self.words[word] = progress
        self.proposal = self._made()

    # -- what an earlier import of the plan taught

    def learned(self) -> dict[str, Any]:
        """What was said of this file, in the file's own words, so that a newer one of the same sheet need not be asked about."""
        said = {
            fold(c.name): c.role for c in self.proposal.columns if c.name and (c.sheet, c.head, c.index) in self.columns
        }
        right = sorted(
            {fold(c.name) for c in self.proposal.columns if c.name and (c.sheet, c.head, c.index) in self._right}
        )
        heads = {name: [self._row_text(name, row) for row in rows] for name, rows in self.heads.items()}
        made = {"columns": said, "right": right, "words": dict(self.words), "heads": heads, "ways": dict(self.ways)}
        made["bands"] = {name: sorted(self._row_text(name, row) for row in rows) for name, rows in self.bands.items()}
        return {name: value for name, value in made.items() if value}

    def recall(self, session: Session) -> None:
        """Say again what was said of earlier files of the plan, where this one has the same sheets, headings and words."""
        reports = [r.report["learned"] for r in session.read.all(ImportReport) if "learned" in r.report]
        if not reports:
            return
        known: dict[str, dict[str, Any]] = {"columns": {}, "words": {}, "heads": {}, "ways": {}, "bands": {}}
        right: set[str] = set()
        for report in reports:
            for name, held in known.items():
                held.update(report.get(name, {}))
            right |= set(report.get("right", []))
        sheets = {s.name for s in self._book.sheets}
        self.words = {**known["words"], **self.words}
        self.ways = {**{n: w for n, w in known["ways"].items() if n in sheets}, **self.ways}
        for name, texts in known["heads"].items():
            if name in sheets and name not in self.heads and (rows := self._rows_saying(name, texts)) is not None:
                self.heads[name] = tuple(rows)
        for name, texts in known["bands"].items():
            if name in sheets and name not in self.bands:
                self.bands[name] = frozenset(self._rows_saying(name, texts, some=True) or ())
        self.proposal = self._made()
        self._right |= {(c.sheet, c.head, c.index) for c in self.proposal.columns if fold(c.name) in right}
        for column in list(self.proposal.columns):
            role = known["columns"].get(fold(column.name)) if column.name else None
            if role is not None:
                self.columns.setdefault((column.sheet, column.head, column.index), role)
        self.proposal = self._made()

    def _row_text(self, sheet: str, row: int) -> str:
        grid = next(s for s in self._book.sheets if s.name == sheet)
        return fold(" | ".join(grid.own(row, c).text for c in grid.filled(row)))

    def _rows_saying(self, sheet: str, texts: Sequence[str], *, some: bool = False) -> list[int] | None:
        """The rows of a sheet that say these texts; None where one of them is gone, unless ``some`` are enough."""
        grid = next(s for s in self._book.sheets if s.name == sheet)
        at = {self._row_text(sheet, r): r for r in reversed(range(len(grid.rows)))}
        return [at[t] for t in texts if t in at] if some or all(t in at for t in texts) else None

    # -- the grid: headings, whole readings, rows that are areas

    def heads_of(self, sheet: str) -> tuple[int, ...]:
        """The rows, counted from 0, that head a table which is read as a plan."""
        if (said := self.heads.get(sheet)) is not None:
            return said
        return tuple(
            sorted({row for c in self.proposal.columns if c.sheet == sheet and (row := row_of(c.where)) > _NO_ROW})
        )

    def head_over(self, sheet: str, row: int) -> int | None:
        """The heading of the table that a row is of."""
        return max((h for h in self.heads_of(sheet) if h <= row), default=None)

    def head_here(self, sheet: str, row: int) -> None:
        """Say that a row is the heading of its table."""
        heads = self.heads_of(sheet)
        over = self.head_over(sheet, row)
        under = min((h for h in heads if h > row), default=None)
        replaced = over if over is not None and (under is None or row - over <= under - row) else under
        self.set_heads(sheet, {h for h in heads if h != replaced} | {row})

    def table_here(self, sheet: str, row: int) -> None:
        """Say that a row heads one more table."""
        self.set_heads(sheet, {*self.heads_of(sheet), row})

    def leave_table(self, sheet: str, row: int) -> bool:
        """Say that the table that a row is of is no plan; False where it is of none."""
        over = self.head_over(sheet, row)
        if over is None:
            return False
        self.set_heads(sheet, {h for h in self.heads_of(sheet) if h != over})
        return True

    def set_heads(self, sheet: str, heads: set[int]) -> None:
        """Say which rows of a sheet, counted from 0, head a table that is a plan; what was said of other columns there goes."""
        self.heads[sheet] = tuple(sorted(heads))
        self.columns = {place: role for place, role in self.columns.items() if place[0] != sheet or place[1] in heads}
        self.proposal = self._made()

    def rows_like(self, sheet: str, row: int) -> set[int]:
        """The rows under the same heading that are filled like this one; none for a blank row and for a heading."""
        grid = next(s for s in self._book.sheets if s.name == sheet)
        filled = grid.filled(row)
        if not filled:
            return set()
        fill = grid.own(row, filled[0]).fill
        first = self.head_over(sheet, row)
        return {
            r
            for r in range(0 if first is None else first + 1, len(grid.rows))
            if grid.filled(r) == filled and grid.own(r, filled[0]).fill == fill
        }

    def areas_like(self, sheet: str, row: int) -> int:
        """Say that the rows like this one name an area each, or, said again, that they do not; how many there are."""
        like = self.rows_like(sheet, row)
        if not like:
            return 0
        now: frozenset[int] = self.bands.get(sheet, frozenset())
        self.bands[sheet] = now - like if row in now else now | like
        self.proposal = self._made()
        return len(like)

    def ways_of(self, sheet: str) -> list[Way]:
        """The whole readings of a sheet that differ, the best first."""
        from tui_tracker.intake.read import ways

        if sheet not in self._found_ways:
            self._found_ways[sheet] = [
                (found.name, len(found.areas), sum(len(a.tasks) for a in found.areas),
                 ", ".join(f"{c.name or '·'} = {c.role}" for block, _ in found.read[:1] for c in block.columns if c.role != "other"))
                for found in ways(self._book, sheet, self._choices())
            ]  # fmt: skip
        taken = self.ways.get(sheet) if sheet not in self.heads else ""
        return [
            Way(*way, holds=way[0] == taken if taken is not None else n == 0)
            for n, way in enumerate(self._found_ways[sheet])
        ]

    def take_way(self, sheet: str, name: str) -> None:
        """Take another whole reading of a sheet; what was said of its headings and columns goes."""
        self.ways[sheet] = name
        self.heads.pop(sheet, None)
        self.columns = {place: role for place, role in self.columns.items() if place[0] != sheet}
        self.proposal = self._made()

    def column_at(self, sheet: str, row: int, column: int) -> ReadColumn | None:
        """The column of a plan's table that a cell is in."""
        over = self.head_over(sheet, row)
        found = (c for c in self.proposal.columns if c.sheet == sheet and row_of(c.where) == over)
        return next((c for c in found if column_of(c.where) == column), None)

    # -- what is not sure

    def alike_columns(self, column: ReadColumn) -> list[ReadColumn]:
        return [c for c in self.proposal.columns if c.name == column.name and c.index == column.index]

    def asked_columns(self) -> list[tuple[ReadColumn, bool]]:
        """Every column that was or is asked about, one of each kind, and whether it is settled."""
        for c in self.unsure():
            self._asked.setdefault((c.name, c.index), (c.sheet, c.head, c.index))
        places = {(c.sheet, c.head, c.index): c for c in self.proposal.columns}
        open_ = {(c.name, c.index) for c in self.unsure()}
        return [(places[p], kind not in open_) for kind, p in self._asked.items() if p in places]

    def asked_words(self) -> dict[str, tuple[list[str], str | None]]:
        """Every progress word that nobody knew: the cells that hold it, and what it was said to mean."""
        self._asked_words.update(self.proposal.words)  # a word that was given a meaning is no unknown word any more
        for word in self.proposal.proposed:  # these have their usual meaning until somebody says another
            self._asked_words.setdefault(word, [])
        return {
            w: (cells, self.words.get(w) or self.proposal.proposed.get(w)) for w, cells in self._asked_words.items()
        }

    def unsure(self) -> list[ReadColumn]:
        """The columns that were guessed at and nobody has settled, one of each kind."""
        seen: dict[tuple[str, int], ReadColumn] = {}
        for c in self.proposal.columns:
            place = (c.sheet, c.head, c.index)
            if not c.sure and place not in self.columns and place not in self._right:
                seen.setdefault((c.name, c.index), c)
        return list(seen.values())

    def unknown_words(self) -> dict[str, list[str]]:
        """The progress words that nobody knows, with the cells that hold them."""
        return {w: cells for w, cells in self.proposal.words.items() if w not in self.words}

    def names(self) -> Counter[str]:
        """Every person or post that the file names, joint owners taken apart, with how often."""
        return Counter(name for cell in self._name_cells() for name in people.split(cell))

    def _name_cells(self) -> Iterator[str]:
        for area in self.proposal.areas:
            yield area.owner or ""
            for task in area.tasks:
                yield from (task.assigned_to or "", task.qa.by or "", task.sampling.by or "")

    def maybe_one(self, session: Session | None = None) -> list[tuple[str, str, str]]:
        """Pairs of spellings that may be one person and of which neither the register nor anybody here has said it."""
        register = session.read.register() if session is not None else people.Register()
        found = alike.pairs(self.names())
        return [
            (a, b, why) for a, b, why in found if (a, b) not in self.same and register.person(a) != register.person(b)
        ]

    def say_same(self, one: str, other: str, *, same: bool) -> None:
        """Say whether two spellings are one person."""
        self.same[one, other] = same

    def questions(self) -> list[str]:
        """What is not sure, a sentence each."""
        made = [f"{c.where}: “{c.name}” was taken for {c.role.replace('_', ' ')}; {c.why}" for c in self.unsure()]
        made += [
            f"“{w}” is a progress word that is not known: {', '.join(cells[:5])}"
            for w, cells in self.unknown_words().items()
        ]
        return made + [f"“{a}” and “{b}” may be one person: {why}" for a, b, why in self.maybe_one()]

    def to_json(self) -> dict[str, Any]:
        """The proposal in the shape that importers are compared by; its report says what is not sure as well."""
        made = self.proposal.to_json()
        made["report"]["questions"] = {
            "columns": [{"where": c.where, "name": c.name, "taken_for": c.role, "why": c.why} for c in self.unsure()],
            "words": [{"word": w, "cells": cells} for w, cells in self.unknown_words().items()],
            "people": [{"one": a, "other": b, "why": why} for a, b, why in self.maybe_one()],
        }
        made["report"]["columns"] = [
            {"where": c.where, "name": c.name, "taken_for": c.role, "why": c.why} for c in self.proposal.columns
        ]
        return made

    def one_person(self) -> list[tuple[str, list[str]]]:
        """The clusters of spellings that were said to be one: the commonest first, as their name."""
        groups: list[set[str]] = []
        for one, other in (pair for pair, same in self.same.items() if same):
            met = [g for g in groups if g & {one, other}]
            groups = [g for g in groups if g not in met] + [set().union({one, other}, *met)]
        count = self.names()
        made = []
        for group in groups:
            order = sorted(group, key=lambda s: (-count[s], -len(s), fold(s)))
            made.append((order[0], order[1:]))
        return made
