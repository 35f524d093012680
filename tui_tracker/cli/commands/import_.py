"""``tui-tracker import``: read a service's plan (.xlsx, .docx, .csv, .md, pasted text) or our own .json. The file itself is never changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui_tracker.cli.options import A_PATH, common, looking, my_places, writing
from tui_tracker.cli.output import say, show, show_json
from tui_tracker.domain.text import count_of
from tui_tracker.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from tui_tracker.actions.bring_in.import_session import Reading
    from tui_tracker.actions.bring_in.imports import Outcome


@click.command("import")
@click.argument("file", type=A_PATH)
@click.option("--dry-run", is_flag=True, help="Show what was read; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the areas and the report as JSON.")
@click.option("--sheet", "sheets", multiple=True, help="Use only this sheet (may be given again).")
@click.option("--yes", is_flag=True, help="Bring it in although something looks wrong with the reading as a whole.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="NAME=ROLE",
    help="What the column of that heading holds (may be given again).",
)
@click.option(
    "--heading-row",
    "heading_rows",
    multiple=True,
    metavar="[SHEET:]N",
    help="The row, counted from 1, that heads the table of a sheet (may be given again).",
)
@click.option("--into", metavar="PLAN", help="The plan of the file that it belongs to.")
@click.option("--new", metavar="NAME", help="Start a new plan of this name.")
@click.option(
    "--take",
    type=click.Choice(["nothing", "changed", "ours", "theirs"]),
    default="nothing",
    help="Into a plan that is there: take what only the file changed; ours or theirs also where both did.",
)
@common
def import_command(
    file: Path,
    dry_run: bool,
    as_json: bool,
    sheets: tuple[str, ...],
    yes: bool,
    columns: tuple[str, ...],
    heading_rows: tuple[str, ...],
    into: str | None,
    new: str | None,
    take: Any,
) -> None:
    """Read a service's plan (.xlsx, .docx, .csv, .md, pasted text) or our own .json. The file itself is never changed.

    Into a plan that has records it is a merge: what is new is added, differences are shown, nothing is overwritten unasked.
    """
    if file.suffix.lower() == ".json":
        _our_own(file, dry_run)
        return
    from tui_tracker.actions.bring_in.import_session import Reading

    reading = Reading(file, sheets=sheets)
    _taught(reading, columns, heading_rows)
    _show_account(reading, file.name, as_json)
    if dry_run:
        say("Nothing was written.")
        return
    proposal = reading.proposal
    if proposal.alarms and proposal.plans and not yes:
        raise RefusedError(
            "Nothing was written: look at what is said above. --heading-row N says which row heads the table, --column NAME=ROLE what a column holds, and --yes brings it in as it was read."
        )
    with writing(create=True) as tracker:
        outcome = tracker.imports.apply(proposal, file, into=into, new=new, taking=take, learned=reading.learned())
        unasked = [p.name for p in tracker.judging.unasked()]
    _tell(outcome, file)
    if unasked and outcome.applied is not None:
        plans = ", ".join(unasked)
        say(f"What does green mean in {plans}? Say: tui-tracker rag scheme done|on-track|proved [--of PLAN]")


def _taught(reading: Reading, columns: tuple[str, ...], heading_rows: tuple[str, ...]) -> None:
    """What earlier imports learned, then what is said now."""
    if my_places().plan.exists():
        with looking() as tracker:
            reading.recall(tracker)
    _head(reading, heading_rows)
    for said in columns:
        _give(reading, said)


def _show_account(reading: Reading, name: str, as_json: bool) -> None:
    """What was read, what looks wrong with it and what is not sure."""
    from tui_tracker.actions.bring_in.imports import why_nothing

    proposal = reading.proposal
    for alarm in proposal.alarms:
        say(f"look at this first: {alarm}.")
    if as_json:
        show_json(reading.to_json())
    report = proposal.report()
    if not proposal.plans:
        say(why_nothing(proposal))
    if as_json:
        return
    show(
        f"{name}: {count_of(report['areas'], 'area')}, {count_of(report['tasks'], 'task')} in {count_of(len(report['plans']), 'plan')}"
    )
    for remark in (r for r in report["remarks"] if r["kind"] != "columns"):  # those are in --json
        show(f"  {remark['kind'].replace('_', ' '):<11} {remark['where']}: {remark['text']}")
    for question in reading.questions():
        show(f"  {'not sure':<11} {question}")


def _head(reading: Reading, said: tuple[str, ...]) -> None:
    """Take the rows that were named as headings, and no others of their sheets."""
    rows: dict[str, set[int]] = {}
    sheets = [s for s in reading.book.sheets if s.name in reading.sheets] if reading.sheets else reading.book.sheets
    for one in said:
        name, colon, number = one.rpartition(":")
        found = [s for s in sheets if s.name == name] if colon else [s for s in sheets if not s.hidden][:1]
        if not number.strip().isdigit() or not found:
            known = ", ".join(s.name for s in sheets)
            raise UsageError(
                f"--heading-row wants a row's number, or SHEET:NUMBER with one of {known}; “{one}” is neither."
            )
        if not 1 <= int(number) <= len(found[0].rows):
            raise UsageError(
                f"{found[0].name} has {count_of(len(found[0].rows), 'row')}; there is no row {number.strip()} to head a table."
            )
        rows.setdefault(found[0].name, set()).add(int(number) - 1)
    for name, heads in rows.items():
        reading.set_heads(name, heads)


def _give(reading: Reading, said: str) -> None:
    """Give every column of a heading the role that was named."""
    from tui_tracker.actions.bring_in.import_session import FIELDS
    from tui_tracker.domain.text import fold

    name, equals, role = said.rpartition("=")
    if not equals or role.strip() not in FIELDS:
        raise UsageError(f"--column wants NAME=ROLE, and a role is one of {', '.join(FIELDS)}; “{said}” is not.")
    found = [c for c in reading.proposal.columns if fold(c.name) == fold(name)]
    if not found:
        known = ", ".join(dict.fromkeys(f"“{c.name}”" for c in reading.proposal.columns if c.name))
        raise UsageError(f"No column that was read is headed “{name}”; there are {known or 'none'}.")
    for column in found:
        reading.give(column, role.strip())


def _tell(outcome: Outcome, file: Path) -> None:
    """What the import did, and what it left."""
    for difference in outcome.differences:
        say(f"differs: {difference}")
    if outcome.applied is None:
        say(f"Nothing new in {file.name}; the plan is unchanged.")
    else:
        more = sum(len(p.notes) for p in outcome.preview.plans)
        notes = f" and {more} notes" if more else ""
        say(
            f"{outcome.added_areas} areas, {outcome.added_tasks} tasks{notes} brought in to {my_places().plan} as change {outcome.applied.number}."
        )
    left = sum(len(p.open) + sum(o.result == o.ours for o in p.there) for p in outcome.preview.plans)
    if left:
        say(f"{left} differences were left as they are here; --take changed, ours or theirs settles them.")


def _our_own(file: Path, dry_run: bool) -> None:
    from tui_tracker.actions.send_out.file_forms import read_json

    data = read_json(file)
    counts = {kind: len(rows) for kind, rows in data["records"].items() if rows}
    show(f"{file.name}: " + ", ".join(f"{n} {kind}" for kind, n in counts.items()))
    if dry_run:
        say("Nothing was written.")
        return
    with writing(create=True) as tracker:
        entries = tracker.exports.load_json(file)
    say(f"The whole plan is in {my_places().plan}, with its {entries} journal entries.")
