"""``tui-tracker verify``: check that every row and every journal entry agree. Exit 1 when they do not."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, looking
from tui_tracker.cli.output import say, show
from tui_tracker.domain.text import count_of


@click.command("verify")
@click.option("--against", metavar="HASH", help="A head hash printed on a paper.")
@common
def verify_command(against: str | None) -> int:
    """Check that every row and every journal entry agree. Exit 1 when they do not."""
    with looking() as tracker:
        found = tracker.history.verify(against)
    for fault in found.faults:
        show(f"FAULT: {fault}")
    for line in found.redactions:
        show(f"1 redaction, {line}")
    for line in found.pointed:
        show(f"look at: {line}")
    if found.against is not None:
        show(f"The hash is that of journal entry {found.against}.")
    if found.faults:
        say(f"{count_of(len(found.faults), 'fault')}; restore a backup, or keep this file for whoever looks into it.")
        return 1
    show(f"{count_of(found.entries, 'entry', 'entries')}, every row agrees. Head {found.head}")
    return 0
