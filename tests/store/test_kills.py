"""Sudden death: commands and the app are killed at random moments. Nothing acknowledged is lost, nothing is left lying about."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.conftest import open_tracker, places_in, task
from tests.ui.test_terminal import read_until, started
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.records import Note, SignOff, Task

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed here by POSIX signals")

SOURCE = (
    "Ref,Area for improvement,Action,Owner,Due,Status\nAFI7,Radios,Check the radios,SM Control,30/06/2026,On target\n"
)
# The files that may lie beside a plan that was killed and opened again.
OURS = {
    "plan.db",
    "plan.db.lock",
    "plan.backups",
    "plan.files",
    "all.zip",
    "out.zip",
    "other.db",
    "source.csv",
    "plan.db.readers",
}


@dataclass
class Tally:
    """What a run of kills came to."""

    killed: int = 0
    acknowledged: int = 0
    missing: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def _notes(t: Tracker) -> list[str]:
    return [n.text for n in t.read.all(Note)]


# What is run on the plan, and what must be true of it afterwards when it was acknowledged.
COMMANDS: dict[str, tuple[list[str], Callable[[Tracker], bool]]] = {
    "note": (["note", "AFI1/T1", "Seen at station 3"], lambda t: "Seen at station 3" in _notes(t)),
    "verdict": (["set", "AFI1/T2", "progress", "complete"], lambda t: t.tasks.get(task(t, "AFI1/T2"))[0].progress == "complete"),
    "sign": (["sign", "AFI1/T1", "qa", "close", "--by", "AM Prevention", "--override", "agreed"], lambda t: len(t.read.all(SignOff)) == 1),
    "import": (["import", "source.csv", "--yes"], lambda t: bool(t.read.find("AFI7"))),
    "undo": (["undo"], lambda t: "The last word" not in _notes(t)),
    "restore": (["restore", "all.zip"], lambda t: _notes(t) == []),
    "backup": (["backup", "-o", "out.zip", "--replace"], lambda t: (t.places.plan.parent / "out.zip").is_file()),
    "redact": (["redact", "secret word", "--reason", "asked"], lambda t: not any("secret word" in n for n in _notes(t))),
    "merge": (["pack", "merge-copy", "other.db"], lambda t: "Theirs" in _notes(t)),
}  # fmt: skip


def template(folder: Path, clock: FixedClock) -> None:
    """A plan of four tasks with what the commands need: a backup, another copy, a file to import."""
    folder.mkdir()
    with open_tracker(folder, clock) as t:
        t.structure.new_plan("Improvement plan")
        t.structure.add_area(t.read.plans()[0].uid, "AFI1", "Visits follow the risk", owner="AM Prevention")
        for title in ("Set the score", "Book by score", "Check the booking"):
            t.structure.add_task(t.resolve("AFI1").uid, title, assigned_to="SM Prevention")
        t.tasks.set_progress([task(t, "AFI1/T1")], "complete")
        t.keeping.backup(folder / "all.zip")
    shutil.copyfile(folder / "plan.db", folder / "other.db")
    with Tracker.open(places_in(folder, "other.db"), me="Other") as other:
        other.notes.add(task(other, "AFI1/T3"), "Theirs")
    with Tracker.open(places_in(folder), me="x") as t:
        t.notes.add(task(t, "AFI1/T1"), "A secret word was said")
        t.notes.add(task(t, "AFI1/T2"), "The last word")
    (folder / "source.csv").write_text(SOURCE, encoding="utf-8")
    for path in folder.glob("other.db?*"):
        path.unlink()


def kill_command(name: str, folder: Path, rng: random.Random, tally: Tally, longest: float) -> None:
    """Run a command and kill it at a random moment; look at what is there then."""
    arguments, holds = COMMANDS[name]
    root = Path(__file__).resolve().parents[2]
    scratch = folder / "tmp"
    scratch.mkdir()
    env = {**os.environ, "TMPDIR": str(scratch), "PYTHONPATH": str(root), "HOME": str(scratch / "home")}
    command = [sys.executable, "-m", "tui_tracker", "--plan", "plan.db", *arguments]
    process = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        code = process.wait(rng.random() * longest)
        assert process.stderr is not None
        assert code in (0, 1), (name, process.stderr.read())
        tally.acknowledged += 1
    except subprocess.TimeoutExpired:
        process.kill()
        code = process.wait()
        tally.killed += 1
    assert process.stderr is not None
    process.stderr.close()
    look_at(name, folder, tally, acknowledged=code == 0, holds=holds)
    shutil.rmtree(scratch / "home", ignore_errors=True)
    tally.left += [f"{name}: {p.name} in the temporary folder" for p in scratch.iterdir()]


def look_at(name: str, folder: Path, tally: Tally, *, acknowledged: bool, holds: Callable[[Tracker], bool]) -> None:
    """Open the plan a while later: what the command acknowledged holds, and nothing that was half-written lies about."""
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (time.time() - 300, time.time() - 300))
    with Tracker.open(places_in(folder), me="x") as t:
        if t.notice is not None:
            tally.faults.append(f"{name}: {t.notice}")
        tally.faults += [f"{name}: {f}" for f in t.history.verify().faults]
        if acknowledged and not holds(t):
            tally.missing.append(name)
        tasks = len(t.read.all(Task))
        if tasks not in (3, 4):
            tally.faults.append(f"{name}: {tasks} tasks")
    lying = {p.name for p in folder.iterdir()} - OURS - {"tmp", "state", "config", "home", "c"}
    lying |= {
        p.name
        for p in folder.rglob("*")
        if p.suffix == ".part" or p.name.startswith((".tui_tracker-", ".part-", ".look-"))
    }
    tally.left += [f"{name}: {p}" for p in sorted(lying)]


def kills(folder: Path, clock: FixedClock, times: int, seed: int, longest: float) -> Tally:
    template(folder / "template", clock)
    rng, tally = random.Random(seed), Tally()
    for n in range(times):
        name = list(COMMANDS)[n % len(COMMANDS)]
        place = folder / f"k{n}"
        shutil.copytree(folder / "template", place)
        kill_command(name, place, rng, tally, longest)
        shutil.rmtree(place)
    return tally


def test_commands_that_are_killed_lose_nothing_and_leave_nothing(tmp_path: Path, clock: FixedClock) -> None:
    tally = kills(tmp_path, clock, 9, 19, 0.9)
    assert (tally.missing, tally.left, tally.faults) == ([], [], [])
    assert tally.killed + tally.acknowledged == 9


@pytest.mark.long
def test_1600_commands_that_are_killed(tmp_path: Path, clock: FixedClock) -> None:
    tally = kills(tmp_path, clock, 1600, 20261130, 0.9)
    print(tally)
    assert (tally.missing, tally.left, tally.faults) == ([], [], [])
    assert min(tally.killed, tally.acknowledged) > 200


def kill_app(folder: Path, rng: random.Random, tally: Tally) -> None:
    """Open the app, give a verdict and type a note, and kill it on the way."""
    process, handle = started(folder)
    shown = b""
    try:
        read_until(handle, b"reported complete")
        end = time.monotonic() + rng.random() * 2.5
        for keys in (b"2", b"j", b"c", b"n", *(bytes([c]) for c in b"half a word"), b"\x13"):
            if time.monotonic() > end:
                break
            os.write(handle, keys)
            shown += read_until(handle, b"\x00never", 0.1)
    finally:
        process.kill()
        process.wait()
        os.close(handle)
    tally.killed += 1
    done = b"is complete" in shown or "✓ complete".encode() in shown
    tally.acknowledged += done
    with Tracker.open(places_in(folder), me="x") as t:
        if t.notice is not None:
            tally.faults.append(f"app: {t.notice}")
        tally.faults += [f"app: {f}" for f in t.history.verify().faults]
        if b"is complete now" in shown and t.tasks.get(t.resolve("AFI1/T1").uid)[0].progress != "complete":
            tally.missing.append("app: verdict")
        if b"noted AFI1/T1" in shown and _notes(t) != ["half a word"]:
            tally.missing.append("app: note")


def test_the_app_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    tally = Tally()
    (tmp_path / "a0").mkdir()
    kill_app(tmp_path / "a0", random.Random(3), tally)
    assert (tally.missing, tally.faults, tally.killed) == ([], [], 1)


@pytest.mark.long
def test_400_apps_that_are_killed(tmp_path: Path) -> None:
    rng, tally = random.Random(20261130), Tally()
    for n in range(400):
        folder = tmp_path / f"a{n}"
        folder.mkdir()
        kill_app(folder, rng, tally)
        shutil.rmtree(folder)
    print(tally)
    assert (tally.missing, tally.faults) == ([], [])
    assert tally.acknowledged > 50
