"""What a number format with words in it shows: ``"AFI-"00``, ``[=1]"Complete";[=2]"On track"``, ``"Q"0``."""

from __future__ import annotations

import re
from functools import lru_cache

_SECTION = re.compile(r'(?:[^;"\\]|"[^"]*"|\\.)*')
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|([0#?][0#?,.]*)|(General)|([_*].)|(.)', re.DOTALL | re.IGNORECASE)
_COMPARED = {
    "=": lambda a, b: a == b, "<": lambda a, b: a < b, ">": lambda a, b: a > b, "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b, "<>": lambda a, b: a != b,
}  # fmt: skip


def has_words(number_format: str) -> bool:
    """Whether a format shows letters of its own beside or in the place of the number."""
    return bool(re.search(r'"[^"]*[A-Za-z][^"]*"', number_format))


@lru_cache(maxsize=4096)
def shown(value: float, number_format: str) -> str:
    """A number as its sheet shows it by a format that carries words."""
    sections = [s for s in _SECTION.findall(number_format) if s]
    text = _chosen(value, sections)
    if text is None:
        return _number(value, "General")
    section, by_condition = text
    number = value if by_condition or len(sections) < 2 or value >= 0 else abs(value)
    return "".join(_part(m, number) for m in _TOKEN.finditer(section)).strip()


def _chosen(value: float, sections: list[str]) -> tuple[str, bool] | None:
    """The section that holds for a number, and whether a condition of its own says so."""
    told = [(s, _CONDITION.search(s)) for s in sections]
    if any(m for _, m in told):
        for section, m in told:
            if m is None or _COMPARED[m[1]](value, float(m[2])):
                return section, True
        return None
    index = 0 if value > 0 or len(sections) == 1 else 1 if value < 0 else min(2, len(sections) - 1)
    if value == 0 and len(sections) == 2:
        index = 0
    return (sections[min(index, len(sections) - 1)], False) if sections else None


def _part(m: re.Match[str], value: float) -> str:
    if m[1] is not None or m[2] is not None:
        return m[1] if m[1] is not None else m[2]
    if m[3] is not None or m[4] is not None:
        return _number(value, m[3] or "General")
    return m[6] or "" if m[5] is None else ""


def _number(value: float, pattern: str) -> str:
    if pattern.casefold() == "general":
        return f"{value:g}"
    whole, _, rest = pattern.replace(",", "").partition(".")
    places = len(re.findall("[0#?]", rest))
    least = whole.count("0")
    made = f"{abs(value):.{places}f}"
    digits, dot, decimals = made.partition(".")
    return ("-" if value < 0 else "") + digits.rjust(least, "0") + dot + decimals
