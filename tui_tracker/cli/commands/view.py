"""``tui-tracker view``: filters kept under a name, with the plan: tasks --view NAME shows one."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, looking, writing
from tui_tracker.cli.output import done, say, show_json, show_table
from tui_tracker.domain.text import count_of


@click.group("view")
def view_command() -> None:
    """Filters kept under a name, with the plan: tasks --view NAME shows one."""


@view_command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
def list_views(as_json: bool) -> None:
    """The views there are."""
    with looking() as tracker:
        views = tracker.saved_views.all()
        counts = {v.uid: len(tracker.read.task_ids(v.query)) for v in views}
    if as_json:
        show_json([{"name": v.name, "query": v.query, "tasks": counts[v.uid]} for v in views])
        return
    show_table([[v.name, counts[v.uid], v.query] for v in views], right=(1,))
    say(count_of(len(views), "view"))


@view_command.command("save")
@click.argument("name")
@click.argument("query", nargs=-1)
@common
def save_view(name: str, query: tuple[str, ...]) -> None:
    """Keep a filter under NAME; given again, it means the new one."""
    with writing() as tracker:
        done(tracker.saved_views.save(name, " ".join(query)))


@view_command.command("forget")
@click.argument("name")
@common
def forget_view(name: str) -> None:
    """Forget a view."""
    with writing() as tracker:
        done(tracker.saved_views.drop(name))
