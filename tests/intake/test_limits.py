"""What no plan file needs and a hostile one might try: each limit is one sentence, bounded memory, and nothing written."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment

from tui_tracker.errors import FileError
from tui_tracker.intake.read import read

HEAD = ["Ref", "Area for improvement", "Action", "Owner", "Due date", "Status", "Update"]
ROW = [
    "AFI1",
    "The service should watch its hours",
    "Set a baseline",
    "HR Manager",
    "Mar-26",
    "On target",
    "12/01/26 - drawn up",
]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="memory is measured by a call that Windows does not have")


def workbook(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def replaced(path: Path, member: str, change: tuple[bytes, bytes]) -> Path:
    """The archive with some bytes of one member replaced."""
    out = path.with_name(f"changed-{path.name}")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(*change) if name == member else data)
    return out


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", b"%PDF-1.7 x", "a PDF"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "Workbook".encode("utf-16-le"), "damaged or no Excel workbook"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "an old Word file"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        ("a.xls", b"\xef\xbb\xbf<HTML><table>", "a web page without a table"),
        ("b.xls", b'<?xml version="1.0"?><Workbook>', "an XML file"),
        ("a.rtf", b"{\\rtf1", "a rich-text file"),
        ("a.csv", b"a,b\n" + b"\0" * 100, "is not text"),
        ("a.csv", b"", "is empty"),
    ],
)  # fmt: skip
def test_what_it_is_and_what_to_save_it_as(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileError, match=says) as told:
        read(path)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("member", "says"), [("xl/workbook.bin", "xlsb"), ("ppt/presentation.xml", "PowerPoint"), ("content.xml", "OpenDocument"), ("x.txt", "neither")]
)  # fmt: skip
def test_other_archives_are_named(tmp_path: Path, member: str, says: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as made:
        made.writestr(member, "x")
    with pytest.raises(FileError, match=says):
        read(tmp_path / "a.xlsx")


def test_entities_that_unfold_are_not_unfolded(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    bomb += b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9)) + b"]>"
    path = workbook(tmp_path / "a.xlsx", HEAD, ROW)
    strings = replaced(path, "xl/worksheets/sheet1.xml", (b"<worksheet", bomb + b"<worksheet"))
    with pytest.raises(FileError, match="damaged"):
        read(replaced(strings, "xl/worksheets/sheet1.xml", (b">AFI1<", b">&j;<")))
    document = docx.Document()
    document.add_paragraph("Only words")
    document.save(str(tmp_path / "a.docx"))
    changed = replaced(tmp_path / "a.docx", "word/document.xml", (b"<w:document", bomb + b"<w:document"))
    changed = replaced(changed, "word/document.xml", (b">Only words<", b">&j;<"))
    try:
        assert read(changed).areas == []
    except FileError as error:
        assert "damaged" in str(error)  # noqa: PT017  # refused by one version of the parser, read as nothing by another


def test_a_thousand_sheets_are_the_most(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for n in range(1_000):
        book.create_sheet(f"s{n}")
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(FileError, match="1,001 sheets; at most 1,000"):
        read(tmp_path / "a.xlsx")


def test_more_rows_than_any_plan_has_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(",".join(HEAD) + "\n" + "AFI1,x\n" * 100_001, encoding="utf-8")
    with pytest.raises(FileError, match="more than 100,000 rows"):
        read(path)
    (tmp_path / "a.md").write_text("| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 100_000, encoding="utf-8")
    with pytest.raises(FileError, match="more than 100,000 lines"):
        read(tmp_path / "a.md")


def long_sheet(path: Path, row: list[str], rows: int) -> Path:
    """A workbook of so many equal rows below its headings, put together as text: openpyxl would take longer to write it than we to read it."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("plan")
    sheet.append(HEAD)
    sheet.append(row)
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode()
    last = text[text.index('<row r="2"') : text.index("</sheetData>")]
    more = "".join(last.replace('r="2"', f'r="{n}"', 1).replace('2" t=', f'{n}" t=') for n in range(3, rows + 2))
    return replaced(path, "xl/worksheets/sheet1.xml", (b"</sheetData>", more.encode() + b"</sheetData>"))


@POSIX
@pytest.mark.parametrize("kind", [pytest.param("cells", marks=pytest.mark.long), "rows"])
def test_memory_stays_bounded(tmp_path: Path, kind: str) -> None:
    """The largest workbook that is read, and one that is a hundred thousand rows long: under 400 MB either way."""
    rows, width = (28_000, 14) if kind == "cells" else (100_000, 3)
    path = long_sheet(tmp_path / "a.xlsx", [*ROW, *["more words"] * 7][:width], rows)
    code = (
        "import resource, sys\nfrom pathlib import Path\nfrom tui_tracker.errors import FileError\nfrom tui_tracker.intake.readers import read_file\n"
        "try:\n    read_file(Path(sys.argv[1]))\nexcept FileError as error:\n    print(error)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 if sys.platform == 'linux' else 1024))"
    )
    out = subprocess.run(
        [sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout
    assert int(out.splitlines()[-1]) < 400 * 1024


def test_a_formula_is_never_worked_out_and_its_stored_result_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", HEAD, [*ROW[:5], '=IF(1=1,"Complete","")', ""])
    without = read(path)
    assert without.areas[0].tasks[0].status is None
    assert any("1 formulas have no stored result" in r.text for r in without.remarks)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    cell = sheet[sheet.index(b'<c r="F2"') :].split(b"</c>")[0] + b"</c>"
    stored = cell.replace(b'<c r="F2"', b'<c r="F2" t="str"').replace(b"<v></v>", b"<v>Complete</v>").replace(b"<v />", b"<v>Complete</v>")  # fmt: skip
    stored = stored if b"<v>Complete</v>" in stored else stored.replace(b"</f>", b"</f><v>Complete</v>")
    assert read(replaced(path, "xl/worksheets/sheet1.xml", (cell, stored))).areas[0].tasks[0].status == "complete"


def test_the_longest_cell_and_odd_dates_and_doubled_references(tmp_path: Path) -> None:
    long = "word " * 6_553
    far = datetime(9999, 12, 31)  # noqa: DTZ001  # a spreadsheet knows no time zone
    rows = [[*ROW[:6], long], ["AFI1", ROW[1], "Another", "HR", far, "x" * 32_767, ""], ["AFI1", "Other words", "Third", "HR", -5, "", ""]]  # fmt: skip
    made = read(workbook(tmp_path / "a.xlsx", HEAD, *rows))
    tasks = made.areas[0].tasks
    assert len(made.areas) == 1
    assert tasks[0].evidence == long.strip()
    assert tasks[1].due.day is not None
    assert tasks[1].due.day.year == 9999
    assert tasks[2].due.day is None


def test_macros_links_and_comments_do_no_harm(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEAD)
    sheet.append(ROW)
    sheet["C2"].comment = Comment("Asked for by the board", "A")
    sheet["G2"].hyperlink = "file:///etc/passwd"
    sheet.protection.sheet = True
    book.save(tmp_path / "a.xlsm")
    made = read(tmp_path / "a.xlsm")
    cells = {c["field"]: c for c in made.areas[0].tasks[0].cells}
    assert cells["action"]["comment"] == "Asked for by the board"
    assert cells["evidence"]["link"] == "file:///etc/passwd"


def test_a_sheet_that_is_not_there_is_said_with_those_that_are(tmp_path: Path) -> None:
    from tui_tracker.errors import UsageError

    with pytest.raises(UsageError, match="no sheet called “Plan”; it has Sheet"):
        read(workbook(tmp_path / "a.xlsx", HEAD, ROW), ["Plan"])
