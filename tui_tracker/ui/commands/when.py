"""Where a key would do or open something: what a footer asks before it names the key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui_tracker.domain.progress import Progress
from tui_tracker.errors import TrackerError
from tui_tracker.ui.commands.registry import writes
from tui_tracker.ui.lines import STAND

if TYPE_CHECKING:
    from tui_tracker.ui.desk import Desk


def on_door(desk: Desk) -> bool:
    """The cursor stands on something that opens."""
    return desk.canvas.target() not in (None, STAND)


def on_record(desk: Desk) -> bool:
    """The cursor stands on a task or an area, which may be changed."""
    return writes(desk) and (bool(desk.selected()) or len(desk.marked_here()) > 1)


def has_plan(desk: Desk) -> bool:
    """There is a plan to look into."""
    return bool(desk.read.plans())


def undoable(desk: Desk) -> bool:
    """Something can be taken back."""
    return writes(desk) and desk.tracker.undoable


def signable(desk: Desk) -> bool:
    """A sign-off is due on what the cursor stands on, or on what is marked."""
    if not writes(desk):
        return False
    try:
        return all(desk.tracker.signoffs.due(uid) for uid in desk.chosen()[:40])
    except TrackerError:
        return False


def listed(desk: Desk) -> bool:
    """The task under the cursor stands in a list, and can be marked."""
    return (desk.selected() or ("", ""))[0] == "task" and desk.lists_task(desk.task_uid())


def is_not(progress: Progress) -> Callable[[Desk], bool]:
    """Whether saying this word would change anything: of what is marked, or of the task under the cursor."""

    def works(desk: Desk) -> bool:
        chosen = desk.chosen() if writes(desk) else []
        return len(chosen) > 1 or any(desk.tracker.tasks.get(uid)[0].progress != progress for uid in chosen)

    return works


def may_be_ready(desk: Desk) -> bool:
    """Whether what is chosen may be marked ready for QA."""
    if not writes(desk):
        return False
    try:
        return all(desk.tracker.tasks.ready_edits(uid) for uid in desk.chosen()[:40])
    except TrackerError:
        return False


def on_row(desk: Desk) -> bool:
    """The cursor stands on a record of the list, which may be changed."""
    row = desk.canvas.current()
    return writes(desk) and row is not None and bool(row.key)
