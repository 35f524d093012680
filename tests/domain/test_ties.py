"""Ties between tasks: circles of work, and what a note's words point to."""

from __future__ import annotations

import pytest

from tui_tracker.domain.records import Tie
from tui_tracker.domain.ties import WHAT, Told, cycle, pointed_at


def ties(*pairs: str, what: str = "depends") -> list[Tie]:
    """``a>b``: a depends on b; ``a~b``: a's evidence is captured in b; ``a^b``: a is superseded by b."""
    signs = {">": what, "~": "captured", "^": "superseded"}
    return [Tie(uid=p, task=p[0], other=p[2], what=signs[p[1]]) for p in pairs]


@pytest.mark.parametrize(
    ("pairs", "start", "found"),
    [
        ((), "a", []),
        (("a>b", "b>c"), "a", []),
        (("a>b", "b>a"), "a", ["a", "b", "a"]),
        (("a>a",), "a", ["a", "a"]),
        (("a>b", "b>c", "c>a"), "b", ["b", "c", "a", "b"]),
        (("a>b", "a>c", "c>a"), "a", ["a", "c", "a"]),  # a way that leads nowhere is left again
        (("a>b", "b>c", "c>b"), "a", []),  # a circle that does not go through where one stands
        (("a>b", "b>d", "a>c", "c>d", "d>a"), "a", ["a", "b", "d", "a"]),
        (("a>b", "b^a"), "a", ["a", "b", "a"]),  # superseded work waits as well
        (("a>b", "b~a"), "a", []),  # evidence makes circles of its own
    ],
)
def test_a_circle_of_work_is_found(pairs: tuple[str, ...], start: str, found: list[str]) -> None:
    assert cycle(ties(*pairs), start) == found


def test_a_chain_may_be_longer_than_pythons_stack() -> None:
    chain = [Tie(uid=str(i), task=str(i), other=str(i + 1), what="depends") for i in range(5000)]
    assert cycle(chain, "0") == []
    assert len(cycle([*chain, Tie(uid="x", task="5000", other="0", what="depends")], "0")) == 5002


def test_a_circle_of_evidence_is_its_own_and_goes_through_areas() -> None:
    assert cycle(ties("a~b", "b~a"), "a", captured=True) == ["a", "b", "a"]
    assert cycle(ties("a>b", "b>a"), "a", captured=True) == []
    assert cycle(ties("a~X", "b~a"), "a", captured=True, within={"X": ["c", "b"]}) == ["a", "X", "b", "a"]
    assert cycle(ties("a~X"), "a", captured=True, within={"X": ["c"]}) == []


def test_a_tie_is_told_in_words() -> None:
    assert {what: Told("A/T1", what, "A/T2", "1", "2").words for what in WHAT} == {
        "depends": "depends on", "superseded": "is superseded by", "captured": "has its evidence captured in",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See AFI2", ["AFI2"]), ("see also AFI 11/T6 and refer to SII3", ["AFI 11/T6", "SII3"]), ("captured under the AFI1", ["AFI1"]),
        ("Superseded by AFI11/6.", ["AFI11/6"]), ("as per ES1.4", ["ES1.4"]), ("AFI2 is done", []), ("see you in 2026", []), ("", []),
        ("now in AFI3, covered by AFI4 / T2", ["AFI3", "AFI4 / T2"]), ("referred to REC-7, linked to AFI9, depends on AFI8", ["REC-7", "AFI9", "AFI8"]),
    ],
)  # fmt: skip
def test_a_notes_words_point_to_references(text: str, found: list[str]) -> None:
    assert list(pointed_at(text)) == found
