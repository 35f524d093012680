"""The evidence library: every file once under a readable name, what is missing, and what the files give away."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.conftest import task
from tests.reports.test_markdown import by_cmark, tables_of
from tests.reports.test_papers import STYLE
from tui_tracker.actions.send_out.exports import Report
from tui_tracker.actions.send_out.scope import Scope
from tui_tracker.actions.send_out.style import Style
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.records import Attachment, Sent
from tui_tracker.errors import FileError, PublicationError

INSIDE = Style(internal=True)


@pytest.fixture
def shelved(worked: Tracker, tmp_path: Path) -> Tracker:
    """``worked`` with files of several kinds under two areas, one of them lost."""
    paper = docx.Document()
    paper.add_paragraph("Seen by Priya Solanki at the station.")
    paper.core_properties.author = "P Marlow"
    paper.save(str(tmp_path / "visit log.docx"))
    book = openpyxl.Workbook()
    book.properties.creator = "Jo Farrow"
    book.save(tmp_path / "hours.xlsx")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8not really a picture")
    (tmp_path / "lost.pdf").write_bytes(b"%PDF-1.4 x")
    files = [tmp_path / n for n in ("visit log.docx", "photo.jpg")]
    worked.notes.add(task(worked, "AFI1/T3"), "Seen", files=files)
    worked.notes.add(task(worked, "AFI2/T1"), "Counted", files=[tmp_path / "hours.xlsx", tmp_path / "lost.pdf"])
    lost = worked.read.all(Attachment, name="lost.pdf")[0]
    (worked.places.attachments / lost.sha256).unlink()
    worked.areas.save(worked.resolve("AFI1").uid, {"question": "1.2"})
    return worked


def test_every_file_stands_once_in_its_areas_folder_and_in_the_index(shelved: Tracker, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    said = shelved.exports.report(folder, Report("evidence", given_to="the inspectorate"), INSIDE)
    assert "4 evidence files" in said[0]
    assert "1 missing" in said[0]
    index = (folder / "index.md").read_text(encoding="utf-8")
    found = [p for p in folder.rglob("*") if p.is_file() and p.name != "index.md"]
    here = {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in found}
    kept = {a.sha256: a for a in shelved.read.all(Attachment) if a.name != "lost.pdf"}
    assert sorted(here.values()) == sorted(kept)
    rows = [r for t in tables_of(index, by_cmark) if "SHA-256" in t[0] for r in t[1:]]
    assert sorted(r[4] for r in rows) == sorted(a.sha256 for a in shelved.read.all(Attachment))
    assert [r[1] for r in rows if r[2] == "lost.pdf"] == ["MISSING"]
    assert re.search(r"## Missing.*AFI2/T1: lost\.pdf", index, re.DOTALL)
    by_question = next(t for t in tables_of(index, by_cmark) if t[0][0] == "Question")
    assert by_question[1][0].startswith("1.2 ")
    assert by_question[-1][2] == "5"
    assert "AFI1 Visits follow the risk/T3 2 visit log.docx" in here
    log = shelved.read.all(Sent)[-1]
    assert (log.what, log.given_to, log.file) == ("evidence library", "the inspectorate", "library")


def test_what_the_files_give_away_is_told_beside_the_folder_and_not_in_it(shelved: Tracker, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    shelved.exports.report(folder, Report("evidence"), INSIDE)
    told = (tmp_path / "library gives away.txt").read_text(encoding="utf-8")
    assert re.search(r"visit log\.docx: its properties name P Marlow", told)
    assert re.search(r"visit log\.docx: its text gives away a name: “Priya Solanki”", told)
    assert re.search(r"hours\.xlsx: its properties name Jo Farrow", told)
    assert re.search(r"photo\.jpg: a \.jpg cannot be looked into", told)
    assert "P Marlow" not in (folder / "index.md").read_text(encoding="utf-8")


def test_a_name_in_a_file_name_stops_a_public_library_with_nothing_written(shelved: Tracker, tmp_path: Path) -> None:
    (tmp_path / "Priya Solanki.txt").write_text("x", encoding="utf-8")
    shelved.notes.add(task(shelved, "AFI1/T3"), "Statement", files=[tmp_path / "Priya Solanki.txt"])
    folder = tmp_path / "library"
    with pytest.raises(PublicationError):
        shelved.exports.report(folder, Report("evidence"), STYLE)
    assert not folder.exists()
    shelved.publication.show_as("Priya Solanki", "a witness")
    shelved.exports.report(folder, Report("evidence"), STYLE)
    everything = "".join(p.name for p in folder.rglob("*")) + (folder / "index.md").read_text(encoding="utf-8")
    assert "Solanki" not in everything


def test_a_part_of_the_plan_and_a_folder_that_is_taken(shelved: Tracker, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    shelved.exports.report(folder, Report("evidence", scope=Scope(query="area:AFI2")), INSIDE)
    assert [p.name for p in folder.iterdir() if p.is_dir()] == ["AFI2 Hours are watched"]
    with pytest.raises(FileError, match="is there already"):
        shelved.exports.report(folder, Report("evidence"), INSIDE)
    (tmp_path / "a file").write_text("x", encoding="utf-8")
    with pytest.raises(FileError, match="is a file"):
        shelved.exports.report(tmp_path / "a file", Report("evidence"), INSIDE)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"not a zip at all"])
def test_a_file_that_is_damaged_is_said_to_be(content: bytes) -> None:
    from tui_tracker.actions.send_out import given_away
    from tui_tracker.domain.publication_rules import Rules

    assert list(given_away.lines("x.docx", content, Rules())) == [
        "it cannot be looked into: it is damaged, or locked with a password"
    ]


def test_a_sound_file_that_names_nobody_gives_nothing_away() -> None:
    from tui_tracker.actions.send_out import given_away
    from tui_tracker.domain.publication_rules import Rules

    out = io.BytesIO()
    made = docx.Document()
    made.add_paragraph("The store was counted twice.")
    made.core_properties.author = ""
    made.save(out)
    assert list(given_away.lines("x.docx", out.getvalue(), Rules())) == []
