"""Keys in order: the next key is looked at when the one before has done all that it does.

Textual hands a key to what has the focus at the moment it arrives. Keys that arrive together (a quick hand, a macro, a slow line)
would therefore all go to what had the focus before the first of them was acted upon: to a dialog that is closing, to the field
that was left, to the screen under a form that is about to open.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual import events
from textual._time import get_time
from textual.message_pump import MessagePump

from tui_tracker.ui.old_terminal import forgiving

if TYPE_CHECKING:
    from textual.app import App
    from textual.driver import Driver

    _App = App[Any]
else:
    _App = object

_LOOK_SECONDS = 0.25
_BOUNCE_SECONDS = 0.05
# A dialog that was asked for and never comes must not hold the keyboard for good.
_WAIT_SECONDS = 5.0


class Pause:
    """Keys wait from :meth:`again` until :meth:`end`; each may be called more than once."""

    def __init__(self, keys: KeyQueue) -> None:
        self._keys = keys
        self.again()

    def again(self) -> None:
        self._keys.pauses.add(self)
        self._keys.free.clear()

    def end(self) -> None:
        self._keys.pauses.discard(self)
        if not self._keys.pauses:
            self._keys.free.set()


class KeyQueue:
    """The keys and pastes that have arrived and are not done yet, in their order."""

    def __init__(self, app: InOrder) -> None:
        self._app = app
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._task: asyncio.Task[None] | None = None
        self.pauses: set[Pause] = set()
        self.free = asyncio.Event()
        self._last: events.Event | None = None
        self._closed_by: events.Event | None = None
        self._not_before = 0.0

    def take(self, event: events.Key | events.Paste) -> None:
        """A key or a paste has arrived."""
        if event.time < self._not_before:
            return
        self._waiting.append(event)
        self._go_on()

    def first(self, pressed: Iterable[events.Key]) -> None:
        """Put keys that were held back before all others: they are for what comes up now."""
        again = [events.Key(e.key, e.character) for e in pressed]
        self._waiting.extendleft(reversed(again))
        self._go_on()

    def forget(self) -> None:
        """Forget every key that has been pressed until now, also one that has not arrived yet."""
        self._waiting.clear()
        self._not_before = get_time()

    def pause(self) -> Pause:
        """Let no key through until what was asked for is there."""
        return Pause(self)

    @property
    def paused(self) -> bool:
        """Whether something was asked for that is not there yet."""
        return bool(self.pauses)

    def closed(self) -> None:
        """A dialog was closed by the key that is being done: the same key right behind it is one press too many."""
        self._closed_by = self._last

    @property
    def idle(self) -> bool:
        """Whether every key that arrived is done."""
        return not self._waiting and (self._task is None or self._task.done())

    def _go_on(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        while self._waiting:
            if self.paused:
                await self._until_free()
            event = self._waiting.popleft()
            if self._one_too_many(event):
                continue
            self._last = event
            concerned = self._concerned()
            try:
                await self._app.deliver(event)
            except Exception as error:  # the boundary of this task: a fault ends the key, not the keyboard
                self._app.fault(error)
            for node in concerned:
                await _done(node)

    async def _until_free(self) -> None:
        try:
            await asyncio.wait_for(self.free.wait(), _WAIT_SECONDS)
        except TimeoutError:
            self.pauses.clear()

    def _one_too_many(self, event: events.Event) -> bool:
        """Whether a key is the one that closed a dialog, held a moment too long or pressed twice in one go."""
        before = self._closed_by
        self._closed_by = None
        if not (isinstance(before, events.Key) and isinstance(event, events.Key)):
            return False
        if before.key != event.key or event.time - before.time > _BOUNCE_SECONDS:
            return False
        self._closed_by = event
        return True

    def _concerned(self) -> list[MessagePump]:
        """What a key passes through, in order: what has the focus, all around it, the app."""
        start = self._app.focused or self._app.screen
        return [*start.ancestors_with_self]


async def _done(node: MessagePump) -> None:
    """Wait until a widget has dealt with everything it was sent."""
    done = asyncio.Event()
    if not node.is_running or not node.call_later(done.set):
        return
    while node.is_running:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), _LOOK_SECONDS)
        if done.is_set():
            return


class InOrder(_App):
    """Mixed into an app: keys and pastes are taken one at a time."""

    keys_in_order: KeyQueue

    def get_driver_class(self) -> type[Driver]:
        return forgiving(super().get_driver_class())

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            if not hasattr(self, "keys_in_order"):
                self.keys_in_order = KeyQueue(self)
            self.keys_in_order.take(event)
        else:
            await super().on_event(event)

    async def deliver(self, event: events.Key | events.Paste) -> None:
        """Hand a key to what has the focus now."""
        await super().on_event(event)

    def fault(self, error: Exception) -> None:
        """Given by the app: what is done with a fault."""
        raise error
