"""Promises, the draw, and what a sweep of imported entries makes assured."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conftest import SHARED_PLANS, needs_shared_plans, task
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.suggest import look_again, suggest
from tui_tracker.errors import RefusedError, UsageError
from tui_tracker.intake.read import read


def signed(t: Tracker, ref: str, stage: str, verdict: str, comment: str = "Seen.", **more: str) -> None:
    by = {"qa": "AM People", "sampling": "Business Assurance"}[stage]
    t.signoffs.sign(task(t, ref), Request(stage, verdict, by, comment=comment, **more))


def test_a_follow_up_bars_assured_until_its_promise_is_met(plan: Tracker) -> None:
    plan.tasks.ready(task(plan, "AFI1/T1"))
    signed(plan, "AFI1/T1", "qa", "close")
    signed(plan, "AFI1/T1", "sampling", "follow_up", "Will look in 3 months when the quarter is there.")
    (ref, promise), *rest = plan.signoffs.promises()
    assert (ref, promise.due_on, promise.who, rest) == ("AFI1/T1", date(2026, 9, 1), "Business Assurance", [])
    assert plan.read.summary().figures.assured == 0
    assert plan.read.task_ids("is:promised")
    assert ("promised to be looked at again", 1) in [(w.what, w.count) for w in plan.read.summary().waits]
    plan.signoffs.meet(promise.uid, "the quarter is there")
    assert plan.read.summary().figures.assured == 1
    assert plan.signoffs.promises() == []
    with pytest.raises(RefusedError, match="already"):
        plan.signoffs.meet(promise.uid)
    plan.history.undo()
    assert plan.read.summary().figures.assured == 0


def test_a_promise_by_itself_bars_assured_and_is_late_after_its_day(plan: Tracker) -> None:
    plan.tasks.ready(task(plan, "AFI1/T1"))
    signed(plan, "AFI1/T1", "qa", "close")
    signed(plan, "AFI1/T1", "sampling", "close")
    assert plan.read.summary().figures.assured == 1
    plan.signoffs.promise(task(plan, "AFI1/T1"), "show the second half year", by="+10", who="SM Prevention")
    assert plan.read.summary().figures.assured == 0
    assert plan.checks.run(only=["PC101"]) == []
    with pytest.raises(UsageError, match="wants the day"):
        plan.signoffs.promise(task(plan, "AFI1/T1"), "again", by="")
    plan.clock.move(days=11)  # type: ignore[attr-defined]  # a fixed clock
    assert [f.subject for f in plan.checks.run(only=["PC101"])] == ["AFI1/T1"]


@pytest.mark.parametrize(
    ("comment", "day"),
    [
        ("will look in 3 months", date(2024, 8, 20)),
        ("look in two weeks", date(2024, 6, 3)),
        ("in 10 days", date(2024, 5, 30)),
        ("later on", date(2024, 8, 20)),
        (None, date(2024, 8, 20)),
    ],
)
def test_when_a_follow_up_is_looked_at_again(comment: str | None, day: date) -> None:
    assert look_again(comment, date(2024, 5, 20)) == day


def test_only_the_last_round_of_a_comment_suggests() -> None:
    found = suggest("No evidence of evaluation. 09/05/2024- Evaluation is now placed on the dashboard")
    assert found is not None
    assert found.verdict == "close"


@needs_shared_plans
def test_the_sweep_of_the_tracker_makes_eight_assured(tracker: Tracker) -> None:
    path = SHARED_PLANS / "leicestershire-tracker.xlsx"
    tracker.imports.apply(read(path), path)
    assert tracker.read.summary().figures.assured == 0
    chosen = {
        u.entry.uid: u.suggestion.verdict for u in tracker.signoffs.unsettled() if u.suggestion and u.suggestion.verdict
    }
    tracker.signoffs.settle({k: v for k, v in chosen.items() if v})
    rows = tracker.read.task_rows(tracker.read.task_ids("is:assured"))
    assert [r.ref for r in rows] == [
        "AFI1/T1",
        "AFI1/T5",
        "AFI5/T1",
        "AFI5/T2",
        "AFI5/T3",
        "AFI7/T1",
        "AFI7/T2",
        "AFI12/T2",
    ]
    assert {ref: p.due_on for ref, p in tracker.signoffs.promises()}["AFI2/T1"] == date(2024, 8, 20)
    figures = tracker.read.summary().figures
    assert figures.steps() == (95, 35, 22, 12, 8)


def test_a_draw_is_recorded_repeated_and_followed(plan: Tracker) -> None:
    for ref in ("AFI1/T1", "AFI1/T2", "AFI1/T3"):
        plan.tasks.ready(task(plan, ref))
        signed(plan, ref, "qa", "close")
    plan.sampling.draw(2)
    assert plan.sampling.draw(2, number=1) is None, "the same draw again is on record once"
    (one,) = plan.sampling.draws()
    assert (one.number, one.out_of, len(one.picked)) == (1, 3, 2)
    assert len(plan.read.task_ids("is:drawn")) == 2
    first = str(one.picked[0]["ref"])
    signed(plan, first, "sampling", "close")
    assert len(plan.sampling.looked_at(one)) == 1
    assert len(plan.read.task_ids("is:drawn")) == 1
    covered = plan.sampling.coverage()
    assert (sum(c.passed for c in covered), sum(c.sampled for c in covered)) == (3, 1)
    with pytest.raises(UsageError, match="one task or more"):
        plan.sampling.draw(0)


def test_there_is_nothing_to_draw_from(plan: Tracker) -> None:
    with pytest.raises(RefusedError, match="nothing to draw from"):
        plan.sampling.draw(1)


def test_waiting_on_others_is_named_chased_and_not_behind(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    plan.snapshots.take("Before")
    with pytest.raises(UsageError, match="wants the day on which Home Office is chased"):
        plan.tasks.wait(uid, "Home Office", "")
    plan.tasks.set_progress([uid], "on_target")
    plan.tasks.wait(uid, "Home Office", "+5")
    assert "AFI1/T1" not in {f.subject for f in plan.checks.run(only=["PC44"])}
    moved = plan.papers.compare("Before")
    assert [(x.ref, x.said) for x in moved.lines("waiting")] == [("AFI1/T1", "Home Office")]
    assert ("waiting on others", 1) in [(w.what, w.count) for w in plan.read.summary().waits]
    assert len(plan.read.task_ids("is:waiting")) == 1
    plan.clock.move(days=6)  # type: ignore[attr-defined]  # a fixed clock
    assert [f.subject for f in plan.checks.run(only=["PC102"])] == ["AFI1/T1"]
    plan.tasks.set_progress([uid], "complete")
    assert plan.tasks.get(uid)[0].waiting_on is None
    plan.history.undo()
    assert plan.tasks.get(uid)[0].waiting_on == "Home Office"
    plan.tasks.wait(uid, "", "")
    assert plan.read.summary().total.tasks == 4
    assert not plan.read.task_ids("is:waiting")
