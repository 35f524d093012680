"""The filter language: what each term asks for, and what is refused with what was seen."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tracker.domain.inspection import AREA_KINDS
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.query import (
    CARRIED_OVER,
    FIELDS,
    IS_WORDS,
    TEXT_FIELDS,
    Query,
    Term,
    completions,
    in_words,
    narrowed,
    parse,
)
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


CELLS = {
    ("owner", ":", "gm fire protection"), ("owner", ":", "gm fire"), ("owner", "=", "hr manager"), ("title", ":", "a b c d e f g h"), ("title", ":", "a b c d e f g h i"),
    ("note", ":", "seen it"),
}  # fmt: skip


def cells(field: str, op: str, value: str) -> bool:
    """Whether an invented plan has such a cell."""
    return (field, op, value.lower()) in CELLS


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("owner:GM Fire Protection is:open", [("owner", "GM Fire Protection"), ("is", "open")]),
        ("owner:GM Fire Station", [("owner", "GM Fire"), ("words", "Station")]),
        ("owner:GM Mayor", [("owner", "GM"), ("words", "Mayor")]),
        ("-OWNER:GM Fire x", [("owner", "GM Fire"), ("words", "x")]),
        ("owner=HR Manager", [("owner", "HR Manager")]),
        ("owner:HR Manager", [("owner", "HR"), ("words", "Manager")]),  # no cell has these words beside others
        ('owner:"GM" Fire', [("owner", "GM"), ("words", "Fire")]),  # quotes end it
        ("GM Fire Protection", [("words", "GM"), ("words", "Fire"), ("words", "Protection")]),
        ('owner:GM "Fire"', [("owner", "GM"), ("words", "Fire")]),
        ("owner:GM -Fire", [("owner", "GM"), ("words", "Fire")]),
        ("owner:GM or Fire", [("owner", "GM"), ("words", "Fire")]),
        ("owner:GM title:Fire", [("owner", "GM"), ("title", "Fire")]),
        ("title:a b c d e f g h i", [("title", "a b c d e f g h"), ("words", "i")]),  # eight words at most
        ("note:seen it", [("note", "seen it")]),
        ("due<1 Jun 24 late", [("due", "1 Jun 24"), ("words", "late")]),
        ("due<1 Jun 2024 and more", [("due", "1 Jun 2024"), ("words", "and"), ("words", "more")]),
        ("deadline>Q2 2026/27", [("deadline", "Q2 2026/27")]),
        ("progress:on track x", [("progress", "on_target"), ("words", "x")]),
        ("stage:sent back x", [("stage", "sent_back"), ("words", "x")]),
        ("stage:ready for QA", [("stage", "ready")]),
        ("is:open late", [("is", "open"), ("words", "late")]),
        ("quiet>30 days", [("quiet", "30"), ("words", "days")]),
    ],
)  # fmt: skip
def test_a_value_goes_on_as_far_as_the_plan_has_it_or_it_is_one_date(text: str, found: list[tuple[str, str]]) -> None:
    assert [(t.field, t.value) for t in parse(text, today=TODAY, cells=cells).terms] == found


def test_without_a_plan_only_dates_and_words_of_ours_go_on() -> None:
    assert [t.value for t in terms("owner:GM Fire")] == ["GM", "Fire"]
    assert [t.value for t in terms("due:1 Jun 24")] == ["1 Jun 24"]


@pytest.mark.parametrize("kind", AREA_KINDS)
def test_every_kind_of_area_is_known_by_its_id_and_its_words(kind: str) -> None:
    words = AREA_KINDS[kind]
    for said in (kind, kind.upper(), words, f"{words}s", kind.replace("_", "-"), f" {kind} "):
        assert terms(f'kind:"{said}"') == [Term("kind", kind)]


@pytest.mark.parametrize(
    "said", ["carried_over", "Carried-over", "carried over AFI", "carried over area for improvement"]
)
def test_what_was_opened_in_a_round_before_is_a_kind(said: str) -> None:
    assert terms(f'-kind:"{said}"') == [Term("kind", CARRIED_OVER, negated=True)]


def test_a_kind_that_is_not_known_is_named_with_those_that_are() -> None:
    with pytest.raises(UsageError) as refused:
        terms("kind:wish")
    assert str(refused.value) == f"“kind:wish” is not known; kind: takes {', '.join(AREA_KINDS)}, carried_over."


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("quiet>90", Term("quiet", "90", ">")), ("quiet:007", Term("quiet", "7", "=")), ("-slips>=2", Term("slips", "2", ">=", True)),
        ("slips<999999", Term("slips", "999999", "<")), ("is:late", Term("is", "overdue")), ("is:past-date", Term("is", "overdue")),
        ("is=open", Term("is", "open")), ("-is:Area_Late", Term("is", "area-late", negated=True)),
    ],
)  # fmt: skip
def test_a_number_or_a_word_is_read(text: str, term: Term) -> None:
    assert terms(text) == [term]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("quiet>soon", "“quiet>soon”: quiet takes a number, such as quiet>90."), ("slips>1.5", "“slips>1.5”: slips takes a number, such as slips>2."),
        ("slips>1000000", "“slips>1000000”: slips takes a number, such as slips>2."), ("is<open", "“is<open”: is takes a colon, such as is:open."),
    ],
)  # fmt: skip
def test_a_number_that_is_none_is_named(text: str, says: str) -> None:
    with pytest.raises(UsageError) as refused:
        terms(text)
    assert str(refused.value) == says


OWN = {"P": "P", "purple": "P", "R": "R", "ruby": "R"}


@pytest.mark.parametrize(
    ("said", "letter"),
    [
        ("Purple", "P"),
        ("p", "P"),
        ("ruby", "R"),
        ("red", "R"),
        ("Not Stated", "?"),
        ("?", "?"),
        ("z", "Z"),
        ("amber", "A"),
        ("BLUE", "B"),
    ],
)
def test_a_colour_is_known_by_the_words_of_a_scheme_of_ones_own_too(said: str, letter: str) -> None:
    assert [t.value for t in parse(f'rag:"{said}"', today=TODAY, colours=OWN).terms] == [letter]


def test_a_colour_that_no_scheme_has_is_named_with_those_that_are() -> None:
    for said in ("pink", "12", "7", "–"):
        with pytest.raises(UsageError) as refused:
            parse(f"rag:{said}", today=TODAY, colours=OWN)
        assert (
            str(refused.value) == f"“rag:{said}” is not known; rag: takes red, amber, green, blue, purple, ruby or ?."
        )


def test_what_a_query_may_be_the_beginning_of() -> None:
    assert completions("") == completions("owner:hr ") == completions("zz") == []
    assert completions("ow") == ["owner:"]
    assert completions("owner:hr -OW") == ["owner:hr -owner:"]
    assert completions("a b du") == ["a b due<"]
    assert completions("qu") == ["quiet>"]
    assert completions("is:sam") == ["is:sampled", "is:sampled-outside"]
    assert completions("-is:sam") == ["-is:sampled", "-is:sampled-outside"]
    assert completions("t") == ["title:", "target<"]
    assert [c for f in FIELDS for c in completions(f)] == [
        f"{f}{'<' if f in ('due', 'target', 'deadline') else '>' if f in ('quiet', 'slips') else ':'}" for f in FIELDS
    ]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("is:qa", "QA'd"), ("is:complete", "reported complete"), ("is:overdue", "past date"), ("stage:qa is:complete", "ready to sample"), ("is:sent-back", "sent back"),
        ("IS:no-date", "no date"), ('owner:"HR Manager"', "HR Manager"), ("owner:hr", "owner:hr"), ('"at risk"', '"at risk"'), ("-is:open", "-is:open"),
        ("is:open x", "is:open x"), ('owner=""', 'owner=""'), ("", ""),
    ],
)  # fmt: skip
def test_a_filter_has_a_short_name(text: str, short: str) -> None:
    assert in_words(text) == short


@given(st.text(max_size=40))
def test_any_text_is_a_query_or_a_refusal(text: str) -> None:
    try:
        made = parse(text, today=TODAY)
    except UsageError:
        return
    assert all(made.groups)
