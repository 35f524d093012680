"""``tui-tracker set``: set one field of a task or an area (progress, due, assigned_to, title, work, station, owner, target, …)."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui_tracker.actions import entry
from tui_tracker.actions.plan import areas, tasks
from tui_tracker.cli.options import common, writing
from tui_tracker.cli.output import done, show
from tui_tracker.cli.taken import say_taken
from tui_tracker.domain.progress import Progress
from tui_tracker.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Tracker


@click.command("set")
@click.argument("words", nargs=-1, metavar="REF FIELD VALUE")
@click.option(
    "--where", metavar="QUERY", help="Many at once: of every task that the filter shows; then FIELD VALUE alone."
)
@click.option("--yes", is_flag=True, help="With --where: do not ask.")
@click.option("--reason", help="Why; a date that moves wants one, and so does deferring.")
@click.option("--until", metavar="DATE", help="With progress deferred: the day it is looked at again.")
@common
def set_command(words: tuple[str, ...], where: str | None, yes: bool, reason: str | None, until: str | None) -> None:
    """Set one field of a task or an area (progress, due, assigned_to, lead, title, work, station, owner, target, …).

    A value that begins with a minus comes after --, as in: set AFI1/T2 work -- "-2 posts".
    """

    wanted = 2 if where is not None else 3
    if len(words) != wanted:
        shape = "set --where QUERY FIELD VALUE" if where is not None else "set REF FIELD VALUE"
        raise UsageError(
            f"It is {shape}, so {wanted} words besides; there are {len(words)}: {' | '.join(words) or 'none'}."
        )
    field, value = words[-2:]
    plain = field.strip().lower().replace("-", "_")
    name = {"kind": "area_kind"}.get(plain, plain)
    both = {name: value} | ({"due": until} if until is not None else {})
    with writing() as tracker:
        if where is not None:
            _set_many(tracker, where, both, reason, yes=yes)
            return
        if name == "lead":
            done(tracker.tasks.lead(tracker.resolve(words[0], kind="task").uid, value))
            return
        found = tracker.resolve(words[0])
        if found.kind == "area" and name not in areas.EDITABLE and name in tasks.EDITABLE:
            found = tracker.resolve(words[0], kind="task")
        if found.kind == "task":
            _refuse_unnamed(tracker, [found.uid], both)
            done(tracker.tasks.save(found.uid, both, reason=reason))
        else:
            done(tracker.areas.save(found.uid, both, reason=reason))
        say_taken(tracker, both)


def _set_many(tracker: Tracker, where: str, values: dict[str, str], reason: str | None, *, yes: bool) -> None:
    """Say how many and which, ask, and set them as one change."""
    uids = tracker.read.uids_of(tracker.read.task_ids(where))
    if not uids:
        raise UsageError(f"No task is shown by the filter “{where}”, so nothing was set.")
    tracker.many.refuse_unknown(values)
    _refuse_unnamed(tracker, uids, values)
    for line in tracker.many.concerned(uids, values):
        show(line)
    if not yes:
        if not sys.stdin.isatty():
            raise RefusedError("Setting many at once wants --yes where nobody can be asked; nothing was set.")
        if not click.confirm("Set them all?", default=False, err=True):
            raise RefusedError("Nothing was set.")
    done(tracker.many.save(uids, values, reason=reason))
    say_taken(tracker, values)


def _refuse_unnamed(tracker: Tracker, uids: list[str], values: dict[str, str]) -> None:
    """On target wants somebody who does it and somebody who owns its area: the app asks in the form of the key, a command has nobody to ask."""
    if values.get("progress") and entry.progress_value(values["progress"]) == Progress.ON_TARGET:
        lacking = tracker.tasks.lacking(uids)
        if lacking:
            more = f" So do {len(lacking) - 1} more." if len(lacking) > 1 else ""
            raise RefusedError(
                f"{lacking[0]}{more} Say who first, as in set REF assigned_to NAME and set AREA owner NAME; nothing was set."
            )
