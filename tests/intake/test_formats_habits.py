"""What spreadsheets and habits do to a plan's values: epochs, blanks in sums, errors of pictures, days month first, marks of pages."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.intake.plain_plan import ROWS, found, is_read, rewritten, wanted, with_dates, workbook
from tui_tracker.intake.read import read


def told(path: Path) -> list[str]:
    return [r.text for r in read(path).remarks]


def test_serials_of_the_calendar_from_1904(tmp_path: Path) -> None:
    path, book = workbook(tmp_path)
    for row, values in enumerate(ROWS, 2):
        book.active.cell(row, 6, (with_dates(values)[5].date() - date(1904, 1, 1)).days)
    book.save(path)
    rewritten(
        path,
        ("<workbookPr/>", '<workbookPr date1904="1"/>'),
        ("<workbookPr />", '<workbookPr date1904="1"/>'),
        part="xl/workbook.xml",
    )
    is_read(path)


def test_a_blank_and_thirty_days_is_no_date(tmp_path: Path) -> None:
    path, book = workbook(tmp_path, [with_dates(r) for r in ROWS])
    for row in range(2, 8):
        book.active.cell(row, 6).number_format = "dd/mm/yyyy"
    book.active["F3"] = 30
    book.active["F3"].number_format = "dd/mm/yyyy"
    book.active["F5"] = -1
    book.active["F5"].number_format = "dd/mm/yyyy"
    book.save(path)
    days = [r[5] for r in found(read(path))]
    assert days == [w[5] if n not in (1, 3) else None for n, w in enumerate(wanted())]


def test_errors_of_pictures_are_no_evidence(tmp_path: Path) -> None:
    path, book = workbook(tmp_path, [[*r[:7], "#VALUE!"] if n % 2 else r for n, r in enumerate(ROWS)])
    book.save(path)
    assert [r[7] for r in found(read(path))] == [None if n % 2 else w[7] for n, w in enumerate(wanted())]


def test_formulas_never_worked_out_are_said_once(tmp_path: Path) -> None:
    path, book = workbook(tmp_path)
    for row in range(2, 8):
        book.active.cell(row, 7, f'=IF(H{row}="","Not started","On target")')
    book.save(path)
    rows = found(read(path))
    assert [r[:6] for r in rows] == [w[:6] for w in wanted()]
    assert [r[6] for r in rows] == [None] * 6
    assert sum("no stored result" in t for t in told(path)) == 1


@pytest.mark.parametrize("words", ["a<b then c>d", "5 < 6 & 7 > 2", "see <the annex> for more", "x<y"])
def test_signs_of_pages_in_a_sentence_are_no_page(tmp_path: Path, words: str) -> None:
    path, book = workbook(tmp_path, [[*ROWS[0][:7], words], *ROWS[1:]])
    book.save(path)
    assert found(read(path))[0][7] == words


@pytest.mark.parametrize(
    "form", ["%Y/%m/%d", "%Y.%m.%d", "%d/%b/%y 12:00 AM", "%d/%b/%Y", "%d %B %Y", "%d-%m-%Y 00:00", "%Y-%m-%dT00:00:00.000Z", "%Y%m%d", "%d.%m.%Y"],
)  # fmt: skip
def test_days_in_every_shape(tmp_path: Path, form: str) -> None:
    path, book = workbook(tmp_path, [[*r[:5], with_dates(r)[5].strftime(form), *r[6:]] for r in ROWS])
    book.save(path)
    proposal = is_read(path)
    assert [r.text for r in proposal.remarks if r.kind == "doubt"] == []


@pytest.mark.parametrize(
    "form", ["{0.month}/{0.day}/{0.year} 5:00 PM", "{0.month}/{0.day}/{0.year}", "{0.month:02}/{0.day:02}/{0:%y}"]
)
def test_days_month_first(tmp_path: Path, form: str) -> None:
    path, book = workbook(tmp_path, [[*r[:5], form.format(with_dates(r)[5]), *r[6:]] for r in ROWS])
    book.save(path)
    assert [r[5] for r in found(read(path))] == [w[5] for w in wanted()]


def test_a_column_called_due_date_is_never_dropped(tmp_path: Path) -> None:
    odd = ["as soon as we can", "see the board", "tbc", "when funded", "ongoing work", "to be said"]
    path, book = workbook(tmp_path, [[*r[:5], o, *r[6:]] for r, o in zip(ROWS, odd, strict=True)])
    book.save(path)
    tasks = [t for a in read(path).areas for t in a.tasks]
    assert [(t.due.text or "") for t in tasks] == odd


def test_text_days_beside_real_ones_that_only_a_us_opening_explains_are_a_doubt(tmp_path: Path) -> None:
    """A UK .csv opened by a US spreadsheet: 05/10/2026 becomes a real 10 May, 31/03/2026 stays a text."""
    path, book = workbook(tmp_path)
    for row, day in ((2, "2027-05-10"), (4, "2027-07-09"), (6, "2027-03-08")):
        book.active.cell(row, 6, datetime.fromisoformat(day)).number_format = "m/d/yyyy"
    book.save(path)
    assert any("month" in t and "day" in t for t in (r.text for r in read(path).remarks if r.kind == "doubt"))


def test_a_status_that_only_a_rule_of_colours_shows_is_said(tmp_path: Path) -> None:
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import PatternFill

    path, book = workbook(
        tmp_path,
        [[*r[:6], {"Complete": 3, "On target": 2, "Behind target": 1, "Not started": 0}[r[6]], r[7]] for r in ROWS],
    )
    for value, colour in ((3, "00B050"), (2, "FFC000"), (1, "FF0000")):
        book.active.conditional_formatting.add(
            "G2:G7", CellIsRule("equal", [str(value)], fill=PatternFill("solid", bgColor=colour))
        )
    book.save(path)
    proposal = read(path)
    assert any("conditional formatting" in r.text for r in proposal.remarks)
    green = [t.status for a in proposal.areas for t in a.tasks]
    assert green[1] == green[4] == "complete"
    assert green[3] == "behind_target"


@pytest.mark.parametrize(
    ("text", "day"),
    [("07/2026", "2026-07-31"), ("2026-07", "2026-07-31"), ("28 / 02 / 2026", "2026-02-28"), ("2026/27", None)],
)
def test_months_in_figures_and_spaced_days(text: str, day: str | None) -> None:
    from tui_tracker.domain import date_grammar

    found = date_grammar.read_cell(text).date
    assert (found.due.isoformat() if found else None) == day


@pytest.mark.parametrize("heading", ["AFI", "Area for improvement"])
@pytest.mark.parametrize("lead", ["{}\n{}", "{} - {}", "{}: {}"])
def test_an_area_in_one_cell_over_blank_ones_beside_numbered_actions(tmp_path: Path, heading: str, lead: str) -> None:
    path, book = workbook(tmp_path, [])
    sheet = book.active
    sheet.delete_rows(1)
    sheet.append([heading, "No.", "Action", "Owner", "Due date", "Status", "Progress update"])
    for n, row in enumerate(ROWS):
        sheet.append([lead.format(row[0].replace("-0", " "), row[1]) if n % 2 == 0 else None, *row[2:]])
    book.save(path)
    rows = found(read(path))
    assert [r[1:] for r in rows] == [w[1:] for w in wanted()]
    assert [(r[0] or "").replace(" ", "") for r in rows] == [w[0].replace("-0", "") for w in wanted()]


def test_a_hidden_former_owner_is_not_the_owner(tmp_path: Path) -> None:
    path, book = workbook(tmp_path)
    book.active.insert_cols(5)
    book.active["E1"] = "Old owner"
    for row in range(2, 8):
        book.active.cell(row, 5, "Gone Person")
    book.active.column_dimensions["E"].hidden = True
    book.save(path)
    is_read(path)


def test_a_section_called_general_is_one_of_several() -> None:
    from tui_tracker.intake.readers import formats

    assert [formats.shown(v, 'General;"Overdue";"Not started"') for v in (3, -1, 0)] == ["3", "Overdue", "Not started"]


def test_two_rows_that_are_the_same_are_read_once_and_said(tmp_path: Path) -> None:
    path, book = workbook(tmp_path, [*ROWS[:2], ROWS[1], *ROWS[2:]])
    book.save(path)
    proposal = is_read(path)
    assert sum("same as the row above" in r.text for r in proposal.remarks) == 1


def test_progress_and_update_merged_into_one_cell_are_told_apart(tmp_path: Path) -> None:
    from tests.intake.plain_plan import document

    path, made = document(tmp_path)
    for row in made.tables[0].rows[1:3]:
        row.cells[6].merge(row.cells[7])
    made.save(str(path))
    is_read(path)
