"""What every screen shares: the canvas, the keys, the line that says what happened, and the way to ask for something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.timer import Timer

from tui_tracker import sentences
from tui_tracker.domain import dates
from tui_tracker.errors import TrackerError
from tui_tracker.ui import chrome
from tui_tracker.ui.asked_line import AskedLine, as_command_key
from tui_tracker.ui.asking_screen import AskingScreen
from tui_tracker.ui.canvas import Canvas, Page
from tui_tracker.ui.commands import BY_ID
from tui_tracker.ui.commands.registry import EVERYWHERE, TASK, Command, here, key_map, key_name
from tui_tracker.ui.desk import Host
from tui_tracker.ui.key_guard import KeyGuard
from tui_tracker.ui.lines import Line, wrap
from tui_tracker.ui.place import Place

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Applied

_FOLLOW_SECONDS = 0.04


class TrackerScreen(AskingScreen):
    """A screen of the app. Subclasses give ``page`` and what the cursor stands on."""

    BINDINGS: ClassVar = []
    AUTO_FOCUS = "Canvas"
    DEFAULT_CSS = """
    TrackerScreen { layout: vertical; }
    TrackerScreen Prompt.ask { dock: bottom; height: 1; border: none; padding: 0 1; background: $panel; margin: 0 0 1 0; }
    """
    name_ = ""
    tab = ""
    own_commands: tuple[str, ...] = ()

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.host = host
        self.stale = True
        self.here = Place(self.name_)
        self.canvas = Canvas(host.paint, host.signs.bar, self.keyed)
        self._built: tuple[object, ...] = ()
        self._follow: Timer | None = None
        self._said: tuple[str, str] = ("", "")
        self._held: list[tuple[Command, events.Key]] = []
        self._guard = KeyGuard()
        self.keys = key_map(host.user_settings.keys, self.name_)
        self.asked = AskedLine()

    def compose(self) -> ComposeResult:
        yield self.canvas

    @property
    def at_rest(self) -> bool:
        """Whether no key is held back and the page fits its size."""
        return not self._held and self.canvas.fitted

    def key_of(self, command: str) -> str:
        """How a command is reached on this screen: its key, or its name in the palette."""
        key = next((key_name(k) for k, c in self.keys.items() if command in (c.id, c.like)), "")
        return key or f"“{BY_ID[command].label}” in the palette"

    def keyed(self, text: str) -> str:
        """A sentence with the keys in it that stand for the commands it names."""
        return sentences.in_app(text, self.key_of)

    # -- to be given by each screen

    def build(self, width: int, height: int) -> Page:
        """The page for a size."""
        raise NotImplementedError

    def crumbs(self) -> str:
        """Where this is, for the title line."""
        return self.name_.capitalize()

    def hint(self) -> str:
        """A sentence for the message line while nothing else is said."""
        return ""

    # -- arriving and showing

    def arrive(self, place: Place) -> None:
        """Come here; the page is made when the screen is shown."""
        if (place.subject, place.query) != (self.here.subject, self.here.query):
            self.stale = True
            self.canvas.cursor, self.canvas.top = -1, 0
        self.here = place

    def place(self) -> Place:
        """Where the user is now, to come back to."""
        row = self.canvas.current() if self.is_mounted else None
        return Place(self.here.screen, self.here.subject, self.here.query, row.key if row else "")

    def on_mount(self) -> None:
        self.call_after_refresh(self.ensure)

    def on_screen_resume(self) -> None:
        (self.asked.field or self.canvas).focus()
        self.ensure()
        self.host.show_next()

    def on_resize(self) -> None:
        self.ensure()

    def ensure(self) -> None:
        """Make the page when it is not there yet for this place and size."""
        if self.stale or self._built != (self.size, self.here.subject, self.here.query) or self.here.key:
            self.reload()

    def reload(self) -> None:
        """Make the page anew; the cursor stays with its record."""
        if not self.is_mounted or not self.size.width:
            return
        row = self.canvas.current()
        keep = self.here.key or (row.key if row else "")
        self.here = Place(self.here.screen, self.here.subject, self.here.query)
        self.canvas.paint, self.canvas.bar = self.host.paint, self.host.signs.bar
        try:
            page = self.build(self.size.width, self.size.height)
        except TrackerError as error:
            page = Page()
            self._said = (str(error), "pastdate")
        page.title = self._title()
        page.message = self._message()
        self.canvas.show(page, keep=keep)
        page.footer = self._footer()
        self.stale = False
        self._built = (self.size, self.here.subject, self.here.query)
        if not self.canvas.size.height:  # the first page is made before the canvas has been laid out
            self.call_after_refresh(self._bring_into_view)
        self.moved()

    def _bring_into_view(self) -> None:
        """Bring the cursor into view once the canvas knows its size."""
        self.canvas.reveal()
        self.canvas.page.footer = self._footer()
        self.canvas.refresh()

    def changed(self, applied: Applied) -> None:
        """A Change landed while this screen is shown."""
        self.reload()

    def moved(self) -> None:
        """The cursor stands on another row."""

    def say(self, sentence: str, *, bad: bool = False) -> None:
        """Say something in the line above the footer."""
        if not bad:
            sentence += self.host.take_news()
        sentence = self.keyed(sentence)
        self.host.last_said = sentence
        self._said = (sentence, "pastdate" if bad else "foreground")
        self._show_said()

    def _show_said(self) -> None:
        self.canvas.page.message = self._message()
        self.canvas.refresh()

    # -- chrome

    def _title(self) -> Line:
        day = dates.short(self.read.today)
        past = self.host.past_day is not None
        right = f"AS AT {day}, read-only " if past else f"as at {day} "
        on = frozenset((self.tab, self.name_))
        return chrome.title(self.crumbs(), on, self._marks_words() + right, self.size.width, past=past)

    def _marks_words(self) -> str:
        """How many of the marks are in view, and how many are elsewhere."""
        in_view = len(self.marked_here())
        elsewhere = len(self.host.marked) - in_view
        return (f"{in_view:,} marked  " if in_view else "") + (f"{elsewhere:,} marked elsewhere  " if elsewhere else "")

    def _message(self) -> list[Line]:
        """What is said, wrapped: a sentence is never cut where it says what to do."""
        text, style = self._said if self._said[0] else (self.keyed(self.hint()), "muted")
        return [[("  " + line, style)] for line in wrap(text, max(20, self.size.width - 3))[:4]] if text else []

    def _footer(self) -> Line:
        page = self.canvas.page
        more = page.body.count - self.canvas.top > self.canvas.body_height
        return chrome.footer(self._footer_commands(), self.keys, self.size.width, more_below=more)

    def _footer_commands(self) -> list[Command]:
        """What this screen puts first, then what works on what the cursor stands on."""
        found = here(self.name_)
        by_name = {c.stands_for: c for c in found} | {c.id: c for c in found}
        mine = [by_name[i] for i in self.own_commands]
        on_task = (self.selected() or ("", ""))[0] == "task"
        general = [c for c in found if c.where in (EVERYWHERE, TASK) or c.like]
        shown = [c for c in general if c.shown and c not in mine and c.stands_for not in ("help", "open")]
        return mine + [c for c in shown if on_task or BY_ID[c.stands_for].where == EVERYWHERE]

    # -- keys

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
                self.canvas.page.message = self._message()
                self.canvas.page.footer = self._footer()
                self.canvas.refresh()

    def takes(self, command: Command) -> bool:
        """Whether a key for tasks works here: the cursor stands on one."""
        return (self.selected() or ("", ""))[0] == "task" or (command.for_marks and bool(self.marked_here()))

    def on_canvas_opened(self, event: Canvas.Opened) -> None:
        self.open(event.target)

    def on_canvas_moved(self) -> None:
        """The cursor is drawn first; what stands beside it follows when the hand rests."""
        if self._follow is not None:
            self._follow.stop()
        self._follow = self.set_timer(_FOLLOW_SECONDS, self._followed)

    def _followed(self) -> None:
        self._follow = None
        self.moved()
        footer = self._footer()
        if footer != self.canvas.page.footer:
            self.canvas.page.footer = footer
            self.canvas.refresh()

    # -- asking

    # -- going

    def go(self, screen: str, subject: str = "", query: str = "", key: str = "") -> None:
        self.host.go(Place(screen, subject, query, key))

    def open(self, target: Any) -> None:
        """Open a door: a Place, or something the screen knows."""
        if isinstance(target, Place):
            self.host.go(target)
        elif callable(target):
            target()
