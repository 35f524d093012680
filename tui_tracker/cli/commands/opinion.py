"""``tui-tracker opinion``: note an auditor's opinion: full, substantial, partial or little."""

from __future__ import annotations

import click

from tui_tracker.cli.named import area_uid, on_day
from tui_tracker.cli.options import common, writing
from tui_tracker.cli.output import done


@click.command("opinion")
@click.argument("area")
@click.argument("level")
@click.option("--text", help="The auditor's words.")
@on_day
@common
def opinion_command(area: str, level: str, text: str | None, on: str | None) -> None:
    """Note an auditor's opinion: full, substantial, partial or little."""
    with writing() as tracker:
        done(tracker.life.opinion(area_uid(tracker, area), level, on=on, text=text))
