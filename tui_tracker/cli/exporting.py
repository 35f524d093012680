"""Files that leave: the plan in every format, the papers people ask for, and what a public paper may show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui_tracker.cli.options import A_PATH, common, looking, my_places, scope_of, sending, writing
from tui_tracker.cli.output import columns, counted, say, show, show_json
from tui_tracker.cli.writing import done
from tui_tracker.domain.file_endings import PAPER_FORMS
from tui_tracker.domain.records import Sent

if TYPE_CHECKING:
    from tui_tracker.actions.send_out.style import Style


def outgoing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what every file that leaves takes."""
    for option in (
        click.option("-o", "out", required=True, type=A_PATH, help="The file to write."),
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


@click.command("export")
@click.argument("form", type=click.Choice([*PAPER_FORMS, "into"]))
@click.argument("theirs", required=False, type=A_PATH)
@click.option("--evidence/--no-evidence", default=True, help="Evidence notes and sign-off comments (md, docx); on.")
@outgoing
def export_command(
    form: str, theirs: Path | None, of_plan: str | None, only: str | None, evidence: bool, out: Path, replace: bool, internal: bool, marking: str | None,
    template: Path | None, given_to: str | None, snapshot: str | None,
) -> None:  # fmt: skip
    """Write a snapshot, or the live plan, to a file. md and docx are checked for publication unless --internal.

    "into THEIRS.xlsx" writes a copy of the service's own workbook with today's progress, dates and notes in its cells.
    """
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
    say(f"Written: {out}, {counted(len(made.written), 'cell')} changed, all else as it was.")


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
@outgoing
def report_command(
    kind: str, subject: str | None, form: str | None, files: Path | None, since: str | None, meeting: str, day: str, out: Path, replace: bool,
    internal: bool, marking: str | None, template: Path | None, given_to: str | None, snapshot: str | None, of_plan: str | None, only: str | None,
) -> None:  # fmt: skip
    """Write a paper: committee, closure REF, chaser OWNER, questions, handover, movement, or minute MEETING."""
    from tui_tracker.actions.send_out.exports import Report

    with sending() as tracker:
        wanted = Report(
            kind, subject, form=form, files=files, since=since, meeting=meeting, day=day, snapshot=snapshot, given_to=given_to,
            replace=replace, scope=scope_of(tracker, of_plan, only),
        )  # fmt: skip
        for line in tracker.exports.report(out, wanted, style(internal, marking, template)):
            say(line)
    say(f"Written: {out}")


# -- what public papers may show


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
        for line in columns(rows, right=(2,)):
            show(line)
    else:
        show("Nothing stands open: no name, number or address was found by form or by the list of given names.")
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
    for line in columns(
        [
            ["What", "found", "shown as", "reason"],
            *([d.what, d.found, d.shown_as or "(stands)", d.reason] for d in found),
        ]
    ):
        show(line)
    say(f"{counted(len(found), 'decision')}.")


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
    rows: list[list[object]] = [["On", "what", "file", "to whom", "journal", "marking"]]
    rows += [[s.sent_on, s.what, s.file, s.given_to or "not stated", s.number, s.marking or "none"] for s in found]
    for line in columns(rows, right=(4,)):
        show(line)
    say(f"{counted(len(found), 'paper')} left the program.")
