"""``tui-tracker split``: split a task in two, or some tasks off an area."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, writing
from tui_tracker.cli.output import done
from tui_tracker.errors import UsageError


@click.command("split")
@click.argument("ref")
@click.option("--title", required=True, help="The title of what is split off.")
@click.option("--ref", "new_ref", help="For an area: the new area's reference.")
@click.option("--tasks", help="For an area: the tasks that go with it, such as T3,T4.")
@common
def split_command(ref: str, title: str, new_ref: str | None, tasks: str | None) -> None:
    """Split a task in two, or some tasks off an area."""
    with writing() as tracker:
        found = tracker.resolve(ref)
        if found.kind == "task":
            done(tracker.structure.split_task(found.uid, title))
            return
        if not new_ref or not tasks:
            raise UsageError("Splitting an area wants --ref for the new area and --tasks for what goes with it.")
        done(tracker.structure.split_area(found.uid, new_ref, title, [t for t in tasks.split(",") if t.strip()]))
