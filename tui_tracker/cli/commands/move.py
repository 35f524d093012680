"""``tui-tracker move``: move a task to another area, or an area to another pillar."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, writing
from tui_tracker.cli.output import done


@click.command("move")
@click.argument("ref")
@click.argument("to")
@common
def move_command(ref: str, to: str) -> None:
    """Move a task to another area, or an area to another pillar."""
    with writing() as tracker:
        found = tracker.resolve(ref)
        if found.kind == "task":
            done(tracker.structure.move_task(found.uid, tracker.resolve(to, kind="area").uid))
        else:
            done(tracker.structure.move_area(found.uid, to))
