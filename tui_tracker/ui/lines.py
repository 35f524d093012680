"""Lines of styled text: what every screen is painted from. Users' text is data here, never markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from rich.cells import cell_len, set_cell_size

from tui_tracker.domain.text import clean

Span = tuple[str, str]
Line = list[Span]


@dataclass(frozen=True)
class Door:
    """A part of a line that opens something: columns ``start`` to ``end``, and what it opens."""

    start: int
    end: int
    target: Any


STAND = ("stand",)  # the target of a row that can be stood on and opens nothing


@dataclass(frozen=True)
class Row:
    """A line of a page. Rows with doors can be stood on; ``key`` keeps the cursor on a record across reloads."""

    line: Line
    doors: tuple[Door, ...] = ()
    key: str = ""
    background: str = "background"

    @property
    def stands(self) -> bool:
        return bool(self.doors)


def plain(text: str) -> str:
    """Text for one line, safe for a terminal."""
    return clean(text, multiline=False)


def fit(text: str, width: int, *, right: bool = False) -> str:
    """``text`` in exactly ``width`` cells, with an ellipsis where it is cut."""
    if width <= 0:
        return ""
    text = plain(text)
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, width - 1).rstrip() + "…" if width > 1 else "…"
    return " " * (width - length) + text if right else text + " " * (width - length)


def pad(text: str, width: int, *, right: bool = False) -> str:
    """As :func:`fit`, and always ``width`` cells wide."""
    made = fit(text, width, right=right)
    return made + " " * max(0, width - cell_len(made))


def counted(count: int, what: str) -> str:
    """``1 row``, ``2 rows``."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def number(count: int, width: int = 0) -> str:
    """A count with its thousands parted, right-aligned in ``width`` cells; it takes more where it needs more, for a figure is never cut."""
    return f"{count:,}".rjust(width)


def widest(counts: Iterable[int], least: int) -> int:
    """How wide a column of counts is: a blank and the longest of them, and ``least`` at least."""
    return max([least, *(len(number(c)) + 1 for c in counts)])


def ref_room(refs: Iterable[str], least: int = 9) -> int:
    """How wide a column of references is: the longest of them, within reason."""
    return min(16, max([least, *(len(r) for r in refs)]))


def ref(text: str, width: int) -> str:
    """A reference in a column: where it is too long its beginning is cut, for its end tells it from its neighbours."""
    return pad(text if cell_len(text) <= width else "…" + text[-(width - 1) :], width)


def length(line: Line) -> int:
    return sum(cell_len(text) for text, _ in line)


def wrap(text: str, width: int) -> list[str]:
    """Text of any number of lines in lines of at most ``width`` cells; long words are broken."""
    made: list[str] = []
    for paragraph in clean(text).replace("\t", "    ").split("\n"):
        current = ""
        for word in paragraph.split(" "):
            while cell_len(word) > width:
                room = width - (cell_len(current) + 1 if current else 0)
                if room < max(4, width // 3):
                    made.append(current)
                    current, room = "", width
                head = _head(word, room)
                made.append(f"{current} {head}".strip() if current else head)
                current, word = "", word[len(head) :]
            joined = f"{current} {word}" if current else word
            if cell_len(joined) > width:
                made.append(current)
                current = word
            else:
                current = joined
        made.append(current)
    return made


def _head(word: str, width: int) -> str:
    taken, used = 0, 0
    for char in word:
        used += cell_len(char)
        if used > width:
            break
        taken += 1
    return word[: max(1, taken)]


@dataclass
class Builder:
    """Builds one line span by span and remembers where the doors are."""

    line: Line = field(default_factory=list)
    doors: list[Door] = field(default_factory=list)
    _at: int = 0

    def add(self, text: str, style: str = "foreground", *, door: Any = None) -> Builder:
        """Append text; with ``door`` it opens that."""
        width = cell_len(text)
        if door is not None and text.strip():
            lead = len(text) - len(text.lstrip())
            tail = len(text) - len(text.rstrip())
            self.doors.append(Door(self._at + lead, self._at + width - tail, door))
        self.line.append((text, style))
        self._at += width
        return self

    def to(self, column: int) -> Builder:
        """Blank up to a column."""
        return self.add(" " * max(0, column - self._at))

    def row(self, key: str = "", background: str = "background") -> Row:
        return Row(self.line, tuple(self.doors), key, background)


def crop(line: Line, width: int) -> Line:
    """The line in at most ``width`` cells, with an ellipsis where it is cut."""
    if length(line) <= width:
        return line
    made: Line = []
    room = width
    for text, style in line:
        size = cell_len(text)
        if size > room - 1:
            made.append((fit(text, room), style) if room > 0 else ("", style))
            break
        made.append((text, style))
        room -= size
    return made


def beside(left: Sequence[Row], right: Sequence[Row], width: int) -> list[Row]:
    """Two columns of rows as one: the left ``width`` cells wide, doors of both kept."""
    made = []
    for i in range(max(len(left), len(right))):
        one = left[i] if i < len(left) else Row([])
        two = right[i] if i < len(right) else Row([])
        left_line = crop(one.line, width - 1)
        gap = max(0, width - length(left_line))
        doors = one.doors + tuple(Door(d.start + width, d.end + width, d.target) for d in two.doors)
        made.append(Row([*left_line, (" " * gap, "foreground"), *two.line], doors, two.key or one.key))
    return made


def ends(left: Line, right: str, width: int, style: str) -> Line:
    """A line with ``left`` at its beginning and ``right`` at its end."""
    room = width - len(right)
    if length(left) > room - 1:
        text = "".join(t for t, _ in left)
        return [(pad(text, room - 1) + " ", "foreground"), (right, style)]
    return [*left, (" " * (room - length(left)), "foreground"), (right, style)]
