"""What words say of progress: a share done, a word of other fields, a legend's sentence, and what is said of work that goes on."""

from __future__ import annotations

import pytest

from tui_tracker.domain import progress_words
from tui_tracker.domain.progress import Progress

C, T, B, N, D, O = (  # noqa: E741  # a letter a progress, as on the keys
    Progress.COMPLETE, Progress.ON_TARGET, Progress.BEHIND_TARGET, Progress.NOT_STARTED, Progress.DEFERRED, Progress.ONGOING,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("90 % complete", 0.9), ("100%", 1), ("0 per cent", 0), ("3 of 4 complete", 0.75), ("3 out of 4", 0.75), ("12.5%", 0.125), ("0 of 4", 0),
        ("101%", None), ("5 of 4", None), ("0 of 0", None), ("complete", None), ("1/4", None), ("1 of 4/5", None),
    ],
)  # fmt: skip
def test_a_share_done_is_read(text: str, share: float | None) -> None:
    assert progress_words.share_in(text) == share


def test_a_share_says_how_far_it_is() -> None:
    assert [progress_words.of_share(s) for s in (0, 0.01, 0.5, 0.99, 1)] == [N, O, O, O, C]


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Complete", C), ("100% complete", C), ("90% complete", O), ("0 of 4 complete", N), ("4 of 4 complete", C), ("3/5 complete", None), ("90% behind", B),
        ("Resolved", None), ("90%", None),
    ],
)  # fmt: skip
def test_a_known_word_with_a_share_is_complete_only_when_it_is_all(text: str, means: Progress | None) -> None:
    assert progress_words.from_word(text) is means


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Resolved", C), ("RESOLVED!", C), ("50% resolved", O), ("100% resolved", C), ("0% resolved", N), ("50% blocked", B), ("at risk", B), ("Pending", N), ("parked", D),
        ("under review", O), ("progressing well", T), ("complete", None), ("whatever", None), ("re-opened", O),
    ],
)  # fmt: skip
def test_a_word_of_other_fields_has_a_usual_meaning(text: str, means: Progress | None) -> None:
    assert progress_words.from_proposed(text) is means


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Complete", C),
        ("Blue, complete and evidenced", C),
        ("Green: the action is on target", T),
        ("amber - some slippage", B),
        ("red", B),
        ("this is red and that is green", B),  # colours alone: the first
        ("green or amber as the case may be", C),
        ("not complete", None),
        ("not complete but under way", O),
        ("not started yet, though on the list", N),
        ("not yet started", N),
        ("work is under way and on schedule", T),
        ("work is under way and delayed", B),
        ("work is under way, not complete", O),
        ("under way; to be completed, closed later", O),
        ("it is underway, then finished", O),
        ("deferred to next year", D),
        ("will be finished by the date shown", T),
        ("will not be completed in time", B),
        ("expected to be fully delivered", T),
        ("a date has passed", B),
        ("past its date", B),
        ("delay of some kind", B),
        ("open", O),
        ("an open question", None),
        ("nothing said", None),
        ("", None),
    ],
)  # fmt: skip
def test_what_a_legends_words_say(text: str, means: Progress | None) -> None:
    assert progress_words.in_text(text) is means


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("going, but off track", B), ("it is on track", T), ("not on track", B), ("not yet on target", B), ("not delayed", None), ("red or green", None), ("Complete", None),
        ("will be delivered on time", None), ("on target now, delayed before", T), ("nothing", None), ("complete and on schedule", T), ("not delayed but late in part, behind", B),
    ],
)  # fmt: skip
def test_whether_work_that_goes_on_is_behind(text: str, means: Progress | None) -> None:
    assert progress_words.direction_in(text) is means


def test_an_id_is_read_and_what_is_no_word_is_named() -> None:
    assert [progress_words.parse(p.value) for p in Progress] == list(Progress)
    assert progress_words.parse("partly done") is O
