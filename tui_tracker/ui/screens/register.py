"""Register: pillar → area → task in one list. Only the rows on screen are read and drawn."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui_tracker.domain import query
from tui_tracker.domain.views import AreaRow, TaskRow
from tui_tracker.ui import chrome
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.desk import Host
from tui_tracker.ui.lines import Line, Row, ends
from tui_tracker.ui.place import SORTS, Place
from tui_tracker.ui.screens.base import TrackerScreen
from tui_tracker.ui.task_list import TaskList

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Applied
    from tui_tracker.store.read import Reader
    from tui_tracker.ui.marks import Marks

_AHEAD = 60
_SHORT_FILTER = 30  # letters that the header has room for beside the plan's name


class RegisterRows:
    """The register as a source of rows: keys in memory, records read around what is shown."""

    def __init__(
        self, read: Reader, ids: array[int], matching: set[int] | None, signs: Marks, in_areas: bool, marked: Mapping[str, None]
    ) -> None:  # fmt: skip
        self._marked = marked
        self._read = read
        self._ids = ids
        self._matching = matching
        self._signs = signs
        self._in_areas = in_areas
        self._layouts: dict[int, TaskList] = {}
        self._tasks: dict[int, TaskRow] = {}
        self._areas: dict[int, AreaRow] = {}

    @property
    def count(self) -> int:
        return len(self._ids)

    def stands(self, index: int) -> bool:
        return True

    def forget(self) -> None:
        """Read rows anew when they are next drawn."""
        self._tasks.clear()
        self._areas.clear()

    def find(self, key: str) -> int | None:
        """Where a record is: near the rows that are in memory, else by asking for its row key."""
        for cache, sign in ((self._tasks, 1), (self._areas, -1)):
            for row_key, row in cache.items():
                if (row.uid if isinstance(row, TaskRow) else row.area.uid) == key:
                    return self._index(sign * row_key)
        for kind, sign in (("task", 1), ("area", -1)):
            found = self._read.row_key(kind, key)
            if found is not None:
                return self._index(sign * found)
        return None

    def _index(self, row_key: int) -> int | None:
        try:
            return self._ids.index(row_key)
        except ValueError:
            return None

    def at(self, index: int) -> TaskRow | AreaRow | None:
        """The record of a row, read with its neighbours; None when it is gone."""
        row_key = self._ids[index]
        cache = self._tasks if row_key > 0 else self._areas
        if abs(row_key) not in cache:
            self._load(index)
        return cache.get(abs(row_key))

    def _load(self, index: int) -> None:
        if len(self._tasks) > 2000:
            self.forget()
        part = self._ids[max(0, index - _AHEAD) : index + _AHEAD]
        for row in self._read.task_rows([i for i in part if i > 0 and i not in self._tasks]):
            self._tasks[row.row] = row
        wanted = [-i for i in part if i < 0 and -i not in self._areas]
        if wanted:
            self._areas |= self._read.area_rows_by_key(wanted)

    def row(self, index: int, width: int) -> Row:
        found = self.at(index)
        if found is None:
            return Row([("  (gone)", "faint")], key="")
        layout = self.layout(width)
        if isinstance(found, AreaRow):
            return layout.area(found)
        greyed = self._matching is not None and found.row not in self._matching
        return layout.task(found, greyed=greyed, marked=found.uid in self._marked)

    def layout(self, width: int) -> TaskList:
        """The columns for a width; worked out once, for the page is laid out in one width and its rows in another."""
        if width not in self._layouts:
            self._layouts[width] = TaskList(self._read, self._signs, width, under_areas=self._in_areas)
        return self._layouts[width]


class RegisterScreen(TrackerScreen):
    """The list of everything, with a filter that is always in sight."""

    name_ = "register"
    of_plans = True
    tab = "register"
    peeks = True

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._rows: RegisterRows | None = None
        self._shown = 0
        self._filter_error = ""
        self._made_for: tuple[object, ...] = ()

    def place_name(self) -> str:
        named = "Register" if self.host.sort == "plan" else f"Register by {self.host.sort}"
        return f"{query.in_words(self.here.query)} ({self._shown:,})" if self.here.query else named

    def way_name(self) -> str:
        return query.in_words(self.here.query) if self.here.query else self.place_name()

    def scope(self) -> str:
        return f"{super().scope()}  / {self.here.query}" if self.here.query else super().scope()

    def hint(self) -> str:
        return self._filter_error

    def selected(self) -> tuple[str, str] | None:
        found = self._found()
        if isinstance(found, TaskRow):
            return "task", found.uid
        return ("area", found.area.uid) if isinstance(found, AreaRow) else None

    def _found(self) -> TaskRow | AreaRow | None:
        if self._rows is None or not 0 <= self.canvas.cursor < self._rows.count:
            return None
        return self._rows.at(self.canvas.cursor)

    def build(self, width: int, height: int) -> Page:
        made_for = (self.here.query, self.host.sort, self.host.plan_uid, self.host.past_day)
        if self.stale or self._rows is None or self._made_for != made_for:
            self._load(fresh=self._made_for != made_for)
            self._made_for = made_for
        assert self._rows is not None
        head = [
            *([self._filter_line()] if self.asked.is_up or self._scope_is_cut() else []),
            self._rows.layout(width).heading(),
        ]
        if not self._rows.count and self.here.query and not self._filter_error:
            nothing = "  No task matches. Words are looked for in titles, notes and comments; owner: finds whose it is. ⟦back⟧ shows all."
            return Page(head=head, body=Rows([Row([]), Row([(nothing, "muted")])]))
        return Page(head=head, body=self._rows)

    def _load(self, *, fresh: bool) -> None:
        """Read the keys. After an edit under a filter, rows that no longer match stay, greyed, until it is set again."""
        try:
            ids = self.read.register_ids(self.here.query, plan=self.host.plan_uid, sort=self.host.sort)
            self._filter_error = ""
        except Exception as error:
            from tui_tracker.errors import TrackerError

            if not isinstance(error, TrackerError):
                raise
            self._filter_error = str(error)
            ids = array("q")
        matching = None
        if not fresh and self._rows is not None and self.here.query:
            matching = {i for i in ids if i > 0}
            kept = self._rows._ids
            ids = kept if matching <= set(kept) else ids
        self._shown = len(matching) if matching is not None else sum(1 for i in ids if i > 0)
        self._rows = RegisterRows(self.read, ids, matching, self.host.signs, self.host.sort == "plan", self.host.marked)

    def _scope_is_cut(self) -> bool:
        """Whether the header has no room for the whole filter, which is always in sight."""
        return bool(self.here.query) and (self.size.width < chrome.TABS_FROM or len(self.here.query) > _SHORT_FILTER)

    def _filter_line(self) -> Line:
        shown = f"{self._shown:,} tasks" if self._shown != 1 else "1 task"
        return ends([(f"  / {self.here.query}", "accent")], f"{shown}  ", self.size.width, "muted")

    def shown_tasks(self) -> list[str]:
        assert self._rows is not None
        ids = [i for i in self._rows._ids if i > 0 and (self._rows._matching is None or i in self._rows._matching)]
        return self.read.uids_of(ids)

    def listed_tasks(self) -> list[str]:
        return self.read.uids_of([i for i in self._rows._ids if i > 0]) if self._rows is not None else []

    def lists_task(self, uid: str) -> bool:
        return self._rows is not None and self._rows.find(uid) is not None

    def changed(self, applied: Applied) -> None:
        self.stale = True
        self.reload()

    def ask_filter(self, *, come_for_it: bool = False) -> None:
        """Ask for a filter; rows follow what is typed. Esc puts back what was shown, or leads back to where the filter was asked for."""
        before = self.here

        def typed(text: str, done: bool) -> None:
            if not done and text.strip() and not readable(text, self):
                return  # a filter that cannot be read yet leaves the rows as they are
            self._shown_for(text.strip())
            if done and not self._filter_error:
                place = Place("register", query=text.strip())
                self.here = before
                self.host.go_instead(place) if come_for_it or before.query else self.host.go(place)

        def left() -> None:
            if come_for_it:
                self.here = before
                self.host.step(-1)
            else:
                self._shown_for(before.query)

        self.ask(
            "filter: words, owner:hr, due<1 Jan 27, is:overdue, progress:behind …",
            f"{before.query} " if before.query else "",
            typed,
            completions=query.completions,
            on_leave=left,
        )

    def _shown_for(self, text: str) -> None:
        """Show the rows of a filter, without going anywhere."""
        if text != self.here.query:
            self.here = Place("register", query=text)
            self.canvas.cursor, self.canvas.top = -1, 0
            self.reload()

    def next_order(self) -> None:
        self.host.sort = SORTS[(SORTS.index(self.host.sort) + 1) % len(SORTS)]
        self.reload()
        self.say(
            "In the plan's order."
            if self.host.sort == "plan"
            else f"Sorted by {self.host.sort}. ⟦view.sort⟧ again for the next order."
        )

    def explain(self) -> None:
        from tui_tracker.actions.send_out import explain

        found = self._found()
        if isinstance(found, AreaRow):
            self.say(
                explain.colour(self.read, found.area.ref, found.colour, f'ref:"{found.area.ref}"', found.area.plan)
            )
        elif isinstance(found, TaskRow):
            self.say(explain.task_colour(self.read, found, self.read.task(found.uid).colour))


def readable(text: str, screen: TrackerScreen) -> bool:
    from tui_tracker.errors import TrackerError

    try:
        screen.read.check_query(text)
    except TrackerError:
        return False
    return True


SCREEN = RegisterScreen
