"""Opens the app, once the terminal can carry it."""

from __future__ import annotations

import sys
from pathlib import Path

from tui_tracker.cli.options import my_places, shared
from tui_tracker.errors import UsageError


def open_app() -> int:
    """Run the app on the plan file and give its exit code. Raises UsageError where there is no terminal."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError("the app needs a terminal; for plain text use tui-tracker summary, tasks or show REF.")
    from tui_tracker.actions.early_roll_up import Ahead
    from tui_tracker.clock import SystemClock

    places = my_places()
    ahead = Ahead(places.plan, SystemClock().today())
    from tui_tracker.ui.opening import run

    return run(places, me=shared().me, ahead=ahead)


def open_form(file: Path) -> int:
    """Open a return form alone, to be filled in, and give the exit code. Raises UsageError where there is no terminal."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(f"filling in on screen needs a terminal; {file.name} opens in Excel or Notepad too.")
    from tui_tracker.ui.form_app import run_form

    return run_form(file)
