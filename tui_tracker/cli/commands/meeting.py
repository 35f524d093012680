"""``tui-tracker meeting``: a board's sitting: begin, decide item by item, end; report minute writes its minute."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui_tracker.cli.options import common, looking, plan_uid, writing
from tui_tracker.cli.output import done, say, show_json, show_table
from tui_tracker.domain.meeting import VERDICTS, Item, items, outcomes, said
from tui_tracker.domain.text import count_of
from tui_tracker.errors import UsageError

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Tracker
from tui_tracker.cli.named import json_flag


@click.group("meeting")
def meeting_command() -> None:
    """A board's sitting: begin, decide item by item, end; report minute writes its minute."""


@meeting_command.command("list")
@json_flag
@common
def list_meetings(as_json: bool) -> None:
    """Every meeting, the newest first."""
    with looking() as tracker:
        found = tracker.meetings.all()
        decided = {m.uid: len(outcomes(tracker.meetings.decisions(m.uid))) for m in found}
    if as_json:
        show_json(
            [
                {
                    "board": m.board, "held_on": m.held_on.isoformat(), "place": m.place, "present": m.present, "agenda": m.agenda_words,
                    "items": len(m.agenda), "decided": decided[m.uid], "ended": m.ended_at is not None,
                }
                for m in found
            ]
        )  # fmt: skip
        return
    rows: list[list[object]] = [["Board", "held on", "items", "decided", ""]]
    rows += [[m.board, m.held_on, len(m.agenda), decided[m.uid], "" if m.ended_at else "not ended"] for m in found]
    show_table(rows, right=(2, 3))
    say(f"{count_of(len(found), 'meeting')}.")


@meeting_command.command("begin")
@click.argument("board")
@click.option("--agenda", default="board", help="board (the default), open, areas, view:NAME, or query:FILTER.")
@click.option("--date", "day", help="The day it is held; today if not given.")
@click.option("--place", help="Where.")
@click.option("--present", help="Who is there.")
@click.option("--minutes", help="The time it has; 40 if not given.")
@click.option("--of", "of_plan", metavar="PLAN", help="One plan of the file.")
@common
def begin(
    board: str,
    agenda: str,
    day: str | None,
    place: str | None,
    present: str | None,
    minutes: str | None,
    of_plan: str | None,
) -> None:
    """Begin a meeting of BOARD. The default agenda: open actions, sent back, newly late, asks, areas to close."""
    from tui_tracker.actions.meetings.agenda import Agendas

    with writing() as tracker:
        agendas = Agendas(tracker, board, plan_uid(tracker, of_plan))
        kind, _, query = agenda.partition(":")
        if kind == "query":
            found, words = agendas.query(query), f"/ {query}"
        else:
            offers = {o.id: o for o in agendas.offers()}
            if agenda not in offers:
                raise UsageError(f"“{agenda}” is no agenda; there are {', '.join(offers)} and query:FILTER.")
            found, words = offers[agenda].make(), offers[agenda].name
        done(tracker.meetings.begin(board, found, words, on=day, place=place, present=present, minutes=minutes))
        say(f"{count_of(len(found), 'item')}; meeting agenda lists them.")


@meeting_command.command("agenda")
@json_flag
@common
def agenda(as_json: bool) -> None:
    """The items of the meeting that runs, each with what was decided."""
    with looking() as tracker:
        meeting = tracker.meetings.needed()
        decided = outcomes(tracker.meetings.decisions(meeting.uid))
        lines = []
        for number, item in enumerate(items(meeting), 1):
            ref, title = tracker.meetings.named_item(item)
            outcome = said(decided[item.key]) if item.key in decided else ""
            lines.append(
                {"item": number, "kind": item.kind, "ref": ref, "title": title, "why": item.why, "decided": outcome}
            )
    if as_json:
        show_json(lines)
        return
    rows: list[list[object]] = [["No", "item", "what", "why", "decided"]]
    rows += [[x["item"], x["ref"], x["title"], x["why"], x["decided"]] for x in lines]
    show_table(rows, right=(0,), limit=44)
    say(f"{sum(bool(x['decided']) for x in lines)} of {len(lines)} decided.")


def _item(tracker: Tracker, number: int) -> tuple[str, Item]:
    """The running meeting and the item of a number."""
    meeting = tracker.meetings.needed()
    found = items(meeting)
    if not 1 <= number <= len(found):
        raise UsageError(f"There is no item {number}; the agenda has {len(found)}.")
    return meeting.uid, found[number - 1]


@meeting_command.command("decide")
@click.argument("item", type=int)
@click.argument("verdict")
@click.option("--until", help="For deferred: the day.")
@click.option("--because", help="For deferred: why.")
@click.option("--body", help="For waiting: on whom.")
@click.option("--chase", help="For waiting: the day to chase them.")
@click.option("--to", help="For escalated: to whom.")
@click.option("--why", help="For escalated: why.")
@click.option("--how", help="For done and dropped: what became of it.")
@common
def decide(item: int, verdict: str, **values: str | None) -> None:
    """Decide ITEM (its number on the agenda): ready, complete, on-target, behind-target, deferred, escalated, closed …"""
    wanted = verdict.strip().casefold().replace("-", "_").replace(" ", "_")
    found = {"behind": "behind_target", "target": "on_target"}.get(wanted, wanted)
    if found not in VERDICTS:
        known = ", ".join(v.id.replace("_", "-") for v in VERDICTS.values() if v.decides)
        raise UsageError(f"“{verdict}” is no verdict; there are {known}.")
    with writing() as tracker:
        uid, at = _item(tracker, item)
        done(tracker.meetings.decide(uid, at, found, {k: v for k, v in values.items() if v is not None}))


@meeting_command.command("note")
@click.argument("item", type=int)
@click.argument("text")
@click.option("--by", help="Who said it; the assignee if not given.")
@common
def note(item: int, text: str, by: str | None) -> None:
    """Note what was said of ITEM; on a task it is an evidence note too."""
    with writing() as tracker:
        uid, at = _item(tracker, item)
        done(tracker.meetings.note(uid, at, text, said_by=by))


@meeting_command.command("action")
@click.argument("item", type=int)
@click.argument("owner")
@click.argument("text")
@click.option("--due", help="By when.")
@common
def give(item: int, owner: str, text: str, due: str | None) -> None:
    """Give OWNER an action on ITEM."""
    with writing() as tracker:
        uid, at = _item(tracker, item)
        done(tracker.meetings.give(uid, at, owner, text, due))


@meeting_command.command("move")
@click.argument("item", type=int)
@click.argument("date")
@click.option("--reason", required=True, help="Why it moves.")
@common
def move(item: int, date: str, reason: str) -> None:
    """A new date for ITEM, a task or an action."""
    with writing() as tracker:
        uid, at = _item(tracker, item)
        done(tracker.meetings.move(uid, at, date, reason))


@meeting_command.command("end")
@click.option("--present", help="Who was there.")
@click.option("--place", help="Where it was held.")
@common
def end(present: str | None, place: str | None) -> None:
    """End the meeting; what was not decided stands in its minute as not reached."""
    with writing() as tracker:
        done(tracker.meetings.end(tracker.meetings.needed().uid, present=present, place=place))
        say("report minute -o FILE writes its minute.")
