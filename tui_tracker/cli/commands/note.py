"""``tui-tracker note``: add an evidence note; TEXT of - is read from stdin."""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_tracker.cli.options import A_PATH, common, my_places, writing
from tui_tracker.cli.output import done, show
from tui_tracker.errors import UsageError

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Tracker
    from tui_tracker.domain.views import Found


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


def _numbered(tracker: Tracker, found: Found, number: int) -> str:
    """The uid of a note by the number that ``show`` gives it. Raises UsageError."""
    notes = tracker.read.task(found.uid).notes
    if number > len(notes):
        raise UsageError(
            f"{found.ref} has {len(notes)} note{'' if len(notes) == 1 else 's'}, so no note {number}; show {found.ref} numbers them."
        )
    return notes[number - 1].uid


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
@click.option(
    "--corrects",
    type=click.IntRange(1),
    metavar="N",
    help="The note that it sets right, by its number in show; the old text stays.",
)
@click.option("--reference", is_flag=True, help="Only point to the files; keep no copy.")
@common
def note_command(
    ref: str, text: str, date: str | None, by: str | None, attach: tuple[Path, ...], link: tuple[str, ...], kind: str | None,
    expires: str | None, also: tuple[str, ...], corrects: int | None, reference: bool,
) -> None:  # fmt: skip
    """Add an evidence note; TEXT of - is read from stdin."""
    from tui_tracker.settings import load

    words = _from_stdin() if text == "-" else text
    with writing() as tracker:
        found = tracker.resolve(ref, kind="task")
        if corrects is not None:
            if attach or link or also or reference:
                raise UsageError(
                    "A correction is words alone: --attach, --link, --also and --reference do not go with --corrects."
                )
            done(
                tracker.notes.correct(
                    _numbered(tracker, found, corrects), words, date=date, said_by=by, kind=kind, expires=expires
                )
            )
            return
        points = reference or load(my_places().settings).attachments == "reference"
        more = [tracker.resolve(one, kind="task").uid for one in also]
        done(
            tracker.notes.add(
                found.uid, words, date=date, said_by=by, links=link, files=attach, kind=kind, expires=expires, also=more, reference=points
            )
        )  # fmt: skip
        if other := tracker.ties.offered(found.uid, words):
            show(f"It points to {other}: tui-tracker tie add {found.ref} captured {other} ties them.")
