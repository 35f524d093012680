"""The laws of the journal: replay, undo, redo, stale edits, and failure between row and journal."""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, precondition, rule

from tests.conftest import NOON, open_tracker, task
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.changes import Edit
from tui_tracker.domain.records import TYPES, Task, to_data
from tui_tracker.domain.state import State
from tui_tracker.errors import PlanFileError, RefusedError, StaleError, TrackerError
from tui_tracker.store import journal


def tables(tracker: Tracker) -> dict[str, dict[str, Any]]:
    return {kind: {r.uid: to_data(r) for r in tracker.read.each(kind)} for kind in TYPES}


def replayed(tracker: Tracker) -> dict[str, dict[str, Any]]:
    return State().replay(change for _, change in journal.all_changes(tracker.db)).rows


def test_replaying_the_journal_gives_the_same_tables(plan: Tracker) -> None:
    plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")
    plan.structure.join(task(plan, "AFI1/T1"), task(plan, "AFI1/T3"))
    assert replayed(plan) == tables(plan)


def test_undoing_everything_gives_the_empty_plan_and_redoing_all_gives_it_back(plan: Tracker) -> None:
    plan.notes.add(task(plan, "AFI1/T1"), "Scored 40 homes", links=["https://example.org/a"])
    full = tables(plan)
    steps = 0
    while any(tables(plan).values()):
        plan.history.undo()
        steps += 1
    with pytest.raises(RefusedError, match="There is nothing to undo"):
        plan.history.undo()
    assert not any(tables(plan).values())
    for _ in range(steps):
        plan.history.redo()
    assert tables(plan) == full
    with pytest.raises(RefusedError, match="nothing to redo"):
        plan.history.redo()


def test_a_new_change_empties_redo(plan: Tracker) -> None:
    plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")
    plan.history.undo()
    plan.tasks.set_progress([task(plan, "AFI1/T2")], "ongoing")
    with pytest.raises(RefusedError, match="nothing to redo"):
        plan.history.redo()


def test_an_older_change_is_undone_while_its_fields_hold_and_refused_by_name_when_not(plan: Tracker) -> None:
    first = plan.tasks.set_progress([task(plan, "AFI1/T1")], "on_target")
    plan.tasks.set_progress([task(plan, "AFI1/T2")], "ongoing")
    later = plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")
    with pytest.raises(RefusedError, match=f"change {later.number} \\(set complete AFI1/T1\\) came later"):
        plan.history.undo(str(first.number))
    plan.history.undo(str(later.number))
    plan.history.undo(str(first.number))
    assert plan.tasks.get(task(plan, "AFI1/T1"))[0].progress == "unknown"
    assert plan.tasks.get(task(plan, "AFI1/T2"))[0].progress == "ongoing"


def test_undoing_what_something_hangs_on_names_what_hangs(plan: Tracker) -> None:
    added = plan.structure.add_task(plan.resolve("AFI2").uid, "Watch it")
    note = plan.notes.add(task(plan, "AFI2/T2"), "Seen")
    with pytest.raises(RefusedError, match=f"change {note.number}"):
        plan.history.undo(str(added.number))


def test_a_stale_before_writes_nothing(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    before = tables(plan)
    entries = plan.read.journal_head()
    edits = [Edit("task", uid, "title", "Set the score", "New"), Edit("task", uid, "progress", "complete", "ongoing")]
    with pytest.raises(StaleError, match="progress has changed"):
        plan.commit("set", "AFI1/T1", edits)
    assert tables(plan) == before
    assert plan.read.journal_head() == entries


def test_a_failure_between_row_and_journal_leaves_neither(plan: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tables(plan)

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(journal, "append", fail)
    with pytest.raises(PlanFileError, match="disk is full"):
        plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")
    assert tables(plan) == before


def test_a_listener_hears_each_change_once(plan: Tracker) -> None:
    heard = []
    plan.on_change(lambda applied: heard.append(applied.change.verb))
    plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")
    plan.history.undo()
    assert heard == ["set complete", "undid: set complete"]


def test_the_plan_as_it_was_on_a_day(plan: Tracker, clock: FixedClock) -> None:
    day_one = clock.today()
    clock.move(days=1)
    plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")
    plan.structure.add_task(plan.resolve("AFI2").uid, "Later work")
    with plan.at(day_one) as past:
        assert past.read.summary().total.complete == 0
        assert past.read.summary().total.tasks == 4
        with pytest.raises(TrackerError):
            past.tasks.set_progress([task(past, "AFI1/T1")], "complete")
    assert plan.read.summary().total.tasks == 5


VERBS = st.sampled_from(["complete", "on_target", "behind_target", "not_started", "ongoing", "unknown"])
WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).filter(lambda s: s.strip() and "\x00" not in s)


class PlanMachine(RuleBasedStateMachine):
    """Random actions against a plain model: the list of table states that undo should walk back through."""

    tasks: Bundle[str] = Bundle("tasks")
    notes: Bundle[str] = Bundle("notes")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.t = open_tracker(Path(self.folder.name), FixedClock(NOON, step=1))
        self.past: list[dict[str, Any]] = []
        self.future: list[dict[str, Any]] = []

    def teardown(self) -> None:
        self.t.close()
        self.folder.cleanup()

    @initialize()
    def start(self) -> None:
        self._do(lambda: self.t.structure.new_plan("Plan"))
        self.plan = self.t.read.plans()[0].uid
        self._do(lambda: self.t.structure.add_area(self.plan, "AFI1", "One", pillar="People"))
        self._do(lambda: self.t.structure.add_area(self.plan, "AFI2", "Two"))
        self.areas = [self.t.resolve(r).uid for r in ("AFI1", "AFI2")]

    def _do(self, action: Any) -> bool:
        before = tables(self.t)
        try:
            action()
        except TrackerError:
            assert tables(self.t) == before
            return False
        self.past.append(before)
        self.future.clear()
        return True

    @rule(target=tasks, area=st.integers(0, 1), title=WORDS)
    def add(self, area: int, title: str) -> str:
        self._do(lambda: self.t.structure.add_task(self.areas[area], title))
        return self.t.read.all(Task, order=("-id",), limit=1)[0].uid if self.t.read.all(Task) else "gone"

    @rule(uid=tasks, progress=VERBS)
    def progress(self, uid: str, progress: str) -> None:
        self._do(lambda: self.t.tasks.set_progress([uid], progress))

    @rule(
        uid=tasks, due=st.sampled_from(["Mar-26", "1 Sep 2026", "", "Q2 2026/27"]), why=st.sampled_from(["", "moved"])
    )
    def due(self, uid: str, due: str, why: str) -> None:
        self._do(lambda: self.t.tasks.save(uid, {"due": due}, reason=why))

    @rule(uid=tasks, until=st.sampled_from(["+30", "", "1 Jan 2020"]), why=st.sampled_from(["", "waits for money"]))
    def defer(self, uid: str, until: str, why: str) -> None:
        done = self._do(lambda: self.t.tasks.defer(uid, until, why))
        assert not done or (until == "+30" and why)

    @rule(uid=tasks, text=WORDS, state=st.sampled_from(["not started", "complete"]))
    def step(self, uid: str, text: str, state: str) -> None:
        self._do(lambda: self.t.steps.add(uid, text, state))
        self._do(lambda: self.t.steps.set(uid, 1, "complete"))

    @rule(area=st.integers(0, 1), text=WORDS)
    def life(self, area: int, text: str) -> None:
        self._do(lambda: self.t.life.raise_problem(self.areas[area], text))
        self._do(lambda: self.t.life.close_problem(self.areas[area], 1, text))
        self._do(lambda: self.t.life.milestone(self.areas[area], "review", done="today"))

    @rule(uid=tasks, text=WORDS, by=st.sampled_from(["A", "B", None]))
    def note(self, uid: str, text: str, by: str | None) -> None:
        self._do(lambda: self.t.notes.add(uid, text, said_by=by))

    @rule(
        uid=tasks,
        stage=st.sampled_from(["qa", "sampling"]),
        verdict=st.sampled_from(["close", "follow_up", "not_yet"]),
        by=st.sampled_from("ABC"),
    )
    def sign(self, uid: str, stage: str, verdict: str, by: str) -> None:
        self._do(lambda: self.t.signoffs.sign(uid, Request(stage, verdict, by, comment="seen")))

    @rule(uid=tasks)
    def ready(self, uid: str) -> None:
        self._do(lambda: self.t.tasks.ready(uid))

    @rule(one=tasks, two=tasks)
    def join(self, one: str, two: str) -> None:
        self._do(lambda: self.t.structure.join(one, two))

    @rule(uid=tasks, area=st.integers(0, 1))
    def move(self, uid: str, area: int) -> None:
        self._do(lambda: self.t.structure.move_task(uid, self.areas[area]))

    @rule(uid=consumes(tasks), title=WORDS)
    def split(self, uid: str, title: str) -> None:
        self._do(lambda: self.t.structure.split_task(uid, title))

    @rule(uid=tasks)
    def withdraw(self, uid: str) -> None:
        self._do(lambda: self.t.structure.withdraw("task", uid, "no longer ours"))

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        now = tables(self.t)
        self.t.history.undo()
        self.future.append(now)
        assert tables(self.t) == self.past.pop()

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        now = tables(self.t)
        self.t.history.redo()
        self.past.append(now)
        assert tables(self.t) == self.future.pop()

    @invariant()
    def the_journal_leads_to_the_tables(self) -> None:
        assert replayed(self.t) == tables(self.t)

    @invariant()
    def figures_are_nested_and_add_up(self) -> None:
        view = self.t.read.summary()
        assert view.figures.nested()
        assert view.total.adds_up()


TestPlanMachine = PlanMachine.TestCase
TestPlanMachine.settings = settings(max_examples=12, stateful_step_count=20, deadline=None, derandomize=True)


@pytest.mark.long
def test_the_machine_over_many_more_steps() -> None:
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(PlanMachine, settings=settings(max_examples=300, stateful_step_count=50, deadline=None))
