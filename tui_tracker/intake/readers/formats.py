"""What a cell shows by its number format: ``"AFI-"00``, ``[=1]"Complete"``, ``0"%"``, ``£#,##0.00``, ``[h]:mm``, ``;;;``.

After the format codes of Office Open XML (ECMA-376 part 1, 18.8.31): up to four sections for positive, negative and zero numbers
and for text, each with literals, conditions and places for digits.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from tui_tracker.patterns import pattern

_SECTION = pattern(r'(?:[^;"\\]|"[^"]*"|\\.)*')
_CONDITION = pattern(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")
_TOKEN = pattern(
    r'"([^"]*)"|\\(.)|(\[[^\]]*\])|((?:[0#?][0#?,]*)?\.?[0#?]+[0#?,]*(?:E[+-][0#?]+)?|[0#?][0#?,.]*)|(General)|([_*].)|(.)', re.DOTALL | re.IGNORECASE
)  # fmt: skip
_FRACTION = pattern(r"([#0?]*)\s*([#?0]+)/([#?0]+|\d+)")
_CURRENCY = pattern(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_COMPARED = {
    "=": lambda a, b: a == b, "<": lambda a, b: a < b, ">": lambda a, b: a > b, "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b, "<>": lambda a, b: a != b,
}  # fmt: skip
_SHARE = pattern(r"0+(?:\.0+)?%")
_ELAPSED = pattern(r"\[(h+|m+|s+)\]", re.IGNORECASE)
# General shows at most eleven figures.
_FIGURES = 11


@lru_cache(maxsize=4096)
def shown(value: float, number_format: str) -> str:
    """A number as its sheet shows it."""
    if number_format in ("General", "", "@"):
        return general(value)
    if _SHARE.fullmatch(number_format):  # a share done keeps the half that its cell rounds away
        return f"{round(value * 100, 2):g}%"
    sections = _sections(number_format)
    found = _chosen(value, sections)
    if found is None:
        return general(value)
    section, by_condition = found
    number = value if by_condition or len(sections) < 2 or value >= 0 else abs(value)
    return _written(section, number)


@lru_cache(maxsize=4096)
def shown_text(text: str, number_format: str) -> str:
    """A text by its format's text section; as it is where there is none."""
    if "@" not in number_format and number_format.count(";") < 3:
        return text
    sections = _sections(number_format)
    section = sections[3] if len(sections) > 3 else next((s for s in sections if "@" in s), "@")
    return "".join(text if m[7] == "@" else _literal(m) for m in _TOKEN.finditer(section)).strip()


def hides(value: object, number_format: str) -> bool:
    """Whether a moment that is nought, as openpyxl reads one, is shown as nothing by its format."""
    nought = value == time(0, 0) or (isinstance(value, datetime | date) and value.year < 1900) or value == timedelta(0)
    sections = _sections(number_format)
    return nought and len(sections) > 2 and not sections[2].strip()


def elapsed(value: timedelta, number_format: str) -> str:
    """A length of time, such as ``40:00``."""
    minutes = round(value.total_seconds() / 60)
    m = _ELAPSED.search(number_format)
    if m and m[1][0].lower() == "m":
        return str(minutes)
    return f"{minutes // 60}:{minutes % 60:02d}"


def general(value: float) -> str:
    """A number without a format: what is counted up by a formula has no seventeenth figure."""
    if isinstance(value, int) or value.is_integer():
        return str(int(value)) if abs(value) < 1e15 else f"{value:.{_FIGURES}g}"
    return f"{value:.{_FIGURES}g}" if abs(value) >= 1e-5 else repr(value)


def _sections(number_format: str) -> list[str]:
    """The sections between semicolons, blank ones with them."""
    found, at = [], 0
    while at <= len(number_format):
        m = _SECTION.match(number_format, at)
        end = m.end() if m else len(number_format)
        found.append(number_format[at:end])
        at = end + 1
    return found


def _chosen(value: float, sections: list[str]) -> tuple[str, bool] | None:
    """The section that holds for a number, and whether a condition of its own says so."""
    told = [(s, _CONDITION.search(s)) for s in sections[:3]]
    if any(m for _, m in told):
        for section, m in told:
            if m is None or _COMPARED[m[1]](value, float(m[2])):
                return section, True
        return None
    index = 0 if value > 0 or len(sections) == 1 else 1 if value < 0 else min(2, len(sections) - 1)
    if value == 0 and len(sections) == 2:
        index = 0
    return sections[index], False


def _written(section: str, value: float) -> str:
    """A number by one section."""
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", section)
    if (m := _FRACTION.search(plain)) and not re.sub(r"[#0? /1-9]", "", plain):
        return _fraction(value, m[1], m[3])
    number = value * 100 ** plain.count("%")
    made, done, negative = "", False, False
    for m in _TOKEN.finditer(section):
        if m[4] or m[5]:
            if not done:
                digits = _number(number, m[4] or "General")
                negative = digits.startswith("-")
                made += digits.removeprefix("-")
                done = True
        elif m[3]:
            money = _CURRENCY.match(m[3])
            made += money[1] if money else ""
        else:
            made += _literal(m)
    return ("-" if negative else "") + made.strip()


def _literal(m: re.Match[str]) -> str:
    """What a format writes as it stands. A place for a digit, a colour, a width and a fill write nothing."""
    if m[1] is not None or m[2] is not None:
        return m[1] if m[1] is not None else m[2]
    return (m[7] or "") if m[7] != "@" else ""


def _fraction(value: float, whole: str, below: str) -> str:
    most = int(below) if below.isdigit() and below.strip("0") else 10 ** len(below) - 1
    found = Fraction(value).limit_denominator(most)
    units, rest = divmod(abs(found), 1)
    sign = "-" if value < 0 else ""
    if not whole or not units:
        return f"{sign}{abs(found)}" if not units or not whole else sign + str(units)
    return f"{sign}{units} {rest}" if rest else f"{sign}{units}"


def _number(value: float, pattern: str) -> str:
    """A number in the places of a pattern: the least figures before the point, the decimals, thousands, powers of ten."""
    if pattern.casefold() == "general":
        return general(value)
    if m := re.search(r"E[+-]0*", pattern, re.IGNORECASE):
        places = len(pattern[: m.start()].partition(".")[2])
        digits, _, power = f"{value:.{places}E}".partition("E")
        return f"{digits}E{power[0]}{int(power[1:]):0{max(1, m[0].count('0'))}d}"
    whole, _, rest = pattern.partition(".")
    scaled = value / 1000 ** (len(whole) - len(whole.rstrip(",")) if not rest else len(rest) - len(rest.rstrip(",")))
    places = len(re.findall("[0#?]", rest))
    made = f"{Decimal(repr(abs(scaled))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    digits, dot, decimals = made.partition(".")
    keep = len(re.sub("[^0?]", "", rest))
    decimals = decimals[:keep] + decimals[keep:].rstrip("0")
    least = whole.count("0")
    digits = ("" if digits == "0" and not least else digits).rjust(least, "0")
    if "," in whole.rstrip(","):
        digits = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", digits)
    negative = value < 0 and float(made) != 0
    return ("-" if negative else "") + digits + (dot if decimals else "") + decimals
