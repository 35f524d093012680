"""``tui-tracker rag``: what the colours mean in a plan, and a colour set by hand."""

from __future__ import annotations

import click

from tui_tracker.cli.named import area_uid, one_plan
from tui_tracker.cli.options import common, looking, writing
from tui_tracker.cli.output import done, show
from tui_tracker.paths import typed


@click.group("rag")
def rag_command() -> None:
    """What the colours mean in a plan, and a colour set by hand."""


@rag_command.command("scheme")
@click.argument("name", required=False)
@click.option("--of", "of_plan", metavar="PLAN", help="The plan.")
@common
def rag_scheme(name: str | None, of_plan: str | None) -> None:
    """Choose what green means here: done, on-track, proved, or a .toml file of your own. Without NAME, say what holds."""
    from tui_tracker.domain.rag import SCHEMES, scheme_of

    if name is not None:
        with writing() as tracker:
            uid = one_plan(tracker, of_plan)
            own = name.lower().endswith(".toml")
            done(tracker.judging.own_scheme(uid, typed(name)) if own else tracker.judging.scheme(uid, name))
        return
    with looking() as tracker:
        plans = tracker.read.plans()
    for plan in plans:
        chosen = "" if plan.scheme else " (nobody has said; this is what holds until then)"
        show(f"{plan.name}: {scheme_of(plan.scheme, plan.own_scheme).green}{chosen}")
    for scheme in SCHEMES.values():
        show(f"  {scheme.id:<9} {scheme.green}")


@rag_command.command("print")
@click.argument("name", default="done")
def rag_print(name: str) -> None:
    """A scheme as a .toml file to begin one's own with: its tests in order, the first that fits decides."""
    import tomli_w

    from tui_tracker.domain.rag import SCHEMES, to_data
    from tui_tracker.errors import UsageError

    found = SCHEMES.get(name.replace("-", "_"))
    if found is None:
        raise UsageError(f"“{name}” is not a RAG scheme; there are {', '.join(SCHEMES)}.")
    show(tomli_w.dumps(to_data(found)))


@rag_command.command("set")
@click.argument("area")
@click.argument("colour")
@click.option("--reason", help="Why it is not the colour worked out; it prints beside it.")
@common
def rag_set(area: str, colour: str, reason: str | None) -> None:
    """Set an area's colour by hand: red, amber, green, blue; blank goes back to the one worked out."""
    with writing() as tracker:
        done(tracker.judging.colour(area_uid(tracker, area), colour, reason))
