"""Meetings: what a board looks at, decides and leaves behind; each decision one Change and one undo."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import NOON, open_tracker, task
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.meetings.agenda import Agendas
from tui_tracker.actions.meetings.meetings import ALLOWED
from tui_tracker.actions.send_out.exports import Report
from tui_tracker.actions.send_out.style import Style
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.meeting import VERDICTS, Item, ended_balance, items, outcomes, said
from tui_tracker.errors import RefusedError, UsageError


def state(t: Tracker) -> str:
    """Every record but the journal, as text."""
    return json.dumps(json.loads("".join(t.exports.json_pieces()))["records"], sort_keys=True)


def begin(t: Tracker, board: str = "Improvement board") -> tuple[str, list[Item]]:
    found = Agendas(t, board).standard()
    t.meetings.begin(board, found, "what a board can use", minutes=40)
    running = t.meetings.needed()
    return running.uid, items(running)


def of(t: Tracker, ref: str) -> Item:
    return Item("task", task(t, ref), "")


def test_the_default_agenda_is_what_a_board_can_use_and_names_nothing_twice(plan: Tracker) -> None:
    plan.structure.add_area(plan.read.plans()[0].uid, "AFI3", "Kept for closing", pillar="People", owner="AM People")
    area = plan.resolve("AFI3").uid
    plan.structure.add_task(area, "All done", assigned_to="HR Manager", due="Mar-26")
    plan.tasks.ready(task(plan, "AFI3/T1"))
    plan.signoffs.sign(task(plan, "AFI3/T1"), Request("qa", "close", "AM People", "1 May 26", "Seen"))
    plan.signoffs.sign(
        task(plan, "AFI3/T1"), Request("sampling", "close", "Business Assurance", "2 May 26", "Seen too")
    )
    plan.tasks.ready(task(plan, "AFI1/T1"))
    plan.signoffs.sign(task(plan, "AFI1/T1"), Request("qa", "not_yet", "AM Prevention", "1 May 26", "More, please"))
    plan.life.raise_problem(plan.resolve("AFI2").uid, "No money for the rota")
    plan.action_log.add("GM Training", "Book the room", "1 May 26")
    plan.action_log.add(
        "Improvement board", "Two posts are wanted", escalation=True, kind="area", uid=plan.resolve("AFI1").uid
    )
    parts = dict(Agendas(plan, "improvement  Board").parts())
    named = {name: [plan.meetings.named_item(i)[0] for i in found] for name, found in parts.items()}
    assert named == {
        "open actions": ["Action 1"], "sent back": ["AFI1/T1"], "asked twice, no answer": [], "newly late": ["AFI2/T1"], "asks of the board": ["Action 2", "AFI2"],
        "areas to close": ["AFI3"],
    }  # fmt: skip
    assert parts["open actions"][0].why == "open action, 31 days past date"
    assert parts["newly late"][0].why == "32 days past date"
    keys = [i.key for i in Agendas(plan, "Improvement board").standard()]
    assert len(keys) == len(set(keys)) == 6


def test_what_was_late_at_the_last_meeting_is_not_newly_late(plan: Tracker, clock: FixedClock) -> None:
    uid, _ = begin(plan)
    plan.meetings.end(uid)
    clock.move(days=30)
    assert [i.uid for i in Agendas(plan, "Improvement board").newly_late()] == []
    clock.move(days=95)
    assert [i.uid for i in Agendas(plan, "Improvement board").newly_late()] == [task(plan, "AFI1/T2")]
    assert len(Agendas(plan, "Another board").newly_late()) == 3


def test_every_verdict_is_one_change_whose_undo_restores_the_plan(plan: Tracker) -> None:
    plan.action_log.add("GM Training", "Book the room", "1 May 26")
    uid, found = begin(plan)
    action = next(i for i in found if i.kind == "action")
    area = Item("area", plan.resolve("AFI2").uid, "")
    given = {
        "deferred": {"until": "1 dec 26", "because": "the pay review comes first"}, "waiting": {"body": "Procurement", "chase": "1 jul 26"},
        "escalated": {"to": "Fire Authority", "why": "no money"}, "dropped": {"how": "not wanted any more"}, "done": {"how": "booked"},
    }  # fmt: skip
    for item in (of(plan, "AFI1/T1"), area, action):
        for verdict in ALLOWED[item.kind]:
            before, entries = state(plan), plan.read.journal_head()[0]
            plan.meetings.decide(uid, item, verdict, given.get(verdict))
            assert plan.read.journal_head()[0] == entries + 1
            assert outcomes(plan.meetings.decisions(uid))[item.key].verdict == verdict
            plan.history.undo()
            assert state(plan) == before, (item.kind, verdict)


def test_what_is_said_besides_is_one_change_too_and_decides_nothing(plan: Tracker) -> None:
    plan.action_log.add("GM Training", "Book the room")
    uid, found = begin(plan)
    one = of(plan, "AFI2/T1")
    action = next(i for i in found if i.kind == "action")
    for act in (
        lambda: plan.meetings.note(uid, one, "Three of four trained"),
        lambda: plan.meetings.give(uid, one, "HR Manager", "Send the rota", "12 jun 26"),
        lambda: plan.meetings.move(uid, one, "30 sep 26", "trainer off sick"),
        lambda: plan.meetings.move(uid, action, "30 sep 26", ""),
    ):
        before, entries = state(plan), plan.read.journal_head()[0]
        act()
        assert plan.read.journal_head()[0] == entries + 1
        assert outcomes(plan.meetings.decisions(uid)) == {}
        plan.history.undo()
        assert state(plan) == before
    plan.meetings.note(uid, one, "Three of four trained")
    assert plan.read.task(one.uid).notes[0].text == "Three of four trained"
    plan.meetings.move(uid, one, "30 sep 26", "trainer off sick")
    plan.meetings.move(uid, one, "1 dec 26", "still off sick")
    plan.meetings.give(uid, one, "HR Manager", "Send the rota", "12 jun 26")
    assert [said(d) for d in plan.meetings.decisions(uid)] == [
        "noted: Three of four trained", "date put to 30 Sep 26 (was Apr-26): trainer off sick",
        "date put to 1 Dec 26 (was 30 Sep 26, second move): still off sick", "action 2 for HR Manager, by 12 Jun 26: Send the rota",
    ]  # fmt: skip


def test_a_verdict_that_changes_nothing_is_still_a_decision(plan: Tracker) -> None:
    uid, _ = begin(plan)
    one = of(plan, "AFI1/T1")
    plan.meetings.decide(uid, one, "on_target")
    plan.meetings.decide(uid, one, "on_target")
    plan.meetings.decide(uid, one, "ready")
    plan.meetings.decide(uid, one, "ready")
    assert [said(d) for d in plan.meetings.decisions(uid)] == [
        "on target", "on target (as before)", "ready for QA", "ready for QA (as before)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("item", "verdict", "values", "says"),
    [
        ("task", "closed", {}, "“closed” is no verdict on a task; use one of ready, complete"),
        ("area", "complete", {}, "“complete” is no verdict on an area; use one of closed, open, escalated"),
        ("task", "moved", {}, "“moved” is no verdict"),
        ("task", "deferred", {"until": "1 dec 26"}, "Deferring wants a reason"),
        ("task", "deferred", {"because": "money"}, "Deferring wants a reason and a day"),
        ("task", "escalated", {"to": "Fire Authority"}, "Why is needed"),
        ("task", "escalated", {"why": "no money"}, "To whom it is escalated is needed"),
        ("action", "dropped", {}, "Why action 1 is dropped is needed"),
    ],
)
def test_a_verdict_that_cannot_be_is_refused_in_a_sentence_and_nothing_is_written(
    plan: Tracker, item: str, verdict: str, values: dict[str, str], says: str
) -> None:
    plan.action_log.add("GM Training", "Book the room")
    uid, _ = begin(plan)
    uids = {"task": task(plan, "AFI1/T1"), "area": plan.resolve("AFI1").uid, "action": plan.action_log.numbered(1).uid}
    before = plan.read.journal_head()
    with pytest.raises((RefusedError, UsageError)) as refused:
        plan.meetings.decide(uid, Item(item, uids[item], ""), verdict, values)
    assert says in str(refused.value)
    assert plan.read.journal_head() == before


def test_one_meeting_at_a_time_and_none_on_an_empty_agenda(plan: Tracker) -> None:
    with pytest.raises(RefusedError, match="Nothing is on that agenda"):
        plan.meetings.begin("Board", [], "every open task")
    begin(plan)
    with pytest.raises(RefusedError, match="Improvement board, 1 Jun 26 has not ended"):
        begin(plan)
    plan.meetings.end(plan.meetings.needed().uid)
    with pytest.raises(UsageError, match="no number of minutes"):
        plan.meetings.begin("Board", Agendas(plan, "Board").query(""), "all", minutes="soon")


def test_an_ended_meeting_adds_up_and_the_next_one_opens_with_its_open_actions(
    plan: Tracker, clock: FixedClock
) -> None:
    uid, found = begin(plan)
    assert [plan.meetings.named_item(i)[0] for i in found] == ["AFI1/T1", "AFI2/T1"]
    plan.meetings.give(uid, found[0], "HR Manager", "Send the rota", "12 jun 26")
    plan.meetings.decide(uid, found[0], "behind_target")
    plan.meetings.end(uid, skipped=[found[1].key], present="DCFO, AM Prevention")
    ended = plan.meetings.get(uid)
    assert ended.left == [["AFI2/T1", "Set a baseline", "skipped"]]
    assert ended_balance(ended, plan.meetings.decisions(uid)) == {
        "decided": 1,
        "left open": 0,
        "skipped": 1,
        "put off": 0,
        "not reached": 0,
    }
    with pytest.raises(RefusedError, match="has ended; undo"):
        plan.meetings.decide(uid, found[0], "complete")
    clock.move(days=30)
    first = Agendas(plan, "Improvement board").standard()[0]
    assert (first.kind, first.why) == ("action", "open action, 19 days past date")
    assert Agendas(plan, "Another board").actions() == []
    assert plan.meetings.named("improvement").uid == uid
    assert plan.meetings.named("Improvement board 2026-06-01").uid == uid
    with pytest.raises(UsageError, match="No meeting is called “panel”; there are Improvement board, 1 Jun 26"):
        plan.meetings.named("panel")


def test_an_area_takes_up_its_open_tasks_behind_it(plan: Tracker) -> None:
    plan.tasks.set_progress([task(plan, "AFI1/T2")], "complete")
    plan.meetings.begin("Board", Agendas(plan, "Board").areas(), "by area")
    uid = plan.meetings.needed().uid
    before = state(plan)
    plan.meetings.take_up(uid, plan.resolve("AFI1").uid)
    named = [plan.meetings.named_item(i)[0] for i in items(plan.meetings.get(uid))]
    assert named == ["AFI1", "AFI1/T1", "AFI1/T3", "AFI2"]
    with pytest.raises(RefusedError, match="AFI1 has no open task that is not on the agenda already"):
        plan.meetings.take_up(uid, plan.resolve("AFI1").uid)
    plan.history.undo()
    assert state(plan) == before


def test_actions_live_until_they_are_done_or_dropped(plan: Tracker) -> None:
    plan.action_log.add("HR Manager", "Send the rota", "12 jun 26", kind="task", uid=task(plan, "AFI2/T1"))
    one = plan.action_log.numbered(1)
    assert plan.action_log.ref(one) == "AFI2/T1"
    with pytest.raises(RefusedError, match="Moving a date wants a reason"):
        plan.action_log.move(one.uid, "1 jul 26", "")
    plan.action_log.move(one.uid, "1 jul 26", "on leave")
    plan.action_log.save(one.uid, "Payroll", "Send the rota, with hours")
    assert [a.number for a in plan.action_log.of_owner("payroll")] == [1]
    plan.action_log.close(one.uid, "sent")
    assert plan.action_log.all(open_only=True) == []
    with pytest.raises(RefusedError, match="Action 1 was closed on 1 June 2026 already"):
        plan.action_log.close(one.uid)
    with pytest.raises(RefusedError, match="is closed; its day does not move"):
        plan.action_log.move(one.uid, "1 aug 26", "later")
    with pytest.raises(UsageError, match="There is no action 2"):
        plan.action_log.numbered(2)


def test_an_action_follows_its_task_when_tasks_are_joined(plan: Tracker) -> None:
    plan.action_log.add("HR Manager", "Send the rota", kind="task", uid=task(plan, "AFI1/T3"))
    plan.action_log.add("HR Manager", "Say why", kind="area", uid=plan.resolve("AFI2").uid)
    plan.structure.join(task(plan, "AFI1/T1"), task(plan, "AFI1/T3"))
    plan.structure.join_areas(plan.resolve("AFI1").uid, plan.resolve("AFI2").uid)
    assert [plan.action_log.ref(a) for a in plan.action_log.all()] == ["AFI1/T1", "AFI1"]


def test_every_verdict_has_its_own_word() -> None:
    words = [v.word for v in VERDICTS.values()]
    assert len(words) == len(set(words))
    assert {v for kinds in ALLOWED.values() for v in kinds} == {v.id for v in VERDICTS.values() if v.decides}


def test_a_meeting_outlives_the_program(tmp_path: Path, clock: FixedClock) -> None:
    with open_tracker(tmp_path, clock) as t:
        t.structure.new_plan("Improvement plan")
        t.structure.add_area(t.read.plans()[0].uid, "AFI1", "Visits follow the risk")
        t.structure.add_task(t.resolve("AFI1").uid, "Set the score", due="Mar-26")
        begin(t)
    with open_tracker(tmp_path, FixedClock(NOON), prefix="v") as t:
        assert t.meetings.needed().board == "Improvement board"
        assert not t.history.verify().faults


def test_two_meetings_of_a_board_on_one_day_have_names_of_their_own(plan: Tracker, tmp_path: Path) -> None:
    first, found = begin(plan)
    plan.meetings.decide(first, found[0], "complete")
    plan.meetings.end(first)
    plan.exports.report(tmp_path / "one.md", Report("minute"), Style(internal=True))
    second, _ = begin(plan)
    plan.meetings.end(second)
    names = [plan.meetings.name(plan.meetings.get(uid)) for uid in (first, second)]
    assert names == ["Improvement board, 1 Jun 26", "Improvement board, 1 Jun 26 (2)"]
    assert [plan.meetings.named(n).uid for n in names] == [first, second]
    plan.exports.report(tmp_path / "two.md", Report("minute", names[0], replace=True), Style(internal=True))
    assert "| complete | 1 |" in (tmp_path / "two.md").read_text(encoding="utf-8")
    plan.history.undo()
    plan.history.undo()
    with pytest.raises(RefusedError, match="stands in a minute that has left"):
        plan.history.undo()


def test_a_file_of_rows_says_what_it_cannot_hold_of_actions_and_meetings(plan: Tracker) -> None:
    plan.action_log.add("HR Manager", "Send the rota", "12 jun 26", kind="task", uid=task(plan, "AFI1/T3"))
    plan.meetings.end(begin(plan)[0])
    plan.stations.roll_out(task(plan, "AFI1/T1"), "Station 1-2")
    sheets = plan.exports._sheets(plan, Style(), whole=True)
    said = {(n.ref, n.what) for n in sheets.plans}
    assert ("AFI1/T3", "action 1, open") in said
    assert ("Improvement board, 1 Jun 26", "meeting") in said


def test_an_item_put_off_of_which_something_was_said_is_minuted_as_left_open(plan: Tracker) -> None:
    from tui_tracker.actions.meetings.agenda import Agendas
    from tui_tracker.domain.meeting import items

    found = Agendas(plan, "Board").query("is:open")
    plan.meetings.begin("Board", found, "every open task")
    meeting = plan.meetings.running()
    assert meeting is not None
    first, second, third, *_ = items(meeting)
    plan.meetings.give(meeting.uid, first, "HR Manager", "Bring the rota", None)
    plan.meetings.end(meeting.uid, put_off=[first.key, second.key])
    left = plan.meetings.get(meeting.uid).left
    assert [why for _, _, why in left] == ["left open", "put off", *["not reached"] * (len(found) - 2)]
    assert third.key not in {first.key, second.key}
    balance = ended_balance(plan.meetings.get(meeting.uid), plan.meetings.decisions(meeting.uid))
    assert sum(balance.values()) == len(found)
