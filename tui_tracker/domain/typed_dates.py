"""A date as somebody types it where one is wanted: the forms of papers, and the short ones of the keyboard."""

import re
from datetime import date, timedelta
from typing import Literal

from tui_tracker.domain.date_grammar import ORDINAL, day_of, exact, scan
from tui_tracker.domain.dates import MONTH_WORD, MONTHS, FieldDate, add_months, month_end, short
from tui_tracker.errors import UsageError
from tui_tracker.patterns import pattern

_RELATIVE = pattern(r"\+ ?(\d{1,4}) ?([dwm]?)|in (\d{1,3}) (day|week|month)s?", re.I)
_TODAY = {"today": 0, "now": 0, "yesterday": -1, "tomorrow": 1}


def parse(text: str, *, today: date, lean: Literal["future", "past"] = "future") -> FieldDate:
    """Read what somebody typed where one date is wanted. Raises UsageError saying what was seen.

    Beyond the forms of papers it takes ``today``, ``+14``, ``+3m``, and a day or month without its year: the next
    one, or the last one where ``lean`` is ``past``.
    """
    plain = " ".join(text.split())
    if (quick := _quick(plain, today, lean)) is not None:
        return quick
    if plain[:2].upper() == "FY" and (year := financial_year(plain)) is not None:
        return year
    found = [f for f in scan(plain, loose=False) if f.made is not None]
    if len(found) > 1:
        raise UsageError(f"“{plain}” holds {len(found)} dates; give one.")
    if found:
        made = found[0].made
        assert made is not None
        lead, tail = plain[: found[0].start].strip().lower(), plain[found[0].end :].strip()
        if not tail and lead in ("", "end", "end of", "by", "by end of"):
            return FieldDate(made.due, made.first, made.precision, plain)
        if made.precision == "month" and re.fullmatch(rf"\d{{1,2}}{ORDINAL}", lead):
            last = month_end(made.due.year, made.due.month).day
            raise UsageError(f"“{plain}” is not a day in the calendar: {made.due:%B %Y} has {last} days.")
        raise UsageError(f"“{plain}” has words beside its date; give the date alone, such as {made.text}.")
    raise UsageError(_why_not(plain))


_FISCAL = pattern(r"(?:FY ?(?:20)?(\d\d)|20(\d\d))\s?/\s?(?:20)?(\d\d)", re.IGNORECASE)


def financial_year(text: str) -> FieldDate | None:
    """``FY26/27`` or ``2026/27`` as the month in which that year ends; None for anything else, and for years that do not follow."""
    m = _FISCAL.fullmatch(text.strip())
    if m is None or int(m[3]) != (int(m[1] or m[2]) + 1) % 100:
        return None
    end = date(2000 + int(m[3]), 3, 31)
    return FieldDate(end, end.replace(day=1), "month", text)


def _quick(plain: str, today: date, lean: str) -> FieldDate | None:
    if plain.lower() in _TODAY:
        return exact(today + timedelta(days=_TODAY[plain.lower()]), plain)
    if m := _RELATIVE.fullmatch(plain):
        count, unit = int(m[1] or m[3]), (m[2] or m[4] or "d")[0].lower()
        return exact(
            add_months(today, count) if unit == "m" else today + timedelta(days=count * (7 if unit == "w" else 1)),
            plain,
        )
    m = re.fullmatch(rf"(?P<d>\d{{1,2}}){ORDINAL}[ /.-]*(?P<mon>{MONTH_WORD})\.?", plain, re.I) or re.fullmatch(
        r"(?P<d>\d{1,2})/(?P<n>\d{1,2})", plain
    )
    if m:
        month = MONTHS[m["mon"].lower()] if "mon" in m.groupdict() else int(m["n"])
        return exact(_nearest(today, month, int(m["d"]), lean), plain) if 1 <= month <= 12 else None
    if m := re.fullmatch(rf"(?:end (?:of )?)?(?P<mon>{MONTH_WORD})", plain, re.I):
        month = MONTHS[m["mon"].lower()]
        year = today.year
        if lean == "future" and month < today.month:
            year += 1
        if lean == "past" and month > today.month:
            year -= 1
        first = date(year, month, 1)
        return FieldDate(month_end(year, month), first, "month", short(first, "month"))
    return None


def _nearest(today: date, month: int, day: int, lean: str) -> date | None:
    years = (today.year, today.year + 1) if lean == "future" else (today.year, today.year - 1)
    for year in years:
        made = day_of(year, month, day)
        if made and (made >= today if lean == "future" else made <= today):
            return made
    return None


def _why_not(plain: str) -> str:
    if not plain:
        return "No date was given; type one such as 30 Sep 2026 or Sep-26."
    if re.fullmatch(r"(?:20)?\d\d[/-](?:20)?\d\d", plain):
        return f"“{plain}” looks like a span of years, not a date; type a day or a month such as Mar-24."
    if (m := re.fullmatch(r"(\d{4})[/.-]\d{1,2}[/.-]\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-](\d{4})", plain)) and (
        m[1] or m[2]
    )[:2] not in ("19", "20"):
        return f"“{plain}” lies outside the years that a plan speaks of, 1900 to 2099."
    if re.search(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", plain):
        return f"“{plain}” is not a day in the calendar (day comes first, then month)."
    return f"“{plain}” is not a date; type one such as 30 Sep 2026, 30/9/26, Sep-26 or Q2 2026/27."
