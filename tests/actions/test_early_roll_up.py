"""The roll-up that is begun before the app is loaded: the same figures or none."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import task
from tui_tracker.actions.early_roll_up import Ahead
from tui_tracker.actions.tracker import Tracker

TAKES_ALL = (
    "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('PRAGMA journal_mode = delete').fetchall()"
)


def closed_and_begun(plan: Tracker, tmp_path: Path) -> Ahead:
    """The plan's file at rest, and its roll-up begun."""
    today = plan.clock.today()
    plan.close()
    return Ahead(plan.path, today)


def again(plan: Tracker) -> Tracker:
    return Tracker.open(plan.places, clock=plan.clock, me="x")


def test_it_is_what_the_plan_says(plan: Tracker, tmp_path: Path) -> None:
    ahead = closed_and_begun(plan, tmp_path)
    with again(plan) as opened:
        assert ahead.summary(opened.read) == opened.read.summary()
        assert ahead.summary(opened.read) is None  # given once; the next is counted anew


def test_what_has_changed_since_is_counted_anew(plan: Tracker, tmp_path: Path) -> None:
    ahead = closed_and_begun(plan, tmp_path)
    with again(plan) as opened:
        opened.tasks.set_progress([task(opened, "AFI1/T1")], "complete")
        assert ahead.summary(opened.read) is None


def test_another_day_is_counted_anew(plan: Tracker, tmp_path: Path) -> None:
    today = plan.clock.today()
    plan.close()
    ahead = Ahead(plan.path, today - timedelta(days=1))
    with again(plan) as opened:
        assert ahead.summary(opened.read) is None


def test_a_file_that_is_not_at_rest_or_is_none_is_left_to_the_app(plan: Tracker, tmp_path: Path) -> None:
    with plan:
        plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")
        assert Ahead(plan.path, plan.clock.today()).summary(plan.read) is None  # its log lies beside it
        for name, held in (("none.db", None), ("empty.db", b""), ("words.db", b"no plan at all" * 99)):
            if held is not None:
                (tmp_path / name).write_bytes(held)
            assert Ahead(tmp_path / name, plan.clock.today()).summary(plan.read) is None
            assert (tmp_path / name).exists() is (held is not None)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX locks are what a second handle could drop")
def test_its_end_leaves_the_locks_of_the_open_plan(plan: Tracker, tmp_path: Path) -> None:
    ahead = closed_and_begun(plan, tmp_path)
    with again(plan) as opened:
        assert ahead.summary(opened.read) is not None  # its connection is closed now
        other = subprocess.run([sys.executable, "-c", TAKES_ALL, str(plan.path)], capture_output=True, text=True)
        assert "locked" in other.stderr
        opened.tasks.set_progress([task(opened, "AFI1/T1")], "complete")
    with contextlib.closing(sqlite3.connect(plan.path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
