"""What a reader of the printed page sees in a Word document, and what a reader of a workbook's cells sees."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tui_tracker.intake.read import read
from tui_tracker.intake.readers import read_file
from tui_tracker.intake.readers.colours import Palette

SHOULD = "The service should make sure that its visits reach those most at risk"


def test_numbers_that_word_counts_itself_and_text_that_it_hides(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading(f"AFI 1 – {SHOULD}", level=2)
    table = document.add_table(rows=1, cols=5)
    for cell, text in zip(table.rows[0].cells, ["#", "What we will do", "Who", "By when", "Update"], strict=True):
        cell.text = text
    for action in ("Write it", "Try it"):
        cells = table.add_row().cells
        cells[0].paragraphs[0].style = document.styles["List Number"]
        properties = cells[0].paragraphs[0]._p.get_or_add_pPr()
        number = OxmlElement("w:numPr")
        of = OxmlElement("w:numId")
        of.set(qn("w:val"), _decimal_list(document))
        number.append(of)
        properties.append(number)
        cells[1].text, cells[2].text, cells[3].text = action, "GM Risk", "31 March 2026"
        cells[4].text = "Seen by the board."
        hidden = cells[4].paragraphs[0].add_run(" INTERNAL: ask again.")
        hidden.font.hidden = True
    path = tmp_path / "plan.docx"
    document.save(str(path))
    tasks = read(path).areas[0].tasks
    assert [(t.no, t.title, t.evidence) for t in tasks] == [
        ("1", "Write it", "Seen by the board."),
        ("2", "Try it", "Seen by the board."),
    ]


def _decimal_list(document: docx.document.Document) -> str:
    """The identity of a list of the template that counts 1, 2, 3."""
    root = document.part.numbering_part.element
    for use in root.findall(qn("w:num")):
        of = use.find(qn("w:abstractNumId")).get(qn("w:val"))
        kind = next(k for k in root.findall(qn("w:abstractNum")) if k.get(qn("w:abstractNumId")) == of)
        if kind.find(f"{qn('w:lvl')}/{qn('w:numFmt')}").get(qn("w:val")) == "decimal":
            return str(use.get(qn("w:numId")))
    raise AssertionError("the template has no list that counts")


def test_a_share_is_shown_as_its_cell_shows_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for at, value in enumerate((1, 0.75, 0.125), 1):
        sheet.cell(at, 1, value).number_format = "0%"
    sheet.cell(4, 1, 0.75)
    path = tmp_path / "shares.xlsx"
    book.save(path)
    assert [row[0].text for row in read_file(path).sheets[0].rows] == ["100%", "75%", "12.5%", "0.75"]


def test_a_cell_that_names_a_style_which_is_not_there_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Write it"
    sheet["A1"]._style = None
    assert Palette(book).style(sheet["A1"]) == ("General", None)
