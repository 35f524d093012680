"""A paper made again, however much was done since: the same bytes, or a sentence that says what differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import task
from tests.reports.test_papers import STYLE
from tui_tracker.actions.send_out.again import Again
from tui_tracker.actions.send_out.exports import Report
from tui_tracker.actions.send_out.scope import Scope
from tui_tracker.actions.send_out.style import Style
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.records import Sent
from tui_tracker.errors import FileError, RefusedError, UsageError

PAPERS = {
    "committee": Report("committee", since="Spring paper", meeting="Board", day="14 July 2026"),
    "committee of a snapshot": Report("committee", snapshot="Spring paper", every_task=True),
    "committee of a part": Report("committee", scope=Scope(query="area:AFI1")),
    "closure": Report("closure", "AFI1"),
    "chaser": Report("chaser", "HR Manager"),
    "questions": Report("questions"),
    "movement": Report("movement", since="Spring paper"),
}


def months_later(t: Tracker, clock: FixedClock) -> None:
    """Much is done: dates, notes, sign-offs, decisions, a new area, a snapshot, something withdrawn."""
    clock.move(days=40)
    t.tasks.save(task(t, "AFI2/T2"), {"due": "1 Dec 2026", "title": "Report hours every month"}, reason="asked for")
    t.notes.add(task(t, "AFI1/T3"), "Checked with Priya Solanki", date="5 Aug 26")
    t.publication.show_as("Priya Solanki", "a partner")
    t.publication.accept()
    t.tasks.set_progress([task(t, "AFI1/T3")], "complete")
    t.structure.add_area(t.read.plans()[0].uid, "AFI9", "Something new", owner="AM Fleet")
    t.snapshots.take("August paper")
    clock.move(days=30)
    t.structure.withdraw("task", task(t, "AFI2/T1"), "no longer needed")


@pytest.mark.parametrize("form", ["md", "docx"])
@pytest.mark.parametrize("kind", PAPERS)
def test_a_report_is_the_same_byte_for_byte(
    kind: str, form: str, worked: Tracker, clock: FixedClock, tmp_path: Path
) -> None:
    first = tmp_path / f"one.{form}"
    worked.exports.report(first, PAPERS[kind], STYLE)
    months_later(worked, clock)
    number = len(worked.read.all(Sent))
    said = Again(worked).write(number, tmp_path / f"two.{form}", replace=False)
    assert (tmp_path / f"two.{form}").read_bytes() == first.read_bytes()
    assert said.startswith("The same, byte for byte, as one.")
    assert (tmp_path / f"two.{form}").read_bytes() == first.read_bytes()
    assert len(worked.read.all(Sent)) == number, "it is not another paper that left"


@pytest.mark.parametrize("evidence", [True, False])
def test_an_export_is_the_same_byte_for_byte(
    evidence: bool, worked: Tracker, clock: FixedClock, tmp_path: Path
) -> None:
    worked.exports.export(tmp_path / "one.md", "md", STYLE, evidence=evidence, snapshot="Spring paper")
    months_later(worked, clock)
    Again(worked).write(1, tmp_path / "two.md", replace=False)
    assert (tmp_path / "two.md").read_bytes() == (tmp_path / "one.md").read_bytes()


def test_a_case_with_its_files_is_the_same(worked: Tracker, clock: FixedClock, tmp_path: Path) -> None:
    worked.exports.report(tmp_path / "one.md", Report("closure", "AFI1", files=tmp_path / "files"), STYLE)
    months_later(worked, clock)
    said = Again(worked).write(len(worked.read.all(Sent)), tmp_path / "two.md", replace=False)
    assert said.startswith("The same")


def test_what_differs_is_said(worked: Tracker, clock: FixedClock, tmp_path: Path) -> None:
    import docx

    docx.Document().save(str(tmp_path / "house.docx"))
    style = Style(service="Northshire", template=tmp_path / "house.docx")
    worked.exports.report(tmp_path / "one.docx", PAPERS["committee"], style)
    texts = worked.papers.texts.file()
    texts.write_text(
        texts.read_text(encoding="utf-8").replace("note the progress", "weigh the progress"), encoding="utf-8"
    )
    (tmp_path / "house.docx").unlink()
    with pytest.raises(FileError, match="template"):
        Again(worked).write(1, tmp_path / "two.docx", replace=False)
    other = docx.Document()
    other.styles["Normal"].font.name = "Courier"
    other.save(str(tmp_path / "house.docx"))
    said = Again(worked).write(1, tmp_path / "two.docx", replace=False)
    assert "the standing texts were edited since" in said
    assert "house.docx is gone or was changed" in said
    worked.history.redact("Check the booking", reason="asked")
    assert "something was erased" in Again(worked).write(1, tmp_path / "three.docx", replace=False)


def test_what_is_no_paper_cannot_be_made_again(worked: Tracker, tmp_path: Path) -> None:
    worked.exports.export(tmp_path / "rows.csv", "csv", STYLE)
    with pytest.raises(RefusedError, match="cannot be made again"):
        Again(worked).write(1, tmp_path / "two.csv", replace=False)
    with pytest.raises(UsageError, match="Nothing with the number 2"):
        Again(worked).write(2, tmp_path / "two.md", replace=False)
    worked.exports.report(tmp_path / "one.md", PAPERS["questions"], STYLE)
    with pytest.raises(UsageError, match=r"was a \.md"):
        Again(worked).write(2, tmp_path / "two.docx", replace=False)
    with pytest.raises(FileError, match=r"there already|exists"):
        Again(worked).write(2, tmp_path / "one.md", replace=False)
