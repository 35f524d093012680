"""What reviews found, kept mended."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

import pytest

from tests.conftest import open_tracker, places_in, task
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.keep.demo import sample_folder
from tui_tracker.actions.send_out.style import Style
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain import parts as notes
from tui_tracker.errors import FileError, PlanFileError, RefusedError, UsageError
from tui_tracker.intake.read import read


def test_a_backup_or_an_export_never_overwrites_the_plan_itself(plan: Tracker, tmp_path: Path) -> None:
    own = places_in(tmp_path).plan
    with pytest.raises(FileError, match="the program's own"):
        plan.keeping.backup(own, replace=True)
    with pytest.raises(FileError, match="the program's own"):
        plan.exports.export(own, "json", Style(), replace=True)
    there = plan.keeping.backup(tmp_path / "b.zip")
    with pytest.raises(FileError, match="--replace"):
        plan.keeping.backup(there)
    if os.name == "posix":
        assert there.stat().st_mode & 0o077 == 0


def test_a_long_run_of_blanks_is_split_in_no_time() -> None:
    start = time.perf_counter()
    assert len(notes.split("x" + " " * 20_000 + "y 1/1/24 - done")) >= 1
    assert time.perf_counter() - start < 2


def test_into_names_one_plan_and_the_others_find_their_own(tracker: Tracker) -> None:
    path = sample_folder() / "northshire.xlsx"
    tracker.imports.apply(read(path), path)
    again = tracker.imports.apply(read(path), path, into="Northshire")
    assert again.applied is None


def test_a_renamed_area_is_found_again_by_its_old_reference(tracker: Tracker) -> None:
    path = sample_folder() / "northshire.xlsx"
    tracker.imports.apply(read(path), path)
    tracker.areas.save(tracker.resolve("AFI1").uid, {"ref": "AFI99"})
    tracker.structure.join_areas(tracker.resolve("AFI2").uid, tracker.resolve("AFI3").uid)
    again = tracker.imports.apply(read(path), path)
    assert (again.added_areas, again.added_tasks) == (0, 0)


def test_references_are_never_used_twice(plan: Tracker) -> None:
    plan.areas.save(plan.resolve("AFI1").uid, {"ref": "AFI5"})
    with pytest.raises(RefusedError, match="never used twice"):
        plan.areas.save(plan.resolve("AFI2").uid, {"ref": "AFI1"})
    plan.tasks.save(task(plan, "AFI5/T1"), {"no": "9"})
    with pytest.raises(RefusedError, match="never used twice"):
        plan.tasks.save(task(plan, "AFI5/T2"), {"no": "1"})
    for bad in ("A/1", "B:1"):
        with pytest.raises(UsageError, match="cannot be a reference"):
            plan.structure.add_area(plan.read.plans()[0].uid, bad, "x")
    with pytest.raises(UsageError, match="cannot be a task's number"):
        plan.tasks.save(task(plan, "AFI5/T2"), {"no": "²"})


def test_erasure_reaches_names_beside_underscores_and_folded_spellings(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    plan.people.alias("Anna Weiß", ["A Weiß"])
    plan.notes.add(uid, "see file", links=["smith_report.docx", "Jane_Smith.docx"])
    plan.history.redact("Smith", reason="asked")
    plan.history.redact("Weiß", reason="asked")
    text = "".join(plan.exports.json_pieces()).casefold()
    assert "smith" not in text
    assert "weiss" not in text
    assert plan.history.verify().faults == ()


def test_erasure_changes_no_figure(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    plan.notes.add(uid, "files", links=["Zoe file", "Bob file", "Amy file"])
    plan.tasks.ready(uid)
    plan.signoffs.sign(uid, Request("qa", "close", "AM Prevention"))
    plan.signoffs.sign(uid, Request("sampling", "close", "Business Assurance"))
    assert plan.read.summary().figures.assured == 1
    plan.history.redact("Bob file", reason="asked")
    assert plan.read.summary().figures.assured == 1
    assert plan.read.task(uid).row.changed == ()


def test_a_snapshot_as_at_an_earlier_day_leaves_out_what_was_recorded_later(plan: Tracker, clock: FixedClock) -> None:
    clock.move(days=10)
    plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")
    clock.move(days=10)
    plan.snapshots.take("S", as_at="5 Jun 2026")
    assert plan.snapshots.view(plan.snapshots.find("S")).counts.complete == 0
    with plan.at(plan.snapshots.find("S").as_at) as past:
        assert {e.local_day for e in past.read.history()} == {"2026-06-01"}


def test_correcting_who_said_a_note_does_not_unsay_it(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    plan.notes.add(uid, "I saw it", said_by="Q One")
    plan.notes.correct(plan.read.task(uid).notes[0].uid, "seen", said_by="Other")
    plan.tasks.ready(uid)
    with pytest.raises(RefusedError, match="Q One said the note"):
        plan.signoffs.sign(uid, Request("qa", "close", "Q One"))


def test_not_yet_does_not_bring_back_what_was_undone(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    plan.tasks.set_progress([uid], "behind_target")
    plan.tasks.set_progress([uid], "complete")
    plan.tasks.set_progress([uid], "not_started")
    plan.history.undo()
    assert plan.signoffs.before_complete(uid) == "behind_target"


def test_a_leaver_known_by_a_joint_spelling_hands_everything_over(plan: Tracker) -> None:
    plan.people.alias("Jane Doe", ["HR Manager / Payroll"])
    plan.people.handover("Jane Doe", "Joan Roe", "today")
    assert plan.tasks.get(task(plan, "AFI2/T1"))[0].assigned_to == "Joan Roe"


def test_a_foreign_database_is_not_touched_at_all(tmp_path: Path, clock: FixedClock) -> None:
    with sqlite3.connect(tmp_path / "plan.db") as raw:
        raw.execute("CREATE TABLE stamps (id INTEGER)")
    raw.close()
    before = (tmp_path / "plan.db").read_bytes()
    with pytest.raises(PlanFileError, match="not a tui_tracker plan file"):
        open_tracker(tmp_path, clock)
    assert (tmp_path / "plan.db").read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are POSIX's")
def test_attaching_a_pipe_or_a_folder_is_refused_at_once(plan: Tracker, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path):
        with pytest.raises(FileError, match="cannot be attached"):
            plan.notes.add(task(plan, "AFI1/T1"), "x", files=[path])


def test_a_bare_number_finds_an_old_reference(plan: Tracker) -> None:
    plan.structure.join(task(plan, "AFI1/T1"), task(plan, "AFI1/T3"))
    assert plan.resolve("1/3").ref == "AFI1/T1"


def test_ready_is_refused_once_qa_is_done(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    plan.tasks.set_progress([uid], "complete")
    plan.signoffs.sign(uid, Request("qa", "close", "AM Prevention"))
    with pytest.raises(RefusedError, match="QA'd already"):
        plan.tasks.ready(uid)
