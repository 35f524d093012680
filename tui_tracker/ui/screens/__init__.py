"""The screens, each made when first gone to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_tracker.ui.desk import Host
    from tui_tracker.ui.screens.base import TrackerScreen


def make(name: str, host: Host) -> TrackerScreen:
    """The screen of that name."""
    import importlib

    module = importlib.import_module(f"tui_tracker.ui.screens.{name}")
    made: TrackerScreen = module.SCREEN(host)
    return made
