"""``tui-tracker redo``: bring back what the last undo took."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, writing
from tui_tracker.cli.output import show


@click.command("redo")
@common
def redo_command() -> None:
    """Bring back what the last undo took."""
    with writing() as tracker:
        applied = tracker.history.redo()
    show(f"{applied.change.verb} {applied.change.subject}")
