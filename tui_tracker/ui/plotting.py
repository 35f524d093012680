"""Charts made of cells: they read in greyscale, and without blocks too."""

from __future__ import annotations

from collections.abc import Sequence

from tui_tracker.domain import dates
from tui_tracker.domain.views import Point
from tui_tracker.ui.lines import Line, Row, number, pad
from tui_tracker.ui.marks import Marks
from tui_tracker.ui.palette import fill

_LABEL = 7


def burn_up(points: Sequence[Point], width: int, height: int, signs: Marks) -> list[Row]:
    """Complete as columns under a line for all tasks; a dot where the dates say that complete should be by then."""
    if not points:
        return []
    columns = _columns(points, max(10, width - _LABEL - 4 - len(number(points[-1].tasks))))
    most, ticks = scale(max(max(p.tasks, p.due) for p in columns) or 1)
    labels = {max(1, round(tick * height / most)): number(tick) for tick in ticks if tick}
    total = columns[-1].tasks
    rows = []
    for level in range(height, 0, -1):
        line: Line = [(pad(labels.get(level, ""), _LABEL, right=True) + " ", "muted")]
        for p in columns:
            line.append(_cell(p, level, most, height, signs))
        if level == max(1, -(-total * height // most)):
            line.append((f" {number(total)}", "foreground"))
        rows.append(Row(line))
    first, last = columns[0].day, columns[-1].day
    foot = pad(dates.short(first), 12) + " " * max(1, len(columns) - 24) + pad(dates.short(last), 12, right=True)
    return [*rows, Row([(" " * (_LABEL + 1) + foot, "muted")])]


def scale(most: int) -> tuple[int, list[int]]:
    """The top of an axis and its ticks, on round values: two to five steps of 1, 2 or 5 times a power of ten."""
    step = 1
    while most > step * 4:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    top = -(-most // step) * step
    return top, list(range(0, top + 1, step))


def _columns(points: Sequence[Point], count: int) -> list[Point]:
    """One point a column: each stands for its stretch of days and shows how the plan stood at its end."""
    first, last = points[0].day.toordinal(), points[-1].day.toordinal()
    span = max(1, last - first)
    made: list[Point] = []
    at = 0
    for i in range(count):
        end = first + round(span * i / max(1, count - 1))
        while at + 1 < len(points) and points[at + 1].day.toordinal() <= end:
            at += 1
        made.append(points[at])
    made[-1] = points[-1]
    return made


def _cell(p: Point, level: int, most: int, height: int, signs: Marks) -> tuple[str, str]:
    """One cell of a column: its row is ``level`` of ``height`` from below."""
    halves = 2 * p.complete * height / most
    if level == max(1, -(-p.tasks * height // most)) and halves < 2 * level:
        return signs.rule, "muted"
    if halves >= 2 * level - 0.5:
        return solid(signs), fill("complete")
    if halves >= 2 * level - 1.5 and p.complete:
        return signs.low, fill("complete")
    if p.due and level == max(1, round(p.due * height / most)):
        return signs.dot, "pastdate bold"
    return " ", "foreground"


def solid(signs: Marks) -> str:
    """The sign of a cell that is filled whole, so that columns stand without gaps."""
    return signs.full if signs.kind == "ascii" else "█"


def bar(parts: Sequence[tuple[str, int, str]], room: int, most: int) -> Line:
    """(sign, count, style) side by side; one cell each while ``most`` fits into the room, never fewer than one for what is there."""
    unit = max(1.0, most / max(1, room))
    return [(sign * max(1, round(count / unit)), style) for sign, count, style in parts if count]
