"""Files that leave: nothing half-written, nothing given away unasked, everything read back."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from tests.conftest import open_tracker, task
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.send_out.style import Style
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.records import Sent
from tui_tracker.errors import FileError, PublicationError, RefusedError, UsageError

STYLE = Style(service="Northshire")
SECRETS = (
    "Priya Solanki",
    "07700 900123",
    "r.solanki@northshire.example",
    "http://intranet.local/x",
    "F:\\Ops\\plan.xlsx",
)


@pytest.fixture
def telling(plan: Tracker) -> Tracker:
    """A plan whose evidence gives away one of each kind."""
    plan.notes.add(
        task(plan, "AFI1/T1"), "Met Priya Solanki, 07700 900123, r.solanki@northshire.example.", said_by="SM Prevention"
    )
    plan.notes.add(task(plan, "AFI1/T2"), "See http://intranet.local/x and F:\\Ops\\plan.xlsx", said_by="SM Prevention")
    return plan


@pytest.mark.parametrize("form", ["md", "docx"])
def test_a_public_paper_that_would_tell_is_not_written(form: str, telling: Tracker, tmp_path: Path) -> None:
    target = tmp_path / f"paper.{form}"
    with pytest.raises(PublicationError, match="1 name, 1 phone, 1 e-mail, 1 intranet address, 1 drive path") as stop:
        telling.exports.export(target, form, STYLE, evidence=True)
    assert not target.exists()
    assert len(stop.value.lines) == 5
    assert any("AFI1/T1" in line for line in stop.value.lines)


@pytest.mark.parametrize("form", ["md", "docx"])
def test_after_deciding_they_are_gone_from_every_byte(form: str, telling: Tracker, tmp_path: Path) -> None:
    target = tmp_path / f"paper.{form}"
    found = telling.papers.findings()
    telling.publication.settle(telling.publication.suggested(found))
    telling.exports.export(target, form, STYLE, evidence=True)
    data = everything_in(target)
    for secret in SECRETS:
        assert secret.encode() not in data
        assert secret.replace("\\", "&#92;").encode() not in data
    assert b"1 name or word is not shown; 4 addresses or numbers are left out" in data
    telling.publication.forget("priya solanki")
    with pytest.raises(PublicationError, match="give away 1 name that"):
        telling.exports.export(tmp_path / "again.md", "md", STYLE, evidence=True)


def everything_in(path: Path) -> bytes:
    """A file's bytes, unpacked where it is an archive."""
    import zipfile

    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return b"".join(archive.read(n) for n in archive.namelist())


@pytest.mark.parametrize("form", ["md", "docx"])
def test_a_public_paper_prints_no_notes_unless_they_are_asked_for(form: str, telling: Tracker, tmp_path: Path) -> None:
    """What is not printed need not be cleared; what is asked for is looked at first."""
    target = tmp_path / f"paper.{form}"
    telling.exports.export(target, form, STYLE)
    data = everything_in(target)
    assert b"AFI1/T1" in data
    assert not any(secret.encode() in data for secret in SECRETS)


def test_an_inside_paper_keeps_names_and_says_it_was_not_checked(telling: Tracker, tmp_path: Path) -> None:
    telling.exports.export(tmp_path / "in.md", "md", Style(internal=True))
    text = (tmp_path / "in.md").read_text(encoding="utf-8")
    assert "Priya Solanki" in text
    assert "Internal: this paper was not checked for publication." in text
    sent = telling.read.all(Sent)[-1]
    assert (sent.marking, sent.checked) == ("OFFICIAL", None)


def test_what_is_let_stand_is_printed_with_its_reason(telling: Tracker, tmp_path: Path) -> None:
    found = telling.papers.findings()
    telling.publication.settle(telling.publication.suggested(f for f in found if f.what != "name"))
    telling.publication.let_stand("Priya Solanki", "an elected member, named in the minutes")
    telling.publication.accept()
    telling.exports.export(tmp_path / "p.md", "md", STYLE, evidence=True)
    text = (tmp_path / "p.md").read_text(encoding="utf-8")
    assert "Priya Solanki" in text
    assert "1 decided as public (an elected member, named in the minutes)" in text
    with pytest.raises(RefusedError, match="word it without the name"):
        telling.publication.let_stand("Priya Solanki", "Priya Solanki is a member")


def test_an_officer_named_in_the_texts_is_no_finding(telling: Tracker) -> None:
    telling.papers.texts.keep()
    file = telling.papers.texts.file()
    file.write_text(file.read_text(encoding="utf-8") + '\n[[officers]]\nname = "Priya Solanki"\n', encoding="utf-8")
    found = telling.papers.findings()
    assert "name" not in {f.what for f in found}


def test_everything_exported_comes_back_byte_for_byte(telling: Tracker, tmp_path: Path, clock: FixedClock) -> None:
    telling.snapshots.take("One")
    telling.publication.show_as("Priya Solanki", "a partner")
    telling.exports.export(tmp_path / "whole.json", "json", STYLE)
    (tmp_path / "two").mkdir()
    with open_tracker(tmp_path / "two", clock, prefix="v") as other:
        other.exports.load_json(tmp_path / "whole.json")
        assert "".join(other.exports.json_pieces(STYLE.mark)).encode() == (tmp_path / "whole.json").read_bytes()
        assert not other.history.verify().faults


def test_a_file_that_is_there_is_kept_unless_replaced(plan: Tracker, tmp_path: Path) -> None:
    target = tmp_path / "p.csv"
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(FileError, match="--replace"):
        plan.exports.export(target, "csv", STYLE)
    assert target.read_text(encoding="utf-8") == "mine"
    plan.exports.export(target, "csv", STYLE, replace=True)
    assert "AFI1" in target.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("form", ["md", "docx", "xlsx", "csv", "json", "ics"])
def test_a_full_disk_gets_a_sentence_and_leaves_the_old_file(
    form: str, plan: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / f"p.{form}"
    target.write_bytes(b"old")
    before = plan.read.journal_head()

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match=r"No space left on device\. Nothing was changed there"):
        plan.exports.export(target, form, STYLE, replace=True)
    assert target.read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.glob(".tui_tracker-*")) == []
    assert plan.read.journal_head() == before


def test_a_folder_that_is_not_there_gets_a_sentence(plan: Tracker, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be written"):
        plan.exports.export(tmp_path / "nowhere" / "p.md", "md", STYLE)


def test_a_snapshot_in_every_form_shows_the_plan_as_it_was(plan: Tracker, tmp_path: Path) -> None:
    plan.snapshots.take("Before")
    plan.structure.add_task(plan.resolve("AFI1").uid, "Later work")
    for form in ("md", "csv", "ics"):
        plan.exports.export(tmp_path / f"s.{form}", form, STYLE, snapshot="Before")
        assert "Later work" not in (tmp_path / f"s.{form}").read_text(encoding="utf-8")
    with pytest.raises(UsageError, match="holds the whole plan"):
        plan.exports.export(tmp_path / "s.json", "json", STYLE, snapshot="Before")
    with pytest.raises(UsageError, match="is no format"):
        plan.exports.export(tmp_path / "s.pdf", "pdf", STYLE)


@pytest.mark.parametrize("form", ["md", "docx", "xlsx", "csv", "json", "ics"])
def test_the_handling_mark_is_on_every_file(form: str, plan: Tracker, tmp_path: Path) -> None:
    plan.exports.export(tmp_path / f"p.{form}", form, Style(marking="OFFICIAL-SENSITIVE"))
    assert b"OFFICIAL-SENSITIVE" in everything_in(tmp_path / f"p.{form}").replace(b"\r\n ", b"")
    assert plan.read.all(Sent)[-1].marking == "OFFICIAL-SENSITIVE"


def test_a_paper_written_while_another_window_holds_the_plan_is_logged_there(plan: Tracker, tmp_path: Path) -> None:
    from tui_tracker.actions.send_out.sent_beside import take_in

    before = plan.read.journal_head()[0]
    with Tracker.open(plan.places, write=None, clock=plan.clock, me="Clerk") as other:
        assert not other.may_write
        other.exports.export(tmp_path / "p.csv", "csv", STYLE, given_to="the chair")
    assert plan.read.journal_head()[0] == before
    assert take_in(plan) == 1
    assert [(s.file, s.given_to, s.number) for s in plan.read.all(Sent)] == [("p.csv", "the chair", before)]
    assert take_in(plan) == 0
    assert not plan.places.sent_beside.exists()


def test_json_is_written_in_pieces_and_reads_as_one_text(plan: Tracker, tmp_path: Path) -> None:
    import tracemalloc

    uid = task(plan, "AFI1/T1")
    for n in range(300):
        plan.notes.add(uid, f"Seen {n} times.\nSecond line. " * 60)
    text = "".join(plan.exports.json_pieces("OFFICIAL"))
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    tracemalloc.start()
    longest = max(len(piece) for piece in plan.exports.json_pieces())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert longest < len(text) / 50
    assert peak < len(text)  # the records are held one kind at a time; the history is not held at all


def test_rows_of_a_workbook_are_as_high_as_their_text(plan: Tracker, tmp_path: Path) -> None:
    import openpyxl

    uid = task(plan, "AFI1/T1")
    plan.notes.add(uid, "Seen at station 3 and noted at the board. " * 20)
    plan.tasks.save(uid, {"due": "30 Sep 2026"}, reason="agreed at the board")
    plan.tasks.set_progress([uid], "complete")
    plan.signoffs.sign(uid, Request("qa", "close", "AM People", comment="Seen. " * 40))
    plan.exports.export(tmp_path / "plan.xlsx", "xlsx", STYLE)
    plan.returns.make(tmp_path / "form.xlsx", "SM Prevention", chaser=False)
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    sheet = book["AFI1"]
    assert (sheet.row_dimensions[3].height or 15) >= 15 * 12
    assert (sheet.row_dimensions[4].height or 15) < 15 * 6
    heads = {c.value: c.column for c in sheet[1]}
    assert sheet.cell(3, heads["QA verdict"]).value == "close"
    assert "agreed at the board" in sheet.cell(3, heads["Date moved"]).value
    about = book["About this file"]
    assert any((about.row_dimensions[r].height or 15) > 15 for r in range(1, about.max_row + 1))
    form = openpyxl.load_workbook(tmp_path / "form.xlsx").worksheets[0]
    assert max((form.row_dimensions[r].height or 15) for r in range(1, form.max_row + 1)) > 15


def test_the_services_own_name_on_its_paper_is_nobodys(plan: Tracker, tmp_path: Path) -> None:
    style = Style(service="Demoshire Harding Fire and Rescue Service")
    plan.notes.add(task(plan, "AFI1/T1"), "Demoshire agreed. Harding too.", said_by="SM Prevention")
    plan.exports.export(tmp_path / "plan.md", "md", style)
    made = (tmp_path / "plan.md").read_text(encoding="utf-8")
    assert "Service: Demoshire Harding Fire and Rescue Service" in made
    rules = plan.papers.rules([], service="Demoshire Fire and Rescue Service")
    assert not rules.find("Demoshire", set())
    assert rules.find("Mr Clark Demoshire-Jones", set()), "a person of that name is one"


def test_initials_that_were_decided_are_not_taken_out_of_a_department(plan: Tracker) -> None:
    from tui_tracker.domain.records import Publication

    decided = [Publication(uid="p1", what="name", found="OD", shown_as="[name left out]", by="C")]
    rules = plan.papers.rules(decided)
    assert rules.swap("L&OD met OD on Monday.", set()) == "L&OD met [name left out] on Monday."
