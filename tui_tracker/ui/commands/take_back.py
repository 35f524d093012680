"""Undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.ui.commands.registry import TAKE_BACK, command
from tui_tracker.ui.commands.when import undoable

if TYPE_CHECKING:
    from tui_tracker.ui.desk import Desk


@command("edit.undo", "u ctrl+z", "undo", "take back the last change", group=TAKE_BACK, shown=True, works=undoable)
def undo(desk: Desk) -> None:
    desk.say(f"{desk.tracker.history.undo().words}.  ⟦edit.redo⟧ brings it back")


@command("edit.redo", "U ctrl+y", "redo", "bring back what undo took", group=TAKE_BACK)
def redo(desk: Desk) -> None:
    desk.say(f"{desk.tracker.history.redo().words}.  ⟦edit.undo⟧ takes it back")
