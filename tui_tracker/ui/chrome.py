"""What stands around every page: the title line with its tabs, and the footer with the keys that work here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tui_tracker.ui.commands.go import SCREENS_BY_KEY
from tui_tracker.ui.commands.registry import Command, key_name
from tui_tracker.ui.lines import Builder, Line, ends, fit, length

_TABS = tuple((key, name, label) for name, key, label, _ in SCREENS_BY_KEY if key)
_TABS_FROM = 110  # columns from which the tabs are all shown
_ROOMY = 135  # and stand further apart


def title(crumbs: str, on: frozenset[str], right: str, width: int, *, past: bool) -> Line:
    """The title line. ``on`` holds the names of the screen and its tab; ``right`` is the day and what is marked."""
    made = Builder()
    if width >= _TABS_FROM:
        here = ""
        for key, name, label in _TABS:
            here = label if name in on else here
            made.add(f" {key} ", "muted").add(label, "accent bold" if name in on else "muted")
            made.add(" " if width >= _ROOMY else "")
        made.add("   " + _crumbs_in(crumbs, width - len(right) - length(made.line) - 4, here), "foreground bold")
    else:
        key = next((k for k, name, _ in _TABS if name in on), "")
        made.add(f"  {key} " if key else "  ", "muted").add(crumbs, "foreground bold")
    return ends(made.line, right, width, "changed bold" if past else "muted")


def _crumbs_in(crumbs: str, room: int, tab: str) -> str:
    """Where this is below its tab, without its first steps when there is no room for them."""
    parts = crumbs.split(" › ")
    parts = parts[1:] if parts[0] == tab else parts
    while len(parts) > 1 and len(" › ".join(parts)) > room:
        parts = parts[1:]
    return fit(" › ".join(parts), max(0, room)).rstrip() if room > 3 else ""


def footer(commands: Iterable[Command], keys: Mapping[str, Command], width: int, *, more_below: bool) -> Line:
    """The keys that work here, as many as there is room for."""
    made = Builder().add(" ")
    room = width - 20
    for command in commands:
        key = next((k for k, c in keys.items() if c.id == command.id), None)
        if key is None:
            continue
        text = f" {key_name(key)} "
        if length(made.line) + len(text) + len(command.label) + 1 > room:
            break
        made.add(text, "accent").add(command.label + " ", "muted")
    return ends(made.line, "more below  ? help " if more_below else "? help ", width, "muted")
