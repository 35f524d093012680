"""What an area, a note and a step say of themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tui_tracker.domain import wording
from tui_tracker.domain.file_records import ALSO
from tui_tracker.domain.framework import UNSAID
from tui_tracker.domain.records import Area, Milestone, Note, Opinion, Problem, SignOff, Source, Step, Tick

DAY = date(2026, 6, 1)


def area(**more: Any) -> Area:
    return Area(uid="a1", plan="p1", ref="AFI1", **more)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, {}),
        ({"title": "Visits", "owner": "AM Risk", "comment": ""}, {}),
        ({"summary": "a", "resources": "b", "effect": "c", "comment": "d"}, {"summary": "a", "resources": "b", "effect": "c", "comment": "d"}),
        ({"question": "3.3"}, {"question": "3.3 ensuring fairness and promoting diversity"}),
        ({"importance": "high"}, {"importance": "high; closes only by re-test"}),
        ({"importance": "low"}, {"importance": "low"}),
        ({"risk_ref": "CR7", "rhythm": "weekly", "opened_in": "Round 2"}, {"risk register": "CR7", "reviewed": "weekly", "opened in": "Round 2"}),
        ({"sensitive": True}, {"sensitive": "evidence files are only pointed to"}),
        ({"usual": "Prevention"}, {"closing": "now business as usual with Prevention"}),
    ],
)  # fmt: skip
def test_an_area_tells_what_is_there(fields: dict[str, Any], told: dict[str, str]) -> None:
    assert wording.area_story(area(**fields)) == told


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, ""),
        ({"closed_on": DAY}, "closed by a committee on 1 June 2026"),
        ({"closed_by": "FRA 12"}, "closed by a committee (FRA 12)"),
        ({"closed_on": DAY, "closed_by": "FRA 12"}, "closed by a committee on 1 June 2026 (FRA 12)"),
        ({"told_on": DAY, "addressed": "It is met"}, "the inspectorate was told on 1 June 2026; addressed: It is met"),
        ({"embedded_on": DAY}, "looked at again on 1 June 2026: no measure is named"),
        ({"embedded_measure": "dip sample"}, "to be looked at again: dip sample"),
    ],
)
def test_how_far_an_area_is_closed_is_a_sentence(fields: dict[str, Any], said: str) -> None:
    assert wording.closing_words(area(**fields)) == said


def test_a_problem_is_open_or_says_what_became_of_it() -> None:
    raised = {"uid": "p1", "area": "a1", "raised_on": date(2026, 3, 3), "text": "No crews"}
    assert wording.problem_words(Problem(**raised)) == "open since 3 Mar 26: No crews"
    closed = Problem(**raised, closed_on=DAY, how="two were lent")
    assert wording.problem_words(closed) == "3 Mar 26 to 1 Jun 26: No crews; two were lent"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "the panel meets"),
        ({"due_on": date(2026, 5, 30)}, "the panel meets, due 30 May 26, 2 days past"),
        ({"due_on": date(2026, 5, 31)}, "the panel meets, due 31 May 26, 1 day past"),
        ({"due_on": DAY, "text": "at noon"}, "the panel meets, due 1 Jun 26: at noon"),
        ({"due_on": date(2026, 5, 30), "done_on": DAY}, "the panel meets, due 30 May 26, done 1 Jun 26, 2 days late"),
        ({"done_on": DAY, "text": "at noon"}, "the panel meets, done 1 Jun 26: at noon"),
    ],
)
def test_a_milestone_says_when_it_was_due_and_done(fields: dict[str, Any], said: str) -> None:
    assert wording.milestone_words(Milestone(uid="m1", area="a1", what="panel", **fields), DAY) == said


def test_an_opinion_and_its_words() -> None:
    made = {"uid": "o1", "area": "a1", "given_on": DAY}
    assert wording.opinion_words(Opinion(level="little", **made)) == "little or no assurance, 1 Jun 26"
    assert wording.opinion_words(Opinion(level="full", text="Sound", **made)) == "full assurance, 1 Jun 26: Sound"


def test_steps_are_numbered_and_counted() -> None:
    steps = [Step(uid=str(i), task="t1", text="Ask", progress=p) for i, p in enumerate(("complete", "not_started"))]
    assert wording.step_words(2, steps[1]) == "2 not started: Ask"
    done = Step(uid="9", task="t1", text="Ask", progress="complete", done_on=date(2026, 3, 4))
    assert wording.step_words(3, done) == "3 complete 4 Mar 26: Ask"
    assert wording.steps_done((*steps, done)) == "2 of 3 steps complete"
    assert wording.steps_done((done,)) == "1 of 1 step complete"
    assert wording.steps_done(()) == "0 of 0 steps complete"


@pytest.mark.parametrize(
    ("fields", "marks"),
    [
        ({}, []),
        ({"evidence_kind": "seen"}, ["practice seen"]),
        ({"expires": date(2026, 5, 31)}, ["expired 31 May 26"]),
        ({"expires": DAY}, ["holds until 1 Jun 26"]),
        ({"shared": "x", "evidence_kind": "data"}, ["data", "serves several tasks"]),
    ],
)
def test_a_note_is_marked_with_its_kind_and_how_long_it_holds(fields: dict[str, Any], marks: list[str]) -> None:
    assert wording.note_marks(Note(uid="n1", task="t1", **fields), DAY) == marks


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"verdict": "close"}, "close"),
        ({"verdict": "follow_up"}, "close with follow-up"),
        ({"date": DAY, "by": "GM", "comment": "fine"}, "no verdict given"),
        ({"date": date(2026, 6, 2), "by": "GM", "comment": "fine"}, "dated ahead of this day, so it does not count"),
        ({"by": "GM", "comment": "fine"}, "not counted: it has no date"),
        ({"date": DAY, "comment": "fine"}, "not counted: it has no name"),
        ({"date": DAY, "by": "GM", "imported": True}, "not counted: it has no comment"),
        ({"date": DAY, "by": "GM"}, "no verdict given"),
        ({}, "not counted: it has no date and no name and no comment"),
        ({"revoked": "wrong task"}, "no verdict given"),
    ],
)
def test_an_entry_says_its_verdict_or_why_it_does_not_count(fields: dict[str, Any], said: str) -> None:
    made = SignOff(uid="s1", task="t1", stage="qa", **fields)
    assert wording.verdict_words(made, DAY) == said


def test_what_the_file_also_holds_is_a_line_a_cell() -> None:
    def cell(**more: str) -> dict[str, str]:
        return {"field": ALSO, **more}

    sources = [
        Source(uid="1", subject="t1", cells=[cell(column="Cost", where="F3", text="£20"), cell(column="", where="G3", text="high"), {"field": "title", "text": "no"}]),
        Source(uid="2", subject="t1"),
        Source(uid="3", subject="t1", cells=[cell(where="H3", text="x")]),
    ]  # fmt: skip
    assert wording.also_words(sources) == ["Cost: £20", "G3: high", "H3: x"]


def test_a_tick_list_says_how_many_stations_are_done() -> None:
    ticks = [Tick(uid=str(i), task="t1", station=f"Station {i}", done_on=DAY if i < 2 else None) for i in range(5)]
    assert (wording.tick_words(ticks), wording.tick_words([])) == ("2 of 5 stations", "")


@pytest.mark.parametrize(
    ("fields", "open_tasks", "said"),
    [
        ({"closed_on": DAY}, 1, "closed by a committee on 1 June 2026; although 1 of its tasks is not complete"),
        ({"closed_by": "FRA 12"}, 2, "closed by a committee (FRA 12); although 2 of its tasks are not complete"),
        ({"told_on": DAY}, 2, "the inspectorate was told on 1 June 2026"),
        (
            {"embedded_on": date(2026, 6, 2), "embedded_measure": "dip sample"},
            0,
            "to be looked at again on 2 June 2026: dip sample",
        ),
        ({"embedded_on": DAY, "embedded_measure": "dip sample"}, 0, "looked at again on 1 June 2026: dip sample"),
        ({"addressed": "met", "usual": "HR"}, 0, "addressed: met; now business as usual with HR"),
    ],
)
def test_how_far_an_area_is_closed_on_a_day(fields: dict[str, Any], open_tasks: int, said: str) -> None:
    assert wording.closing_words(area(**fields), DAY, open_tasks) == said
    assert wording.area_story(area(**fields), DAY, open_tasks, UNSAID) == {"closing": said}


@pytest.mark.parametrize(
    ("fields", "beside", "parts"),
    [
        ({"done_on": date(2026, 6, 2)}, [], ("the panel meets", "", "to come on 2 Jun 26")),
        ({"due_on": DAY, "done_on": date(2026, 6, 2)}, [], ("the panel meets", "1 Jun 26", "to come on 2 Jun 26")),
        ({"due_on": DAY, "done_on": DAY}, [], ("the panel meets", "1 Jun 26", "done 1 Jun 26")),
        (
            {"due_on": date(2026, 5, 1), "done_on": date(2026, 5, 2)},
            [],
            ("the panel meets", "1 May 26", "done 2 May 26, 1 day late"),
        ),
        ({"due_on": date(2026, 7, 1)}, [], ("the panel meets", "1 Jul 26", "")),
    ],
)
def test_the_parts_of_a_milestone_stand_in_columns(
    fields: dict[str, Any], beside: list[Milestone], parts: tuple[str, str, str]
) -> None:
    assert wording.milestone_parts(Milestone(uid="m1", area="a1", what="panel", **fields), DAY, beside) == parts
