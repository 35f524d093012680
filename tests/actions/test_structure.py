"""Add, split, join, move, withdraw: one undo each, and old references keep finding."""

from __future__ import annotations

import pytest

from tests.actions.test_laws import tables
from tests.conftest import task
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.tracker import Tracker
from tui_tracker.errors import RefusedError, UsageError


def test_joining_keeps_everything_and_the_old_reference(plan: Tracker) -> None:
    one, two = task(plan, "AFI1/T1"), task(plan, "AFI1/T2")
    plan.notes.add(two, "Booked 40", said_by="SM Prevention")
    plan.tasks.ready(two)
    plan.signoffs.sign(two, Request("qa", "close", "AM Prevention"))
    before = tables(plan)
    plan.structure.join(one, two)
    view = plan.read.task(one)
    assert [n.text for n in view.notes] == ["Booked 40"]
    assert len(view.signoffs) == 1
    assert view.task.work == "Book by score"
    assert view.task.progress == "complete"
    assert plan.resolve("afi 1/2").uid == one
    plan.history.undo()
    assert tables(plan) == before


def test_a_title_less_task_takes_the_title_of_the_one_joined_in(plan: Tracker) -> None:
    one = task(plan, "AFI1/T1")
    plan.tasks.save(one, {"title": ""})
    plan.structure.join(one, task(plan, "AFI1/T2"))
    assert plan.tasks.get(one)[0].title == "Book by score"


def test_tasks_of_two_areas_are_not_joined(plan: Tracker) -> None:
    with pytest.raises(RefusedError, match="is in another area; move it to AFI1 first"):
        plan.structure.join(task(plan, "AFI1/T1"), task(plan, "AFI2/T1"))


def test_numbers_are_never_used_twice(plan: Tracker) -> None:
    plan.structure.join(task(plan, "AFI1/T2"), task(plan, "AFI1/T3"))
    applied = plan.structure.add_task(plan.resolve("AFI1").uid, "New work")
    assert applied.change.subject == "AFI1/T4"
    with pytest.raises(RefusedError, match="AFI1 is taken"):
        plan.structure.add_area(plan.read.plans()[0].uid, "afi 1", "Again")


def test_moving_a_task_renumbers_it_and_the_old_reference_still_finds_it(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T3")
    plan.structure.move_task(uid, plan.resolve("AFI2").uid)
    assert plan.tasks.ref(uid) == "AFI2/T2"
    assert plan.resolve("AFI1/T3").uid == uid
    assert "AFI1/T3" in plan.read.task(uid).old_refs


def test_moving_into_an_area_where_the_number_is_taken(plan: Tracker) -> None:
    before = tables(plan)
    plan.structure.move_task(task(plan, "AFI1/T1"), plan.resolve("AFI2").uid)
    assert plan.resolve("AFI2/T2").title == "Set the score"
    plan.history.undo()
    assert tables(plan) == before


def test_splitting_puts_a_second_task_beside_the_first(plan: Tracker) -> None:
    plan.structure.split_task(task(plan, "AFI1/T1"), "Check the score")
    refs = [t.ref for t in plan.read.area(plan.resolve("AFI1").uid).tasks]
    assert refs == ["AFI1/T1", "AFI1/T4", "AFI1/T2", "AFI1/T3"]
    made = plan.tasks.get(task(plan, "AFI1/T4"))[0]
    assert (made.title, made.assigned_to, made.progress) == ("Check the score", "SM Prevention", "unknown")


def test_an_area_splits_joins_and_moves(plan: Tracker) -> None:
    before = tables(plan)
    plan.structure.split_area(plan.resolve("AFI1").uid, "AFI1B", "Checks", ["T3"])
    assert plan.resolve("AFI1/T3").uid == plan.resolve("AFI1B/T3").uid
    plan.structure.join_areas(plan.resolve("AFI2").uid, plan.resolve("AFI1B").uid)
    assert plan.tasks.ref(plan.resolve("AFI1B/T3").uid) == "AFI2/T2"
    assert plan.resolve("AFI1B").uid == plan.resolve("AFI2").uid
    plan.structure.move_area(plan.resolve("AFI2").uid, "Efficiency")
    assert [v.name for v in plan.read.summary().pillars] == ["Effectiveness", "Efficiency"]
    for _ in range(3):
        plan.history.undo()
    assert tables(plan) == before


def test_renaming_an_area_keeps_its_old_name_and_its_tasks_old_names(plan: Tracker) -> None:
    uid = plan.resolve("AFI1").uid
    plan.areas.save(uid, {"ref": "afi 14"})
    assert plan.resolve("AFI1").uid == uid
    assert plan.resolve("AFI1/T2").uid == plan.resolve("AFI14/T2").uid


def test_withdrawn_work_leaves_the_counts_and_stays_readable(plan: Tracker) -> None:
    with pytest.raises(UsageError, match="A reason is needed"):
        plan.structure.withdraw("task", task(plan, "AFI1/T1"), " ")
    plan.structure.withdraw("task", task(plan, "AFI1/T1"), "done by another service")
    assert plan.read.summary().total.tasks == 3
    assert plan.read.task(task(plan, "AFI1/T1")).task.withdrawn == "done by another service"
    plan.structure.withdraw("area", plan.resolve("AFI2").uid, "merged")
    assert plan.read.summary().total.areas == 1
    assert len(plan.read.task_ids("is:withdrawn")) == 2


def test_a_bare_number_and_a_plan_name_are_understood(plan: Tracker) -> None:
    assert plan.resolve("1/2").uid == plan.resolve("improvement:AFI1/T2").uid
    with pytest.raises(UsageError, match="names no area or task"):
        plan.resolve("AFI99")
    with pytest.raises(UsageError, match="No plan is called"):
        plan.resolve("nothing:AFI1")


def test_the_same_reference_in_two_plans_is_asked_about_with_the_candidates(plan: Tracker) -> None:
    plan.structure.new_plan("Culture plan", "culture")
    culture = plan.read.plans()[1].uid
    plan.structure.add_area(culture, "AFI1", "Another one")
    with pytest.raises(UsageError, match=r"could be 2 things: Improvement plan:AFI1 .*Culture plan:AFI1"):
        plan.resolve("AFI1")
    assert plan.resolve("AFI1", plan=culture).plan == "Culture plan"


def test_moving_a_date_wants_a_reason_and_is_counted(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    with pytest.raises(RefusedError, match="Moving a date wants a reason \\(it was Mar-26\\)"):
        plan.tasks.save(uid, {"due": "Sep-26"})
    plan.tasks.save(uid, {"due": "Sep-26"}, reason="trainer off sick")
    plan.tasks.save(uid, {"due": "Dec-26"}, reason="again")
    assert plan.read.task(uid).row.slips == 2
    plan.history.undo()
    assert plan.read.task(uid).row.slips == 1
    plan.tasks.save(task(plan, "AFI1/T3"), {"due": "Sep-26"})
    assert plan.read.task(task(plan, "AFI1/T3")).row.slips == 0


def test_saving_an_untouched_form_changes_nothing(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    found = plan.tasks.get(uid)[0]
    values = {
        "title": found.title,
        "assigned_to": found.assigned_to,
        "due": "Mar-26",
        "progress": "unknown",
        "station": "",
        "work": "",
    }
    with pytest.raises(RefusedError, match="Nothing to change"):
        plan.tasks.save(uid, values)


def test_the_inspectors_words_change_only_with_a_reason(plan: Tracker) -> None:
    uid = plan.resolve("AFI1").uid
    plan.areas.save(uid, {"finding": "The service should visit those most at risk first."})
    with pytest.raises(RefusedError, match="The inspector's words are locked"):
        plan.areas.save(uid, {"finding": "Something softer"})
    plan.areas.save(uid, {"finding": "As corrected by the inspectorate"}, reason="letter of 3 May")


def test_a_correction_keeps_the_old_text(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    plan.notes.add(uid, "14 of 40 visted", date="3 May 2026", links=["https://example.org"])
    old = plan.read.task(uid).notes[0]
    plan.notes.correct(old.uid, "14 of 40 visited")
    view = plan.read.task(uid)
    assert [n.text for n in view.standing_notes()] == ["14 of 40 visited"]
    assert [n.text for n in view.notes] == ["14 of 40 visted", "14 of 40 visited"]
    assert view.standing_notes()[0].date == old.date
    assert view.links[0].note == view.standing_notes()[0].uid
    with pytest.raises(UsageError, match="corrected already"):
        plan.notes.correct(old.uid, "again")


def test_a_leavers_open_work_is_handed_over(plan: Tracker) -> None:
    plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")
    plan.people.handover("SM Prevention", "SM Response", "today")
    assert plan.tasks.get(task(plan, "AFI1/T1"))[0].assigned_to == "SM Prevention"
    assert plan.tasks.get(task(plan, "AFI1/T2"))[0].assigned_to == "SM Response"
    assert next(p for p in plan.read.persons() if p.name == "SM Prevention").left_on is not None
