"""``tui-tracker redact``: erase a text or a person everywhere. This cannot be undone."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, writing
from tui_tracker.cli.output import show


@click.command("redact")
@click.argument("text", required=False)
@click.option("--person", metavar="NAME", help="A person, with every spelling of the register.")
@click.option("--reason", required=True, help="Why; it is kept.")
@common
def redact_command(text: str | None, person: str | None, reason: str) -> None:
    """Erase a text or a person everywhere. This cannot be undone."""
    with writing() as tracker:
        applied, _, held = tracker.history.redact(text, person=person, reason=reason)
    show(f"redacted {applied.change.subject} (change {applied.number})")
    for one in held:
        show(f"still held by {one.what}; it was not changed: {one.path}")
