"""``tui-tracker report``: write a paper: committee, closure REF, chaser OWNER, questions, handover, movement, minute MEETING, or evidence."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from tui_tracker.cli.options import A_PATH, scope_of, sending, writing
from tui_tracker.cli.outgoing import make_again, outgoing, style
from tui_tracker.cli.output import say
from tui_tracker.domain.text import count_of
from tui_tracker.errors import UsageError


@click.command("report")
@click.argument(
    "kind",
    type=click.Choice(["committee", "closure", "chaser", "questions", "handover", "movement", "minute", "evidence"]),
)
@click.argument("subject", required=False)
@click.option("--format", "form", type=click.Choice(["md", "docx"]), help="Else by the file's ending; Markdown.")
@click.option("--files", type=A_PATH, help="A folder for the evidence files (closure, evidence).")
@click.option("--since", metavar="NAME", help="A snapshot or date to compare with (committee, movement).")
@click.option("--meeting", default="", help="The meeting it is for (committee).")
@click.option("--date", "day", default="", help="The meeting's date, as it is to be printed (committee).")
@click.option(
    "--each", is_flag=True, help="A message, a draft and a form for everybody, into the folder -o names (chaser)."
)
@click.option(
    "--again", type=int, metavar="N", help="The paper of line N of “sent”, made again: the same bytes, or what differs."
)
@click.option("--every-task", is_flag=True, help="Print every task as an appendix (committee).")
@partial(outgoing, named=False)
def report_command(
    kind: str, subject: str | None, form: str | None, files: Path | None, since: str | None, meeting: str, day: str, each: bool, again: int | None, every_task: bool, out: Path | None, replace: bool,
    internal: bool, marking: str | None, template: Path | None, given_to: str | None, snapshot: str | None, of_plan: str | None, only: str | None,
) -> None:  # fmt: skip
    """Write a paper: committee, closure REF, chaser OWNER, questions, handover, movement, minute MEETING, or evidence."""
    from tui_tracker.actions.send_out.exports import Report

    out = files if kind == "evidence" and out is None else out
    if out is None:
        raise UsageError("Where to? Say -o FILE, or --files FOLDER for the evidence library.")
    if again is not None:
        make_again(kind, again, out, replace=replace)
        return
    if each:
        _chase_everybody(kind, subject, form, out, replace=replace, marking=marking)
        return
    with sending() as tracker:
        wanted = Report(
            kind, subject, form=form, files=files if kind != "evidence" else None, since=since, meeting=meeting, day=day, snapshot=snapshot, given_to=given_to,
            replace=replace, scope=scope_of(tracker, of_plan, only), every_task=every_task,
        )  # fmt: skip
        for line in tracker.exports.report(out, wanted, style(internal, marking, template)):
            say(line)
    say(f"Written: {out}")


def _chase_everybody(
    kind: str, subject: str | None, form: str | None, folder: Path, *, replace: bool, marking: str | None
) -> None:
    """Write for everybody who owes a word, and say who has not answered before."""
    from tui_tracker.actions.bring_in.chasing import INDEX

    if kind != "chaser" or subject:
        raise UsageError("--each goes with a chaser of everybody: report chaser --each -o FOLDER.")
    if form is not None:
        raise UsageError("--format is for one paper; --each writes messages as .txt and .eml, and forms as .xlsx.")
    dressed = style(True, marking, None)
    with writing() as tracker:
        letters = tracker.chasing.each(folder, marking=dressed.mark, service=dressed.service, replace_file=replace)
    for letter in letters:
        owed = letter.owed
        before = f"; {letter.before.words()}" if letter.before is not None else ""
        say(f"{owed.name}: {owed.back} sent back, {owed.late} late, {owed.due} due soon{before}")
    say(f"Written: {count_of(len(letters), 'message')} with drafts and forms in {folder}; “{INDEX}” lists them.")
