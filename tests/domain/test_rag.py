"""RAG: the first rule that fires gives the letter and says why."""

from __future__ import annotations

from typing import Any

import pytest

from tui_tracker.domain.rag import (
    DEFAULT,
    LETTERS,
    OWN,
    SCHEMES,
    USUAL,
    Colour,
    Facts,
    Scheme,
    by_hand,
    from_data,
    letter_of,
    scheme_of,
    to_data,
)
from tui_tracker.errors import UsageError


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


MINE: dict[str, Any] = {
    "name": "ours", "green": "green means that the board is content",
    "rules": [
        {"test": "no_tasks", "letter": "–", "word": "none", "rule": "no tasks"},
        {"test": "all_complete", "letter": "P", "word": "purple", "rule": "all is done"},
        {"test": "any_overdue", "letter": "R", "word": "ruby", "rule": "late"},
        {"test": "any_behind", "letter": "R", "word": "Crimson", "rule": "behind"},
        {"test": "always", "letter": "?", "word": "not said", "rule": "else"},
    ],
}  # fmt: skip


def test_a_scheme_of_ones_own_is_read_from_data_and_given_back() -> None:
    made = from_data(MINE)
    assert (made.name, made.id, made.green, len(made.rules)) == ("ours", OWN, MINE["green"], 5)
    assert made.rules[1] == ("all_complete", "P", "purple", "all is done")
    assert to_data(made) == MINE
    assert scheme_of(OWN, MINE) == made
    assert scheme_of(OWN) is scheme_of(OWN, {}) is scheme_of("done", MINE) is DEFAULT
    assert made.judge(Facts(2, 1, 1, 0, 0)) == Colour("R", "Crimson", "behind")
    assert made.judge(Facts(2, 1, 1, 0, 0)).test == "any_behind"
    spaced = {
        "name": " ours ",
        "green": f" {MINE['green']} ",
        "rules": [{k: f" {v} " for k, v in r.items()} for r in MINE["rules"]],
    }
    assert from_data(spaced) == made


def test_what_of_a_scheme_may_be_set_by_hand_and_how_it_is_named() -> None:
    made = from_data(MINE)
    assert made.colours() == {"P": "purple", "R": "Crimson"}
    assert made.letters() == {"P": "P", "purple": "P", "R": "R", "ruby": "R", "Crimson": "R"}
    assert DEFAULT.colours() == LETTERS == {"R": "red", "A": "amber", "G": "green", "B": "blue"}
    assert DEFAULT.colours() is not LETTERS
    assert (
        DEFAULT.letters()
        == USUAL
        == {"R": "R", "red": "R", "A": "A", "amber": "A", "G": "G", "green": "G", "B": "B", "blue": "B"}
    )
    assert [letter_of(said, made.letters()) for said in ("crimson", " RUBY ", "p", "green", "")] == [
        "R",
        "R",
        "P",
        None,
        None,
    ]
    worked_out = made.judge(Facts(2, 2, 0, 0, 0))
    assert by_hand(worked_out, "P", "asked", made).word == "purple"
    assert by_hand(worked_out, "R", "asked", made).word == "Crimson"
    assert by_hand(worked_out, "A", "asked", made).word == "amber"  # set before the scheme was
    assert by_hand(worked_out, "X", "asked", made).word == "X"


def _with(**more: Any) -> dict[str, Any]:
    return {**MINE, **more}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({}, "A scheme wants rules, each with test, letter, word and rule."),
        (_with(rules=[]), "A scheme wants rules, each with test, letter, word and rule."),
        (_with(rules="always"), "A scheme wants rules, each with test, letter, word and rule."),
        (_with(rules=["always"]), "Rule 1 of the scheme wants test, letter, word and rule; one of them is missing."),
        (_with(rules=[MINE["rules"][0], {"test": "always", "letter": "P", "word": "x"}]), "Rule 2 of the scheme wants test, letter, word and rule; one of them is missing."),
        (_with(rules=[{**MINE["rules"][4], "word": " "}]), "Rule 1 of the scheme wants test, letter, word and rule; one of them is missing."),
        (_with(rules=[{**MINE["rules"][4], "test": "often"}]), "Rule 1 of the scheme: “often” is no test; there are no_tasks, all_complete, all_assured, any_behind, any_overdue, any_area_late, only_unknown, always."),
        (_with(rules=[{**MINE["rules"][4], "letter": "PP"}]), "Rule 1 of the scheme: “PP” is no letter; give one capital, such as P for purple."),
        (_with(rules=[{**MINE["rules"][4], "letter": "p"}]), "Rule 1 of the scheme: “p” is no letter; give one capital, such as P for purple."),
        (_with(rules=MINE["rules"][:2]), "The last rule of a scheme has the test “always”, so that every case has a colour."),
        (_with(name=" "), "A scheme wants a name, and in “green” what green means by it."),
        ({k: v for k, v in MINE.items() if k != "green"}, "A scheme wants a name, and in “green” what green means by it."),
        ({k: v for k, v in MINE.items() if k != "name"}, "A scheme wants a name, and in “green” what green means by it."),
    ],
)  # fmt: skip
def test_a_scheme_that_is_wrong_is_told_what_is(data: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError) as refused:
        from_data(data)
    assert str(refused.value) == says


@pytest.mark.parametrize(
    ("test", "facts"), [("any_area_late", Facts(2, 1, 0, 0, 0, areas_late=1)), ("any_overdue", Facts(2, 1, 0, 2, 0))]
)
def test_each_test_of_a_scheme_fires(test: str, facts: Facts) -> None:
    assert DEFAULT.judge(facts).test == test
