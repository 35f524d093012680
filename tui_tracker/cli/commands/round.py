"""``tui-tracker round``: start the next round under NAME and carry every open area into it, with its history."""

from __future__ import annotations

import click

from tui_tracker.cli.named import one_plan
from tui_tracker.cli.options import common, looking, writing
from tui_tracker.cli.output import done, show


@click.command("round")
@click.argument("name")
@click.option("--of", "of_plan", metavar="PLAN", help="The plan whose open items go on.")
@click.option("--starts", metavar="DATE", help="The day the new round starts; today if not given.")
@click.option(
    "--round", "of_round", metavar="ROUND", help="The inspectorate's round, such as 2025-27; the newest if not given."
)
@click.option("--dry-run", is_flag=True, help="Only say what would go and what would stay.")
@common
def round_command(name: str, of_plan: str | None, starts: str | None, of_round: str | None, dry_run: bool) -> None:
    """Start the next round under NAME and carry every open area into it, with its history."""
    from tui_tracker.actions.plan.frameworks import named

    found = named(of_round) if of_round else None
    with looking() if dry_run else writing() as tracker:
        plan = one_plan(tracker, of_plan)
        carried = tracker.rounds.preview(plan)
        show(f"goes: {', '.join(a.ref for a in carried.goes) or 'nothing'}")
        show(f"stays: {', '.join(a.ref for a in carried.stays) or 'nothing'}")
        if not dry_run:
            done(tracker.rounds.begin(plan, name, starts=starts, of_round=found))
