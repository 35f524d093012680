"""``tui-tracker step``: steps inside a task, each with a state of its own."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, writing
from tui_tracker.cli.output import done


@click.group("step")
def step_command() -> None:
    """Steps inside a task, each with a state of its own."""


@step_command.command("add")
@click.argument("ref")
@click.argument("text")
@click.option("--progress", default="not started", help="Where it stands; not started if not given.")
@common
def add_step(ref: str, text: str, progress: str) -> None:
    """Add a step at the end of a task; several lines are several steps."""
    with writing() as tracker:
        done(tracker.steps.add(tracker.resolve(ref, kind="task").uid, text, progress))


@step_command.command("set")
@click.argument("ref")
@click.argument("number", type=int)
@click.argument("progress")
@click.option("--on", metavar="DATE", help="For a complete step: the day; today if not given.")
@common
def set_step(ref: str, number: int, progress: str, on: str | None) -> None:
    """Say where step NUMBER stands."""
    with writing() as tracker:
        done(tracker.steps.set(tracker.resolve(ref, kind="task").uid, number, progress, on=on))


@step_command.command("reword")
@click.argument("ref")
@click.argument("number", type=int)
@click.argument("text")
@common
def reword_step(ref: str, number: int, text: str) -> None:
    """Other words for step NUMBER; blank TEXT takes it out."""
    with writing() as tracker:
        done(tracker.steps.reword(tracker.resolve(ref, kind="task").uid, number, text))
