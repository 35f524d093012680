"""Erasure: the text is gone from every byte, and the history still verifies."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from docx import Document

from tests.conftest import open_tracker, places_in, task
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.errors import RefusedError, UsageError
from tui_tracker.store import backup, redact
from tui_tracker.store.still_held import still_held


@pytest.fixture
def lived_in(plan: Tracker) -> Tracker:
    """A plan with a person in every kind of place: notes, sign-offs, seals, history, snapshots, register, search."""
    uid = task(plan, "AFI1/T1")
    plan.people.alias("Zebedee Quill", ["Z Quill", "ZQ-17"])
    plan.notes.add(uid, "Zebedee Quill and Z  Quill saw it", said_by="Zebedee Quill")
    plan.tasks.ready(uid, said_by="Z Quill")
    plan.signoffs.sign(uid, Request("qa", "close", "AM Prevention", comment="As zebedee quill says"))
    plan.tasks.save(uid, {"title": "Score, with Zebedee Quill"})
    plan.tasks.save(uid, {"title": "Score"})
    plan.snapshots.take("Paper of Zebedee Quill")
    return plan


def everywhere(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in folder.glob("plan.db*") if p.is_file()).lower()


def test_a_person_is_gone_from_every_byte_and_the_history_verifies(
    lived_in: Tracker, tmp_path: Path, clock: FixedClock
) -> None:
    assert b"zebedee" in everywhere(tmp_path)
    _, _, backups = lived_in.history.redact(None, person="Zebedee Quill", reason="left, asked for it")
    found = lived_in.history.verify()
    assert found.faults == ()
    assert len(found.redactions) == 1
    assert found.redactions[0].startswith("2026-06-01 by Coordinator: left, asked for it")
    assert backups == []
    assert not list(lived_in.read.task_ids("zebedee"))
    assert "ebedee" not in "".join(lived_in.exports.json_pieces())
    assert "ebedee" not in lived_in.exports.markdown(evidence=True, internal=True)
    lived_in.close()
    for text in (b"zebedee", b"z quill", b"zq-17"):
        assert text not in everywhere(tmp_path)
    with open_tracker(tmp_path, clock, prefix="w") as again:
        assert again.read.summary().figures.qa_recorded == 1
        assert again.read.task(task(again, "AFI1/T1")).row.changed == ("title",)


def test_a_second_erasure_on_the_same_entries_still_verifies(lived_in: Tracker) -> None:
    lived_in.history.redact("Zebedee Quill", reason="first")
    lived_in.history.redact("saw it", reason="second")
    found = lived_in.history.verify()
    assert found.faults == ()
    assert len(found.redactions) == 2


def test_backups_that_still_hold_it_are_listed(lived_in: Tracker, tmp_path: Path, clock: FixedClock) -> None:
    backup.backup_today(lived_in.db, places_in(tmp_path), clock.today() - timedelta(days=1))
    _, _, held = lived_in.history.redact("Zebedee Quill", reason="asked")
    backup.backup_today(lived_in.db, places_in(tmp_path), clock.today())
    assert [h.path.name for h in held] == [f"plan-{clock.today() - timedelta(days=1)}.db"]
    assert still_held(places_in(tmp_path), redact.eraser(["Zebedee Quill"]), {}) == held


def _word_file(path: Path, *runs: str) -> Path:
    document = Document()
    paragraph = document.add_paragraph()
    for run in runs:
        paragraph.add_run(run)
    document.save(str(path))
    return path


def test_every_other_file_beside_the_plan_that_still_holds_it_is_named(lived_in: Tracker, tmp_path: Path) -> None:
    places = places_in(tmp_path)
    uid = task(lived_in, "AFI1/T1")
    (tmp_path / "away").mkdir()
    for path in (
        _word_file(tmp_path / "away" / "list.docx", "Attended: Zebe", "dee Quill"),  # a name over two runs
        _word_file(tmp_path / "away" / "other.docx", "Attended: nobody"),
    ):
        lived_in.notes.add(uid, f"See {path.stem}", files=[path])
    for folder, name, text in (
        (places.drafts, "note.json", '{"text": "said by zebedee  quill"}'),
        (places.drafts, "other.json", '{"text": "nothing"}'),
        (places.templates, "committee.toml", 'author = "Zebedee Quill"'),
    ):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    places.backups.mkdir(exist_ok=True)
    (places.backups / "cut.zip").write_bytes(b"PK\x03\x04 cut short")
    lived_in.keeping.backup(places.backups / "whole.zip")
    _, _, held = lived_in.history.redact("Zebedee Quill", reason="asked")
    assert [h.what for h in held] == [
        "the backup whole.zip", "the draft note.json", "the evidence file list.docx", "the template committee.toml",
    ]  # fmt: skip
    assert all(h.path.is_file() for h in held)


def test_tampering_with_a_redacted_entry_is_found(lived_in: Tracker) -> None:
    lived_in.history.redact("Zebedee Quill", reason="asked")
    lived_in.db.execute_sql("UPDATE journal SET head = replace(head, 'AFI1/T1', 'AFI1/T2') WHERE salt IS NULL")
    assert any("was erased in part without a redaction" in f for f in lived_in.history.verify().faults)


def test_an_erasure_is_refused_when_it_makes_no_sense(lived_in: Tracker) -> None:
    with pytest.raises(UsageError, match="too short"):
        lived_in.history.redact("ZQ", reason="x")
    with pytest.raises(RefusedError, match="stands nowhere"):
        lived_in.history.redact("Nobody Known", reason="x")
    with pytest.raises(RefusedError, match="word the reason without it"):
        lived_in.history.redact("Zebedee Quill", reason="zebedee quill left")
    with pytest.raises(UsageError, match="A reason"):
        lived_in.history.redact("Zebedee Quill", reason=" ")
    assert lived_in.history.verify().faults == ()


def test_an_erasure_is_not_undone(lived_in: Tracker) -> None:
    applied, _, _ = lived_in.history.redact("Zebedee Quill", reason="asked")
    with pytest.raises(RefusedError, match="cannot be undone"):
        lived_in.history.undo(str(applied.number))


def test_a_decision_about_a_name_is_erased_with_it_and_then_does_nothing(plan: Tracker) -> None:
    plan.publication.show_as("Priya Solanki", "a councillor")
    plan.notes.add(task(plan, "AFI1/T1"), "Met Priya Solanki about the name list")
    plan.history.redact("Priya Solanki", reason="asked to be forgotten")
    assert not plan.history.verify().faults
    paper = plan.exports.markdown()
    assert "councillor" not in paper
    assert "Solanki" not in "".join(plan.exports.json_pieces())
    plan.history.redact("name list", reason="not needed")
    assert plan.publication.decided()[0].what == "name"
