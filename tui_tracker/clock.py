"""Where the time comes from. Handed in, so that tests and ``--as-at`` can say what day it is."""

from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """What the program may ask about time."""

    def now(self) -> datetime:
        """The moment, in UTC, to the millisecond."""
        ...

    def today(self) -> date:
        """The local calendar day."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        moment = datetime.now(UTC)
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    def today(self) -> date:
        return datetime.now().astimezone().date()


class FixedClock:
    """A clock that stands still until it is moved; ``step`` milliseconds pass at each ``now()``."""

    def __init__(self, at: datetime, step: int = 0) -> None:
        self._at = at.astimezone(UTC)
        self._step = step

    def now(self) -> datetime:
        moment = self._at
        self.move(milliseconds=self._step)
        return moment

    def today(self) -> date:
        return self._at.date()

    def move(self, *, days: int = 0, milliseconds: int = 0) -> None:
        """Let time pass."""
        from datetime import timedelta

        self._at += timedelta(days=days, milliseconds=milliseconds)
