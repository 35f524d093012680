"""Stations: tick lists over many, who serves where, whose work is whose, and what is said on a visit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_tracker.actions import entry
from tui_tracker.actions.evidence.notes import NoteActions
from tui_tracker.actions.plan.people import PeopleActions
from tui_tracker.actions.plan.tasks import TaskActions
from tui_tracker.domain import changes, dates, refs
from tui_tracker.domain.changes import Edit
from tui_tracker.domain.records import Person, Proposal, Task, Tick
from tui_tracker.domain.text import count_of, fold
from tui_tracker.errors import RefusedError, UsageError
from tui_tracker.frozen import dataclass
from tui_tracker.patterns import pattern
from tui_tracker.store.matching import KNOWN

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session

_RANGE = pattern(r"^(?P<name>.*?)\s*(?P<first>\d+)\s*(?:-|–|to)\s*(?P<last>\d+)$")
_MOST_STATIONS = 500


def station_key(name: str) -> str:
    """A station's name for comparing: its number is the same with or without zeros before it."""
    return re.sub(r"\d+", lambda m: str(int(m[0])), fold(name))


@dataclass(frozen=True)
class Whose:
    """Whose work is meant: a person, a station, or a query. ``kind`` is person, station or query."""

    kind: str
    name: str
    query: str = ""


class StationActions:
    """Tick lists, stations of people, dates asked for, and a visit's updates."""

    def __init__(self, session: Session) -> None:
        self._s = session
        self._notes = NoteActions(session)
        self._people = PeopleActions(session)
        self._tasks = TaskActions(session)

    # -- whose

    def stations(self) -> list[str]:
        """Every station that a task, a person or a tick list names, in order."""
        sql = (("task", "station"), ("person", "station"), ("tick", "station"))
        spelled = {str(getattr(r, field)) for kind, field in sql for r in self._s.read.each(kind) if getattr(r, field)}
        # “Station 2” and “Station 02” are one, called as the longer says.
        found = {station_key(s): s for s in sorted(spelled, key=lambda s: (len(s), s))}.values()
        return sorted(found, key=lambda s: [int(p) if p.isdigit() else p.casefold() for p in re.split(r"(\d+)", s)])

    def whose(self, name: str) -> Whose:
        """A station or a person of that name; stations first. Raises UsageError when nobody is meant."""
        wanted = entry.needed(entry.line(name), "Whose work")
        stations = self.stations()
        found = [s for s in stations if station_key(s) == station_key(wanted)] or [
            s for s in stations if fold(s).startswith(fold(wanted))
        ]
        if len(found) == 1 or (found and station_key(found[0]) == station_key(wanted)):
            return Whose("station", found[0])
        persons = [p for p in self._s.read.persons() if p.assigned or p.owns]
        names = [p.name for p in persons if fold(wanted) in {fold(s) for s in (p.name, *p.spellings)}]
        names = names or [p.name for p in persons if fold(p.name).startswith(fold(wanted))]
        if len(set(names)) == 1:
            return Whose("person", names[0])
        if not names and self._person_tasks({wanted}):  # two who hold a task together, as their cell names them
            return Whose("person", wanted)
        near = ", ".join([*found, *dict.fromkeys(names)][:8])
        raise UsageError(
            f"“{wanted}” is no station and no person with tasks"
            + (f"; did you mean one of {near}?" if near else "; people lists them.")
        )

    def tasks_of(self, whose: Whose) -> list[str]:
        """Uids of standing tasks: a person's, those of a station and of people who serve there, or a filter's; in the plan's order."""
        everything = self._s.read.uids_of(self._s.read.task_ids(whose.query if whose.kind == "query" else ""))
        if whose.kind == "query":
            return everything
        wanted = self._person_tasks({whose.name}) if whose.kind == "person" else self._station_tasks(whose.name)
        return [uid for uid in everything if uid in wanted]

    def _person_tasks(self, names: set[str]) -> set[str]:
        register = self._s.read.register()
        persons = set().union(*(register.people(n) for n in names))  # a cell may name two
        tasks = self._s.read.all(Task, withdrawn=None, assigned_to=KNOWN)
        return {t.uid for t in tasks if persons & register.people(t.assigned_to)}

    def _station_tasks(self, station: str) -> set[str]:
        wanted = station_key(station)

        def here(at: str | None) -> bool:
            return at is not None and station_key(at) == wanted

        own = {t.uid for t in self._s.read.all(Task, station=KNOWN, withdrawn=None) if here(t.station)}
        ticked = {t.task for t in self._s.read.all(Tick) if here(t.station)}
        there = {p.name for p in self._s.read.all(Person, station=KNOWN, left_on=None) if here(p.station)}
        return own | ticked | (self._person_tasks(there) if there else set())

    # -- tick lists

    def ticks(self, task: str) -> list[Tick]:
        """A task's tick list, in order; empty when it is rolled out to nobody."""
        return self._s.read.all(Tick, task=task, order=("position", "id"))

    def roll_out(self, task: str, stations: str) -> Applied:
        """Roll a task out to stations: one a line or parted by commas; ``Station 1-40`` means forty."""
        ref = self._tasks.ref(task)
        there = {station_key(t.station) for t in self.ticks(task)}
        names = [n for n in station_names(stations) if station_key(n) not in there]
        if not names:
            raise RefusedError(f"Every one of these stations is on the list of {ref} already.")
        start = len(there)
        records = [Tick(uid=self._s.ids.new(), task=task, position=start + i, station=n) for i, n in enumerate(names)]
        return self._s.commit(
            f"rolled out to {count_of(len(records), 'station')}:", ref, [changes.create(r) for r in records]
        )

    def tick(
        self, task: str, station: str, *, done: bool = True, on: str | None = None, by: str | None = None
    ) -> Applied:
        """Say that a task is done at a station, and on whose word; or that it is not."""
        ref = self._tasks.ref(task)
        edits = self.tick_edits(task, station, done=done, on=on, by=by)
        return self._s.commit(f"{'ticked' if done else 'unticked'} {station} of", ref, edits)

    def tick_edits(
        self, task: str, station: str, *, done: bool, on: str | None = None, by: str | None = None
    ) -> list[Edit]:
        """What ticking would change. Raises UsageError for a station that is not on the list."""
        found = [t for t in self.ticks(task) if station_key(t.station) == station_key(station)]
        if not found:
            raise UsageError(f"{station} is not on the tick list of {self._tasks.ref(task)}.")
        made = entry.made_date(on, self._s.clock.today(), "past")
        day = made.due if made else self._s.clock.today()
        if not done:
            return changes.set_fields(found[0], done_on=None, said_by=None)
        if found[0].done_on is not None:
            return []
        return changes.set_fields(found[0], done_on=day, said_by=entry.line(by) or self._s.me)

    # -- who serves where

    def serves_at(self, name: str, station: str | None) -> Applied:
        """Say at which station somebody serves; blank clears it."""
        known = next((s for s in self.stations() if station and station_key(s) == station_key(station)), station)
        return self._people.describe(name, station=known or "")

    # -- dates asked for

    def proposals(self) -> list[Proposal]:
        """Dates that wait for a yes, the oldest first."""
        return self._s.read.all(Proposal, outcome=None, order=("made_on", "id"))

    def settle(self, uid: str, *, agreed: bool) -> Applied:
        """Yes moves the task's date with the reason given; no leaves it. Raises RefusedError when it is settled already."""
        found = self._s.read.known(Proposal, uid)
        if found.outcome is not None:
            raise RefusedError(
                f"That date was {found.outcome} on {dates.long(found.settled_on or found.made_on)} already."
            )
        edits: list[Edit] = []
        if agreed:
            reason = f"{found.reason} (asked for by {found.by})"
            edits = self._tasks.save_edits(found.task, {"due": found.due_text}, reason)[1]
        edits += changes.set_fields(found, settled_on=self._s.clock.today(), outcome="agreed" if agreed else "declined")
        verb = "agreed to the date of" if agreed else "declined the date asked for"
        return self._s.commit(verb, self._tasks.ref(found.task), edits, reason=found.reason)

    # -- on a visit

    def update(
        self, task: str, said_by: str, *, text: str, progress: str = "", station: str | None = None, done: str = ""
    ) -> Applied:
        """What somebody says of a task on a visit, in one Change: a note in their name, where it stands, their station's tick."""
        record, area = self._tasks.get(task)
        ref = refs.task_ref(area.ref, record.no)
        edits: list[Edit] = []
        if entry.paragraphs(text) is not None:
            edits += self._notes.plain(task, text, said_by=said_by)
        if entry.line(progress) is not None:
            value = entry.progress_value(progress)
            if value == "deferred":
                raise RefusedError(
                    "Deferring wants a date and a reason: ⟦task.defer|set REF progress deferred --until DATE --reason WHY⟧ on the task."
                )
            edits += self._tasks.progress_edits(record, value)
        if station is not None and entry.line(done) is not None:
            edits += self.tick_edits(task, station, done=_yes(done), by=said_by)
        if not edits:
            raise UsageError("Nothing was said yet: type what they say, or where it stands.")
        return self._s.commit("noted what was said of", ref, edits, reason=f"said by {said_by}")


def station_names(text: str) -> list[str]:
    """Stations from what was typed; a range such as ``Station 1-40`` is spelled out, with figures as wide as its last."""
    made: list[str] = []
    for part in re.split(r"[\n,;]+", text):
        plain = entry.line(part)
        if plain is None:
            continue
        m = _RANGE.match(plain)
        if m and int(m["first"]) < int(m["last"]) <= _MOST_STATIONS:
            wide = max(2, len(m["last"]))
            made += [f"{m['name'] or 'Station'} {n:0{wide}d}" for n in range(int(m["first"]), int(m["last"]) + 1)]
        else:
            made.append(plain)
    if not made:
        raise UsageError("Name the stations, one a line, or a range such as Station 1-40.")
    if len(made) > _MOST_STATIONS:
        raise UsageError(f"{len(made)} stations; at most {_MOST_STATIONS} can be on one list.")
    named: dict[str, str] = {}
    for name in made:
        named.setdefault(station_key(name), name)
    return list(named.values())


def _yes(text: str) -> bool:
    plain = text.strip().casefold()
    if plain not in ("yes", "y", "no", "n"):
        raise UsageError(f"“{text}” is neither yes nor no.")
    return plain.startswith("y")
