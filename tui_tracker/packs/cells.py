"""A workbook's cells as a return form needs them, whichever program wrote the file: .xlsx by openpyxl, .ods from its XML."""

from __future__ import annotations

import html
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

from tui_tracker.domain.text import first_line
from tui_tracker.errors import FileError

_MOST_BYTES = 20_000_000
_MOST_ROWS, _MOST_COLUMNS = 5_000, 200


@dataclass(slots=True)
class FormCell:
    """One filled cell: its value, its address, and what hangs on it."""

    value: object
    where: str
    number_format: str = ""
    kind: str = ""  # "f" for a formula, "e" for an error of the spreadsheet
    comment: str = ""
    link: str = ""
    struck: bool = False
    covers: int = 1  # rows that it is merged over


@dataclass
class FormSheet:
    """A sheet: its filled cells by row and column, counted from 1."""

    name: str
    cells: dict[tuple[int, int], FormCell] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[int, dict[int, FormCell]]]:
        """The rows that hold anything, with their cells by column."""
        by_row: dict[int, dict[int, FormCell]] = {}
        for (r, c), cell in sorted(self.cells.items()):
            by_row.setdefault(r, {})[c] = cell
        yield from by_row.items()


@dataclass
class FormBook:
    """A workbook: its sheets, its custom properties, the pictures in it by name, and what its text boxes say."""

    sheets: list[FormSheet]
    properties: dict[str, str] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)

    def sheet(self, name: str) -> FormSheet | None:
        return next((s for s in self.sheets if s.name == name), None)


def load(data: bytes, name: str) -> FormBook:
    """The cells of a workbook. Raises FileError when it is damaged, or no workbook."""
    parts = _weigh(data, name)
    if "mimetype" in parts and "content.xml" in parts:
        return _from_ods(data, name)
    return _from_xlsx(data, name, parts)


def members(data: bytes, name: str) -> list[zipfile.ZipInfo]:
    """The parts of an archive. Raises FileError when it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.infolist()
    except (
        Exception
    ) as error:  # zipfile raises half a dozen kinds for damaged archives; each means the same to the user
        raise FileError(f"{name} is damaged: it is no complete .xlsx file.") from error


def _weigh(data: bytes, name: str) -> list[str]:
    """Refuse an archive that would unpack to something absurd, before anything unpacks it; else the names of its parts."""
    parts = members(data, name)
    size = sum(m.file_size for m in parts)
    if size > _MOST_BYTES or len(parts) > 500:
        raise FileError(
            f"{name} would unpack to {size / 2**20:,.0f} MB in {len(parts)} parts; a return form is far smaller. Nothing was read."
        )
    return [m.filename for m in parts]


def _from_xlsx(data: bytes, name: str, parts: list[str]) -> FormBook:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles that another program left out say nothing about answers
            book: Any = openpyxl.load_workbook(io.BytesIO(data), keep_links=False)
        properties = {str(p.name): str(p.value) for p in book.custom_doc_props.props}
        sheets = [_sheet(sheet) for sheet in book.worksheets]
    except Exception as error:  # openpyxl raises a dozen kinds for damaged files; each means the same to the user
        raise FileError(f"{name} is damaged or no workbook; ask for it again, or save it again as .xlsx.") from error
    pictures = [m.rpartition("/")[2] for m in parts if m.startswith("xl/media/")]
    return FormBook(
        sheets, properties, pictures, _boxes(data, [m for m in parts if m.startswith("xl/drawings/drawing")])
    )


def _boxes(data: bytes, drawings: list[str]) -> list[str]:
    """What the text boxes on the sheets say."""
    made = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in drawings:
            if name.endswith(".xml"):
                drawn = archive.read(name).decode("utf-8", "replace")
                for body in re.findall(r"<(?:\w+:)?txBody\b.*?</(?:\w+:)?txBody>", drawn, re.DOTALL):
                    words = " ".join(html.unescape(t) for t in re.findall(r"<a:t>([^<]*)</a:t>", body)).strip()
                    made += [words] if words else []
    return made


def _sheet(sheet: Any) -> FormSheet:
    made = FormSheet(sheet.title)
    covered = {(area.min_row, area.min_col): area.max_row - area.min_row + 1 for area in sheet.merged_cells.ranges}
    for row in sheet.iter_rows(max_row=min(sheet.max_row, _MOST_ROWS), max_col=min(sheet.max_column, _MOST_COLUMNS)):
        for cell in row:
            comment = getattr(cell, "comment", None)
            if cell.value is None and comment is None:
                continue
            link = getattr(cell, "hyperlink", None)
            made.cells[cell.row, cell.column] = FormCell(
                cell.value, cell.coordinate, str(cell.number_format or ""), cell.data_type if cell.data_type in "fe" else "",
                comment.text.strip() if comment is not None and comment.text else "", (link.target or "") if link is not None else "",
                bool(cell.font is not None and cell.font.strike), covered.get((cell.row, cell.column), 1),
            )  # fmt: skip
    return made


# -- OpenDocument

_NS = {
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0", "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}  # fmt: skip


def _tag(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_NS[prefix]}}}{local}"


def _from_ods(data: bytes, name: str) -> FormBook:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            parts = [archive.read(n) for n in ("content.xml", "meta.xml") if n in names]
        if any(b"<!DOCTYPE" in part[:2_000] or b"<!ENTITY" in part for part in parts):
            raise FileError(f"{name} defines entities of its own, which no form does; it was not read.")
        content, *meta = (ElementTree.fromstring(part) for part in parts)  # without entities it only grows as it is
    except FileError:
        raise
    except Exception as error:  # a damaged archive or part, in the words of half a dozen libraries
        raise FileError(f"{name} is damaged or no workbook; ask for it again.") from error
    properties = {
        p.get(_tag("meta:name"), ""): "".join(p.itertext())
        for root in meta
        for p in root.iter(_tag("meta:user-defined"))
    }
    sheets = [_ods_sheet(table) for table in content.iter(_tag("table:table"))]
    return FormBook(sheets, properties, [n.rpartition("/")[2] for n in names if n.startswith("Pictures/")])


def _ods_sheet(table: ElementTree.Element) -> FormSheet:
    from openpyxl.utils import get_column_letter

    made = FormSheet(table.get(_tag("table:name"), ""))
    row = 1
    for line in table.iter(_tag("table:table-row")):
        repeats = int(line.get(_tag("table:number-rows-repeated"), "1"))
        column = 1
        for cell in line:
            if cell.tag not in (_tag("table:table-cell"), _tag("table:covered-table-cell")):
                continue
            wide = int(cell.get(_tag("table:number-columns-repeated"), "1"))
            found = _ods_cell(cell, f"{get_column_letter(min(column, 16_000))}{row}")
            if found is not None and wide < _MOST_COLUMNS and row < _MOST_ROWS:
                for c in range(column, column + wide):
                    made.cells[row, c] = found
            column += wide
        row += repeats
    return made


def _ods_cell(cell: ElementTree.Element, where: str) -> FormCell | None:
    notes = cell.findall(_tag("office:annotation"))
    comment = "\n".join("".join(p.itertext()) for n in notes for p in n.iter(_tag("text:p"))).strip()
    lines = ["".join(p.itertext()) for p in cell.findall(_tag("text:p"))]
    text = "\n".join(lines)
    kind = cell.get(_tag("office:value-type"), "")
    value: object = text or None
    number_format = ""
    if kind == "date":
        raw = cell.get(_tag("office:date-value"), "")[:10]
        try:
            value = datetime.fromisoformat(raw)
        except ValueError:
            value = text
        number_format = "" if any(ch.isdigit() for ch in text.split(" ")[0]) else "mmm yyyy"
    elif kind == "float":
        value = float(cell.get(_tag("office:value"), "0"))
        value = int(value) if value == int(value) else value
    elif kind == "boolean":
        value = cell.get(_tag("office:boolean-value")) == "true"
    link = next((a.get(_tag("xlink:href"), "") for a in cell.iter(_tag("text:a"))), "")
    if value is None and not comment:
        return None
    formula = "f" if cell.get(_tag("table:formula")) else ""
    return FormCell(
        value,
        where,
        number_format,
        formula,
        comment,
        link,
        False,
        int(cell.get(_tag("table:number-rows-spanned"), "1")),
    )


def words(text: object, width: int = 60) -> str:
    return first_line(str(text), width)
