"""Reads .ods and .odt from their XML: text as it is shown, real dates and numbers, fills, merges, notes, links, repeats, what is hidden.

After Open Document Format 1.3. A cell keeps the text that its program showed, so nothing of its number formats is worked out here.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tui_tracker.domain.text import clean
from tui_tracker.errors import FileError
from tui_tracker.intake.grid import EMPTY, Book, Cell, Sheet
from tui_tracker.intake.readers import archive
from tui_tracker.intake.readers.signs import seen
from tui_tracker.patterns import pattern

_NS = {
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0", "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", "xlink": "http://www.w3.org/1999/xlink",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "form": "urn:oasis:names:tc:opendocument:xmlns:form:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
}  # fmt: skip


def _t(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_NS[prefix]}}}{local}"


_NOTE, _TRACKED, _NOTE_BODY = _t("office:annotation"), _t("text:tracked-changes"), _t("text:note")
_ROWS = {_t("table:table-header-rows"), _t("table:table-rows"), _t("table:table-row-group")}
_HEX = pattern(r"#([0-9a-fA-F]{6})$")
# A row or column that is repeated further than this is the blank rest of a sheet.
_REST = 1_000


@dataclass
class _Styles:
    """What of the automatic and named styles says something: fills, what is struck out, what is hidden."""

    fills: dict[str, str] = field(default_factory=dict)
    struck: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    levels: dict[str, int] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)

    def fill(self, name: str | None) -> str | None:
        """The colour behind a cell, by its style or the one it is based on."""
        for _ in range(20):
            if not name:
                return None
            if name in self.fills:
                return self.fills[name] or None
            name = self.parents.get(name)
        return None


def read(path: Path, which: str) -> Book:
    """The file as a grid: a sheet for each table of an .ods, one sheet for an .odt. Raises FileError when it is damaged."""
    try:
        parts = {"content.xml": path.read_bytes(), "meta.xml": b"<none/>"} if which == "flat" else _parts(path)
    except Exception as error:  # zipfile raises half a dozen kinds for damage; each means the same to the user
        raise FileError(f"{path} is damaged; open it and save it again.") from error
    if any(b"<!DOCTYPE" in part[:4_000] or b"<!ENTITY" in part for part in parts.values()):
        raise FileError(f"{path} defines entities of its own, which no plan file does; it was not read.")
    if "content.xml" not in parts or (which != "flat" and b"manifest:encryption-data" in _manifest(path)):
        raise FileError(
            f"{path} is protected by a password or has no contents; open it, take the password off and save it again."
        )
    try:
        roots = {name: ElementTree.fromstring(data) for name, data in parts.items()}
    except ElementTree.ParseError as error:
        raise FileError(f"{path} is damaged: its contents are no whole XML; open it and save it again.") from error
    styles = _styles(roots)
    body = roots["content.xml"].find(_t("office:body"))
    if body is None:
        raise FileError(f"{path} is damaged: it has no body; open it and save it again.")
    if which == "ods" or body.find(_t("office:spreadsheet")) is not None:
        book = Book(path.name, [], layout=_layout(roots.get("meta.xml")))
        for table in body.iter(_t("table:table")):
            book.sheets.append(_sheet(path, table, styles))
        return book
    page = _Page(path, styles)
    page.add(next(iter(body), body))
    book = Book(path.name, [Sheet(clean(path.stem, multiline=False), page.rows, page.merges, tables=page.tables)])
    if any(True for _ in body.iter(_t("text:deletion"))):
        book.remarks.append("Tracked deletions were left out; tracked insertions were read.")
    return book


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        return {n: package.read(n) for n in ("content.xml", "styles.xml", "meta.xml") if n in names}


def _manifest(path: Path) -> bytes:
    try:
        with zipfile.ZipFile(path) as package:
            return package.read("META-INF/manifest.xml")
    except Exception:  # a file without a manifest is read all the same
        return b""


def _layout(meta: ElementTree.Element | None) -> str | None:
    """The layout that this program wrote the workbook in, when another one saved it as .ods."""
    for told in meta.iter(_t("meta:user-defined")) if meta is not None else ():
        if told.get(_t("meta:name")) == "tui_tracker layout":
            return "".join(told.itertext()) or None
    return None


def _styles(roots: dict[str, ElementTree.Element]) -> _Styles:
    made = _Styles()
    for part in ("styles.xml", "content.xml"):
        for style in roots[part].iter(_t("style:style")) if part in roots else ():
            name = style.get(_t("style:name"), "")
            made.parents[name] = style.get(_t("style:parent-style-name"), "")
            if (level := style.get(_t("style:default-outline-level"), "")).isdigit():
                made.levels[name] = int(level)
            _look_at(made, name, style)
    return made


def _look_at(made: _Styles, name: str, style: ElementTree.Element) -> None:
    for told in style:
        colour = told.get(_t("fo:background-color"), "")
        if told.tag == _t("style:table-cell-properties") and colour:
            m = _HEX.match(colour)
            made.fills[name] = m[1].upper() if m and m[1].upper() != "FFFFFF" else ""
        if told.tag == _t("style:text-properties"):
            if (
                told.get(_t("style:text-line-through-style"), "none") != "none"
                or told.get(_t("style:text-line-through-type"), "none") != "none"
            ):
                made.struck.add(name)
            if told.get(_t("text:display")) == "none":
                made.hidden.add(name)
        if told.tag == _t("style:table-properties") and told.get(_t("table:display")) == "false":
            made.hidden.add(name)


# -- text


def _text(element: ElementTree.Element, styles: _Styles) -> str:
    """The text of a paragraph: runs of blanks and tabs as they are, notes and what is struck out or hidden left out."""
    if element.get(_t("text:style-name")) in styles.hidden:
        return ""
    said = element.text or ""
    for child in element:
        tag = child.tag
        if tag == _t("text:s"):
            said += " " * min(100, int(child.get(_t("text:c"), "1") or 1))
        elif tag == _t("text:tab"):
            said += " "
        elif tag == _t("text:line-break"):
            said += "\n"
        elif tag in (_t("text:span"), _t("text:a")) or tag.startswith(f"{{{_NS['text']}}}"):
            gone = tag in (_NOTE_BODY, _TRACKED) or child.get(_t("text:style-name")) in styles.struck
            said += "" if gone else _text(child, styles)
        elif tag not in (_NOTE, _t("draw:frame")):
            said += _text(child, styles)
        said += child.tail or ""
    return said


def _lines(holder: ElementTree.Element, styles: _Styles) -> Iterator[str]:
    """The lines of a cell: its paragraphs, those of lists in it with them, and of tables inside it their cells."""
    for child in holder:
        if child.tag in (_t("text:p"), _t("text:h")):
            yield seen(_text(child, styles)).strip()
            for box in child.iter(_t("draw:text-box")):
                yield from _lines(box, styles)
        elif child.tag not in (_NOTE, _TRACKED):
            yield from _lines(child, styles)


def _cell(cell: ElementTree.Element, styles: _Styles, fill: str | None) -> Cell:
    text = "\n".join(line for line in _lines(cell, styles) if line)
    if not text:  # some programs keep a text as an attribute alone
        text = seen(cell.get(_t("office:string-value"), "")).strip()
    fill = styles.fill(cell.get(_t("table:style-name"))) or fill
    link = next((a.get(_t("xlink:href")) for a in cell.iter(_t("text:a"))), None)
    notes = [seen("".join(p.itertext())) for n in cell.findall(_NOTE) for p in n.iter(_t("text:p"))]
    comment = "\n".join(notes).strip() or None
    if not text and not fill and not comment:
        return EMPTY
    value, shape = _value(cell, text)
    return Cell(text, value, shape, fill, clean(link, multiline=False) if link else None, comment)


def _value(cell: ElementTree.Element, text: str) -> tuple[object, str]:
    """What the cell holds, and a number format that says as much of a day as its text does."""
    kind = cell.get(_t("office:value-type"), "")
    try:
        if kind == "date":
            day = datetime.fromisoformat(cell.get(_t("office:date-value"), "").replace("Z", ""))
            shown_day = bool(re.match(r"\D*\d{1,2}\D", text)) or bool(re.search(r"\d{4}-\d\d-\d\d", text))
            return day, "dd/mm/yyyy" if shown_day else "mmm yyyy"
        if kind in ("float", "currency", "percentage"):
            number = float(cell.get(_t("office:value"), ""))
            return int(number) if number.is_integer() else number, "0%" if kind == "percentage" else "General"
        if kind == "boolean":
            return cell.get(_t("office:boolean-value")) == "true", "General"
    except ValueError:
        pass
    return text, ""


# -- sheets


def _sheet(path: Path, table: ElementTree.Element, styles: _Styles) -> Sheet:
    name = clean(table.get(_t("table:name"), ""), multiline=False)
    made = Sheet(name, [], hidden=table.get(_t("table:style-name")) in styles.hidden)
    made.hidden_columns = _hidden_columns(table)
    hidden, cells = set(), 0
    for row, repeats, shown in _table_rows(table):
        line = _row(row, styles, made, len(made.rows))
        cells += sum(c is not EMPTY for c in line) * min(repeats, _REST)
        if cells > archive.MOST_CELLS or len(made.rows) > archive.MOST_ROWS:
            raise FileError(
                f"{path}, sheet {name}: more than {archive.MOST_CELLS:,} cells or {archive.MOST_ROWS:,} rows; delete the sheets that are no plan and save it again."
            )
        for _ in range(repeats if line or repeats < _REST else 1):
            if not shown:
                hidden.add(len(made.rows))
            made.rows.append(list(line))
            if len(made.rows) > archive.MOST_ROWS:
                break
    while made.rows and not any(c.text or c.fill for c in made.rows[-1]):
        made.rows.pop()
    made.hidden_rows = frozenset(h for h in hidden if h < len(made.rows))
    return made


def _table_rows(parent: ElementTree.Element, shown: bool = True) -> Iterator[tuple[ElementTree.Element, int, bool]]:
    """Each row with how often it is repeated and whether it is shown; groups of rows opened."""
    for child in parent:
        if child.tag == _t("table:table-row"):
            seen_row = shown and child.get(_t("table:visibility"), "visible") == "visible"
            yield child, int(child.get(_t("table:number-rows-repeated"), "1") or 1), seen_row
        elif child.tag in _ROWS:
            yield from _table_rows(child, shown and child.get(_t("table:display")) != "false")


def _row(row: ElementTree.Element, styles: _Styles, sheet: Sheet, at: int) -> list[Cell]:
    line: list[Cell] = []
    for cell in row:
        if cell.tag not in (_t("table:table-cell"), _t("table:covered-table-cell")):
            continue
        repeats = int(cell.get(_t("table:number-columns-repeated"), "1") or 1)
        found = EMPTY if cell.tag == _t("table:covered-table-cell") else _cell(cell, styles, None)
        _merge(cell, sheet, at, len(line))
        if found is EMPTY and repeats >= _REST:
            break
        line += [found] * min(repeats, archive.MOST_COLUMNS - len(line))
    while line and line[-1] is EMPTY:
        line.pop()
    return line


def _merge(cell: ElementTree.Element, sheet: Sheet, row: int, column: int) -> None:
    down = int(cell.get(_t("table:number-rows-spanned"), "1") or 1)
    across = int(cell.get(_t("table:number-columns-spanned"), "1") or 1)
    if down > 1 or across > 1:
        for r in range(row, row + min(down, archive.MOST_ROWS)):
            for c in range(column, column + min(across, archive.MOST_COLUMNS)):
                sheet.merges[r, c] = (row, column)


def _hidden_columns(table: ElementTree.Element) -> frozenset[int]:
    found, at = set(), 0
    for column in table.iter(_t("table:table-column")):
        repeats = int(column.get(_t("table:number-columns-repeated"), "1") or 1)
        if column.get(_t("table:visibility"), "visible") != "visible":
            found |= set(range(at, min(at + repeats, archive.MOST_COLUMNS)))
        at += repeats
    return frozenset(found)


# -- texts


@dataclass
class _Page:
    """Rows as they come: a paragraph is a row of one cell, a table keeps its columns."""

    path: Path
    styles: _Styles
    rows: list[list[Cell]] = field(default_factory=list)
    merges: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    tables: list[tuple[int, int]] = field(default_factory=list)

    def add(self, parent: Any) -> None:
        """Everything under a body, a section or a list, in order."""
        for child in parent:
            if child.tag in (_t("text:p"), _t("text:h")):
                text = seen(_text(child, self.styles)).strip()
                if text:
                    self.rows.append([Cell(text, text, heading=self._level(child))])
                for box in child.iter(_t("draw:text-box")):
                    self.add(box)
            elif child.tag == _t("table:table"):
                self._table(child)
            elif child.tag not in (_TRACKED, _NOTE, _t("office:forms")):
                self.add(child)

    def _level(self, paragraph: ElementTree.Element) -> int:
        told = paragraph.get(_t("text:outline-level"), "")
        if paragraph.tag == _t("text:h"):
            return int(told) if told.isdigit() else 1
        return self.styles.levels.get(paragraph.get(_t("text:style-name"), ""), 0)

    def _table(self, table: ElementTree.Element) -> None:
        self.rows.append([])  # a blank row, so that the text before a table is no row of it
        first = len(self.rows)
        sheet = _sheet(self.path, table, self.styles)
        self.rows += sheet.rows
        self.merges.update({(r + first, c): (top + first, left) for (r, c), (top, left) in sheet.merges.items()})
        if sheet.rows:
            self.tables.append((first, len(self.rows) - 1))
        self.rows.append([])
