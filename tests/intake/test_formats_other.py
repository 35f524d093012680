"""Plans by other programs: OpenDocument, old Excel, web pages, tables drawn in text. The kept files are made by those programs."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.intake.files import make
from tests.intake.plain_plan import HEAD, ROWS, found, is_read, wanted
from tui_tracker.errors import FileError
from tui_tracker.intake.read import read
from tui_tracker.intake.readers import opendocument, read_file

FILES = Path(make.__file__).parent
KEPT = sorted(p for p in FILES.iterdir() if p.suffix not in (".py", "") and p.is_file())
NS = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'


@pytest.mark.parametrize("path", KEPT, ids=lambda p: p.name)
def test_the_kept_files(path: Path) -> None:
    assert path.stat().st_size <= 20_000
    is_read(path)


@pytest.mark.parametrize("name", ["calc.ods", "calc.xls", "gnumeric.ods", "gnumeric.xls"])
def test_what_hangs_on_cells_is_kept(name: str) -> None:
    cells = {cell.text: cell for _, _, cell in read_file(FILES / name).sheets[0].cells()}
    assert cells["Complete"].fill == "00B050" or any(
        c.fill == "00B050" for _, _, c in read_file(FILES / name).sheets[0].cells()
    )
    assert any(c.comment and "Asked for in May" in c.comment for _, _, c in read_file(FILES / name).sheets[0].cells())
    if name.startswith("calc"):  # Gnumeric writes no links that it has read from .xlsx
        assert cells["All clerks were trained."].link == "https://example.org/clerks"
    assert any(cell.is_date for cell in cells.values())


@pytest.mark.parametrize("name", ["plan.xls", "plan.html", "plan.xlsx", "plan"])
def test_a_web_page_by_any_name(tmp_path: Path, name: str) -> None:
    shutil.copyfile(FILES / "calc.html", tmp_path / name)
    is_read(tmp_path / name)


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed; .ci/run installs it"
)
@pytest.mark.parametrize("name", make.NOT_KEPT)
def test_what_libreoffice_makes_now(tmp_path: Path, name: str) -> None:
    source = tmp_path / "source"
    source.mkdir()
    book, text = make.sources(source)
    make.soffice(tmp_path, text if name.startswith("writer") else book, make.LIBREOFFICE[name], name)
    is_read(tmp_path / name)


@pytest.mark.long
def test_all_of_them_made_anew(tmp_path: Path) -> None:
    made = list(make.made(tmp_path))
    for path in made:
        is_read(path)
    print(
        len(made), "files", subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=False).stdout
    )
    assert len(made) >= 6 or os.name == "nt"


# -- what OpenDocument has of its own


def flat(folder: Path, rows: str, styles: str = "", before: str = "") -> Path:
    path = folder / "plan.fods"
    path.write_text(
        f'<?xml version="1.0"?><office:document {NS} office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:automatic-styles>{styles}</office:automatic-styles>'
        f'<office:body><office:spreadsheet><table:table table:name="Plan">{before}{rows}</table:table></office:spreadsheet></office:body></office:document>',
        encoding="utf-8",
    )
    return path


def cell(text: str, more: str = "") -> str:
    return (
        f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"
        if text
        else f"<table:table-cell {more}/>"
    )


def row(cells: list[str], more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def plain_rows() -> list[list[str]]:
    return [[cell(t) for t in r] for r in [HEAD, *ROWS]]


def test_repeated_cells_and_the_blank_rest_of_a_sheet(tmp_path: Path) -> None:
    rows = [row([*r, cell("", 'table:number-columns-repeated="16376"')]) for r in plain_rows()]
    rest = row([cell("", 'table:number-columns-repeated="16384"')], 'table:number-rows-repeated="1048569"')
    is_read(flat(tmp_path, "".join(rows) + rest))


def test_merged_areas_and_groups_of_rows(tmp_path: Path) -> None:
    rows = plain_rows()
    for at in (1, 3, 5):
        for column in (0, 1):
            rows[at][column] = cell(ROWS[at - 1][column], 'table:number-rows-spanned="2"')
            rows[at + 1][column] = "<table:covered-table-cell/>"
    made = [row(r) for r in rows]
    text = f"<table:table-header-rows>{made[0]}</table:table-header-rows><table:table-row-group>{''.join(made[1:4])}</table:table-row-group>{''.join(made[4:])}"
    is_read(flat(tmp_path, text))


def test_notes_struck_words_and_hidden_columns(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="Gone" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="Green" style:family="table-cell"><style:table-cell-properties fo:background-color="#00b050"/></style:style>'
    )
    rows = plain_rows()
    rows[1][5] = (
        '<table:table-cell><office:annotation><text:p>moved once</text:p></office:annotation><text:p><text:span text:style-name="Gone">31/12/2026</text:span>31/03/2027</text:p></table:table-cell>'
    )
    rows[2][7] = cell('All<text:s text:c="1"/>clerks were<text:line-break/>trained.', 'table:style-name="Green"')
    hidden = [[*r[:6], cell("Status" if n == 0 else "Not started"), *r[6:]] for n, r in enumerate(rows)]
    before = '<table:table-column table:number-columns-repeated="6"/><table:table-column table:visibility="collapse"/>'
    path = flat(tmp_path, "".join(row(r) for r in hidden), styles, before)
    got = [[" ".join((c or "").split()) for c in r] for r in found(read(path))]
    assert got == wanted()
    book = read_file(path)
    assert any("is hidden and headed" in r for r in book.remarks)
    assert book.sheets[0].cell(1, 5).comment == "moved once"
    assert book.sheets[0].cell(2, 8).fill == "00B050"


def test_a_date_keeps_how_much_of_it_is_shown(tmp_path: Path) -> None:
    rows = plain_rows()
    for at, values in enumerate(ROWS, 1):
        day = "-".join(reversed(values[5].split("/")))
        rows[at][5] = cell(values[5], f'office:value-type="date" office:date-value="{day}"')
    is_read(flat(tmp_path, "".join(row(r) for r in rows)))
    rows[1][5] = cell("Mar 2027", 'office:value-type="date" office:date-value="2027-03-01"')
    due = read(flat(tmp_path, "".join(row(r) for r in rows))).areas[0].tasks[0].due
    assert due is not None
    assert due.made is not None
    assert due.made.precision == "month"


def test_entities_of_its_own_are_refused(tmp_path: Path) -> None:
    path = flat(tmp_path, "".join(row(r) for r in plain_rows()))
    path.write_text(
        path.read_text(encoding="utf-8").replace("<office:document", "<!DOCTYPE x><office:document", 1),
        encoding="utf-8",
    )
    with pytest.raises(FileError, match="entities of its own"):
        opendocument.read(path, "flat")


# -- web pages


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>Plan</title>{head}</head><body>{body}</body></html>"


def html_rows(rows: list[list[str]]) -> str:
    return "".join("<tr>" + "".join(f"<td>{c}</td>" for c in r) + "</tr>" for r in rows)


@pytest.mark.parametrize(
    "text",
    [
        page(f"<h1>Plan</h1><table><thead>{html_rows([HEAD])}</thead><tbody>{html_rows(ROWS)}</tbody></table>"),
        page(f"<script>var a = '<td>no</td>';</script><table>{html_rows([HEAD, *ROWS])}</table>", "<style>td {color: red}</style>"),
        page("<table>" + html_rows([HEAD, *ROWS]).replace("</td>", "").replace("</tr>", "") + "</table>"),
        page("<table>" + html_rows([HEAD, *[[*r[:7], f"<p>{r[7]}</p><p style='display:none'>hidden</p>"] for r in ROWS]]) + "</table>"),
        page("<table>" + html_rows([HEAD, *[[*r[:5], f"<s>01/01/2020</s>{r[5]}", *r[6:]] for r in ROWS]]) + "</table>"),
        page(f"<table><tr><td><table>{html_rows([HEAD, *ROWS])}</table></td></tr></table>"),
        "<table>" + html_rows([HEAD, *ROWS]) + "</table>",
    ],
    ids=["plain", "script", "unclosed", "hidden", "struck", "laid out", "table alone"],
)  # fmt: skip
def test_pages(tmp_path: Path, text: str) -> None:
    path = tmp_path / "plan.html"
    path.write_text(text, encoding="utf-8")
    is_read(path)


def test_cells_of_a_page_that_cover_others(tmp_path: Path) -> None:
    rows = ["<tr>" + "".join(f"<th>{h}</th>" for h in HEAD) + "</tr>"]
    for at in (0, 2, 4):
        first = "".join(f"<td rowspan=2>{c}</td>" for c in ROWS[at][:2]) + "".join(
            f"<td>{c}</td>" for c in ROWS[at][2:]
        )
        rows += [f"<tr>{first}</tr>", "<tr>" + "".join(f"<td>{c}</td>" for c in ROWS[at + 1][2:]) + "</tr>"]
    path = tmp_path / "plan.xls"
    path.write_text(page(f"<table border=1>{''.join(rows)}</table>"), encoding="utf-8")
    is_read(path)


def test_a_page_without_a_table_says_so(tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    path.write_text(page("<p>Nothing here</p>"), encoding="utf-8")
    with pytest.raises(FileError, match="a web page without a table"):
        read(path)


# -- tables drawn in a text


def test_a_simple_table_of_pandoc(tmp_path: Path) -> None:
    widths = [max(len(r[c]) for r in [HEAD, *ROWS]) for c in range(8)]
    lines = ["  ".join(t.ljust(w) for t, w in zip(r, widths, strict=True)) for r in [HEAD, *ROWS]]
    lines.insert(1, "  ".join("-" * w for w in widths))
    path = tmp_path / "plan.md"
    path.write_text("# Plan\n\n" + "\n".join(lines) + "\n\nThe end.\n", encoding="utf-8")
    is_read(path)


def test_a_grid_table_in_a_text_without_an_ending_of_markdown(tmp_path: Path) -> None:
    shutil.copyfile(FILES / "pandoc-grid.md", tmp_path / "plan.txt")
    is_read(tmp_path / "plan.txt")
