"""Workbook, rows and calendar: read back by our importer and by programs that are not ours."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOON, SHARED_PLANS, law, needs_shared_plans, open_tracker, task
from tui_tracker.actions.send_out.style import Style
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain import date_grammar
from tui_tracker.domain.records import Task
from tui_tracker.domain.text import fold
from tui_tracker.intake.read import read
from tui_tracker.intake.readers.delimited import _plain
from tui_tracker.reports import rows
from tui_tracker.reports.delimited import COLUMNS, safe

STYLE = Style(service="Northshire")


def squeezed(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def expected(tracker: Tracker) -> list[dict[str, Any]]:
    """The plan in the shape that importers are compared by."""
    made = []
    for row in tracker.read.area_rows():
        area = row.area
        views = tracker.read.task_views(tracker.read.tasks_in([area.uid]))
        made.append(
            {
                "ref": area.ref, "kind": area.area_kind, "pillar": row.pillar or None, "title": squeezed(area.title), "owner": squeezed(area.owner),
                "target_date": area.target.isoformat() if area.target else None, "tasks": [one_task(v) for v in views],
            }
        )  # fmt: skip
    return made


def one_task(view: Any) -> dict[str, Any]:
    t = view.task
    return {
        "no": t.no, "title": squeezed(t.title), "assigned_to": squeezed(t.assigned_to), "due": t.due.isoformat() if t.due else None,
        "due_text": worded(t), "status": None if t.progress == "unknown" else t.progress, "work": squeezed(t.work),
        "evidence": squeezed(rows.evidence(view)), "qa": signed(view, "qa"), "sampling": signed(view, "sampling"),
    }  # fmt: skip


def worded(task: Any) -> str | None:
    """What the date's field says beyond the day itself: a month, a quarter, words."""
    plain = task.due_precision == "day" and date_grammar.read_cell(task.due_text or "").doubt is None
    return None if plain else squeezed(task.due_text)


def signed(view: Any, stage: str) -> dict[str, Any]:
    entry = rows.last_entry(view, stage)
    if entry is None:
        return {"date": None, "by": None, "comment": None}
    return {
        "date": entry.date.isoformat() if entry.date else None,
        "by": squeezed(entry.by),
        "comment": squeezed(entry.comment),
    }


def found(path: Path) -> list[dict[str, Any]]:
    """What our importer reads into fields, white space squeezed."""

    def tidy(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                k: tidy(v) for k, v in value.items() if k != "also"
            }  # the journal's counts and the like, of no field
        if isinstance(value, list):
            return [tidy(v) for v in value]
        return squeezed(value) if isinstance(value, str) else value

    areas: list[dict[str, Any]] = tidy(read(path).to_json()["areas"])
    return areas


def through_xlsx(tracker: Tracker, folder: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    path = folder / "out.xlsx"
    tracker.exports.export(path, "xlsx", STYLE, replace=True)
    return expected(tracker), found(path)


TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(
    lambda s: fold(s) != "" and s.strip() != ""
)
HOSTILE = st.sampled_from(
    [
        "=1+1",
        "+44",
        "-x",
        "@SUM(A1)",
        "'=quoted",
        "Total",
        "Task 3",
        "#REF!",
        "Overall",
        "007",
        "01/02/2026",
        "TRUE",
        "a\nb",
        "Complete",
        "AFI9",
        "12",
    ]
)


@law(10)
@given(st.data())
def test_any_plan_comes_back_from_the_workbook_as_it_was(data: st.DataObject) -> None:
    text = st.one_of(TEXTS, HOSTILE)
    with tempfile.TemporaryDirectory() as name, open_tracker(Path(name), FixedClock(NOON, step=1)) as tracker:
        tracker.structure.new_plan("Improvement plan")
        plan = tracker.read.plans()[0].uid
        for n in range(data.draw(st.integers(1, 3))):
            tracker.structure.add_area(
                plan,
                f"AFI{n + 1}",
                data.draw(text),
                pillar=data.draw(st.sampled_from(["People", "Efficiency", None])),
                owner=data.draw(st.one_of(st.none(), text)),
            )
            area = tracker.resolve(f"AFI{n + 1}").uid
            for _ in range(data.draw(st.integers(0, 3))):
                due = data.draw(st.sampled_from(["Mar-26", "1 Sep 2026", "", "Q2 2026/27", "+10", "31/12/26"]))
                tracker.structure.add_task(
                    area,
                    data.draw(text),
                    assigned_to=data.draw(st.one_of(st.none(), text)),
                    due=due,
                    work=data.draw(st.one_of(st.none(), text)),
                )
                uid = tracker.read.all(Task, order=("-id",), limit=1)[0].uid
                if data.draw(st.booleans()):
                    tracker.tasks.set_progress(
                        [uid], data.draw(st.sampled_from(["complete", "on_target", "ongoing", "not_started"]))
                    )
                if data.draw(st.booleans()):
                    tracker.notes.add(uid, data.draw(text), said_by=data.draw(st.one_of(st.none(), text)))
        wanted, got = through_xlsx(tracker, Path(name))
        assert got == wanted
        tracker.exports.export(Path(name) / "out.csv", "csv", STYLE)
        assert found(Path(name) / "out.csv") == wanted


@needs_shared_plans
@pytest.mark.parametrize(
    "name", ["leicestershire-tracker.xlsx", "culture-recommendations.csv", "essex-peer-review.csv", "variant-01.xlsx"]
)
def test_a_real_plan_comes_back_from_the_workbook_as_it_was(name: str, tracker: Tracker, tmp_path: Path) -> None:
    path = SHARED_PLANS / name
    tracker.imports.apply(read(path), path)
    wanted, got = through_xlsx(tracker, tmp_path)
    assert got == wanted


def test_what_the_layout_cannot_hold_is_listed_and_another_reader_sees_the_rows(
    worked: Tracker, tmp_path: Path
) -> None:
    from python_calamine import load_workbook

    worked.exports.export(tmp_path / "x.xlsx", "xlsx", STYLE)
    book = load_workbook(str(tmp_path / "x.xlsx"))
    sheet = book.get_sheet_by_name("AFI1").to_python()
    assert sheet[2][1] == "Set the score"
    assert sheet[1][8:14] == ["Date QA Actioned", "QA Actioned By", "QA Comment"] * 2
    assert sheet[2][14] in list("GAR?")
    about = [[str(c) for c in row] for row in book.get_sheet_by_name("About this file").to_python()]
    listed = {(row[0], row[1]) for row in about}
    assert ("AFI1/T2", "QA, earlier round") in listed
    heads = {str(h): c for c, h in enumerate(sheet[0])}
    assert sheet[2][heads["Sampling verdict"]], "a verdict stands in its own row"
    moved = book.get_sheet_by_name("AFI2").to_python()
    assert " to " in str(moved[2][heads["Date moved"]])
    assert ("AFI1/T1", "attached file") in listed
    assert ("AFI1", "the finding in the inspectorate's words") in listed


def test_the_workbook_has_drop_downs_frozen_heads_and_fills_with_letters(worked: Tracker, tmp_path: Path) -> None:
    import openpyxl

    worked.exports.export(tmp_path / "x.xlsx", "xlsx", STYLE)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    sheet = book["AFI1"]
    assert sheet.freeze_panes == "C3"
    assert "Behind target" in sheet.data_validations.dataValidation[0].formula1
    assert "I1:K1" in {str(r) for r in sheet.merged_cells.ranges}
    letter = sheet["O5"]
    assert (letter.value, letter.fill.fgColor.rgb) == ("R", "00FF0000")
    assert book.properties.creator in (None, "")
    assert sheet.oddHeader.center.text == "OFFICIAL"


def test_more_areas_than_a_workbook_should_have_sheets_stand_on_one(tracker: Tracker, tmp_path: Path) -> None:
    import openpyxl

    tracker.structure.new_plan("Large")
    plan = tracker.read.plans()[0].uid
    for n in range(201):
        tracker.structure.add_area(plan, f"AFI{n + 1}", f"Area {n}")
        tracker.structure.add_task(tracker.resolve(f"AFI{n + 1}").uid, f"Task of {n}")
    wanted, got = through_xlsx(tracker, tmp_path)
    assert got == wanted
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames == ["Summary", "Large", "About this file"]


# -- rows


@given(st.one_of(st.text(max_size=30), HOSTILE))
def test_no_cell_is_a_formula_and_each_comes_back(text: str) -> None:
    from tui_tracker.intake.readers.signs import seen

    value = seen(text).strip()  # what nobody sees is no part of a field
    made = safe(value)
    assert not made.startswith(("=", "+", "-", "@")) or made.lstrip("+-").replace(".", "", 1).isdigit()
    assert _plain(made) == value


def test_the_rows_hold_everything_in_order(worked: Tracker, tmp_path: Path) -> None:
    worked.notes.add(task(worked, "AFI1/T3"), '=HYPERLINK("http://x")')
    worked.exports.export(tmp_path / "x.csv", "csv", STYLE)
    data = (tmp_path / "x.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") >= 6
    lines = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [line["Ref"] + "/" + line["Task no"] for line in lines] == [
        "AFI1/1",
        "AFI1/2",
        "AFI1/3",
        "AFI2/1",
        "AFI2/2",
        "REC4/",
    ]
    assert lines[1]["QA verdict"] == "close"
    assert lines[0]["Handling"] == "OFFICIAL"
    assert tuple(lines[0]) == COLUMNS


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed; .ci/run installs it"
)
def test_a_spreadsheet_program_sees_no_formula(worked: Tracker, tmp_path: Path) -> None:
    import openpyxl

    for text in ("=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0"):
        worked.notes.add(task(worked, "AFI1/T3"), text)
        worked.structure.add_task(worked.resolve("AFI2").uid, text)
    for form in ("csv", "xlsx"):
        worked.exports.export(tmp_path / f"x.{form}", form, STYLE)
        out = tmp_path / form
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/lo", "--convert-to", "ods", "--outdir", str(out), str(tmp_path / f"x.{form}")],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/lo", "--convert-to", "xlsx", "--outdir", str(out), str(out / "x.ods")],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        book = openpyxl.load_workbook(out / "x.xlsx")
        cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
        assert not [c.coordinate for c in cells if c.data_type == "f"]
        assert any("cmd|" in str(c.value) for c in cells)


# -- the calendar


def test_another_calendar_reads_the_dates(worked: Tracker, tmp_path: Path) -> None:
    import vobject

    worked.structure.add_task(worked.resolve("AFI1").uid, "Ask, then; check\\it", due="15 Aug 2026", assigned_to="SM")
    worked.signoffs.promise(task(worked, "AFI1/T1"), "look at the second half year", by="1 Nov 2026")
    worked.tasks.wait(task(worked, "AFI1/T3"), "Home Office", "2 Nov 2026")
    worked.exports.export(tmp_path / "x.ics", "ics", STYLE)
    data = (tmp_path / "x.ics").read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    calendar = vobject.readOne(data.decode("utf-8"))
    events = {e.summary.value: e for e in calendar.vevent_list}
    assert events["AFI1/T4 Ask, then; check\\it"].dtstart.value.isoformat() == "2026-08-15"
    assert "AFI2/T1 Set a baseline" in events
    assert events["AFI1/T1 look again"].dtstart.value.isoformat() == "2026-11-01"
    assert events["AFI1/T3 chase Home Office"].dtstart.value.isoformat() == "2026-11-02"
    assert not any("Set the score" in name for name in events)
    uid = next(t for t in worked.read.all(Task) if t.no == "4").uid
    assert events["AFI1/T4 Ask, then; check\\it"].uid.value == f"{uid}@tui-tracker"
