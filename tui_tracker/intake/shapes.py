"""Layouts that are no plain table, turned into one: cards, columns that are records, tables side by side, action groups."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from tui_tracker.domain.text import fold
from tui_tracker.intake import blocks, headings, lines
from tui_tracker.intake.cards import cards
from tui_tracker.intake.grid import Cell, Sheet
from tui_tracker.intake.rebuilt import Rebuilt
from tui_tracker.patterns import pattern

_NUMBERED = pattern(r"^(?P<base>.*?\D)[\s#(]*(?P<n>\d{1,2})\)?$")


def plain(sheet: Sheet, is_plan: Callable[[Sheet], bool]) -> list[Sheet]:
    """The sheet as tables that are read row by row; the sheet itself where it is one already."""
    parts = side_by_side(sheet)
    if len(parts) > 1:
        return [made for part in parts for made in plain(part, is_plan)]
    if (stacked := labels_beside(sheet)) is not None:
        return [stacked]
    if (grouped := action_groups(sheet)) is not None:
        return [grouped]
    if not is_plan(sheet) and (carded := cards(sheet)) is not None:
        return [carded]
    return [sheet]


# -- two tables beside each other


def side_by_side(sheet: Sheet) -> list[Sheet]:
    """The tables that stand beside each other, each with its own columns."""
    heads = [r for r in range(len(sheet.rows)) if len(sheet.filled(r)) >= 4 and _head_parts(sheet, r) is not None]
    if not heads or sheet.tables:
        return [sheet]
    cuts = _head_parts(sheet, heads[0]) or []
    made = []
    for first, last in pairwise([0, *cuts, sheet.width]):
        made.append(_columns(sheet, first, last))
    return made


def _head_parts(sheet: Sheet, row: int) -> list[int] | None:
    """Where a row of headings falls into two that each head a table: the columns at which to cut."""
    filled = sheet.filled(row)
    if any(len(sheet.own(row, c).text) > headings.LONGEST for c in filled):
        return None
    starts = [after for before, after in pairwise(filled) if after - before > sheet.span(row, before)]
    cuts = []
    for start in starts:
        gap = next((c for c in range(start - 1, -1, -1) if not _is_empty(sheet, c, row)), -1) + 1
        if gap == start:
            continue
        cuts.append(start)
    if not cuts:
        return None
    own = [a for a, b in pairwise([0, *cuts, sheet.width]) if _is_own_head(sheet, row, a, b)]
    if len(own) < 2 or own[0] != 0:
        return None
    return cuts  # what stands beside the tables and heads nothing, such as a key, is a part of its own


def _is_empty(sheet: Sheet, column: int, row: int) -> bool:
    return not any(sheet.own(r, column).text for r in range(row, len(sheet.rows)))


def _is_own_head(sheet: Sheet, row: int, first: int, last: int) -> bool:
    found = [headings.best(sheet.own(row, c).text) for c in range(first, last) if sheet.own(row, c).text]
    return len([f for f in found if f]) >= 3 and bool({"action", "statement"} & set(found))


def _columns(sheet: Sheet, first: int, last: int) -> Sheet:
    """Some columns of a sheet as a sheet of their own; each cell still knows where it stands."""
    rows = [row[first:last] for row in sheet.rows]
    merges = {
        (r, c - first): (top[0], top[1] - first)
        for (r, c), top in sheet.merges.items()
        if first <= c < last and first <= top[1]
    }
    places = {(r, c - first): sheet.places.get((r, c), (r, c)) for r in range(len(rows)) for c in range(first, last)}
    return Sheet(sheet.name, rows, merges, sheet.hidden, sheet.hidden_rows, places=places)


# -- what an area is on the left, its tasks on the right


def labels_beside(sheet: Sheet) -> Sheet | None:
    """Labels with their values beside a table of tasks, put above it; None where there are none."""
    heads = [(r, start) for r in range(len(sheet.rows)) if (start := _table_beside(sheet, r)) is not None]
    if not heads or sheet.tables:
        return None
    made = Rebuilt(sheet)
    for r in range(_first_label(sheet, *heads[0])):
        made.line(r)
    for at, (head, start) in enumerate(heads):
        end = _first_label(sheet, *heads[at + 1]) if at + 1 < len(heads) else len(sheet.rows)
        for r in range(_first_label(sheet, head, start), end):
            places = [(r, c) for c in sheet.filled(r) if c < start]
            if places:
                made.add(places)
                made.rows[-1] = [replace(cell, heading=cell.heading or 9) for cell in made.rows[-1]]
        above = head - 1 if head > 0 and any(c >= start for c in sheet.filled(head - 1)) else head
        for r in range(above, end):
            if any(c >= start for c in sheet.filled(r)):
                made.add([(r, c) for c in range(start, sheet.width)])
    return made.sheet()


def _table_beside(sheet: Sheet, row: int) -> int | None:
    """The column at which a heading row of tasks begins to the right of a label and its value."""
    filled = sheet.filled(row)
    if len(filled) < 5 or lines.label_role(sheet.own(row, filled[0]).text) is None:
        return None
    start = next((c for c in filled[1:] if not sheet.own(row, c - 1).text and sheet.span(row, c - 1) == 1), None)
    left = [c for c in filled if start is not None and c < start]
    if start is None or not 1 <= len(left) <= 2 or not _is_own_head(sheet, row, start, sheet.width):
        return None
    below = range(_first_label(sheet, row, start), len(sheet.rows))
    labelled = [r for r in below if lines.label_role(sheet.own(r, left[0]).text) is not None]
    return start if len(labelled) >= 2 else None


def _first_label(sheet: Sheet, head: int, start: int) -> int:
    """The first of the label rows that reach down to, and on from, a heading row beside them."""
    row = head
    while (
        row > 0
        and (here := sheet.filled(row - 1))
        and all(c < start for c in here)
        and lines.label_role(sheet.own(row - 1, here[0]).text)
    ):
        row -= 1
    return row


# -- Action 1, Owner 1, Action 2, Owner 2 …


def action_groups(sheet: Sheet) -> Sheet | None:
    """A row with several numbered groups of columns as several rows; None when there are none."""
    found = next(((r, g) for r in range(min(len(sheet.rows), 60)) if (g := _groups(sheet, r) or _wide_groups(sheet, r))), None)  # fmt: skip
    if found is None:
        return None
    head, groups = found
    last_head = max(r for group in groups.values() for r, _ in group.values())
    bases = list(dict.fromkeys(base for group in groups.values() for base in group))
    grouped = {c for group in groups.values() for _, c in group.values()}
    common = [c for c in sheet.filled(head) if c not in grouped]
    made = Rebuilt(sheet)
    for r in range(head):
        made.line(r)
    made.add([(head, c) for c in common] + [next(g[b] for g in groups.values() if b in g) for b in bases])
    names_at = len(made.rows) - 1
    for i, base in enumerate(bases):
        made.rows[names_at][len(common) + i] = Cell(base, base)
    for r in range(last_head + 1, len(sheet.rows)):
        if not sheet.filled(r):
            continue
        own = [(r, c) for c in common]
        any_group = False
        for group in groups.values():
            places: list[tuple[int, int] | None] = [(r, group[b][1]) if b in group else None for b in bases]
            if any(p is not None and sheet.own(*p).text for p in places):
                made.add([*(own if not any_group else [None] * len(own)), *places])
                any_group = True
        if not any_group:
            made.add([*own, *[None] * len(bases)])
    return made.sheet()


_Groups = dict[str, dict[str, tuple[int, int]]]


def _wide_groups(sheet: Sheet, row: int) -> _Groups:
    """Groups named by a wide heading each, ``Action 1`` over what, who and when; a name of no role is the action itself."""
    found: _Groups = {}
    if row + 1 >= len(sheet.rows):
        return found
    for c in sheet.filled(row):
        m = _NUMBERED.match(sheet.own(row, c).text)
        if m is None or sheet.span(row, c) < 2 or headings.best(m["base"]) not in ("action", "no"):
            continue
        group = found.setdefault(m["n"], {})
        for under in range(c, c + sheet.span(row, c)):
            if text := sheet.own(row + 1, under).text:
                known = headings.best(text) is not None
                group[text if known else m["base"].strip(" -–:(")] = (row + 1, under)
    full = {n: group for n, group in found.items() if len(group) >= 2}
    bases = [{fold(b) for b in group} for group in full.values()]
    return full if len(full) >= 2 and len(set.intersection(*bases)) >= 2 else {}


def _groups(sheet: Sheet, row: int) -> _Groups:
    """Number → base heading → its place, where at least two numbers carry the same two headings or more."""
    found: _Groups = {}
    for c in sheet.filled(row):
        m = _NUMBERED.match(sheet.own(row, c).text)
        if m and headings.best(m["base"]) is not None and len(m["base"]) < 40 and not headings.is_update(sheet.own(row, c).text):  # fmt: skip
            found.setdefault(m["n"], {})[m["base"].strip(" -–:(")] = (row, c)
    full = {n: group for n, group in found.items() if len(group) >= 2}
    bases = [{fold(b) for b in group} for group in full.values()]
    has_action = any(headings.best(b) == "action" for group in full.values() for b in group)
    return full if len(full) >= 2 and has_action and len(set.intersection(*bases)) >= 2 else {}


def is_plan(found: list[blocks.Block]) -> bool:
    """Whether any of the tables found holds a plan."""
    return any(b.is_plan for b in found)
