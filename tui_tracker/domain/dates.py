"""Days as the field knows them: with their precision and their words; how they are counted and written.

``date_grammar`` reads what a paper says, ``typed_dates`` what somebody types.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from tui_tracker.domain.text import count_of

Precision = Literal["day", "month", "quarter"]

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MONTH_SHORT = tuple(name[:3] for name in MONTH_NAMES)
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = {name.lower(): n for names in (MONTH_NAMES, MONTH_SHORT) for n, name in enumerate(names, 1)} | {"sept": 9}
# Any of them in a regular expression, the longest first; and the short ones as they begin a name.
MONTH_WORD = "|".join(sorted(MONTHS, key=len, reverse=True))
MONTH_BEGINS = "|".join(MONTH_SHORT)


@dataclass(frozen=True, order=True)
class FieldDate:
    """A date as the field writes it: ``due`` is its last day, ``first`` its first, ``text`` what was written."""

    due: date
    first: date
    precision: Precision
    text: str


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def add_months(day: date, count: int) -> date:
    """The same day ``count`` months on, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, month_end(year, month + 1).day))


def local_time(recorded_at: str) -> str:
    """A moment in UTC (ISO) as the wall clock of this machine shows it: ``2027-07-01 00:30``."""
    return datetime.fromisoformat(recorded_at.replace("Z", "+00:00")).astimezone().strftime("%Y-%m-%d %H:%M")


def local_zone() -> str:
    """What this machine's clock is on now, such as ``BST, UTC+01:00``."""
    now = datetime.now().astimezone()
    shift = now.strftime("%z")
    return f"{now.tzname()}, UTC{shift[:3]}:{shift[3:5]}"


def short(day: date, precision: Precision | None = "day") -> str:
    """``12 Jun 26``, or ``Jun-26`` for a month: at most nine characters, for tables."""
    if precision == "month":
        return f"{MONTH_SHORT[day.month - 1]}-{day.year % 100:02d}"
    return f"{day.day} {MONTH_SHORT[day.month - 1]} {day.year % 100:02d}"


def long(day: date) -> str:
    """``12 June 2026``."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def counted(days: int) -> str:
    """``1 day``, ``2,000 days``."""
    return count_of(days, "day")


def read_back(made: FieldDate, today: date) -> str:
    """What a form says under a date while it is typed: the weekday and how far off it is."""
    days = (made.due - today).days
    count = counted(abs(days))
    far = "today" if days == 0 else f"in {count}" if days > 0 else f"{count} ago"
    said = f"{_DAY_NAMES[made.due.weekday()]} {long(made.due)}, {far}"
    return said if made.precision == "day" else f"the whole {made.precision}: {said}"
