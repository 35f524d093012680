"""The colours of areas, pillar by pillar."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tui_tracker.domain.pillar_colours import ORDER, WORDS, PillarColours, by_pillar
from tui_tracker.domain.rag import SCHEMES


def row(plan: str, pillar: str, letter: str) -> Any:
    return SimpleNamespace(plan=plan, pillar=pillar, colour=SimpleNamespace(letter=letter))


def test_letters_are_counted_in_their_order_and_pillars_in_the_plans() -> None:
    rows = [
        row("P", "People", "R"),
        row("P", "People", "G"),
        row("P", "", "–"),
        row("P", "People", "R"),
        row("Q", "People", "B"),
    ]
    assert by_pillar(rows) == [
        PillarColours("P", "People", (("G", 1), ("R", 2))), PillarColours("P", "", (("–", 1),)), PillarColours("Q", "People", (("B", 1),)),
    ]  # fmt: skip
    assert by_pillar([]) == []


def test_every_letter_a_scheme_gives_has_its_place_and_its_word() -> None:
    """An area without a task is “–” on every screen; the charts called it not stated."""
    given = {letter for scheme in SCHEMES.values() for _, letter, _, _ in scheme.rules}
    assert given == set(ORDER) == set(WORDS)
