"""``tui-tracker tasks``: the register, filtered: owner:hr due<2024-06-01 progress:on_target is:overdue stage:ready words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui_tracker.cli.listed import task_json
from tui_tracker.cli.options import looking, plan_uid, reading
from tui_tracker.cli.output import say, show_json, show_table
from tui_tracker.domain.text import count_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_tracker.domain.views import TallyRow, TaskRow


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
        if (
            not rows
            and asked
            and (gone := read.task_ids(narrowed(asked, "is:withdrawn"), plan=plan_uid(tracker, of_plan)))
        ):
            say(f"{count_of(len(gone), 'withdrawn task')} would be shown by: {narrowed(asked, 'is:withdrawn')}")


def _show_register(rows: Sequence[TaskRow]) -> None:
    from tui_tracker.domain.progress import WORDS, Progress

    table: list[list[object]] = [["Ref", "Progress", "Due", "Past", "Owner", "QA", "Sampling", "Notes", "Task"]]
    for r in rows:
        late, word = f"{r.overdue_days}d" if r.overdue_days else "", WORDS[Progress(r.progress)].word
        owner, title = r.assigned_to or "", r.title or r.area_title
        table.append([r.ref, word, r.due_words(), late, owner, r.qa, r.sampling, str(r.note_count), title])
    show_table(table, right=(3, 7))
    say(count_of(len(rows), "task"))


def _show_tally(rows: list[TallyRow], as_json: bool) -> None:
    from tui_tracker.domain.progress import WORDS, Progress

    if as_json:
        show_json([{"name": r.name, **r.counts.to_json(), "query": r.query} for r in rows])
        return
    table: list[list[object]] = [["", "tasks", *(WORDS[p].word for p in Progress), "past date"]]
    table += [[r.name or "(none)", r.counts.tasks, *(r.counts.of(p) for p in Progress), r.counts.overdue] for r in rows]
    show_table(table, right=range(1, 10))
