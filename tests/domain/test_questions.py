"""What would the inspector ask: which weakness asks what, and which task is asked first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.domain.checks.building import AS_AT
from tests.domain.views import entry, note, view
from tui_tracker.domain.questions import (
    Alike,
    Question,
    age_of_proof,
    alike,
    distance,
    only_documents,
    questions,
    quickly_closed,
)
from tui_tracker.domain.views import TaskView

SOUND: dict[str, Any] = {"qa": entry(), "sampling": entry(), "notes": [note()]}


def asked(made: TaskView) -> list[tuple[int, str, str]]:
    return [(q.weight, q.kind, q.asked) for group in questions([made], AS_AT) for q in group]


def test_a_sound_task_leaves_nothing_open() -> None:
    assert asked(view(**SOUND)) == []


@pytest.mark.parametrize(
    ("task", "question"),
    [
        ({"qa": [entry("01/05/24", "not_yet"), entry("08/05/24")]}, (90, "closed quickly", "It was sent back and closed 7 days later. What changed in 7 days?")),
        ({"qa": [entry("07/05/24", "not_yet"), entry("08/05/24")]}, (90, "closed quickly", "It was sent back and closed 1 day later. What changed in 1 day?")),
        ({"notes": []}, (80, "no proof", "It is reported complete and holds no evidence at all. How do you know?")),
        ({"qa": None}, (70, "no QA", "It is reported complete and nobody has quality-assured it. Who says so?")),
        ({"sampling": None}, (60, "never sampled", "Nobody independent of the owner has looked at it. Why should we rely on it?")),
        ({"changed": ("2 notes", "title")}, (55, "changed since", "Something changed after it was signed (2 notes, title). Was it looked at again?")),
        ({"notes": [note(text="The policy is written.")]}, (40, "only documents", "Its proof is documents. What shows that the practice has changed?")),
        ({"notes": [note(date(2023, 6, 1)), note(date(2022, 1, 1)), note(None)]}, (30, "old proof", "Its newest evidence is 366 days old. Is it still so?")),
        (
            {"title": "alpha bravo charlie delta echo", "work": "foxtrot", "area": {"title": "golf hotel india juliet kilo"}},
            (20, "far from the finding", "Its wording shares little with the finding. How does it answer it?"),
        ),
    ],
)  # fmt: skip
def test_each_weakness_asks_its_question(task: dict[str, Any], question: tuple[int, str, str]) -> None:
    assert asked(view(**(SOUND | task))) == [question]


@pytest.mark.parametrize(
    "task",
    [
        {"notes": [], "links": [("https://example.org/exercise", "x")], "progress": "complete"},
        {"notes": [], "files": 1},
    ],
)
def test_a_link_or_a_file_is_some_proof(task: dict[str, Any]) -> None:
    assert [k for _, k, _ in asked(view(**(SOUND | task)))] == ["only documents"]


def test_a_year_old_note_is_not_yet_old_and_one_dated_ahead_says_nothing() -> None:
    assert asked(view(**(SOUND | {"notes": [note(AS_AT - timedelta(days=365))]}))) == []
    assert asked(view(**(SOUND | {"notes": [note(AS_AT), note(AS_AT - timedelta(days=366))]}))) == []
    ahead = [note(AS_AT + timedelta(days=1)), note(AS_AT - timedelta(days=366))]
    assert [k for _, k, _ in asked(view(**(SOUND | {"notes": ahead})))] == ["old proof"]


def test_only_standing_complete_tasks_are_asked_about() -> None:
    weak = view()
    assert asked(weak)
    assert asked(replace(weak, task=replace(weak.task, progress="ongoing"))) == []
    assert asked(replace(weak, task=replace(weak.task, withdrawn=""))) == []


def test_the_hardest_question_comes_first_then_the_task_with_more_of_them() -> None:
    def named(ref: str, **task: Any) -> TaskView:
        made = view(**(SOUND | task))
        return replace(made, row=replace(made.row, ref=ref, uid=ref))

    made = [
        named("AFI11/T1", qa=None), named("AFI2/T1", qa=None), named("AFI3/T1", qa=None, changed=("title",)), named("AFI4/T1"),
        named("AFI5/T1", sampling=None, changed=("title",), notes=[note(text="A policy")]), named("AFI6/T1", notes=[]),
    ]  # fmt: skip
    found = questions(made, AS_AT)
    assert [[(q.ref, q.weight) for q in group] for group in found] == [
        [("AFI6/T1", 80)],
        [("AFI3/T1", 70), ("AFI3/T1", 55)],
        [("AFI2/T1", 70)],
        [("AFI11/T1", 70)],
        [("AFI5/T1", 60), ("AFI5/T1", 55), ("AFI5/T1", 40)],
    ]
    assert found[2][0] == Question(70, "AFI2/T1", "AFI2/T1", "no QA", found[2][0].asked)
    assert questions(reversed(made), AS_AT) == found


@pytest.mark.parametrize(
    ("entries", "days"),
    [
        ([("01/05/24", "not_yet"), ("01/05/24", "close")], 0),
        ([("01/05/24", "not_yet"), ("15/05/24", "close")], 14),
        ([("01/05/24", "not_yet"), ("16/05/24", "close")], None),
        ([("02/05/24", "not_yet"), ("01/05/24", "close")], None),
        ([("01/05/24", "close"), ("02/05/24", "not_yet")], None),
        ([("01/05/24", "not_yet"), ("02/05/24", "follow_up"), ("04/05/24", "close")], 3),
        ([("01/01/24", "not_yet"), ("01/03/24", "close"), ("01/05/24", "not_yet"), ("02/05/24", "close")], None),
        ([("01/05/24", "not_yet")], None),
        ([("01/05/24", None), ("02/05/24", "close")], None),
        ([], None),
    ],
)
def test_closing_within_a_fortnight_of_being_sent_back_is_quick(
    entries: list[tuple[str, str | None]], days: int | None
) -> None:
    made = view(qa=[entry(day, verdict) for day, verdict in entries])
    assert quickly_closed(made.signoffs, AS_AT) == days
    assert quickly_closed(list(reversed(made.signoffs)), AS_AT) == days


def test_a_revoked_entry_closes_nothing() -> None:
    made = view(qa=[entry("01/05/24", "not_yet"), entry("02/05/24", revoked="in error"), entry("05/05/24")])
    assert quickly_closed(made.signoffs, AS_AT) == 4


@pytest.mark.parametrize(
    ("task", "documents"),
    [
        ({"notes": [note(text="The Policy"), note(text="is published")]}, True),
        ({"notes": [note(text="The policy was seen in use")]}, False),
        ({"notes": [note(text="POLICY"), note(text="Crews were asked")]}, False),
        ({"notes": [note(text="It is done")]}, False),
        ({"notes": [note(text="It is done")], "files": 1}, False),
        ({"links": [("https://example.org", "x")]}, True),
        ({"files": 1}, True),
        ({}, False),
    ],
)
def test_proof_is_only_documents_by_its_words_or_by_being_files_alone(task: dict[str, Any], documents: bool) -> None:
    assert only_documents(view(**task)) is documents


@pytest.mark.parametrize(
    ("title", "work", "area", "share"),
    [
        ("alpha bravo charlie", "delta echo", {"title": "alpha bravo charlie delta echo foxtrot"}, 1.0),
        ("alpha bravo charlie", "yankee zulu", {"title": "alpha bravo charlie delta echo"}, 0.6),
        ("alpha bravo charlie", "yankee zulu", {"title": "x", "finding": "alpha kilo lima mike november"}, 0.2),
        ("alpha bravo charlie", "delta", {"title": "alpha bravo charlie delta echo"}, None),
        ("alpha bravo charlie", None, {"title": "alpha bravo charlie delta echo"}, None),
        ("alpha bravo charlie delta echo", None, {"title": "alpha bravo charlie delta"}, None),
        ("the and that with this alpha bravo charlie", "delta echo", {"title": "alphabetical alpha bravo charlie kilo lima"}, 0.6),
        ("approved bravo charlie delta echo", None, {"title": "approval kilo lima mike november"}, 0.2),
        ("alpha bravo charlie delta", None, {"title": "alpha bravo charlie delta echo"}, None),
        (None, "alpha bravo charlie delta echo", {"title": "alpha bravo charlie delta echo"}, None),
    ],
)  # fmt: skip
def test_how_much_of_the_wording_stands_in_the_finding(
    title: str | None, work: str | None, area: dict[str, str], share: float | None
) -> None:
    assert distance(view(title=title, work=work, area=area)) == share


@pytest.mark.parametrize(
    ("task", "question"),
    [
        ({"qa": entry(verdict=None, comment="fine")}, (65, "no verdict", "Its QA states no verdict. What was concluded?")),
        ({"sampling": entry(verdict=None, comment="fine")}, (65, "no verdict", "Its sampling states no verdict. What was concluded?")),
        ({"qa": entry(verdict=None, comment="a"), "sampling": entry(verdict=None, comment="b")}, (65, "no verdict", "Its QA and sampling state no verdict. What was concluded?")),
        ({"notes": [note(None)]}, (35, "undated", "None of its evidence has a date. When was this seen?")),
    ],
)  # fmt: skip
def test_a_verdict_or_a_day_that_is_missing_is_asked_for(task: dict[str, Any], question: tuple[int, str, str]) -> None:
    assert asked(view(**(SOUND | task))) == [question]
    assert [k for _, k, _ in asked(view(**(SOUND | {"notes": [note(None), note()]})))] == []


def _question(ref: str, kind: str, weight: int, words: str = "Why?", detail: str = "") -> Question:
    return Question(weight, f"u-{ref}", ref, kind, words, detail)


def test_like_questions_stand_together_the_weightiest_and_most_frequent_first() -> None:
    made = alike([
        [_question("A/T1", "closed quickly", 90, "It was sent back and closed 1 day later. What changed in 1 day?", "1 day"), _question("A/T1", "no QA", 70, "Who says so?")],
        [_question("A/T2", "closed quickly", 90, "… 3 days", "3 days")],
        [_question("A/T3", "old proof", 30, "Its newest evidence is 400 days old. Is it still so?", "400 days")],
        [_question("A/T4", "undated", 30, "When?"), _question("A/T4", "changed since", 55, "x", "title")],
        [_question("A/T5", "undated", 30, "When?"), _question("A/T5", "changed since", 55, "y", "work")],
    ])  # fmt: skip
    assert made == [
        Alike(
            90,
            "They were sent back and closed within 14 days. What changed in so short a time?",
            (("A/T1", "1 day"), ("A/T2", "3 days")),
        ),
        Alike(70, "Who says so?", (("A/T1", ""),)),
        Alike(
            55,
            "Something changed after they were signed. Was it looked at again?",
            (("A/T4", "title"), ("A/T5", "work")),
        ),
        Alike(30, "When?", (("A/T4", ""), ("A/T5", ""))),
        Alike(30, "Its newest evidence is 400 days old. Is it still so?", (("A/T3", ""),)),
    ]
    assert (
        alike(
            [[_question("B/1", "old proof", 30, "a", "366 days")], [_question("B/2", "old proof", 30, "b", "367 days")]]
        )[0].asked
        == "Their newest evidence is older than a year. Is it still so?"
    )
    assert alike([]) == []


def test_a_question_carries_its_task_and_what_only_it_has() -> None:
    made = view(**(SOUND | {"changed": ("title", "work")}))
    found = questions([made], AS_AT)[0][0]
    assert (found.uid, found.ref, found.detail) == (made.row.uid, made.row.ref, "title, work")
    old = questions([view(**(SOUND | {"notes": [note(AS_AT - timedelta(days=400))]}))], AS_AT)[0][0]
    assert (old.kind, old.detail) == ("old proof", "400 days")
    assert age_of_proof(view(**(SOUND | {"notes": [note(None)]})), AS_AT) == 0
    assert age_of_proof(view(**(SOUND | {"notes": [note(AS_AT), note(AS_AT - timedelta(days=3))]})), AS_AT) == 0
    assert age_of_proof(view(**(SOUND | {"notes": [note(AS_AT - timedelta(days=3))]})), AS_AT) == 3
    quick = questions([view(**(SOUND | {"qa": [entry("01/05/24", "not_yet"), entry("08/05/24")]}))], AS_AT)[0][0]
    assert quick.detail == "7 days"
