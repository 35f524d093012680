"""Another look at the same plan: order, list, plan, day, colours, and why a number is what it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui_tracker.domain import dates, typed_dates
from tui_tracker.settings import THEMES
from tui_tracker.ui.commands.registry import GET_ABOUT, command

if TYPE_CHECKING:
    from tui_tracker.ui.desk import Desk


@command(
    "view.tally", "#", "tally", "what is shown, counted by owner, pillar, progress, stage or station", group=GET_ABOUT
)
def tally(desk: Desk) -> None:
    desk.go("tally", "owner", desk.here.query if desk.name_ in ("register", "tally") else "")


@command("view.peek", "p", "peek", "the pane that shows what the cursor stands on", group=GET_ABOUT)
def view_peek(desk: Desk) -> None:
    desk.peek()


@command(
    "pane.down",
    "}",
    "pane down",
    "scroll the pane that shows what the cursor stands on",
    group=GET_ABOUT,
    moves=True,
)
def pane_down(desk: Desk) -> None:
    desk.canvas.scroll_side(3)


@command("pane.up", "{", "pane up", "scroll that pane back", group=GET_ABOUT, moves=True)
def pane_up(desk: Desk) -> None:
    desk.canvas.scroll_side(-3)


@command("view.sort", "z", "sort", "another order", group=GET_ABOUT)
def view_sort(desk: Desk) -> None:
    desk.next_order()


@command("view.next", "tab", "next list", "the next queue or view of this screen", group=GET_ABOUT)
def view_next(desk: Desk) -> None:
    desk.next_list()


@command("view.plan", "P", "plan", "one plan of the file, or all", group=GET_ABOUT)
def view_plan(desk: Desk) -> None:
    plans = desk.read.plans()
    uids = [None, *(p.uid for p in plans)]
    current = desk.host.plan_uid if desk.host.plan_uid in uids else None
    desk.host.plan_uid = uids[(uids.index(current) + 1) % len(uids)]
    desk.host.all_stale()
    desk.reload()
    desk.say(
        "All plans."
        if desk.host.plan_uid is None
        else f"Only {next(p.name for p in plans if p.uid == desk.host.plan_uid)}."
    )


@command("view.as-at", "@", "as at", "the plan as it was on a day, read-only", group=GET_ABOUT)
def as_at(desk: Desk) -> None:
    if desk.host.past_day is not None:
        desk.host.look_back(None)
        desk.say("The plan as it is today.")
        return
    desk.ask("the plan as it was on (a date)", "", partial(_as_at_typed, desk))


def _as_at_typed(desk: Desk, text: str, done: bool) -> None:
    if done and text.strip():
        day = typed_dates.parse(text, today=desk.host.today, lean="past").due
        desk.host.look_back(day)
        desk.say(f"The plan as it was on {dates.long(day)}, read-only. ⟦view.as-at⟧ again shows it as it is.")


@command("view.explain", "=", "explain", "why this colour or count", group=GET_ABOUT)
def view_explain(desk: Desk) -> None:
    desk.explain()


@command("view.theme", "T", "theme", "dark, light, high contrast, the terminal's own", group=GET_ABOUT)
def view_theme(desk: Desk) -> None:
    now = THEMES.index(desk.host.user_settings.theme)
    name = THEMES[(now + 1) % len(THEMES)]
    desk.host.set_theme(name)
    desk.say(f"Theme: {name}.")
