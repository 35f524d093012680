"""Register: pillar → area → task in one list. Only the rows on screen are read and drawn."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui_tracker.domain import query
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.views import AreaRow, TaskRow, target_words
from tui_tracker.ui import detail
from tui_tracker.ui.canvas import Page
from tui_tracker.ui.desk import Host
from tui_tracker.ui.lines import Builder, Line, Row, ends, pad
from tui_tracker.ui.lines import ref as fit_ref
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Applied
    from tui_tracker.store.read import Reader
    from tui_tracker.ui.marks import Marks

_AHEAD = 60
_MOST_REF = 16  # cells that a reference takes at most
_SORTS = ("plan", "due", "owner", "progress")


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
        self._widths = read.ref_widths()
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
        if isinstance(found, AreaRow):
            return _area_row(found, width, self._widths[0])
        greyed = self._matching is not None and found.row not in self._matching
        refs = min(_MOST_REF, self._widths[1] + 1 if self._in_areas else sum(self._widths) + 2)
        return _task_row(found, width, self._signs, self._in_areas, greyed, marked=found.uid in self._marked, refs=refs)


def _area_row(row: AreaRow, width: int, longest: int = 6) -> Row:
    area = row.area
    wide = width >= 74
    made = (
        Builder()
        .add("  ")
        .add(f"{row.colour.letter} ", f"{row.colour.letter} bold" if row.colour.letter in "GARB" else "muted")
    )
    target = target_words(area)
    owner = area.owner or ""
    refs = max(6, min(_MOST_REF, longest))
    room = width - 5 - refs - (16 if wide else 0) - 11
    made.add(fit_ref(area.ref, refs) + " ", "foreground bold", door=Place("area", area.uid)).add(
        pad(area.title, room), "foreground bold"
    )
    if wide:
        made.add(" " + pad(owner, 15), "muted")
    made.add(" " + pad(target, 10), "muted")
    return made.row(key=area.uid)


def _task_row(
    r: TaskRow, width: int, signs: Marks, in_areas: bool, greyed: bool, *, marked: bool = False, refs: int = 0
) -> Row:
    word = WORDS[Progress(r.progress)].word
    ref = r.ref.removeprefix(f"{r.area}/") if in_areas else r.ref
    refs = max(3 if in_areas else 9, refs)
    wide = width >= 96
    style = (lambda name: "faint") if greyed else (lambda name: name)
    made = (
        Builder()
        .add(
            (f" {signs.bullet} " if marked else "   ") if in_areas else f"{signs.bullet} " if marked else "  ",
            "accent bold",
        )
        .add(fit_ref(ref, refs) + " ", style("muted"), door=Place("task", r.uid))
    )
    made.add(signs.progress[r.progress] + " ", style(r.progress))
    if wide:
        made.add(pad(word, 14), style(r.progress))
    late = f"!{r.overdue_days}d" if r.overdue_days else ""
    fixed = refs + (4 if in_areas else 3) + 2 + (14 if wide else 0)
    tail = 1 + 10 + 7 + 8 + 4
    owner_width = 16 if width >= 74 else 10
    title = r.title or r.area_title
    made.add(pad(title, max(8, width - fixed - tail - owner_width - 1)) + " ", style("foreground"))
    made.add(pad(r.assigned_to or "no owner", owner_width) + " ", style("muted"))
    made.add(pad(r.due_words(), 10, right=True), style("muted")).add(pad(late, 7, right=True), style("pastdate"))
    made.add(f" Q{_sign(r.qa, r, signs)} S{_sign(r.sampling, r, signs)} ", style("changed" if r.changed else "muted"))
    made.add(pad(str(r.note_count) if r.note_count else signs.dot, 3, right=True), style("faint"))
    return made.row(key=r.uid)


def _sign(mark: str, r: TaskRow, signs: Marks) -> str:
    return ("#" if signs.kind == "ascii" else "≠") if r.changed and mark else signs.verdict(mark)


class RegisterScreen(TrackerScreen):
    """The list of everything, with a filter that is always in sight."""

    name_ = "register"
    tab = "register"

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._rows: RegisterRows | None = None
        self._sort = "plan"
        self._peek: bool | None = None
        self._shown = 0
        self._filter_error = ""
        self._made_for: tuple[object, ...] = ()

    def crumbs(self) -> str:
        return "Register" if self._sort == "plan" else f"Register by {self._sort}"

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
        made_for = (self.here.query, self._sort, self.host.plan_uid, self.host.past_day)
        if self.stale or self._rows is None or self._made_for != made_for:
            self._load(fresh=self._made_for != made_for)
            self._made_for = made_for
        assert self._rows is not None
        peek = self._peek if self._peek is not None else width >= 110
        side = 44 if peek and width >= 100 else 0
        head: list[Line] = [self._filter_line()]
        return Page(head=head, body=self._rows, side_width=side)

    def _load(self, *, fresh: bool) -> None:
        """Read the keys. After an edit under a filter, rows that no longer match stay, greyed, until it is set again."""
        try:
            ids = self.read.register_ids(self.here.query, plan=self.host.plan_uid, sort=self._sort)
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
        self._rows = RegisterRows(self.read, ids, matching, self.host.signs, self._sort == "plan", self.host.marked)

    def _filter_line(self) -> Line:
        shown = f"{self._shown:,} tasks" if self._shown != 1 else "1 task"
        text = f"  / {self.here.query}" if self.here.query else "  / no filter"
        return ends([(text, "accent" if self.here.query else "faint")], f"{shown}  ", self.size.width, "muted")

    def shown_tasks(self) -> list[str]:
        assert self._rows is not None
        ids = [i for i in self._rows._ids if i > 0 and (self._rows._matching is None or i in self._rows._matching)]
        return self.read.uids_of(ids)

    def listed_tasks(self) -> list[str]:
        return self.read.uids_of([i for i in self._rows._ids if i > 0]) if self._rows is not None else []

    def moved(self) -> None:
        page = self.canvas.page
        if page.side_width:
            found = self._found()
            height = self.canvas.body_height
            if isinstance(found, TaskRow):
                page.side = detail.peek_task(self.read.task(found.uid), page.side_width, height, self.host.signs)
            elif isinstance(found, AreaRow):
                page.side = detail.peek_area(found, page.side_width, self.host.signs)
            else:
                page.side = []
            self.canvas.refresh()

    def changed(self, applied: Applied) -> None:
        self.stale = True
        self.reload()

    def ask_filter(self, *, come_for_it: bool = False) -> None:
        """Ask for a filter; rows follow what is typed. Esc puts back what was shown, or leads back to where the filter was asked for."""
        before = self.here

        def typed(text: str, done: bool) -> None:
            if not done and text.strip() and not _readable(text, self):
                return  # a filter that cannot be read yet leaves the rows as they are
            self._shown_for(text.strip())
            if done and not self._filter_error:
                place = Place("register", query=text.strip())
                self.here = before
                self.host.go_instead(place) if come_for_it else self.host.go(place)

        def left() -> None:
            if come_for_it:
                self.here = before
                self.host.step(-1)
            else:
                self._shown_for(before.query)

        self.ask(
            "filter: words, owner:hr, due<1 Jun 24, is:overdue, progress:behind …",
            before.query,
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

    def peek(self) -> None:
        now = bool(self.canvas.page.side_width)
        if not now and self.size.width < 100:
            self.say("The pane needs 100 columns; ⟦open⟧ opens the task.")
            return
        self._peek = not now
        self.reload()

    def next_order(self) -> None:
        self._sort = _SORTS[(_SORTS.index(self._sort) + 1) % len(_SORTS)]
        self.reload()
        self.say(
            "In the plan's order."
            if self._sort == "plan"
            else f"Sorted by {self._sort}. ⟦view.sort⟧ again for the next order."
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


def _readable(text: str, screen: TrackerScreen) -> bool:
    from tui_tracker.errors import TrackerError

    try:
        screen.read.check_query(text)
    except TrackerError:
        return False
    return True


SCREEN = RegisterScreen
