"""``tui-tracker reconcile``: compare printed tables (.md, .txt, .csv, .xlsx) with their own sums and with the plan; exit 1 where they differ."""

from __future__ import annotations

from pathlib import Path

import click

from tui_tracker.cli.options import A_PATH, looking, my_places, plan_uid, reading
from tui_tracker.cli.output import say, show, show_json
from tui_tracker.domain.text import count_of


@click.command("reconcile")
@click.argument("file", type=A_PATH)
@reading
def reconcile_command(file: Path, as_json: bool, of_plan: str | None, as_at: str | None) -> int:
    """Compare printed tables (.md, .txt, .csv, .xlsx) with their own sums and with the plan; exit 1 where they differ."""
    from tui_tracker.actions.send_out.reconcile import reconcile

    if my_places().plan.is_file():
        with looking(as_at) as tracker:
            found = reconcile(file, tracker, plan_uid(tracker, of_plan))
    else:
        found = reconcile(file, None)
    if as_json:
        show_json(found.to_json())
        return 1 if found.differences else 0
    for table in found.tables:
        show(f"{table.caption}: {count_of(len(table.rows), 'row')}, {'with' if table.total else 'without'} a total")
    for difference in found.differences:
        show(difference.sentence())
    for line in found.unmatched:
        say(line)
    if not found.differences:
        show("Every figure agrees.")
    return 1 if found.differences else 0
