"""The inspectorate's rounds: what each knows, that a broken one is named, and that grades compare across rounds."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import open_tracker
from tui_tracker.actions.plan import frameworks, national_lists
from tui_tracker.actions.send_out.style import Style
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.framework import UNSAID, from_data, of, stood_at
from tui_tracker.domain.records import Area, Grade, Plan
from tui_tracker.errors import FileError, RefusedError, UsageError


def test_the_newest_round_has_ten_questions_and_no_pillar_grades() -> None:
    newest = frameworks.newest()
    assert newest.id == "2025-27"
    assert len(newest.questions) == 10
    assert newest.graded == ("questions",)
    assert "adequate" in newest.grades
    assert newest.before("2.1") == ("2.1", "2.2")
    assert newest.now("2.2") == "2.1"
    assert [len(r.questions) for r in frameworks.rounds()] == [11, 11, 11, 10]
    assert "adequate" not in frameworks.named("2021/22").grades
    assert frameworks.named("2023").id == "2023-25"


@pytest.mark.parametrize("number", range(4))
def test_a_round_comes_back_from_its_file_as_it_was(number: int, tracker: Tracker, tmp_path: Path) -> None:
    found = frameworks.rounds()[number]
    path = tmp_path / "mine.toml"
    path.write_text(frameworks.as_toml(found), encoding="utf-8")
    assert tracker.frameworks.read(path) == found
    assert from_data(found.to_data(), "x") == found


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("rounds = 3", "holds no [[rounds]]"),
        ("[[rounds]\n", "is not valid TOML"),
        ("[[rounds]]\nid = 'x'", "round x: name wants a text"),
        ("[[rounds]]\nid='x'\nname='X'\ngraded=['teams']\ngrades=['good']\nquestions=[['1.1','People','a']]", "graded knows pillars and questions, not teams"),
        ("[[rounds]]\nid='x'\nname='X'\ngraded=['questions']\ngrades=[]\nquestions=[['1.1','People','a']]", "grades wants a list"),
        ("[[rounds]]\nid='x'\nname='X'\ngraded=['questions']\ngrades=['good']\nquestions=[['1.1','Teams','a']]", "question 1 stands under “Teams”"),
        ("[[rounds]]\nid='x'\nname='X'\ngraded=['questions']\ngrades=['good']\nquestions=[['1.1','People','a'],['1.1','People','b']]", "question 2 has the number 1.1"),
        ("[[rounds]]\nid='x'\nname='X'\ngraded=['questions']\ngrades=['good']\nquestions=[]", "questions wants a list"),
        ("[[rounds]]\nid='x'\nname='X'\ngraded=['questions']\ngrades=['good']\nquestions=[['1.1','People','a']]\nbecame=3", "became wants"),
    ],
)  # fmt: skip
def test_a_broken_file_names_its_entry_and_nothing_is_taken(
    broken: str, said: str, plan: Tracker, tmp_path: Path
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(broken, encoding="utf-8")
    before = plan.read.journal_head()
    with pytest.raises(FileError) as caught:
        plan.frameworks.read(path)
    assert said in str(caught.value)
    assert "mine.toml" in str(caught.value)
    assert plan.read.journal_head() == before


@given(st.dictionaries(st.sampled_from(["id", "name", "graded", "grades", "questions", "became"]), st.one_of(st.text(max_size=4), st.integers(), st.lists(st.text(max_size=3), max_size=3), st.lists(st.lists(st.text(max_size=3), max_size=4), max_size=2))))  # fmt: skip
def test_any_data_is_a_round_or_one_sentence(data: dict[str, Any]) -> None:
    with contextlib.suppress(FileError):
        found = from_data(data, "a file")
        assert from_data(found.to_data(), "again") == found


def test_a_plan_of_2021_goes_through_two_rounds_and_its_grades_compare(tmp_path: Path, clock: FixedClock) -> None:
    with open_tracker(tmp_path, clock) as t:
        t.structure.new_plan("Plan 2021", questions=True, of_round=frameworks.named("2021-22"))
        first = t.read.plans()[0].uid
        t.judging.grade(first, "Efficiency", "good")
        t.judging.grade(first, "2.1", "good")
        t.judging.grade(first, "2.2", "ri")
        with pytest.raises(UsageError, match="not a grade of 2021/22"):
            t.judging.grade(first, "1.1", "adequate")
        for area in t.read.all(Area, plan=first):
            t.structure.add_task(area.uid, f"Do {area.ref}")
        t.rounds.begin(first, "Plan 2023", of_round=frameworks.named("2023-25"))
        second = t.read.plans()[1].uid
        with pytest.raises(UsageError, match="pillars have no grade"):
            t.judging.grade(second, "Efficiency", "good")
        t.judging.grade(second, "2.1", "adequate")
        t.judging.grade(second, "2.2", "good")
        t.rounds.begin(second, "Plan 2025")
        third = t.read.plans()[2].uid
        t.judging.grade(third, "2.1", "requires improvement")
        with pytest.raises(UsageError, match="no question of 2025"):
            t.judging.grade(third, "2.2", "good")
        plans, grades = t.read.plans(), t.read.summary().grades
        stood = {(g.plan, g.subject): stood_at(g, plans, grades) for g in grades}
        assert stood[second, "2.1"] == "good"
        assert stood[second, "2.2"] == "requires improvement"
        assert stood[third, "2.1"] == "2.1 adequate, 2.2 good"
        questions = {a.ref: a.question for a in t.read.all(Area, plan=third)}
        assert questions["Q2.2"] == "2.1"
        assert {a.opened_in.partition(",")[0] for a in t.read.all(Area, plan=third) if a.opened_in} == {"Plan 2021"}
        paper = str(t.papers.make("md", t.papers.committee(Style(internal=True)), Style(internal=True)).content)
        assert "2.1 using resources well and staying affordable" in paper
        assert "2.1 adequate, 2.2 good" in paper
        assert t.history.verify().faults == ()


def test_a_round_is_not_set_over_what_it_has_no_question_for(plan: Tracker) -> None:
    uid = plan.read.plans()[0].uid
    assert of(plan.read.plans()[0]).id == "2025-27"
    plan.frameworks.set(uid, frameworks.named("2023-25"))
    plan.areas.save(plan.resolve("AFI1").uid, {"question": "2.2"})
    with pytest.raises(RefusedError, match="no question for area AFI1"):
        plan.frameworks.set(uid, frameworks.newest())
    assert of(plan.read.plans()[0]).id == "2023-25"
    plan.areas.save(plan.resolve("AFI1").uid, {"question": "2.1"})
    plan.frameworks.set(uid, frameworks.newest())
    with pytest.raises(UsageError, match="is no question"):
        plan.areas.save(plan.resolve("AFI1").uid, {"question": "2.2"})


def test_a_plan_that_says_no_round_is_of_the_eleven_questions() -> None:
    bare = Plan(uid="p", name="Old")
    assert of(bare) is UNSAID
    assert len(UNSAID.questions) == 11
    assert UNSAID.words("1.2") == "1.2 preventing fires and other risks"
    assert UNSAID.words("People") == "People"
    grade = Grade(uid="g", plan="p", subject="1.2", grade="good", before="inadequate")
    assert stood_at(grade, [bare], [grade]) == "inadequate"
    assert stood_at(Grade(uid="g", plan="p", subject="1.2", grade="good"), [bare], []) == ""


@pytest.mark.parametrize(("name", "rows"), [("values-and-culture", 20), ("misconduct", 15), ("grenfell", 58)])
def test_a_national_list_is_empty_numbered_rows_in_one_change(name: str, rows: int, tracker: Tracker) -> None:
    national_lists.start(tracker, national_lists.named(name))
    areas = tracker.read.all(Area)
    assert len(areas) == len({a.ref for a in areas}) == rows
    assert all(a.title == f"Recommendation {a.ref[3:]}" and not a.finding and a.deadline is None for a in areas)
    assert tracker.read.journal_head()[0] == 1
    tracker.history.undo()
    assert tracker.read.plans() == []
    with pytest.raises(UsageError, match="is no national list"):
        national_lists.named("none")
