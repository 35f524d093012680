"""The service's own workbook kept alive: only the cells that say something else change, in a copy, in the file's own words."""

from __future__ import annotations

import io
import random
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from tests.conftest import SHARED_PLANS, needs_shared_plans, open_tracker
from tests.intake.plain_plan import ROWS, rewritten, with_dates, workbook
from tests.ui.driving import driving
from tui_tracker.actions.send_out.into_theirs import IntoTheirs, write_copy
from tui_tracker.actions.send_out.their_days import day_like
from tui_tracker.actions.tracker import Tracker
from tui_tracker.cli import main
from tui_tracker.clock import FixedClock
from tui_tracker.domain.records import Sent, Task
from tui_tracker.errors import FileError, RefusedError
from tui_tracker.intake.read import read

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data" / "northshire.xlsx"
ROUNDS = Path(__file__).resolve().parents[1] / "intake" / "rounds"


def differences(before: bytes, after: bytes) -> Iterator[str]:
    """Every cell that two workbooks hold or dress otherwise, as ``Sheet!B4``."""
    one, other = (openpyxl.load_workbook(io.BytesIO(data)) for data in (before, after))
    assert one.sheetnames == other.sheetnames
    for sheet in one.worksheets:
        there: Any = other[sheet.title]
        for row, column in sorted(set(sheet._cells) | set(there._cells)):
            a, b = sheet.cell(row, column), there.cell(row, column)
            if a.value != b.value or (a.style_id != b.style_id and look(a) != look(b)):
                yield f"{' '.join(sheet.title.split())}!{a.coordinate}"


def look(cell: Any) -> tuple[object, ...]:
    """What a cell looks like; its places in the lists of looks differ where one was added."""
    return cell.number_format, *(
        repr(part) for part in (cell.font, cell.fill, cell.border, cell.alignment, cell.protection)
    )


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {n: package.read(n) for n in package.namelist()}


def imported(folder: Path, source: Path, clock: FixedClock) -> tuple[Tracker, Path]:
    """A plan read from a workbook, and the workbook."""
    kept = folder / source.name
    if kept != source:
        shutil.copyfile(source, kept)
    t = open_tracker(folder, clock)
    t.imports.apply(read(kept), kept)
    return t, kept


def some_work(t: Tracker, rng: random.Random, times: int) -> None:
    """Verdicts, dates and notes on tasks drawn at random."""
    tasks = t.read.all(Task)
    for task in rng.sample(tasks, min(times, len(tasks))):
        now = rng.choice([p for p in ("complete", "on_target", "behind_target", "not_started") if p != task.progress])
        t.tasks.set_progress([task.uid], now)
        t.tasks.save(
            task.uid, {"due": rng.choice(("15 Aug 2027", "Sep 2027", "Q2 2027/28"))}, reason="agreed at the board"
        )
        t.notes.add(task.uid, f"Seen at station {rng.randrange(9)}, and it was as said.", date="2026-05-12")


def held(t: Tracker, source: Path, made: IntoTheirs, copy: Path) -> None:
    """The laws: the original is as it was, only what is listed has changed, and the copy read in again brings nothing."""
    before, after = source.read_bytes(), copy.read_bytes()
    assert sorted(differences(before, after)) == sorted({w.where for w in made.written})
    old, new = parts(before), parts(after)
    touched = {n for n in old if old[n] != new[n]}
    assert old.keys() == new.keys()
    assert all(n in ("xl/workbook.xml", "xl/styles.xml") or n.startswith("xl/worksheets/") for n in touched)
    was, now = (t.imports.preview(read(path)) for path in (source, copy))
    before_it = {(o.ref, o.field) for p in was.plans for o in (*p.there, *p.both)}  # what the file says twice, as ever
    assert [o for p in now.plans for o in (*p.there, *p.both) if (o.ref, o.field) not in before_it] == []
    assert [o for p in now.plans for o in (*p.there, *p.both) if o.field in ("progress", "due date")] == []
    assert [n for p in now.plans for n in (*p.notes, *p.tasks, *p.areas)] == [
        n for p in was.plans for n in (*p.notes, *p.tasks, *p.areas)
    ]


def test_todays_status_date_and_notes_go_into_the_cells_they_came_from(tmp_path: Path, clock: FixedClock) -> None:
    path, book = workbook(tmp_path, [with_dates(r) for r in ROWS])
    for row in range(2, 8):
        book.active.cell(row, 6).number_format = "dd/mm/yyyy"
    book.active["G2"] = "On Target"
    book.active["G7"] = "On Target"
    book.active["H4"] = None
    book.save(path)
    t, source = imported(tmp_path, path, clock)
    whole = source.read_bytes()
    first, third = t.resolve("AFI-01/1.1").uid, t.resolve("AFI-02/2.1").uid
    t.tasks.set_progress([first], "complete")
    t.tasks.set_progress([third], "on_target")
    t.tasks.save(third, {"due": "1 Dec 2027"}, reason="agreed at the board")
    t.notes.add(third, "The guide is out.", date="2026-05-12")
    copy = tmp_path / "copy.xlsx"
    made = write_copy(t, source, copy)
    assert source.read_bytes() == whole
    assert {(w.where, w.field, w.after) for w in made.written} == {
        ("Sheet!G2", "progress", "Complete"), ("Sheet!G4", "progress", "On Target"), ("Sheet!F4", "due date", "1 Dec 27"), ("Sheet!H4", "notes", "12/05/2026: The guide is out."),
    }  # fmt: skip
    sheet: Any = openpyxl.load_workbook(copy).active
    assert (sheet["F4"].value.strftime("%d/%m/%Y"), sheet["F4"].number_format) == ("01/12/2027", "dd/mm/yyyy")
    held(t, source, made, copy)
    assert made.left == []
    assert t.read.all(Sent)[-1].what == f"into {source.name}"
    t.close()


def test_a_colour_is_taken_from_a_cell_that_means_it(tmp_path: Path, clock: FixedClock) -> None:
    path, book = workbook(tmp_path)
    fills = {"Complete": "00B050", "On target": "FFC000", "Behind target": "FF0000", "Not started": "FFFFFF"}
    for row, values in enumerate(ROWS, 2):
        book.active.cell(row, 7, None).fill = PatternFill("solid", fgColor=fills[values[6]])
    book.save(path)
    t, source = imported(tmp_path, path, clock)
    uid = t.resolve("AFI-02/2.2").uid
    before = t.tasks.get(uid)[0].progress
    now = "complete" if before != "complete" else "behind_target"
    t.tasks.set_progress([uid], now)
    copy = tmp_path / "copy.xlsx"
    made = write_copy(t, source, copy)
    assert [w.where for w in made.written] == ["Sheet!G5"]
    held(t, source, made, copy)
    t.close()


def test_a_real_date_stays_one_where_months_are_shown_or_the_cell_was_blank(tmp_path: Path, clock: FixedClock) -> None:
    path, book = workbook(tmp_path, [with_dates(r) for r in ROWS])
    for row in range(2, 8):
        book.active.cell(row, 6).number_format = "mmm\\-yy"
    book.active["F4"] = None
    book.active["A9"] = '=IF(F2<TODAY(),"late","ok")'
    book.save(path)
    t, source = imported(tmp_path, path, clock)
    for ref in ("AFI-01/1.1", "AFI-02/2.1"):
        t.tasks.save(t.resolve(ref).uid, {"due": "1 Oct 2026"}, reason="agreed at the board")
    copy = tmp_path / "copy.xlsx"
    made = write_copy(t, source, copy)
    sheet: Any = openpyxl.load_workbook(copy).active
    for place in ("F2", "F4"):
        assert (sheet[place].value.strftime("%d/%m/%Y"), sheet[place].number_format) == ("01/10/2026", "dd/mm/yyyy")
    assert sheet["F3"].number_format == "mmm\\-yy"
    held(t, source, made, copy)
    t.close()


def test_a_words_colour_goes_with_it_and_dressed_text_stays_dressed(tmp_path: Path, clock: FixedClock) -> None:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    path, book = workbook(tmp_path)
    fills = {"Complete": "00B0F0", "On target": "00B050", "Behind target": "FF0000", "Not started": "D9D9D9"}
    for row, values in enumerate(ROWS, 2):
        book.active.cell(row, 7).fill = PatternFill("solid", fgColor=fills[values[6]])
    book.active["H2"] = CellRichText(TextBlock(InlineFont(b=True), "URGENT"), " The board agreed the cycle.")
    book.save(path)
    t, source = imported(tmp_path, path, clock)
    uid = t.resolve("AFI-01/1.1").uid
    t.tasks.set_progress([uid], "complete")
    t.notes.add(uid, "Seen at station 3", date="2026-05-12")
    t.tasks.set_progress([t.resolve("AFI-02/2.2").uid], "ongoing")
    copy = tmp_path / "copy.xlsx"
    made = write_copy(t, source, copy)
    sheet: Any = openpyxl.load_workbook(copy, rich_text=True).active
    assert (sheet["G2"].value, sheet["G2"].fill.fgColor.rgb[-6:]) == ("Complete", "00B0F0")
    assert isinstance(sheet["H2"].value, CellRichText)
    assert str(sheet["H2"].value).startswith("URGENT")
    assert str(sheet["H2"].value).endswith("Seen at station 3")
    assert any("keeps its colour" in line for line in made.left)
    held(t, source, made, copy)
    t.close()


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("30 September 2026", "01 December 2027"),
        ("30-Sep-26", "01-Dec-27"),
        ("30/09/26", "01/12/27"),
        ("9 June 2026", "1 December 2027"),
    ],
)
def test_a_date_in_words_keeps_its_form(was: str, now: str) -> None:
    from datetime import date

    assert day_like(was, date(2027, 12, 1), False) == now


def test_a_formula_is_not_written_over_and_said(tmp_path: Path, clock: FixedClock) -> None:
    path, book = workbook(tmp_path)
    book.save(path)
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path) as package:
        text = package.read(sheet).decode()
    cell = next(c for c in text.split("<c ") if c.startswith('r="G2"'))
    rewritten(path, (f"<c {cell}", '<c r="G2" t="str"><f>IF(1,"On target","")</f><v>On target</v></c>'), part=sheet)
    t, source = imported(tmp_path, path, clock)
    t.tasks.set_progress([t.resolve("AFI-01/1.1").uid], "complete")
    made = write_copy(t, source, tmp_path / "copy.xlsx")
    assert made.written == []
    assert any("G2 holds a formula" in line for line in made.left)
    t.close()


def test_what_cannot_be_written_into_is_refused(tmp_path: Path, clock: FixedClock) -> None:
    path, book = workbook(tmp_path)
    book.save(path)
    t, source = imported(tmp_path, path, clock)
    with pytest.raises(FileError, match="is the workbook itself"):
        write_copy(t, source, source)
    (tmp_path / "plan.csv").write_text("a,b\n", encoding="utf-8")
    with pytest.raises(FileError, match="only such a workbook"):
        write_copy(t, tmp_path / "plan.csv", tmp_path / "copy.csv")
    (tmp_path / "copy.xlsx").write_bytes(b"mine")
    with pytest.raises(FileError, match="there already"):
        write_copy(t, source, tmp_path / "copy.xlsx")
    assert (tmp_path / "copy.xlsx").read_bytes() == b"mine"
    other, book = workbook(tmp_path, [["ZZZ9", "Something else", "9.1", "Do it", "A", "01/01/2027", "Complete", "x"]])
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(RefusedError, match="none of the plan's tasks"):
        write_copy(t, tmp_path / "other.xlsx", tmp_path / "copy2.xlsx")
    with zipfile.ZipFile(source, "a") as package:
        package.writestr("_xmlsignatures/sig1.xml", "<x/>")
    with pytest.raises(FileError, match="signed digitally"):
        write_copy(t, source, tmp_path / "copy3.xlsx")
    assert other.exists()
    t.close()


def test_macros_pictures_and_what_nobody_knows_stay(tmp_path: Path, clock: FixedClock) -> None:
    path, book = workbook(tmp_path)
    book.save(path)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macros")
        package.writestr("xl/media/image1.png", b"picture")
        package.writestr("customUI/ribbon.xml", b"<ribbon/>")
    t, source = imported(tmp_path, path, clock)
    t.tasks.set_progress([t.resolve("AFI-01/1.1").uid], "complete")
    copy = tmp_path / "copy.xlsx"
    write_copy(t, source, copy)
    old, new = parts(source.read_bytes()), parts(copy.read_bytes())
    assert {n for n in old if old[n] != new[n]} == {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
    assert b'fullCalcOnLoad="1"' in new["xl/workbook.xml"]
    t.close()


def through(tmp_path: Path, source: Path, clock: FixedClock, seed: int) -> IntoTheirs:
    t, kept = imported(tmp_path, source, clock)
    some_work(t, random.Random(seed), 12)
    copy = tmp_path / "copy.xlsx"
    made = write_copy(t, kept, copy)
    held(t, kept, made, copy)
    t.close()
    return made


def test_the_sample_plan_goes_on_living(tmp_path: Path, clock: FixedClock) -> None:
    made = through(tmp_path, SAMPLE, clock, 1)
    assert len(made.written) >= 20


@needs_shared_plans
@pytest.mark.parametrize("name", ["leicestershire-tracker.xlsx"])
def test_real_plans_go_on_living(tmp_path: Path, clock: FixedClock, name: str) -> None:
    made = through(tmp_path, SHARED_PLANS / name, clock, 2)
    assert len(made.written) >= 20


# A third of them in the ordinary suite, all in a long run.
@pytest.mark.parametrize(
    "path",
    [
        pytest.param(p, id=p.stem[:30], marks=() if n % 3 == 0 else pytest.mark.long)
        for n, p in enumerate(sorted(ROUNDS.glob("[345]/*.xlsx")))
    ],
)
def test_blind_makers_workbooks_go_on_living(tmp_path: Path, clock: FixedClock, path: Path) -> None:
    made = through(tmp_path, path, clock, 3)
    assert made.written


def test_work_that_was_withdrawn_or_added_here_is_told(tmp_path: Path, clock: FixedClock) -> None:
    """What nobody wrote into the copy is in its account, or somebody who reads the copy takes it for the plan."""
    path, book = workbook(tmp_path)
    book.save(path)
    t, source = imported(tmp_path, path, clock)
    first = t.resolve("AFI-01/1.1").uid
    t.tasks.set_progress([first], "complete")
    t.structure.withdraw("task", first, "joined with another service's")
    t.structure.add_task(t.resolve("AFI-02").uid, "Ask the crews what they use", assigned_to="SM Two")
    added = t.tasks.ref(t.read.all(Task, order=("-id",), limit=1)[0].uid)
    made = write_copy(t, source, tmp_path / "copy.xlsx")
    t.close()
    assert made.written == []
    assert [one for one in made.left if " row: " in one] == [
        "AFI-01/T1.1 row: withdrawn here (joined with another service's), so its row says what it said",
        f"{added} row: not in {source.name}; rows are not put in",
    ]


def test_by_command_line(tmp_path: Path, clock: FixedClock, capsys: pytest.CaptureFixture[str]) -> None:
    path, book = workbook(tmp_path)
    book.save(path)
    t, source = imported(tmp_path, path, clock)
    t.tasks.set_progress([t.resolve("AFI-01/1.1").uid], "complete")
    t.close()
    with pytest.raises(SystemExit) as ended:
        main(["--plan", str(tmp_path / "plan.db"), "export", "into", str(source), "-o", str(tmp_path / "copy.xlsx")])
    told = capsys.readouterr()
    assert ended.value.code == 0
    assert "Sheet!G2" in told.out
    assert "1 cell changed, all else as it was" in told.err
    for wrong in (
        ["into", "-o", "x.xlsx"],
        ["md", str(source), "-o", "x.md"],
        ["into", str(source), "-o", "x.xlsx", "--only", "hr"],
    ):
        with pytest.raises(SystemExit) as ended:
            main(["--plan", str(tmp_path / "plan.db"), "export", *wrong])
        assert ended.value.code == 2


async def test_on_screen(tmp_path: Path, clock: FixedClock) -> None:
    path, book = workbook(tmp_path)
    book.save(path)
    t, source = imported(tmp_path, path, clock)
    t.tasks.set_progress([t.resolve("AFI-01/1.1").uid], "complete")
    async with driving(t, (100, 30)) as d:
        await d.keys("I")
        await d.type(str(source))
        await d.keys("tab", *["ctrl+u"])
        await d.keys(*["backspace"] * 40)
        await d.type(str(tmp_path / "copy.xlsx"))
        await d.keys("ctrl+s")
        assert "1 cell changed in copy.xlsx" in d.text
        assert "Sheet!G2" in d.text
    assert (tmp_path / "copy.xlsx").exists()
    t.close()
