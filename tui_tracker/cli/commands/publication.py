"""``tui-tracker publication``: what public papers may show: names as roles, addresses left out, or let stand for a reason."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, looking, writing
from tui_tracker.cli.output import done, say, show, show_json, show_table
from tui_tracker.domain.publication import FOUND_BY
from tui_tracker.domain.text import count_of


@click.group("publication")
def publication_command() -> None:
    """What public papers may show: names as roles, addresses left out, or let stand for a reason."""


@publication_command.command("check")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
def check(as_json: bool) -> int:
    """List what any public paper of the plan would give away; exit 1 when something stands open."""
    with looking() as tracker:
        found = tracker.papers.findings()
        suggested = tracker.publication.suggested(found)
    if as_json:
        show_json(
            [
                {"what": f.what, "found": f.found, "times": f.times, "where": f.where, "suggested": s.shown_as}
                for f, s in zip(found, suggested, strict=True)
            ]
        )
    elif found:
        rows: list[list[object]] = [["What", "found", "times", "first in", "would be shown as"]]
        rows += [[f.what, f.found, f.times, f.where, s.shown_as] for f, s in zip(found, suggested, strict=True)]
        show_table(rows, right=(2,))
    else:
        show(f"Nothing stands open: no name, number or address was found {FOUND_BY}.")
    return 1 if found else 0


@publication_command.command("settle")
@common
def settle(_: None = None) -> None:
    """Decide about everything that stands open as suggested: names become roles, addresses are left out."""
    with writing() as tracker:
        applied = tracker.publication.settle_all()
        if applied is None:
            say("Nothing stands open.")
        else:
            done(applied)


@publication_command.command("others")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
def others(as_json: bool) -> int:
    """List every other word, initial or number that nobody has looked at, the most telling first; exit 1 when there is any."""
    with looking() as tracker:
        found = tracker.publication.others()
    if as_json:
        show_json([{"found": o.found, "times": o.times, "where": o.where, "sentence": o.sentence} for o in found])
    elif found:
        rows: list[list[object]] = [["Found", "times", "first in", "its sentence"]]
        show_table([*rows, *([o.found, o.times, o.where, o.sentence] for o in found)], right=(1,))
    else:
        show("Every capitalised word, initial and number of the papers was looked at.")
    return 1 if found else 0


@publication_command.command("accept")
@click.argument("words", nargs=-1)
@common
def accept(words: tuple[str, ...]) -> None:
    """Take WORDS, or every other word that is left, as looked at and nobody."""
    with writing() as tracker:
        applied = tracker.publication.accept(words or None)
        if applied is None:
            say("No other word is left to look at.")
        else:
            done(applied)


@publication_command.command("leave-out")
@click.argument("found")
@common
def leave_out(found: str) -> None:
    """Leave FOUND out of every public paper."""
    with writing() as tracker:
        done(tracker.publication.leave_out(found))


@publication_command.command("show")
@click.argument("found")
@click.argument("shown")
@common
def show_as(found: str, shown: str) -> None:
    """Show SHOWN (a role) in every public paper where FOUND stands."""
    with writing() as tracker:
        done(tracker.publication.show_as(found, shown))


@publication_command.command("keep")
@click.argument("found")
@click.option("--reason", required=True, help="Why it may stand; printed in the paper.")
@common
def keep(found: str, reason: str) -> None:
    """Let FOUND stand in public papers."""
    with writing() as tracker:
        done(tracker.publication.let_stand(found, reason))


@publication_command.command("forget")
@click.argument("found")
@common
def forget(found: str) -> None:
    """Take a decision back."""
    with writing() as tracker:
        done(tracker.publication.forget(found))


@publication_command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
def list_decisions(as_json: bool) -> None:
    """What was decided."""
    from tui_tracker.domain.records import to_data

    with looking() as tracker:
        found = tracker.publication.decided()
    if as_json:
        show_json([to_data(d) for d in found])
        return
    show_table(
        [
            ["What", "found", "shown as", "reason"],
            *([d.what, d.found, d.shown_as or "(stands)", d.reason] for d in found),
        ]
    )
    say(f"{count_of(len(found), 'decision')}.")
