"""How our seven progress words fold into a paper's columns: a rule that is data and prints under the table."""

from __future__ import annotations

from tui_tracker.domain.figures import Counts
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.frozen import dataclass


@dataclass(frozen=True)
class Fold:
    """Columns in order, each with the words that fold into it. *Unknown* has its own column whenever it is not 0."""

    columns: tuple[tuple[str, tuple[Progress, ...]], ...]

    def names(self, *, unknown: bool) -> list[str]:
        return [name for name, _ in self.columns] + (["Not stated"] if unknown else [])

    def counts(self, counts: Counts, *, unknown: bool) -> list[int]:
        """The numbers of the columns; they add up to the tasks when ``unknown`` is shown or 0."""
        made = [sum(counts.of(p) for p in words) for _, words in self.columns]
        return made + ([counts.unknown] if unknown else [])

    def rule(self) -> str:
        """The sentence that prints under the table."""
        said = [f"{name} counts {_listed([WORDS[p].word for p in words])}" for name, words in self.columns]
        return f"{'; '.join(said)}. What the plan does not state is counted apart and never as not started."


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


# What the rows of a chart's table are, in its first heading: moments, months and colours, which are no part of the plan.
CHART_HEADS = {"time": "At", "month": "Due in", "colour": "Colour of the area"}
P = Progress
THREE = Fold(
    (
        ("Completed", (P.COMPLETE,)),
        ("In progress", (P.ON_TARGET, P.BEHIND_TARGET, P.ONGOING, P.DEFERRED)),
        ("Still to start", (P.NOT_STARTED,)),
    )
)
