"""Drives the app as a person would: keys in, screen text out."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any

from textual.pilot import Pilot

from tui_tracker.actions.tracker import Tracker
from tui_tracker.settings import Settings
from tui_tracker.ui.app import TrackerApp


def text_of(app: TrackerApp) -> str:
    """What the terminal shows."""
    return "\n".join("".join(s.text for s in strip).rstrip() for strip in app.screen._compositor.render_strips())


class Driver:
    """Presses keys and reads the screen."""

    def __init__(self, app: TrackerApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot
        self.pressed = 0

    async def keys(self, *keys: str) -> str:
        """Press keys one after another; the screen afterwards."""
        for key in keys:
            self.pressed += 1
            await self.pilot.press(key)
            await self.settle()
        return self.text

    async def type(self, text: str) -> str:
        """Type text, which counts as no key."""
        await self.pilot.press(*["space" if c == " " else c for c in text])
        await self.settle()
        return self.text

    async def settle(self) -> None:
        """Let the app come to rest. Workers are not waited for: a form's lives as long as the form."""
        await self.pilot.pause()
        await self.pilot.pause()

    @property
    def text(self) -> str:
        return text_of(self.app)

    @property
    def said(self) -> str:
        return self.app.last_said


@contextlib.asynccontextmanager
async def driving(tracker: Tracker, size: tuple[int, int] = (80, 24), **settings: Any) -> AsyncIterator[Driver]:
    """The app on an open plan. Faults end the test; the guard against pastes is off unless asked for."""
    guard = settings.pop("guard_pastes", False)
    faults = settings.pop("raise_faults", True)
    app = TrackerApp(
        tracker,
        Settings(**{"me": "Coordinator", **settings}),
        guard_pastes=guard,
        check_file=False,
        raise_faults=faults,
    )
    async with app.run_test(size=size) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        yield driver
