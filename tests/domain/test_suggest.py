"""What verdict a comment suggests, and by when a follow-up is to be looked at."""

from __future__ import annotations

from datetime import date

import pytest

from tui_tracker.domain.suggest import WORD_LIST, Suggestion, look_again, points_above, suggest


@pytest.mark.parametrize(("verdict", "phrase"), [(v, p) for v, phrases in WORD_LIST for p in phrases])
def test_every_listed_phrase_is_found_in_a_sentence(verdict: str, phrase: str) -> None:
    found = suggest(f"12/01/24 - Looked; {phrase.upper()}  now.")
    assert found is not None
    before = [v for v, _ in WORD_LIST]
    assert before.index(found.verdict or "not_an_approval") <= before.index(verdict)
    assert found.phrase in phrase or found.verdict != verdict


@pytest.mark.parametrize(
    ("comment", "found"),
    [
        ("There is no\nevidence of it", Suggestion("not_yet", "no evidence of")),
        ("Update evidence so it can be QA'd", Suggestion(None, "update evidence")),
        ("Closed, will look in 3 months", Suggestion("follow_up", "will look")),
        ("Happy to close", Suggestion("close", "close")),
        ("01/03/24 - no evidence of it. 09/05/24 - now seen. Close.", Suggestion("close", "close")),
        ("enclosed with it", None),
        ("closely", None),
        ("", None),
        (None, None),
    ],
)
def test_the_doubtful_reading_comes_first_and_the_last_round_counts(
    comment: str | None, found: Suggestion | None
) -> None:
    assert suggest(comment) == found


@pytest.mark.parametrize(
    ("comment", "day"),
    [
        ("Will look in 2 days", date(2026, 6, 3)),
        ("look again in two weeks", date(2026, 6, 15)),
        ("Will look IN A MONTH", date(2026, 7, 1)),
        ("in 6 Months", date(2026, 12, 1)),
        ("in 12 weeks", date(2026, 8, 24)),
        ("in nine days", date(2026, 6, 10)),
        ("Will look again", date(2026, 9, 1)),
        ("within 3 weeks of the minister", date(2026, 9, 1)),
        (None, date(2026, 9, 1)),
    ],
)
def test_a_follow_up_is_due_as_its_words_say_else_in_three_months(comment: str | None, day: date) -> None:
    assert look_again(comment, date(2026, 6, 1)) == day


@pytest.mark.parametrize(
    ("comment", "above"),
    [("As above.", True), (" as Above ", True), ("As above, and more", False), ("", False), (None, False)],
)
def test_a_comment_that_only_points_above(comment: str | None, above: bool) -> None:
    assert points_above(comment) is above
