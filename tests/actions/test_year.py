"""A year at the desk, simulated: every snapshot and every past day shows the figures that stood then."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOON, open_tracker
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.records import SignOff, Task
from tui_tracker.errors import TrackerError

WORDS = ["complete", "on_target", "behind_target", "not_started", "ongoing"]
PEOPLE = ["AM Prevention", "SM Prevention", "HR Manager", "Business Assurance", "AM People"]


def figures(tracker: Tracker) -> dict[str, Any]:
    summary = tracker.read.summary()
    pillars = [(p.plan.name, p.name, p.counts.to_json(), p.colour.letter) for p in summary.pillars]
    return {
        "total": summary.total.to_json(),
        "figures": summary.figures.to_json(),
        "pillars": pillars,
        "waits": [(w.count, w.what) for w in summary.waits],
    }


def start(tracker: Tracker, rng: random.Random) -> None:
    tracker.structure.new_plan("Improvement plan")
    plan = tracker.read.plans()[0].uid
    for n in range(1, 6):
        tracker.structure.add_area(
            plan, f"AFI{n}", f"Area {n}", pillar=rng.choice(["Effectiveness", "People"]), owner="AM Prevention"
        )
        for k in range(1, 5):
            tracker.structure.add_task(
                tracker.resolve(f"AFI{n}").uid,
                f"Task {n}.{k}",
                assigned_to=rng.choice(PEOPLE),
                due=rng.choice(["Mar-26", "1 May 2026", "+40", "+200"]),
            )


def something(tracker: Tracker, rng: random.Random) -> None:
    """One thing that a coordinator might do; a refusal is no step."""
    tasks = tracker.read.all(Task, withdrawn=None, order=("uid",))
    task = rng.choice(tasks)
    today = tracker.clock.today()
    back = f"{today.day} {today:%b %Y}"
    entries = tracker.read.all(SignOff, revoked=None, order=("uid",))
    doings: list[Callable[[], object]] = [
        lambda: tracker.tasks.set_progress([task.uid], rng.choice(WORDS)),
        lambda: tracker.tasks.defer(task.uid, f"+{rng.randint(1, 200)}", "waits for money"),
        lambda: tracker.tasks.save(task.uid, {"due": f"+{rng.randint(1, 200)}"}, reason="moved"),
        lambda: tracker.notes.add(
            task.uid, f"note {rng.random()}", said_by=rng.choice(PEOPLE), date=rng.choice([back, "+9", None])
        ),
        lambda: tracker.tasks.ready(task.uid),
        lambda: tracker.signoffs.sign(
            task.uid, Request("qa", rng.choice(["close", "follow_up", "not_yet"]), "AM People", comment="seen")
        ),
        lambda: tracker.signoffs.sign(
            task.uid, Request("sampling", rng.choice(["close", "not_yet"]), "Business Assurance", comment="seen")
        ),
        lambda: tracker.structure.add_task(task.area, "Another", due="+60"),
        lambda: tracker.structure.withdraw("task", task.uid, "superseded"),
        lambda: tracker.people.alias("HR Manager", [f"HR {rng.randint(1, 99)}"]),
        lambda: tracker.signoffs.revoke(rng.choice(entries).uid, "in error") if entries else None,
        lambda: tracker.history.undo(),
        lambda: tracker.history.redo(),
    ]
    weights = [6, 1, 2, 4, 3, 3, 2, 1, 0.4, 0.3, 0.5, 1, 0.4]
    try:
        rng.choices(doings, weights)[0]()
    except TrackerError:
        return


def a_year(folder: Path, days: int, seed: int) -> int:
    """Live through ``days``; then look at each again. Returns how many snapshots were taken."""
    rng = random.Random(seed)
    clock = FixedClock(NOON, step=1)
    with open_tracker(folder, clock) as tracker:
        start(tracker, rng)
        stood: dict[Any, dict[str, Any]] = {}
        taken: dict[str, Any] = {}
        for day in range(days):
            for _ in range(rng.randint(0, 3)):
                something(tracker, rng)
            stood[clock.today()] = figures(tracker)
            if day % 7 == 3:
                tracker.snapshots.take(f"Day {day}")
                taken[f"Day {day}"] = clock.today()
            clock.move(days=1)
        for day, then in stood.items():
            with tracker.at(day) as past:
                assert figures(past) == then, f"seed {seed}, {day}"
        standing = {s.name for s in tracker.read.snapshots()}  # one may have been undone the next day
        for name, day in taken.items():
            if name not in standing:
                continue
            snapshot = tracker.snapshots.find(name)
            view = tracker.snapshots.view(snapshot)
            assert view.figures.to_json() == stood[day]["figures"], f"seed {seed}, {name}"
            assert view.counts.to_json() == stood[day]["total"], f"seed {seed}, {name}"
            with tracker.at(snapshot.as_at, snapshot.number) as past:
                assert figures(past) == stood[day]
        assert not tracker.history.verify().faults
        return len(standing)


def test_some_weeks_of_a_year(tmp_path: Path) -> None:
    assert a_year(tmp_path, 50, seed=1) == 7


@pytest.mark.long
def test_a_whole_year(tmp_path: Path) -> None:
    print("seed 2026")
    assert a_year(tmp_path, 365, seed=2026) > 40
