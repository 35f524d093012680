"""Workbooks as the programs that make them write them: each shape is read as the same plain plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.intake.plain_plan import HEAD, ROWS, found, is_read, rewritten, wanted, with_dates, workbook
from tui_tracker.errors import FileError
from tui_tracker.intake.read import read
from tui_tracker.intake.readers import archive, formats
from tui_tracker.intake.readers import workbook as reader

# -- what a number shows


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (75, '0"%"', "75%"), (75, "0\\%", "75%"), (0.75, "0%", "75%"), (2500, "£#,##0", "£2,500"), (2500.5, "[$£-809]#,##0.00", "£2,500.50"),
        (-5, "£#,##0.00;[Red]-£#,##0.00", "-£5.00"), (-4, "#,##0.00_);(#,##0.00)", "(4.00)"), (1.1, "0.00", "1.10"), (1.2000000000000002, "General", "1.2"),
        (1 / 3, "0.00", "0.33"), (2.5, "0", "3"), (7, "000", "007"), (0.5, "# ?/?", "1/2"), (1.5, "# ?/?", "1 1/2"), (0, "#", ""),
        (0, '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', "-"), (12345, "0.00E+00", "1.23E+04"), (3, '"Q"0" 2026/27"', "Q3 2026/27"), (0.1 + 0.2, "General", "0.3"),
        (0, "0;-0;;@", ""), (5, ";;;", ""), (12345678, "General", "12345678"), (1234567, '#,##0,"k"', "1,235k"), (1.25, "0.0#", "1.25"), (-3, "General", "-3"),
    ],
)  # fmt: skip
def test_a_number_is_shown_by_its_format(value: float, number_format: str, text: str) -> None:
    assert formats.shown(value, number_format) == text


@pytest.mark.parametrize(
    ("number_format", "text"),
    [('"AFI-"@', "AFI-01"), ("\\(@\\)", "(01)"), (";;;", ""), ("0;-0;;@", "01"), ("General", "01")],
)
def test_a_text_is_shown_by_its_format(number_format: str, text: str) -> None:
    assert formats.shown_text("01", number_format) == text


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [(timedelta(hours=40), "[h]:mm", "40:00"), (time(0, 0), "dd/mm/yyyy;;", ""), (time(0, 0), "hh:mm", "00:00"), (True, "General", "TRUE")],
)  # fmt: skip
def test_moments_and_noughts(value: object, number_format: str, text: str) -> None:
    assert reader.shown(value, number_format) == text


# -- whole plans


def numbers_counted_up(sheet: Any) -> None:
    value = 1.1
    for row, number in zip(range(2, 8), (1.1, 1.2, 2.1, 2.2, 3.1, 3.2), strict=True):
        value = number + 2.220446049250313e-16
        sheet.cell(row, 3, value)


def dates_as_dates(sheet: Any) -> None:
    for row, values in enumerate(ROWS, 2):
        sheet.cell(row, 6, with_dates(values)[5]).number_format = "dd/mm/yyyy"


def references_by_format(sheet: Any) -> None:
    for row, values in enumerate(ROWS, 2):
        sheet.cell(row, 1, int(values[0][-2:])).number_format = '"AFI-"00'


def texts_by_format(sheet: Any) -> None:
    for row, values in enumerate(ROWS, 2):
        sheet.cell(row, 1, values[0][-2:]).number_format = '"AFI-"@'


def words_by_condition(sheet: Any) -> None:
    codes = {"Complete": 1, "On target": 2, "Not started": 3, "Behind target": 4}
    for row, values in enumerate(ROWS, 2):
        sheet.cell(row, 7, codes[values[6]]).number_format = '[=1]"Complete";[=2]"On target";General'
        if codes[values[6]] > 2:
            sheet.cell(row, 7).number_format = '[=3]"Not started";[=4]"Behind target";General'


def signs_unseen(sheet: Any) -> None:
    sheet["A2"] = "AFI-01\u200b"
    sheet["A3"] = "AFI\u221201"
    sheet["C4"] = "2.1\ufeff"
    sheet["E5"] = "\u202aHR Manager\u202c"
    sheet["F6"] = "29\u201101\u20112027"
    sheet["F7"] = "\u200e31/\u200e03/\u200e2028"
    sheet["H2"] = "The board agreed\u0085the cycle."
    for column in "ABCDEFGH":
        sheet[f"{column}1"] = "\u200b" + sheet[f"{column}1"].value


def hidden_old_status(sheet: Any) -> None:
    sheet.insert_cols(7)
    sheet["G1"] = "Status"
    for row in range(2, 8):
        sheet.cell(row, 7, "Complete")
    sheet.column_dimensions["G"].hidden = True


def hidden_old_due(sheet: Any) -> None:
    sheet.insert_cols(6)
    sheet["F1"] = "Due date"
    for row in range(2, 8):
        sheet.cell(row, 6, "01/01/2020")
    sheet.column_dimensions["F"].hidden = True


@pytest.mark.parametrize(
    "change",
    [numbers_counted_up, dates_as_dates, references_by_format, texts_by_format, words_by_condition, signs_unseen, hidden_old_status, hidden_old_due],
    ids=lambda f: f.__name__,
)  # fmt: skip
def test_a_workbook_is_read_as_it_is_seen(tmp_path: Path, change: Callable[[Any], None]) -> None:
    path, book = workbook(tmp_path)
    change(book.active)
    book.save(path)
    proposal = read(path)
    rows = [[" ".join((c or "").split()) for c in row] for row in found(proposal)]
    assert rows == [[c.strip() for c in row] for row in wanted()]
    if change.__name__.startswith("hidden"):
        assert any("is hidden and headed" in r for r in read_remarks(path))


def read_remarks(path: Path) -> list[str]:
    from tui_tracker.intake.readers import read_file

    return read_file(path).remarks


def test_shares_as_whole_numbers_with_a_sign(tmp_path: Path) -> None:
    shares = (100, 75, 50, 0, 100, 25)
    path, book = workbook(tmp_path)
    book.active["G1"] = "% complete"
    for row, share in enumerate(shares, 2):
        book.active.cell(row, 7, share).number_format = '0"%"'
    book.save(path)
    assert [r[6] == "complete" for r in found(read(path))] == [s == 100 for s in shares]
    assert not any("5000" in str(d) or "7500" in str(d) for d in read(path).to_json().values())


def test_a_hidden_column_without_a_double_is_read_and_said(tmp_path: Path) -> None:
    path, book = workbook(tmp_path)
    book.active.column_dimensions["H"].hidden = True
    book.save(path)
    is_read(path)
    assert any("1 hidden column was read" in r for r in read_remarks(path))


# -- links over blank cells


def test_blank_cells_under_a_link_stay_blank(tmp_path: Path) -> None:
    path, book = workbook(tmp_path, [[*r[:7], None] for r in ROWS])
    book.save(path)
    sheet = "xl/worksheets/sheet1.xml"
    link = '<hyperlinks><hyperlink ref="H2:H7" location="Plan!A1"/><hyperlink ref="E4" location="\'Notes\'!A1"/></hyperlinks>'
    rewritten(path, ("<pageMargins", link + "<pageMargins"), part=sheet)
    assert [r[7] for r in found(read(path))] == [None] * 6
    assert [r[4] for r in found(read(path))] == [r[4] for r in ROWS]


def test_an_address_that_is_typed_stays(tmp_path: Path) -> None:
    path, book = workbook(tmp_path)
    book.active["H2"] = "https://example.org/minutes"
    book.active["H2"].hyperlink = "https://example.org/minutes"
    book.save(path)
    assert "https://example.org/minutes" in (found(read(path))[0][7] or "")


# -- formulas without a result


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize(
    ("cell", "unknown"),
    [
        ("<{p}f>A1</{p}f>", 1), ("<{p}f>A1</{p}f><{p}v></{p}v>", 1), ("<{p}f>A1</{p}f><{p}v/>", 1), ('<{p}f t="shared" si="0"/>', 1), ("<{p}f>A1</{p}f>\n", 1),
        ("<{p}f>A1</{p}f><{p}v>4</{p}v>", 0), ("<{p}v>4</{p}v>", 0),
    ],
)  # fmt: skip
def test_formulas_without_a_result_are_counted(tmp_path: Path, prefix: str, cell: str, unknown: int) -> None:
    import zipfile

    path = tmp_path / "book.xlsx"
    inner = cell.format(p=prefix)
    rows = "".join(f'<{prefix}row r="{n}"><{prefix}c r="A{n}">{inner}</{prefix}c></{prefix}row>' for n in range(1, 4))
    name = "xmlns:x" if prefix else "xmlns"
    text = f'<{prefix}worksheet {name}="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><{prefix}sheetData>{rows}</{prefix}sheetData></{prefix}worksheet>'
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("xl/worksheets/sheet1.xml", text)
    assert archive.count_cells(path) == (3, 3 * unknown)


def test_a_stored_result_of_no_letters_is_a_result(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "book.xlsx"
    text = '<worksheet><sheetData><row r="1"><c r="A1" t="str"><f>IF(B1,"x","")</f><v></v></c></row></sheetData></worksheet>'
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("xl/worksheets/sheet1.xml", text)
    assert archive.count_cells(path) == (1, 0)


def test_cells_beyond_the_last_column_are_said(tmp_path: Path) -> None:
    path, book = workbook(tmp_path)
    book.active.cell(3, 450, "far away")
    book.save(path)
    is_read(path)
    assert any("beyond column 400" in r for r in read_remarks(path))


def test_noughts_that_a_sheet_does_not_show(tmp_path: Path) -> None:
    path, book = workbook(tmp_path)
    book.active.sheet_view.showZeros = False
    book.active["H2"] = 0
    book.save(path)
    assert found(read(path))[0][7] is None


@pytest.mark.parametrize("kind", ["template.main", "sheet.main"])
def test_templates_and_macros(tmp_path: Path, kind: str) -> None:
    path, book = workbook(tmp_path)
    book.save(path)
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    other = (
        main.replace("sheet.main", kind)
        if kind != "sheet.main"
        else "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    is_read(rewritten(path, (main, other), part="[Content_Types].xml"))


def test_a_moment_at_eleven_at_night_is_its_own_day(tmp_path: Path) -> None:
    path, book = workbook(tmp_path)
    for row, values in enumerate(ROWS, 2):
        day = with_dates(values)[5]
        book.active.cell(row, 6, day - timedelta(hours=1)).number_format = "dd/mm/yyyy"
    book.save(path)
    proposal = read(path)
    assert isinstance(with_dates(ROWS[0])[5], datetime)
    assert any("23:00" in str(f) for f in proposal.to_json().values()), "that most days are an hour short is asked"


assert HEAD


# -- sound cells beside what openpyxl does not take


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        ("xl/styles.xml", '<patternFill patternType="none"', '<patternFill patternType="odd"'), ("xl/styles.xml", "<fonts", "<fontz"), ("xl/styles.xml", "<cellXfs", "<odd/><cellXfs"),
        ("xl/worksheets/sheet1.xml", "<pageMargins", '<conditionalFormatting sqref="A1"><cfRule type="odd" priority="1"/></conditionalFormatting><pageMargins'),
        ("xl/worksheets/sheet1.xml", "<sheetFormatPr", '<sheetFormatPr odd="x"'), ("xl/workbook.xml", "<calcPr", '<calcPr odd="x"'),
    ],
)  # fmt: skip
def test_a_workbook_with_odd_styles_is_read_by_its_cells(tmp_path: Path, part: str, before: str, after: str) -> None:
    path, book = workbook(tmp_path, [with_dates(r) for r in ROWS])
    for row in range(2, 8):
        book.active.cell(row, 6).number_format = "dd/mm/yyyy"
    book.save(path)
    rewritten(path, (before, after), part=part)
    rows = found(read(path))
    assert [[c for i, c in enumerate(r) if i != 5] for r in rows] == [
        [c for i, c in enumerate(r) if i != 5] for r in wanted()
    ]


def test_a_refusal_names_no_exception(tmp_path: Path) -> None:
    import zipfile

    path, book = workbook(tmp_path)
    book.save(path)
    with zipfile.ZipFile(path) as old:
        kept = {n: old.read(n) for n in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, data in kept.items():
            new.writestr(name, data[: len(data) // 2] if name.startswith("xl/worksheets") else data)
    with pytest.raises(FileError) as told:
        read(path)
    assert "Error" not in str(told.value)
    assert "save it again" in str(told.value)
