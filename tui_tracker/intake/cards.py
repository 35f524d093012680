"""Labels with their values: cards one under the other, and tables turned on their side."""

from __future__ import annotations

import re
from itertools import pairwise

from tui_tracker.domain.text import fold
from tui_tracker.intake import headings
from tui_tracker.intake.grid import Cell, Sheet
from tui_tracker.intake.rebuilt import Rebuilt
from tui_tracker.patterns import pattern

_NUMBER = pattern(r"(\d{1,3}(?:\.\d+)*)\s*:?$")


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
    if headings.stage(text) and headings.part(text):
        return True
    found = max(headings.scores(text).values(), default=0)
    if text.rstrip().endswith(":"):
        return found >= 2
    return found >= 4 or (found == 3 and len(text.split()) <= 2) or headings.is_update(text)


def _value_right(sheet: Sheet, row: int, column: int) -> int | None:
    """The column of the value beside a label: the next cell with text, when it is no heading itself."""
    for c in range(column + 1, min(sheet.width, column + 4)):
        text = sheet.own(row, c).text
        if text:
            return c if not (is_label(text) and headings.scores(text) and text.rstrip().endswith(":")) else None
    return None


def _is_label_column(sheet: Sheet, column: int) -> bool:
    labels = _labels(sheet, column)
    roles = {headings.best(t) for t in labels.values()}
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
    made = Rebuilt(sheet)
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
        if sum(is_label(t) and not headings.is_update(t) for t in texts) * 3 > len(texts):
            return []
        if sum(bool(sheet.cell(r, c).text) for r in run) * 2 > len(run) and texts:
            made.append(c)
    return made


class _Cards:
    """Cards as they are found, column by column: ``heads`` has each label's first place, ``cards`` where a card begins, in which
    column of cards, and its fields; a line between cards stands as its row, of column -1."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.heads: dict[str, tuple[int, int]] = {}
        self.cards: list[tuple[int, int, dict[str, tuple[int, int]] | int]] = []
        self.numbers: dict[tuple[int, int], tuple[str, str, tuple[int, int]]] = {}
        self._card: dict[str, tuple[int, int]] = {}
        self._begun = 0

    def read(self, column: int, end: int, *, first: bool) -> None:
        """The cards of one column of labels; the ``first`` has the lines between them as well."""
        labels = _labels(self._sheet, column)
        beside = _beside(self._sheet, column, labels, end)
        for r in range(len(self._sheet.rows)):
            key = _label_key(labels[r]) if r in labels else None
            if key is None:
                if first:
                    self._between(r, column)
                continue
            if key in self._card or (self.heads and key == next(iter(self.heads))):
                self._close(column)
            if not self._card:
                self._begun = r
            self._take(r, key, column, beside, end)
            if headings.best(key) in ("statement", "action") and (m := _NUMBER.search(labels[r])):
                self.numbers[self._begun, column] = (headings.best(key) or "", m[1], (r, column))
        self._close(column)

    def _take(self, r: int, key: str, column: int, beside: list[int], end: int) -> None:
        """A label and its value, and those of further labels on its row."""
        sheet = self._sheet
        labelled = [c for c in beside if is_label(sheet.own(r, c).text)]
        for here, after in pairwise([column, *labelled, end]):
            name = key if here == column else _label_key(sheet.own(r, here).text)
            self.heads.setdefault(name, (r, here))
            self._card[name] = (r, next((c for c in range(here + 1, after) if sheet.own(r, c).text), here + 1))

    def _between(self, r: int, column: int) -> None:
        """A row without a label: a field left blank, or a line that ends a card."""
        sheet = self._sheet
        said = sheet.own(r, column).text
        if is_label(said) and ":" not in said.rstrip(" :"):
            return
        if said and not _has_right(sheet, r, column):
            self._close(column)
        if len(sheet.filled(r)) == 1 and sheet.filled(r)[0] <= column:
            self.cards.append((r, -1, r))

    def _close(self, column: int) -> None:
        if self._card:
            self.cards.append((self._begun, column, self._card))
            self._card = {}


def _cards(sheet: Sheet, columns: list[int]) -> Sheet | None:
    """Each card a row: a label that comes again, or the first label of all, begins the next card."""
    found = _Cards(sheet)
    for at, column in enumerate(columns):
        found.read(column, columns[at + 1] if at + 1 < len(columns) else sheet.width, first=at == 0)
    if not any(isinstance(card, dict) and len(card) >= 3 for _, _, card in found.cards):
        return None
    made = Rebuilt(sheet)
    heads, numbers = found.heads, found.numbers
    headed = False
    for begun, column, card in _themes_first(sheet, sorted(found.cards, key=lambda f: (f[0], f[1]))):
        if isinstance(card, int):
            made.line(card)
            continue
        if not headed:
            made.add([*heads.values(), *[None] * bool(numbers)])
            _name_heads(made.rows[-1], list(heads), numbers)
            headed = True
        if not card:
            continue
        numbered = numbers.get((begun, column))
        made.add([*(card.get(key) for key in heads), *([numbered[2] if numbered else None] * bool(numbers))])
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
    return re.sub(r"\s*\d{1,3}(?:\.\d+)*$", "", headings.plain(text))
