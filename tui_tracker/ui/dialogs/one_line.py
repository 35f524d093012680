"""A field of one line that loses nothing of what is pasted into it."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.message import Message
from textual.widgets import Input
from textual.widgets.input import Selection


def joined(text: str) -> str:
    """Several lines as one; blank ones go."""
    return " ".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


class OneLine(Input):
    """Textual's own keeps the first of several pasted lines and drops the rest without a word; here they are joined."""

    class Joined(Message):
        """Several lines were pasted and became one."""

        def __init__(self, field: OneLine, lines: int) -> None:
            self.field, self.lines = field, lines
            super().__init__()

        @property
        def control(self) -> OneLine:
            return self.field

    def _on_focus(self, event: events.Focus) -> None:
        self.call_later(self._from_its_start)  # Textual's own handler, which selects, comes after this one

    def _from_its_start(self) -> None:
        """What is proposed is selected whole, and shown from its first word where the field is too narrow for it."""
        end = len(self.value)
        if self.select_on_focus and end and self.selection == Selection(0, end):
            self.selection = Selection(end, 0)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self._put(event.text)

    def action_paste(self) -> None:
        self._put(self.app.clipboard)

    def _put(self, text: str) -> None:
        lines = [line for line in text.splitlines() if line.strip()]
        self.replace(joined(text) if len(lines) > 1 else "".join(lines), *self.selection)
        if len(lines) > 1:
            self.post_message(self.Joined(self, len(lines)))


class YesOrNo(OneLine):
    """A field that is yes or no: space changes it over. The field itself must, for an Input keeps every key that prints."""

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]  # Textual takes either kind of handler
        if event.key == "space":
            event.stop()
            event.prevent_default()
            self.value = "no" if self.value.strip().lower().startswith("y") else "yes"
            self.action_end()


class Prompt(OneLine):
    """A line that is typed at the foot of a screen; ``when_up`` is called once it takes keys."""

    when_up: Callable[[], None] | None = None

    def on_focus(self) -> None:
        if self.when_up is not None:
            self.when_up()
