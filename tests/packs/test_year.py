"""A year of a service with forty stations: forms each month, late and doubled returns, two laptops; against a model of plain sets."""

from __future__ import annotations

import os
import random
import shutil
import time
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import NOON, open_tracker
from tests.packs.filling import fill_text
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.records import Note, Tick

WORDS = {"complete": "complete", "on target": "on_target", "behind target": "behind_target", "ongoing": "ongoing"}


class Year:
    """The program beside a model: who has ticked what, which notes there are, where each station's own task stands."""

    def __init__(self, folder: Path, stations: int, seed: int) -> None:
        self.rng = random.Random(seed)
        self.clock = FixedClock(NOON, step=1)
        self.folder = folder
        self.plan = open_tracker(folder, self.clock)
        self.names = [f"Station {n:02d}" for n in range(1, stations + 1)]
        self.ticked: set[tuple[str, str]] = set()
        self.notes: set[tuple[str, str, str]] = set()
        self.progress: dict[str, str] = {}
        self.late: list[Path] = []
        self.took: list[float] = []
        t = self.plan
        t.structure.new_plan("Improvement plan")
        t.structure.add_area(t.read.plans()[0].uid, "AFI1", "Done at every station")
        t.structure.add_area(t.read.plans()[0].uid, "AFI2", "Each station's own")
        for n in range(3):
            t.structure.add_task(t.resolve("AFI1").uid, f"Rolled out {n}", due="Mar-27")
            t.stations.roll_out(t.resolve(f"AFI1/T{n + 1}").uid, f"Station 1-{stations}")
        for n, name in enumerate(self.names, 1):
            t.structure.add_task(t.resolve("AFI2").uid, f"Own work of {name}", due="Sep-26")
            t.tasks.save(t.resolve(f"AFI2/T{n}").uid, {"station": name})
            self.progress[f"AFI2/T{n}"] = "unknown"

    def month(self, month: int) -> None:
        """Forms go out, most come back, some twice, some a month late; the coordinator works on meanwhile."""
        folder = self.folder / f"month {month}"
        folder.mkdir()
        back, later = [], []
        for n, name in enumerate(self.names, 1):
            path = folder / f"{name}.txt"
            self.plan.returns.make(path, name, chaser=False)
            self.filled(path, n, name, month)
            (later if self.rng.random() < 0.15 else back).append(path)
        self.clock.move(days=10)
        self.edits()
        self.second_laptop(month)
        for path in self.rng.sample([*back, *self.late], len(back) + len(self.late)):
            self.merge(path)
            if self.rng.random() < 0.2:
                self.merge(path, again=True)
        self.late = later
        self.clock.move(days=20)

    def filled(self, path: Path, n: int, name: str, month: int) -> None:
        answers: dict[str, dict[str, str]] = {}
        for one in range(1, 4):
            if (f"AFI1/T{one}", name) not in self.ticked and self.rng.random() < 0.15:
                answers[f"AFI1/T{one}"] = {"done": "yes"}
        own: dict[str, str] = {}
        if self.rng.random() < 0.5:
            own["note"] = f"Month {month} at {name}: {self.rng.randrange(99)} of 99 “crew” said it's F:\\done"
        if self.rng.random() < 0.4:
            own["progress"] = self.rng.choice(list(WORDS))
        answers[f"AFI2/T{n}"] = own
        fill_text(path, answers)
        self.answers = {**getattr(self, "answers", {}), path: (name, answers)}

    def merge(self, path: Path, *, again: bool = False) -> None:
        start = time.perf_counter()
        found = self.plan.returns.preview(path)
        assert not found.unread
        if found.clashes:
            found = self.plan.returns.preview(path, take="theirs")
        applied = self.plan.returns.merge(found)
        self.took.append(time.perf_counter() - start)
        if again:
            assert applied is None, "the same return again is nothing new"
            return
        name, answers = self.answers[path]
        for ref, fields in answers.items():
            if fields.get("done"):
                self.ticked.add((ref, name))
            if fields.get("note"):
                self.notes.add((ref, name, fields["note"]))
            if fields.get("progress") and not self.said_before(path, ref, fields["progress"]):
                self.progress[ref] = WORDS[fields["progress"]]

    def said_before(self, path: Path, ref: str, word: str) -> bool:
        """Whether the form itself went out saying so: then its holder says nothing new, whatever was done here since."""
        return (
            f"# We have it: {word}" in path.read_text(encoding="utf-8").split(f'ref = "{ref}"')[1].split("[[task]]")[0]
        )

    def edits(self) -> None:
        """What the coordinator does at the desk."""
        for _ in range(5):
            n = self.rng.randrange(len(self.names)) + 1
            ref, word = f"AFI2/T{n}", self.rng.choice(list(WORDS.values()))
            if self.progress[ref] != word:
                self.plan.tasks.set_progress([self.plan.resolve(ref).uid], word)
                self.progress[ref] = word

    def second_laptop(self, month: int) -> None:
        """A copy goes out, notes are typed at two stations, and the copy comes back."""
        folder = self.folder / f"laptop {month}"
        folder.mkdir()
        with self.plan.rewriting():
            self.plan.db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(self.plan.path, folder / "plan.db")
        with open_tracker(
            folder, FixedClock(self.clock.now() + timedelta(hours=1), step=1), prefix="bcdefghjkmnp"[month - 1]
        ) as other:
            for n in self.rng.sample(range(1, len(self.names) + 1), 2):
                ref, text = f"AFI2/T{n}", f"Heard on a visit in month {month}"
                other.stations.update(other.resolve(ref).uid, self.names[n - 1], text=text)
                self.notes.add((ref, self.names[n - 1], text))
            path = other.path
        for _ in range(2):
            found = self.plan.copies.preview(path)
            assert not found.clashes
            self.plan.copies.merge(found)

    def check(self) -> None:
        t: Tracker = self.plan
        refs = {r.uid: r.ref for r in t.read.task_rows(t.read.task_ids())}
        assert {(refs[x.task], x.station) for x in t.read.all(Tick) if x.done_on} == self.ticked
        assert sorted((refs[n.task], n.said_by, n.text) for n in t.read.all(Note)) == sorted(self.notes)
        stand = {r.ref: r.progress for r in t.read.task_rows(t.read.task_ids()) if r.area == "AFI2"}
        assert stand == self.progress
        assert not t.history.verify().faults


def run(folder: Path, stations: int, months: int, seed: int) -> Year:
    year = Year(folder, stations, seed)
    try:
        for month in range(1, months + 1):
            year.month(month)
        for path in year.late:
            year.merge(path)
        year.check()
    finally:
        year.plan.close()
    return year


def test_two_months_of_four_stations(tmp_path: Path) -> None:
    year = run(tmp_path, 4, 2, 20261122)
    assert year.notes
    assert len(year.took) >= 8


@pytest.mark.long
def test_a_year_of_forty_stations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seed = int(os.environ.get("FUZZ_SEED", "11"))
    year = run(tmp_path, 40, 12, seed)
    took = sorted(year.took)
    with capsys.disabled():
        print(
            f"\nseed {seed}: 480 forms, {len(took)} merges (late and doubled ones among them), {len(year.notes)} notes, {len(year.ticked)} ticks, "
            f"none lost; a merge takes {took[len(took) // 2] * 1000:.0f} ms (median), {took[-1] * 1000:.0f} ms at most"
        )
    assert len(took) >= 480
