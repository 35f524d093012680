"""``tui-tracker restore``: put a backup in the plan's place; what was there is kept."""

from __future__ import annotations

from pathlib import Path

import click

from tui_tracker.cli.options import A_PATH, common, my_places
from tui_tracker.cli.output import show


@click.command("restore")
@click.argument("file", type=A_PATH)
@common
def restore_command(file: Path) -> None:
    """Put a backup in the plan's place; what was there is kept."""
    from tui_tracker.actions.keep.backups import restore

    kept = restore(file, my_places())
    show(f"Restored {my_places().plan} from {file}." + (f" What was there is kept as {kept}." if kept else ""))
