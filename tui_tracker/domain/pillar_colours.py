"""The colours of the areas of each pillar: what a committee asks to see first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tui_tracker.domain.views import AreaRow

ORDER = "BGAR?"


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
        letter = row.colour.letter if row.colour.letter in ORDER else "?"
        found.setdefault((row.plan, row.pillar), Counter())[letter] += 1
    return [
        PillarColours(plan, pillar, tuple((letter, count[letter]) for letter in ORDER if count[letter]))
        for (plan, pillar), count in found.items()
    ]
