"""The sampling draw: repeatable by its number, weighted to risk, never the same task twice."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.checks.building import AS_AT
from tests.domain.views import entry, note, view
from tui_tracker.domain.draw import Candidate, Coverage, candidates, coverage, pick, risks
from tui_tracker.domain.signoff import Stage

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


@pytest.mark.parametrize(
    ("task", "why"),
    [
        ({}, []),
        ({"qa": [entry("01/05/24", "not_yet"), entry("08/05/24")]}, [(4, "sent back and closed quickly")]),
        ({"qa": [entry("01/03/24", "not_yet"), entry("08/05/24")]}, [(2, "was sent back once")]),
        ({"qa": [entry("01/03/24", "not_yet", revoked="in error"), entry("08/05/24")]}, []),
        ({"qa": entry(override="nobody else was there")}, [(4, "signed against a rule")]),
        ({"qa": [entry(), entry(override="x", revoked="in error")]}, []),
        ({"changed": ("title",)}, [(3, "changed since QA")]),
        ({"notes": [note(text="A policy")]}, [(2, "only documents as proof")]),
        ({"notes": []}, [(3, "no evidence note")]),
        ({"notes": [], "files": 1}, [(2, "only documents as proof"), (3, "no evidence note")]),
        ({"slips": 1}, []),
        ({"slips": 2}, [(1, "its date moved more than once")]),
    ],
)
def test_every_risk_weighs_what_it_weighs(task: dict[str, Any], why: list[tuple[int, str]]) -> None:
    made = view(stage=Stage.QA, **({"qa": entry(), "notes": [note()]} | task))
    assert risks(made, AS_AT) == why
    weight = 1 + sum(n for n, _ in why)
    assert candidates([made], AS_AT) == [Candidate(made.task.uid, "AFI1/T1", weight, tuple(w for _, w in why))]


def test_only_tasks_that_passed_qa_and_are_not_sampled_may_be_drawn() -> None:
    asked = [view(stage=s) for s in (Stage.OPEN, Stage.READY, Stage.SENT_BACK, Stage.SAMPLED)]
    passed = [view(stage=Stage.QA), view(stage=Stage.QA), view(stage=Stage.QA, progress="ongoing")]
    found = candidates([*asked, *reversed(passed)], AS_AT)
    assert [c.uid for c in found] == [v.task.uid for v in passed[:2]]


def test_how_much_was_sampled_is_told_by_pillar_as_the_nested_figures_count_it() -> None:
    passed, sampled = {"qa": entry()}, {"qa": entry(), "sampling": entry()}
    views = [view(**passed), view(**sampled), view(**sampled), view(stage=Stage.READY)]
    views += [view(**sampled, progress="ongoing"), view(**passed, area={"pillar": ""})]
    assert coverage(views, AS_AT) == [Coverage("People", 3, 2), Coverage("No pillar", 1, 0)]


def test_a_draw_is_the_same_for_ever() -> None:
    found = [Candidate(name, name, weight, ()) for name, weight in (("a", 1), ("b", 4), ("c", 2), ("d", 9))]
    assert ["".join(c.uid for c in pick(found, 4, n)) for n in (1, 2, 2026)] == ["bcda", "badc", "dbca"]
    assert pick(found, -1, 1) == []
