"""Dates that are typed where one is wanted: financial years, words for a day, days that a month has not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tui_tracker.domain import dates, typed_dates
from tui_tracker.errors import UsageError

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("FY26/27", date(2027, 3, 31)), ("fy 26/27", date(2027, 3, 31)), ("FY2026/27", date(2027, 3, 31)), ("FY2026/2027", date(2027, 3, 31)), ("FY99/00", date(2000, 3, 31)),
    ],
)  # fmt: skip
def test_a_financial_year_is_due_in_the_month_in_which_it_ends(text: str, due: date) -> None:
    made = typed_dates.parse(text, today=TODAY)
    assert made == dates.FieldDate(due, due.replace(day=1), "month", text)
    assert typed_dates.financial_year(f" {text} ") == dates.FieldDate(due, due.replace(day=1), "month", f" {text} ")


@pytest.mark.parametrize("text", ["FY26/28", "FY26/26", "26/27", "FY26", "year 2026/27", "FY26/27 or so"])
def test_years_that_do_not_follow_are_no_financial_year(text: str) -> None:
    assert typed_dates.financial_year(text) is None
    with pytest.raises(UsageError):
        typed_dates.parse(text, today=TODAY)


def test_a_financial_year_without_its_letters_is_known_where_one_is_meant() -> None:
    made = typed_dates.financial_year("2026/27")
    assert made is not None
    assert (made.due, made.first, made.precision, made.text) == (
        date(2027, 3, 31),
        date(2027, 3, 1),
        "month",
        "2026/27",
    )


@pytest.mark.parametrize(
    ("text", "days", "month"),
    [("31 Sep 2026", 30, "September 2026"), ("30th Feb 2028", 29, "February 2028"), ("31 Apr 26", 30, "April 2026")],
)
def test_a_day_that_its_month_has_not_is_told_how_many_it_has(text: str, days: int, month: str) -> None:
    with pytest.raises(UsageError) as refused:
        typed_dates.parse(text, today=TODAY)
    assert str(refused.value) == f"“{text}” is not a day in the calendar: {month} has {days} days."


def test_a_word_for_a_day_keeps_its_word() -> None:
    assert (typed_dates.parse("Yesterday", today=TODAY).text, typed_dates.parse("+3", today=TODAY).due) == (
        "Yesterday",
        TODAY + timedelta(days=3),
    )
    assert typed_dates.parse("+3", today=TODAY).text == "+3"
