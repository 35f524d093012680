"""What the verbs of a screen rest on: the app, what is selected, and the ways to ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from tui_tracker.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Applied
    from tui_tracker.store.read import Reader
    from tui_tracker.ui.app import TrackerApp
    from tui_tracker.ui.asking import Form
    from tui_tracker.ui.canvas import Canvas
    from tui_tracker.ui.commands import Command
    from tui_tracker.ui.dialogs.dialog import Dialog
    from tui_tracker.ui.place import Place


class Asks:
    """Every screen is one; the screen itself says how."""

    t: TrackerApp
    canvas: Canvas
    here: Place
    name_: str
    keys: dict[str, Command]

    if TYPE_CHECKING:

        @property
        def read(self) -> Reader: ...
        def say(self, sentence: str, *, bad: bool = False) -> None: ...
        def keyed(self, text: str) -> str: ...
        def reload(self) -> None: ...
        def selected(self) -> tuple[str, str] | None: ...
        def go(self, screen: str, subject: str = "", query: str = "", key: str = "") -> None: ...
        def open(self, target: Any) -> None: ...
        def ask(
            self,
            label: str,
            value: str,
            on_text: Callable[[str, bool], None],
            *,
            completions: Callable[[str], Sequence[str]] | None = None,
            on_leave: Callable[[], None] | None = None,
        ) -> None: ...
        def show(self, dialog: Dialog[Any]) -> None: ...
        def fill_in(self, form: Form, submit: Callable[[dict[str, str]], str | None]) -> None: ...
        def choose(
            self, title: str, choices: dict[str, str], on_choice: Callable[[str], None], text: str = ""
        ) -> None: ...

    def done(self, applied: Applied) -> str:
        """What is said after a Change."""
        return f"{applied.change.verb[:1].upper()}{applied.change.verb[1:]} {applied.change.subject}.  ⟦edit.undo⟧ takes it back"

    def _task_uid(self) -> str:
        kind, uid = self.selected() or ("", "")
        if kind != "task":
            raise UsageError("The cursor stands on no task.")
        return uid

    def _saved(self, save: Callable[..., Applied], uid: str, values: dict[str, str]) -> str:
        reason = values.pop("reason", None)
        try:
            return self.done(save(uid, values, reason=reason))
        except RefusedError as error:
            if str(error).startswith("Nothing to change"):
                return "Nothing was changed."
            raise
