"""Reading in a service's file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui_tracker.actions.bring_in import recent
from tui_tracker.ui.commands.registry import PLAN, command, writes

if TYPE_CHECKING:
    from tui_tracker.ui.desk import Desk


@command("plan.import", "i", "import", "read in a service's file", group=PLAN, works=writes)
def plan_import(desk: Desk) -> None:
    """The folder of the file read in last, else the home folder."""
    lately = recent.recent(desk.tracker.places)
    desk.go("browsing", str(lately[0].parent) if lately else str(Path.home()))
