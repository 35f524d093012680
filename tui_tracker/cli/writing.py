"""Writes on one record: set, note, ready."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_tracker.cli.options import common, writing
from tui_tracker.cli.output import show

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Applied

_AREA_ONLY = (
    "owner", "target", "deadline", "finding", "headline", "ref", "area_kind", "kind", "resources", "effect", "summary", "comment", "closed_on", "closed_by",
    "told_on", "addressed", "usual", "embedded_on", "embedded_measure",
)  # fmt: skip


def done(applied: Applied) -> None:
    """Say what was done, and how to take it back."""
    change = applied.change
    show(f"{change.verb} {change.subject}  (change {applied.number}; tui-tracker undo takes it back)")


@click.command("set")
@click.argument("ref")
@click.argument("field")
@click.argument("value")
@click.option("--reason", help="Why; a date that moves wants one.")
@common
def set_command(ref: str, field: str, value: str, reason: str | None) -> None:
    """Set one field of a task or an area (progress, due, assigned_to, title, work, station, owner, target, …)."""
    name = {"kind": "area_kind"}.get(field.strip().lower().replace("-", "_"), field.strip().lower().replace("-", "_"))
    with writing() as tracker:
        found = tracker.resolve(ref)
        if found.kind == "area" and name not in _AREA_ONLY and not (name == "title" and "/" not in ref):
            found = tracker.resolve(ref, kind="task")
        if found.kind == "task":
            done(tracker.tasks.save(found.uid, {name: value}, reason=reason))
        else:
            done(tracker.areas.save(found.uid, {name: value}, reason=reason))


@click.command("note")
@click.argument("ref")
@click.argument("text")
@click.option("--date", help="The day of the evidence; today if not given.")
@click.option("--by", help="Who said it; the assignee if not given.")
@click.option("--attach", multiple=True, type=click.Path(path_type=Path), help="A file to keep as proof.")
@click.option("--link", multiple=True, help="A link or path to point to.")
@common
def note_command(
    ref: str, text: str, date: str | None, by: str | None, attach: tuple[Path, ...], link: tuple[str, ...]
) -> None:
    """Add an evidence note; TEXT of - is read from stdin."""
    words = sys.stdin.buffer.read().decode("utf-8-sig", "replace") if text == "-" else text
    with writing() as tracker:
        found = tracker.resolve(ref, kind="task")
        done(tracker.notes.add(found.uid, words, date=date, said_by=by, links=link, files=attach))


@click.command("ready")
@click.argument("ref")
@click.option("--by", help="On whose word; the assignee's if not given.")
@common
def ready_command(ref: str, by: str | None) -> None:
    """Mark a task ready for QA."""
    with writing() as tracker:
        done(tracker.tasks.ready(tracker.resolve(ref, kind="task").uid, said_by=by))
