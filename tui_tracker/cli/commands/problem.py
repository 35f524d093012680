"""``tui-tracker problem``: problems met in an area, open until they are closed."""

from __future__ import annotations

import click

from tui_tracker.cli.named import area_uid, on_day
from tui_tracker.cli.options import common, writing
from tui_tracker.cli.output import done


@click.group("problem")
def problem_command() -> None:
    """Problems met in an area, open until they are closed."""


@problem_command.command("add")
@click.argument("area")
@click.argument("text")
@on_day
@common
def add_problem(area: str, text: str, on: str | None) -> None:
    """Note a problem."""
    with writing() as tracker:
        done(tracker.life.raise_problem(area_uid(tracker, area), text, on=on))


@problem_command.command("close")
@click.argument("area")
@click.argument("number", type=int)
@click.option("--how", required=True, help="What became of it.")
@on_day
@common
def close_problem(area: str, number: int, how: str, on: str | None) -> None:
    """Close problem NUMBER."""
    with writing() as tracker:
        done(tracker.life.close_problem(area_uid(tracker, area), number, how, on=on))
