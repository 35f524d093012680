"""``tui-tracker framework``: the inspectorate's rounds as data, and which one a plan is of."""

from __future__ import annotations

from pathlib import Path

import click

from tui_tracker.cli.named import one_plan
from tui_tracker.cli.options import common, looking, writing
from tui_tracker.cli.output import done, say, show, show_json, show_table
from tui_tracker.domain.text import count_of


@click.group("framework")
def framework_command() -> None:
    """The inspectorate's rounds as data: questions, grades, and which one a plan is of."""


@framework_command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
def list_rounds(as_json: bool) -> None:
    """The rounds that come with the program."""
    from tui_tracker.actions.plan.frameworks import rounds

    found = rounds()
    if as_json:
        show_json([r.to_data() for r in found])
        return
    rows: list[list[object]] = [["Round", "name", "questions", "graded", "grades"]]
    rows += [[r.id, r.name, len(r.questions), " and ".join(r.graded), ", ".join(r.grades)] for r in found]
    show_table(rows, right=(2,))
    say(count_of(len(found), "round"))


@framework_command.command("show")
@click.argument("name", required=False)
@click.option("--of", "of_plan", metavar="PLAN", help="The plan whose round is shown, when no round is named.")
@common
def show_round(name: str | None, of_plan: str | None) -> None:
    """Print a round, or the one that a plan is of, as a file that can be edited and set."""
    from tui_tracker.actions.plan.frameworks import as_toml, named

    if name:
        show(as_toml(named(name)))
        return
    with looking() as tracker:
        show(as_toml(tracker.frameworks.of(one_plan(tracker, of_plan))))


@framework_command.command("set")
@click.argument("name")
@click.option("--of", "of_plan", metavar="PLAN", help="The plan.")
@common
def set_round(name: str, of_plan: str | None) -> None:
    """Say that a plan is of round NAME, or of the round in a file that was edited."""
    from tui_tracker.actions.plan.frameworks import named

    path = Path(name)
    with writing() as tracker:
        found = tracker.frameworks.read(path) if path.suffix == ".toml" or path.is_file() else named(name)
        done(tracker.frameworks.set(one_plan(tracker, of_plan), found))
