"""``tui-tracker add``: add a plan, an area or a task."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, plan_uid, writing
from tui_tracker.cli.output import any_of, done
from tui_tracker.cli.taken import say_taken
from tui_tracker.domain.inspection import AREA_KINDS, PLAN_KINDS
from tui_tracker.errors import UsageError


@click.group("add")
def add_command() -> None:
    """Add a plan, an area or a task."""


@add_command.command("plan")
@click.argument("name")
@click.option("--kind", default="inspection", help=any_of(PLAN_KINDS))
@click.option("--questions", is_flag=True, help="With an area for each inspection question of its round.")
@click.option(
    "--round", "of_round", metavar="ROUND", help="The inspectorate's round, such as 2023-25; the newest if not given."
)
@click.option(
    "--list",
    "national",
    metavar="LIST",
    help="With a row for each recommendation of values-and-culture, misconduct or grenfell.",
)
@common
def add_plan(name: str, kind: str, questions: bool, of_round: str | None, national: str | None) -> None:
    """Start an empty plan."""
    from tui_tracker.actions.plan import national_lists
    from tui_tracker.actions.plan.frameworks import named

    found = named(of_round) if of_round else None
    rows = national_lists.named(national) if national else None
    if rows is not None and (questions or of_round):
        raise UsageError("A national list has rows of its own; leave --questions and --round out.")
    with writing(create=True) as tracker:
        if rows is not None:
            done(national_lists.start(tracker, rows, name))
            return
        done(tracker.structure.new_plan(name, kind, questions=questions, of_round=found))


@add_command.command("area")
@click.argument("ref")
@click.argument("title")
@click.option("--pillar", help="Effectiveness, Efficiency, People, or the plan's own.")
@click.option("--owner", help="Who owns the area.")
@click.option("--kind", default="afi", help=any_of(AREA_KINDS))
@click.option("--of", "of_plan", metavar="PLAN", help="The plan it belongs to; the first if not given.")
@click.option("--reason", help="Why somebody who has left owns it all the same.")
@common
def add_area(
    ref: str, title: str, pillar: str | None, owner: str | None, kind: str, of_plan: str | None, reason: str | None
) -> None:
    """Add an area at the end of a plan."""
    with writing() as tracker:
        plans = tracker.read.plans()
        if not plans:
            raise UsageError("There is no plan yet; start one with: tui-tracker add plan NAME")
        done(
            tracker.structure.add_area(
                plan_uid(tracker, of_plan) or plans[0].uid,
                ref,
                title,
                pillar=pillar,
                owner=owner,
                kind=kind,
                reason=reason,
            )
        )


@add_command.command("task")
@click.argument("area")
@click.argument("title")
@click.option("--owner", help="Who it is assigned to.")
@click.option("--due", help="When it is due, such as Sep-26.")
@click.option("--work", help="What needs to be done.")
@click.option("--reason", help="Why it is somebody's who has left all the same.")
@common
def add_task(area: str, title: str, owner: str | None, due: str | None, work: str | None, reason: str | None) -> None:
    """Add a task at the end of an area."""
    with writing() as tracker:
        found = tracker.resolve(area, kind="area")
        done(tracker.structure.add_task(found.uid, title, assigned_to=owner, due=due, work=work, reason=reason))
        say_taken(tracker, {"due": due or ""})
