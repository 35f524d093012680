"""``tui-tracker tie``: how tasks hang together: depends, superseded, captured."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, looking, writing
from tui_tracker.cli.output import done, show_json, show_table


@click.group("tie")
def tie_command() -> None:
    """How tasks hang together: REF depends on OTHER, is superseded by it, or its evidence is captured there."""


@tie_command.command("list")
@click.argument("ref", default="")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
def list_ties(ref: str, as_json: bool) -> None:
    """The ties of REF, or all."""
    with looking() as tracker:
        uid = tracker.resolve(ref, kind="task").uid if ref else None
        found = tracker.ties.told(uid)
    if as_json:
        show_json([{"ref": t.ref, "what": t.what, "other": t.other} for t in found])
        return
    show_table([["Task", "", "Other"], *([t.ref, t.words, t.other] for t in found)])


@tie_command.command("add")
@click.argument("ref")
@click.argument("what", type=click.Choice(["depends", "superseded", "captured"]))
@click.argument("other")
@common
def add_tie(ref: str, what: str, other: str) -> None:
    """Tie REF to OTHER; superseded work leaves the counts and stays readable."""
    with writing() as tracker:
        done(tracker.ties.add(tracker.resolve(ref, kind="task").uid, what, tracker.resolve(other).uid))


@tie_command.command("drop")
@click.argument("ref")
@click.argument("other")
@common
def drop_tie(ref: str, other: str) -> None:
    """REF and OTHER are tied no more; superseded work counts again."""
    with writing() as tracker:
        done(tracker.ties.drop(tracker.resolve(ref, kind="task").uid, tracker.resolve(other).uid))
