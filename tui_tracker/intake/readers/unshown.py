"""Columns that a sheet hides: where one has the heading of a column that is shown, last quarter's must not win over this one's."""

from __future__ import annotations

import re

from tui_tracker.domain.text import fold
from tui_tracker.intake.grid import EMPTY, Sheet, letters
from tui_tracker.patterns import pattern

_HEADS_WITHIN = 60
_FORMER = pattern(r"\b(?:old|previous|prev|former)\b")
_WORD = pattern(r"[^\W\d_]{3}")


def leave_out_doubles(sheet: Sheet) -> list[str]:
    """Blank the hidden columns that double a shown one; what was done, and how many others are hidden and read."""
    said, doubled = [], set()
    for column in sorted(sheet.hidden_columns):
        found = _double(sheet, column)
        if found is not None:
            row, other = found
            doubled.add(column)
            said.append(
                f"{sheet.name}: column {letters(column)} is hidden and headed “{sheet.own(row, column).text}” like column {letters(other)}, which is read instead."
            )
    for row_cells in sheet.rows:
        for column in doubled:
            if column < len(row_cells):
                row_cells[column] = EMPTY
    read = [c for c in sheet.hidden_columns - doubled if any(sheet.own(r, c).text for r in range(len(sheet.rows)))]
    if read:
        said.append(
            f"{sheet.name}: {len(read)} hidden column{'s were' if len(read) > 1 else ' was'} read like the others."
        )
    return said


def _double(sheet: Sheet, column: int) -> tuple[int, int] | None:
    """The heading row and the shown column of the same heading."""
    for r, row in enumerate(sheet.rows[:_HEADS_WITHIN]):
        filled = [c for c, cell in enumerate(row) if cell.text]
        heading = fold(sheet.own(r, column).text)
        if len(filled) < 3 or not _WORD.search(heading):
            continue
        for other in filled:
            if other not in sheet.hidden_columns and fold(row[other].text) == _FORMER.sub("", heading).strip():
                return r, other
        if not any(_is_day(sheet.own(r, c).text) for c in filled):
            return None  # the first full row without a day is the headings; below it stand values, which are alike by nature
    return None


def _is_day(text: str) -> bool:
    return bool(re.search(r"\d[/.-]\d", text))
