"""The colours of areas, pillar by pillar."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tui_tracker.domain.pillar_colours import ORDER, PillarColours, by_pillar


def row(plan: str, pillar: str, letter: str) -> Any:
    return SimpleNamespace(plan=plan, pillar=pillar, colour=SimpleNamespace(letter=letter))


def test_letters_are_counted_in_their_order_and_pillars_in_the_plans() -> None:
    rows = [
        row("P", "People", "R"),
        row("P", "People", "G"),
        row("P", "", "-"),
        row("P", "People", "R"),
        row("Q", "People", "B"),
    ]
    assert by_pillar(rows) == [
        PillarColours("P", "People", (("G", 1), ("R", 2))), PillarColours("P", "", (("?", 1),)), PillarColours("Q", "People", (("B", 1),)),
    ]  # fmt: skip
    assert ORDER == "BGAR?"
    assert by_pillar([]) == []
