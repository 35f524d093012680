"""The field's dates in papers: read strictly, kept with their precision and their words, refused where they could mean two things.

One grammar serves import, forms, the command line and return forms. ``Mar-24`` is the whole month and falls due on
its last day; a financial quarter runs April to June and so on; days come before months; ``22/23`` is a span of years
and no date. Nothing is ever read the American way.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from tui_tracker.domain.dates import MONTH_WORD, MONTHS, FieldDate, month_end, short
from tui_tracker.frozen import dataclass
from tui_tracker.patterns import pattern

# A share done or the day of a month (“Q1 89% complete”, “Q3 - 45 of 60”, “September 30th”) is no year.
_NO_YEAR = r"(?!\s?(?:%|per ?cent\b)|\s(?:out )?of \d|(?:st|nd|rd|th)\b)"
_Y = r"(?P<y>(?:19|20)\d\d|\d\d" + _NO_YEAR + r")(?!\d)"
ORDINAL = r"(?:st|nd|rd|th)?"
_NB = r"(?<![\w£/.])"  # not inside a word, an amount or another date


@dataclass(frozen=True)
class Found:
    """A date found in running text, at ``start``:``end``. ``yearless`` days have the year still to be lent."""

    start: int
    end: int
    made: FieldDate | None
    yearless: tuple[int, int] | None = None
    numeric: bool = False

    def in_year(self, year: int) -> date | None:
        """The day it names, in ``year`` when it states none itself."""
        if self.made is not None:
            return self.made.due
        assert self.yearless is not None
        return day_of(year, self.yearless[1], self.yearless[0])


@dataclass(frozen=True)
class Reading:
    """What a cell that should hold one date was found to hold.

    ``doubt`` is a sentence when the cell does not simply say one date; ``date`` may stand beside it.
    """

    date: FieldDate | None
    text: str
    doubt: str | None = None
    others: tuple[FieldDate, ...] = ()


def _year(text: str) -> int:
    number = int(text)
    if number > 99:
        return number
    return 2000 + number if number < 70 else 1900 + number


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def exact(day: date | None, text: str) -> FieldDate | None:
    return FieldDate(day, day, "day", text) if day else None


def _numeric_day(m: re.Match[str]) -> FieldDate | None:
    return exact(day_of(_year(m["y"]), int(m["m"]), int(m["d"])), m[0])


def _worded_day(m: re.Match[str]) -> FieldDate | None:
    return exact(day_of(_year(m["y"]), MONTHS[m["mon"].lower()], int(m["d"])), m[0])


def _month(m: re.Match[str]) -> FieldDate | None:
    year, month = _year(m["y"]), MONTHS[m["mon"].lower()]
    return FieldDate(month_end(year, month), date(year, month, 1), "month", m[0])


def _quarter(m: re.Match[str]) -> FieldDate | None:
    number, start = int(m["q"]), _year(m["y"])
    if m["to"] and _year(m["to"]) % 100 != (start + 1) % 100:
        return None
    # With two years it is a financial year, April to March; with one, a calendar quarter.
    month = (number - 1) * 3 + (4 if m["to"] else 1)
    year = start + (month > 12)
    month = (month - 1) % 12 + 1
    return FieldDate(month_end(year, month + 2), date(year, month, 1), "quarter", m[0])


_Maker = Callable[[re.Match[str]], FieldDate | None]
_FORMS: tuple[tuple[re.Pattern[str], _Maker, bool], ...] = tuple(
    (pattern(form, re.I), maker, numeric)
    for form, maker, numeric in (
        (_NB + r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)", _numeric_day, True),
        (_NB + r"(?P<y>(?:19|20)\d\d)(?P<s>[/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)", _numeric_day, True),
        (_NB + r"(?P<d>\d{1,2})(?P<s>[/.])(?P<m>\d{1,2})(?P=s)" + _Y, _numeric_day, True),
        (_NB + r"(?P<d>\d{1,2})-(?P<m>\d{1,2})-" + _Y + r"(?!/)", _numeric_day, True),
        (_NB + rf"(?P<d>\d{{1,2}}){ORDINAL}[ -]*(?:of )?(?P<mon>{MONTH_WORD})\.?[ ,-]*'?" + _Y, _worded_day, False),
        (_NB + rf"(?P<d>\d{{1,2}})/(?P<mon>{MONTH_WORD})/" + _Y, _worded_day, False),
        (
            _NB + rf"(?P<mon>{MONTH_WORD})\.? +(?P<d>\d{{1,2}}){ORDINAL},? +(?P<y>(?:19|20)\d\d)(?!\d)",
            _worded_day,
            False,
        ),
        (
            _NB
            + r"(?:Q|Quarter )(?P<q>[1-4])[ ,-]*(?:FY ?)?(?P<y>(?:19|20)\d\d|\d\d"
            + _NO_YEAR
            + r")(?:[/-](?P<to>(?:20)?\d\d))?(?!\d)",
            _quarter,
            False,
        ),
        (_NB + rf"(?P<mon>{MONTH_WORD})\.?[ -]*'?" + _Y, _month, False),
    )
)
_DIGIT = pattern(r"\d")
_LOOSE = pattern(_NB + r"(?P<d>\d{1,2})-(?P<m>\d\d)(?P<y>\d\d)(?![\d/])")
_DOUBLED = pattern(_NB + r"\d{1,2}[/.-]{1,2}\d{1,2}[/.-]{1,2}(?:(?:19|20)\d\d|\d\d)(?!\d)")
_YEARLESS = pattern(_NB + r"(?P<d>\d{1,2})(?P<s>/)(?P<m>\d{1,2})(?![\d/]|[.-]\d)")
_YEARLESS_WORDED = pattern(_NB + rf"(?P<d>\d{{1,2}}){ORDINAL} +(?:of )?(?P<mon>{MONTH_WORD})\b(?![ ,-]*'?\d)", re.I)
_YEARLESS_MONTH_FIRST = pattern(_NB + rf"(?P<mon>{MONTH_WORD})\.? +(?P<d>\d{{1,2}})(?:st|nd|rd|th)\b(?!,? +\d)", re.I)
_BORN = pattern(r"(?:\bd\.? ?o\.? ?b\.?|\bdate of birth|\bborn(?: on)?)\W{0,3}$", re.I)


def scan(text: str, *, loose: bool = True) -> list[Found]:
    """Every date in running text, in order of place.

    ``loose`` also takes ``18-0424`` (a scanning habit for 18-04-24) and days that state no year.
    """
    if not _DIGIT.search(text):  # every form of a date has one, and most texts have none
        return []
    taken: list[tuple[int, int]] = []
    found: list[Found] = []

    def take(item: Found) -> None:
        if not any(item.start < end and start < item.end for start, end in taken):
            taken.append((item.start, item.end))
            if not _BORN.search(
                text[max(0, item.start - 20) : item.start]
            ):  # somebody's date of birth is no date of the work
                found.append(item)

    for form, maker, numeric in _FORMS:
        for m in form.finditer(text):
            if (made := maker(m)) is not None:
                take(Found(m.start(), m.end(), made, numeric=numeric))
    if loose:
        for m in _LOOSE.finditer(text):
            if (made := _numeric_day(m)) is not None:
                take(Found(m.start(), m.end(), made, numeric=True))
        for m in _YEARLESS.finditer(text):
            day, month = int(m["d"]), int(m["m"])
            if 1 <= day <= 31 and 1 <= month <= 12:
                take(Found(m.start(), m.end(), None, (day, month), numeric=True))
        for m in (*_YEARLESS_WORDED.finditer(text), *_YEARLESS_MONTH_FIRST.finditer(text)):
            if 1 <= int(m["d"]) <= 31:
                take(Found(m.start(), m.end(), None, (int(m["d"]), MONTHS[m["mon"].lower()])))
    return sorted(found, key=lambda f: f.start)


def read_cell(text: str) -> Reading:
    """Read a cell that is meant to hold one date, as import does: nothing is lost, doubt is said.

    A date with words after it keeps its date; words with a date somewhere inside have none; two dates give the
    later one and both in ``others``; of a date and the one it was revised to, the new one holds.
    """
    plain = " ".join(text.split())
    return _read_short(plain) if len(plain) <= _SHORT else _read(plain)


_SHORT = 40  # a column of dates says the same few many times


@lru_cache(maxsize=2048)
def _read_short(plain: str) -> Reading:
    return _read(plain)


_SPACED = pattern(r"(?<=\d) ?/ ?(?=\d)")
_NUMBERED_MONTH = pattern(r"(?:(0?[1-9]|1[0-2])[/.-]((?:19|20)\d\d)|((?:19|20)\d\d)-(0[1-9]|1[0-2]))$")


def _numbered_month(plain: str) -> FieldDate | None:
    """A month written as figures: 07/2026, 2026-07."""
    m = _NUMBERED_MONTH.match(plain)
    if m is None:
        return None
    year, month = int(m[2] or m[3]), int(m[1] or m[4])
    return FieldDate(month_end(year, month), date(year, month, 1), "month", plain)


# What programs write behind a day that has its moment with it: 12:00 AM, 00:00, T00:00:00.000Z.
_MOMENT = pattern(
    r"(?<=[\dA-Za-z])(?:T| |, ?)\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)? ?(?:[AaPp]\.?[Mm]\.?)?(?:Z|[+-]\d\d:?\d\d)?$"
)


def _read(plain: str) -> Reading:
    if not plain:
        return Reading(None, "")
    if (month := _numbered_month(plain)) is not None:
        return Reading(month, plain)
    if "/" in plain:
        plain = _SPACED.sub("/", plain)
    if ":" in plain and (m := _MOMENT.search(plain)):
        plain = plain[: m.start()]
    if (m := re.fullmatch(r"((?:19|20)\d\d)(\d\d)(\d\d)", plain)) and (
        made := exact(day_of(int(m[1]), int(m[2]), int(m[3])), plain)
    ):
        return Reading(made, plain)
    found = [f for f in scan(plain, loose=False) if f.made is not None]
    if not found:
        return _malformed(plain)
    if len(found) > 1:
        dates = tuple(f.made for f in found if f.made)
        rest = plain
        for f in reversed(found):
            rest = rest[: f.start] + rest[f.end :]
        if rest.strip(" ,;/&-") in ("", "and", "to", "then", "or"):
            return Reading(max(dates), plain, f"“{plain}” holds {len(dates)} dates", dates)
        if (last := _revised(plain, found)) is not None:
            return Reading(_with_text(last, plain), plain, f"“{plain}” was revised; the newer date holds", dates)
    first = found[0]
    lead = re.sub(
        r"\b(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?,?$",
        "",
        plain[: first.start].strip(" :-,").lower(),
    ).strip(" :-")
    if lead not in _LEADS and not _REVISED.fullmatch(lead):
        return Reading(None, plain, f"“{plain}” is words with a date inside, not a date")
    tail = plain[first.end :].strip(" .")
    doubt = f"“{plain}” goes on after its date" if tail else None
    assert first.made is not None
    return Reading(_with_text(first.made, plain), plain, doubt)


_LEADS = frozenset(("", "by", "end", "end of", "by end", "by end of", "by the end of", "due"))
_REVISED = pattern(
    r"(?:.*\W)?(?:(?:now )?(?:revised|extended|moved|changed|rescheduled|re-?scheduled|slipped|deferred|postponed|amended|put back|pushed(?: back)?|delayed|brought forward|re-?profiled)"
    r"(?: (?:date|deadline|target))?(?: (?:to|until|till|as|is))?(?: (?:the )?end(?: of)?)?|(?:now|new (?:date|deadline|target)(?: is)?)(?: (?:due|by|for|end|end of))*|→|⇒|➔|➡|[-=–—]>|>)[\s:(]*",
    re.I,
)


def _revised(plain: str, found: list[Found]) -> FieldDate | None:
    """The date that holds of several of which each but the first is what the one before was revised to; None otherwise."""
    between = [plain[a.end : b.start].strip(" ,;.") for a, b in pairwise(found)]
    told = [bool(_REVISED.fullmatch(words)) for words in between if words.strip("()[] ")]
    return found[-1].made if told and told[-1] else None


def _with_text(made: FieldDate, text: str) -> FieldDate:
    return FieldDate(made.due, made.first, made.precision, text)


def _malformed(plain: str) -> Reading:
    m = _DOUBLED.match(plain)
    if m:
        parts = re.split(r"[/.-]+", m[0])
        day = day_of(_year(parts[2]), int(parts[1]), int(parts[0]))
        doubt = f"“{plain}” is not a well-formed date"
        return Reading(exact(day, plain), plain, doubt)
    return Reading(None, plain, f"“{plain}” is no date")


def from_excel(value: datetime | date, number_format: str) -> FieldDate:
    """A real spreadsheet date. One shown without its day (``mmm-yy``) is a month."""
    day = value.date() if isinstance(value, datetime) else value
    shown = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", number_format.lower())
    if shown and "d" not in shown and "m" in shown:
        text = short(day, "month")
        return FieldDate(month_end(day.year, day.month), day.replace(day=1), "month", text)
    return FieldDate(day, day, "day", day.isoformat())


def as_shown(value: date, number_format: str) -> str:
    """A real spreadsheet date roughly as its sheet shows it: enough to say which form it had."""
    made = from_excel(value, number_format)
    if made.precision == "month":
        return made.text
    plain = number_format.lower().replace("\\", "")
    if "mmm" in plain:
        return value.strftime("%d-%b-%y" if "yyyy" not in plain else "%d %B %Y")
    return value.strftime("%d/%m/%Y" if "yyyy" in plain else "%d/%m/%y")


def from_serial(number: float) -> FieldDate | None:
    """A bare spreadsheet serial number, 1954 to 2119; anything else is no date."""
    if not 20000 <= number < 80000:
        return None
    day = date(1899, 12, 30) + timedelta(days=int(number))
    return FieldDate(day, day, "day", day.isoformat())
