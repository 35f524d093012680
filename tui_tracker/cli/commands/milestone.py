"""``tui-tracker milestone``: the dated steps of a cause of concern: letter, dates set, what was sent, panel, reviews, discharge."""

from __future__ import annotations

import click

from tui_tracker.cli.named import area_uid, on_day
from tui_tracker.cli.options import common, writing
from tui_tracker.cli.output import done


@click.group("milestone")
def milestone_command() -> None:
    """The dated steps of a cause of concern: letter, dates set, what was sent, panel, reviews, discharge."""


@milestone_command.command("add")
@click.argument("area")
@click.argument("what")
@click.option("--due", metavar="DATE", help="The day it is due.")
@click.option("--done", "reached", metavar="DATE", help="The day it was done.")
@click.option("--text", help="In words.")
@common
def add_milestone(area: str, what: str, due: str | None, reached: str | None, text: str | None) -> None:
    """Note a milestone: letter, plan-due, submitted, panel, review, revisit, discharge, check (that it has stayed done) or other."""
    with writing() as tracker:
        done(tracker.life.milestone(area_uid(tracker, area), what, due=due, done=reached, text=text))


@milestone_command.command("reached")
@click.argument("area")
@click.argument("number", type=int)
@on_day
@common
def reach_milestone(area: str, number: int, on: str | None) -> None:
    """Say that milestone NUMBER was reached."""
    with writing() as tracker:
        done(tracker.life.reach(area_uid(tracker, area), number, on=on))


@milestone_command.command("reviewed")
@click.argument("areas", nargs=-1, required=True)
@on_day
@common
def reviewed_areas(areas: tuple[str, ...], on: str | None) -> None:
    """Say that the progress of AREAS was reviewed; one change."""
    with writing() as tracker:
        done(tracker.life.reviewed([area_uid(tracker, a) for a in areas], on=on))
