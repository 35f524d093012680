"""Files as the programs that make them really write them: each shape made here by its XML or its library, and read as what it shows."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.conftest import SHARED_PLANS
from tests.intake.scoring import compare
from tui_tracker.domain import date_grammar
from tui_tracker.intake.read import read
from tui_tracker.intake.readers import formats

CASES = SHARED_PLANS.parent / "cases" / "formats"
HEAD = ["Ref", "Area for improvement", "Action", "Owner", "Due date", "Status", "Update"]
F1 = "The service should keep its risk records up to date"
ROWS = [["AFI-01", F1, "Agree a cycle of review", "GM Risk", "31/03/2027", "On track", "Begun"], ["AFI-01", F1, "Train the clerks", "SM Training", "30/04/2027", "Complete", "Done"]]  # fmt: skip


@pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not laid here")
@pytest.mark.parametrize("key", sorted(CASES.glob("*.key.json")) if CASES.is_dir() else [], ids=lambda p: p.name[:3])
def test_the_shared_cases(key: Path) -> None:
    found = compare(json.loads(key.read_text(encoding="utf-8")), read(key.with_name(key.name[:-9])).to_json())
    assert found.strict >= (0.93 if key.name.startswith("d05") else 0.99), found.missed[:6]
    assert found.invented == []


def workbook(folder: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    path = folder / "plan.xlsx"
    book.save(path)
    return path


def rewritten(path: Path, part: str, change: tuple[str, str]) -> None:
    """Replace something in one part of an archive, or in all of them where ``part`` is blank."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if not part or name == part:
                data = data.replace(change[0].encode(), change[1].encode())
            new.writestr(name, data)
    path.write_bytes(out.getvalue())


def statuses(path: Path) -> list[str | None]:
    return [t.status for a in read(path).areas for t in a.tasks]


def test_strict_open_xml(tmp_path: Path) -> None:
    path = workbook(tmp_path, [HEAD, *ROWS])
    before = read(path).to_json()["areas"]
    for plain, strict in (
        ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
        (
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    ):
        rewritten(path, "", (plain, strict))
    whole = path.read_bytes()
    assert read(path).to_json()["areas"] == before
    assert path.read_bytes() == whole


def test_returns_as_excel_escapes_them(tmp_path: Path) -> None:
    rows = [[*r[:6], f"{r[6]}_x000D_\nseen again"] for r in ROWS]
    notes = [t.evidence for a in read(workbook(tmp_path, [HEAD, *rows])).areas for t in a.tasks]
    assert [" ".join((n or "").split()) for n in notes] == ["Begun seen again", "Done seen again"]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1, '"AFI-"00', "AFI-01"), (12, '"AFI-"00', "AFI-12"), (3, '"Q"0', "Q3"), (1, '[=1]"Complete";[=2]"On track";"Not started"', "Complete"),
        (2, '[=1]"Complete";[=2]"On track";"Not started"', "On track"), (7, '[=1]"Complete";[=2]"On track";"Not started"', "Not started"),
        (0, '"Yes";"No";"None"', "None"), (-4, '0" up";0" down"', "4 down"), (2.5, '0.00" days"', "2.50 days"), (5, '[Red]"R"0', "R5"),
    ],
)  # fmt: skip
def test_a_number_is_what_its_sheet_shows(value: float, number_format: str, text: str) -> None:
    assert formats.shown(value, number_format) == text


@pytest.mark.parametrize(("on", "off"), [(True, False), ("☒", "☐"), ("✓", "✗"), ("Yes", "No"), (1, 0)])
def test_columns_of_boxes_with_an_off_mark(tmp_path: Path, on: object, off: object) -> None:
    head: list[object] = [*HEAD[:5], "Complete", "In progress", "Not started"]
    boxes = [[on, off, off], [off, on, off], [off, on, off], [off, off, on], [off, on, off]]
    rows: list[list[object]] = [
        ["AFI-01", F1, f"Do the {n}th thing of all", "GM Risk", "31/03/2027", *box] for n, box in enumerate(boxes)
    ]
    assert statuses(workbook(tmp_path, [head, *rows])) == ["complete", "ongoing", "ongoing", "not_started", "ongoing"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026/03/31", date(2026, 3, 31)),
        ("2026.03.31", date(2026, 3, 31)),
        ("20260331", date(2026, 3, 31)),
        ("2026/27", None),
        ("20261331", None),
    ],
)
def test_dates_as_other_programs_write_them(text: str, day: date | None) -> None:
    found = date_grammar.read_cell(text).date
    assert (found.due if found else None) == day


# -- Word


def document(folder: Path, rows: list[list[str]]) -> tuple[Path, docx.document.Document]:
    made = docx.Document()
    table = made.add_table(0, len(HEAD))
    for row in [HEAD, *rows]:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    return folder / "plan.docx", made


def test_hyphens_that_do_not_break_and_words_struck_out(tmp_path: Path) -> None:
    path, made = document(tmp_path, [[ROWS[0][0].replace("-", "\u2011"), *ROWS[0][1:]], ROWS[1]])
    run = made.tables[0].rows[1].cells[4].paragraphs[0].insert_paragraph_before().add_run("30/06/2026")
    run.font.strike = True
    made.save(str(path))
    found = read(path)
    assert [(a.ref, len(a.tasks)) for a in found.areas] == [("AFI-01", 2)]
    assert [t.due.day for t in found.areas[0].tasks] == [date(2027, 3, 31), date(2027, 4, 30)]


def test_a_list_of_words_old_form_fields_keep_their_choice(tmp_path: Path) -> None:
    path, made = document(tmp_path, [[*r[:5], "", r[6]] for r in ROWS])
    for row, chosen in zip(made.tables[0].rows[1:], ("1", "2"), strict=True):
        run = row.cells[5].paragraphs[0].add_run()
        begin = OxmlElement("w:fldChar")
        begin.set(qn("w:fldCharType"), "begin")
        data, listed, result = OxmlElement("w:ffData"), OxmlElement("w:ddList"), OxmlElement("w:result")
        result.set(qn("w:val"), chosen)
        listed.append(result)
        for word in ("Not started", "On track", "Complete"):
            entry = OxmlElement("w:listEntry")
            entry.set(qn("w:val"), word)
            listed.append(entry)
        data.append(listed)
        begin.append(data)
        run._r.append(begin)
    made.save(str(path))
    assert statuses(path) == ["on_target", "complete"]


def test_a_row_that_begins_late_keeps_its_columns(tmp_path: Path) -> None:
    path, made = document(tmp_path, ROWS)
    row = made.tables[0].rows[2]._tr
    for cell in list(row.tc_lst)[:2]:
        row.remove(cell)
    before = OxmlElement("w:gridBefore")
    before.set(qn("w:val"), "2")
    row.get_or_add_trPr().append(before)
    made.save(str(path))
    found = read(path)
    assert [(t.title, t.assigned_to) for a in found.areas for t in a.tasks] == [(r[2], r[3]) for r in ROWS]
    assert re.fullmatch(r"AFI-01", found.areas[0].ref or "")
