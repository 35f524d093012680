"""What every command that sends something out takes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui_tracker.cli.options import A_PATH, common, looking, my_places
from tui_tracker.cli.output import say

if TYPE_CHECKING:
    from tui_tracker.actions.send_out.style import Style


def outgoing(command: Callable[..., Any], *, named: bool = True) -> Callable[..., Any]:
    """Add what every file that leaves takes; ``named`` says that the command always wants to be told where to."""
    for option in (
        click.option("-o", "out", required=named, type=A_PATH, help="The file to write."),
        click.option("--replace", is_flag=True, help="Write over a file that exists."),
        click.option("--internal", is_flag=True, help="Not for the public: no publication check, names as they are."),
        click.option("--marking", metavar="MARK", help="OFFICIAL, OFFICIAL-SENSITIVE or none; else the settings say."),
        click.option("--template", type=A_PATH, help="A house .docx whose styles are used (docx)."),
        click.option("--to", "given_to", metavar="WHOM", help="Whom it is given to, for the log of what left."),
        click.option("--of", "of_plan", metavar="PLAN", help="One plan of the file; all if not given."),
        click.option("--only", metavar="QUERY", help="Only the tasks that a filter shows, and their areas."),
        click.option("--snapshot", "snapshot", metavar="NAME", help="A taken snapshot; else the live plan."),
    ):
        command = option(command)
    return common(command)


def make_again(kind: str, number: int, out: Path, *, replace: bool) -> None:
    """Make a paper of the log again, and say whether it is the same."""
    from tui_tracker.actions.send_out.again import Again
    from tui_tracker.errors import UsageError

    with looking() as tracker:
        paper = Again(tracker)
        found = paper.numbered(number)
        if found.what.split()[0] != kind:
            raise UsageError(f"Number {number} was “{found.what}”, no {kind}; “sent” lists what left with its number.")
        say(paper.write(number, out, replace=replace))
    say(f"Written: {out}")


def style(internal: bool, marking: str | None, template: Path | None) -> Style:
    """How papers go out: the command's options over the settings."""
    from tui_tracker.actions.send_out.style import Style
    from tui_tracker.errors import UsageError
    from tui_tracker.settings import MARKINGS, load

    settings = load(my_places().settings)
    chosen = (marking or settings.marking).strip()
    mark = next((m for m in MARKINGS if m.casefold() == chosen.casefold()), None)
    if mark is None:
        raise UsageError(f"“{chosen}” is no handling mark; use {', '.join(MARKINGS)}.")
    return Style(service=settings.service, marking=mark, internal=internal, template=template)
