"""What every screen shares: the canvas, the keys, the line that says what happened, and the way to ask for something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.timer import Timer

from tui_tracker import sentences
from tui_tracker.domain import dates
from tui_tracker.domain.records import Plan
from tui_tracker.errors import TrackerError
from tui_tracker.ui import chrome, detail
from tui_tracker.ui.asked_line import AskedLine
from tui_tracker.ui.canvas import Canvas, Page, Rows
from tui_tracker.ui.commands import BY_ID
from tui_tracker.ui.commands.registry import TASK, Command, here, key_map, key_name
from tui_tracker.ui.desk import Host
from tui_tracker.ui.key_guard import KeyGuard
from tui_tracker.ui.lines import Line, Row, ends, wrap
from tui_tracker.ui.narrowing import Narrowed
from tui_tracker.ui.pane import Pane, pane_for
from tui_tracker.ui.place import Place
from tui_tracker.ui.taking_keys import TakingKeys

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Applied

_FOLLOW_SECONDS = 0.04
# What a footer names first where the cursor stands on a task.
_ON_A_TASK = (
    "task.sign",
    "task.complete",
    "task.on-target",
    "task.behind",
    "task.note",
    "task.defer",
    "task.ready",
    "mark.toggle",
)


_NO_PLAN = "  No plan yet: ⟦plan.import⟧ reads a file in, ⟦plan.new⟧ begins an empty one."


class TrackerScreen(TakingKeys):
    """A screen of the app. Subclasses give ``page`` and what the cursor stands on."""

    BINDINGS: ClassVar = []
    AUTO_FOCUS = "Canvas"
    DEFAULT_CSS = """
    TrackerScreen { layout: vertical; layers: page asked; }
    TrackerScreen Prompt.ask { layer: asked; dock: bottom; height: 1; border: none; padding: 0 1 0 2; background: $panel; margin: 0 0 1 0; }
    """
    name_ = ""
    tab = ""
    own_commands: tuple[str, ...] = ()
    # Whether a pane shows what the cursor stands on, where there is room for one.
    peeks = False
    # Whether ``build`` itself looks at ``narrow``, the words that the list is narrowed to.
    narrows_itself = False
    # Whether it shows what a plan holds, and so has nothing to show without one.
    of_plans = False

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.host = host
        self.stale = True
        self.here = Place(self.name_)
        self.narrow = ""
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

    def by_id(self, command: str) -> Command:
        """The command of that id as this screen has it."""
        return next(c for c in here(self.name_) if command in (c.id, c.like))

    def keyed(self, text: str) -> str:
        """A sentence with the keys in it that stand for the commands it names."""
        return sentences.in_app(text, self.key_of)

    # -- to be given by each screen

    def build(self, width: int, height: int) -> Page:
        """The page for a size."""
        raise NotImplementedError

    def hint(self) -> str:
        """A sentence for the message line while nothing else is said."""
        return ""

    # -- arriving and showing

    def arrive(self, place: Place) -> None:
        """Come here; the page is made when the screen is shown."""
        if (place.subject, place.query, place.narrow) != (self.here.subject, self.here.query, self.narrow):
            self.stale = True
            self.canvas.cursor, self.canvas.top = -1, 0
        self.here, self.narrow = place, place.narrow

    def place(self) -> Place:
        """Where the user is now, to come back to."""
        row = self.canvas.current() if self.is_mounted else None
        named = self.way_name() + (f" / {self.narrow}" if self.narrow else "")
        return replace(self.here, key=row.key if row else "", name=named, narrow=self.narrow)

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
        if self.stale or self._built != (self.size, self.here.subject, self.here.query, self.narrow) or self.here.key:
            self.reload()

    def reload(self) -> None:
        """Make the page anew; the cursor stays with its record."""
        if not self.is_mounted or not self.size.width:
            return
        row = self.canvas.current()
        keep = self.here.key or (row.key if row else "")
        self.here = replace(self.here, key="", name="")
        self.canvas.paint, self.canvas.bar = self.host.paint, self.host.signs.bar
        self.canvas.plain = self.host.signs.kind == "ascii"
        pane = pane_for(self.size.width, self.size.height) if self.peeks and self.host.peek_on else Pane()
        try:
            page = self.build(self.size.width - (pane.beside + 1 if pane.beside else 0), self.size.height)
        except TrackerError as error:
            page = Page()
            self._said = (str(error), "pastdate")
        if self.of_plans and not self.read.plans():
            page = Page(body=Rows([Row([]), Row([(self.keyed(_NO_PLAN), "muted")])]))
        if pane.is_there:
            page.side_width, page.below = pane.beside, pane.below
        if self.narrow and not self.narrows_itself:
            self._narrow(page, self.size.width - (page.side_width + 1 if page.side_width else 0))
        page.title = self._title()
        page.head = [*self._where(), *page.head]
        page.message = self._message()
        self.canvas.show(page, keep=keep)
        page.footer = self._footer()
        self.stale = False
        self._built = (self.size, self.here.subject, self.here.query, self.narrow)
        if not self.canvas.size.height:  # the first page is made before the canvas has been laid out
            self.call_after_refresh(self._bring_into_view)
        self.moved()

    def _bring_into_view(self) -> None:
        """Bring the cursor into view once the canvas knows its size."""
        self.canvas.reveal()
        self._show_footer()

    def changed(self, applied: Applied) -> None:
        """A Change landed while this screen is shown."""
        self.reload()

    def moved(self) -> None:
        """The cursor stands on another row: the pane tells of it."""
        if self.peeks and (self.canvas.page.side_width or self.canvas.page.below):
            pane = Pane(self.canvas.page.side_width, self.canvas.page.below)
            self.canvas.page.side_top = 0
            self.canvas.page.side = self.beside(pane.text_width(self.size.width))
            self.canvas.refresh()

    def beside(self, width: int) -> list[Line]:
        """What the pane tells of the row under the cursor: a task or an area whole."""
        kind, uid = self.selected() or ("", "")
        if kind == "task":
            return detail.peek_task(self.read.task(uid), width, self.host.signs)
        if kind == "area":
            return detail.peek_area(self.read.area(uid).row, width, self.host.signs)
        return []

    # -- narrowing what is in front

    def _narrow(self, page: Page, width: int) -> None:
        found = Narrowed(page.body, self.narrow, width)
        page.body = found
        page.head = [*page.head, self.narrow_line(found.matching, found.total)]
        if not found.matching:
            nothing = f"  Nothing here holds “{self.narrow}”; ⟦back⟧ shows everything again."
            page.body = Rows([Row([]), Row([(nothing, "muted")])])

    def narrow_line(self, shown: int, of: int) -> Line:
        """The words that the list is narrowed to, and how many are left."""
        return ends([(f"  / {self.narrow}", "accent")], f"{shown:,} of {of:,}  ", self.size.width, "muted")

    def in_view(self, keys: Sequence[str]) -> list[str]:
        """Those of the keys whose rows are shown."""
        body = self.canvas.page.body
        return [k for k in keys if k in body.keys] if isinstance(body, Narrowed) else list(keys)

    def ask_filter(self) -> None:
        """Rows follow what is typed; Enter makes it a place of its own, so that Esc shows everything again."""
        before = self.narrow

        def typed(text: str, done: bool) -> None:
            self._narrow_to(before if done else text.strip())
            if done:
                place = replace(self.here, key="", narrow=text.strip())
                self.host.go_instead(place) if before else self.host.go(place)

        self.ask("show only what holds these words", before, typed, on_leave=lambda: self._narrow_to(before))

    def _narrow_to(self, words: str) -> None:
        if words != self.narrow:
            self.narrow = words
            self.canvas.top = 0
            self.reload()

    def peek(self) -> None:
        if not self.peeks:
            super().peek()
        elif not pane_for(self.size.width, self.size.height).is_there:
            self.say("The pane needs 100 columns and 24 lines; ⟦open⟧ opens what the cursor stands on.")
        else:
            self.host.peek_on = not self.host.peek_on
            self.host.all_stale()
            self.reload()

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
        self.canvas.reveal()  # a sentence of two lines takes one from the list, and not the row that one stands on
        self.canvas.refresh()

    def _show_footer(self) -> None:
        self.canvas.page.footer = self._footer()
        self.canvas.refresh()

    # -- chrome

    def _title(self) -> Row:
        on = frozenset((self.tab, self.name_))
        where = [] if self.size.width >= chrome.TABS_FROM else [self.scope(), *self.trail()]
        return chrome.title(where, on, self._day_words(), self.size.width, past=self.host.past_day is not None)

    def _where(self) -> list[Line]:
        """Below the tabs: which plan, the way here, and the day."""
        if self.size.width < chrome.TABS_FROM:
            return []
        past = self.host.past_day is not None
        return [chrome.where(self.scope(), self.trail(), self._day_words(), self.size.width, past=past)]

    def way_name(self) -> str:
        """What this place is called once another is shown: without figures, which change."""
        return self.place_name()

    def _day_words(self) -> str:
        day = dates.short(self.read.today)
        return self._marks_words() + (f"AS AT {day}, read-only " if self.host.past_day else f"as at {day} ")

    def scope(self) -> str:
        """Which plan is shown, with how many tasks."""
        plan = self.read.one(Plan, self.host.plan_uid)
        plans = self.read.plans()
        name = plan.name if plan is not None else plans[0].name if len(plans) == 1 else "All plans" if plans else ""
        return f"{name} · {self.standing():,}" if name else "no plan yet"

    def standing(self) -> int:
        """How many tasks count in what is shown."""
        return self.read.standing_tasks(self.host.plan_uid)

    def trail(self) -> list[str]:
        """The way here, the first step first: what esc goes back through, and this place; what only narrows a list is called by its words."""
        before, here = self.host.way_names(), self.place_name()
        came = [name for name, _ in groupby(before)]
        narrowed = self.narrow and came and came[-1] == here
        return [*came, f"/ {self.narrow}" if narrowed else here]

    def place_name(self) -> str:
        """What this place is called in the way, once it is shown."""
        return self.name_.capitalize()

    def _marks_words(self) -> str:
        """How many of the marks are in view, and how many are elsewhere."""
        in_view = len(self.marked_here())
        elsewhere = len(self.host.marked) - in_view
        return (f"{in_view:,} marked  " if in_view else "") + (f"{elsewhere:,} marked elsewhere  " if elsewhere else "")

    def _message(self) -> list[Line]:
        """What is said, wrapped: a sentence is never cut where it says what to do."""
        hint = "" if self.of_plans and not self.read.plans() else self.keyed(self.hint())
        text, style = self._said if self._said[0] else (hint, "muted")
        said: list[Line] = (
            [[("  " + line, style)] for line in wrap(text, max(20, self.size.width - 3))[:4]] if text else []
        )
        return [*said, []] if self.asked.is_up else said  # the field stands on the last line

    def _footer(self) -> Row:
        if self.asked.is_up:
            return chrome.asked_footer()
        page = self.canvas.page
        more = page.body.count - self.canvas.top > self.canvas.body_height
        return chrome.footer(self.footer_commands(), self.keys, self.size.width, more_below=more)

    def footer_commands(self) -> list[Command]:
        """What works here and now: what this screen puts first, then what works on the row, then what works everywhere."""
        found = here(self.name_)
        by_name = {c.stands_for: c for c in found} | {c.id: c for c in found}
        mine = [by_name[i] for i in ("open", *self.own_commands) if i != "open" or "open" not in self.own_commands]
        on_row = [c for c in found if c.shown and c not in mine and BY_ID[c.stands_for].where == TASK]
        on_row.sort(key=lambda c: _ON_A_TASK.index(c.stands_for) if c.stands_for in _ON_A_TASK else len(_ON_A_TASK))
        others = [c for c in found if c.shown and c not in mine and c not in on_row and c.stands_for != "help"]
        return [c for c in (*mine, *on_row, *others) if self.works(c)]

    def works(self, command: Command) -> bool:
        """Whether a key would do or open something here and now, not say that it works elsewhere."""
        if BY_ID[command.stands_for].where == TASK and not command.like and not self.takes(command):
            return False
        return command.works(self)

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

    # -- going

    def go(self, screen: str, subject: str = "", query: str = "", key: str = "") -> None:
        self.host.go(Place(screen, subject, query, key))

    def open(self, target: Any) -> None:
        """Open a door: a Place, or something the screen knows."""
        if isinstance(target, Command):  # a key named in the footer, clicked
            self.run_command(target)
        elif isinstance(target, Place):
            self.host.go(target)
        elif callable(target):
            target()
