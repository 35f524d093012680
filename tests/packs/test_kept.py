"""Forms filled in and saved by other programs, kept as they wrote them: all land alike, and what is beside the form is listed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import task
from tui_tracker.actions.bring_in.form_file import FormFile
from tui_tracker.actions.tracker import Tracker

KEPT = Path(__file__).with_name("kept")
FILES = ["exceljs.xlsx", "sheetjs.xlsx", "libreoffice.ods", "gnumeric.xlsx"]


@pytest.mark.parametrize("name", FILES)
def test_a_form_saved_by_another_program_lands(plan: Tracker, tmp_path: Path, name: str) -> None:
    plan.returns.make(tmp_path / "form.xlsx", "SM Prevention", chaser=False)
    path = tmp_path / name
    shutil.copyfile(KEPT / name, path)
    found = plan.returns.preview(path)
    assert not found.unread
    plan.returns.merge(found)
    view = plan.read.task(task(plan, "AFI1/T1"))
    assert view.task.progress == "complete"
    assert [(n.text, str(n.date)) for n in view.notes] == [("Drill held at station 3", "2026-06-01")]
    assert [(p.due_text, p.reason) for p in plan.stations.proposals()] == [("31 Oct 26", "trainer off sick")]
    assert [(e.ref, e.text) for e in found.also] == [("AFI1/T3", "see the other sheet")]


def test_a_form_without_its_protection_still_asks(tmp_path: Path) -> None:
    """A program that drops the protection leaves no cell unlocked: what is asked is told by the form's words."""
    path = tmp_path / "sheetjs.xlsx"
    shutil.copyfile(KEPT / "sheetjs.xlsx", path)
    asked = FormFile(path).asked
    assert [a.ref for a in asked] == ["AFI1/T1", "AFI1/T2", "AFI1/T3"]
    assert all({"progress", "note", "date", "new_date", "why", "problem", "files"} == set(a.fields) for a in asked)


@pytest.mark.long
def test_the_form_that_is_to_be_filled_in(plan: Tracker, tmp_path: Path) -> None:
    made = plan.returns.make(tmp_path / "form.xlsx", "SM Prevention", chaser=False)
    print(f"the form to fill in anew: {made.path}")
    assert made.path.stat().st_size < 20_000
