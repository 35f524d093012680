"""An agenda under way: the strip of cells, one an item, and the queue beside the item that is up."""

from __future__ import annotations

from tui_tracker.domain.meeting import VERDICTS
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.ui.lines import Builder, Line, fit, length, pad, plain
from tui_tracker.ui.marks import Marks
from tui_tracker.ui.palette import fill
from tui_tracker.ui.sitting_state import Sitting

_CHROME = 12


def strip(s: Sitting, signs: Marks, width: int) -> Line:
    """Every item so far as one cell with its verdict, what is left as dots; a window of it when there are too many."""
    words = f"{len(s.verdicts):,} decided" + (f", {len(s.queue.later)} for later" if s.queue.later else "")
    room = max(10, width - len(words) - 8)
    first = max(0, min((s.queue.at or 0) - room // 2, len(s.items) - room))
    later, skipped = set(s.queue.later), set(s.queue.skipped)
    made = Builder().add("  ")
    for i in range(first, min(len(s.items), first + room)):
        text, style = _cell(s, signs, i, later, skipped)
        made.add(text, f"{style} bold reverse" if i == s.queue.at else style)
    gap = max(1, width - length(made.line) - len(words) - 2)
    return [*made.line, (" " * gap, "foreground"), (words, "muted")]


def _cell(s: Sitting, signs: Marks, i: int, later: set[int], skipped: set[int]) -> tuple[str, str]:
    verdict = s.verdicts.get(i)
    if verdict is None:
        if i in later:
            return "z", "muted"
        return (":", "muted") if i in skipped else (signs.dot, "faint")
    mark = VERDICTS[verdict].mark
    if mark in (Progress.COMPLETE, Progress.ON_TARGET):
        return (signs.full if mark == Progress.COMPLETE else signs.low), fill(mark)
    return (signs.progress[mark], str(mark)) if mark in WORDS else (mark, "accent")


def beside(s: Sitting, signs: Marks, width: int, height: int) -> list[Line]:
    """The queue: what was decided, what is up, what is to come."""
    words = plain(s.meeting.agenda_words) if s.meeting else ""
    lines: list[Line] = [[("  Agenda", "foreground bold"), (f"  {words}", "faint")], []]
    room = max(5, height - _CHROME)
    first = max(0, min((s.queue.at or 0) - room // 3, len(s.items) - room))
    later, skipped = set(s.queue.later), set(s.queue.skipped)
    for i in range(first, min(len(s.items), first + room)):
        ref, title = s.label(i)
        mark, style = _cell(s, signs, i, later, skipped)
        here = i == s.queue.at
        quiet = i in s.verdicts and not here
        lines.append(
            [
                (signs.bar if here else " ", "accent bold"), (f"{mark} ", style), (pad(ref, 10) + " ", "foreground bold" if here else "muted"),
                (fit(title, width - 15), "faint" if quiet else "foreground"),
            ]
        )  # fmt: skip
    return lines
