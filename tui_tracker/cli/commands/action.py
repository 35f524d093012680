"""``tui-tracker action``: who is to do what by when: open until done or dropped."""

from __future__ import annotations

from typing import Any

import click

from tui_tracker.cli.named import json_flag
from tui_tracker.cli.options import common, looking, writing
from tui_tracker.cli.output import done, say, show_json, show_table
from tui_tracker.cli.taken import say_taken
from tui_tracker.domain.text import count_of


@click.group("action")
def action_command() -> None:
    """Who is to do what by when: open until done or dropped."""


@action_command.command("list")
@click.option("--open", "open_only", is_flag=True, help="Only open ones.")
@click.option("--owner", help="Only those of one person or role.")
@json_flag
@common
def list_actions(open_only: bool, owner: str | None, as_json: bool) -> None:
    """Actions and escalations, open ones first."""
    with looking() as tracker:
        found = tracker.action_log.all(open_only=open_only)
        if owner is not None:
            mine = {a.uid for a in tracker.action_log.of_owner(owner)}
            found = [a for a in found if a.uid in mine]
        lines: list[dict[str, Any]] = [
            {
                "number": a.number, "kind": a.action_kind, "owner": a.owner, "text": a.text, "about": tracker.action_log.ref(a),
                "raised_on": a.raised_on.isoformat(), "due": a.due_on.isoformat() if a.due_on else None,
                "overdue_days": max(0, (tracker.read.today - a.due_on).days) if a.due_on and a.closed_on is None else 0,
                "closed_on": a.closed_on.isoformat() if a.closed_on else None, "how": a.how, "dropped": a.dropped,
            }
            for a in found
        ]  # fmt: skip
    if as_json:
        show_json(lines)
        return
    from tui_tracker.domain import dates

    rows: list[list[object]] = [["No", "who", "what", "about", "by", "state"]]
    for x in lines:
        late = f"{dates.counted(x['overdue_days'])} past" if x["overdue_days"] else "open"
        state = ("dropped" if x["dropped"] else "done") + f" {x['closed_on']}" if x["closed_on"] else late
        rows.append([x["number"], x["owner"], x["text"], x["about"], x["due"] or "no date", state])
    show_table(rows, right=(0,), limit=50)
    say(f"{count_of(len(lines), 'action')}.")


@action_command.command("add")
@click.argument("owner")
@click.argument("text")
@click.option("--due", help="By when.")
@click.option("--ref", help="The task or area it is about.")
@click.option("--escalate", is_flag=True, help="Put it before OWNER, a body above, instead.")
@click.option("--reason", help="Why it is somebody's who has left all the same.")
@common
def add_action(owner: str, text: str, due: str | None, ref: str | None, escalate: bool, reason: str | None) -> None:
    """Give OWNER an action."""
    with writing() as tracker:
        found = tracker.resolve(ref) if ref else None
        kind, uid = (found.kind, found.uid) if found else ("", "")
        done(tracker.action_log.add(owner, text, due, kind=kind, uid=uid, escalation=escalate, reason=reason))
        say_taken(tracker, {"due": due or ""})


@action_command.command("done")
@click.argument("number", type=int)
@click.option("--how", help="What was done.")
@common
def close_action(number: int, how: str | None) -> None:
    """Action NUMBER is done."""
    with writing() as tracker:
        done(tracker.action_log.close(tracker.action_log.numbered(number).uid, how))


@action_command.command("drop")
@click.argument("number", type=int)
@click.option("--reason", required=True, help="Why.")
@common
def drop_action(number: int, reason: str) -> None:
    """Action NUMBER is not wanted any more."""
    with writing() as tracker:
        done(tracker.action_log.close(tracker.action_log.numbered(number).uid, reason, dropped=True))


@action_command.command("move")
@click.argument("number", type=int)
@click.argument("date")
@click.option("--reason", help="Why its day moves.")
@common
def move_action(number: int, date: str, reason: str | None) -> None:
    """Another day for action NUMBER."""
    with writing() as tracker:
        done(tracker.action_log.move(tracker.action_log.numbered(number).uid, date, reason))
