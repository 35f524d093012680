"""The app on a plan file, or on a demo: opened, run, and what is said when it closes."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tui_tracker import settings as settings_module
from tui_tracker.actions.tracker import Tracker
from tui_tracker.errors import TrackerError
from tui_tracker.paths import Places
from tui_tracker.ui import own_keys
from tui_tracker.ui.app import TrackerApp

if TYPE_CHECKING:
    from tui_tracker.actions.early_roll_up import Ahead


def run(places: Places, *, me: str | None = None, ahead: Ahead | None = None) -> int:
    """Open the app on a plan file and give its exit code. Raises TrackerError when the file cannot be used."""
    settings = settings_module.load(places.settings)
    told = ""
    while True:
        with Tracker.open(places, write=None, me=me or settings.me) as tracker:
            app = _shown(tracker, ahead=ahead, told=told)
            if app.put_back is None:
                return _closed(app)
        told, ahead = _put_back(app.put_back, places), None


def run_on(tracker: Tracker) -> int:
    """Run the app on a demo that is open, and say on the terminal that nothing of it is kept."""
    return _closed(_shown(tracker, kept=False))


def _shown(tracker: Tracker, *, kept: bool = True, ahead: Ahead | None = None, told: str = "") -> TrackerApp:
    settings = settings_module.load(tracker.places.settings)
    own_keys.check(settings.keys, f"The settings file {tracker.places.settings}")
    app = TrackerApp(tracker, settings, ahead=ahead, kept=kept, told=told)
    app.run()
    return app


def _closed(app: TrackerApp) -> int:
    with contextlib.suppress(OSError, ValueError):  # the window may be gone
        said = app.goodbye() if app.kept else "The demo is over; nothing of it is kept."
        print(said, file=sys.stderr, flush=True)
    return int(app.return_code or 0)


def _put_back(source: Path, places: Places) -> str:
    """Put a backup in the plan's place; what is said of it when the app is open again."""
    from tui_tracker.actions.keep.backups import restore

    try:
        kept = restore(source, places)
    except TrackerError as error:
        return str(error)
    return f"Put back {source.name}." + (f" What was there is kept as {kept}." if kept else "")
