"""Papers in Word by their XML: what a screen reader needs, charts that say their figures, columns that hold their words."""

from __future__ import annotations

import io
import itertools
import re
import warnings
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reports.test_papers import STYLE
from tui_tracker.actions.send_out.exports import Report
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.document import Chart, Column, Document, Heading, Para, Series, Table, Turn
from tui_tracker.reports import word, word_tables

PAPERS = {
    "committee": Report("committee", since="Spring paper", every_task=True),
    "closure": Report("closure", "AFI1"),
    "chaser": Report("chaser", "HR Manager"),
    "questions": Report("questions"),
    "handover": Report("handover"),
    "movement": Report("movement", since="Spring paper"),
}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body_of(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data)).element.body


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode("utf-8")


def unreadable(data: bytes) -> list[str]:
    """What a screen reader stumbles over in a document; empty for a sound one."""
    document, body = docx.Document(io.BytesIO(data)), body_of(data)
    found = [] if document.core_properties.title.strip() else ["no title"]
    found += [] if document.core_properties.language == "en-GB" else ["no language"]
    found += [] if 'w:lang w:val="en-GB"' in part(data, "word/styles.xml") else ["no proofing language"]
    level = 0
    for p in document.paragraphs:
        style = p.style.name if p.style is not None else ""
        if not p.text.strip() and p._p.find(f".//{W}drawing") is None and p._p.find(f".//{W}sectPr") is None:
            found.append("an empty paragraph")
        if style and (m := re.fullmatch(r"Heading (\d)", style)):
            if int(m[1]) > level + 1:
                found.append(f"heading “{p.text}” of level {m[1]} below level {level}")
            level = int(m[1])
    for table in body.iter(f"{W}tbl"):
        rows = list(table.iter(f"{W}tr"))
        heads = [r for r in rows if r.find(f".//{W}tblHeader") is not None]
        if heads != rows[:1]:
            found.append("a table without its one head row")
        if any(not "".join(t.text or "" for t in c.iter(f"{W}t")).strip() for c in rows[0].iter(f"{W}tc")):
            found.append("an empty head cell")
        if any(not "".join(t.text or "" for t in r.iter(f"{W}t")).strip() for r in rows):
            found.append("an empty row")
        if table.find(f".//{W}gridSpan") is not None or table.find(f".//{W}vMerge") is not None:
            found.append("merged cells")
    for picture in body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"):
        if not (picture.get("descr") or "").strip():
            found.append("a picture without alternative text")
    return found


@pytest.mark.parametrize("kind", PAPERS)
def test_every_paper_can_be_read_out(kind: str, worked: Tracker, tmp_path: Path) -> None:
    worked.exports.report(tmp_path / "p.docx", PAPERS[kind], STYLE)
    assert unreadable((tmp_path / "p.docx").read_bytes()) == []


def test_the_plan_can_be_read_out(worked: Tracker, tmp_path: Path) -> None:
    worked.exports.export(tmp_path / "p.docx", "docx", STYLE, evidence=True)
    assert unreadable((tmp_path / "p.docx").read_bytes()) == []


def test_the_check_sees_what_a_screen_reader_stumbles_over() -> None:
    """A check that cannot fail is none."""
    bad = docx.Document()
    bad.add_heading("Deep", 3)
    bad.add_paragraph("")
    bad.add_table(2, 2)
    out = io.BytesIO()
    bad.save(out)
    assert len(set(unreadable(out.getvalue()))) >= 5


def test_a_paper_has_no_blank_page_and_no_two_tables_that_run_together(worked: Tracker, tmp_path: Path) -> None:
    worked.exports.report(tmp_path / "p.docx", PAPERS["committee"], STYLE)
    children = [c.tag for c in body_of((tmp_path / "p.docx").read_bytes())]
    assert not any(a == b == f"{W}tbl" for a, b in itertools.pairwise(children))
    blocks = [Para("a"), Turn(landscape=True), Table([Column("x")], [["y"]]), Table([Column("x")], [["z"]])]
    made = [c.tag for c in body_of(word.render(Document("T", "", "", blocks)))]
    assert not any(a == b == f"{W}tbl" for a, b in itertools.pairwise(made))


CHART = Chart(
    "lines", "Progress", "At", ("1 Jun 26", "=1+1"), (Series("Done", (1, 2)), Series("Tasks", (5, 5))), "From 1 to 2."
)


@pytest.mark.parametrize("kind", ["lines", "columns", "bars"])
def test_a_chart_is_words_own_with_its_figures_behind_it(kind: str) -> None:
    """The part is a chart, its workbook opens and holds the same figures, text stays text, and the bytes repeat."""
    from dataclasses import replace

    import openpyxl

    document = Document("T", "", "", [Heading(2, "Pictures"), replace(CHART, kind=kind)])
    data = word.render(document)
    assert data == word.render(document)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = openpyxl.load_workbook(io.BytesIO(archive.read("word/embeddings/chart1.xlsx")))
        types = archive.read("[Content_Types].xml").decode()
    assert list(book.active.values) == [("At", "Done", "Tasks"), ("1 Jun 26", 1, 5), ("'=1+1", 2, 5)]
    assert book.properties.creator in ("", None)
    assert "drawingml.chart+xml" in types
    xml = part(data, "word/charts/chart1.xml")
    assert "externalData" in xml
    dashes = re.findall(r'prstDash val="(\w+)"', xml)
    fills = re.findall(r'<(?:a:)?srgbClr val="(\w+)"', xml)
    assert len(set(dashes)) == 2 if kind == "lines" else len(set(fills)) >= 2, "told apart in grey"


def test_a_paper_with_charts_can_be_a_template_and_leaves_none_of_its_figures(tmp_path: Path) -> None:
    from dataclasses import replace

    import openpyxl

    house = tmp_path / "house.docx"
    house.write_bytes(word.render(Document("Old", "", "", [CHART, Para("old words")])))
    new = replace(CHART, categories=("now", "then"), series=(Series("New", (7, 8)),))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        data = word.render(Document("New", "", "", [new]), house)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        book = openpyxl.load_workbook(io.BytesIO(archive.read("word/embeddings/chart1.xlsx")))
    assert len(names) == len(set(names))
    assert [n for n in names if "charts/" in n and n.endswith(".xml")] == ["word/charts/chart1.xml"]
    assert list(book.active.values)[1] == ("now", 7)


words = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"), min_size=1, max_size=14)


@given(st.lists(st.tuples(words, st.floats(0.3, 5), words), min_size=1, max_size=7))
def test_a_column_is_as_wide_as_its_longest_word_and_all_fit_the_page(columns: list[tuple[str, float, str]]) -> None:
    table = Table([Column(name, width=share) for name, share, _ in columns], [[cell for _, _, cell in columns]])
    room = 6_120_000
    widths = word_tables.column_widths(table, room)
    least = [word_tables.least_width(table, i) for i in range(len(columns))]
    assert room - len(columns) <= sum(widths) + len(columns) <= room + 2 * len(columns)
    if sum(least) <= room:
        assert all(w >= m - 1 for w, m in zip(widths, least, strict=True))
