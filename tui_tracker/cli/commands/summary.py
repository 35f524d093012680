"""``tui-tracker summary``: the pillar table, its totals, and how much is really done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tui_tracker.cli.options import looking, plan_uid, reading
from tui_tracker.cli.output import columns, say, show, show_json, show_table
from tui_tracker.domain.text import count_of

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Tracker
    from tui_tracker.domain.views import SummaryView


@click.command("summary")
@click.option(
    "--why-not", type=click.Choice(["complete", "qa", "sampled", "assured"]), help="The tasks that stopped before this step, each with its reason."
)  # fmt: skip
@reading
def summary_command(why_not: str | None, as_at: str | None, of_plan: str | None, as_json: bool) -> None:
    """The pillar table, its totals, and how much is really done."""
    with looking(as_at) as tracker:
        if why_not is not None:
            _show_short(tracker, why_not, plan_uid(tracker, of_plan), as_json)
            return
        view = tracker.read.summary(plan_uid(tracker, of_plan))
        show_json(summary_json(view)) if as_json else show_summary(view)


def _show_short(tracker: Tracker, step: str, plan: str | None, as_json: bool) -> None:
    """Who stopped before a step, and why."""
    from tui_tracker.domain.steps import STEP_HEADINGS, short_of

    read = tracker.read
    found = short_of(read.task_views(read.short_of(step, plan)), step, read.today)
    if as_json:
        show_json([{"ref": s.ref, "title": s.title, "reason": s.reason} for s in found])
        return
    show_table([[s.ref, s.reason, s.title] for s in found])
    say(f"{count_of(len(found), 'task')} {STEP_HEADINGS[step]}")


def summary_json(view: SummaryView) -> dict[str, Any]:
    return {
        "as_at": view.as_at.isoformat(),
        "pillars": [
            {"plan": v.plan.name, "pillar": v.name, **v.counts.to_json(), "rag": v.colour.letter} for v in view.pillars
        ],
        "total": view.total.to_json(),
        "figures": view.figures.to_json(),
        "plans": [
            {"plan": p.plan.name, "kind": p.plan.plan_kind, "total": p.counts.to_json(), "figures": p.figures.to_json()}
            for p in view.plans
        ],
        "stated": [
            {"subject": s.subject, "what": s.what, "stated": s.stated, "worked_out": s.worked_out, "where": s.where}
            for s in view.stated
        ],
    }


def show_summary(view: SummaryView) -> None:
    from tui_tracker.domain import dates
    from tui_tracker.domain.figures import STEP_NAMES
    from tui_tracker.domain.progress import WORDS, Progress

    show(f"As at {dates.long(view.as_at)}")
    head: list[object] = ["Pillar", "RAG", "areas", "tasks", *(WORDS[p].word for p in Progress), "past date"]
    for plan in view.plans:
        rows: list[list[object]] = [head]
        for v in view.pillars:
            if v.plan.uid == plan.plan.uid:
                counts = [v.counts.of(p) for p in Progress]
                rows.append(
                    [v.name or "No pillar", v.colour.letter, v.counts.areas, v.counts.tasks, *counts, v.counts.overdue]
                )
        total = plan.counts
        rows.append(["Total", "", total.areas, total.tasks, *(total.of(p) for p in Progress), total.overdue])
        show()
        show(plan.plan.name)
        for line in columns(rows, right=range(2, 12)):
            show("  " + line)
        show("  " + " > ".join(f"{n} {name}" for n, name in zip(plan.figures.steps(), STEP_NAMES, strict=True)))
        outside = plan.figures
        show(f"  not reported complete but QA'd: {outside.outside_qa}; sampled without both: {outside.outside_sampled}")
    if view.waits:
        show()
        show("Waits for someone")
        for line in columns([[w.count, w.what] for w in view.waits], right=(0,)):
            show("  " + line)
