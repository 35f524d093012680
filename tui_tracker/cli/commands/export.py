"""``tui-tracker export``: write a snapshot, or the live plan, to a file. md and docx are checked for publication unless --internal."""

from __future__ import annotations

from pathlib import Path

import click

from tui_tracker.cli.options import A_PATH, scope_of, sending
from tui_tracker.cli.outgoing import make_again, outgoing, style
from tui_tracker.cli.output import columns, say, show
from tui_tracker.domain.file_endings import PAPER_FORMS
from tui_tracker.domain.text import count_of


@click.command("export")
@click.argument("form", type=click.Choice([*PAPER_FORMS, "into"]))
@click.argument("theirs", required=False, type=A_PATH)
@click.option(
    "--evidence/--no-evidence",
    default=None,
    help="Evidence notes and sign-off comments (md, docx); only with --internal unless asked.",
)
@click.option(
    "--again", type=int, metavar="N", help="The paper of line N of “sent”, made again: the same bytes, or what differs."
)
@outgoing
def export_command(
    form: str, theirs: Path | None, again: int | None, of_plan: str | None, only: str | None, evidence: bool | None, out: Path, replace: bool, internal: bool, marking: str | None,
    template: Path | None, given_to: str | None, snapshot: str | None,
) -> None:  # fmt: skip
    """Write a snapshot, or the live plan, to a file. md and docx are checked for publication unless --internal.

    "into THEIRS.xlsx" writes a copy of the service's own workbook with today's progress, dates and notes in its cells.
    """
    if again is not None:
        make_again(form, again, out, replace=replace)
        return
    if form == "into" or theirs is not None:
        _export_into(form, theirs, out, replace=replace, given_to=given_to, snapshot=snapshot, part=of_plan or only)
        return
    with sending() as tracker:
        tracker.exports.export(
            out, form, style(internal, marking, template), snapshot=snapshot, scope=scope_of(tracker, of_plan, only), evidence=evidence,
            replace=replace, given_to=given_to,
        )  # fmt: skip
    say(f"Written: {out}")


def _export_into(
    form: str, theirs: Path | None, out: Path, *, replace: bool, given_to: str | None, snapshot: str | None, part: str | None
) -> None:  # fmt: skip
    """Write the copy, and list the cells that changed and what was left."""
    from tui_tracker.actions.send_out.into_theirs import write_copy
    from tui_tracker.errors import UsageError

    if form != "into" or theirs is None:
        raise UsageError("A workbook to write into comes after “into”, such as: export into PLAN.xlsx -o COPY.xlsx")
    if snapshot or part:
        raise UsageError(
            "Into a workbook goes the plan as it is now, all of it: leave --snapshot, --of and --only out."
        )
    with sending() as tracker:
        made = write_copy(tracker, theirs, out, replace=replace, given_to=given_to)
    rows: list[list[object]] = [[w.where, w.ref, w.field, w.before, w.after] for w in made.written]
    for line in columns([["Cell", "Task", "Field", "was", "is"], *rows], limit=40) if rows else ():
        show(line)
    for line in made.left:
        say(f"left: {line}")
    say(f"Written: {out}, {count_of(len(made.written), 'cell')} changed, all else as it was.")
