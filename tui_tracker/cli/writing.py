"""Writes on one record: set, note, ready."""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_tracker.actions.plan import areas, tasks
from tui_tracker.cli.options import A_PATH, common, my_places, writing
from tui_tracker.cli.output import show
from tui_tracker.errors import UsageError

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Applied, Tracker


def done(applied: Applied) -> None:
    """Say what was done, and how to take it back."""
    change = applied.change
    show(f"{change.verb} {change.subject}  (change {applied.number}; tui-tracker undo takes it back)")


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
    """Set one field of a task or an area (progress, due, assigned_to, title, work, station, owner, target, …).

    A value that begins with a minus comes after --, as in: set AFI1/T2 work -- "-2 posts".
    """
    from tui_tracker.errors import UsageError

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
        found = tracker.resolve(words[0])
        if found.kind == "area" and name not in areas.EDITABLE and name in tasks.EDITABLE:
            found = tracker.resolve(words[0], kind="task")
        if found.kind == "task":
            done(tracker.tasks.save(found.uid, both, reason=reason))
        else:
            done(tracker.areas.save(found.uid, both, reason=reason))


def _set_many(tracker: Tracker, where: str, values: dict[str, str], reason: str | None, *, yes: bool) -> None:
    """Say how many and which, ask, and set them as one change."""
    from tui_tracker.errors import RefusedError, UsageError

    uids = tracker.read.uids_of(tracker.read.task_ids(where))
    if not uids:
        raise UsageError(f"No task is shown by the filter “{where}”, so nothing was set.")
    tracker.many.refuse_unknown(values)
    for line in tracker.many.concerned(uids, values):
        show(line)
    if not yes:
        if not sys.stdin.isatty():
            raise RefusedError("Setting many at once wants --yes where nobody can be asked; nothing was set.")
        if not click.confirm("Set them all?", default=False, err=True):
            raise RefusedError("Nothing was set.")
    done(tracker.many.save(uids, values, reason=reason))


def _from_stdin() -> str:
    """What is piped in; nothing where the stream is closed."""
    return piped_text(getattr(sys.stdin, "buffer", io.BytesIO()).read(), _console_page())


def piped_text(data: bytes, page: str) -> str:
    """The text in bytes: by their mark, as UTF-16 without one, as UTF-8, else in the console's own code page. Raises UsageError."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "replace")
    if b"\x00" in data[:200]:
        return data.decode("utf-16-le" if data[1:2] == b"\x00" else "utf-16-be", "replace")
    for name in ("utf-8", page):
        with contextlib.suppress(UnicodeDecodeError, LookupError):
            return data.decode(name)
    raise UsageError(
        "What was piped in is neither UTF-8 nor in this console's code page; save it as UTF-8 and pipe it again."
    )


def _console_page() -> str:
    """The code page of a Windows console, such as cp850; Windows-1252 elsewhere."""
    if sys.platform == "win32":
        import ctypes

        return f"cp{ctypes.windll.kernel32.GetConsoleCP() or 1252}"
    return "cp1252"


@click.command("note")
@click.argument("ref")
@click.argument("text")
@click.option("--date", help="The day of the evidence; today if not given.")
@click.option("--by", help="Who said it; the assignee if not given.")
@click.option("--attach", multiple=True, type=A_PATH, help="A file to keep as proof.")
@click.option("--link", multiple=True, help="A link or path to point to.")
@click.option("--kind", help="document, data or seen (practice seen).")
@click.option("--expires", metavar="DATE", help="The day after which it proves nothing any more.")
@click.option("--also", multiple=True, metavar="REF", help="Another task that it serves.")
@click.option("--reference", is_flag=True, help="Only point to the files; keep no copy.")
@common
def note_command(
    ref: str, text: str, date: str | None, by: str | None, attach: tuple[Path, ...], link: tuple[str, ...], kind: str | None,
    expires: str | None, also: tuple[str, ...], reference: bool,
) -> None:  # fmt: skip
    """Add an evidence note; TEXT of - is read from stdin."""
    from tui_tracker.settings import load

    words = _from_stdin() if text == "-" else text
    with writing() as tracker:
        found = tracker.resolve(ref, kind="task")
        points = reference or load(my_places().settings).attachments == "reference"
        more = [tracker.resolve(one, kind="task").uid for one in also]
        done(
            tracker.notes.add(
                found.uid, words, date=date, said_by=by, links=link, files=attach, kind=kind, expires=expires, also=more, reference=points
            )
        )  # fmt: skip


@click.command("ready")
@click.argument("ref")
@click.option("--by", help="On whose word; the assignee's if not given.")
@common
def ready_command(ref: str, by: str | None) -> None:
    """Mark a task ready for QA."""
    with writing() as tracker:
        done(tracker.tasks.ready(tracker.resolve(ref, kind="task").uid, said_by=by))
