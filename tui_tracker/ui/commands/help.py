"""Help, every command, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.domain.signoff import SIGN_STAGES, VERDICTS
from tui_tracker.errors import TrackerError
from tui_tracker.ui.commands.registry import HELP, command

if TYPE_CHECKING:
    from tui_tracker.ui.desk import Desk


@command("help", "? f1", "help", "the keys of this screen", group=HELP, shown=True)
def show_help(desk: Desk) -> None:
    from tui_tracker.ui.dialogs.help import HelpDialog

    with_task = (desk.selected() or ("", ""))[0] == "task"
    desk.show(HelpDialog(desk.name_, desk.keys, with_task=with_task, note=desk.keyed(_barred(desk))))


def _barred(desk: Desk) -> str:
    """Why the sign-off key is barred here, when it is."""
    kind, uid = desk.selected() or ("", "")
    if kind != "task":
        return ""
    try:
        stage = desk.tracker.signoffs.due(uid)
    except TrackerError as error:
        return f"⟦task.sign⟧ is barred here: {error}"
    return f"⟦task.sign⟧ records {SIGN_STAGES[stage]} here: {', '.join(VERDICTS.values())}."


@command("palette", "ctrl+p", "every command", "find a command by its name", group=HELP)
def palette(desk: Desk) -> None:
    desk.host.action_command_palette()


@command("quit", "ctrl+q", "quit", "close the app", group=HELP)
def close(desk: Desk) -> None:
    desk.host.leave(0)
