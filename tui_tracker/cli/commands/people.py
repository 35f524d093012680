"""``tui-tracker people``: everyone the plan names: the register's people first, then spellings nobody has placed."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, looking, reading, writing
from tui_tracker.cli.output import done, say, show_json, show_table


@click.group("people", invoke_without_command=True)
@reading
@click.pass_context
def people_command(ctx: click.Context, as_at: str | None, of_plan: str | None, as_json: bool) -> None:
    """Everyone the plan names: the register's people first, then spellings nobody has placed."""
    if ctx.invoked_subcommand is not None:
        return
    with looking(as_at) as tracker:
        found = tracker.read.persons()
    if as_json:
        show_json(
            [
                {
                    "uid": p.uid, "name": p.name, "spellings": list(p.spellings), "owns": p.owns, "assigned": p.assigned, "qa": p.qa,
                    "sampling": p.sampling, "said": p.said, "left_on": p.left_on.isoformat() if p.left_on else None,
                }
                for p in found
            ]
        )  # fmt: skip
        return
    rows: list[list[object]] = [["Name", "areas", "tasks", "QA", "sampled", "said", "left", "also spelled"]]
    rows += [
        [
            p.name,
            p.owns,
            p.assigned,
            p.qa,
            p.sampling,
            p.said,
            p.left_on or "",
            ", ".join(s for s in p.spellings if s != p.name),
        ]
        for p in found
    ]
    show_table(rows, right=range(1, 6))
    say(f"{len(found)} people, roles and spellings")


@people_command.command("alias")
@click.argument("name")
@click.argument("spellings", nargs=-1, required=True)
@common
def alias(name: str, spellings: tuple[str, ...]) -> None:
    """Say that spellings mean one person."""
    with writing() as tracker:
        done(tracker.people.alias(name, spellings))


@people_command.command("describe")
@click.argument("name")
@click.option("--department", help="The department they belong to; blank clears it.")
@click.option("--assurance/--no-assurance", default=None, help="Whether they are Business Assurance, who sample.")
@click.option("--deputy-for", help="The area owner for whom they may sign QA.")
@common
def describe(name: str, department: str | None, assurance: bool | None, deputy_for: str | None) -> None:
    """Say what the register should know of somebody; some checks need it."""
    with writing() as tracker:
        done(tracker.people.describe(name, department=department, assurance=assurance, deputy_for=deputy_for))


@people_command.command("handover")
@click.argument("leaver")
@click.argument("successor")
@click.option("--from", "from_day", required=True, help="From which day.")
@common
def handover(leaver: str, successor: str, from_day: str) -> None:
    """Give a leaver's open work to somebody else."""
    with writing() as tracker:
        done(tracker.people.handover(leaver, successor, from_day))
