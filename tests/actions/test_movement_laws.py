"""Any two states compared: every field that differs is in the comparison, and progress, figures and dates are in the paragraph."""

from __future__ import annotations

import random

import pytest

from tests.conftest import task
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.moments import sentence
from tui_tracker.domain.records import to_data

_TASK_VALUES = {
    "title": ("Set another score", ""), "assigned_to": ("GM Prevention", ""), "station": ("Station 07", ""), "work": ("Look at it", ""),
    "waiting_on": ("Home Office", ""), "chase_on": ("1 Sep 26", ""), "due": ("1 Oct 26", "1 May 26", "Nov-26", ""), "progress": ("on target", "behind target", "ongoing", "complete", "not started"),
}  # fmt: skip
_AREA_VALUES = {
    "title": ("Other words",), "owner": ("ACO", ""), "target": ("1 Oct 26", "1 Mar 26", ""), "deadline": ("1 Jan 27", "1 Jan 26", ""), "headline": ("Well done", ""),
    "area_kind": ("recommendation", "sii"), "resources": ("Two posts", ""), "effect": ("Fewer fires", ""), "summary": ("In short", ""), "comment": ("Nearly", ""),
    "closed_on": ("1 May 26", ""), "usual": ("Prevention", ""), "importance": ("high", ""), "rhythm": ("weekly", ""), "risk_ref": ("R1", ""), "question": ("1.1", ""),
}  # fmt: skip
# Said of a record by where it stands, or by another field of its own.
_ELSEWHERE = (
    "uid",
    "plan",
    "position",
    "due_precision",
    "due_text",
    "target_precision",
    "target_text",
    "deadline_precision",
    "deadline_text",
    "progress_text",
    "progress_from",
)


def edited(plan: Tracker, rng: random.Random) -> None:
    """One random edit of a task or an area."""
    if rng.random() < 0.6:
        name = rng.choice(list(_TASK_VALUES))
        ref = rng.choice(("AFI1/T1", "AFI1/T2", "AFI1/T3", "AFI2/T1"))
        plan.tasks.save(task(plan, ref), {name: rng.choice(_TASK_VALUES[name])}, reason="as agreed")
    else:
        name = rng.choice(list(_AREA_VALUES))
        plan.areas.save(
            plan.resolve(rng.choice(("AFI1", "AFI2"))).uid, {name: rng.choice(_AREA_VALUES[name])}, reason="as agreed"
        )


@pytest.mark.parametrize("seed", range(25))
def test_every_field_that_differs_is_in_the_comparison(plan: Tracker, seed: int) -> None:
    from tui_tracker.errors import TrackerError

    rng = random.Random(seed)
    plan.snapshots.take("Before")
    then = {r.uid: to_data(r) for kind in ("task", "area") for r in plan.read.each(kind)}
    for _ in range(rng.randint(1, 6)):
        try:
            edited(plan, rng)
        except TrackerError:
            continue
    now = {r.uid: to_data(r) for kind in ("task", "area") for r in plan.read.each(kind)}
    moved = plan.papers.compare("Before")
    told: dict[str, set[str]] = {}
    for c in moved.changed:
        told.setdefault(c.uid, set()).add(c.field)
    for uid, data in now.items():
        differs = {k for k, v in data.items() if v != then[uid][k] and k not in _ELSEWHERE}
        assert bool(differs) <= bool(told.get(uid)), (uid, differs)
        known = {
            "closed_on": "closing",
            "usual": "closing",
            "area_kind": "kind",
            "rhythm": "reviewed",
            "risk_ref": "risk register",
        }
        assert {known.get(k, k) for k in differs} <= told.get(uid, set()), (differs, told.get(uid))
    said = sentence(moved)
    refs = {r.uid: r.ref for r in plan.read.task_rows(plan.read.task_ids(""))}
    for uid, ref in refs.items():
        if then[uid]["progress"] != now[uid]["progress"] or then[uid]["due"] != now[uid]["due"]:
            assert ref in said, said
    for area in plan.read.area_rows():
        if any(then[area.area.uid][k] != now[area.area.uid][k] for k in ("target", "deadline")):
            assert area.area.ref in said, said


def test_what_moves_assured_is_named(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    plan.tasks.ready(uid)
    plan.signoffs.sign(uid, Request("qa", "close", "AM Prevention"))
    plan.snapshots.take("One")
    plan.signoffs.sign(uid, Request("sampling", "close", "Business Assurance"))
    assert "1 task is assured now (AFI1/T1)" in sentence(plan.papers.compare("One"))
    plan.snapshots.take("Two")
    plan.signoffs.revoke(plan.read.task(uid).signoffs[-1].uid, "signed by mistake")
    said = sentence(plan.papers.compare("Two"))
    assert "1 task is no longer assured (AFI1/T1)" in said
    assert "a sign-off of 1 task no longer counts (AFI1/T1 1 entry revoked or taken back)" in said
