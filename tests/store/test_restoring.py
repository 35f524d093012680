"""Restoring over a plan, and what is said when a file cannot be opened."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.conftest import open_tracker, places_in, task
from tests.store.test_standing import POSIX, damaged_title, head_of, killed, opened
from tui_tracker.actions.keep.backups import restore
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.records import Note, Task
from tui_tracker.errors import PlanFileError
from tui_tracker.store import standing, verify
from tui_tracker.store.open_to_read import open_for_reading


def test_restoring_over_a_plan_that_was_not_closed_keeps_its_unfinished_part(
    plan: Tracker, tmp_path: Path, clock: FixedClock
) -> None:
    zipped = plan.keeping.backup(tmp_path / "all.zip")
    plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")
    ours = plan.read.journal_head()[1]
    killed(plan, tmp_path, tmp_path / "killed")
    places = places_in(tmp_path / "killed")
    kept = restore(zipped, places)
    assert kept is not None
    assert head_of(kept) == ours
    with Tracker.open(places, clock=clock) as t:
        assert t.notice is None
        assert t.read.journal_head()[1] != ours
    restore(kept, places)
    assert head_of(places.plan) == ours


# -- what a reviewer found


def test_a_restore_that_is_done_keeps_what_was_there_whatever_fails_after(
    plan: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zipped = plan.keeping.backup(tmp_path / "all.zip")
    plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")
    ours = plan.read.journal_head()[1]
    plan.close()
    real = Path.unlink

    def held(self: Path, missing_ok: bool = False) -> None:
        if self.name.endswith(("-wal", "-shm")):
            raise PermissionError(13, "in use")
        real(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", held)
    kept = restore(zipped, places_in(tmp_path))
    monkeypatch.undo()
    assert kept is not None
    assert head_of(kept) == ours


def test_a_note_that_a_power_cut_took_does_not_make_our_own_part_foreign(tmp_path: Path) -> None:
    with opened(tmp_path) as t:
        t.structure.new_plan("Plan")
    stale = (tmp_path / "plan.db.lock").read_bytes()
    with opened(tmp_path) as t:
        t.structure.add_area(t.read.plans()[0].uid, "AFI1", "Area")
    t = opened(tmp_path)
    t.structure.add_task(t.resolve("AFI1").uid, "One")
    ours = t.read.journal_head()[1]
    for note in (stale, None):
        place = tmp_path / ("stale" if note else "none")
        killed(t, tmp_path, place)
        (place / "plan.db.lock").unlink()
        if note:
            (place / "plan.db.lock").write_bytes(note)
        for write in (False, True):
            with opened(place, write) as again:
                assert again.read.journal_head()[1] == ours
    t.close()


@POSIX
def test_reading_a_digest_leaves_sqlites_locks_alone(plan: Tracker) -> None:
    """Another program that opens the plan and closes it must not take our log for one that nobody uses."""
    import subprocess
    import sys

    plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")
    assert standing.of(plan.path) is not None
    code = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT count(*) FROM task').fetchone(); c.close()"
    subprocess.run([sys.executable, "-c", code, str(plan.path)], check=True)
    assert standing.unfinished(plan.path), "our log is still there"
    plan.tasks.set_progress([task(plan, "AFI1/T2")], "complete")


@POSIX
def test_a_change_that_was_cut_short_in_a_synced_folder_is_taken_back(tmp_path: Path) -> None:
    import subprocess
    import sys

    folder = tmp_path / "OneDrive"
    folder.mkdir()
    with opened(folder) as t:
        t.structure.new_plan("Plan")
        t.structure.add_area(t.read.plans()[0].uid, "AFI1", "Area")
        t.structure.add_task(t.resolve("AFI1").uid, "One")
        for n in range(60):
            t.notes.add(t.read.all(Task)[0].uid, f"note {n} " * 200)
        ours = t.read.journal_head()[1]
    code = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('PRAGMA cache_size = 2'); c.execute('BEGIN IMMEDIATE')\n"
        "c.execute(\"UPDATE note SET text = text || 'half'\"); c.execute('UPDATE journal SET salt = NULL'); os._exit(0)"
    )
    for write in (False, True, None):
        subprocess.run([sys.executable, "-c", code, str(folder / "plan.db")], check=True)
        assert standing.unfinished(folder / "plan.db", "-journal")
        with opened(folder, write) as again:
            assert again.read.journal_head()[1] == ours
            assert verify.verify(again.db) == []
            assert "half" not in again.read.all(Note)[0].text


def test_doubts_are_said_each_time_also_after_a_change(plan: Tracker, tmp_path: Path, clock: FixedClock) -> None:
    folder = tmp_path / "OneDrive"
    folder.mkdir()
    plan.close()
    shutil.copyfile(plan.path, folder / "plan.db")
    damaged_title(folder / "plan.db")
    for n in range(2):
        with open_tracker(folder, clock, prefix=f"{n}"[:1]) as t:
            assert "does not hold together" in (t.notice or "")
            if not n:
                with open_tracker(folder, clock, write=None) as second:
                    assert not second.may_write
                Tracker.open(places_in(folder), me="x", write=False).close()
    with opened(folder) as t:
        t.notes.add(t.read.all(Task)[1].uid, "One more")
    for write in (False, True):
        with opened(folder, write) as again:
            assert "does not hold together" in (again.notice or "")
            assert not again.trusted


def test_a_first_start_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tui_tracker.store import open_to_write

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(open_to_write, "_bring_up_to_date", full)
    with pytest.raises(PlanFileError, match="disk is full"):
        opened(tmp_path)
    monkeypatch.undo()
    assert not (tmp_path / "plan.db").exists()
    with opened(tmp_path) as t:
        assert t.read.plans() == []


def test_another_programs_lock_is_no_reason_to_read_without_one(
    plan: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan.close()
    real = sqlite3.connect

    def busy(address: object, **more: object) -> object:
        if "mode=ro" in str(address):
            raise sqlite3.OperationalError("database is locked")
        return real(address, **more)  # type: ignore[call-overload]  # a path or a text

    monkeypatch.setattr(sqlite3, "connect", busy)
    with pytest.raises(PlanFileError, match="locked by another program"):
        open_for_reading(plan.path)
