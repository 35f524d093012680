"""The colours of the areas of each pillar: what a committee asks to see first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tui_tracker.domain.rag import LETTERS
from tui_tracker.domain.views import AreaRow
from tui_tracker.frozen import dataclass

# Blue to red as on every chart; then areas of which nothing is stated, and areas without a task to judge by, as the plan shows both.
ORDER = "BGAR?–"
WORDS = {**LETTERS, "?": "not stated", "–": "without a task"}


@dataclass(frozen=True)
class PillarColours:
    """A pillar of a plan and how many of its areas have each letter, in the order of ``ORDER``."""

    plan: str
    pillar: str
    letters: tuple[tuple[str, int], ...]


def by_pillar(rows: Sequence[AreaRow]) -> list[PillarColours]:
    """The areas' letters, pillar by pillar, in the plan's order."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for row in rows:
        found.setdefault((row.plan, row.pillar), Counter())[row.colour.letter] += 1
    return [
        PillarColours(plan, pillar, tuple((letter, count[letter]) for letter in ORDER if count[letter]))
        for (plan, pillar), count in found.items()
    ]
