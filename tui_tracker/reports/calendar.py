"""Due and bring-forward dates as .ics, one all-day event a date; reading the file again replaces, never doubles, them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from tui_tracker.frozen import dataclass


@dataclass(frozen=True)
class Entry:
    """One date: ``uid`` is the record's own, so the same date keeps its place in a calendar."""

    uid: str
    day: date
    title: str
    text: str


def write(entries: Iterable[Entry], name: str, marking: str, as_at: date) -> bytes:
    """The calendar's bytes, in the order given. ``as_at`` stamps it, so the same plan gives the same file."""
    calendar = Calendar()
    calendar.add("prodid", "-//tui_tracker//improvement plan//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add(
        "x-wr-caldesc",
        f"{marking}. Due dates as at {as_at.isoformat()}." if marking else f"Due dates as at {as_at.isoformat()}.",
    )
    stamp = datetime.combine(as_at, time(), UTC)
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.uid}@tui-tracker")
        event.add("dtstamp", stamp)
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        event.add("summary", entry.title)
        event.add("description", f"{marking}\n{entry.text}" if marking else entry.text)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
