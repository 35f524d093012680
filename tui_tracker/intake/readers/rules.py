"""Colours that a sheet gives by rules (conditional formatting): read like a fill where the cell has no words of its own, and said.

Simple rules only: a comparison with a constant, and texts that are contained. A formula of its own is not worked out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from tui_tracker.domain.text import fold
from tui_tracker.patterns import pattern

if TYPE_CHECKING:
    from tui_tracker.intake.readers.colours import Palette

_WORD = pattern(r"[^\W\d_]{2}")
_MOST_CELLS = 20_000
_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "equal": lambda a, b: a == b, "notEqual": lambda a, b: a != b, "greaterThan": lambda a, b: a > b, "lessThan": lambda a, b: a < b,
    "greaterThanOrEqual": lambda a, b: a >= b, "lessThanOrEqual": lambda a, b: a <= b,
}  # fmt: skip


def fills(sheet: Any, palette: Palette) -> dict[tuple[int, int], str]:
    """The colour that a rule gives each cell without words, by row and column counted from 1; the first rule that fits decides."""
    made: dict[tuple[int, int], str] = {}
    try:
        ranges = sorted(_rules(sheet), key=lambda found: found[1].priority or 0)
    except (AttributeError, TypeError):
        return made
    for area, rule in ranges:
        colour = palette.rule_fill(rule)
        if colour is None:
            continue
        for row, column in _places(area):
            cell = sheet._cells.get((row, column))
            if cell is not None and (row, column) not in made and _wordless(cell.value) and _fits(rule, cell.value):
                made[row, column] = colour
    return made


def _rules(sheet: Any) -> Iterator[tuple[Any, Any]]:
    for found in sheet.conditional_formatting:
        for area in found.cells.ranges:
            for rule in found.rules:
                if rule.dxf is not None and rule.dxf.fill is not None:
                    yield area, rule


def _places(area: Any) -> Iterator[tuple[int, int]]:
    count = 0
    for row in range(area.min_row, area.max_row + 1):
        for column in range(area.min_col, area.max_col + 1):
            count += 1
            if count > _MOST_CELLS:
                return
            yield row, column


def _wordless(value: object) -> bool:
    return (
        value is None
        or (isinstance(value, int | float) and not isinstance(value, bool))
        or (isinstance(value, str) and not _WORD.search(value))
    )


def _fits(rule: Any, value: object) -> bool:
    """Whether a rule that can be understood holds for a value."""
    if value is None:
        return False
    if rule.type == "cellIs" and rule.formula:
        return _holds(rule.operator, value, [_constant(f) for f in rule.formula])
    if rule.type in ("containsText", "beginsWith", "endsWith") and rule.text:
        text, wanted = fold(str(value)), fold(str(rule.text))
        return {
            "containsText": wanted in text,
            "beginsWith": text.startswith(wanted),
            "endsWith": text.endswith(wanted),
        }[rule.type]
    return False


def _holds(operator: str | None, value: object, against: list[object]) -> bool:
    if any(a is None for a in against):
        return False
    if isinstance(value, str) and isinstance(against[0], str):
        value, against = fold(value), [fold(str(a)) for a in against]
    try:
        if operator in ("between", "notBetween") and len(against) == 2:
            inside = against[0] <= value <= against[1]  # type: ignore[operator]  # what cannot be compared is caught
            return bool(inside) == (operator == "between")
        compare = _COMPARED.get(operator or "")
        return compare is not None and bool(compare(value, against[0]))
    except TypeError:
        return False


def _constant(formula: str) -> object:
    """A number or a text in quotes; None for a formula that would have to be worked out."""
    plain = str(formula).strip().lstrip("=")
    if len(plain) > 1 and plain[0] == plain[-1] == '"':
        return plain[1:-1]
    try:
        number = float(plain)
    except ValueError:
        return None
    return int(number) if number.is_integer() else number
