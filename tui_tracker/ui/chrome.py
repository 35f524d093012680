"""What stands around every page: the title line with its tabs, the way here, and the footer with the keys that work here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tui_tracker.ui.commands.go import SCREENS_BY_KEY
from tui_tracker.ui.commands.registry import BY_ID, Command, key_name
from tui_tracker.ui.lines import Builder, Door, Line, Row, ends, fit, length
from tui_tracker.ui.place import Place

TABS = tuple((key, name, label) for name, key, label, _ in SCREENS_BY_KEY if key)
TABS_FROM = 116  # columns from which the tabs are all shown, and the way has a line of its own
_ROOMY = 135  # and stand further apart
_STEP = " › "
MOST_KEYS = 8


def title(where: Sequence[str], on: frozenset[str], right: str, width: int, *, past: bool) -> Row:
    """The title line. ``where`` is what is shown and the way to it, where there are no tabs; ``on`` the names of the screen and its tab."""
    made = Builder()
    if not where:
        for key, name, label in TABS:
            style = "accent bold" if name in on else "muted"
            made.add(f" {key} ", "muted", door=Place(name)).add(label, style, door=Place(name))
            made.add(" " if width >= _ROOMY else "")
        return Row(made.line, tuple(made.doors))
    room = width - len(right) - 3
    scope = fit(where[0], max(8, min(len(where[0]), room // 2))).rstrip()
    made.add(f"  {scope}", "accent").add("  ")
    made.add(_way(where[1:], room - length(made.line)), "foreground bold")
    return Row(ends(made.line, right, width, "changed bold" if past else "muted"), tuple(made.doors))


def where(scope: str, trail: Sequence[str], right: str, width: int, *, past: bool) -> Line:
    """The line below the tabs: which plan and filter, the way here, what is marked and the day."""
    room = width - len(right) - 2
    made = Builder().add(f"  {fit(scope, min(len(scope), room // 2)).rstrip()}", "accent").add("   ")
    made.add(_way(trail, room - length(made.line) - 1), "foreground bold")
    return ends(made.line, right, width, "changed bold" if past else "muted")


def _way(trail: Sequence[str], room: int) -> str:
    """The way, without its first steps where there is no room for them."""
    steps = list(trail)
    while len(steps) > 1 and len(_STEP.join(["…", *steps])) > room:
        steps = steps[1:]
    if len(steps) < len(trail) and len(_STEP.join(["…", *steps])) <= room:
        steps = ["…", *steps]
    return fit(_STEP.join(steps), max(0, room)).rstrip() if room > 3 else ""


def asked_footer() -> Row:
    """What works while something is typed at the foot."""
    made = Builder().add(" ")
    for key, label in (("enter", "take it"), ("tab", "complete"), ("esc", "leave it")):
        made.add(f" {key} ", "accent").add(label + " ", "muted")
    return made.row()


def footer(commands: Iterable[Command], keys: Mapping[str, Command], width: int, *, more_below: bool) -> Row:
    """The keys that work here, the most useful first, as many as there is room for; each can be clicked."""
    made = Builder().add(" ")
    end = "more below  ? help " if more_below else "? help "
    room, count = width - len(end) - 2, 0
    for command in commands:
        key = next((k for k, c in keys.items() if c.id == command.id), None)
        if key is None:
            continue
        text = f" {key_name(key)} "
        if count == MOST_KEYS or length(made.line) + len(text) + len(command.label) + 1 > room:
            break
        made.add(text, "accent", door=command).add(command.label + " ", "muted", door=command)
        count += 1
    line = ends(made.line, end, width, "muted")
    return Row(line, (*made.doors, Door(width - len("? help "), width, BY_ID["help"])))
