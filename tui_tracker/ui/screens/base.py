"""What every screen shares: the canvas, the keys, the line that says what happened, and the way to ask for something."""

from __future__ import annotations

import os
from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.timer import Timer

from tui_tracker import told
from tui_tracker.domain import dates
from tui_tracker.errors import TrackerError
from tui_tracker.ui.asking import keyed_form
from tui_tracker.ui.boundary import Bounded
from tui_tracker.ui.canvas import Canvas, Page
from tui_tracker.ui.commands import BY_ID, COMMANDS, EVERYWHERE, FOR_MARKS, TASK, Command, key_map, key_name
from tui_tracker.ui.lines import Builder, Line, fit, length, pad, wrap
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.verbs import Verbs

if TYPE_CHECKING:
    from textual.widgets import Input

    from tui_tracker.actions.tracker import Applied
    from tui_tracker.store.read import Reader
    from tui_tracker.ui.app import TrackerApp
    from tui_tracker.ui.asking import Form
    from tui_tracker.ui.dialogs.dialog import Dialog
    from tui_tracker.ui.dialogs.one_line import OneLine
    from tui_tracker.ui.in_order import Pause

_TABS = (("1", "summary", "Summary"), ("2", "register", "Register"), ("3", "evidence", "Evidence"), ("4", "signoff", "Sign-off"), ("5", "meeting", "Meeting"), ("6", "checks", "Checks"), ("7", "returns", "Returns"),
         ("8", "snapshots", "Snapshots"), ("9", "more", "More"))  # fmt: skip
_BURST_GAP = 0.012
_FOLLOW_SECONDS = 0.04
_BURST_KEYS = 3
_BURST_QUIET = 0.15
_MOST_OFFERED = 8
_ROOMY = 135  # columns from which the tabs stand further apart


class TrackerScreen(Bounded, Verbs, Screen[None]):
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

    def __init__(self, app: TrackerApp) -> None:
        super().__init__()
        self.t = app
        self.stale = True
        self.here = Place(self.name_)
        self.canvas = Canvas(app.paint, app.signs.bar, self.keyed)
        self._built: tuple[object, ...] = ()
        self._follow: Timer | None = None
        self._said: tuple[str, str] = ("", "")
        self._held: list[tuple[Command, events.Key]] = []
        self._burst_until = 0.0
        self._last_key = 0.0
        self._fast_run = 0
        self._key = ""
        self.keys = key_map(app.user_settings.keys, self.name_)
        self._ask: Input | None = None
        self._on_ask: Callable[[str, bool], None] | None = None
        self._when_left: Callable[[], None] | None = None
        self._completions: Callable[[str], Sequence[str]] | None = None

    def compose(self) -> ComposeResult:
        yield self.canvas

    @property
    def at_rest(self) -> bool:
        """Whether no key is held back."""
        return not self._held

    def key_of(self, command: str) -> str:
        """How a command is reached on this screen: its key, or its name in the palette."""
        key = next((key_name(k) for k, c in self.keys.items() if c.id == command), "")
        return key or f"“{BY_ID[command].label}” in the palette"

    def keyed(self, text: str) -> str:
        """A sentence with the keys in it that stand for the commands it names."""
        return told.in_app(text, self.key_of)

    @property
    def read(self) -> Reader:
        return self.t.tracker.read

    # -- to be given by each screen

    def build(self, width: int, height: int) -> Page:
        """The page for a size."""
        raise NotImplementedError

    def crumbs(self) -> str:
        """Where this is, for the title line."""
        return self.name_.capitalize()

    def selected(self) -> tuple[str, str] | None:
        """("task" or "area", uid) of what the cursor stands on or the screen shows."""
        return None

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
        (self._ask or self.canvas).focus()
        self.ensure()
        self.t.show_next()

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
        self.canvas.paint, self.canvas.bar = self.t.paint, self.t.signs.bar
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
            sentence += self.t.take_news()
        sentence = self.keyed(sentence)
        self.t.last_said = sentence
        self._said = (sentence, "pastdate" if bad else "foreground")
        self.canvas.page.message = self._message()
        self.canvas.refresh()

    # -- chrome

    def _title(self) -> Line:
        width = self.size.width
        day = dates.short(self.read.today)
        right = f"as at {day} " if self.t.past_day is None else f"AS AT {day}, read-only "
        right = self._marks_words() + right
        made = Builder()
        if width >= 110:
            here = ""
            for key, name, label in _TABS:
                on = name in (self.tab, self.name_)
                here = label if on else here
                made.add(f" {key} ", "muted").add(label, "accent bold" if on else "muted").add(
                    " " if width >= _ROOMY else ""
                )
            made.add("   " + self._crumbs_in(width - len(right) - length(made.line) - 4, here), "foreground bold")
        else:
            key = next((k for k, name, _ in _TABS if name in (self.tab, self.name_)), "")
            made.add(f"  {key} " if key else "  ", "muted").add(self.crumbs(), "foreground bold")
        return self._ends(made.line, right, width, "changed bold" if self.t.past_day else "muted")

    def _marks_words(self) -> str:
        """How many of the marks are in view, and how many are elsewhere."""
        here = len(self.marked_here())
        elsewhere = len(self.t.marked) - here
        return (f"{here:,} marked  " if here else "") + (f"{elsewhere:,} marked elsewhere  " if elsewhere else "")

    def _crumbs_in(self, room: int, tab: str) -> str:
        """Where this is below its tab, without its first steps when there is no room for them."""
        parts = self.crumbs().split(" › ")
        parts = parts[1:] if parts[0] == tab else parts
        while len(parts) > 1 and len(" › ".join(parts)) > room:
            parts = parts[1:]
        return fit(" › ".join(parts), max(0, room)).rstrip() if room > 3 else ""

    @staticmethod
    def _ends(left: Line, right: str, width: int, style: str) -> Line:
        room = width - len(right)
        if length(left) > room - 1:
            text = "".join(t for t, _ in left)
            return [(pad(text, room - 1) + " ", "foreground"), (right, style)]
        return [*left, (" " * (room - length(left)), "foreground"), (right, style)]

    def _message(self) -> list[Line]:
        """What is said, wrapped: a sentence is never cut where it says what to do."""
        text, style = self._said if self._said[0] else (self.keyed(self.hint()), "muted")
        return [[("  " + line, style)] for line in wrap(text, max(20, self.size.width - 3))[:4]] if text else []

    def _footer(self) -> Line:
        made = Builder().add(" ")
        room = self.size.width - 20
        for command in self._footer_commands():
            keys = [k for k, c in self.keys.items() if c.id == command.id]
            if not keys:
                continue
            text = f" {key_name(keys[0])} "
            if length(made.line) + len(text) + len(command.label) + 1 > room:
                break
            made.add(text, "accent").add(command.label + " ", "muted")
        page = self.canvas.page
        more = page.body.count - self.canvas.top > self.canvas.body_height
        return self._ends(made.line, "more below  ? help " if more else "? help ", self.size.width, "muted")

    def _footer_commands(self) -> list[Command]:
        mine = [BY_ID[i] for i in self.own_commands]
        kind = self.selected()
        here = (EVERYWHERE, TASK, self.name_)
        shown = [c for c in COMMANDS if c.shown and c not in mine and c.id not in ("help", "open") and c.where in here]
        if kind is None or kind[0] != "task":
            shown = [c for c in shown if c.where == EVERYWHERE]
        return mine + shown

    # -- keys

    def on_key(self, event: events.Key) -> None:
        if self._ask is not None:  # what is typed while a line is asked for never becomes a command
            self._ask_key(event)
            return
        key = (
            event.character
            if event.character and event.character.isprintable() and len(event.character) == 1
            else event.key
        )
        key = "space" if key == " " else key
        if self._guard(event, key):
            return
        command = self.keys.get(key)
        if command is not None:
            event.stop()
            event.prevent_default()
            self._take(command, event)
        elif event.is_printable:
            self.say(f"{key} does nothing here; ⟦help⟧ shows the keys.")

    def _guard(self, event: events.Key, key: str) -> bool:
        """Whether a key is part of a burst faster than typing: such a burst changes nothing."""
        if not self.t.guard_pastes:
            return False
        fast = event.time - self._last_key < _BURST_GAP
        # A key held down repeats fast on a slow line and is no paste; moves by arrow type nothing.
        self._fast_run = self._fast_run + (event.is_printable and key != self._key) if fast else 0
        self._last_key, self._key = event.time, key
        if event.time < self._burst_until:
            self._burst_until = event.time + _BURST_QUIET
        elif fast and max(self._fast_run, len(self._held)) + 1 >= _BURST_KEYS:
            self._held.clear()
            self._burst_until = event.time + _BURST_QUIET
            self.say(
                "That came faster than anyone types, so it was taken for a paste: nothing was changed. Open a note (⟦task.note⟧) to paste text.",
                bad=True,
            )
        else:
            return False
        event.stop()
        event.prevent_default()
        return True

    def _take(self, command: Command, event: events.Key) -> None:
        """Run a command; one that is more than a move waits a moment, to see whether a paste follows."""
        if not self._held and (command.moves or not self.t.guard_pastes):
            self.run_command(command)
            return
        self._held.append((command, event))
        self.set_timer(self.t.hold_seconds, self._release)

    def _release(self) -> None:
        """Run what was held back. Once a command asks something or leads elsewhere, the keys behind it are for what comes up."""
        held, self._held = self._held, []
        for i, (command, _) in enumerate(held):
            try:
                self.run_command(command)
            except Exception as error:  # the boundary of this timer
                self.t.fault(error)
            if self.t.keys_in_order.paused or self.t.screen is not self:
                self.t.keys_in_order.first(event for _, event in held[i + 1 :])
                return

    def on_paste(self, event: events.Paste) -> None:
        """Text pasted where nothing is typed changes nothing."""
        if self._ask is None:
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
            getattr(self, command.method)()
        except TrackerError as error:
            self.say(str(error), bad=True)
        else:
            if not command.moves and self.is_mounted:
                self.canvas.page.message = self._message()
                self.canvas.page.footer = self._footer()
                self.canvas.refresh()

    def takes(self, command: Command) -> bool:
        """Whether a key for tasks works here: the cursor stands on one."""
        return (self.selected() or ("", ""))[0] == "task" or (command.id in FOR_MARKS and bool(self.marked_here()))

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

    def ask(
        self,
        label: str,
        value: str,
        on_text: Callable[[str, bool], None],
        *,
        completions: Callable[[str], Sequence[str]] | None = None,
        on_leave: Callable[[], None] | None = None,
    ) -> None:
        """One line of typing at the foot: ``on_text(text, done)`` at each letter, and once at Enter with ``done``.

        Tab completes to what all ``completions`` of the text have in common, and stays in the line. Esc calls ``on_leave``.
        """
        from tui_tracker.ui.dialogs.one_line import Prompt

        self._on_ask, self._completions, self._when_left = on_text, completions, on_leave
        self._said = (self.keyed(label), "muted")
        self.canvas.page.message = self._message()
        if self._ask is not None:
            self._ask.remove()
        # By class, not by id: the line before may still be on its way out, and Textual ends the app over two of one id.
        self._ask = Prompt(value, placeholder=label, classes="ask", compact=True, select_on_focus=False)
        self._ask.when_up = self.t.keys_in_order.pause().end
        self.mount(self._ask)
        self._ask.focus()

    def _ask_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            left = self._when_left
            self._end_ask()
            if left is not None:
                left()
        elif event.key in ("tab", "shift+tab"):
            event.stop()
            event.prevent_default()
            self._complete()

    def _complete(self) -> None:
        """Type what can only be meant; say what there is to choose from."""
        if self._ask is None:
            return
        found = list(dict.fromkeys(self._completions(self._ask.value))) if self._completions is not None else []
        common = os.path.commonprefix(found)  # noqa: RUF071  # letters in common are what is wanted, not folders
        if len(common) > len(self._ask.value):
            self._ask.value = common
            self._ask.action_end()
        listed = "   ".join(found[:_MOST_OFFERED]) + (
            f"   and {len(found) - _MOST_OFFERED} more" if len(found) > _MOST_OFFERED else ""
        )
        self._said = (listed if len(found) > 1 else "" if found else "Nothing begins like that.", "muted")
        self.canvas.page.message = self._message()
        self.canvas.refresh()

    def on_one_line_joined(self, event: OneLine.Joined) -> None:
        self.say(f"{event.lines} pasted lines became one, for there is one line here.")

    def on_input_changed(self, event: Input.Changed) -> None:
        if self._on_ask is not None and event.input is self._ask:
            self._guarded(event.value, False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._on_ask is not None:
            on_text, value = self._on_ask, event.value
            self._end_ask()
            self._on_ask = on_text
            self._guarded(value, True)
            if self._on_ask is on_text:  # unless the answer led to the next question
                self._on_ask = None

    def _guarded(self, text: str, done: bool) -> None:
        assert self._on_ask is not None
        try:
            self._on_ask(text, done)
        except TrackerError as error:
            self.say(str(error), bad=True)

    def _end_ask(self) -> None:
        if self._ask is not None:
            self._ask.remove()
        self._ask, self._on_ask, self._when_left = None, None, None
        self._said = ("", "")
        self.canvas.page.message = self._message()
        self.canvas.focus()

    def fill_in(self, form: Form, submit: Callable[[dict[str, str]], str | None]) -> None:
        """Show a form until what it gives is accepted or it is left. A refused save keeps every word."""
        self._work(lambda pause: self._fill_in(keyed_form(form, self.keyed), submit, pause))

    def _work(self, work: Callable[[Pause], Coroutine[Any, Any, None]]) -> None:
        """Do something that asks: no key is looked at until the question is there, and none before the answer is dealt with."""
        pause = self.t.keys_in_order.pause()

        async def run() -> None:
            try:
                await work(pause)
            except TrackerError as error:
                self.t.say(str(error), bad=True)
            except Exception as error:  # the boundary of this worker
                self.t.fault(error)
            finally:
                pause.end()

        self.run_worker(run(), exclusive=False)

    async def _answer(self, dialog: Dialog[Any], pause: Pause) -> Any:
        """What a dialog gives. Keys go to it while it is up, and wait again from the one that closes it."""
        dialog.when_up, dialog.when_closing = pause.end, pause.again
        return await self.app.push_screen_wait(dialog)

    async def _fill_in(self, form: Form, submit: Callable[[dict[str, str]], str | None], pause: Pause) -> None:
        import dataclasses

        from tui_tracker.ui.dialogs.form import FormDialog

        while True:
            dialog = FormDialog(form, self.t.drafts, self.t.user_settings.editor)
            values = await self._answer(dialog, pause)
            if values is None:
                return
            try:
                said = submit(values)
            except TrackerError as error:
                form = dataclasses.replace(form, error=self.keyed(str(error)), initial=values, at=dialog.saved_at)
                continue
            except Exception as error:  # the typing is kept as a draft
                self.t.drafts.keep(form.draft or "form", values)
                raise error
            if form.draft:
                self.t.drafts.drop(form.draft)
            if said:
                self.t.say(said)
            return

    def choose(self, title: str, choices: dict[str, str], on_choice: Callable[[str], None], text: str = "") -> None:
        """Ask for one of a few answers, a key each."""

        async def run(pause: Pause) -> None:
            from tui_tracker.ui.dialogs.choice import ChoiceDialog

            keyed = self.keyed
            dialog = ChoiceDialog(keyed(title), {k: keyed(v) for k, v in choices.items()}, keyed(text))
            found = await self._answer(dialog, pause)
            if found is not None:
                on_choice(found)

        self._work(run)

    def show(self, dialog: Dialog[Any]) -> None:
        """Show a dialog that gives nothing back."""

        async def run(pause: Pause) -> None:
            await self._answer(dialog, pause)

        self._work(run)

    # -- going

    def go(self, screen: str, subject: str = "", query: str = "", key: str = "") -> None:
        self.t.go(Place(screen, subject, query, key))

    def open(self, target: Any) -> None:
        """Open a door: a Place, or something the screen knows."""
        if isinstance(target, Place):
            self.t.go(target)
        elif callable(target):
            target()
