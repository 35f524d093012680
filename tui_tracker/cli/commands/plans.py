"""``tui-tracker plans``: the plans of the file; ``rename``, ``move`` and ``remove`` one."""

from __future__ import annotations

import click

from tui_tracker.cli.named import one_plan
from tui_tracker.cli.options import common, looking, reading, writing
from tui_tracker.cli.output import done, show_json, show_table


@click.group("plans", invoke_without_command=True)
@reading
@click.pass_context
def plans_command(ctx: click.Context, as_at: str | None, of_plan: str | None, as_json: bool) -> None:
    """The plans of the file, with their totals; or rename, move or remove one."""
    if ctx.invoked_subcommand is not None:
        return
    with looking(as_at) as tracker:
        view = tracker.read.summary(one_plan(tracker, of_plan) if of_plan else None)
        if as_json:
            show_json([{"name": p.plan.name, "kind": p.plan.plan_kind, **p.counts.to_json()} for p in view.plans])
            return
        table: list[list[object]] = [["Plan", "areas", "tasks", "complete", "assured", "past date"]]
        for p in view.plans:
            table.append(
                [p.plan.name, p.counts.areas, p.counts.tasks, p.counts.complete, p.figures.assured, p.counts.overdue]
            )
        show_table(table, right=range(1, 6))


@plans_command.command("rename")
@click.argument("which", metavar="PLAN")
@click.argument("name")
@common
def rename_command(which: str, name: str) -> None:
    """Another NAME for a PLAN."""
    with writing() as tracker:
        done(tracker.plan_life.rename(one_plan(tracker, which), name))


@plans_command.command("move")
@click.argument("which", metavar="PLAN")
@click.argument("way", type=click.Choice(["up", "down"]))
@common
def move_command(which: str, way: str) -> None:
    """One place up or down in the file."""
    with writing() as tracker:
        done(tracker.plan_life.move(one_plan(tracker, which), -1 if way == "up" else 1))


@plans_command.command("remove")
@click.argument("which", metavar="PLAN")
@click.option("--because", metavar="TEXT", help="Why; it is kept.")
@common
def remove_command(which: str, because: str | None) -> None:
    """A PLAN with everything in it; undo brings it back."""
    with writing() as tracker:
        done(tracker.plan_life.remove(one_plan(tracker, which), because))


@plans_command.command("rhythm")
@click.argument("which", metavar="PLAN")
@click.argument("rhythm", default="")
@click.option("--kind", help="Only the areas of a kind, such as recommendation.")
@common
def rhythm_command(which: str, rhythm: str, kind: str | None) -> None:
    """How often the areas of a PLAN are reviewed: weekly, fortnightly, monthly, quarterly, yearly; nothing: in no rhythm."""
    with writing() as tracker:
        done(tracker.plan_life.rhythm(one_plan(tracker, which), rhythm, kind))


@plans_command.command("quiet")
@click.argument("which", metavar="PLAN")
@click.argument("days", default="")
@common
def quiet_command(which: str, days: str) -> None:
    """After how many DAYS without a word a task of a PLAN is quiet; nothing: after 90."""
    with writing() as tracker:
        done(tracker.plan_life.quiet(one_plan(tracker, which), days))
