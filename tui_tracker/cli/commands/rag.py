"""``tui-tracker rag``: what the colours mean in a plan, and a colour set by hand."""

from __future__ import annotations

import click

from tui_tracker.cli.named import area_uid, one_plan
from tui_tracker.cli.options import common, looking, writing
from tui_tracker.cli.output import done, show


@click.group("rag")
def rag_command() -> None:
    """What the colours mean in a plan, and a colour set by hand."""


@rag_command.command("scheme")
@click.argument("name", required=False)
@click.option("--of", "of_plan", metavar="PLAN", help="The plan.")
@common
def rag_scheme(name: str | None, of_plan: str | None) -> None:
    """Choose what green means here: done, on-track or proved. Without NAME, say what holds."""
    from tui_tracker.domain.rag import SCHEMES, scheme_of

    if name is not None:
        with writing() as tracker:
            done(tracker.judging.scheme(one_plan(tracker, of_plan), name))
        return
    with looking() as tracker:
        plans = tracker.read.plans()
    for plan in plans:
        chosen = "" if plan.scheme else " (nobody has said; this is what holds until then)"
        show(f"{plan.name}: {scheme_of(plan.scheme).green}{chosen}")
    for scheme in SCHEMES.values():
        show(f"  {scheme.id:<9} {scheme.green}")


@rag_command.command("set")
@click.argument("area")
@click.argument("colour")
@click.option("--reason", help="Why it is not the colour worked out; it prints beside it.")
@common
def rag_set(area: str, colour: str, reason: str | None) -> None:
    """Set an area's colour by hand: red, amber, green, blue; blank goes back to the one worked out."""
    with writing() as tracker:
        done(tracker.judging.colour(area_uid(tracker, area), colour, reason))
