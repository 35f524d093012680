"""Many at once: marks are kept by record, and the next verdict is for all of them, in one change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.errors import UsageError
from tui_tracker.ui.commands.registry import MANY_AT_ONCE, TASK, command
from tui_tracker.ui.commands.when import listed

if TYPE_CHECKING:
    from tui_tracker.ui.desk import Desk


@command(
    "mark.toggle",
    "space",
    "mark",
    "mark this task and go down; a verdict is then for all that are marked",
    where=TASK,
    group=MANY_AT_ONCE,
    shown=True,
    works=listed,
)
def toggle(desk: Desk) -> None:
    uid = desk.task_uid()
    if not desk.lists_task(uid):
        raise UsageError("Only a task in a list can be marked.")
    if uid in desk.host.marked:
        del desk.host.marked[uid]
    else:
        desk.host.marked[uid] = None
    _show(desk)
    desk.canvas.move(1)


@command("mark.range", "v", "range", "mark from here to where this key is pressed again", group=MANY_AT_ONCE)
def mark_range(desk: Desk) -> None:
    uid = desk.task_uid()
    shown = list(desk.shown_tasks())
    if desk.range_from not in shown:
        desk.range_from = uid
        desk.say("From here: go to the other end and press ⟦mark.range⟧ again.")
        return
    one, other = sorted((shown.index(desk.range_from), shown.index(uid)))
    desk.range_from = ""
    desk.host.marked.update(dict.fromkeys(shown[one : other + 1]))
    _show(desk)
    _say_marked(desk)


@command("mark.all", "*", "mark all", "mark all tasks shown", group=MANY_AT_ONCE)
def mark_all(desk: Desk) -> None:
    desk.host.marked.update(dict.fromkeys(desk.shown_tasks()))
    _show(desk)
    _say_marked(desk)


def _show(desk: Desk) -> None:
    """Show the marks and their counter."""
    desk.host.all_stale()
    desk.reload()


def _say_marked(desk: Desk) -> None:
    count = len(desk.marked_here())
    desk.say(f"{count:,} marked; the next verdict is for all of them. ⟦mark.clear⟧ clears.")


@command("mark.clear", "-", "clear marks", "nothing is marked any more", group=MANY_AT_ONCE)
def clear(desk: Desk) -> None:
    count = len(desk.host.marked)
    desk.host.marked.clear()
    desk.range_from = ""
    _show(desk)
    desk.say(f"{count:,} marks cleared." if count else "Nothing was marked.")
