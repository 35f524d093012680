"""Reads: summary, tasks, show, evidence, history, info."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tui_tracker.cli.listed import history_rows, task_json
from tui_tracker.cli.options import common, looking, my_places, plan_uid, reading
from tui_tracker.cli.output import columns, counted, say, show, show_json
from tui_tracker.errors import PlanFileError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_tracker.actions.tracker import Tracker
    from tui_tracker.domain.views import SummaryView, TallyRow, TaskRow


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
        show_json(summary_json(view)) if as_json else _show_summary(view)


def _show_short(tracker: Tracker, step: str, plan: str | None, as_json: bool) -> None:
    """Who stopped before a step, and why."""
    from tui_tracker.domain.steps import STEP_HEADINGS, short_of

    read = tracker.read
    found = short_of(read.task_views(read.short_of(step, plan)), step, read.today)
    if as_json:
        show_json([{"ref": s.ref, "title": s.title, "reason": s.reason} for s in found])
        return
    for line in columns([[s.ref, s.reason, s.title] for s in found]):
        show(line)
    say(f"{counted(len(found), 'task')} {STEP_HEADINGS[step]}")


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


def _show_summary(view: SummaryView) -> None:
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


@click.command("tasks")
@click.argument("query", nargs=-1)
@click.option("--view", help="A filter kept under a name; more of it may follow.")
@click.option(
    "--tally", type=click.Choice(["owner", "pillar", "progress", "stage", "station"]), help="Count them by this instead of listing them."
)  # fmt: skip
@click.option(
    "--sort", type=click.Choice(["plan", "due", "owner", "progress", "ref"]), default="plan", help="In which order."
)
@reading
def tasks_command(
    query: tuple[str, ...],
    view: str | None,
    tally: str | None,
    sort: str,
    as_at: str | None,
    of_plan: str | None,
    as_json: bool,
) -> None:
    """The register, filtered: owner:hr due<2024-06-01 progress:on_target is:overdue stage:ready words."""
    with looking(as_at) as tracker:
        from tui_tracker.domain.query import narrowed

        read = tracker.read
        asked = " ".join(query)
        if view is not None:
            kept = tracker.saved_views.find(view).query
            asked = narrowed(kept, asked) if asked else kept
        if tally is not None:
            _show_tally(read.tally(tally, asked, plan=plan_uid(tracker, of_plan)), as_json)
            return
        rows = read.task_rows(read.task_ids(asked, plan=plan_uid(tracker, of_plan), sort=sort))
        if as_json:
            show_json([task_json(row, read.row_colour(row).letter) for row in rows])
            return
        _show_register(rows)


def _show_register(rows: Sequence[TaskRow]) -> None:
    from tui_tracker.domain.progress import WORDS, Progress

    table: list[list[object]] = [["Ref", "Progress", "Due", "Past", "Owner", "QA", "Sampling", "Notes", "Task"]]
    for r in rows:
        late, word = f"{r.overdue_days}d" if r.overdue_days else "", WORDS[Progress(r.progress)].word
        owner, title = r.assigned_to or "", r.title or r.area_title
        table.append([r.ref, word, r.due_words(), late, owner, r.qa, r.sampling, str(r.note_count), title])
    for line in columns(table, right=(3, 7)):
        show(line)
    say(counted(len(rows), "task"))


def _show_tally(rows: list[TallyRow], as_json: bool) -> None:
    from tui_tracker.domain.progress import WORDS, Progress

    if as_json:
        show_json([{"name": r.name, **r.counts.to_json(), "query": r.query} for r in rows])
        return
    table: list[list[object]] = [["", "tasks", *(WORDS[p].word for p in Progress), "past date"]]
    table += [[r.name or "(none)", r.counts.tasks, *(r.counts.of(p) for p in Progress), r.counts.overdue] for r in rows]
    for line in columns(table, right=range(1, 10)):
        show(line)


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
        say(counted(len(rows), "note"))


@click.command("history")
@click.argument("ref", required=False)
@click.option("--limit", type=int, help="How many, newest first.")
@reading
def history_command(ref: str | None, limit: int | None, as_at: str | None, of_plan: str | None, as_json: bool) -> None:
    """The journal: who changed what, when and why."""
    with looking(as_at) as tracker:
        uid = tracker.resolve(ref, plan=plan_uid(tracker, of_plan)).uid if ref else None
        if as_json:
            show_json(history_rows(tracker, uid, limit))
            return
        from tui_tracker.domain.dates import local_zone

        for e in tracker.read.history(uid, limit):
            why = f": {e.reason}" if e.reason else ""
            show(f"{e.number:>5}  {e.when}  {e.by}  {e.verb} {e.subject}{why}{e.marks(tracker.clock.today())}")
        say(f"Times are this machine's ({local_zone()}).")


@click.command("info")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
def info_command(as_json: bool) -> int:
    """Where everything is."""
    from tui_tracker.actions.keep.backups import whereabouts

    code = 0
    data = whereabouts(my_places())
    if my_places().plan.is_file():
        try:
            with looking() as tracker:
                data = tracker.keeping.info()
        except PlanFileError as error:  # where the backups lie is asked for when the plan cannot be opened
            say(f"tui-tracker: {error}")
            code = error.exit_code
    if as_json:
        show_json(data)
        return code
    for name, value in data.items():
        show(f"{name.replace('_', ' '):<16}{', '.join(value) if isinstance(value, list) else value}")
    return code
