"""The filter language: what each term asks for, and what is refused with what was seen."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.query import IS_WORDS, TEXT_FIELDS, Query, Term, narrowed, parse
from tui_tracker.domain.signoff import Stage
from tui_tracker.errors import UsageError

TODAY = date(2026, 6, 1)


def terms(text: str) -> list[Term]:
    return parse(text, today=TODAY).terms


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("risk", Term("words", "risk")),
        ("-Risk", Term("words", "Risk", negated=True)),
        ('"at risk"', Term("words", "at risk")),
        ('-"at risk', Term("words", "at risk", negated=True)),
        ("owner:HR", Term("owner", "HR")),
        ("OWNER:hr", Term("owner", "hr")),
        ('-owner:"HR Manager"', Term("owner", "HR Manager", negated=True)),
        ("due:Mar-24", Term("due", "Mar-24", "=", False, date(2024, 3, 31))),
        ("due=Mar-24", Term("due", "Mar-24", "=", False, date(2024, 3, 31))),
        ("due<Mar-24", Term("due", "Mar-24", "<", False, date(2024, 3, 1))),
        ("due<=Mar-24", Term("due", "Mar-24", "<=", False, date(2024, 3, 31))),
        ("due>Mar-24", Term("due", "Mar-24", ">", False, date(2024, 3, 31))),
        ("due>=Mar-24", Term("due", "Mar-24", ">=", False, date(2024, 3, 1))),
        ("-target<+3m", Term("target", "+3m", "<", True, date(2026, 9, 1))),
        ('progress:"On Track"', Term("progress", "on_target")),
        ("-progress=on_target", Term("progress", "on_target", negated=True)),
        ("stage:ready", Term("stage", "ready")),
        ("-stage:QA'd", Term("stage", "qa", negated=True)),
        ('stage:"ready for QA"', Term("stage", "ready")),
        ("stage:ready-to-sample", Term("stage", "qa")),
        ("stage:sent-back", Term("stage", "sent_back")),
        ('stage="Sent Back"', Term("stage", "sent_back")),
        ("is:Overdue", Term("is", "overdue")),
        ("-is:sent_back", Term("is", "sent-back", negated=True)),
    ],
)
def test_a_term_is_read(text: str, term: Term) -> None:
    assert terms(text) == [term]


@pytest.mark.parametrize("field", [f for f in TEXT_FIELDS if f != "kind"])
def test_every_text_field_takes_a_colon(field: str) -> None:
    assert terms(f"{field}:x") == [Term(field, "x")]


@pytest.mark.parametrize("word", IS_WORDS)
def test_every_is_word_is_known(word: str) -> None:
    assert terms(f"is:{word}") == [Term("is", word)]


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_is_known(stage: Stage) -> None:
    assert terms(f"stage:{stage.value}") == [Term("stage", stage.value)]


@pytest.mark.parametrize("progress", Progress)
def test_every_progress_is_known_by_id_and_word(progress: Progress) -> None:
    assert (
        terms(f'progress:{progress.value} progress:"{WORDS[progress].word}"') == [Term("progress", progress.value)] * 2
    )


def test_terms_hold_together_and_or_opens_another_group() -> None:
    made = parse(' owner:hr is:open OR due<Mar-24 or "or" or ', today=TODAY)
    assert made.text == 'owner:hr is:open OR due<Mar-24 or "or" or'
    assert [[t.field for t in g] for g in made.groups] == [["owner", "is"], ["due"], ["words"]]
    assert parse("", today=TODAY) == Query("", ())
    assert terms("-or title:or") == [Term("words", "or", negated=True), Term("title", "or")]


def test_a_whole_cell_and_a_colour_are_asked_for() -> None:
    made = parse('owner="" -station="Station 7" rag:Amber rag:?', today=TODAY)
    assert [(t.field, t.op, t.value, t.negated) for t in made.terms] == [
        ("owner", "=", "", False), ("station", "=", "Station 7", True), ("rag", ":", "A", False), ("rag", ":", "?", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("", "is:late"), ("owner:hr", "owner:hr is:late"), ("a or b c", "a is:late or b c is:late"), ('"a or b"', '"a or b" is:late'),
        ("or a", "a is:late"), ("-or a", "-or a is:late"), ("ref:or", "ref:or is:late"),
    ],
)  # fmt: skip
def test_a_term_narrows_every_group(text: str, made: str) -> None:
    assert narrowed(text, "is:late") == made


def test_a_query_says_what_it_wants() -> None:
    made = parse("is:open or due<Mar-24", today=TODAY)
    assert (made.wants("is"), made.wants("is", "open"), made.wants("due")) == (True, True, True)
    assert (made.wants("is", "overdue"), made.wants("owner")) == (False, False)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("is:early", "“is:early” is not known; is: takes overdue, complete, open, qa, sampled, assured, qa-outside, sampled-outside, sent-back, changed, unsigned, ready, no-date, unowned, no-evidence, withdrawn, due-soon, unsettled, promised, drawn, waiting, area-late, quiet, superseded."),
        ("stage:done", "“stage:done” is not known; stage: takes open, ready, sent_back, qa, sampled."),
        ("owner<hr", "“owner<hr”: owner takes a colon, such as owner:hr."),
        ("stage>=qa", "“stage>=qa”: stage takes a colon, such as stage:qa."),
        ("colour:red", "“colour:red” asks for a field that is not known; known are owner, area, pillar, plan, ref, station, title, by, note, kind, progress, stage, rag, is, due, target, deadline, quiet, slips."),
        ("title=hr", "“title=hr”: title takes a colon, such as title:hr."),
        ("rag:pink", "“rag:pink” is not known; rag: takes red, amber, green, blue or ?."),
        ("progress:nearly", "“nearly” is not a progress word; use one of complete, on target, behind target, not started, deferred, ongoing, unknown."),
        ("due<soon", "“soon” is not a date; type one such as 30 Sep 2026, 30/9/26, Sep-26 or Q2 2026/27."),
    ],
)  # fmt: skip
def test_a_term_that_cannot_be_read_is_named(text: str, says: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse(f"words {text}", today=TODAY)
    assert str(refused.value) == says


@given(st.text(max_size=40))
def test_any_text_is_a_query_or_a_refusal(text: str) -> None:
    try:
        made = parse(text, today=TODAY)
    except UsageError:
        return
    assert all(made.groups)
