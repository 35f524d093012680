"""How a screen takes keys: one by one, each a command of the registry; a burst and a paste change nothing."""

from __future__ import annotations

from textual import events

from tui_tracker.errors import TrackerError
from tui_tracker.ui.asked_line import as_command_key
from tui_tracker.ui.asking_screen import AskingScreen
from tui_tracker.ui.commands.registry import TASK, Command
from tui_tracker.ui.key_guard import KeyGuard
from tui_tracker.ui.lines import Line, Row


class TakingKeys(AskingScreen):
    """What comes from the keyboard, and what is done with it."""

    _held: list[tuple[Command, events.Key]]
    _guard: KeyGuard

    def _message(self) -> list[Line]:
        """What is said, in lines. The page is the screen's own."""
        raise NotImplementedError

    def _footer(self) -> Row:
        """The keys that work. The page is the screen's own."""
        raise NotImplementedError

    def on_key(self, event: events.Key) -> None:
        if self.asked.is_up:  # what is typed while a line is asked for never becomes a command
            self._asked_key(event)
            return
        key = as_command_key(event)
        if self.host.guard_pastes and self._is_burst(event, key):
            event.stop()
            event.prevent_default()
            return
        command = self.keys.get(key)
        if command is not None:
            event.stop()
            event.prevent_default()
            self._take(command, event)
        elif event.is_printable:
            self.say(f"{key} does nothing here; ⟦help⟧ shows the keys.")

    def _is_burst(self, event: events.Key, key: str) -> bool:
        """Whether a key is part of a burst faster than typing: such a burst changes nothing."""
        if self._guard.swallows(event, key, len(self._held)):
            return True
        if not self._guard.begins(event):
            return False
        self._held.clear()
        self.say(
            "That came faster than anyone types, so it was taken for a paste: nothing was changed. Open a note (⟦task.note⟧) to paste text.",
            bad=True,
        )
        return True

    def _take(self, command: Command, event: events.Key) -> None:
        """Run a command; one that is more than a move waits a moment, to see whether a paste follows."""
        if not self._held and (command.moves or not self.host.guard_pastes):
            self.run_command(command)
            return
        self._held.append((command, event))
        self.set_timer(self.host.hold_seconds, self._release)

    def _release(self) -> None:
        """Run what was held back. Once a command asks something or leads elsewhere, the keys behind it are for what comes up."""
        held, self._held = self._held, []
        for i, (command, _) in enumerate(held):
            try:
                self.run_command(command)
            except Exception as error:  # the boundary of this timer
                self.host.fault(error)
            if self.host.keys_in_order.paused or self.host.screen is not self:
                self.host.keys_in_order.first(event for _, event in held[i + 1 :])
                return

    def on_paste(self, event: events.Paste) -> None:
        """Text pasted where nothing is typed changes nothing."""
        if not self.asked.is_up:
            event.stop()
            self.say(
                "Pasted text changes nothing here. Open a note (⟦task.note⟧) or a form (⟦record.edit⟧) and paste into it.",
                bad=True,
            )

    def run_command(self, command: Command) -> None:
        """Run a command of the registry; a refusal is said, and says why."""
        if not command.moves:
            self._said = ("", "")
        if command.where == TASK and not self.takes(command):
            self.say(
                f"⟦{command.id}⟧ works on a task; the cursor stands on none.",
                bad=True,
            )
            return
        try:
            command.run(self)
        except TrackerError as error:
            self.say(str(error), bad=True)
        else:
            if not command.moves and self.is_mounted:
                self.canvas.page.footer = self._footer()
                self._show_said()

    def takes(self, command: Command) -> bool:
        """Whether a key for tasks works here: the cursor stands on one."""
        return (self.selected() or ("", ""))[0] == "task" or (command.for_marks and bool(self.marked_here()))
