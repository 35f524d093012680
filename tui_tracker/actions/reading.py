"""A service's file read once and looked at before anything is kept: what was found, what is not sure, whose names may be one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_tracker.domain import alike, people
from tui_tracker.domain.text import fold

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Tracker
    from tui_tracker.intake.proposal import Proposal, ReadColumn

# The fields that a column can be given by hand, in the order in which one key goes through them.
FIELDS = (
    "other", "ref", "statement", "no", "action", "owner", "area_owner", "due", "area_due", "status", "evidence", "work", "pillar", "finding",
    "qa.all", "qa.date", "qa.by", "qa.comment", "sampling.all", "sampling.date", "sampling.by", "sampling.comment", "link",
)  # fmt: skip
Same = tuple[str, str]


@dataclass(frozen=True)
class Answers:
    """What had been answered at one moment."""

    columns: dict[tuple[str, int, int], str]
    words: dict[str, str]
    same: dict[Same, bool]
    right: frozenset[tuple[str, int, int]]


@dataclass
class Reading:
    """One file and what has been settled about it. A choice changes only what is made of the file, which is not read again."""

    path: Path
    told: Callable[[str], None] | None = None
    sheets: Sequence[str] = ()
    columns: dict[tuple[str, int, int], str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    same: dict[Same, bool] = field(default_factory=dict)
    _right: set[tuple[str, int, int]] = field(default_factory=set)
    _asked_words: dict[str, list[str]] = field(default_factory=dict)
    _asked: dict[tuple[str, int], tuple[str, int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        from tui_tracker.intake.readers import read_file

        if self.told is not None:
            self.told("opening it")
        self._book = read_file(self.path)
        self.proposal: Proposal = self._made()

    def _made(self) -> Proposal:
        from tui_tracker.intake.read import Choices, propose

        return propose(self._book, self.sheets, Choices(self.columns, self.words), self.told)

    # -- settling

    def answers(self) -> Answers:
        """What has been answered so far."""
        return Answers(dict(self.columns), dict(self.words), dict(self.same), frozenset(self._right))

    def put_back(self, before: Answers) -> None:
        """Take answers back: what had been answered at another moment holds again."""
        self.columns, self.words, self.same = dict(before.columns), dict(before.words), dict(before.same)
        self._right = set(before.right)
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

    def maybe_one(self, tracker: Tracker | None = None) -> list[tuple[str, str, str]]:
        """Pairs of spellings that may be one person and of which neither the register nor anybody here has said it."""
        register = tracker.read.register() if tracker is not None else people.Register()
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
