"""Spellings that may be one person: the clusters of the field, and what must never be suggested."""

from __future__ import annotations

import pytest

from tui_tracker.domain.alike import alike, pairs


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Mary Walter", "Mary Waiter", "one slip of the pen"),
        ("HR Manager /Geo Sup", "HR Manager / Geo Support", "a short form of the other"),
        ("Ops Risk", "Operational Risk", "a short form of the other"),
        ("GM Operational Risk", "Operational Risk", "the same but for the rank"),
        ("ACO Service Delivery", "ACFO Service Delivery", "one slip of the pen"),
        ("KB", "Kim Bord", "initials of the other"),
        ("L&OD", "L & OD", None),  # the same once folded into words: one spelling, nothing to ask
        ("Geo-Support", "Geosupport", "the same letters"),
    ],
)
def test_what_may_be_one_is_suggested_with_its_reason(one: str, other: str, why: str | None) -> None:
    assert alike(one, other) == why
    assert alike(other, one) == why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("T & D", "L & D"),
        ("GM Prevention", "SM Prevention"),
        ("Station 12", "Station 13"),
        ("Head of HR", "Head of IT"),
        ("SM Prevention", "SM Protection"),
        ("EDI", "HR"),
        ("CM", "Crew Training"),
        ("Community Safety", "Community Risk"),
    ],
)
def test_what_is_two_is_never_suggested(one: str, other: str) -> None:
    assert alike(one, other) is None


def test_pairs_come_once_in_the_order_of_the_file() -> None:
    found = pairs(["HR Manager / Geo Support", "EDI", "hr manager / geo support", "HR Manager /Geo Sup", ""])
    assert found == [("HR Manager / Geo Support", "HR Manager /Geo Sup", "a short form of the other")]
