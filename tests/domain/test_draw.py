"""The sampling draw: repeatable by its number, weighted to risk, never the same task twice."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tui_tracker.domain.draw import Candidate, pick

CANDIDATES = st.lists(st.integers(1, 9), min_size=0, max_size=20).map(
    lambda ws: [Candidate(f"u{i:02d}", f"AFI{i}/T1", w, ()) for i, w in enumerate(ws)]
)


@given(CANDIDATES, st.integers(0, 25), st.integers(0, 10**6), st.randoms())
def test_the_same_number_draws_the_same_whatever_the_order(
    found: list[Candidate], count: int, number: int, rng: object
) -> None:
    shuffled = list(found)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]  # a Random
    one, two = pick(found, count, number), pick(shuffled, count, number)
    assert one == two
    assert len(one) == min(count, len(found)) == len({c.uid for c in one})


def test_risk_is_drawn_more_often_in_proportion() -> None:
    found = [Candidate("a", "A", 1, ()), Candidate("b", "B", 4, ())]
    firsts = Counter(pick(found, 1, n)[0].uid for n in range(4000))
    assert 0.76 < firsts["b"] / 4000 < 0.84
