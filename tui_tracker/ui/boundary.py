"""The one boundary for faults: what goes wrong in a message, a timer or a callback ends that, not the program."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.message import Message

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    _Base = MessagePump
else:
    _Base = object


class Bounded(_Base):
    """Mixed into the app, its screens and its canvas: a fault is handed to the app, which logs and says it.

    Textual ends the loop of a widget in which an exception escapes, so the boundary has to be inside that loop.
    """

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Exception as error:  # the boundary itself: anything that is no refusal ends here
            app: Any = self.app
            app.fault(error)

    # Textual runs these outside the loop of messages, and ends the app over what escapes from them.

    def set_timer(self, delay: float, callback: Any = None, **more: Any) -> Any:
        return super().set_timer(delay, self._bounded(callback), **more)

    def set_interval(self, interval: float, callback: Any = None, **more: Any) -> Any:
        return super().set_interval(interval, self._bounded(callback), **more)

    def call_after_refresh(self, callback: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        return super().call_after_refresh(self._bounded(partial(callback, *args, **kwargs)))

    def call_later(self, callback: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        return super().call_later(self._bounded(partial(callback, *args, **kwargs)))

    def call_next(self, callback: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        super().call_next(self._bounded(partial(callback, *args, **kwargs)))

    def _bounded(self, callback: Callable[..., Any] | None) -> Any:
        """The callback with the boundary around it."""
        if callback is None:
            return None

        async def run() -> None:
            try:
                result = callback()
                if inspect.isawaitable(result):
                    await result
            except Exception as error:  # the boundary itself
                app: Any = self.app
                app.fault(error)

        return run
