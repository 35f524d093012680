"""The words that titles share are those that three of them begin with, however many titles there are."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tracker.domain.formula import Formulas

titles = st.lists(
    st.lists(st.sampled_from(["The", "the", "a", "b", "bb", "Straße", "STRASSE"]), max_size=14).map(" ".join),
    max_size=25,
)


def counted(all_titles: list[str], title: str) -> str:
    """What is left of a title, by counting every beginning of every title."""

    def start(words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(w.casefold() for w in words[: max(0, min(10, len(words) - 2))])

    counts: Counter[tuple[str, ...]] = Counter()
    for words in {tuple(t.casefold().split()) for t in all_titles}:
        counts.update(start(words)[:n] for n in range(3, len(start(words)) + 1))
    words = tuple(title.split())
    shared = [n for n in range(3, len(start(words)) + 1) if counts[start(words)[:n]] >= 3]
    return "… " + " ".join(words[shared[-1] :]) if shared else title


@given(titles)
def test_what_is_folded_away_is_what_a_count_of_every_beginning_finds(made: list[str]) -> None:
    found = Formulas(made)
    assert [found.telling(t) for t in made] == [counted(made, t) for t in made]


@pytest.mark.parametrize(("number", "told"), [(2, "The service should review its rota {}"), (3, "… {}")])
def test_three_that_begin_alike_are_folded_and_two_are_not(number: int, told: str) -> None:
    made = [f"The service should review its rota {n} {n}" for n in range(number)]
    assert Formulas(made).telling(made[0]) == told.format("0 0")
