"""``tui-tracker proposal``: dates that somebody asked for: they wait for a yes."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, looking, writing
from tui_tracker.cli.output import done, say, show_json, show_table
from tui_tracker.domain.text import count_of, first_line
from tui_tracker.errors import UsageError


@click.group("proposal")
def proposal_command() -> None:
    """Dates that somebody asked for: they wait for a yes."""


@proposal_command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
def list_proposals(as_json: bool) -> None:
    """Dates that wait for a yes, the oldest first."""
    with looking() as tracker:
        found = [(tracker.tasks.ref(p.task), p) for p in tracker.stations.proposals()]
    if as_json:
        show_json(
            [
                {
                    "ref": r,
                    "by": p.by,
                    "date": p.due_on.isoformat(),
                    "reason": p.reason,
                    "made_on": p.made_on.isoformat(),
                }
                for r, p in found
            ]
        )
        return
    show_table([[r, p.due_text, p.by, first_line(p.reason, 60)] for r, p in found])
    say(f"{count_of(len(found), 'date')} asked for.")


@proposal_command.command("settle")
@click.argument("ref")
@click.option("--yes", "agreed", flag_value=True, type=bool, help="The date moves, with the reason given.")
@click.option("--no", "agreed", flag_value=False, type=bool, help="It stays as it is.")
@common
def settle(ref: str, agreed: bool | None) -> None:
    """Say yes or no to the oldest date asked for on REF."""
    if agreed is None:
        raise UsageError("Say --yes or --no.")
    with writing() as tracker:
        uid = tracker.resolve(ref, kind="task").uid
        found = [p for p in tracker.stations.proposals() if p.task == uid]
        if not found:
            raise UsageError(f"No date is asked for on {tracker.tasks.ref(uid)}.")
        done(tracker.stations.settle(found[0].uid, agreed=agreed))
