"""``tui-tracker demo``: look round an invented service's plan; nothing is kept."""

from __future__ import annotations

import sys

import click

from tui_tracker.cli.options import common
from tui_tracker.cli.output import show


@click.command("demo")
@click.option("--headless", is_flag=True, help="Print the summary and a snapshot instead of opening the app.")
@click.option(
    "--kind",
    type=click.Choice(["inspection", "audit", "concern", "quarters"]),
    default="inspection",
    help="A plan of another kind: an internal audit, a cause of concern, line by line with a column a quarter.",
)
@common
def demo_command(headless: bool, kind: str) -> int:
    """Look round an invented service's plan; nothing is kept."""
    from tui_tracker.actions.keep.demo import open_demo

    with open_demo(kind=kind) as tracker:
        if headless or not (sys.stdin.isatty() and sys.stderr.isatty()):
            from tui_tracker.cli.commands.summary import show_summary

            show_summary(tracker.read.summary())
            show()
            from tui_tracker.cli.commands.check import show_findings

            show("What the checks find wrong:")
            show_findings([f for f in tracker.checks.run() if f.severity == "error"])
            show()
            snapshot = next(iter(tracker.read.snapshots()), None)
            show(tracker.exports.markdown(snapshot=snapshot, service="Northshire Fire and Rescue Service"))
            return 0
        from tui_tracker.ui.opening import run_on

        return run_on(tracker)
