"""What every dialog shares: it closes once, whatever keys follow the one that closed it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from tui_tracker.ui.boundary import Bounded

if TYPE_CHECKING:
    _Base = ModalScreen[Any]
else:
    _Base = object

Result = TypeVar("Result")


class ClosesOnce(_Base):
    """Textual's ``dismiss`` takes away whatever is on top, so a second one would take away the screen below."""

    _gave = False  # not “_closed”, which is Textual's own

    def dismiss(self, result: Any = None) -> AwaitComplete:
        if self._gave or self.app.screen is not self:
            return AwaitComplete()
        self._gave = True
        app: Any = self.app
        app.keys_in_order.closed()
        done: AwaitComplete = super().dismiss(result)
        return done


class Dialog(ClosesOnce, Bounded, ModalScreen[Result], Generic[Result]):
    """A box over a screen. ``when_up`` is called once it is drawn and takes keys, ``when_closing`` by the key that closes it."""

    when_up: Callable[[], None] | None = None
    when_closing: Callable[[], None] | None = None

    def dismiss(self, result: Any = None) -> AwaitComplete:
        if not self._gave and self.when_closing is not None:
            self.when_closing()
        return super().dismiss(result)

    def on_screen_resume(self) -> None:
        self.call_after_refresh(self._is_up)

    def _is_up(self) -> None:
        if self.when_up is not None:
            self.when_up()
