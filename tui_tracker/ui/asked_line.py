"""One line of typing at the foot of a screen: each letter is handed on, Enter ends it, Tab completes, Esc leaves."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import events

if TYPE_CHECKING:
    from textual.widgets import Input

_MOST_OFFERED = 8

OnText = Callable[[str, bool], None]


class AskedLine:
    """What is asked at the foot, if anything is. The screen mounts the field and shows what is said."""

    def __init__(self) -> None:
        self.field: Input | None = None
        self.on_text: OnText | None = None
        self._completions: Callable[[str], Sequence[str]] | None = None
        self._when_left: Callable[[], None] | None = None

    @property
    def is_up(self) -> bool:
        return self.field is not None

    def begin(
        self,
        value: str,
        on_text: OnText,
        completions: Callable[[str], Sequence[str]] | None,
        on_leave: Callable[[], None] | None,
        when_up: Callable[[], None],
    ) -> Input:
        """The field to mount; one that was there is taken away."""
        from tui_tracker.ui.dialogs.one_line import Prompt

        if self.field is not None:
            self.field.remove()
        self.on_text, self._completions, self._when_left = on_text, completions, on_leave
        # By class, not by id: the line before may still be on its way out, and Textual ends the app over two of one id.
        # What is asked for stands above, also once something is typed, so the field itself begins empty.
        prompt = Prompt(value, classes="ask", compact=True, select_on_focus=False)
        prompt.when_up = when_up
        self.field = prompt
        return prompt

    def end(self) -> Callable[[], None] | None:
        """Take the field away; gives what is to be done when it was left with Esc."""
        left = self._when_left
        if self.field is not None:
            self.field.remove()
        self.field, self.on_text, self._when_left = None, None, None
        return left

    def complete(self) -> str:
        """Type what can only be meant; gives what there is to choose from, as a sentence."""
        if self.field is None:
            return ""
        found = list(dict.fromkeys(self._completions(self.field.value))) if self._completions is not None else []
        common = os.path.commonprefix(found)  # noqa: RUF071  # letters in common are what is wanted, not folders
        if len(common) > len(self.field.value):
            self.field.value = common
            self.field.action_end()
        if len(found) <= 1:
            return "" if found else "Nothing begins like that."
        more = f"   and {len(found) - _MOST_OFFERED} more" if len(found) > _MOST_OFFERED else ""
        return "   ".join(found[:_MOST_OFFERED]) + more


def as_command_key(event: events.Key) -> str:
    """The key as the registry writes it: the character that was typed, else the key's name."""
    typed = event.character
    key = typed if typed and typed.isprintable() and len(typed) == 1 else event.key
    return "space" if key == " " else key
