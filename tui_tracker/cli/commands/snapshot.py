"""``tui-tracker snapshot``: take snapshots, list them, look at one, compare two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui_tracker.cli.options import common, looking, writing
from tui_tracker.cli.output import columns, done, show, show_json, show_table

if TYPE_CHECKING:
    from tui_tracker.domain.moments import Movement


@click.group("snapshot")
def snapshot_command() -> None:
    """Take snapshots, list them, look at one, compare two."""


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
    show_table(rows, right=(2,))


@snapshot_command.command("show")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
def show_snapshot(name: str, as_json: bool) -> None:
    """The figures of a snapshot, from the journal."""
    from tui_tracker.cli.commands.summary import show_summary, summary_json

    with looking() as tracker:
        snapshot = tracker.snapshots.find(name)
        with tracker.at(snapshot.as_at, snapshot.number) as past:
            view = past.read.summary()
        settled = tracker.snapshots.settled_since(snapshot)
    if as_json:
        show_json({"name": snapshot.name, **summary_json(view), "settled_since": settled})
        return
    show_summary(view)
    if settled:
        entries = (
            f"{settled} entr{'ies' if settled > 1 else 'y'} without a verdict then ha{'ve' if settled > 1 else 's'} one"
        )
        show(f"As it was taken: {entries} now. snapshot compare shows what that changes.")


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


@snapshot_command.command("compare")
@click.argument("before")
@click.argument("after", default="now")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, a contract.")
@common
def compare(before: str, after: str, as_json: bool) -> None:
    """What moved from BEFORE to AFTER: names of snapshots, dates, or "now"."""
    with looking() as tracker:
        moved = tracker.papers.compare(before, after)
    show_json(moved.to_json()) if as_json else _show_movement(moved)


def _show_movement(moved: Movement) -> None:
    from tui_tracker.domain.moments import field_name, in_words, sentence

    show(sentence(moved))
    show()
    figures: list[list[object]] = [["", "then", "now", "change"]]
    figures += [[name, a, b, f"{b - a:+d}" if a != b else "–"] for name, a, b in moved.figure_rows()]
    show_table(figures, right=(1, 2, 3))
    for _, heading, lines in moved.groups():
        if lines:
            show()
            show(heading)
            for row in columns([["  " + x.ref, x.said] for x in lines], limit=100):
                show(row)
    if moved.changed:
        show()
        show("Field by field")
        for row in columns(
            [
                ["  " + c.ref, field_name(c.field), in_words(c.field, c.before), "→", in_words(c.field, c.after)]
                for c in moved.changed
            ],
            limit=40,
        ):
            show(row)
