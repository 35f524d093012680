"""``tui-tracker history``: the journal: who changed what, when and why."""

from __future__ import annotations

import click

from tui_tracker.cli.listed import history_rows
from tui_tracker.cli.options import looking, plan_uid, reading
from tui_tracker.cli.output import say, show, show_json


@click.command("history")
@click.argument("ref", required=False)
@click.option("--limit", type=int, help="How many, newest first.")
@reading
def history_command(ref: str | None, limit: int | None, as_at: str | None, of_plan: str | None, as_json: bool) -> None:
    """The journal: who changed what, when and why."""
    with looking(as_at) as tracker:
        uid = tracker.resolve(ref, plan=plan_uid(tracker, of_plan)).uid if ref else None
        if as_json:
            show_json(history_rows(tracker, uid, limit))
            return
        from tui_tracker.domain.dates import local_zone

        for e in tracker.read.history(uid, limit):
            why = f": {e.reason}" if e.reason else ""
            show(f"{e.number:>5}  {e.when}  {e.by}  {e.verb} {e.subject}{why}{e.marks(tracker.clock.today())}")
        say(f"Times are this machine's ({local_zone()}).")
