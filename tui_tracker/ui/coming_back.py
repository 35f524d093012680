"""The app opens where it was closed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tui_tracker.ui import last_time
from tui_tracker.ui.commands import BY_ID
from tui_tracker.ui.place import SORTS, Place
from tui_tracker.ui.screens.base import TrackerScreen
from tui_tracker.ui.way import Way

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Tracker
    from tui_tracker.ui.drafts import Drafts


_RECENT = 8


class ComingBack:
    """Mixed into the app: what is kept when it closes, and taken up when it opens."""

    _way: Way
    drafts: Drafts
    live: Tracker
    plan_uid: str | None
    past_day: date | None
    recent_commands: list[str]
    peek_on = True
    sort = SORTS[0]
    closed_at: int | None = None
    written = ""
    projecting = False

    if TYPE_CHECKING:  # given by the app

        @property
        def screen(self) -> Any: ...
        @property
        def screen_stack(self) -> Any: ...
        @property
        def size(self) -> Any: ...
        def go(self, place: Place) -> None: ...
        def _is_there(self, place: Place) -> bool: ...
        def _show(self, place: Place) -> None: ...

    @property
    def width(self) -> int:
        """How many columns the terminal has."""
        return int(self.size.width)

    def ran_by_name(self, command: str) -> None:
        """A command was chosen by its name: it is offered first next time."""
        self.recent_commands = [command, *(c for c in self.recent_commands if c != command)][:_RECENT]

    def come_back(self) -> None:
        """Go to where the user was when the app was closed, as far as that is still there."""
        last = last_time.load(self.drafts)
        if last is None:
            return
        if last.plan in {p.uid for p in self.live.read.plans()}:
            self.plan_uid = last.plan
        self.peek_on = last.peek
        self.closed_at = last.journal
        self.recent_commands = [c for c in last.recent if c in BY_ID]
        self.sort = last.sort if last.sort in SORTS else SORTS[0]
        way = [p for p in last.way if self._is_there(p)]
        if way:
            self._way.begin(way)
            self._show(way[-1])

    def keep_place(self) -> None:
        """Keep where the user is for the next time; what is shown as it was is not come back to."""
        top = next((s for s in reversed(self.screen_stack) if isinstance(s, TrackerScreen)), None)
        if top is not None and self.past_day is None:
            kept = last_time.LastTime(
                tuple(self._way.so_far(top.place())),
                self.plan_uid,
                self.sort,
                self.peek_on,
                tuple(self.recent_commands),
                self.live.read.newest_change()[0],
            )
            last_time.keep(self.drafts, kept)
