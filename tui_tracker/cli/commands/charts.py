"""``tui-tracker charts``: progress over time (from the journal), tasks due by month, areas by colour."""

from __future__ import annotations

import click

from tui_tracker.cli.options import looking, plan_uid, reading
from tui_tracker.cli.output import show, show_json, show_table


@click.command("charts")
@reading
def charts_command(as_at: str | None, of_plan: str | None, as_json: bool) -> None:
    """Progress over time (from the journal), tasks due by month, areas by colour."""
    from tui_tracker.domain.pillar_colours import by_pillar

    with looking(as_at) as tracker:
        plan = plan_uid(tracker, of_plan)
        points, months = tracker.read.burn_up(plan), tracker.read.due_months(plan)
        pillars = by_pillar(tracker.read.area_rows(plan))
    if as_json:
        show_json(
            {
                "progress": [{"day": p.day.isoformat(), "tasks": p.tasks, "complete": p.complete, "due": p.due} for p in points],
                "due": [{"month": m.month or None, "tasks": m.tasks, "complete": m.complete, "late": m.late} for m in months],
                "colours": [{"plan": p.plan, "pillar": p.pillar, "areas": dict(p.letters)} for p in pillars],
            }
        )  # fmt: skip
        return
    rows: list[list[object]] = [
        ["Day", "tasks", "complete", "due by then"],
        *([p.day, p.tasks, p.complete, p.due] for p in points),
    ]
    show_table(rows, right=(1, 2, 3))
    show()
    rows = [
        ["Due in", "tasks", "complete", "late"],
        *([m.month or "no date", m.tasks, m.complete, m.late] for m in months),
    ]
    show_table(rows, right=(1, 2, 3))
    show()
    rows = [["Pillar", "areas by colour", "plan"]]
    rows += [[p.pillar or "No pillar", " ".join(f"{letter} {n}" for letter, n in p.letters), p.plan] for p in pillars]
    show_table(rows)
