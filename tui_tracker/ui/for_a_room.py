"""The summary for a room: the nested figures alone, as large as the screen lets them be."""

from __future__ import annotations

from tui_tracker.domain.figures import STEP_NAMES, STEP_QUERIES
from tui_tracker.domain.views import SummaryView
from tui_tracker.ui.letters import large, width_of
from tui_tracker.ui.lines import Builder, Row, length, number, pad
from tui_tracker.ui.marks import Marks
from tui_tracker.ui.place import Place

FIGURE_NAMES = (*STEP_NAMES, "! past date")
FIGURE_QUERIES = (*STEP_QUERIES, "is:overdue")
FIGURE_STYLES = ("foreground bold", "complete bold", "complete bold", "complete bold", "assured bold", "pastdate bold")


def rows(view: SummaryView, width: int, height: int, signs: Marks) -> list[Row]:
    """The nested figures alone, as large as the screen lets them be, and the colour of each pillar."""
    numbers = [*view.figures.steps(), view.total.overdue]
    half, texts = width // 2, [number(n) for n in numbers]
    tall = (3, 5, 10)
    scale = next(
        (s for s in (2, 1) if 3 * (tall[s] + 2) + 5 <= height and max(width_of(t, s) for t in texts) + 6 < half), 0
    )
    rows = [Row([])]
    for at in range(0, len(numbers), 2):
        pictures = [large(t, signs, scale) for t in texts[at : at + 2]]
        for i in range(max(map(len, pictures))):
            made = Builder()
            for n, picture in enumerate(pictures):
                made.add(pad("    " + (picture[i] if i < len(picture) else ""), half), FIGURE_STYLES[at + n])
            rows.append(made.row())
        made = Builder()
        for n in range(at, at + len(pictures)):
            made.add(pad(f"    {FIGURE_NAMES[n]}", half), "foreground", door=Place("register", query=FIGURE_QUERIES[n]))
        rows += [made.row(key=f"figure:{at}"), Row([])]
    return [*rows, *_pillars(view, width)]


def _pillars(view: SummaryView, width: int) -> list[Row]:
    """Each pillar with its colour, as many in a line as there is room for."""
    made = [Builder().add("    ")]
    for p in view.pillars:
        style = f"{p.colour.letter} bold" if p.colour.letter in "GARB" else "muted"
        word, name = f"{p.colour.letter} {p.colour.word} ", f"{p.name or 'No pillar'}     "
        if length(made[-1].line) + len(word) + len(name) > width:
            made.append(Builder().add("    "))
        made[-1].add(word, style).add(name, "foreground")
    return [b.row() for b in made]
