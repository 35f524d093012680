"""A disk that is full: every command is refused in one sentence, what was acknowledged is there, nothing is left lying about."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import open_tracker, places_in, task
from tests.store.test_kills import COMMANDS, Tally, look_at, template
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.records import Note
from tui_tracker.errors import PlanFileError


def noted(t: Tracker, uid: str, text: str) -> bool:
    """Whether there was room for a note; if not, it is refused by the sentence for a full disk."""
    try:
        t.notes.add(uid, text)
    except PlanFileError as error:
        if "The disk is full" not in str(error):
            raise
        return False
    return True


def filled_up(folder: Path, rng: random.Random, clock: FixedClock) -> int:
    """Write notes until the file may not grow any more; how many were acknowledged."""
    with open_tracker(folder, clock) as t:
        t.structure.new_plan("Plan")
        t.structure.add_area(t.read.plans()[0].uid, "AFI1", "Area")
        t.structure.add_task(t.resolve("AFI1").uid, "One")
        uid, done = task(t, "AFI1/T1"), 0
        pages = t.db.execute_sql("PRAGMA page_count").fetchone()[0]
        t.db.execute_sql(f"PRAGMA max_page_count = {pages + rng.randrange(1, 40)}")
        while noted(t, uid, f"note {done} " + "Seen at a station. " * rng.randrange(1, 300)):
            done += 1
        assert len(t.read.all(Note)) == done
        t.db.execute_sql("PRAGMA max_page_count = 1000000")
        t.notes.add(uid, "room again")
    with open_tracker(folder, clock, prefix="v") as t:
        assert t.notice is None
        assert t.history.verify().faults == ()
        assert len(t.read.all(Note)) == done + 1
    return done


def test_a_plan_that_may_not_grow_refuses_and_keeps_what_was_acknowledged(tmp_path: Path, clock: FixedClock) -> None:
    rng = random.Random(4)
    done = []
    for n in range(6):
        (tmp_path / f"f{n}").mkdir()
        done.append(filled_up(tmp_path / f"f{n}", rng, clock))
    assert max(done) > 1


@pytest.mark.long
def test_200_moments_of_a_full_disk(tmp_path: Path, clock: FixedClock) -> None:
    """Each command on a small disk of its own with a random number of bytes left on it."""
    template(tmp_path / "template", clock)
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip("a small disk can be made here by the administrator only")
    rng, tally, told = random.Random(20261130), Tally(), {}
    root = Path(__file__).resolve().parents[2]
    try:
        for n in range(200):
            name = list(COMMANDS)[n % len(COMMANDS)]
            place = disk / "plan"
            shutil.copytree(tmp_path / "template", place)
            left = rng.randrange(0, rng.choice((300_000, 900_000, 4_000_000)))
            free = shutil.disk_usage(disk).free
            (disk / "filler").write_bytes(bytes(max(0, free - left)))
            arguments, holds = COMMANDS[name]
            command = [sys.executable, "-m", "tui_tracker", "--plan", "plan.db", *arguments]
            env = {
                **os.environ,
                "TMPDIR": str(disk),
                "PYTHONPATH": str(root),
                "HOME": str(tmp_path),
                "PYTHONDONTWRITEBYTECODE": "1",
            }
            done = subprocess.run(command, cwd=place, env=env, capture_output=True, text=True, check=False)
            assert done.returncode in (0, 1, 4, 5), (name, left, done.stderr)
            assert "went wrong" not in done.stderr, (name, left, done.stderr)
            told[name, done.returncode] = told.get((name, done.returncode), 0) + 1
            (disk / "filler").unlink()
            look_at(name, place, tally, acknowledged=done.returncode == 0, holds=holds)
            shutil.rmtree(place)
    finally:
        subprocess.run(["umount", str(disk)], check=False)
    print(tally, told)
    assert (tally.missing, tally.left, tally.faults) == ([], [], [])
    with Tracker.open(places_in(tmp_path / "template"), me="x") as t:
        assert t.history.verify().faults == ()
