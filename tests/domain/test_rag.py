"""RAG: the first rule that fires gives the letter and says why."""

from __future__ import annotations

import pytest

from tui_tracker.domain.rag import DEFAULT, SCHEMES, Colour, Facts, Scheme, by_hand, scheme_of


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


@pytest.mark.parametrize(
    ("scheme", "facts", "letter", "said"),
    [
        ("on_track", Facts(2, 2, 0, 0, 0), "B", "every task is reported complete"),
        ("on_track", Facts(2, 1, 0, 0, 0), "G", "under way, nothing late"),
        ("on_track", Facts(2, 1, 1, 0, 0), "R", "a task is behind target"),
        ("proved", Facts(2, 2, 0, 0, 0, assured=2), "G", "every task is assured: QA and sampling both closed, nothing changed since"),
        ("proved", Facts(2, 2, 0, 0, 0, assured=1), "A", "every task is reported complete, not every one is assured"),
        ("proved", Facts(2, 1, 0, 0, 1), "?", "nothing is stated of the tasks not complete"),
        (None, Facts(2, 2, 0, 0, 0), "G", "every task is reported complete"),
        ("unheard of", Facts(0, 0, 0, 0, 0), "–", "no tasks to judge by"),
    ],
)  # fmt: skip
def test_a_plan_says_what_green_means_there(scheme: str | None, facts: Facts, letter: str, said: str) -> None:
    made = scheme_of(scheme).judge(facts)
    assert (made.letter, made.rule) == (letter, said)


def test_only_the_scheme_of_proof_asks_for_assurance() -> None:
    assert [name for name, scheme in SCHEMES.items() if scheme.asks_for_assured] == ["proved"]


def test_a_colour_set_by_hand_says_both_colours() -> None:
    worked_out = DEFAULT.judge(Facts(2, 1, 1, 0, 0))
    assert by_hand(worked_out, None, "x") is by_hand(worked_out, "", None) is worked_out
    said = "set by hand: the chief asked (worked out: R, a task is behind target)"
    assert by_hand(worked_out, "A", "the chief asked") == Colour("A", "amber", said)
    said = "set by hand: no reason given (worked out: R, a task is behind target)"
    assert by_hand(worked_out, "B", None) == Colour("B", "blue", said)
