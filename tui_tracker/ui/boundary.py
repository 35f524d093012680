"""The one boundary for faults: what goes wrong in a message ends that message, not the program."""

from __future__ import annotations

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
