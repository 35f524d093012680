"""The palette: every command of the registry that the screen has, found by typing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui_tracker.ui.commands.registry import here, key_name, keys_of
from tui_tracker.ui.dialogs.dialog import ClosesOnce
from tui_tracker.ui.in_order import Pause
from tui_tracker.ui.screens.base import TrackerScreen

if TYPE_CHECKING:
    pass


class CommandList(Provider):
    """Every command of the registry in the palette."""

    async def discover(self) -> Hits:
        for hit in self._hits():
            yield DiscoveryHit(hit[0], hit[2], help=hit[1])

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for name, help_text, run in self._hits():
            score = matcher.match(f"{name} {help_text}")
            if score > 0:
                score += _named_by(query, name)
                yield Hit(score, Content(name), run, text=name, help=Content(help_text).plain)

    def _hits(self) -> Iterator[tuple[str, str, Any]]:
        screen = self.screen
        if isinstance(screen, TrackerScreen):
            for command in here(screen.name_):
                keys = ", ".join(key_name(k) for k in keys_of(command, screen.host.user_settings.keys))
                yield f"{command.label}  {keys}".strip(), command.help, lambda c=command: screen.run_command(c)


def _named_by(query: str, name: str) -> float:
    """What a command's own name adds to a match: an exact name comes before one that begins so, and both before a word of the help."""
    wanted, label = query.strip().casefold(), name.casefold()
    if label.split("  ")[0] == wanted:
        return 2_000.0
    return 1_000.0 if label.startswith(wanted) else 0.0


class Palette(ClosesOnce, CommandPalette):
    """Textual's palette, which closes once however often its key is pressed; keys wait until it is up."""

    def __init__(self, pause: Pause) -> None:
        super().__init__(id="--command-palette")
        self._pause = pause

    def on_screen_resume(self) -> None:
        self.call_after_refresh(self._pause.end)
