"""Trouble around the plan file: another program's lock, a file swapped or emptied, copies and the clock. Each is one sentence, and loses nothing."""

from __future__ import annotations

import errno
import os
import random
import re
import shutil
import sqlite3
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import peewee
import pytest

from tests.conftest import open_tracker, places_in, task
from tests.ui.driving import driving
from tui_tracker.actions.tracker import Tracker
from tui_tracker.cli import main
from tui_tracker.clock import FixedClock
from tui_tracker.domain.checks.totals import sums
from tui_tracker.domain.records import Note
from tui_tracker.errors import PlanFileError
from tui_tracker.store import backup, trouble

POSIX = pytest.mark.skipif(os.name != "posix", reason="an open file can be moved away only on POSIX")
DISK = pytest.mark.parametrize(
    ("error", "told"),
    [
        (peewee.OperationalError("database is locked"), "locked by another program"), (sqlite3.OperationalError("database or disk is full"), "disk is full"),
        (peewee.OperationalError("cannot rollback - no transaction is active"), "disk is full"), (OSError(errno.ENOSPC, "No space left on device"), "disk is full"),
        (peewee.OperationalError("attempt to write a readonly database"), "may only be read here"), (OSError(errno.EROFS, "Read-only"), "may only be read here"),
        (peewee.DatabaseError("database disk image is malformed"), "is damaged"), (peewee.OperationalError("disk I/O error"), "Is its disk or its share"),
    ],
)  # fmt: skip


@DISK
def test_each_trouble_has_its_own_sentence(tmp_path: Path, error: Exception, told: str) -> None:
    said = str(trouble.sentence(tmp_path / "plan.db", error))
    assert told in said
    assert "nothing was written" in said
    assert ("restore" in said) is False, "there is no backup here, and only damage is mended by one"


@DISK
def test_the_store_in_trouble_refuses_and_keeps_everything(
    plan: Tracker, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    from tui_tracker.store import apply

    head = plan.read.journal_head()

    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(apply.journal, "append", fails)
    with pytest.raises(PlanFileError, match=re.escape(told)):
        plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")
    monkeypatch.undo()
    assert plan.read.journal_head() == head
    plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")


async def test_a_lock_of_another_program_ends_a_key_and_not_the_app(plan: Tracker) -> None:
    plan.db.execute_sql("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(plan.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    async with driving(plan, (100, 30)) as d:
        await d.keys("2", "down", "b")
        assert "locked by another program" in d.said
        other.execute("ROLLBACK")
        other.close()
        await d.keys("b")
        assert "behind target" in d.said


async def test_what_is_typed_stays_when_the_plan_refuses(plan: Tracker) -> None:
    plan.db.execute_sql("PRAGMA busy_timeout = 50")
    async with driving(plan, (100, 30)) as d:
        await d.keys("2", "down", "n")
        await d.type("Seen at station 3")
        other = sqlite3.connect(plan.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await d.keys("ctrl+s")
        assert "locked by another program" in d.text
        assert "Seen at station 3" in d.text
        other.execute("ROLLBACK")
        other.close()
        await d.keys("ctrl+s")
    assert [n.text for n in plan.read.all(Note)] == ["Seen at station 3"]


async def test_a_fault_in_a_timer_or_a_callback_leaves_the_app_up(plan: Tracker) -> None:
    async with driving(plan, (100, 30)) as d:
        screen = d.app.screen

        def fails() -> None:
            raise peewee.OperationalError("database is locked")

        for start in (
            lambda: screen.set_timer(0.01, fails),
            lambda: screen.call_later(fails),
            lambda: screen.call_after_refresh(fails),
            lambda: d.app.set_timer(0.01, fails),
        ):
            d.app.say("all is well")
            start()
            for _ in range(40):
                await d.pilot.pause(0.02)
                if "locked by another program" in d.said:
                    break
            assert "locked by another program" in d.said
        await d.keys("2")
        assert "AFI1" in d.text


# -- the file at the path is the file that is open


@POSIX
@pytest.mark.parametrize("how", ["deleted", "replaced"])
def test_a_file_that_is_swapped_under_the_program_is_noticed(plan: Tracker, tmp_path: Path, how: str) -> None:
    plan.tasks.set_progress([task(plan, "AFI1/T1")], "on_target")
    other = tmp_path / "older.db"
    shutil.copyfile(plan.path, other)
    was = other.read_bytes()
    if how == "deleted":
        plan.path.unlink()
    else:
        os.replace(other, plan.path)
    for _ in range(2):
        with pytest.raises(PlanFileError, match="is not the file that is open any more") as told:
            plan.tasks.set_progress([task(plan, "AFI1/T2")], "complete")
    assert ("deleted" if how == "deleted" else "another file") in str(told.value)
    rescued = plan.path.with_name("plan.backups") / "plan-rescued.db"
    assert str(rescued) in str(told.value)
    kept = sqlite3.connect(rescued)
    assert kept.execute("SELECT progress FROM task WHERE no = '1'").fetchone() == ("on_target",)
    kept.close()
    assert not plan.path.exists() if how == "deleted" else plan.path.read_bytes() == was, (
        "nothing is written to another file"
    )


def test_an_emptied_plan_is_no_new_plan(tmp_path: Path, clock: FixedClock) -> None:
    with open_tracker(tmp_path, clock) as t:
        t.structure.new_plan("Plan")
        copy = backup.backup_today(t.db, places_in(tmp_path), clock.today())
    assert copy is not None
    path = tmp_path / "plan.db"
    path.write_bytes(b"")
    for write in (True, False, None):
        with pytest.raises(PlanFileError, match="is empty") as told:
            Tracker.open(places_in(tmp_path), write=write, clock=clock)
        assert str(copy) in str(told.value)
        assert "tui-tracker restore" in str(told.value)
    assert path.read_bytes() == b""


def test_an_empty_file_with_nothing_beside_it_begins_a_plan(tmp_path: Path, clock: FixedClock) -> None:
    (tmp_path / "plan.db").write_bytes(b"")
    with open_tracker(tmp_path, clock) as t:
        assert t.read.plans() == []


# -- copies and the clock


def test_the_newest_copies_stay_whatever_the_clock_says() -> None:
    day = date(2026, 6, 1)
    found = [Path(f"plan-{day - timedelta(days=n)}.db") for n in range(40)]
    for today in (day, day + timedelta(weeks=9), day + timedelta(days=366), day - timedelta(days=400)):
        left = set(found) - set(backup.superfluous(found, today))
        assert set(found[:7]) <= left


# -- nothing freezes


def test_long_runs_of_letters_cost_what_their_length_costs() -> None:
    def seconds(length: int) -> float:
        text = "a" * length + " total 3"
        best = 9.0
        for _ in range(5):
            start = time.process_time()
            sums(text)
            best = min(best, time.process_time() - start)
        return max(best, 1e-3)  # under a millisecond the clock says more of the machine

    assert seconds(200_000) / seconds(10_000) <= 60, "the square of the length would be 400"
    assert sums("On-call: 3, wholetime - 4 and control: 2 total 9") == [(9, 9)]


# -- damage is known before an answer


def damaged(path: Path, rng: random.Random) -> str:
    """One page flipped, zeroed or cut off, or one letter of a text changed; how it was done."""
    data = bytearray(path.read_bytes())
    how = rng.choice(("flip", "zero", "cut", "letter"))
    page = rng.randrange(1, max(2, len(data) // 4096)) * 4096
    if how == "flip":
        at = rng.randrange(page, min(len(data), page + 4096))
        data[at] ^= 1 << rng.randrange(8)
    elif how == "zero":
        data[page : page + 4096] = bytes(min(4096, len(data) - page))
    elif how == "cut":
        del data[page:]
    else:
        at = data.find(b"Visits follow")
        data[at] = ord("v")
    path.write_bytes(bytes(data))
    return how


def check_of(path: Path, clock: FixedClock) -> tuple[int, int]:
    """Exit codes of verify and backup on a plan file."""
    codes = []
    for command in (["verify"], ["backup", "-o", str(path.with_name("out.zip")), "--replace"]):
        with pytest.raises(SystemExit) as ended:
            main(["--plan", str(path), *command])
        codes.append(int(ended.value.code or 0))
    return codes[0], codes[1]


def test_damage_is_said_by_verify_and_by_backup_and_never_ends_in_a_fault(
    plan: Tracker, tmp_path: Path, clock: FixedClock
) -> None:
    plan.close()
    sound = plan.path.read_bytes()
    assert check_of(plan.path, clock) == (0, 0)
    rng = random.Random(5)
    silent = []
    for n in range(24):
        path = tmp_path / f"copy{n}.db"
        path.write_bytes(sound)
        how = damaged(path, rng)
        codes = check_of(path, clock)
        assert 70 not in codes, (how, codes)
        changed = path.read_bytes() != sound
        if changed and how in ("zero", "cut", "letter") and codes[0] == 0:
            silent.append((how, codes))
        assert (codes[0] == 0) == (codes[1] == 0), "backup says what verify says"
    assert len(silent) <= 2, "a zeroed page may have held nothing"


# -- time


def test_history_is_told_in_local_time_and_holds_what_is_dated_ahead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if not hasattr(time, "tzset"):
        pytest.skip("this system sets no time zone for one process")
    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    ahead = FixedClock(datetime(2027, 6, 30, 23, 30, tzinfo=UTC))
    with open_tracker(tmp_path, ahead) as t:
        t.structure.new_plan("Plan")
    entry = {}
    with open_tracker(tmp_path, FixedClock(datetime(2026, 6, 1, 12, 0, tzinfo=UTC)), prefix="v") as t:
        assert t.notice is not None
        assert "dated 2027-06-30, after today (2026-06-01)" in t.notice
        found = t.read.history()
        entry = {e.number: e for e in found}
        assert [e.when for e in found][-1] == "2027-07-01 00:30"
        assert "dated ahead of today" in entry[1].marks(t.clock.today())
    with pytest.raises(SystemExit):
        main(["--plan", str(tmp_path / "plan.db"), "history"])
    told = capsys.readouterr()
    assert "2027-07-01 00:30" in told.out
    assert "BST, UTC+01:00" in told.err or "GMT, UTC+00:00" in told.err
    monkeypatch.undo()
    time.tzset()


async def test_at_midnight_the_day_moves_and_a_copy_is_taken(plan: Tracker, tmp_path: Path, clock: FixedClock) -> None:
    async with driving(plan, (100, 30)) as d:
        assert "1 Jun 26" in d.text
        clock.move(days=1)
        d.app.look_at_day()
        await d.settle()
        assert "2 Jun 26" in d.text
        for _ in range(100):
            if (tmp_path / "plan.backups" / "plan-2026-06-02.db").exists():
                break
            await d.pilot.pause(0.02)
    assert (tmp_path / "plan.backups" / "plan-2026-06-02.db").exists()


def test_a_paper_is_written_where_its_line_in_the_log_cannot_be_kept(
    plan: Tracker, tmp_path: Path, clock: FixedClock
) -> None:
    from tui_tracker.actions.send_out.style import Style

    (tmp_path / "plan.sent").write_bytes(b"in the way of a folder")
    with open_tracker(tmp_path, clock, write=None) as second:
        assert not second.may_write
        second.exports.export(tmp_path / "out.csv", "csv", Style(internal=True))
    assert (tmp_path / "out.csv").is_file()
