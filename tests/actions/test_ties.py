"""Ties through joining: nothing hangs on itself, nothing twice, no circle; and work that stands never leaves the counts unsaid."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOON, law, open_tracker, task
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.records import Tie
from tui_tracker.domain.ties import WHAT, cycle
from tui_tracker.errors import RefusedError, UsageError

numbers = st.integers(1, 5)


def ties(t: Tracker) -> list[tuple[str, str, str]]:
    """Every tie, its two ends as the last part of their references."""
    return sorted((x.ref.rpartition("/")[2], x.what, x.other.rpartition("/")[2]) for x in t.ties.told())


def refusal(act: Callable[[], object]) -> str | None:
    """Why something was refused; None where it was done."""
    try:
        act()
    except (RefusedError, UsageError) as error:
        return str(error)
    return None


@law(25)
@given(st.lists(st.tuples(numbers, st.sampled_from(sorted(WHAT)), numbers), max_size=9), numbers, numbers)
def test_joined_tasks_hang_on_nothing_twice_and_not_on_themselves(
    wanted: list[tuple[int, str, int]], first: int, second: int
) -> None:
    with tempfile.TemporaryDirectory() as name, open_tracker(Path(name), FixedClock(NOON, step=1)) as t:
        t.structure.new_plan("Plan")
        t.structure.add_area(t.read.plans()[0].uid, "AFI1", "One")
        for n in range(1, 6):
            t.structure.add_task(t.resolve("AFI1").uid, f"Task {n}")
        uids = {n: task(t, f"AFI1/T{n}") for n in range(1, 6)}
        for one, what, other in wanted:
            with contextlib.suppress(RefusedError):
                t.ties.add(uids[one], what, uids[other])
        before, standing = set(t.read.all(Tie)), t.read.summary().total.tasks
        said = refusal(lambda: t.structure.join(uids[first], uids[second]))
        if said is not None:
            assert first == second or "circle" in said or "withdrawn" in said
            assert set(t.read.all(Tie)) == before
            return
        after = t.read.all(Tie)
        assert [x for x in after if x.task == x.other or uids[second] in (x.task, x.other)] == []
        assert len({(x.task, x.other) for x in after}) == len(after)
        for captured in (False, True):
            assert not any(cycle(after, u, captured=captured) for u in uids.values())
        assert standing - t.read.summary().total.tasks <= 1
        t.history.undo()
        assert set(t.read.all(Tie)) == before


def test_what_one_hung_on_hangs_on_the_other(plan: Tracker) -> None:
    one, two, three = (task(plan, f"AFI1/T{n}") for n in (1, 2, 3))
    plan.ties.add(two, "depends", one)
    plan.ties.add(two, "depends", three)
    plan.structure.join(one, two)
    assert ties(plan) == [("T1", "depends", "T3")]
    assert plan.read.task(one).ties == ("depends on AFI1/T3",)


def test_a_circle_is_not_closed_by_joining(plan: Tracker) -> None:
    one, two, three = (task(plan, f"AFI1/T{n}") for n in (1, 2, 3))
    plan.ties.add(one, "depends", three)
    plan.ties.add(three, "depends", two)
    with pytest.raises(RefusedError, match="close a circle of ties: AFI1/T1 › AFI1/T3 › AFI1/T1"):
        plan.structure.join(one, two)
    assert len(ties(plan)) == 2


def test_standing_work_is_not_put_into_what_was_withdrawn(plan: Tracker) -> None:
    """It would leave every count, and nobody would have said so."""
    structure, count = plan.structure, plan.read.summary().total.tasks
    structure.withdraw("task", task(plan, "AFI1/T1"), "done elsewhere")
    with pytest.raises(RefusedError, match="AFI1/T1 is withdrawn"):
        structure.join(task(plan, "AFI1/T1"), task(plan, "AFI1/T2"))
    structure.withdraw("area", plan.resolve("AFI2").uid, "no longer ours")
    for put in (
        lambda: structure.move_task(task(plan, "AFI1/T2"), plan.resolve("AFI2").uid),
        lambda: structure.add_task(plan.resolve("AFI2").uid, "One more"),
        lambda: structure.join_areas(plan.resolve("AFI2").uid, plan.resolve("AFI1").uid),
    ):
        with pytest.raises(RefusedError, match="AFI2 is withdrawn"):
            put()
    assert plan.read.summary().total.tasks == count - 2
