"""``tui-tracker wait``: a task waits on a body outside, chased on a day."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, writing
from tui_tracker.cli.output import done


@click.command("wait")
@click.argument("ref")
@click.argument("body", default="")
@click.option("--chase", metavar="DATE", help="The day on which they are chased.")
@common
def wait_command(ref: str, body: str, chase: str | None) -> None:
    """REF waits on BODY outside the service: it is not ours, and not behind. Without BODY it waits no more."""
    with writing() as tracker:
        done(tracker.tasks.wait(tracker.resolve(ref, kind="task").uid, body, chase))
