"""The app: one open plan, the screens, the change signal and the one boundary for faults. Thin on purpose."""

from __future__ import annotations

import contextlib
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, ScreenStackError
from textual.screen import ModalScreen

from tui_tracker import settings as settings_module
from tui_tracker.actions.tracker import Applied, Tracker
from tui_tracker.domain.records import Task
from tui_tracker.errors import TrackerError
from tui_tracker.faults import record
from tui_tracker.settings import Settings
from tui_tracker.ui.boundary import Bounded
from tui_tracker.ui.coming_back import ComingBack
from tui_tracker.ui.drafts import Drafts
from tui_tracker.ui.in_order import InOrder, KeyQueue
from tui_tracker.ui.leaving import on_end_of_session
from tui_tracker.ui.marks import Marks, marks
from tui_tracker.ui.palette import Paint, textual_theme
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen
from tui_tracker.ui.way import Way

if TYPE_CHECKING:
    from tui_tracker.actions.early_roll_up import Ahead
    from tui_tracker.domain.checks.registry import Finding
    from tui_tracker.domain.views import SummaryView

# The checks look at everything once while nobody waits; a larger plan is first looked at when Checks is opened.
_WARM_AFTER_SECONDS = 1.5
_WARM_AT_MOST = 1_000
_LOOK_BESIDE_SECONDS = 15.0
# How long a key waits to see whether a paste follows.
HOLD_SECONDS = 0.025


class TrackerApp(Bounded, InOrder, ComingBack, App[int]):
    """The terminal app over one plan file."""

    TITLE = "tui_tracker"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = []
    CSS = "Screen { background: $background; }"

    def __init__(
        self, tracker: Tracker, settings: Settings, *, guard_pastes: bool = True, hold_seconds: float = HOLD_SECONDS, check_file: bool = True,
        raise_faults: bool = False, ahead: Ahead | None = None, kept: bool = True, told: str = "",
    ) -> None:  # fmt: skip
        super().__init__()
        self.kept = kept
        self.put_back: Path | None = None
        self._told_first = told
        self.tracker = tracker
        self.user_settings = settings
        self.paint = Paint(settings.theme)
        self.signs: Marks = marks(settings.glyphs)
        self.drafts = Drafts(tracker.places.drafts)
        self.guard_pastes = guard_pastes
        self.hold_seconds = hold_seconds
        self.plan_uid: str | None = None
        self.recent_commands: list[str] = []
        self.past_day: date | None = None
        self._ahead = ahead
        self._rolled_up: tuple[object, SummaryView] | None = None
        self._past: contextlib.AbstractContextManager[Tracker] | None = None
        self.live = tracker
        self._check_file = check_file
        self._raise_faults = raise_faults
        self._way = Way()
        self._next: Place | None = None
        self._screens_by_name: dict[str, TrackerScreen] = {}
        self.last_said = ""
        self.marked: dict[str, None] = {}
        self._news = ""
        self._day = tracker.clock.today()
        self.keys_in_order = KeyQueue(self)
        tracker.on_change(self._changed)

    # -- start and end

    def on_mount(self) -> None:
        for name in settings_module.THEMES:
            self.register_theme(textual_theme(name))
        self._wear(self.user_settings.theme)
        on_end_of_session(self.leave)
        self.animation_level = "none"
        self.go(Place("summary"))
        self.come_back()
        if self.live.notice:
            self.say(self.live.notice, bad=True)
        if self._told_first:
            self.say(self._told_first)
        if self._check_file:
            self.call_after_refresh(self._look_after_file)
            self.set_timer(_WARM_AFTER_SECONDS, self._warm_checks)
            self.set_interval(_LOOK_BESIDE_SECONDS, self.take_in_sent)
            self.set_interval(_LOOK_BESIDE_SECONDS, self.look_at_day)
        self.take_in_sent()

    def take_in_sent(self) -> None:
        """Take in what another process sent out meanwhile; said once."""
        from tui_tracker.actions.send_out.sent_beside import take_in

        if self.past_day is not None or not self.live.places.sent_beside.is_dir():
            return
        try:
            count = take_in(self.live)
        except Exception as error:  # the boundary of this timer
            self.fault(error)
            return
        if count:
            self.say(
                f"{count} paper{'s' if count != 1 else ''} went out meanwhile, and {'is' if count == 1 else 'are'} in the log now."
            )

    def look_at_day(self) -> None:
        """After midnight everything is as at the new day, and the new day's copy is taken."""
        today = self.live.clock.today()
        if today == self._day:
            return
        self._day = today
        self.all_stale()
        if self.past_day is None and isinstance(self.screen, TrackerScreen):
            self.screen.reload()
        self._look_after_file()

    def _look_after_file(self) -> None:
        self.run_worker(self._check_plan_file, thread=True, exit_on_error=False)

    def _check_plan_file(self) -> None:
        from tui_tracker.actions.keep.backups import after_first_frame

        try:
            after_first_frame(self.live.places, self.live.clock.today())
        except Exception as error:  # the boundary of this thread
            told = self.live.refusal_of(error) or error
            self.call_from_thread(self.say, f"Today's backup could not be taken: {told}", bad=True)

    def action_help_quit(self) -> None:
        """ctrl+c is no way out here; say which key is."""
        self.say("⟦quit⟧ closes the app.")

    async def action_quit(self) -> None:
        self.leave(0)

    def leave(self, code: int) -> None:
        """Close the app; a form that is open keeps its words as a draft."""
        self.keep_place()
        for screen in self.screen_stack:
            keep = getattr(screen, "keep_draft", None)
            if keep is not None:
                keep()
        self.exit(code, return_code=code)

    def leave_to_put_back(self, source: Path) -> None:
        """Close the plan file, put a backup in its place, and open the app on it again."""
        self.put_back = source
        self.leave(0)

    def goodbye(self) -> str:
        """What is said on the terminal after the app has closed."""
        swapped = self.live.swapped()
        if swapped is not None:
            return swapped
        count = self.live.history.today_count()
        return f"{count} change{'s' if count != 1 else ''} today, all saved in {self.live.path}"

    # -- places

    def way_names(self) -> list[str]:
        """What the places before this one are called."""
        return self._way.names()

    def screen_for(self, name: str) -> TrackerScreen:
        """The screen of that name; each is made once and keeps its cursor and filter."""
        if name not in self._screens_by_name:
            from tui_tracker.ui.screens import make

            self._screens_by_name[name] = make(name, self)
        return self._screens_by_name[name]

    def go(self, place: Place) -> None:
        """Open a place and remember the way."""
        self._leave()
        self._way.push(place)
        self._show(place)

    def jump(self, place: Place) -> None:
        """Go to a screen by its key; one that the way leads through already is gone back to."""
        self._leave()
        self._way.jump(place)
        self._show(self._way.here or place)

    def go_instead(self, place: Place) -> None:
        """Show a place instead of this one: back leads to where this one was opened from."""
        self._way.replace(place)
        self._show(place)

    def go_from(self, screens: tuple[str, ...], place: Place) -> None:
        """Open a place from before these screens, whose work is done."""
        self._way.leave(*screens)
        self._way.push(place)
        self._show(place)

    def step(self, by: int) -> bool:
        """One place back or forward; False when there is none."""
        self._leave()
        place = self._way.step(by, self._is_there)
        if place is None:
            return False
        self._show(place)
        return True

    def _leave(self) -> None:
        """Keep where the cursor stands in the place that is left."""
        top = self.screen
        if isinstance(top, TrackerScreen) and self._way.here is not None and top.here.screen == self._way.here.screen:
            self._way.note(top.place())

    def _is_there(self, place: Place) -> bool:
        """Whether what a place shows is still in the plan."""
        return (
            place.screen not in ("task", "area") or self.tracker.read.row_key(place.screen, place.subject) is not None
        )

    def _show(self, place: Place) -> None:
        if isinstance(self.screen, ModalScreen):  # a screen is never laid over a dialog: it comes when that is closed
            self._next = place
            return
        screen = self.screen_for(place.screen)
        screen.arrive(place)
        if self.screen is screen:
            screen.reload()
            return
        name = f"s-{place.screen}"
        if not self.is_screen_installed(name):
            self.install_screen(screen, name)
        # The first screen goes over Textual's own blank one, which cannot be switched away from.
        self.switch_screen(name) if isinstance(self.screen, TrackerScreen) else self.push_screen(name)

    def show_next(self) -> None:
        """A dialog has closed: what was opened under it comes now."""
        place, self._next = self._next, None
        if place is not None:
            self._show(place)

    # -- what was done

    def _changed(self, applied: Applied) -> None:
        self._news = self._told(self.live.checks.news())
        self.all_stale()
        with contextlib.suppress(ScreenStackError):
            if isinstance(self.screen, TrackerScreen):
                self.screen.changed(applied)

    def _told(self, errors: list[Finding]) -> str:
        """The first error that a change brought about, in a few words."""
        if not errors:
            return ""
        from tui_tracker.domain.checks import RULES

        more = f" and {len(errors) - 1} more" if len(errors) > 1 else ""
        return f"  Check: {errors[0].subject}, {RULES[errors[0].rule].title[:1].lower()}{RULES[errors[0].rule].title[1:]}{more} (⟦go.checks⟧)."

    @property
    def today(self) -> date:
        """The day by the clock, also while the plan is shown as it was."""
        return self.live.clock.today()

    def roll_up(self) -> SummaryView:
        """The roll-up of what is shown, counted anew after a change; first the one that was begun before the app was loaded."""
        read = self.tracker.read
        asked = (read.newest_change(), read.today, self.past_day, self.plan_uid)
        if self._rolled_up is None or self._rolled_up[0] != asked:
            ahead, self._ahead = self._ahead, None
            found = ahead.summary(read) if ahead is not None and self.plan_uid is None else None
            self._rolled_up = (asked, found or read.summary(self.plan_uid))
        return self._rolled_up[1]

    def all_stale(self) -> None:
        """Every screen makes its page anew when it is shown next."""
        for screen in self._screens_by_name.values():
            screen.stale = True

    def forget_lost_marks(self) -> None:
        """Drop the marks of tasks that are not in the plan any more."""
        for uid in [u for u in self.marked if self.live.read.row_key("task", u) is None]:
            del self.marked[uid]

    def take_news(self) -> str:
        """What the checks found after the last change, once."""
        news, self._news = self._news, ""
        return news

    def _warm_checks(self) -> None:
        """Look at everything once."""
        if self.live.read.count(Task) <= _WARM_AT_MOST:
            self.live.checks.warm()

    def say(self, sentence: str, *, bad: bool = False) -> None:
        """Put a sentence into the line above the footer of the screen that is shown."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, TrackerScreen):
                screen.say(sentence, bad=bad)
                return

    # -- the plan as it was

    def look_back(self, day: date | None) -> None:
        """Show the plan as it was on a day, read-only; None shows it as it is."""
        if self._past is not None:
            self._past.__exit__(None, None, None)
            self._past = None
        self.tracker = self.live
        self.past_day = day
        if day is not None:
            self._past = self.live.at(day)
            self.tracker = self._past.__enter__()
        self.all_stale()
        if isinstance(self.screen, TrackerScreen):
            self.screen.reload()

    # -- settings

    def set_theme(self, name: str) -> None:
        """Change colours, now and next time."""
        self.paint = Paint(name)
        self._wear(name)
        self.keep_settings(theme=name)
        self.all_stale()
        if isinstance(self.screen, TrackerScreen):
            self.screen.reload()

    def _wear(self, name: str) -> None:
        """Put a theme on. The terminal's own colours go out by their numbers: Textual would make them its own else."""
        self.ansi_color = name == "terminal"
        self.theme = f"tracker-{name}"

    def keep_settings(self, **values: Any) -> None:
        import dataclasses

        self.user_settings = dataclasses.replace(self.user_settings, **values)
        try:
            settings_module.save(self.user_settings, self.live.places.settings)
        except TrackerError as error:
            self.say(str(error), bad=True)
        self.live.me = self.user_settings.me or self.live.me

    # -- faults

    def fault(self, error: Exception) -> None:
        """The one boundary: a fault is logged without records, said, and the app stays up."""
        if isinstance(error, TrackerError):
            self.say(str(error), bad=True)
            return
        if (
            refusal := self.live.refusal_of(error)
        ) is not None:  # the disk, another program, damage: each has its sentence
            record(error, self.live.places.log)
            self.say(str(refusal), bad=True)
            return
        if self._raise_faults:
            raise error
        log = record(error, self.live.places.log)
        where = f"; the place is in {log}" if log else ""
        self.say(
            f"Something went wrong inside the program ({type(error).__name__}){where}. The plan is as it was.", bad=True
        )

    def _fatal_error(self) -> None:
        """Textual's report would show local variables, which hold records; ours names the fault only."""
        if (error := sys.exc_info()[1]) is not None:
            record(error, self.live.places.log)
        self.panic("tui_tracker stopped; the place of the fault is in its log file. Everything saved is safe.")
