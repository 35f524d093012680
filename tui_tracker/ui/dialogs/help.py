"""The keys of a screen, made from the registry."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Label

from tui_tracker.ui.commands.registry import BY_ID, GROUPS, TASK, Command, here, key_name
from tui_tracker.ui.dialogs.dialog import Dialog


class HelpDialog(Dialog[None]):
    """Any key that is no arrow closes it."""

    DEFAULT_CSS = """
    HelpDialog { align: center middle; background: $background 40%; }
    HelpDialog > VerticalScroll { width: 78; max-width: 98%; height: auto; max-height: 96%; background: $surface; border: solid $accent; padding: 0 1; }
    HelpDialog Label { width: 1fr; height: auto; }
    """

    def __init__(self, title: str, keys: dict[str, Command], *, with_task: bool, note: str = "") -> None:
        super().__init__()
        self._title = title
        self._keys = keys
        self._with_task = with_task
        self._note = note

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Label(self._text(), markup=False)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def _text(self) -> str:
        lines = [f"Keys: {self._title}", ""]
        if self._note:
            lines += [self._note, ""]
        by_command: dict[str, list[str]] = {}
        for key, command in self._keys.items():
            by_command.setdefault(command.id, []).append(key_name(key))
        listed = [c for c in here(self._title) if self._with_task or BY_ID[c.stands_for].where != TASK]
        for group in GROUPS:
            found = [c for c in listed if c.group == group]
            if found:
                lines.append(group)
                for c in found:
                    if c.keys and c.id not in by_command:
                        continue  # its key means something else in this screen
                    keys = " ".join(by_command.get(c.id, [])) or "palette"
                    lines.append(f"  {keys:<12} {c.label:<13} {c.help}")
                lines.append("")
        return "\n".join([*lines, "esc close   arrows scroll"])

    def on_key(self, event: events.Key) -> None:
        if event.key not in ("up", "down", "pageup", "pagedown", "home", "end"):
            event.stop()
            self.dismiss(None)
