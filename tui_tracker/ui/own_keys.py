"""The user's own keys, from the settings file: each fault is one sentence that says which line and what to write."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from tui_tracker.errors import FileError
from tui_tracker.ui.commands.listing import every
from tui_tracker.ui.commands.registry import BY_ID, EVERYWHERE, TASK, key_name, keys_of, pressed

_NAMED = frozenset(
    {
        "enter", "escape", "tab", "shift+tab", "space", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown", "up", "down",
        "left", "right", *(f"f{n}" for n in range(1, 13)),
    }
)  # fmt: skip
# A terminal sends these as another key, or as a signal.
_TAKEN = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "ctrl+[": "escape",
    "ctrl+j": "enter",
    "ctrl+c": "copy",
}
# Keys that many terminals never hand on, each with what becomes of them.
_LOST = (
    (re.compile(r"ctrl\+\d"), "a terminal sends a control key only with a letter"),
    (
        re.compile(r"alt\+.+"),
        "many terminals send it as esc and the letter after it, or keep it for a menu of their own",
    ),
    (re.compile(r"f11"), "the terminal's own window takes it for full screen"),
)
_ALWAYS = ("help", "palette", "quit", "edit.undo")


def check(changes: Mapping[str, str], where: str) -> None:
    """Raise FileError for a command that is not known, a key that cannot be pressed, or one key for two commands."""
    if not changes:
        return
    every()
    for name, keys in changes.items():
        if name not in BY_ID:
            near = difflib.get_close_matches(name, BY_ID, n=1)
            raise FileError(
                f"{where}: [keys] names “{name}”, which is no command"
                + (f"; did you mean {near[0]}?" if near else "; docs/keys.md lists them.")
            )
        if BY_ID[name].like:
            raise FileError(
                f"{where}: [keys] names {name}, which goes by the key of {BY_ID[name].like}; give that one another key."
            )
        for key in pressed(keys):
            _check_key(key, name, where)
        if not keys.split() and name in _ALWAYS:
            raise FileError(f"{where}: [keys] leaves {name} without a key; it always has one.")
    _check_clashes(changes, where)


def _check_key(key: str, name: str, where: str) -> None:
    if key in _TAKEN:
        raise FileError(
            f"{where}: [keys] gives {name} the key {key}, which a terminal sends as {_TAKEN[key]}; take another."
        )
    lost = next((why for pattern, why in _LOST if pattern.fullmatch(key)), None)
    if lost is not None:
        raise FileError(f"{where}: [keys] gives {name} the key {key}, which would never arrive: {lost}; take another.")
    one = len(key) == 1 and key.isprintable() and not key.isspace()
    if not one and key not in _NAMED and not re.fullmatch(r"ctrl\+[a-z]", key):
        raise FileError(
            f"{where}: [keys] gives {name} the key “{key}”, which cannot be pressed; write a letter, f5, space or ctrl+k."
        )


def _check_clashes(changes: Mapping[str, str], where: str) -> None:
    """One key, one command: among those of every screen, and among those of each screen that has its own."""
    made: dict[tuple[str, str], str] = {}
    for command in [c for c in BY_ID.values() if not c.like]:
        group = command.where if command.where not in (EVERYWHERE, TASK) else EVERYWHERE
        for key in keys_of(command, changes):
            other = made.setdefault((group, key), command.id)
            if other != command.id:
                raise FileError(
                    f"{where}: [keys] gives {key_name(key)} to both {other} and {command.id}; give one of them another key."
                )
