"""The one widget of a screen: paints a title, fixed lines, a body of rows, a message and a footer. Only what is visible is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui_tracker.ui.boundary import Bounded
from tui_tracker.ui.lines import Line, Row
from tui_tracker.ui.marks import PLAIN
from tui_tracker.ui.palette import Paint
from tui_tracker.ui.pane import in_two

_NEAR = 12  # a door that starts further right than this is marked itself, not its whole row


class Source(Protocol):
    """The rows of a page: how many, and any one of them for a width."""

    @property
    def count(self) -> int: ...

    def row(self, index: int, width: int) -> Row: ...

    def stands(self, index: int) -> bool:
        """Whether the cursor may stand on a row."""
        ...

    def find(self, key: str) -> int | None:
        """The row of a record."""
        ...


class Rows:
    """A source that is a list."""

    def __init__(self, rows: list[Row]) -> None:
        self._rows = rows

    @property
    def count(self) -> int:
        return len(self._rows)

    def row(self, index: int, width: int) -> Row:
        return self._rows[index]

    def stands(self, index: int) -> bool:
        return self._rows[index].stands

    def find(self, key: str) -> int | None:
        return next((i for i, r in enumerate(self._rows) if r.key == key), None) if key else None


@dataclass
class Page:
    """What a canvas shows."""

    title: Row = field(default_factory=lambda: Row([]))
    head: Sequence[Line | Row] = ()
    body: Source = field(default_factory=lambda: Rows([]))
    side: list[Line] = field(default_factory=list)
    side_width: int = 0
    below: int = 0
    side_top: int = 0
    message: list[Line] = field(default_factory=list)
    footer: Row = field(default_factory=lambda: Row([]))


class Canvas(Bounded, Widget, can_focus=True):
    """Draws a Page by lines. Keys are the screen's; the mouse is turned into moves and openings here."""

    DEFAULT_CSS = "Canvas { width: 1fr; height: 1fr; }"
    # What is drawn by lines has no text that Textual could select: a drag would put the word "Canvas" on the clipboard. The
    # terminal's own selection (with shift) takes what is seen, and a key copies the row.
    ALLOW_SELECT = False

    class Opened(Message):
        """A door was opened with the mouse."""

        def __init__(self, target: Any) -> None:
            self.target = target
            super().__init__()

    class Moved(Message):
        """The cursor stands on another row."""

    def __init__(self, paint: Paint, bar: str, keyed: Callable[[str], str] = str) -> None:
        super().__init__()
        self._keyed = keyed
        self.paint = paint
        self.bar = bar
        self.plain = False
        self.page = Page()
        self.cursor = -1
        self.door = 0
        self.top = 0
        self._fitted = Size(0, 0)

    # -- the page

    def show(self, page: Page, *, keep: str = "") -> None:
        """Show a page; the cursor goes to the row of ``keep``, else stays where it is, else to the first row it may stand on."""
        self.page = page
        found = page.body.find(keep) if keep else None
        self.cursor = found if found is not None else min(self.cursor, page.body.count - 1)
        if self.cursor < 0 or not page.body.stands(self.cursor):
            self.cursor = self._near(max(0, self.cursor), 1)
        self._clamp_door()
        self.reveal()
        self.refresh()

    @property
    def body_top(self) -> int:
        return 1 + len(self.page.head)

    @property
    def body_height(self) -> int:
        taken = self.page.below + 1 if self.page.below else 0
        return max(1, self.size.height - self.body_top - 1 - max(1, len(self.page.message)) - taken)

    @property
    def side_height(self) -> int:
        """How many lines the pane shows."""
        return self.page.below * 2 if self.page.below else self.body_height

    def scroll_side(self, lines: int) -> None:
        """Scroll the pane."""
        last = max(0, len(self.page.side) - self.side_height)
        self.page.side_top = max(0, min(last, self.page.side_top + lines))
        self.refresh()

    @property
    def body_width(self) -> int:
        return max(20, self.size.width - (self.page.side_width + 1 if self.page.side_width else 0))

    def current(self) -> Row | None:
        """The row under the cursor."""
        if 0 <= self.cursor < self.page.body.count:
            return self.page.body.row(self.cursor, self.body_width)
        return None

    def target(self) -> Any:
        """What Enter opens: the door under the cursor."""
        row = self.current()
        return row.doors[min(self.door, len(row.doors) - 1)].target if row is not None and row.doors else None

    # -- moving

    def _near(self, start: int, step: int) -> int:
        """The nearest row to ``start`` that can be stood on, looking in one direction and then the other; -1 for none."""
        count, stands = self.page.body.count, self.page.body.stands
        for direction in (step, -step):
            i = start
            while 0 <= i < count:
                if stands(i):
                    return i
                i += direction
        return -1

    def move(self, rows: int) -> None:
        """Move the cursor by rows it can stand on; where there is none further, scroll."""
        if self.cursor < 0:
            self.scroll_body(rows)
            return
        goal = max(0, min(self.page.body.count - 1, self.cursor + rows))
        found = self._near(goal, 1 if rows > 0 else -1)
        if found == self.cursor or (found - self.cursor) * rows < 0:
            self.scroll_body(rows)
            return
        self.go(found)

    def go(self, row: int) -> None:
        """Stand on a row."""
        before, top = self.cursor, self.top
        self.cursor = row
        self._clamp_door()
        self.reveal()
        if top == self.top:
            self._refresh_rows(before, row)
        else:
            self.refresh()
        self.post_message(self.Moved())

    def move_door(self, step: int) -> None:
        """Move along the doors of the row."""
        row = self.current()
        if row is not None and row.doors:
            self.door = (min(self.door, len(row.doors) - 1) + step) % len(row.doors)
            self._refresh_rows(self.cursor)

    def first(self) -> None:
        self.top = 0
        self.go(self._near(0, 1)) if self.cursor >= 0 else self.refresh()

    def last(self) -> None:
        if self.cursor >= 0:
            self.go(self._near(self.page.body.count - 1, -1))
        else:
            self.scroll_body(self.page.body.count)

    def scroll_body(self, rows: int) -> None:
        """Scroll without moving the cursor."""
        self.top = max(0, min(max(0, self.page.body.count - self.body_height), self.top + rows))
        self.refresh()

    def _clamp_door(self) -> None:
        row = self.current()
        self.door = min(self.door, len(row.doors) - 1) if row is not None and row.doors else 0

    def reveal(self) -> None:
        """Bring the cursor into view, with a line of what stands before it where there is one."""
        height = self.body_height
        if self.cursor >= 0:
            if self._all_above():
                self.top = 0
            elif self._all_below():
                self.top = self.page.body.count - height
            elif self.cursor < self.top:
                self.top = self.cursor
            elif self.cursor >= self.top + height:
                self.top = self.cursor - height + 1
        self.top = max(0, min(self.top, max(0, self.page.body.count - height)))

    def _all_above(self) -> bool:
        """Whether nothing above the cursor can be stood on: then the page's own head comes into view too."""
        return self.cursor < self.body_height and not any(self.page.body.stands(i) for i in range(self.cursor))

    def _all_below(self) -> bool:
        """Whether nothing below the cursor can be stood on: then the text that ends the page comes into view too."""
        count = self.page.body.count
        return count - self.cursor <= self.body_height and not any(
            self.page.body.stands(i) for i in range(self.cursor + 1, count)
        )

    def _refresh_rows(self, *rows: int) -> None:
        for row in rows:
            y = row - self.top + self.body_top
            if row >= 0 and 0 <= y < self.size.height:
                self.refresh(Region(0, y, self.size.width, 1))

    # -- painting

    def render_line(self, y: int) -> Strip:
        width, height = self.size
        page = self.page
        if y == 0:
            return self._strip(page.title.line, width, "surface")
        if y <= len(page.head):
            head = page.head[y - 1]
            return self._strip(head.line if isinstance(head, Row) else head, width)
        if y == height - 1:
            return self._strip(page.footer.line, width, "surface")
        below = y - self.body_top - self.body_height
        if below >= 0 and page.below and below <= page.below:
            return self._below(below)
        below -= page.below + 1 if page.below else 0
        if below >= 0:
            return self._strip(page.message[below] if below < len(page.message) else [], width)
        index = y - self.body_top + self.top
        left = self._body_line(index)
        if not page.side_width:
            return left
        at = y - self.body_top + page.side_top
        side = page.side[at] if at < len(page.side) else []
        gap = Strip([Segment(" ", self.paint.style("rule"))])
        return Strip.join([left, gap, self._strip(side, page.side_width, "raised")])

    def _below(self, line: int) -> Strip:
        """A line of the pane under the list; the first is the rule between them."""
        width = self.size.width
        if not line:
            more = self.drawn(" more: ⟦pane.down⟧ ") if len(self.page.side) > self.side_height else ""
            return self._strip([("━" * max(0, width - len(more)), "rule"), (more, "faint")], width, "raised")
        left, right = in_two(self.page.side, self.page.side_top, self.page.below)[line - 1]
        half = (width - 1) // 2
        gap = Strip([Segment(" ", self.paint.style("rule", "raised"))])
        return Strip.join([self._strip(left, half, "raised"), gap, self._strip(right, width - half - 1, "raised")])

    def _body_line(self, index: int) -> Strip:
        width = self.body_width
        if not 0 <= index < self.page.body.count:
            return self._strip([], width)
        row = self.page.body.row(index, width)
        if index != self.cursor:
            return self._strip(row.line, width, row.background)
        far = bool(row.doors) and row.doors[0].start > _NEAR
        if far:  # what the cursor stands on is in a right-hand column: it alone is marked
            strip = self._strip(row.line, width, row.background)
        else:
            strip = self._strip([(self.bar, "accent bold"), *_cut(row.line, 1)], width, "panel")
        if far or len(row.doors) > 1:
            door = row.doors[min(self.door, len(row.doors) - 1)]
            style = self.paint.style("accent bold reverse", "panel")
            marked = Strip([Segment(s.text, style) for s in strip.crop(door.start, door.end)])
            strip = Strip.join([strip.crop(0, door.start), marked, strip.crop(door.end, width)])
        return strip

    def drawn(self, text: str) -> str:
        """Text as this terminal's font can draw it, with keys in it where commands stand."""
        text = self._keyed(text)
        return text.translate(PLAIN) if self.plain and not text.isascii() else text

    def _strip(self, line: Line, width: int, background: str = "background") -> Strip:
        style = self.paint.style
        made = Strip([Segment(self.drawn(text), style(name, background)) for text, name in line if text])
        return made.adjust_cell_length(width, style("foreground", background))

    # -- the mouse

    def on_click(self, event: events.Click) -> None:
        if self._clicked_around(event.x, event.y):
            return
        index = event.y - self.body_top + self.top
        if (
            not (self.body_top <= event.y < self.body_top + self.body_height and 0 <= index < self.page.body.count)
            or event.x >= self.body_width
        ):
            return
        if not self.page.body.stands(index):
            return
        row = self.page.body.row(index, self.body_width)
        hit = next((i for i, d in enumerate(row.doors) if d.start <= event.x < d.end), None)
        again = index == self.cursor and (hit is None or hit == self.door)
        self.door = hit or 0
        if again or (hit is not None and len(row.doors) > 1):
            self.cursor = index
            self.post_message(self.Opened(self.target()))
        else:
            self.go(index)

    def _clicked_around(self, x: int, y: int) -> bool:
        """Open what was clicked outside the list: a tab, a queue's name, a key in the footer. Whether there is anything."""
        head = self.page.head[y - 1] if 0 < y <= len(self.page.head) else None
        row = self.page.title if y == 0 else self.page.footer if y == self.size.height - 1 else head
        if not isinstance(row, Row):
            return row is not None
        hit = next((d for d in row.doors if d.start <= x < d.end), None)
        if hit is not None:
            self.post_message(self.Opened(hit.target))
        return True

    def _is_over_pane(self, event: events.MouseEvent) -> bool:
        below = self.page.below and event.y >= self.body_top + self.body_height
        return bool(below or (self.page.side_width and event.x >= self.body_width))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self.scroll_side(3) if self._is_over_pane(event) else self.scroll_body(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self.scroll_side(-3) if self._is_over_pane(event) else self.scroll_body(-3)

    def on_resize(self) -> None:
        """Choose the rows in view anew; on a slow machine the ones of the size before may have been drawn already."""
        top = self.top
        self._fitted = self.size
        self.reveal()
        if self.top != top:
            self.refresh()

    @property
    def fitted(self) -> bool:
        """Whether the rows in view were chosen for the size that the page has now."""
        return self.size.height > 0 and self._fitted == self.size


def _cut(line: Line, cells: int) -> Line:
    """The line without its first cells, which are blank on every row that can be stood on."""
    if not line:
        return []
    text, style = line[0]
    return [(text[cells:], style), *line[1:]]
