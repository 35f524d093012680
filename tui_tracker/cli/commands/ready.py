"""``tui-tracker ready``: mark a task ready for QA."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, writing
from tui_tracker.cli.output import done


@click.command("ready")
@click.argument("ref")
@click.option("--by", help="On whose word; the assignee's if not given.")
@common
def ready_command(ref: str, by: str | None) -> None:
    """Mark a task ready for QA."""
    with writing() as tracker:
        done(tracker.tasks.ready(tracker.resolve(ref, kind="task").uid, said_by=by))
