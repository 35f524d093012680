"""Undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.ui.commands.registry import TAKE_BACK, command
from tui_tracker.ui.commands.when import undoable

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Applied
    from tui_tracker.ui.desk import Desk


@command("edit.undo", "u ctrl+z", "undo", "take back the last change", group=TAKE_BACK, shown=True, works=undoable)
def undo(desk: Desk) -> None:
    applied = desk.tracker.history.undo()
    _stand_on(desk, applied)
    desk.say(f"{applied.words}.  ⟦edit.redo⟧ brings it back")


@command("edit.redo", "U ctrl+y", "redo", "bring back what undo took", group=TAKE_BACK)
def redo(desk: Desk) -> None:
    applied = desk.tracker.history.redo()
    _stand_on(desk, applied)
    desk.say(f"{applied.words}.  ⟦edit.undo⟧ takes it back")


def _stand_on(desk: Desk, applied: Applied) -> None:
    """Go to the row of the one task that was put back, where this screen lists it: the next key is then for it."""
    tasks = {e.uid for e in applied.change.edits if e.kind == "task"}
    for edit in applied.change.edits:
        for side in (edit.before, edit.after):
            if edit.field is None and isinstance(side, dict) and side.get("task"):
                tasks.add(str(side["task"]))
    at = desk.canvas.page.body.find(next(iter(tasks))) if len(tasks) == 1 else None
    if at is not None and at != desk.canvas.cursor:
        desk.canvas.go(at)
