"""Rows of a table that hold nothing of a plan: totals, counts, headings again, keys, blank template rows, broken formulas."""

from __future__ import annotations

import re
from functools import cached_property

from tui_tracker.domain import progress_words
from tui_tracker.domain.text import fold
from tui_tracker.intake import headings
from tui_tracker.intake.blocks import Block
from tui_tracker.intake.grid import Cell
from tui_tracker.intake.legend import Legend
from tui_tracker.intake.proposal import Proposal
from tui_tracker.patterns import pattern

_TOTAL = pattern(r"^(?:sub-?|grand )?totals?\b", re.IGNORECASE)
_SUMMED = pattern(
    r"^(?:\w+ ){0,3}(?:completed?|done|finished|closed|open|total)?\W*\d+ of \d+\W*$|^[\w &,]{3,40}: \d+ of \d+(?: \w+){0,3}$|^(?:b?rag|status|colou?rs?|traffic light)?\s*(?:key|legend)\W*$|^(?:number|no\.?|count|total)(?: number)? of \w+.{0,60}: \d+$|^page \d+ of \d+$|^end of (?:log|extract|report|table|document|list)\W*$"
    r"|^\d+ \w+:? \d+ \w+(?:, \d+ [\w ]+)+$|^report (?:produced|run|printed|generated)\b|^printed (?:on|from)\b|^applied filters",
    re.IGNORECASE,
)  # fmt: skip
_NUMBER_ALONE = pattern(r"^(?=.{1,12}$)(?:.*\d.*|[a-z][.)]?)$", re.IGNORECASE)
_LONGEST_HEADING = 200
_CONTENT = {"action", "statement", "evidence", "work"}


class Junk:
    """Tells such rows of one block, and puts in the account what they were."""

    def __init__(self, block: Block, legend: Legend, proposal: Proposal) -> None:
        self._b = block
        self._legend = legend
        self._p = proposal

    @cached_property
    def _headings(self) -> list[set[str]]:
        """What stands over each column of the sheet, in the rows of this block's heading."""
        sheet, rows = self._b.sheet, range(self._b.head, self._b.head + self._b.heads)
        return [{fold(sheet.cell(r, c).text) for r in rows} for c in range(sheet.width)]

    def is_junk(self, row: int, values: dict[str, Cell], first: str) -> bool:
        """Whether a row holds nothing of a plan; what it was is put in the account."""
        sheet = self._b.sheet
        filled = sheet.filled(row)
        if not filled or self._legend.holds(sheet, row):
            return True
        errors = [c for c in filled if sheet.rows[row][c].is_error]
        for c in errors:
            self._p.remark("error_text", sheet.where(row, c), f"holds {sheet.own(row, c).text}")
        if errors and not values.keys() & _CONTENT:
            self._p.remark("dropped", sheet.where(row, 0), f"spreadsheet errors: “{first[:40]}”")
            return True
        if _TOTAL.match(first) and len(first) < 60:
            self._p.remark("dropped", sheet.where(row, 0), f"a total: “{first[:40]}”")
            return True
        if len(filled) == 1 and _SUMMED.match(" ".join(first.split())):
            self._p.remark("dropped", sheet.where(row, filled[0]), f"a summing up: “{first[:60]}”")
            return True
        if len(filled) == 2 and not re.search(r"\w", first):
            self._p.remark("dropped", sheet.where(row, filled[0]), f"a sign and its meaning: “{first[:20]}”")
            return True
        if self._is_key(row, filled):
            self._p.remark("dropped", sheet.where(row, filled[0]), f"a key of colours: “{first[:40]}” …")
            return True
        if self.is_count(row, filled):
            self._p.remark("dropped", sheet.where(row, 0), f"a count: “{first[:40]}”")
            return True
        if self._repeats_heading(row, filled):
            self._p.remark("dropped", sheet.where(row, 0), "a repeated heading")
            return True
        label = self._b.column("no")
        if label is not None and filled == [label.index] and _NUMBER_ALONE.match(first):
            self._p.remark("dropped", sheet.where(row, label.index), f"a blank task row: “{first[:40]}”")
            return True
        return False

    def _is_key(self, row: int, filled: list[int]) -> bool:
        """Nothing but progress words, each on its colour: the key to the colours, printed under the table."""
        statuses = {c.index for c in self._b.columns if c.role in ("status", "tick")}
        actions = {c.index for c in self._b.columns if c.role == "action"}
        if not statuses.isdisjoint(filled) or (len(filled) == 1 and actions.isdisjoint(filled)):
            return False
        cells = (self._b.sheet.own(row, c) for c in filled)
        return all(c.fill and len(c.text) < 40 and self._legend.word(c.text) is not None for c in cells)

    def is_count(self, row: int, filled: list[int]) -> bool:
        """A label with nothing but bare numbers beside it, which stand in no column of numbers: a summary under the table."""
        if not 2 <= len(filled) <= 3:
            return False
        texts = [self._b.sheet.own(row, c).text for c in filled]
        numbers = [c for c, t in zip(filled, texts, strict=True) if re.fullmatch(r"\d{1,4}%?", t)]
        roles_ = {c.role for c in self._b.columns if c.index in numbers}
        if len(numbers) != len(filled) - 1:
            return False
        label_first = filled[0] not in numbers and (
            len(texts[0].split()) >= 2 or self._legend.word(texts[0]) is not None
        )
        return not roles_ & ({"tick", "count"} if label_first else {"no", "ref", "tick", "count"})

    def _repeats_heading(self, row: int, filled: list[int]) -> bool:
        if len(filled) < 2:
            return False
        named = [self._b.sheet.own(row, c).text for c in filled]
        misses = 0
        for c, text in zip(filled, named, strict=True):
            misses += len(text) > _LONGEST_HEADING or fold(text) not in self._headings[c]
            if misses * 5 > len(filled):
                break
        else:
            return True
        return len(filled) >= 3 and all(len(t) < 50 and headings.is_heading(t) and progress_words.from_word(t) is None for t in named)  # fmt: skip
