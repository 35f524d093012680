"""Snapshots and files that leave."""

from __future__ import annotations

from pathlib import Path

import click

from tui_tracker.cli.options import common, looking, my_places, plan_uid, writing
from tui_tracker.cli.output import columns, say, show, show_json
from tui_tracker.cli.writing import done


@click.command("export")
@click.argument("form", type=click.Choice(["md", "json"]))
@click.option("--snapshot", "name", metavar="NAME", help="A taken snapshot; else the live plan.")
@click.option("--of", "of_plan", metavar="PLAN", help="One plan of the file.")
@click.option("--evidence", is_flag=True, help="Add the evidence notes as an appendix (md).")
@click.option("--replace", is_flag=True, help="Write over a file that exists.")
@click.option("-o", "out", required=True, type=click.Path(path_type=Path), help="The file to write.")
@common
def export_command(form: str, name: str | None, of_plan: str | None, evidence: bool, replace: bool, out: Path) -> None:
    """Write a snapshot, or the live plan, to a file."""
    from tui_tracker.settings import load

    with writing() as tracker:
        snapshot = tracker.snapshots.find(name) if name else None
        if form == "json":
            content = tracker.exports.json_text()
        else:
            service = load(my_places().settings).service
            content = tracker.exports.markdown(
                snapshot=snapshot, plan=plan_uid(tracker, of_plan), evidence=evidence, service=service
            )
        tracker.exports.write(out, content, form, replace=replace, snapshot=snapshot)
    say(f"Written: {out}")


@click.group("snapshot")
def snapshot_command() -> None:
    """Take snapshots, list them, look at one."""


@snapshot_command.command("take")
@click.argument("name")
@click.option("--as-at", "as_at", metavar="DATE", help="The day it is reckoned at; today if not given.")
@common
def take(name: str, as_at: str | None) -> None:
    """Fix the plan as it stands."""
    with writing() as tracker:
        done(tracker.snapshots.take(name, as_at=as_at))


@snapshot_command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
def list_snapshots(as_json: bool) -> None:
    """Snapshots, newest first."""
    with looking() as tracker:
        found = tracker.read.snapshots()
    if as_json:
        from tui_tracker.domain.records import to_data

        show_json([to_data(s) for s in found])
        return
    rows: list[list[object]] = [["Name", "as at", "journal", "presented to", "on", "outcome"]]
    rows += [[s.name, s.as_at, s.number, s.presented_to, s.presented_on, s.outcome] for s in found]
    for line in columns(rows, right=(2,)):
        show(line)


@snapshot_command.command("show")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
def show_snapshot(name: str, as_json: bool) -> None:
    """The figures of a snapshot, from the journal."""
    from tui_tracker.cli.reading import _show_summary, summary_json

    with looking() as tracker:
        snapshot = tracker.snapshots.find(name)
        with tracker.at(snapshot.as_at, snapshot.number) as past:
            view = past.read.summary()
    show_json({"name": snapshot.name, **summary_json(view)}) if as_json else _show_summary(view)


@snapshot_command.command("record")
@click.argument("name")
@click.option("--presented-to", help="Which committee.")
@click.option("--presented-on", help="On which day.")
@click.option("--outcome", help="What was decided.")
@click.option("--published-at", help="Where it can be read.")
@common
def record(
    name: str, presented_to: str | None, presented_on: str | None, outcome: str | None, published_at: str | None
) -> None:
    """Record what became of a snapshot."""
    with writing() as tracker:
        done(
            tracker.snapshots.record_outcome(
                name, presented_to=presented_to, presented_on=presented_on, outcome=outcome, published_at=published_at
            )
        )
