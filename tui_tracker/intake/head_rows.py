"""Which rows of a sheet may be the heads of tables, by what stands in and under them."""

from __future__ import annotations

import re

from tui_tracker.domain.text import fold
from tui_tracker.intake import headings, lines, roles
from tui_tracker.intake.grid import Sheet
from tui_tracker.patterns import pattern


def heads_of(sheet: Sheet) -> list[int]:
    """The rows that head a table; of equal ones that follow each other only the first, and of a doubled heading too."""
    found = [r for r in range(len(sheet.rows)) if _may_head(sheet, r) and is_head(sheet, r)]
    loose = next((r for r in range(found[0] if found else len(sheet.rows)) if _stands_over_text(sheet, r)), None)
    if loose is not None and not (found and _same_table(sheet, found[0], loose) and found[0] - loose <= 1):
        found = [loose, *found]
    found = [r for i, r in enumerate(found) if i == 0 or r - found[i - 1] > 1 or not _continues(sheet, r)]
    made: list[int] = []
    for row in found:
        if made and _is_among_rows(sheet, made[-1], row):
            continue
        if made and _same_table(sheet, made[-1], row) and (sheet.tables or same_head(sheet, made[-1], row)):
            continue
        made.append(row)
    return made


def _is_among_rows(sheet: Sheet, head: int, row: int) -> bool:
    """Whether a row that reads like a heading is one of the rows under a heading: as full as they are, and it holds a day.

    “Update station plans | In progress | No” is made of words that head columns as well.
    """
    filled = sheet.filled(row)
    if len(filled) * 3 < len(sheet.filled(head)) * 2 or not sheet.filled(row - 1):
        return False
    cells = [sheet.own(row, c) for c in filled]
    return any(c.is_date or DAY.match(c.text) for c in cells) and len(sheet.filled(row - 1)) * 2 > len(filled)


def _may_head(sheet: Sheet, row: int) -> bool:
    """Whether a row is worth asking: deep in a long sheet a new heading stands after a gap or a caption."""
    return row < LONG_SHEET or len(sheet.filled(row - 1)) <= 2


def _same_table(sheet: Sheet, one: int, other: int) -> bool:
    """Whether two rows are of one table; a spreadsheet does not say where its tables end."""
    return not sheet.tables or any(first <= one and other <= last for first, last in sheet.tables)


def same_head(sheet: Sheet, one: int, other: int) -> bool:
    """Whether two heading rows say the same over the same columns."""
    first = {c: text for c in sheet.filled(one) if len(text := sheet.own(one, c).text) <= headings.LONGEST}
    second = sheet.filled(other)
    if len(second) < 2 or len(first) > len(second) + 1:
        return False
    # The first letter tells most apart without folding.
    both = [(first[c], sheet.own(other, c).text) for c in second if c in first]
    alike = sum(a[:1].casefold() == b[:1].casefold() and fold(a) == fold(b) for a, b in both)
    return alike * 10 >= len(second) * 8


def is_head(sheet: Sheet, row: int) -> bool:
    """A heading row: at least two cells that name a role, and most of its short cells do."""
    named: dict[str, str] = {}
    short = 0
    filled = sheet.filled(row)
    long = 0
    for c in filled:
        text = sheet.own(row, c).text
        long += len(text) > headings.LONGEST and (row, c) not in sheet.merges
        if roles.REF.match(text) or DECIMAL.match(text):
            return False  # a row of the table: no heading names a reference or a share
        if len(text) <= headings.LONGEST:
            short += not (
                sheet.own(row, c).is_date or headings.is_update(text)
            )  # a calendar may stand beside the headings
            if headings.is_heading(text) and not sheet.own(row, c).is_date:
                named[fold(text)] = headings.best(text) or ""
    known = set(named.values()) - {"", "other"}
    if len(known) < 2 or _is_pairs(sheet, row, filled):
        return False
    if len(named) >= 3 and len(named) * 2 > short and (not long or len(named) >= 4):
        return len(named) >= 4 or bool(known & WORDED)
    starts_table = any(first == row for first, _ in sheet.tables)
    if len(named) >= 2 and short == len(filled) and (len(named) * 2 >= short or starts_table) and short >= 3:
        texts = {"statement", "action"} & set(named.values())
        return bool(texts) and (starts_table or row == 0 or not sheet.filled(row - 1) or len(sheet.filled(row - 1)) == 1)  # fmt: skip
    return False


def _stands_over_text(sheet: Sheet, row: int) -> bool:
    """Whether short plain names stand over rows that hold as many cells and longer ones: a heading with unknown names."""
    cells = [sheet.own(row, c) for c in sheet.filled(row)]
    if len(cells) < 4 or sum(headings.is_heading(c.text) and bool(headings.best(c.text)) for c in cells) < 2:
        return False
    if any(c.text.endswith(".") or len(c.text.split()) > 8 or re.search(r"\d", c.text) for c in cells):
        return False
    if len({fold(c.text) for c in cells}) < len(cells) or any(len(c.text) > 45 or roles.is_date(c) or roles.REF.match(c.text) for c in cells):  # fmt: skip
        return False
    below = [r for r in range(row + 1, min(len(sheet.rows), row + 6)) if sheet.filled(r)]
    if not below or len(sheet.filled(below[0])) * 3 < len(cells) * 2:
        return False
    return max(len(sheet.own(r, c).text) for r in below for c in sheet.filled(r)) > 40


def _is_pairs(sheet: Sheet, row: int, filled: list[int]) -> bool:
    """Whether a row is labels each with its value: ``Lead officer | AM Prevention | Target date | Dec 2026``."""
    texts = [sheet.own(row, c).text for c in filled]
    return len(texts) in (2, 4, 6) and all(lines.label_role(t) for t in texts[::2]) and not any(headings.best(t) for t in texts[1::2])  # fmt: skip


def _continues(sheet: Sheet, row: int) -> bool:
    """Whether a heading row belongs to the one above it: its headings stand under merged or wider ones."""
    above = set(sheet.filled(row - 1))
    own = [c for c in sheet.filled(row) if headings.is_heading(sheet.own(row, c).text)]
    under_own = sum(c in above and sheet.span(row - 1, c) == 1 for c in own)
    return under_own * 2 <= len(own)


def distinct(sheet: Sheet, row: int) -> list[int]:
    return sheet.filled(row)


def is_line(sheet: Sheet, row: int, filled: list[int]) -> bool:
    if len(filled) == 1:
        return True
    return lines.label_role(sheet.own(row, filled[0]).text) is not None


# Sheet, heading row and column (counted from 0) → the role that somebody gave it.
WORDED = {"action", "statement", "evidence", "work", "finding"}


LONG_SHEET = 500


DAY = pattern(r"^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$")


DECIMAL = pattern(r"^\d+\.\d+%?$")
