"""What screens and papers are given to show: dates in lists, a task as of a day, differences in words."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.domain.checks.building import AS_AT
from tests.domain.views import FILE, entry, note, view
from tui_tracker.domain import dates
from tui_tracker.domain.records import Step
from tui_tracker.domain.seal import Difference, look
from tui_tracker.domain.views import AreaMove, Entry, deadline_words, difference_words, shown_date, target_words

DAY = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("day", "precision", "text", "shown"),
    [
        (None, None, None, ""), (None, None, "ongoing", "ongoing"), (DAY, None, "30/6/26", "30 Jun 26"), (DAY, "day", None, "30 Jun 26"),
        (DAY, "month", "June 2026", "Jun-26"), (DAY, "quarter", "Q1 2026/27", "Q1 2026/27"), (DAY, "quarter", None, "30 Jun 26"),
        (None, "quarter", "x", "x"),
    ],
)  # fmt: skip
def test_a_date_is_shown_with_its_own_precision(
    day: date | None, precision: str | None, text: str | None, shown: str
) -> None:
    assert shown_date(day, precision, text) == shown


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Difference("progress", "on_target", "complete"), "progress was on target, is complete"),
        (Difference("title", "Mend it", None), "title was “Mend it”, is blank"),
        (Difference("work", None, "complete"), "work was blank, is “complete”"),
        (Difference("link", None, "https://example.org"), "new link: https://example.org"),
        (Difference("note", "undated, SM: one", None), "note gone or corrected: undated, SM: one"),
        (Difference("note", "one", "two"), "note was one; is two"),
    ],
)
def test_a_difference_is_a_phrase(found: Difference, words: str) -> None:
    assert difference_words(found) == words


LATER = date(2024, 6, 2)


@pytest.mark.parametrize(
    ("task", "notes", "entries"),
    [
        ({"notes": [note()], "qa": entry("01/06/24")}, 1, 1),
        ({"notes": [note(), note(LATER), note(None)]}, 2, 0),
        ({"notes": [note()], "qa": [entry("02/06/24"), entry("01/06/24"), entry("")]}, 1, 2),
    ],
)
def test_a_paper_shows_what_its_figures_count(task: dict[str, Any], notes: int, entries: int) -> None:
    made = view(**task).as_of(AS_AT)
    assert (len(made.notes), len(made.signoffs)) == (notes, entries)


def test_a_task_with_nothing_later_is_shown_as_it_is() -> None:
    made = view(notes=[note()], qa=entry("01/06/24"))
    assert made.as_of(AS_AT) is made


def test_only_the_entry_that_speaks_for_its_stage_shows_what_changed() -> None:
    sealed = look(view(title="Mend it", work="Try it").task, [], [], [])
    made = view(
        title="Mend it well", work="Try it", changed=("title", "attachments"), files=1,
        qa=[entry("01/05/24", looked_at=sealed), entry("02/05/24", looked_at=sealed)], sampling=entry("03/05/24", "not_yet", looked_at=sealed),
    )  # fmt: skip
    first, last, sampling = made.signoffs
    assert made.since(first) == made.since(sampling) == []
    assert made.since(last) == [
        Difference("title", "Mend it", "Mend it well"),
        Difference("attachment", None, FILE.name),
    ]
    assert replace(made, row=replace(made.row, changed=())).since(last) == []
    stepped = replace(made, steps=(Step(uid="s1", task="t1", text="Ask"),))
    assert Difference("step", None, "Ask (not started)") in stepped.since(last)


@pytest.mark.parametrize(
    ("task", "of_area", "said"),
    [
        ({"due": DAY, "due_precision": "day"}, {"deadline": DAY}, "30 Jun 26"),
        ({"due": None}, {"deadline": DAY, "deadline_precision": "month"}, "not stated (its area: Jun-26)"),
        ({"due": None}, {"deadline": None, "deadline_text": "spring"}, "not stated (its area: spring)"),
        ({"due": None}, {"deadline": DAY, "deadline_precision": "quarter", "deadline_text": "Q1 26/27"}, "not stated (its area: Q1 26/27)"),
        ({"due": None}, {"deadline": None}, "not stated"),
        ({"due": None, "due_text": "soon"}, {"deadline": DAY}, "soon"),
    ],
)  # fmt: skip
def test_a_task_without_a_day_shows_its_areas_marked_so(
    task: dict[str, Any], of_area: dict[str, Any], said: str
) -> None:
    made = view()
    blank = {"due": None, "due_text": None, "due_precision": None}
    own = (
        replace(made.row, task=replace(made.row.task, **(blank | task)))
        if hasattr(made.row, "task")
        else replace(made.row, **(blank | task))
    )
    assert (
        replace(
            made, row=own, area=replace(made.area, **({"deadline_text": None, "deadline_precision": "day"} | of_area))
        ).due_words()
        == said
    )


def test_the_dates_of_an_area_are_shown_as_any() -> None:
    made = replace(
        view().area,
        target=DAY,
        target_precision="month",
        target_text="June 2026",
        deadline=DAY,
        deadline_precision="quarter",
        deadline_text="Q1 26/27",
    )
    assert (target_words(made), deadline_words(made)) == ("Jun-26", "Q1 26/27")


def test_a_move_of_an_areas_date_is_a_phrase() -> None:
    assert (
        AreaMove("target", "Mar-24", "Jun-24", "2026-06-01", "supplier late").words()
        == "target Mar-24 to Jun-24 on 2026-06-01: supplier late"
    )
    assert AreaMove("deadline", "Mar-24", "", "2026-06-01", "").words() == "deadline Mar-24 to no date on 2026-06-01"


@pytest.mark.parametrize(
    ("day", "undone", "said"),
    [("2026-06-30", False, ""), ("2026-06-30", True, " (undone)"), ("2026-07-01", False, " (dated ahead of today)"), ("2026-07-01", True, " (undone; dated ahead of today)"), ("2026-06-29", False, "")],
)  # fmt: skip
def test_an_entry_is_marked_where_it_was_undone_or_the_clock_was_ahead(day: str, undone: bool, said: str) -> None:
    made = Entry(1, "u", f"{day}T12:00:00Z", day, "me", "noted", "AFI1/T1", None, None, 1, "h", False, undone)
    assert made.marks(DAY) == said
    assert made.when.startswith(day[:7])


def test_a_moment_is_told_by_this_machines_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot be put into another zone")
    monkeypatch.setenv("TZ", "XXX-05:30")
    time.tzset()
    try:
        assert dates.local_time("2027-06-30T23:30:59Z") == "2027-07-01 05:00"
        assert dates.local_time("2027-06-30T23:30:59+00:00") == "2027-07-01 05:00"
        assert dates.local_zone() == "XXX, UTC+05:30"
    finally:
        monkeypatch.undo()
        time.tzset()
