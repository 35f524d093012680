"""Plan files of a given size, built through the journal like any other change."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta
from pathlib import Path

from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.changes import create
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.records import Area, Note, Pillar, Plan, Record, SignOff, Task
from tui_tracker.ids import RandomIds
from tui_tracker.paths import Places

WORDS = [
    "score",
    "visit",
    "backlog",
    "referral",
    "partner",
    "audit",
    "building",
    "debrief",
    "lesson",
    "exercise",
    "control",
    "tablet",
    "overtime",
    "rota",
    "station",
    "crew",
]


def places(folder: Path) -> Places:
    return Places(plan=folder / "plan.db", settings=folder / "settings.toml", state=folder)


def records(tasks: int) -> list[Record]:
    """A plan of four pillars; an area has up to 40 tasks, a task in three has a note, one in five a sign-off."""
    rng, ids = random.Random(tasks), RandomIds()
    plan = Plan(uid=ids.new(), name="Benchmark")
    pillars = [
        Pillar(uid=ids.new(), plan=plan.uid, name=n, position=i)
        for i, n in enumerate(("Effectiveness", "Efficiency", "People", "Initiatives"))
    ]
    made: list[Record] = [plan, *pillars]
    notes: list[Record] = []
    signed: list[Record] = []
    all_tasks: list[Record] = []
    for a in range(max(4, tasks // 40)):
        area = Area(
            uid=ids.new(),
            plan=plan.uid,
            ref=f"AFI{a + 1}",
            title=" ".join(rng.choices(WORDS, k=9)),
            pillar=pillars[a % 4].uid,
            position=a,
            owner="AM Response",
        )
        made.append(area)
        for n in range(-(-tasks // max(4, tasks // 40))):
            if len(all_tasks) >= tasks:
                break
            due = date(2026, 1, 1) + timedelta(days=rng.randrange(700))
            task = Task(
                uid=ids.new(), area=area.uid, no=str(n + 1), position=n, title=f"Task {' '.join(rng.choices(WORDS, k=7))}", work=" ".join(rng.choices(WORDS, k=30)),
                assigned_to=rng.choice(("HR Manager", "ICT", "GM Prevention", "SM Response")), due=due, due_text=due.isoformat(), due_precision="day",
                progress=rng.choice(list(Progress)).value,
            )  # fmt: skip
            all_tasks.append(task)
            if rng.random() < 0.33:
                notes.append(
                    Note(
                        uid=ids.new(),
                        task=task.uid,
                        date=due,
                        date_precision="day",
                        text=" ".join(rng.choices(WORDS, k=40)),
                        entered_by="b",
                        entered_at="2026-01-01T00:00:00.000Z",
                    )
                )
            if rng.random() < 0.2:
                signed.append(
                    SignOff(
                        uid=ids.new(),
                        task=task.uid,
                        stage="qa",
                        date=due,
                        by="AM",
                        comment="Close.",
                        imported=True,
                        entered_by="b",
                        entered_at="2026-01-01T00:00:00.000Z",
                    )
                )
    return made + all_tasks + notes + signed


def build(folder: Path, tasks: int) -> dict[str, float]:
    """Write a plan file; seconds for applying it as one Change."""
    folder.mkdir(parents=True, exist_ok=True)
    edits = [create(r) for r in records(tasks)]
    with Tracker.open(places(folder), me="Benchmark") as t:
        start = time.perf_counter()
        t.commit("built", "plan", edits)
        return {"apply_s": time.perf_counter() - start, "records": len(edits)}
