"""Builders and fixtures: a fixed clock, identities in order, a temporary home."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import peewee
import pytest
from hypothesis import HealthCheck, settings

from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.ids import SequenceIds
from tui_tracker.paths import Places
from tui_tracker.store import migrations

# How many times as many examples each law is tried on; above 1 they are drawn anew: a long run, whose figures stand in docs/evidence.md.
DEPTH = int(os.environ.get("LAWS_DEPTH", "1"))
settings.register_profile(
    "laws",
    deadline=None,
    max_examples=100 * DEPTH,
    derandomize=DEPTH == 1,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("laws")


def law(examples: int) -> settings:
    """For a law whose example is dear: tried on so many in the ordinary suite."""
    return settings(max_examples=examples * DEPTH)


NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
SHARED_PLANS = Path(__file__).resolve().parents[2] / "shared" / "plans"
needs_shared_plans = pytest.mark.skipif(
    not SHARED_PLANS.is_dir(), reason="the folder ../shared/plans with real plan files is not here"
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits begins first: begun last, one walk in a terminal would keep every worker but its own idle for a minute."""
    items.sort(key=lambda item: item.get_closest_marker("waits") is None)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test touches the user's own files."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.delenv("TUI_TRACKER_PLAN", raising=False)
    return tmp_path / "home"


@pytest.fixture(autouse=True, scope="session")
def _new_files_are_copies() -> Iterator[None]:
    """A new plan file is a copy of one that the migrations made once in this process: they take a tenth of a second, and most tests begin with one."""
    step_by_step, made = migrations.migrate, peewee.SqliteDatabase(":memory:", autoconnect=False)
    made.connect()
    step_by_step(made, migrations.STEPS)

    def migrate(db: peewee.SqliteDatabase, steps: Sequence[migrations.Step]) -> None:
        if len(steps) == migrations.version_of(made) and migrations.version_of(db) == 0:
            made.connection().backup(db.connection())
        else:
            step_by_step(db, steps)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "migrate", migrate)
        yield
    made.close()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


def places_in(folder: Path, name: str = "plan.db") -> Places:
    return Places(plan=folder / name, settings=folder / "config" / "settings.toml", state=folder / "state")


def open_tracker(
    folder: Path, clock: FixedClock, *, me: str = "Coordinator", prefix: str = "u", write: bool | None = True
) -> Tracker:
    return Tracker.open(places_in(folder), write=write, clock=clock, ids=SequenceIds(prefix), me=me)


@pytest.fixture
def tracker(tmp_path: Path, clock: FixedClock) -> Iterator[Tracker]:
    """An empty plan file."""
    with open_tracker(tmp_path, clock) as made:
        yield made


@pytest.fixture
def plan(tracker: Tracker) -> Tracker:
    """A small plan: two pillars, AFI1 with three tasks, AFI2 with one."""
    tracker.structure.new_plan("Improvement plan")
    uid = tracker.read.plans()[0].uid
    tracker.structure.add_area(uid, "AFI1", "Visits follow the risk", pillar="Effectiveness", owner="AM Prevention")
    tracker.structure.add_area(uid, "AFI2", "Hours are watched", pillar="People", owner="AM People")
    for title, due in (("Set the score", "Mar-26"), ("Book by score", "30 Sep 2026"), ("Check the booking", None)):
        tracker.structure.add_task(tracker.resolve("AFI1").uid, title, assigned_to="SM Prevention", due=due)
    tracker.structure.add_task(
        tracker.resolve("AFI2").uid, "Set a baseline", assigned_to="HR Manager / Payroll", due="Apr-26"
    )
    return tracker


def task(tracker: Tracker, ref: str) -> str:
    return tracker.resolve(ref, kind="task").uid
