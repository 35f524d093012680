"""Every command of every screen, for docs/keys.md and for looking over the user's own keys."""

from __future__ import annotations

import importlib
import pkgutil

from tui_tracker.ui import screens
from tui_tracker.ui.commands import BY_ID, EVERYWHERE, TASK, Command, key_name
from tui_tracker.ui.commands.registry import GROUPS, THIS_SCREEN

_HEAD = """# Keys

Made from the program's registry of commands; a test holds the two equal.

Other keys of your own go into the settings file (`tui-tracker info` says where it is), by the id of the command:

```toml
[keys]
"task.complete" = "f5"
"task.defer" = "d ctrl+d"
"move.page-down" = "pgdn"
```

An unknown id, a key that cannot be pressed, and one key for two commands are each refused in a sentence when the app opens.
Where a key means something else on one screen (below, “goes by”), it goes by the general command: another key for that one
moves both.
"""


def every() -> list[Command]:
    """The commands of all screens: the general ones as they are declared, then the screens by name, whichever was loaded first."""
    for module in pkgutil.iter_modules(screens.__path__):
        importlib.import_module(f"{screens.__name__}.{module.name}")
    return sorted(BY_ID.values(), key=lambda c: "" if c.where in (EVERYWHERE, TASK) else c.where)


def keys_markdown() -> str:
    """docs/keys.md, made from the registry."""
    lines = [_HEAD]
    found = every()
    for group in GROUPS:
        if group != THIS_SCREEN:
            lines += _table(group, [c for c in found if c.group == group])
    for screen in dict.fromkeys(c.where for c in found if c.group == THIS_SCREEN):
        lines += _table(
            f"On the screen: {_CALLED.get(screen, screen.capitalize())}", [c for c in found if c.where == screen]
        )
    return "\n".join(lines)


# What a screen is called where its header does not call it by its name.
_CALLED = {
    "actions": "Actions", "area": "an area", "browsing": "Choose a file", "grid": "the cells of a file", "importing": "Import", "merging": "Merge",
    "minute": "a minute", "reply": "a pasted reply", "signoff": "Sign-off", "sitting": "a meeting that is held", "visit": "a visit",
}  # fmt: skip


def _table(title: str, commands: list[Command]) -> list[str]:
    lines = [f"## {title}", "", "| key | command | what it does | id |", "|---|---|---|---|"]
    for c in commands:
        keys = ", ".join(f"`{key_name(k)}`" for k in c.keys) or "(in the palette)"
        goes_by = f", goes by `{c.like}`" if c.like else ""
        lines.append(f"| {keys} | {c.label} | {c.help} | `{c.id}`{goes_by} |")
    return [*lines, ""]
