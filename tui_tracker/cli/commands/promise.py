"""``tui-tracker promise``: promises to look again: each bars a task from being assured until it is met."""

from __future__ import annotations

import click

from tui_tracker.cli.options import common, looking, writing
from tui_tracker.cli.output import done, say, show_table
from tui_tracker.domain.text import count_of


@click.group("promise")
def promise_command() -> None:
    """Promises to look again: each bars a task from being assured until it is met."""


@promise_command.command("list")
@click.option("--all", "everything", is_flag=True, help="Those met as well.")
@click.option("--as-at", "as_at", metavar="DATE", help="As it was on a day.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
def list_promises(everything: bool, as_json: bool, as_at: str | None) -> None:
    """Promises, the earliest first."""
    from tui_tracker.cli.output import show_json
    from tui_tracker.domain.records import to_data

    with looking(as_at) as tracker:
        found = tracker.signoffs.promises(open_only=not everything)
        areas = tracker.life.promised(open_only=not everything)
    if as_json:
        show_json(
            [*({"ref": ref, **to_data(p)} for ref, p in found), *({"ref": ref, **to_data(m)} for ref, m in areas)]
        )
        return
    rows: list[list[object]] = [
        [p.uid[:8], ref, p.due_on, p.who or "", "met " + p.met_on.isoformat() if p.met_on else "", p.text]
        for ref, p in found
    ]
    rows += [
        [m.uid[:8], ref, m.due_on, "", f"met {m.done_on.isoformat()}" if m.done_on else "", m.text or ""]
        for ref, m in areas
    ]
    show_table([["Id", "of", "by", "who", "met", "what"], *rows])
    say(f"{count_of(len(rows), 'promise')}")


@promise_command.command("add")
@click.argument("ref")
@click.argument("text")
@click.option("--by", "due", required=True, metavar="DATE", help="The day by which it is kept.")
@click.option("--who", help="Who promised.")
@common
def add_promise(ref: str, text: str, due: str, who: str | None) -> None:
    """Note a promise on a task, or on an area: a check to come."""
    with writing() as tracker:
        found = tracker.resolve(ref)
        add = tracker.signoffs.promise if found.kind == "task" else tracker.life.look_again
        done(add(found.uid, text, by=due, who=who))


@promise_command.command("met")
@click.argument("uid", metavar="ID")
@click.option("--how", help="What was seen.")
@click.option("--on", metavar="DATE", help="The day; today if not given.")
@common
def promise_met(uid: str, how: str | None, on: str | None) -> None:
    """Say that a promise was kept."""
    with writing() as tracker:
        area = next((m for _, m in tracker.life.promised() if len(uid) >= 4 and m.uid.startswith(uid)), None)
        done(tracker.life.kept(area.uid, how, on=on) if area is not None else tracker.signoffs.meet(uid, how, on=on))
