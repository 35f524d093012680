"""Drives the app as a person would: keys in, screen text out."""

from __future__ import annotations

import asyncio
import contextlib
import time
import unicodedata
from collections.abc import AsyncIterator
from typing import Any

from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot

from tui_tracker.actions.tracker import Tracker
from tui_tracker.settings import Settings
from tui_tracker.ui.app import TrackerApp
from tui_tracker.ui.screens.base import TrackerScreen

_PACE = 0.08  # slower than a key that bounces (in_order.py)
_REST = 0.2
_UNPRINTED = {"tab": "\t", "enter": "\r", "escape": "\x1b", "space": " "}


def text_of(app: TrackerApp) -> str:
    """What the terminal shows; the mark of a command whose key was not put in is a fault on any screen."""
    shown = "\n".join("".join(s.text for s in strip).rstrip() for strip in app.screen._compositor.render_strips())
    assert "⟦" not in shown, f"a command stands where its key should:\n{shown}"
    return shown


def key_event(key: str, at: float) -> events.Key:
    """A key as the terminal's driver makes it, pressed at a moment."""
    if len(key) == 1:
        event = events.Key("space" if key == " " else _character_to_key(key), key)
    elif key in _UNPRINTED:
        event = events.Key(key, _UNPRINTED[key])
    else:
        event = events.Key(key, _named(key))
    event.time = at
    return event


def _named(key: str) -> str | None:
    """The character that a key's name means, such as a slash."""
    try:
        return unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(key, key)))
    except KeyError:
        return None


class Driver:
    """Presses keys and reads the screen. The guard against pastes is on: keys come one by one, or in a burst."""

    def __init__(self, app: TrackerApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot
        self.pressed = 0
        self.hurried = False
        self._clock = 0.0

    def _moment(self, gap: float) -> float:
        """The moment of the next key: a hand's pace after the one before, whatever the machine is doing."""
        self._clock = max(self._clock + gap, time.monotonic())
        return self._clock

    async def keys(self, *keys: str) -> str:
        """Press keys one after another; the screen afterwards."""
        for key in keys:
            self.pressed += 1
            self.app.post_message(key_event(key, self._moment(_PACE)))
            await self.settle()
        return self.text

    async def burst(self, *keys: str) -> str:
        """Keys that arrive in one write, as from a macro or over a slow line."""
        at = self._moment(_PACE)
        for key in keys:
            self.app.post_message(key_event(key, at))
        await self.settle()
        self._clock += _REST  # a burst taken for a paste is over when nothing comes for a moment
        return self.text

    async def type(self, text: str) -> str:
        """Type text, which counts as no key."""
        for char in text:
            self.app.post_message(key_event(char, self._moment(_PACE)))
        await self.settle()
        return self.text

    async def paste(self, text: str) -> str:
        """Paste text as a terminal does that says that it is a paste."""
        self.app.post_message(events.Paste(text))
        await self.settle()
        return self.text

    async def settle(self) -> None:
        """Let the app come to rest. Workers are not waited for: a form's lives as long as the form."""
        if self.hurried:
            await self._until_idle()
            return
        await self.pilot.pause()
        for _ in range(2_000):
            if await self._is_idle():
                break
            await asyncio.sleep(0.001)
        await self.pilot.pause()

    async def _until_idle(self) -> None:
        """As :meth:`settle`, without waiting for what is drawn: many keys in little time."""
        while not await self._is_idle():
            assert self.app.is_running, f"the app has ended: {self.app._exception}"

    async def _is_idle(self) -> bool:
        """At rest, with no message waiting, twelve turns of the loop running.

        Textual's own pause takes a process that gets little time for one that has nothing to do, so on a busy machine a key may
        still be waiting when it returns.
        """
        for _ in range(12):
            await asyncio.sleep(0)
            queues = (self.app._message_queue, *(s._message_queue for s in self.app.screen_stack))
            if not (self._at_rest() and all(q.empty() for q in queues)):
                return False
        return True

    def _at_rest(self) -> bool:
        top = self.app.screen
        return (
            self.app.keys_in_order.idle
            and not self.app.keys_in_order.paused
            and (not isinstance(top, TrackerScreen) or top.at_rest)
        )

    @property
    def text(self) -> str:
        return text_of(self.app)

    @property
    def said(self) -> str:
        return self.app.last_said


@contextlib.asynccontextmanager
async def driving(tracker: Tracker, size: tuple[int, int] = (80, 24), **settings: Any) -> AsyncIterator[Driver]:
    """The app on an open plan. Faults end the test; keys wait a moment, as they do on a terminal, only a shorter one."""
    hold = settings.pop("hold_seconds", 0.001)
    faults = settings.pop("raise_faults", True)
    app = TrackerApp(
        tracker,
        Settings(**{"me": "Coordinator", "glyphs": "unicode", **settings}),
        hold_seconds=hold,
        check_file=False,
        raise_faults=faults,
    )
    async with app.run_test(size=size) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        yield driver
