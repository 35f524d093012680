"""Writes on one record: set, note, ready."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_tracker.cli.options import common, my_places, writing
from tui_tracker.cli.output import show

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Applied

_AREA_ONLY = (
    "owner", "target", "deadline", "finding", "headline", "ref", "area_kind", "kind", "resources", "effect", "summary", "comment", "closed_on", "closed_by",
    "told_on", "addressed", "usual", "embedded_on", "embedded_measure", "question", "importance", "rhythm", "risk_ref", "sensitive",
)  # fmt: skip


def done(applied: Applied) -> None:
    """Say what was done, and how to take it back."""
    change = applied.change
    show(f"{change.verb} {change.subject}  (change {applied.number}; tui-tracker undo takes it back)")


@click.command("set")
@click.argument("ref")
@click.argument("field")
@click.argument("value")
@click.option("--reason", help="Why; a date that moves wants one, and so does deferring.")
@click.option("--until", metavar="DATE", help="With progress deferred: the day it is looked at again.")
@common
def set_command(ref: str, field: str, value: str, reason: str | None, until: str | None) -> None:
    """Set one field of a task or an area (progress, due, assigned_to, title, work, station, owner, target, …)."""
    name = {"kind": "area_kind"}.get(field.strip().lower().replace("-", "_"), field.strip().lower().replace("-", "_"))
    with writing() as tracker:
        found = tracker.resolve(ref)
        if found.kind == "area" and name not in _AREA_ONLY and not (name == "title" and "/" not in ref):
            found = tracker.resolve(ref, kind="task")
        if found.kind == "task":
            both = {name: value} | ({"due": until} if until is not None else {})
            done(tracker.tasks.save(found.uid, both, reason=reason))
        else:
            done(tracker.areas.save(found.uid, {name: value}, reason=reason))


@click.command("note")
@click.argument("ref")
@click.argument("text")
@click.option("--date", help="The day of the evidence; today if not given.")
@click.option("--by", help="Who said it; the assignee if not given.")
@click.option("--attach", multiple=True, type=click.Path(path_type=Path), help="A file to keep as proof.")
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

    words = sys.stdin.buffer.read().decode("utf-8-sig", "replace") if text == "-" else text
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
