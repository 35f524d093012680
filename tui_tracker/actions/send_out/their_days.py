"""How a service writes a day in its own workbook, and the place of a cell there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tui_tracker.patterns import pattern

if TYPE_CHECKING:
    from tui_tracker.intake.proposal import ReadTask


PLACE = pattern(r"(?P<sheet>.+)!(?P<column>[A-Z]+)(?P<row>\d+)$")


WRITTEN_DAY = pattern(r"(\d{1,2})([./-])(\d{1,2})\2(\d{2}|\d{4})$")


_NAMED_DAY = pattern(r"(?P<day>\d{1,2})(?P<sep>[ -])(?P<month>[A-Za-z]{3,9})(?P=sep)(?P<year>\d{4}|\d{2})")


def newest_first(read: ReadTask) -> bool:
    days = [p.date.due for p in read.notes if p.date is not None]
    return len(days) > 1 and days[0] > days[-1]


def day_like(before: str, day: date, month_first: bool) -> str:
    """A day in the form that the cell had: 31/03/27, 31.03.2027, 31-3-2027 or 3/31/2027."""
    m = WRITTEN_DAY.match(before.strip())
    if (named := _NAMED_DAY.fullmatch(before.strip())) is not None:
        month = day.strftime("%B" if len(named["month"]) > 3 else "%b")
        year = day.strftime("%Y" if len(named["year"]) == 4 else "%y")
        return named["sep"].join((f"{day.day:0{len(named['day'])}d}", month, year))
    if m is None:
        return day.strftime("%m/%d/%Y" if month_first else "%d/%m/%Y")
    year = day.strftime("%Y" if len(m[4]) == 4 else "%y")
    one, other = (day.month, day.day) if month_first else (day.day, day.month)
    return m[2].join((f"{one:0{len(m[1])}d}", f"{other:0{len(m[3])}d}", year))


def column_number(column: str) -> int:
    """A column's letters as its place: A is 0."""
    made = 0
    for letter in column:
        made = made * 26 + ord(letter) - 64
    return made - 1
