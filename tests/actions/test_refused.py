"""What must not be said: two plans of one name, work handed to whoever has left, days that are still to come, ties to nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import task
from tui_tracker.actions.meetings.agenda import Agendas
from tui_tracker.actions.plan import national_lists
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.meeting import Item
from tui_tracker.domain.records import Area, Note, Task, Tie
from tui_tracker.errors import RefusedError, TrackerError, UsageError

NAMED = "improvement  plan"  # the plan's own name, otherwise spelt
WAYS: dict[str, Callable[[Tracker], object]] = {
    "begun": lambda t: t.structure.new_plan(NAMED),
    "of a round": lambda t: t.rounds.begin(t.read.plans()[0].uid, NAMED),
    "of a list": lambda t: national_lists.start(t, national_lists.lists()[0], NAMED),
    "renamed": lambda t: t.plan_life.rename(t.read.plans()[1].uid, NAMED),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_plan_is_named_by_its_name_so_no_two_have_one(plan: Tracker, way: str) -> None:
    plan.structure.new_plan("Another")
    with pytest.raises(UsageError, match="Another plan of this file is called"):
        WAYS[way](plan)
    assert [p.name for p in plan.read.plans()] == ["Improvement plan", "Another"]


@pytest.mark.parametrize(
    ("successor", "said"), [("sm  prevention", "is SM Prevention"), ("HR Manager", "HR Manager left on")]
)
def test_work_is_handed_over_to_somebody_who_is_there(plan: Tracker, successor: str, said: str) -> None:
    plan.people.handover("HR Manager", "AM People", "1 May 2026")
    before = plan.read.journal_head()
    with pytest.raises(RefusedError, match=said):
        plan.people.handover("SM Prevention", successor, "1 Jun 2026")
    assert plan.read.journal_head() == before


def test_nothing_was_done_on_a_day_to_come_nor_twice(plan: Tracker) -> None:
    uid, area = task(plan, "AFI1/T1"), plan.resolve("AFI1").uid
    plan.steps.add(uid, "Score ten homes")
    with pytest.raises(RefusedError, match="still to come"):
        plan.steps.set(uid, 1, "complete", on="1 Dec 2027")
    plan.life.look_again(area, "the bookings", by="1 Sep 2026")
    promise = plan.life.promised()[0][1].uid
    plan.life.kept(promise)
    with pytest.raises(RefusedError, match="kept on 1 June 2026 already"):
        plan.life.kept(promise)


def test_a_plan_that_goes_takes_what_was_tied_to_it(plan: Tracker) -> None:
    plan.structure.new_plan("Another")
    other = plan.read.plans()[1].uid
    plan.structure.add_area(other, "REC1", "Fuel")
    plan.structure.add_task(plan.read.all(Area, plan=other)[0].uid, "Count it")
    there = plan.read.all(Task, order=("-id",), limit=1)[0].uid
    plan.ties.add(task(plan, "AFI1/T1"), "depends", there)
    plan.plan_life.remove(other, "done")
    assert plan.read.all(Tie) == []
    plan.history.undo()
    assert plan.read.task(task(plan, "AFI1/T1")).ties == ("depends on REC1/T1",)


def test_an_undated_note_stays_undated_when_its_words_are_corrected(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    plan.notes.add(uid, "Seen")
    plan.db.execute_sql("UPDATE note SET date = NULL, date_text = NULL, date_precision = NULL")  # as from a file
    plan.notes.correct(plan.read.all(Note)[0].uid, "Seen twice")
    note = plan.read.task(uid).standing_notes()[0]
    assert (note.text, note.date, note.date_text, note.date_precision) == ("Seen twice", None, None, None)
    with pytest.raises(TrackerError, match="corrected already"):
        plan.notes.correct(plan.read.all(Note)[0].uid, "Seen thrice")


def test_whoever_has_left_gets_no_action_either(plan: Tracker) -> None:
    """By a form, by other words for an action, and in a meeting."""
    plan.people.handover("HR Manager", "AM People", "1 May 2026")
    plan.action_log.add("AM People", "Count the hours")
    with pytest.raises(RefusedError, match="HR Manager left on"):
        plan.action_log.save(plan.action_log.numbered(1).uid, "HR Manager", "Count the hours")
    item = Item("task", task(plan, "AFI1/T1"), "")
    plan.meetings.begin("Board", [item], "one task")
    with pytest.raises(RefusedError, match=r"Name somebody else; nothing was saved\."):
        plan.meetings.give(plan.meetings.needed().uid, item, "HR Manager", "Count again", None)
    assert len(plan.action_log.all()) == 1


def test_an_agenda_of_one_plan_holds_no_action_about_another(plan: Tracker) -> None:
    plan.structure.new_plan("Another")
    one, other = (p.uid for p in plan.read.plans())
    plan.structure.add_area(other, "REC1", "Fuel")
    plan.action_log.add("AM Fleet", "Count the fuel", kind="area", uid=plan.read.all(Area, plan=other)[0].uid)
    plan.action_log.add("AM Fleet", "Ask the council")
    about = {p: [i.why for i in Agendas(plan, "Board", p).actions()] for p in (one, other)}
    assert (len(about[one]), len(about[other])) == (1, 2)


@pytest.mark.parametrize("day", ["", "1 May 2026"])
def test_what_is_deferred_keeps_a_day_to_come(plan: Tracker, day: str) -> None:
    """Found by the model of a plan at its full length: deferred a second time without a day, a task was never looked at again."""
    uid = task(plan, "AFI1/T1")
    plan.tasks.defer(uid, "1 Sep 2026", "waits for money")
    for again in (
        lambda: plan.tasks.defer(uid, day, "still waits"),
        lambda: plan.tasks.save(uid, {"due": day}, reason="moved"),
    ):
        with pytest.raises(RefusedError, match="a day still to come"):
            again()
    plan.tasks.save(uid, {"due": "1 Oct 2026"}, reason="still waits")
    plan.tasks.save(uid, {"progress": "on_target", "due": day}, reason="begun after all")
