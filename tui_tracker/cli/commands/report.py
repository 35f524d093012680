"""``tui-tracker report``: write a paper: committee, closure REF, chaser OWNER, questions, handover, movement, or minute MEETING."""

from __future__ import annotations

from pathlib import Path

import click

from tui_tracker.cli.options import A_PATH, scope_of, sending
from tui_tracker.cli.outgoing import outgoing, style
from tui_tracker.cli.output import say


@click.command("report")
@click.argument(
    "kind", type=click.Choice(["committee", "closure", "chaser", "questions", "handover", "movement", "minute"])
)
@click.argument("subject", required=False)
@click.option("--format", "form", type=click.Choice(["md", "docx"]), help="Else by the file's ending; Markdown.")
@click.option("--files", type=A_PATH, help="A folder for the evidence files (closure).")
@click.option("--since", metavar="NAME", help="A snapshot or date to compare with (committee, movement).")
@click.option("--meeting", default="", help="The meeting it is for (committee).")
@click.option("--date", "day", default="", help="The meeting's date, as it is to be printed (committee).")
@click.option("--every-task", is_flag=True, help="Print every task as an appendix (committee).")
@outgoing
def report_command(
    kind: str, subject: str | None, form: str | None, files: Path | None, since: str | None, meeting: str, day: str, every_task: bool, out: Path, replace: bool,
    internal: bool, marking: str | None, template: Path | None, given_to: str | None, snapshot: str | None, of_plan: str | None, only: str | None,
) -> None:  # fmt: skip
    """Write a paper: committee, closure REF, chaser OWNER, questions, handover, movement, or minute MEETING."""
    from tui_tracker.actions.send_out.exports import Report

    with sending() as tracker:
        wanted = Report(
            kind, subject, form=form, files=files, since=since, meeting=meeting, day=day, snapshot=snapshot, given_to=given_to,
            replace=replace, scope=scope_of(tracker, of_plan, only), every_task=every_task,
        )  # fmt: skip
        for line in tracker.exports.report(out, wanted, style(internal, marking, template)):
            say(line)
    say(f"Written: {out}")
