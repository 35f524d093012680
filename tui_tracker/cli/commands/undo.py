"""``tui-tracker undo``: take back the newest change, or the one named by its number."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, writing
from tui_tracker.cli.output import show


@click.command("undo")
@click.argument("change", required=False)
@common
def undo_command(change: str | None) -> None:
    """Take back the newest change, or the one named by its number."""
    with writing() as tracker:
        applied = tracker.history.undo(change)
    show(f"{applied.change.verb} {applied.change.subject}")
