"""``tui-tracker sent``: what left the program: when, what, to whom, with which figures."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, looking
from tui_tracker.cli.output import say, show_json, show_table
from tui_tracker.domain.records import Sent
from tui_tracker.domain.text import count_of


@click.command("sent")
@click.option("--as-at", "as_at", metavar="DATE", help="As it was on a day.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
def sent_command(as_json: bool, as_at: str | None) -> None:
    """What left the program: when, what, to whom, with which figures."""
    from tui_tracker.domain.records import to_data

    with looking(as_at) as tracker:
        found = tracker.read.all(Sent, order=("-id",))
    if as_json:
        show_json([to_data(s) for s in found])
        return
    rows: list[list[object]] = [["No", "on", "what", "file", "to whom", "journal", "marking"]]
    numbered = list(zip(range(len(found), 0, -1), found, strict=True))
    rows += [
        [n, s.sent_on, s.what, s.file, s.given_to or "not stated", s.number, s.marking or "none"] for n, s in numbered
    ]
    show_table(rows, right=(0, 5))
    say(f"{count_of(len(found), 'paper')} left the program.")
