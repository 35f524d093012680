"""The screens and the ways about: another screen, another row, back and on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui_tracker.errors import RefusedError
from tui_tracker.ui.commands.registry import GET_ABOUT, SCREENS, command
from tui_tracker.ui.commands.when import on_door
from tui_tracker.ui.place import Place

if TYPE_CHECKING:
    from tui_tracker.ui.desk import Desk


# The screens that are gone to by a key or by name: (name, key, label, what it shows).
SCREENS_BY_KEY = (
    ("today", "0", "Today", "what is to be done today, most pressing first, each with its key"),
    ("summary", "1", "Summary", "the pillar table and what waits for someone"),
    ("register", "2", "Register", "every area and task"),
    ("evidence", "3", "Evidence", "every evidence note"),
    ("signoff", "4", "Sign-off", "what waits for QA and sampling"),
    ("meeting", "5", "Meeting", "a board's agenda item by item, one key a decision, its minute at the end"),
    ("checks", "6", "Checks", "what is wrong with the plan, rule by rule"),
    ("returns", "7", "Returns", "forms that went out and came back, visits, dates asked for"),
    ("snapshots", "8", "Snapshots", "fixed views of the plan, and papers"),
    ("more", "9", "More", "history, people, plans, imports"),
    ("actions", "", "Actions", "who is to do what by when, open until done"),
    ("charts", "", "Charts", "progress over time, due dates by month, colours by pillar"),
)


def _go_to(screen: str, desk: Desk) -> None:
    running = screen == "meeting" and desk.tracker.meetings.running()
    desk.host.jump(Place("sitting" if running else screen))


for _name, _key, _label, _help in SCREENS_BY_KEY:
    command(f"go.{_name}", _key, _label, _help, group=SCREENS)(partial(_go_to, _name))


@command("move.down", "down j", "down", "the next row", group=GET_ABOUT, moves=True)
def move_down(desk: Desk) -> None:
    desk.canvas.move(1)


@command("move.up", "up k", "up", "the row before", group=GET_ABOUT, moves=True)
def move_up(desk: Desk) -> None:
    desk.canvas.move(-1)


@command("move.left", "left h", "left", "the number to the left", group=GET_ABOUT, moves=True)
def move_left(desk: Desk) -> None:
    desk.canvas.move_door(-1)


@command("move.right", "right l", "right", "the number to the right", group=GET_ABOUT, moves=True)
def move_right(desk: Desk) -> None:
    desk.canvas.move_door(1)


@command("move.page-down", "pagedown ctrl+d", "page down", "a page on", group=GET_ABOUT, moves=True)
def move_page_down(desk: Desk) -> None:
    desk.canvas.move(desk.canvas.body_height - 1)


@command("move.page-up", "pageup ctrl+u", "page up", "a page back", group=GET_ABOUT, moves=True)
def move_page_up(desk: Desk) -> None:
    desk.canvas.move(1 - desk.canvas.body_height)


@command("move.first", "home g", "first", "the first row", group=GET_ABOUT, moves=True)
def move_first(desk: Desk) -> None:
    desk.canvas.first()


@command("move.last", "end G", "last", "the last row", group=GET_ABOUT, moves=True)
def move_last(desk: Desk) -> None:
    desk.canvas.last()


@command("open", "enter", "open", "open what the cursor stands on", group=GET_ABOUT, shown=True, works=on_door)
def open_row(desk: Desk) -> None:
    target = desk.canvas.target()
    if target is not None:
        desk.open(target)


@command("back", "escape", "back", "one step back", group=GET_ABOUT)
def back(desk: Desk) -> None:
    if not desk.host.step(-1):
        desk.say("This is the first place; ⟦quit⟧ closes the app.")


@command("history.back", "[", "place before", "back to the place one came from", group=GET_ABOUT)
def history_back(desk: Desk) -> None:
    if not desk.host.step(-1):
        raise RefusedError("There is no place before this one.")


@command("history.forward", "]", "place after", "forward again, after going back", group=GET_ABOUT)
def history_forward(desk: Desk) -> None:
    if not desk.host.step(1):
        raise RefusedError("There is no place after this one.")
