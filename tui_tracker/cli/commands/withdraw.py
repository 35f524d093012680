"""``tui-tracker withdraw``: take a task or an area out of every count; it stays readable."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, writing
from tui_tracker.cli.output import done


@click.command("withdraw")
@click.argument("ref")
@click.option("--reason", required=True, help="Why it leaves the counts.")
@common
def withdraw_command(ref: str, reason: str) -> None:
    """Take a task or an area out of every count; it stays readable."""
    with writing() as tracker:
        found = tracker.resolve(ref)
        done(tracker.structure.withdraw(found.kind, found.uid, reason))
