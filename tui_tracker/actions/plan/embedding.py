"""The check that an area has stayed done: the one that was made stands in the area, the one to come is a milestone that reminds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tui_tracker.domain import changes
from tui_tracker.domain.changes import Edit
from tui_tracker.domain.inspection import next_check
from tui_tracker.domain.records import Area, Milestone, next_place

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session


def edits(session: Session, area: Area, day: date | None) -> list[Edit]:
    """What a day of looking again changes.

    A day to come is the next check's and leaves what was found before; a day that was is the area's, and meets the check that
    was to come. None takes the area's day away.
    """
    held = session.read.all(Milestone, area=area.uid)
    coming = next_check(held)
    if day is not None and day > session.clock.today():
        if coming is not None:
            return changes.set_fields(coming, due_on=day)
        place = next_place(held)
        return [
            changes.create(Milestone(uid=session.ids.new(), area=area.uid, position=place, what="check", due_on=day))
        ]
    made = changes.set_fields(area, embedded_on=day)
    if made and day is not None and coming is not None:
        return made + changes.set_fields(coming, done_on=day)
    met = next((m for m in held if m.what == "check" and m.due_on is not None and m.done_on == area.embedded_on), None)
    if made and met is not None and area.embedded_on is not None:  # the day was put right, or taken away
        made += changes.set_fields(met, done_on=day)
    return made
