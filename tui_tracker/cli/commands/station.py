"""``tui-tracker station``: stations: list, people, tick lists, and what is said on a visit."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, looking, writing
from tui_tracker.cli.output import done, say, show_json, show_table
from tui_tracker.domain.text import count_of


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
    show_table([list(f.values()) for f in found])
    if ref is not None:
        say(f"{sum(f['done_on'] is not None for f in found)} of {count_of(len(found), 'station')}.")


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
