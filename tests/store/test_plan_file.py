"""The plan file: schema, versions, one writer, backups, damage, and sudden death."""

from __future__ import annotations

import contextlib
import io
import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import time
import zipfile
from datetime import date, timedelta
from pathlib import Path, PureWindowsPath

import openpyxl
import peewee
import pytest

from tests.conftest import open_tracker, places_in, task
from tui_tracker.actions.keep.backups import restore
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.records import FIELDS, Attachment, Note, Task
from tui_tracker.errors import FileError, PlanFileError
from tui_tracker.store import backup, migrations, open_to_write
from tui_tracker.store.location import why_not_local

POSIX = pytest.mark.skipif(os.name != "posix", reason="file modes and signals are POSIX's")


def test_every_record_has_a_strict_table_with_its_fields_in_order(tracker: Tracker) -> None:
    for kind, fields in FIELDS.items():
        columns = tracker.db.execute_sql(f"PRAGMA table_info({kind})").fetchall()
        assert [c[1] for c in columns] == ["id", *fields]
        strict = tracker.db.execute_sql("SELECT strict FROM pragma_table_list WHERE name = ?", (kind,)).fetchone()
        assert strict == (1,)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE task SET progress = 'nearly'",
        "UPDATE task SET due = '2026-02-30'",
        "UPDATE task SET due = 'soon'",
        "UPDATE task SET area = 'nowhere'",
        "UPDATE area SET ref = ' '",
        "UPDATE plan SET position = 'first'",
    ],
)
def test_the_file_itself_refuses_what_makes_no_sense(plan: Tracker, sql: str) -> None:
    with pytest.raises(peewee.IntegrityError), plan.db.atomic():
        plan.db.execute_sql(sql)


def test_a_newer_file_is_refused_with_one_sentence(tmp_path: Path, clock: FixedClock) -> None:
    open_tracker(tmp_path, clock).close()
    with sqlite3.connect(tmp_path / "plan.db") as raw:
        raw.execute("PRAGMA user_version = 99")
    raw.close()
    for write in (True, False):
        with pytest.raises(PlanFileError, match="written by a newer tui_tracker \\(schema 99"):
            open_tracker(tmp_path, clock, write=write)


def test_another_programs_database_is_refused_and_untouched(tmp_path: Path, clock: FixedClock) -> None:
    with sqlite3.connect(tmp_path / "plan.db") as raw:
        raw.execute("CREATE TABLE stamps (id INTEGER)")
    raw.close()
    with pytest.raises(PlanFileError, match="not a tui_tracker plan file"):
        open_tracker(tmp_path, clock)
    with contextlib.closing(sqlite3.connect(tmp_path / "plan.db")) as raw:
        assert raw.execute("SELECT count(*) FROM stamps").fetchone() == (0,)


def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path, clock: FixedClock) -> None:
    (tmp_path / "plan.db").write_bytes(b"not a database at all" * 100)
    for write in (True, False):
        with pytest.raises(PlanFileError, match="damaged or not a plan file"):
            open_tracker(tmp_path, clock, write=write)


def test_a_migration_backs_up_first_runs_whole_or_not_at_all_and_upcasts(
    plan: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    plan.close()
    now = len(migrations.STEPS)
    good = migrations.Step(
        now + 1,
        ("ALTER TABLE plan ADD COLUMN motto TEXT",),
        lambda e: replace(e, field="name" if e.field == "title" else e.field),
    )
    bad = migrations.Step(
        now + 1,
        (
            "ALTER TABLE plan ADD COLUMN motto TEXT",
            "INSERT INTO alias VALUES (1, 'aaaaaaaaaaaaaaaa', 'nobody', 'x', 'x')",
        ),
    )
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, bad))
    with pytest.raises(PlanFileError, match="does not hold together"):
        open_to_write.open_for_writing(tmp_path / "plan.db", tmp_path / "plan.backups")
    with sqlite3.connect(tmp_path / "plan.db") as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (now,)
        assert "motto" not in [c[1] for c in raw.execute("PRAGMA table_info(plan)")]
    raw.close()
    assert (tmp_path / "plan.backups" / f"plan-before-schema-{now + 1}.db").is_file()
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS[:now], good))
    opened = open_to_write.open_for_writing(tmp_path / "plan.db", tmp_path / "plan.backups")
    assert opened.db.execute_sql("PRAGMA user_version").fetchone() == (now + 1,)
    opened.close()
    from tui_tracker.domain.changes import Edit

    assert migrations.upcast(Edit("plan", "u", "title", 1, 2), now, migrations.STEPS).field == "name"


def test_one_writer_and_a_second_window_reads_and_says_so(plan: Tracker, tmp_path: Path, clock: FixedClock) -> None:
    with pytest.raises(PlanFileError, match="open in another window"):
        open_tracker(tmp_path, clock)
    with open_tracker(tmp_path, clock, write=None) as second:
        assert not second.may_write
        assert second.notice is not None
        assert "Another window" in second.notice
        assert second.read.summary().total.tasks == 4
        with pytest.raises(PlanFileError, match="Another window"):
            second.tasks.set_progress([task(second, "AFI1/T1")], "complete")


def test_reading_never_creates_a_file(tmp_path: Path, clock: FixedClock) -> None:
    with pytest.raises(PlanFileError, match="There is no plan file"):
        open_tracker(tmp_path / "nowhere", clock, write=False)
    assert not (tmp_path / "nowhere").exists()


@POSIX
def test_the_file_is_the_owners_alone(plan: Tracker, tmp_path: Path) -> None:
    for path in tmp_path.glob("plan.db*"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_durability_is_on(plan: Tracker) -> None:
    assert plan.db.execute_sql("PRAGMA synchronous").fetchone() == (2,)
    assert plan.db.execute_sql("PRAGMA journal_mode").fetchone() == ("wal",)
    assert plan.db.execute_sql("PRAGMA foreign_keys").fetchone() == (1,)


def test_no_write_ahead_log_in_a_synced_folder_and_it_is_said(tmp_path: Path, clock: FixedClock) -> None:
    folder = tmp_path / "OneDrive - Northshire"
    folder.mkdir()
    with open_tracker(folder, clock) as t:
        assert t.db.execute_sql("PRAGMA journal_mode").fetchone() == ("delete",)
        assert t.notice is not None
        assert "synced folder (OneDrive - Northshire)" in t.notice


@pytest.mark.parametrize(
    "folder",
    [
        r"C:\Users\A\Northshire Fire\HMICFRS - Documents", r"C:\Users\A\OneDrive - Northshire\Plans", r"C:\Users\A\Box", r"G:\My Drive\Plans", r"P:\pCloud Drive",
        r"C:\Users\A\Sync", r"C:\Users\A\MEGAsync\Plans", r"C:\Users\A\iCloudDrive", r"C:\Users\A\Google Drive", r"G:\Shared drives\Plans", r"C:\Users\A\Nextcloud2",
    ],
)  # fmt: skip
def test_folders_of_sync_clients_are_known_by_their_names(folder: str) -> None:
    assert "synced folder" in (why_not_local(PureWindowsPath(folder) / "plan.db", "", False) or "")


@pytest.mark.parametrize(
    "folder", [r"C:\Users\A\Boxes", r"C:\Megaphone", r"C:\Synchro", r"C:\Plans - 2026", r"C:\A\Documents"]
)
def test_other_folders_are_not(folder: str) -> None:
    assert why_not_local(PureWindowsPath(folder) / "OneDrive plan.db", "", False) is None


@pytest.mark.parametrize(
    "mark", [".stfolder", ".dropbox", ".megaignore", ".tmp.driveupload", "._sync_0a1b2c.db", ".sync_0a1b2c.db"]
)
def test_folders_of_sync_clients_are_known_by_their_marks(tmp_path: Path, mark: str) -> None:
    place = tmp_path / "Kept" / "Plans"
    place.mkdir(parents=True)
    assert why_not_local(place / "plan.db", "", False) is None
    (tmp_path / "Kept" / mark).write_bytes(b"")
    assert "synced folder" in (why_not_local(place / "plan.db", "", False) or "")


def test_a_library_beside_the_organisations_onedrive_is_known(tmp_path: Path) -> None:
    for name in ("OneDrive - Northshire Fire", "Northshire Fire/Plans", "Other/Plans"):
        (tmp_path / name).mkdir(parents=True)
    assert "Northshire Fire" in (why_not_local(tmp_path / "Northshire Fire" / "Plans" / "plan.db", "", False) or "")
    assert why_not_local(tmp_path / "Other" / "Plans" / "plan.db", "", False) is None


def test_network_places_are_noticed() -> None:
    assert "network share" in (why_not_local(PureWindowsPath(r"\\server\plans\plan.db"), "", False) or "")
    assert "mapped network drive" in (why_not_local(PureWindowsPath(r"H:\plan.db"), "", True) or "")
    mounts = "server:/x /mnt/plans nfs4 rw 0 0\n/dev/sda1 / ext4 rw 0 0\n"
    assert "nfs4" in (why_not_local(Path("/mnt/plans/plan.db"), mounts, False) or "")
    assert why_not_local(Path("/home/a/plan.db"), mounts, False) is None
    assert why_not_local(PureWindowsPath(r"C:\Users\A\plan.db"), "", False) is None


def test_seven_daily_and_eight_weekly_backups_are_kept(plan: Tracker, tmp_path: Path) -> None:
    places, first = places_in(tmp_path), date(2026, 1, 1)
    for n in range(120):
        assert backup.backup_today(plan.db, places, first + timedelta(days=n)) is not None
        assert backup.backup_today(plan.db, places, first + timedelta(days=n)) is None
    last = first + timedelta(days=119)
    kept = sorted(date.fromisoformat(p.stem[-10:]) for p in places.backups.iterdir())
    assert {last - timedelta(days=n) for n in range(7)} <= set(kept)
    assert len({d.isocalendar()[:2] for d in kept}) in (8, 9)
    assert len(kept) <= 7 + 8


def test_a_backup_carries_everything_and_restoring_keeps_what_was_there(
    plan: Tracker, tmp_path: Path, clock: FixedClock
) -> None:
    proof = tmp_path / "proof.pdf"
    proof.write_bytes(b"%PDF proof")
    plan.notes.add(task(plan, "AFI1/T1"), "See file", files=[proof])
    zipped = plan.keeping.backup(tmp_path / "all.zip")
    assert {n.split("/")[0] for n in zipfile.ZipFile(zipped).namelist()} == {"plan.db", "plan.xlsx", "attachments"}
    plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")
    plan.close()
    kept = restore(zipped, places_in(tmp_path))
    assert kept is not None
    with open_tracker(tmp_path, clock, prefix="v") as again:
        assert again.tasks.get(task(again, "AFI1/T1"))[0].progress == "unknown"
        assert again.history.verify().faults == ()
    fresh = places_in(tmp_path / "successor")
    restore(zipped, fresh)
    assert [p.read_bytes() for p in fresh.attachments.iterdir()] == [b"%PDF proof"]
    assert restore(kept, fresh) is not None


def test_a_backup_holds_a_workbook_for_who_has_not_the_program(plan: Tracker, tmp_path: Path) -> None:
    plan.notes.add(task(plan, "AFI1/T1"), "Seen at the station")
    with zipfile.ZipFile(plan.keeping.backup(tmp_path / "all.zip")) as archive:
        book = openpyxl.load_workbook(io.BytesIO(archive.read("plan.xlsx")), read_only=True)
    cells = [str(v) for sheet in book for row in sheet.iter_rows(values_only=True) for v in row if v is not None]
    assert all(any(t.title in cell for cell in cells) for t in plan.read.all(Task))
    assert any("Seen at the station" in cell for cell in cells)


def test_a_backup_is_written_where_no_workbook_can_be_made(plan: Tracker, tmp_path: Path) -> None:
    uid = task(plan, "AFI1/T1")
    plan.db.execute_sql("PRAGMA ignore_check_constraints = ON")
    plan.db.execute_sql("UPDATE task SET progress = 'gone astray' WHERE uid = ?", (uid,))
    with zipfile.ZipFile(plan.keeping.backup(tmp_path / "all.zip")) as archive:
        assert archive.namelist() == ["plan.db"]


def test_what_is_no_backup_is_refused_and_changes_nothing(plan: Tracker, tmp_path: Path) -> None:
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(bad, "w") as out:
        out.writestr("readme.txt", "hello")
    with pytest.raises(FileError, match=r"holds no plan\.db"):
        restore(bad, places_in(tmp_path))
    with pytest.raises(PlanFileError, match="open in another window"):
        restore(plan.keeping.backup(tmp_path / "ok.zip"), places_in(tmp_path))


def test_verify_names_the_row_and_the_entry_that_no_longer_agree(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    assert plan.history.verify().faults == ()
    plan.db.execute_sql("UPDATE task SET title = 'Other' WHERE uid = ?", (uid,))
    assert plan.history.verify().faults == (f"task {uid} does not agree with the journal in title",)
    plan.db.execute_sql("UPDATE task SET title = 'Set the score' WHERE uid = ?", (uid,))
    plan.db.execute_sql("UPDATE journal SET head = replace(head, 'Coordinator', 'Someone') WHERE number = 3")
    assert "journal entry 3 has been changed" in plan.history.verify().faults


def test_a_chain_that_was_cut_is_found_by_the_hash_on_a_paper(plan: Tracker) -> None:
    head = plan.read.journal_head()[1]
    assert plan.history.verify(head[:16]).against == plan.read.journal_head()[0]
    plan.db.execute_sql("DELETE FROM task WHERE uid = ?", (task(plan, "AFI2/T1"),))
    plan.db.execute_sql("DELETE FROM journal WHERE number = (SELECT max(number) FROM journal)")
    faults = plan.history.verify(head).faults
    assert len(faults) == 1
    assert "rewritten or cut" in faults[0]


def test_a_changed_or_missing_attachment_is_found(plan: Tracker, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
        plan.notes.add(task(plan, "AFI1/T1"), name, files=[tmp_path / name])
    a, b = (x.sha256 for x in plan.read.all(Attachment, order=("name",)))
    store = places_in(tmp_path).attachments
    (store / a).write_text("forged", encoding="utf-8")
    (store / b).unlink()
    assert [f.split(" in ")[0].split(" from ")[0] for f in plan.history.verify().faults] == [
        "the attached file a.txt has been changed",
        "the attached file b.txt is missing",
    ]


def test_attaching_what_is_no_plain_file_is_refused(plan: Tracker, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be attached"):
        plan.notes.add(task(plan, "AFI1/T1"), "x", files=[tmp_path / "gone.pdf"])
    assert plan.read.task(task(plan, "AFI1/T1")).notes == ()


KILLED = """
import sys
from pathlib import Path
from tests.conftest import places_in
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.records import Task
with Tracker.open(places_in(Path(sys.argv[1])), me="x") as t:
    uid = t.read.all(Task)[0].uid
    n = 0
    while True:
        n += 1
        t.notes.add(uid, f"note {n}")
        print(n, flush=True)
"""


def kill_once(folder: Path, rng: random.Random) -> tuple[int, int]:
    """Start a writer, kill it at a random moment; (last acknowledged note, notes found on reopening)."""
    root = Path(__file__).resolve().parents[2]
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(folder)], stdout=subprocess.PIPE, cwd=root, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(rng.random() * 0.08)
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read().split()
    process.wait()
    process.stdout.close()
    with Tracker.open(places_in(folder), me="x") as t:
        found = sorted(int(n.text.split()[1]) for n in t.read.all(Note))
        assert found == list(range(1, len(found) + 1))
        assert t.history.verify().faults == ()
        return (int(rest[-1]) if rest else 1), len(found)


def killed_many_times(tmp_path: Path, times: int) -> None:
    rng = random.Random(20260601)
    for n in range(times):
        folder = tmp_path / f"k{n}"
        folder.mkdir()
        with Tracker.open(places_in(folder), me="x") as t:
            t.structure.new_plan("P")
            t.structure.add_area(t.read.plans()[0].uid, "AFI1", "A")
            t.structure.add_task(t.resolve("AFI1").uid, "T")
        acknowledged, found = kill_once(folder, rng)
        assert found in (acknowledged, acknowledged + 1)


@POSIX
def test_a_killed_process_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    killed_many_times(tmp_path, 4)


@POSIX
@pytest.mark.long
def test_a_process_killed_200_times_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    killed_many_times(tmp_path, 200)


def test_every_schema_step_is_counted_and_an_older_journal_reads_under_the_newest() -> None:
    from tui_tracker.domain.changes import SCHEMA, Edit
    from tui_tracker.domain.records import FIELDS

    assert len(migrations.STEPS) == SCHEMA
    old = {"uid": "u", "sent_on": "2026-01-01", "what": "md", "file": "x.md", "number": 3, "snapshot": None}
    made = migrations.upcast(Edit("sent", "u", None, None, old), 1)
    assert set(made.after) == set(FIELDS["sent"])
    assert made.before is None
