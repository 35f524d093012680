"""Stations: who serves where, tick lists over many, and the dates that stations ask for."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, looking, writing
from tui_tracker.cli.output import columns, counted, say, show, show_json
from tui_tracker.cli.writing import done
from tui_tracker.domain.text import first_line
from tui_tracker.errors import UsageError


@click.group("station")
def station_command() -> None:
    """Stations: list, people, tick lists, and what is said on a visit."""


@station_command.command("list")
@click.argument("ref", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
def list_stations(ref: str | None, as_json: bool) -> None:
    """The stations there are; with REF, that task's tick list: who has done it, who is left."""
    with looking() as tracker:
        if ref is None:
            names = tracker.stations.stations()
            found = [{"station": n, "tasks": len(tracker.stations.tasks_of(tracker.stations.whose(n)))} for n in names]
        else:
            uid = tracker.resolve(ref, kind="task").uid
            found = [
                {"station": t.station, "done_on": t.done_on.isoformat() if t.done_on else None, "said_by": t.said_by}
                for t in tracker.stations.ticks(uid)
            ]
    if as_json:
        show_json(found)
        return
    for line in columns([list(f.values()) for f in found]):
        show(line)
    if ref is not None:
        say(f"{sum(f['done_on'] is not None for f in found)} of {counted(len(found), 'station')}.")


@station_command.command("roll-out")
@click.argument("ref")
@click.argument("stations", nargs=-1, required=True)
@common
def roll_out(ref: str, stations: tuple[str, ...]) -> None:
    """Roll a task out to STATIONS; a range such as "Station 1-40" is forty of them."""
    with writing() as tracker:
        done(tracker.stations.roll_out(tracker.resolve(ref, kind="task").uid, "\n".join(stations)))


@station_command.command("tick")
@click.argument("ref")
@click.argument("station")
@click.option("--not-done", is_flag=True, help="Take the tick off again.")
@click.option("--on", metavar="DATE", help="The day; today if not given.")
@click.option("--by", help="On whose word.")
@common
def tick(ref: str, station: str, not_done: bool, on: str | None, by: str | None) -> None:
    """A task is done at STATION."""
    with writing() as tracker:
        done(tracker.stations.tick(tracker.resolve(ref, kind="task").uid, station, done=not not_done, on=on, by=by))


@station_command.command("serves")
@click.argument("person")
@click.argument("station")
@common
def serves(person: str, station: str) -> None:
    """PERSON serves at STATION; a blank STATION clears it."""
    with writing() as tracker:
        done(tracker.stations.serves_at(person, station))


@station_command.command("said")
@click.argument("who")
@click.argument("ref")
@click.argument("text")
@click.option("--progress", default="", help="Where it stands, on their word.")
@click.option("--done", "is_done", default="", help="yes or no: done at that station.")
@common
def said(who: str, ref: str, text: str, progress: str, is_done: str) -> None:
    """Note on a visit what WHO says of REF: a note in their name, where it stands, their station's tick."""
    with writing() as tracker:
        whose = tracker.stations.whose(who)
        station = whose.name if whose.kind == "station" else None
        uid = tracker.resolve(ref, kind="task").uid
        done(tracker.stations.update(uid, whose.name, text=text, progress=progress, station=station, done=is_done))


@click.group("proposal")
def proposal_command() -> None:
    """Dates that somebody asked for: they wait for a yes."""


@proposal_command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
def list_proposals(as_json: bool) -> None:
    """Dates that wait for a yes, the oldest first."""
    with looking() as tracker:
        found = [(tracker.tasks.ref(p.task), p) for p in tracker.stations.proposals()]
    if as_json:
        show_json(
            [
                {
                    "ref": r,
                    "by": p.by,
                    "date": p.due_on.isoformat(),
                    "reason": p.reason,
                    "made_on": p.made_on.isoformat(),
                }
                for r, p in found
            ]
        )
        return
    for line in columns([[r, p.due_text, p.by, first_line(p.reason, 60)] for r, p in found]):
        show(line)
    say(f"{counted(len(found), 'date')} asked for.")


@proposal_command.command("settle")
@click.argument("ref")
@click.option("--yes", "agreed", flag_value=True, type=bool, help="The date moves, with the reason given.")
@click.option("--no", "agreed", flag_value=False, type=bool, help="It stays as it is.")
@common
def settle(ref: str, agreed: bool | None) -> None:
    """Say yes or no to the oldest date asked for on REF."""
    if agreed is None:
        raise UsageError("Say --yes or --no.")
    with writing() as tracker:
        uid = tracker.resolve(ref, kind="task").uid
        found = [p for p in tracker.stations.proposals() if p.task == uid]
        if not found:
            raise UsageError(f"No date is asked for on {tracker.tasks.ref(uid)}.")
        done(tracker.stations.settle(found[0].uid, agreed=agreed))
