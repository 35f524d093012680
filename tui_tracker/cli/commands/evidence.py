"""``tui-tracker evidence``: all evidence notes, newest first, of the tasks that a filter shows."""

from __future__ import annotations

import click

from tui_tracker.cli.options import looking, plan_uid, reading
from tui_tracker.cli.output import say, show, show_json
from tui_tracker.domain.text import count_of


@click.command("evidence")
@click.argument("query", nargs=-1)
@reading
def evidence_command(query: tuple[str, ...], as_at: str | None, of_plan: str | None, as_json: bool) -> None:
    """All evidence notes, newest first, of the tasks that a filter shows."""
    from tui_tracker.domain.views import shown_date

    with looking(as_at) as tracker:
        rows = tracker.read.notes(" ".join(query), plan=plan_uid(tracker, of_plan))
        if as_json:
            show_json(
                [
                    {
                        "uid": r.note.uid, "ref": r.ref, "date": r.note.date.isoformat() if r.note.date else None, "by": r.note.said_by,
                        "entered": r.note.entered_at, "entered_by": r.note.entered_by, "text": r.note.text, "has_proof": r.has_proof,
                    }
                    for r in rows
                ]
            )  # fmt: skip
            return
        for r in rows:
            day = shown_date(r.note.date, r.note.date_precision, r.note.date_text) or "undated"
            show(f"{r.ref}  {day}  {r.note.said_by or 'not stated'}")
            for line in r.note.text.splitlines():
                show(f"    {line}")
        say(count_of(len(rows), "note"))
