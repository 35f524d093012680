"""What a command is given: what is selected, ways to say and to ask, and the plan. A screen is one.

Commands know this much of a screen and no more, so they can be read, and tried, without one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from tui_tracker.errors import NothingToChangeError, UsageError
from tui_tracker.ui import forms

if TYPE_CHECKING:
    from pathlib import Path

    from tui_tracker.actions.tracker import Applied, Tracker
    from tui_tracker.domain.views import SummaryView
    from tui_tracker.settings import Settings
    from tui_tracker.store.read import Reader
    from tui_tracker.ui.asking import Form
    from tui_tracker.ui.canvas import Canvas
    from tui_tracker.ui.commands.registry import Command
    from tui_tracker.ui.dialogs.dialog import Dialog
    from tui_tracker.ui.drafts import Drafts
    from tui_tracker.ui.in_order import KeyQueue
    from tui_tracker.ui.marks import Marks
    from tui_tracker.ui.offered import Offer
    from tui_tracker.ui.palette import Paint
    from tui_tracker.ui.place import Place

_MOST_NAMED = 6


class Host(Protocol):
    """What a screen and its commands may ask of the app."""

    kept: bool
    tracker: Tracker
    live: Tracker
    user_settings: Settings
    paint: Paint
    signs: Marks
    drafts: Drafts
    guard_pastes: bool
    hold_seconds: float
    plan_uid: str | None
    peek_on: bool
    sort: str
    recent_commands: list[str]
    written: str
    projecting: bool
    closed_at: int | None
    past_day: date | None
    last_said: str
    marked: dict[str, None]
    keys_in_order: KeyQueue

    @property
    def today(self) -> date: ...
    @property
    def width(self) -> int: ...
    @property
    def screen(self) -> Any: ...
    def screen_for(self, name: str) -> Any: ...
    def way_names(self) -> list[str]: ...
    def all_stale(self) -> None: ...
    def go(self, place: Place) -> None: ...
    def jump(self, place: Place) -> None: ...
    def go_instead(self, place: Place) -> None: ...
    def go_from(self, screens: tuple[str, ...], place: Place) -> None: ...
    def step(self, by: int) -> bool: ...
    def show_next(self) -> None: ...
    def leave(self, code: int) -> None: ...
    def leave_to_put_back(self, source: Path) -> None: ...
    def look_back(self, day: date | None) -> None: ...
    def set_theme(self, name: str) -> None: ...
    def keep_settings(self, **values: Any) -> None: ...
    def forget_lost_marks(self) -> None: ...
    def take_news(self) -> str: ...
    def roll_up(self) -> SummaryView: ...
    def say(self, sentence: str, *, bad: bool = False) -> None: ...
    def fault(self, error: Exception) -> None: ...
    def call_later(self, callback: Callable[..., Any], *args: Any) -> bool: ...
    def copy_to_clipboard(self, text: str) -> None: ...
    def ran_by_name(self, command: str) -> None: ...


def _from_to(applied: Applied) -> str:
    """From which date to which, where one task's moved."""
    moved = [e for e in applied.change.edits if e.kind == "task" and e.field == "due_text"]
    return f" from {moved[0].before or 'no date'} to {moved[0].after or 'no date'}" if len(moved) == 1 else ""


class Desk:
    """What is selected and marked, and what is said after a change. The screen adds how it is shown and asked."""

    host: Host
    canvas: Canvas
    here: Place
    name_: str
    keys: dict[str, Command]
    range_from: str = ""

    if TYPE_CHECKING:  # given by the screen

        def say(self, sentence: str, *, bad: bool = False) -> None: ...
        def keyed(self, text: str) -> str: ...
        def reload(self) -> None: ...
        def go(self, screen: str, subject: str = "", query: str = "", key: str = "") -> None: ...
        def open(self, target: Any) -> None: ...
        def show(self, dialog: Dialog[Any]) -> None: ...
        def place_name(self) -> str: ...
        def footer_commands(self) -> list[Command]: ...
        def run_command(self, command: Command) -> None: ...
        def fill_in(self, form: Form, submit: Callable[[dict[str, str]], str | None]) -> None: ...
        def ask(
            self,
            label: str,
            value: str,
            on_text: Callable[[str, bool], None],
            *,
            completions: Callable[[str], Sequence[str]] | None = None,
            on_leave: Callable[[], None] | None = None,
        ) -> None: ...
        def choose(
            self,
            title: str,
            choices: Mapping[str, str],
            on_choice: Callable[[str], None],
            text: str = "",
            *,
            about: str = "",
        ) -> None: ...
        def pick(
            self,
            title: str,
            offers: Sequence[Offer],
            on_pick: Callable[[str], None],
            *,
            recent: Sequence[str] = (),
            foot: str = "enter take it",
        ) -> None: ...

    # -- what a screen shows of its own in answer to a general key

    def explain(self) -> None:
        """Say why this colour or count."""
        self.say("Stand on an area, a task or a number: its colour and count are explained from there.")

    def next_list(self) -> None:
        """Show the next queue or view of this screen."""
        self.say("This screen has one list.")

    def next_order(self) -> None:
        """Show the list in another order."""
        self.say("This list has one order.")

    def peek(self) -> None:
        """Show or hide the pane beside the list."""
        self.say("There is nothing to peek at here.")

    def ask_filter(self) -> None:
        """Ask what to show only: that is the register's to do, unless a screen has a filter of its own."""
        self.go("register")
        self.host.screen_for("register").ask_filter(come_for_it=True)

    # -- the plan

    @property
    def tracker(self) -> Tracker:
        """The plan that is shown: as it is, or as it was on a day."""
        return self.host.tracker

    @property
    def read(self) -> Reader:
        return self.host.tracker.read

    # -- what is selected

    def selected(self) -> tuple[str, str] | None:
        """("task" or "area", uid) of what the cursor stands on or the screen shows."""
        return None

    def task_uid(self) -> str:
        """The task that the cursor stands on. Raises UsageError when it stands on none."""
        kind, uid = self.selected() or ("", "")
        if kind != "task":
            raise UsageError("The cursor stands on no task.")
        return uid

    def area_uid(self, otherwise: str = "Stand on an area, or on one of its tasks.") -> str:
        """The area that the cursor stands on or in. Raises UsageError with ``otherwise`` when there is none."""
        kind, uid = self.selected() or ("", "")
        if kind == "task":
            return str(self.tracker.tasks.get(uid)[1].uid)
        if kind != "area":
            raise UsageError(otherwise)
        return uid

    # -- what is marked

    def shown_tasks(self) -> Sequence[str]:
        """Uids of the tasks that the screen lists, in order."""
        raise UsageError(
            "Marks are for lists of tasks: the register (⟦go.register⟧), an area, or why tasks stopped before a step."
        )

    def listed_tasks(self) -> Sequence[str]:
        """Uids of the tasks whose rows are on this screen, those greyed out as well; none where nothing is listed."""
        try:
            return self.shown_tasks()
        except UsageError:
            return ()

    def lists_task(self, uid: str) -> bool:
        """Whether this task has a row here: asked at every key, so a long list answers without naming all."""
        return uid in self.listed_tasks()

    def marked_here(self) -> list[str]:
        """The marked tasks that this screen lists: a mark that is not in view takes no verdict."""
        if not self.host.marked:
            return []
        self.host.forget_lost_marks()
        listed = set(self.listed_tasks())
        return [uid for uid in self.host.marked if uid in listed]

    def chosen(self) -> list[str]:
        """The tasks that the next verdict is for: those marked in view, else the one that is open or under the cursor."""
        return self.marked_here() or [self.task_uid()]

    def several(self, uids: list[str]) -> str:
        """``3 marked tasks: AFI1/T1, AFI1/T2, AFI2/T1``."""
        named = [self.tracker.tasks.ref(uid) for uid in uids[:_MOST_NAMED]]
        more = f" and {len(uids) - _MOST_NAMED} more" if len(uids) > _MOST_NAMED else ""
        return f"{len(uids)} marked tasks: {', '.join(named)}{more}"

    def named(self, uids: list[str]) -> tuple[str, str, str]:
        """What a form is about: its heading, the name of its draft, and how often its date has moved."""
        if len(uids) > 1:
            return self.several(uids), "marked", ""
        task, area = self.tracker.tasks.get(uids[0])
        slips = self.read.task(uids[0]).slips
        times = "moved once so far" if len(slips) == 1 else f"moved {len(slips)} times so far"
        return forms.heading(task, area), task.uid, f"first {slips[0].before_text}, {times}" if slips else ""

    # -- what is said after a Change

    def wrote(self, path: Path) -> str:
        """What is said of a file that was written; it can be opened and its path copied from now on."""
        self.host.written = str(path.resolve())
        return f"Written: {self.host.written}"

    def done(self, applied: Applied) -> str:
        """What is said after a Change."""
        verb = applied.change.verb
        return f"{verb[:1].upper()}{verb[1:]} {applied.change.subject}{_from_to(applied)}.  ⟦edit.undo⟧ takes it back"

    def saved(self, save: Callable[..., Applied], uid: str, values: dict[str, str]) -> str:
        """Save what a form gave, with its reason, and say what came of it."""
        said = {name: text for name, text in values.items() if name != "reason"}  # what was typed is the form's to keep
        try:
            return self.done(save(uid, said, reason=values.get("reason")))
        except NothingToChangeError:
            return "Nothing was changed."
