"""``tui-tracker join``: join two tasks, or two areas, into the first; the second's reference still finds it."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, writing
from tui_tracker.cli.output import done
from tui_tracker.errors import UsageError


@click.command("join")
@click.argument("first")
@click.argument("second")
@common
def join_command(first: str, second: str) -> None:
    """Join two tasks, or two areas, into the first; the second's reference still finds it."""
    with writing() as tracker:
        one, two = tracker.resolve(first), tracker.resolve(second)
        if one.kind != two.kind:
            raise UsageError("A task and an area cannot be joined; name two of a kind.")
        done(
            tracker.structure.join(one.uid, two.uid)
            if one.kind == "task"
            else tracker.structure.join_areas(one.uid, two.uid)
        )
