"""The structure of a plan: add, split, join, move, withdraw."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, plan_uid, writing
from tui_tracker.cli.output import any_of
from tui_tracker.cli.writing import done
from tui_tracker.domain.inspection import AREA_KINDS, PLAN_KINDS
from tui_tracker.errors import UsageError


@click.group("add")
def add_command() -> None:
    """Add a plan, an area or a task."""


@add_command.command("plan")
@click.argument("name")
@click.option("--kind", default="inspection", help=any_of(PLAN_KINDS))
@click.option("--questions", is_flag=True, help="With an area for each of the eleven inspection questions.")
@common
def add_plan(name: str, kind: str, questions: bool) -> None:
    """Start an empty plan."""
    with writing(create=True) as tracker:
        done(tracker.structure.new_plan(name, kind, questions=questions))


@add_command.command("area")
@click.argument("ref")
@click.argument("title")
@click.option("--pillar", help="Effectiveness, Efficiency, People, or the plan's own.")
@click.option("--owner", help="Who owns the area.")
@click.option("--kind", default="afi", help=any_of(AREA_KINDS))
@click.option("--of", "of_plan", metavar="PLAN", help="The plan it belongs to; the first if not given.")
@common
def add_area(ref: str, title: str, pillar: str | None, owner: str | None, kind: str, of_plan: str | None) -> None:
    """Add an area at the end of a plan."""
    with writing() as tracker:
        plans = tracker.read.plans()
        if not plans:
            raise UsageError("There is no plan yet; start one with: tui-tracker add plan NAME")
        done(
            tracker.structure.add_area(
                plan_uid(tracker, of_plan) or plans[0].uid, ref, title, pillar=pillar, owner=owner, kind=kind
            )
        )


@add_command.command("task")
@click.argument("area")
@click.argument("title")
@click.option("--owner", help="Who it is assigned to.")
@click.option("--due", help="When it is due, such as Sep-26.")
@click.option("--work", help="What needs to be done.")
@common
def add_task(area: str, title: str, owner: str | None, due: str | None, work: str | None) -> None:
    """Add a task at the end of an area."""
    with writing() as tracker:
        found = tracker.resolve(area, kind="area")
        done(tracker.structure.add_task(found.uid, title, assigned_to=owner, due=due, work=work))


@click.command("split")
@click.argument("ref")
@click.option("--title", required=True, help="The title of what is split off.")
@click.option("--ref", "new_ref", help="For an area: the new area's reference.")
@click.option("--tasks", help="For an area: the tasks that go with it, such as T3,T4.")
@common
def split_command(ref: str, title: str, new_ref: str | None, tasks: str | None) -> None:
    """Split a task in two, or some tasks off an area."""
    with writing() as tracker:
        found = tracker.resolve(ref)
        if found.kind == "task":
            done(tracker.structure.split_task(found.uid, title))
            return
        if not new_ref or not tasks:
            raise UsageError("Splitting an area wants --ref for the new area and --tasks for what goes with it.")
        done(tracker.structure.split_area(found.uid, new_ref, title, [t for t in tasks.split(",") if t.strip()]))


@click.command("join")
@click.argument("first")
@click.argument("second")
@common
def join_command(first: str, second: str) -> None:
    """Join two tasks, or two areas, into the first; the second's reference still finds it."""
    with writing() as tracker:
        one, two = tracker.resolve(first), tracker.resolve(second)
        if one.kind != two.kind:
            raise UsageError("A task and an area cannot be joined; name two of a kind.")
        done(
            tracker.structure.join(one.uid, two.uid)
            if one.kind == "task"
            else tracker.structure.join_areas(one.uid, two.uid)
        )


@click.command("move")
@click.argument("ref")
@click.argument("to")
@common
def move_command(ref: str, to: str) -> None:
    """Move a task to another area, or an area to another pillar."""
    with writing() as tracker:
        found = tracker.resolve(ref)
        if found.kind == "task":
            done(tracker.structure.move_task(found.uid, tracker.resolve(to, kind="area").uid))
        else:
            done(tracker.structure.move_area(found.uid, to))


@click.command("withdraw")
@click.argument("ref")
@click.option("--reason", required=True, help="Why it leaves the counts.")
@common
def withdraw_command(ref: str, reason: str) -> None:
    """Take a task or an area out of every count; it stays readable."""
    with writing() as tracker:
        found = tracker.resolve(ref)
        done(tracker.structure.withdraw(found.kind, found.uid, reason))
