"""Undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.ui.commands.registry import TAKE_BACK, command

if TYPE_CHECKING:
    from tui_tracker.ui.desk import Desk


@command("edit.undo", "u ctrl+z", "undo", "take back the last change", group=TAKE_BACK, shown=True)
def undo(desk: Desk) -> None:
    applied = desk.tracker.history.undo()
    desk.say(
        f"{applied.change.verb.replace('undid: ', 'Undone: ')} {applied.change.subject}.  ⟦edit.redo⟧ brings it back"
    )


@command("edit.redo", "U ctrl+y", "redo", "bring back what undo took", group=TAKE_BACK)
def redo(desk: Desk) -> None:
    applied = desk.tracker.history.redo()
    desk.say(
        f"{applied.change.verb.replace('redid: ', 'Done again: ')} {applied.change.subject}.  ⟦edit.undo⟧ takes it back"
    )
