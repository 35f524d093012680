"""``tui-tracker today``: what must be done, most pressing first."""

from __future__ import annotations

from dataclasses import asdict

import click

from tui_tracker.cli.options import looking, plan_uid, reading
from tui_tracker.cli.output import say, show, show_json


@click.command("today")
@reading
def today_command(as_at: str | None, of_plan: str | None, as_json: bool) -> None:
    """What must be done today: late, due this week, sent back, promised, to be chased, findings that weigh most."""
    from tui_tracker.actions.today import today

    with looking(as_at) as tracker:
        parts = today(tracker, plan=plan_uid(tracker, of_plan), most=10_000)
        if as_json:
            show_json([asdict(part) for part in parts])
            return
        for part in parts:
            show(f"{part.name}: {part.count}")
            for duty in part.duties:
                show(f"  {duty.ref}  {duty.title}  ({duty.why})")
        if not parts:
            say("Nothing must be done today.")
