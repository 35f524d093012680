"""Laws of the file: a swapped one is never mixed with ours, damage is known before an answer, a sound plan is never doubted."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import open_tracker, places_in, task
from tests.store.test_trouble import damaged
from tui_tracker.actions.keep.backups import restore
from tui_tracker.actions.tracker import Tracker
from tui_tracker.cli import main
from tui_tracker.clock import FixedClock
from tui_tracker.domain.records import Task
from tui_tracker.errors import FileError, PlanFileError, RefusedError
from tui_tracker.store import soundness, standing, verify
from tui_tracker.store.lock import noted

POSIX = pytest.mark.skipif(os.name != "posix", reason="an open file can be replaced only on POSIX")
READS = (["summary"], ["tasks"], ["tasks", "score"], ["evidence"], ["show", "AFI1/T1"], ["history"])


def opened(folder: Path, write: bool | None = True) -> Tracker:
    """The plan in a folder, each opening with identities of its own."""
    return Tracker.open(places_in(folder), write=write, me="Coordinator")


def written(folder: Path, rng: random.Random) -> None:
    """A session at the desk: some notes and verdicts, then closed in order."""
    with opened(folder) as t:
        some_work(t, rng)


def some_work(t: Tracker, rng: random.Random) -> None:
    uids = [x.uid for x in t.read.all(Task)]
    for _ in range(rng.randrange(1, 12)):
        if rng.random() < 0.7:
            t.notes.add(rng.choice(uids), "Seen at a station. " * rng.randrange(1, 200))
            continue
        with contextlib.suppress(RefusedError):  # it is like that already
            t.tasks.set_progress([rng.choice(uids)], rng.choice(("on_target", "behind_target", "complete")))


def head_of(path: Path) -> str:
    """The hash the journal of a plan file ends with, read through SQLite alone."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return str(connection.execute("SELECT hash FROM journal ORDER BY number DESC LIMIT 1").fetchone()[0])
    finally:
        connection.close()


def killed(t: Tracker, folder: Path, to: Path) -> None:
    """What lies on the disk when the process of ``t`` is killed now."""
    to.mkdir()
    for path in folder.glob("plan.db*"):
        shutil.copyfile(path, to / path.name)


# -- a file that is swapped


def swapped(folder: Path, rng: random.Random) -> str:
    """One plan, an older copy of it put in its place at some moment; what was done."""
    folder.mkdir()
    with opened(folder) as t:
        t.structure.new_plan("Plan")
        t.structure.add_area(t.read.plans()[0].uid, "AFI1", "Area")
        for title in ("One", "Two", "Three"):
            t.structure.add_task(t.resolve("AFI1").uid, title)
    older = folder / "older.db"
    shutil.copyfile(folder / "plan.db", older)
    theirs = head_of(older)
    for _ in range(rng.randrange(1, 4)):
        written(folder, rng)
    t = opened(folder)
    some_work(t, rng)
    ours, uid = t.read.journal_head()[1], t.read.all(Task)[0].uid
    how = rng.choice(("over it", "in its place", "away", "after a kill, over it", "after a kill, in its place"))
    place = folder
    if how.startswith("after"):
        place = folder / "killed"
        killed(t, folder, place)
        t.close()
    path = place / "plan.db"
    if how == "away":
        path.unlink()
    elif how.endswith("over it"):
        shutil.copyfile(older, path)
    else:
        os.replace(shutil.copyfile(older, folder / "again.db"), path)
    if place == folder:
        with pytest.raises(PlanFileError, match="is not the file that is open any more"):
            t.notes.add(uid, "late")
        t.close()
        kept = folder / "plan.backups" / "plan-rescued.db"
        assert kept.exists() or kept.with_suffix(".txt").exists(), how
        if kept.exists():
            assert head_of(kept) == ours, how
    if how == "away":
        assert not path.exists()
        return how
    for write in (False, True):
        with opened(place, write) as again:
            assert again.read.journal_head()[1] == theirs, (
                how,
                "another file's unfinished part was read into this one",
            )
            assert verify.verify(again.db) == [], how
            assert again.notice is not None or place == folder, how
    assert head_of(path) == theirs
    return how


@POSIX
def test_a_swapped_file_is_never_mixed_with_what_was_open(tmp_path: Path) -> None:
    rng = random.Random(19)
    assert len({swapped(tmp_path / f"s{n}", rng) for n in range(12)}) >= 4


@POSIX
@pytest.mark.long
def test_200_swapped_files_are_never_mixed(tmp_path: Path) -> None:
    rng = random.Random(20261130)
    done = [swapped(tmp_path / f"s{n}", rng) for n in range(200)]
    print({how: done.count(how) for how in sorted(set(done))})
    assert len(done) == 200


def test_a_killed_writers_own_part_is_taken_in(plan: Tracker, tmp_path: Path, clock: FixedClock) -> None:
    ours = plan.read.journal_head()[1]
    killed(plan, tmp_path, tmp_path / "killed")
    assert standing.unfinished(tmp_path / "killed" / "plan.db")
    for write in (False, True):
        with Tracker.open(places_in(tmp_path / "killed"), write=write, clock=clock) as again:
            assert again.read.journal_head()[1] == ours
            assert again.notice is None


# -- damage


def run(path: Path, *command: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["--plan", str(path), *command])
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out, told.err


def damaged_many(
    plan: Tracker, folder: Path, times: int, seed: int, capsys: pytest.CaptureFixture[str]
) -> dict[str, int]:
    """Damage that many copies and ask each of them everything; how many were noticed."""
    uid = task(plan, "AFI1/T1")
    for n in range(40):
        plan.notes.add(uid, f"Seen {n} times. " * 40)
    plan.close()
    sound = plan.path.read_bytes()
    rng = random.Random(seed)
    truth = {tuple(c): run(plan.path, *c, capsys=capsys) for c in READS}
    assert {code for code, _, _ in truth.values()} == {0}
    counts = {"copies": 0, "said": 0, "wrong": 0}
    for n in range(times):
        path = folder / f"copy{n}" / "plan.db"
        path.parent.mkdir()
        path.write_bytes(sound)
        how = damaged(path, rng)
        if rng.random() < 0.5:
            shutil.copyfile(plan.path.with_name("plan.db.lock"), path.with_name("plan.db.lock"))
        counts["copies"] += 1
        found = {tuple(c): run(path, *c, capsys=capsys) for c in READS}
        checked, _, _ = run(path, "verify", capsys=capsys)
        kept, _, _ = run(path, "backup", "-o", str(folder / "out.zip"), "--replace", capsys=capsys)
        before = path.read_bytes()
        wrote, _, told = run(path, "note", "AFI1/T1", "One more", capsys=capsys)
        assert 70 not in {checked, kept, wrote, *(code for code, _, _ in found.values())}, (n, how)
        assert (checked == 0) == (kept == 0), (n, how, "backup says what verify says")
        for command, (code, out, err) in found.items():
            if (code, out) != truth[command][:2]:
                counts["wrong"] += 1
                assert code != 0 or err != truth[command][2], (n, how, command, "a wrong answer without a word")
        assert wrote == 0 or path.read_bytes() == before, (n, how, "a refused write left something")
        assert checked == 0 or wrote != 0 or told, (n, how, "a note was taken into a damaged plan without a word")
        counts["said"] += checked != 0
        shutil.rmtree(path.parent)
    return counts


def test_damage_is_known_before_an_answer(plan: Tracker, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counts = damaged_many(plan, tmp_path, 20, 7, capsys)
    assert counts["said"] >= 8


@pytest.mark.long
def test_1000_damaged_plans_are_known(plan: Tracker, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counts = damaged_many(plan, tmp_path, 1000, 20261130, capsys)
    with capsys.disabled():
        print(counts)
    assert counts["copies"] == 1000


async def test_the_app_opens_a_damaged_plan_to_be_read_and_says_so(
    plan: Tracker, tmp_path: Path, clock: FixedClock
) -> None:
    plan.close()
    damaged_title(plan.path)
    with open_tracker(tmp_path, clock) as t:
        assert t.notice is not None
        assert "does not hold together" in t.notice
    data = bytearray(plan.path.read_bytes())
    data[4096 * 3 : 4096 * 4] = bytes(4096)
    plan.path.write_bytes(bytes(data))
    with open_tracker(tmp_path, clock, write=None) as t:
        assert not t.may_write
        assert "is damaged" in (t.notice or "")
        with pytest.raises(PlanFileError, match="is damaged"):
            t.tasks.set_progress([t.read.all(Task)[0].uid], "complete")


def damaged_title(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE task SET title = 'Forged' WHERE no = '1'")
    connection.commit()
    connection.close()


# -- sound plans


def sound_plans(folder: Path, times: int) -> Iterator[str | None]:
    """What is said on opening plans that are sound: closed in order, killed, moved, copied, with and without their lock."""
    rng = random.Random(times)
    for n in range(times):
        place = folder / f"p{n}"
        place.mkdir()
        t = opened(place)
        t.structure.new_plan("Plan")
        t.structure.add_area(t.read.plans()[0].uid, "AFI1", "Area")
        t.structure.add_task(t.resolve("AFI1").uid, "One")
        some_work(t, rng)
        how = rng.choice(("closed", "killed", "moved", "copied", "no lock"))
        if how == "killed":
            killed(t, place, place / "then")
            place = place / "then"
        t.close()
        if how == "moved":
            place = place.rename(folder / f"moved{n}")
        elif how == "copied":
            (place / "copy").mkdir()
            shutil.copyfile(place / "plan.db", place / "copy" / "plan.db")
            place = place / "copy"
        elif how == "no lock":
            (place / "plan.db.lock").unlink()
        for write in (False, True, False):
            with opened(place, write) as again:
                yield again.notice


def test_a_sound_plan_is_never_doubted(tmp_path: Path) -> None:
    assert set(sound_plans(tmp_path, 20)) == {None}


@pytest.mark.long
def test_1000_sound_plans_are_never_doubted(tmp_path: Path) -> None:
    assert set(sound_plans(tmp_path, 1000)) == {None}


def test_a_plan_that_was_closed_in_order_is_not_checked_again(
    plan: Tracker, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan.close()
    kept = standing.from_text(noted(tmp_path / "plan.db.lock"))
    assert kept is not None
    assert kept._replace(number=0) == standing.of(plan.path)
    assert kept.number == 7

    def fails(*_: object) -> None:
        raise AssertionError("checked again")

    monkeypatch.setattr(soundness, "_found", fails)
    for write in (False, True, None):
        open_tracker(tmp_path, clock, write=write).close()


def test_a_plan_too_large_to_check_says_so(
    plan: Tracker, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan.close()
    monkeypatch.setattr(standing, "LARGEST_CHECKED", 1000)
    for write in (False, True):
        with open_tracker(tmp_path, clock, write=write) as t:
            assert "was not checked at opening" in (t.notice or "")


# -- restoring


def test_restoring_refuses_in_one_sentence_and_leaves_nothing(
    plan: Tracker, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui_tracker.store import backup

    proof = tmp_path / "proof.pdf"
    proof.write_bytes(b"%PDF proof")
    plan.notes.add(task(plan, "AFI1/T1"), "See file", files=[proof])
    zipped = plan.keeping.backup(tmp_path / "all.zip")
    plan.close()
    places = places_in(tmp_path)
    shutil.rmtree(places.attachments)
    was, names = plan.path.read_bytes(), sorted(p.name for p in tmp_path.rglob("*"))
    real = backup.write_whole

    def full(path: Path, content: bytes, **more: bool) -> None:
        if path == places.plan:
            raise FileError(f"{path} cannot be written: No space left on device. Nothing was changed there.")
        real(path, content, **more)

    monkeypatch.setattr(backup, "write_whole", full)
    with pytest.raises(FileError, match="cannot be put in the place of"):
        restore(zipped, places)
    monkeypatch.undo()
    assert plan.path.read_bytes() == was
    left = sorted(p.name for p in tmp_path.rglob("*") if p.is_file())
    assert [n for n in left if n not in names] == []
    for name, content, told in (
        ("empty.db", b"", "it is empty"), ("text.db", b"not a plan " * 500, "damaged or no plan file"), ("none.db", sqlite_of("CREATE TABLE a (b)"), "not a tui_tracker plan"),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(content)
        with pytest.raises(FileError, match=told) as refused:
            restore(tmp_path / name, places)
        assert str(tmp_path / name) in str(refused.value)
        assert plan.path.read_bytes() == was


def sqlite_of(statement: str) -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute(statement)
    data = connection.serialize()
    connection.close()
    return data


def test_restoring_waits_for_a_window_that_reads(plan: Tracker, tmp_path: Path, clock: FixedClock) -> None:
    zipped = plan.keeping.backup(tmp_path / "all.zip")
    second = open_tracker(tmp_path, clock, write=None)
    assert not second.may_write
    plan.close()
    with pytest.raises(PlanFileError, match="is open in another window"):
        restore(zipped, places_in(tmp_path))
    second.close()
    assert restore(zipped, places_in(tmp_path)) is not None
