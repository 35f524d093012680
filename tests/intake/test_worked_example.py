"""The worked example of docs/importing.md: each wording that it lists is taken for what it says, and the layout of ten lines does what it says."""

from __future__ import annotations

import re
from pathlib import Path

from tui_tracker.intake import headings, heads
from tui_tracker.intake.grid import Cell, Sheet

DOC = Path(__file__).parents[2] / "docs" / "importing.md"


def listed() -> list[tuple[str, str]]:
    text = DOC.read_text(encoding="utf-8").partition("## Adding a wording or a layout")[2]
    return [(a, b) for a, b in re.findall(r"(?m)^\| ([A-Z][^|]*?) \| (\w+) \|$", text)]


def test_each_wording_that_is_listed_is_taken_for_what_it_says() -> None:
    found = {heading: max(w, key=lambda r: w[r]) for heading, _ in listed() if (w := headings.wide_scores(heading))}
    assert len(listed()) >= 10
    assert found == dict(listed())


def test_the_layout_of_ten_lines() -> None:
    """A first column that only counts its rows is taken out, and the cells remember where they stood."""
    rows = [["", "Ref", "Action", "Owner"], *([str(n), f"A{n}", f"Do thing {n}", "GM Lee"] for n in range(1, 6))]
    made = heads.without_counter(Sheet("Plan", [[Cell(t, t) for t in row] for row in rows]))
    assert made is not None
    assert [c.text for c in made.rows[1]] == ["A1", "Do thing 1", "GM Lee"]
    assert made.where(1, 0) == "Plan!B2"
    rows[3][0] = "7"
    assert heads.without_counter(Sheet("Plan", [[Cell(t, t) for t in row] for row in rows])) is None, (
        "it counts no more"
    )
