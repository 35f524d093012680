"""Layouts that are no plain table, turned into one: cards, columns that are records, tables side by side, action groups."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from tui_tracker.domain.text import fold
from tui_tracker.intake import blocks, lines, names, roles
from tui_tracker.intake.grid import EMPTY, Cell, Sheet

_NUMBER = re.compile(r"(\d{1,3}(?:\.\d+)*)\s*:?$")
_NUMBERED = re.compile(r"^(?P<base>.*?\D)[\s#(]*(?P<n>\d{1,2})\)?$")


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
    if any(len(sheet.own(row, c).text) > names.LONGEST for c in filled):
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
    found = [names.best(sheet.own(row, c).text) for c in range(first, last) if sheet.own(row, c).text]
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
    made = _Table(sheet)
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
    made = _Table(sheet)
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
        if m is None or sheet.span(row, c) < 2 or names.best(m["base"]) not in ("action", "no"):
            continue
        group = found.setdefault(m["n"], {})
        for under in range(c, c + sheet.span(row, c)):
            if text := sheet.own(row + 1, under).text:
                known = names.best(text) is not None
                group[text if known else m["base"].strip(" -–:(")] = (row + 1, under)
    full = {n: group for n, group in found.items() if len(group) >= 2}
    bases = [{fold(b) for b in group} for group in full.values()]
    return full if len(full) >= 2 and len(set.intersection(*bases)) >= 2 else {}


def _groups(sheet: Sheet, row: int) -> _Groups:
    """Number → base heading → its place, where at least two numbers carry the same two headings or more."""
    found: _Groups = {}
    for c in sheet.filled(row):
        m = _NUMBERED.match(sheet.own(row, c).text)
        if m and names.best(m["base"]) is not None and len(m["base"]) < 40 and not names.is_update(sheet.own(row, c).text):  # fmt: skip
            found.setdefault(m["n"], {})[m["base"].strip(" -–:(")] = (row, c)
    full = {n: group for n, group in found.items() if len(group) >= 2}
    bases = [{fold(b) for b in group} for group in full.values()]
    has_action = any(names.best(b) == "action" for group in full.values() for b in group)
    return full if len(full) >= 2 and has_action and len(set.intersection(*bases)) >= 2 else {}


# -- label and value


def cards(sheet: Sheet) -> Sheet | None:
    """Cards of labels with their values, or a column a record, as one row a record; None when there are none."""
    columns = [c for c in range(sheet.width) if _is_label_column(sheet, c)]
    if not columns:
        return None
    if len(columns) == 1 and (turned := _turned(sheet, columns[0])) is not None:
        return turned
    return _cards(sheet, columns)


def _labels(sheet: Sheet, column: int) -> dict[int, str]:
    """Row → label of a column: a short known name with its value on its right."""
    made = {}
    for r in range(len(sheet.rows)):
        text = sheet.own(r, column).text
        if text and is_label(text) and (_value_right(sheet, r, column) is not None or text.endswith(":")):
            made[r] = text
    return made


def is_label(text: str) -> bool:
    """Whether a cell could be a label beside its value."""
    if not text or len(text) > 60:
        return False
    if names.stage(text) and names.part(text):
        return True
    found = max(names.scores(text).values(), default=0)
    if text.rstrip().endswith(":"):
        return found >= 2
    return found >= 4 or (found == 3 and len(text.split()) <= 2) or names.is_update(text)


def _value_right(sheet: Sheet, row: int, column: int) -> int | None:
    """The column of the value beside a label: the next cell with text, when it is no heading itself."""
    for c in range(column + 1, min(sheet.width, column + 4)):
        text = sheet.own(row, c).text
        if text:
            return c if not (is_label(text) and names.scores(text) and text.rstrip().endswith(":")) else None
    return None


def _is_label_column(sheet: Sheet, column: int) -> bool:
    labels = _labels(sheet, column)
    roles = {names.best(t) for t in labels.values()}
    if len(roles) < 3 or not roles & {"action", "statement"} or not roles & {"owner", "due", "status", "area_owner"}:
        return False
    paired = [r for r in range(len(sheet.rows)) if sheet.own(r, column).text and _has_right(sheet, r, column)]
    return len(labels) >= 0.6 * len(paired)


def _has_right(sheet: Sheet, row: int, column: int) -> bool:
    return any(sheet.own(row, c).text for c in range(column + 1, min(sheet.width, column + 4)))


def _turned(sheet: Sheet, column: int) -> Sheet | None:
    """The field names down one column and a record in each further one; perhaps several such tables under each other."""
    runs = _runs(_labels(sheet, column))
    columns = [_record_columns(sheet, column, run) for run in runs]
    if max(map(len, columns), default=0) < 2 or not all(columns):
        return None
    made = _Table(sheet)
    at = 0
    for run, values in zip(runs, columns, strict=True):
        first, last = min(run), max(run)
        for r in range(at, first):
            made.line(r)
        rows = [r for r in range(first, last + 1) if sheet.own(r, column).text]
        made.add([(r, column) for r in rows])
        for c in range(values[0], values[-1] + 1):
            made.add([sheet.merges.get((r, c), (r, c)) for r in rows])
        at = last + 1
    for r in range(at, len(sheet.rows)):
        made.line(r)
    return made.sheet()


def _runs(labels: dict[int, str]) -> list[dict[int, str]]:
    """The labels of a column cut where one comes again: there the next table begins."""
    made: list[dict[int, str]] = []
    seen: set[str] = set()
    for r, text in sorted(labels.items()):
        if not made or fold(text) in seen:
            made.append({})
            seen = set()
        made[-1][r] = text
        seen.add(fold(text))
    return made


def _record_columns(sheet: Sheet, column: int, run: dict[int, str]) -> list[int]:
    """The columns that hold a record each; none when labels stand in them, for then it is a card."""
    made = []
    for c in range(column + 1, sheet.width):
        texts = [sheet.own(r, c).text for r in run if (r, c) not in sheet.merges or sheet.span(r, c) == 1]
        texts = [t for t in texts if t]
        if sum(is_label(t) and not names.is_update(t) for t in texts) * 3 > len(texts):
            return []
        if sum(bool(sheet.cell(r, c).text) for r in run) * 2 > len(run) and texts:
            made.append(c)
    return made


def _cards(sheet: Sheet, columns: list[int]) -> Sheet | None:
    """Each card a row: a label that comes again, or the first label of all, begins the next card."""
    heads: dict[str, tuple[int, int]] = {}
    found: list[tuple[int, int, dict[str, tuple[int, int]] | int]] = []
    numbers: dict[tuple[int, int], tuple[str, str, tuple[int, int]]] = {}
    for at, column in enumerate(columns):
        end = columns[at + 1] if at + 1 < len(columns) else sheet.width
        labels = _labels(sheet, column)
        beside = _beside(sheet, column, labels, end)
        card: dict[str, tuple[int, int]] = {}
        begun = 0
        for r in range(len(sheet.rows)):
            key = _label_key(labels[r]) if r in labels else None
            if key is None:
                said = sheet.own(r, column).text
                if at == 0 and is_label(said) and ":" not in said.rstrip(" :"):
                    continue  # a field that was left blank
                if at == 0 and card and said and not _has_right(sheet, r, column):
                    found.append((begun, column, card))
                    card = {}
                if at == 0 and len(sheet.filled(r)) == 1 and sheet.filled(r)[0] <= column:
                    found.append((r, -1, r))
                continue
            if key in card or (heads and key == next(iter(heads)) and card):
                found.append((begun, column, card))
                card = {}
            if not card:
                begun = r
            labelled = [c for c in beside if is_label(sheet.own(r, c).text)]
            for here, after in pairwise([column, *labelled, end]):
                name = key if here == column else _label_key(sheet.own(r, here).text)
                heads.setdefault(name, (r, here))
                card[name] = (r, next((c for c in range(here + 1, after) if sheet.own(r, c).text), here + 1))
            if names.best(key) in ("statement", "action") and (m := _NUMBER.search(labels[r])):
                numbers[begun, column] = (names.best(key) or "", m[1], (r, column))
        if card:
            found.append((begun, column, card))
    if not any(isinstance(card, dict) and len(card) >= 3 for _, _, card in found):
        return None
    made = _Table(sheet)
    rows = _themes_first(sheet, sorted(found, key=lambda f: (f[0], f[1])))
    headed = False
    for begun, column, found_card in rows:
        if isinstance(found_card, int):
            made.line(found_card)
            continue
        if not headed:
            made.add([*heads.values(), *[None] * bool(numbers)])
            _name_heads(made.rows[-1], list(heads), numbers)
            headed = True
        if not found_card:
            continue
        numbered = numbers.get((begun, column))
        made.add([*(found_card.get(key) for key in heads), *([numbered[2] if numbered else None] * bool(numbers))])
        if numbered:
            made.rows[-1][-1] = Cell(numbered[1], numbered[1])
    return made.sheet()


def _beside(sheet: Sheet, column: int, labels: dict[int, str], end: int) -> list[int]:
    """Further columns of labels on the rows of a card: ``Owner | name | Due | date``."""
    made = []
    for c in range(column + 2, end):
        texts = [sheet.own(r, c).text for r in labels if sheet.own(r, c).text]
        known = [t for t in texts if is_label(t)]
        if len({_label_key(t) for t in known}) >= 1 and len(known) >= 2 and len(known) >= 0.8 * len(texts):
            made.append(c)
    return made


_Found = tuple[int, int, "dict[str, tuple[int, int]] | int"]


def _themes_first(sheet: Sheet, rows: list[_Found]) -> list[_Found]:
    """Where headings stand between cards, the last such heading over the first card heads its group too: it goes under the names."""
    first = next(i for i, (_, _, card) in enumerate(rows) if not isinstance(card, int))
    levels = {sheet.rows[card][0].heading for _, _, card in rows[first:] if isinstance(card, int)} - {0}
    theme = next((i for i in range(first - 1, -1, -1) if sheet.rows[rows[i][0]][0].heading in levels), None)
    if theme is None:
        return rows
    heads: dict[str, tuple[int, int]] = {}
    return [*rows[:theme], (rows[theme][0], -1, heads), *rows[theme:]]


def _name_heads(
    row: list[Cell], keys: list[str], numbers: dict[tuple[int, int], tuple[str, str, tuple[int, int]]]
) -> None:
    """Name the columns of a table of cards: by their labels without the card's own number, which has a column of its own."""
    for i, key in enumerate(keys):
        row[i] = Cell(re.sub(r"[\s#]*\d+(?:\.\d+)*\s*:?$", "", row[i].text) or key)
    if numbers:
        of = next(iter(numbers.values()))[0]
        row[-1] = Cell("Ref" if of == "statement" else "Action no")


def _label_key(text: str) -> str:
    """A label for comparing; the number of “Recommendation 2” is the card's, not the label's."""
    return re.sub(r"\s*\d{1,3}(?:\.\d+)*$", "", names.plain(text))


class _Table:
    """A sheet made of another's cells: a row of places at a time."""

    def __init__(self, source: Sheet) -> None:
        self._source = source
        self.rows: list[list[Cell]] = []
        self._places: dict[tuple[int, int], tuple[int, int]] = {}

    def add(self, places: Sequence[tuple[int, int] | None]) -> None:
        """A row of the cells at these places; None is a blank."""
        at = len(self.rows)
        self.rows.append([self._source.own(*p) if p is not None else EMPTY for p in places])
        for c, place in enumerate(places):
            if place is not None:
                self._places[at, c] = self._source.places.get(place, place)

    def line(self, row: int) -> None:
        """A row as it stands, when it is a line of text."""
        filled = self._source.filled(row)
        if len(filled) == 2 and roles.REF.match(self._source.own(row, filled[0]).text):
            self.add([(row, filled[1])])
            said = f"{self._source.own(row, filled[0]).text}: {self._source.own(row, filled[1]).text}"
            self.rows[-1] = [Cell(said, said, heading=9)]
        elif len(filled) == 1 or (len(filled) == 2 and lines.label_role(self._source.own(row, filled[0]).text)):
            self.add([(row, c) for c in filled])
            self.rows[-1] = [replace(cell, heading=cell.heading or 9) for cell in self.rows[-1]]

    def sheet(self) -> Sheet:
        width = max((len(r) for r in self.rows), default=0)
        rows = [[*row, *[EMPTY] * (width - len(row))] for row in self.rows]
        return Sheet(self._source.name, rows, {}, self._source.hidden, places=self._places)


def is_plan(found: list[blocks.Block]) -> bool:
    """Whether any of the tables found holds a plan."""
    return any(b.is_plan for b in found)
