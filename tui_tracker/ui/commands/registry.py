"""What a command is, and the one way to declare it: ``@command`` above the function that does it.

Keys, footer, help, palette, ``docs/keys.md`` and the user's own keys are made from what is declared. A command that every screen
has stands in a module of this folder and is given the desk; a command of one screen stands in that screen, as a method. Where a
key means something else on a screen, the screen declares a command of its own ``like`` the general one: it goes by the same key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

# Where a command works: everywhere; on a task (in a list or open); or in one screen alone, by its name, before all others.
EVERYWHERE, TASK = "everywhere", "on a task"
# The groups in which help and docs/keys.md list them; help shows them in this order.
(THIS_SCREEN, THIS_TASK, MANY_AT_ONCE, SAY_MORE, TAKE_BACK, GET_ABOUT, SCREENS, STRUCTURE, PLAN, HELP) = GROUPS = (
    "This screen",
    "This task",
    "Many at once",
    "Say more",
    "Take back",
    "Get about",
    "Screens",
    "Structure",
    "Plan",
    "Help",
)
_SHOWN_KEYS = {"escape": "esc", "pagedown": "pgdn", "pageup": "pgup", "f1": "F1", "f2": "F2"}
_AS_PRESSED = {shown: key for key, shown in _SHOWN_KEYS.items()}

Doing = TypeVar("Doing", bound=Callable[..., Any])


def always(desk: Any) -> bool:
    """A key that does or opens something wherever it is named."""
    return True


def writes(desk: Any) -> bool:
    """A key that changes the plan: not while it is shown as it was, or another window holds it."""
    return bool(desk.tracker.may_write)


class Command(NamedTuple):
    """``run`` is given the screen that is shown.

    ``moves`` marks keys that change nothing and so need no guard against pastes, ``shown`` what the footer names, ``for_marks``
    what is done to all marked tasks at once wherever the cursor stands, ``like`` the general command that it stands for. ``works``
    says whether it would do or open something where the cursor stands: a footer names nothing else.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    where: str
    group: str
    run: Callable[[Any], None]
    moves: bool = False
    shown: bool = False
    for_marks: bool = False
    like: str = ""
    works: Callable[[Any], bool] = always

    @property
    def stands_for(self) -> str:
        """The id under which sentences and the user's own keys name it."""
        return self.like or self.id


BY_ID: dict[str, Command] = {}


def command(
    id: str,
    keys: str,
    label: str,
    help: str,
    *,
    group: str,
    where: str = EVERYWHERE,
    moves: bool = False,
    shown: bool = False,
    for_marks: bool = False,
    works: Callable[[Any], bool] = always,
) -> Callable[[Doing], Doing]:
    """Declare the function below as a command. ``keys`` are separated by blanks; with none it is in the palette alone."""

    def declare(run: Doing) -> Doing:
        _add(Command(id, tuple(keys.split()), label, help, where, group, run, moves, shown, for_marks, "", works))
        return run

    return declare


def own(
    id: str, like: str, label: str, help: str, *, where: str, works: Callable[[Any], bool] = always
) -> Callable[[Doing], Doing]:
    """Declare what the key of a general command does on one screen instead. ``like`` is the general command's id."""

    def declare(run: Doing) -> Doing:
        of = BY_ID[like]
        _add(Command(id, of.keys, label, help, where, THIS_SCREEN, run, of.moves, of.shown, like=like, works=works))
        return run

    return declare


def _add(made: Command) -> None:
    if made.id in BY_ID:
        raise ValueError(f"two commands are called {made.id}")
    BY_ID[made.id] = made


def general() -> list[Command]:
    """The commands that every screen has."""
    return [c for c in BY_ID.values() if c.where in (EVERYWHERE, TASK)]


def here(screen: str) -> list[Command]:
    """The commands of a screen: the general ones, with its own in the place of those it stands for; its own others first."""
    mine = [c for c in BY_ID.values() if c.where == screen]
    instead = {c.like: c for c in mine if c.like}
    return [*(c for c in mine if not c.like), *(instead.get(c.id, c) for c in general())]


def key_name(key: str) -> str:
    """How a key is written for people."""
    return _SHOWN_KEYS.get(key, key)


def key_map(changes: Mapping[str, str] | None = None, screen: str = "") -> dict[str, Command]:
    """Key → command, with the user's own keys (command id → keys) in the place of ours; a screen's own keys come first."""
    changes = changes or {}
    found = here(screen)
    made: dict[str, Command] = {}
    for c in sorted(found, key=lambda c: c.where == screen and not c.like):
        for key in keys_of(c, changes):
            made[key] = c
    return made


def keys_of(command: Command, changes: Mapping[str, str]) -> Iterable[str]:
    """The keys of a command; the user's own where there are any."""
    return pressed(changes[command.stands_for]) if command.stands_for in changes else command.keys


def pressed(keys: str) -> list[str]:
    """The keys that are written in a setting, each as it is shown or as Textual calls it: ``pgdn`` is pagedown."""
    return [_AS_PRESSED.get(key, key) for key in keys.split()]
