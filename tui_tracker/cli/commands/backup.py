"""``tui-tracker backup``: one zip with the plan, a workbook of it to look at, its attachments, the settings and the templates. Exit 1 when the plan in it is not sound."""

from __future__ import annotations

from pathlib import Path

import click

from tui_tracker.cli.options import A_PATH, common, looking
from tui_tracker.cli.output import say, show


@click.command("backup")
@click.option("-o", "out", type=A_PATH, help="The zip to write.")
@click.option("--replace", is_flag=True, help="Write over a file that exists.")
@common
def backup_command(out: Path | None, replace: bool) -> int:
    """One zip with the plan, a workbook of it to look at, its attachments, the settings and the templates. Exit 1 when the plan in it is not sound."""
    with looking() as tracker:
        target = out or Path.cwd() / f"tui_tracker-backup-{tracker.clock.today().isoformat()}.zip"
        faults = tracker.keeping.damage()
        tracker.keeping.backup(target, replace=replace)
    show(str(target))
    if faults:
        say(
            f"It was written, but the plan in it is not sound: {faults[0]}" + (f", and {len(faults) - 1} more" if len(faults) > 1 else "")
            + ". Keep the older backups, and restore the newest that is sound: tui-tracker info lists where they are."
        )  # fmt: skip
        return 1
    return 0
