"""RAG: the first rule that fires gives the letter and says why."""

from __future__ import annotations

import pytest

from tui_tracker.domain.rag import DEFAULT, Colour, Facts, Scheme


@pytest.mark.parametrize(
    ("facts", "colour"),
    [
        (Facts(0, 0, 0, 0, 0), Colour("–", "none", "no tasks to judge by")),
        (Facts(2, 2, 0, 0, 0), Colour("G", "green", "every task is reported complete")),
        (Facts(2, 1, 1, 1, 0), Colour("R", "red", "a task is behind target")),
        (Facts(2, 1, 0, 1, 1), Colour("R", "red", "a task is past its date and not complete")),
        (Facts(3, 1, 0, 0, 2), Colour("?", "not stated", "nothing is stated of the tasks not complete")),
        (Facts(3, 1, 0, 0, 1), Colour("A", "amber", "under way, nothing late")),
    ],
)
def test_the_first_rule_that_fires_gives_the_colour(facts: Facts, colour: Colour) -> None:
    assert DEFAULT.judge(facts) == colour
    assert (colour.letter, colour.word, colour.rule) in DEFAULT.key()


def test_a_scheme_that_ends_without_always_is_a_mistake() -> None:
    with pytest.raises(AssertionError, match=r"^a scheme ends with the rule 'always'$"):
        Scheme("short", (("no_tasks", "–", "none", "x"),)).judge(Facts(1, 0, 0, 0, 0))
