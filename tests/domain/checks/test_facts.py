"""What the rules look at: entries, texts, columns in use, the worst word of an area."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.domain.checks.building import Build, sign, typed
from tui_tracker.domain.checks.facts import TaskFacts, cells_of, numeric_days, others, plain
from tui_tracker.domain.progress import Progress


def task(**fields: Any) -> TaskFacts:
    return Build().task(**fields).facts().tasks[0]


@pytest.mark.parametrize(
    ("count", "own", "named"),
    [
        (2, "A1", "A2"), (7, "A1", "A2, A3, A4, A5, A6, A7"), (8, "A1", "A2, A3, A4, A5, A6, A7 and 1 more"), (9, "A9", "A1, A2, A3, A4, A5, A6 and 2 more"),
        (3, "A2", "A1, A3"),
    ],
)  # fmt: skip
def test_the_others_of_a_group_are_named_up_to_six(count: int, own: str, named: str) -> None:
    assert others([f"A{i}" for i in range(1, count + 1)], own) == named


def test_only_days_written_in_numbers_are_numeric() -> None:
    text = "01/02/24, 1 March 2024, Mar-24, 18/12, Q1 2024/25 and 18-0424"
    assert numeric_days(text) == [date(2024, 2, 1), date(2024, 4, 18)]


def test_a_text_is_compared_without_case_and_punctuation() -> None:
    assert plain(" One–two,\n THREE ") == "one two three"


def test_evidence_is_the_papers_cell_and_the_typed_notes() -> None:
    notes = [
        typed("1 May 2024", "Seen."),
        typed("2 May 2024", "Copied.") | {"origin": "import"},
        typed("3 May 2024", ""),
    ]
    assert task(evidence_text="As it stood", notes=[notes[1]]).evidence == "As it stood"
    assert task(evidence_text=None, notes=[notes[0], notes[2]]).evidence == "Seen."
    assert task(evidence_text="As it stood", notes=[notes[0]]).evidence == "As it stood\nSeen."
    assert task(evidence_text=None).evidence == ""


def test_the_last_entry_that_nobody_revoked_speaks() -> None:
    made = task(
        qa=[
            sign("01/03/24", comment="one"),
            sign("02/03/24", comment="two"),
            sign("03/03/24") | {"revoked": "in error"},
        ]
    )
    assert (made.comment("qa"), made.comment("sampling"), made.entry("sampling")) == ("two", "", None)


@pytest.mark.parametrize(
    ("entry", "filled"),
    [
        (sign("01/03/24"), True),
        (sign("soon"), True),
        (sign("", by="x"), False),
        (sign("01/03/24", by=""), False),
        (sign("01/03/24") | {"by": None}, True),
        (sign("01/03/24", comment=""), False),
        (sign("01/03/24", comment="") | {"imported": False}, True),
        (sign("01/03/24") | {"revoked": ""}, False),
    ],
)
def test_an_entry_is_filled_when_all_its_cells_are(entry: dict[str, Any], filled: bool) -> None:
    made = task(qa=entry)
    assert made.filled("qa") is filled
    assert made.filled("sampling") is False
    if said := made.entry("qa"):
        assert all(cells_of(said)) is filled


def test_every_text_stands_under_its_field() -> None:
    made = task(title="Mend it", work=None, evidence_text="Seen", qa=sign("01/03/24", comment="Fine"))
    assert made.texts == {
        "title": "Mend it",
        "work": "",
        "evidence": "Seen",
        "qa.comment": "Fine",
        "sampling.comment": "",
    }


def test_a_source_cell_is_found_by_its_field() -> None:
    made = task(cells={"due": "Mar-24", "qa.date": "x"})
    assert (made.cell("due").get("text"), made.cell("qa.date").get("text"), made.cell("title")) == ("Mar-24", "x", {})


def test_a_recommendation_that_is_its_own_action_is_no_task() -> None:
    alone = (
        Build().area("REC1").task(title=None).area("REC2").task(title=None).task().area("AFI3").task(title="x").facts()
    )
    kinds = [(t.ref, t.implicit, t.is_fragment, t.is_task) for t in alone.tasks]
    assert kinds == [
        ("REC1", True, False, False), ("REC2/T1", False, False, True), ("REC2/T2", False, False, True), ("AFI3/T1", False, False, True),
    ]  # fmt: skip
    fragment = task(title="", assigned_to=None)
    assert task(title=None, assigned_to="SM").implicit
    assert (fragment.is_fragment, fragment.is_task) == (True, False)
    assert [t.ref for t in alone.real_tasks] == ["REC2/T1", "REC2/T2", "AFI3/T1"]


def test_what_a_file_states_of_an_area() -> None:
    stated = {
        "comment": "2 tasks",
        "complete": "2",
        "on_target": "x",
        "ongoing": "٣",
        "deferred": "-1",
        "total": "7",
        "unknown": "",
    }
    area = Build().area(stated=stated).facts().areas[0]
    assert area.counts() == {"complete": 2}
    assert area.comment == "2 tasks"
    assert Build().area().facts().areas[0].comment == ""


@pytest.mark.parametrize(
    ("words", "worst"),
    [
        ([], None), (["complete"], "complete"), (["complete", "on_target"], "on_target"), (["on_target", "ongoing"], "ongoing"), (["ongoing", "deferred"], "deferred"),
        (["deferred", "not_started"], "not_started"), (["not_started", "unknown"], "unknown"), (["unknown", "behind_target", "complete"], "behind_target"),
    ],
)  # fmt: skip
def test_an_area_is_as_its_worst_task(words: list[str], worst: str | None) -> None:
    made = Build().area()
    for word in words:
        made.task(progress=word)
    assert made.facts().areas[0].status() == (Progress(worst) if worst else None)


def test_recommendations_and_audits_are_not_the_services_own_areas() -> None:
    kinds = ("afi", "recommendation", "audit", "initiative")
    made = [Build().area(area_kind=kind).facts().areas[0].is_recommendation for kind in kinds]
    assert made == [False, True, True, False]


@pytest.mark.parametrize(
    ("name", "blank", "used"),
    [
        ("due", {"due": ""}, {"due": "ongoing"}), ("due", {"due": ""}, {"due_text": None}), ("assigned_to", {"assigned_to": None}, {}), ("work", {"work": None}, {}), ("evidence", {"evidence_text": None}, {}),
        ("progress", {"progress": "unknown"}, {"progress": "not_started"}),
    ],
)  # fmt: skip
def test_a_plan_uses_a_field_when_any_of_its_tasks_fills_it(
    name: str, blank: dict[str, Any], used: dict[str, Any]
) -> None:
    without, within = Build().task(**blank).facts(), Build().task(**blank).task(**used).facts()
    assert without.has_column(without.tasks[0], name) is False
    assert within.has_column(within.tasks[0], name) is True
    apart = Build().area("REC1").task(title=None, **used).area().task(**blank).facts()
    assert [apart.has_column(t, name) for t in apart.tasks] == [True, False]
    assert within.has_column(within.tasks[0], "other") is False


@pytest.mark.parametrize(
    ("name", "blank"), [("target", {"target": ""}), ("owner", {"owner": None}), ("pillar", {"pillar": ""})]
)
def test_a_plan_uses_a_field_of_areas_when_any_of_them_fills_it(name: str, blank: dict[str, Any]) -> None:
    without, within = Build().area(**blank).facts(), Build().area(**blank).area(target="TBC").facts()
    assert without.area_column(without.areas[0], name) is False
    assert within.area_column(within.areas[0], name) is True


def test_a_person_is_known_once_the_register_has_placed_them() -> None:
    facts = Build().person("P Marlow", "PM").task().facts()
    known = facts.person("pm")
    assert known is not None
    assert (known.name, facts.person("K Rowe"), facts.person(None), facts.person("")) == ("P Marlow", None, None, None)
