"""People who have left get no new work, unless somebody says why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tui_tracker.actions import entry
from tui_tracker.domain import dates
from tui_tracker.domain.records import Person
from tui_tracker.errors import RefusedError
from tui_tracker.store.matching import KNOWN

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session


def refuse(
    session: Session, now: str | None, before: str | None = None, reason: str | None = None, on: date | None = None,
    *, explained: bool = True,
) -> None:  # fmt: skip
    """Raise RefusedError when a cell newly names somebody who has left, and no reason is given. ``before`` is what it named; ``on`` the day
    that is meant, today if none is given; ``explained`` is False where a reason is not asked for.
    """
    day = on or session.clock.today()
    if not now or entry.line(reason):
        return
    register = session.read.register()
    new = register.people(now) - register.people(before)
    gone = [p for p in session.read.all(Person, left_on=KNOWN) if p.uid in new and p.left_on and p.left_on <= day]
    if gone:
        left = dates.long(gone[0].left_on) if gone[0].left_on else ""
        but = ", or give a reason why it is theirs all the same" if explained else ""
        raise RefusedError(f"{gone[0].name} left on {left}. Name somebody else{but}; nothing was saved.")
