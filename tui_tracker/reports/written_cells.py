"""Writes single cells into a workbook of somebody else's and leaves everything else in it as it is, byte for byte.

Only the sheets that hold a changed cell are written anew, and in them only those cells. Macros, pictures, controls, pivot tables
and whatever this program does not know stay, because nothing of them is read.
"""

from __future__ import annotations

import copy
import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tui_tracker.errors import FileError
from tui_tracker.patterns import pattern

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = pattern(r"([A-Z]+)(\d+)$")
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# The first day of Excel's two calendars, one of which counts a day that never was.
_DAY_ZERO, _DAY_ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)
_LONGEST = 32_767


@dataclass(frozen=True)
class CellChange:
    """A cell and what it is to hold: a text, a day, or None for what it holds; ``style_of`` is a cell of the same book whose look it takes."""

    sheet: str
    place: str
    value: str | date | None
    style_of: tuple[str, str] | None = None
    number_format: str | None = None
    """A number format that the cell's own look is given, where it has none for such a value."""


@dataclass
class _Part:
    root: Any
    rows: dict[int, Any]


def write(data: bytes, changes: Iterable[CellChange], name: str) -> bytes:
    """The workbook with these cells changed. Raises FileError when a cell holds a formula or the package cannot be written into."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        _refuse_sealed(names, name)
        book = _Book(package, name)
        for change in changes:
            book.set(change)
        written = book.parts_written()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for info in package.infolist():
                content = written.get(info.filename)
                made.writestr(info, package.read(info) if content is None else content, info.compress_type)
    return out.getvalue()


def holds_formula(data: bytes, cells: Iterable[tuple[str, str]], name: str) -> set[tuple[str, str]]:
    """Those of the cells that hold a formula, which is never written over."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        book = _Book(package, name)
        return {(sheet, place) for sheet, place in cells if book.is_formula(sheet, place)}


def _refuse_sealed(names: Iterable[str], name: str) -> None:
    if any(n.startswith("_xmlsignatures/") for n in names):
        raise FileError(
            f"{name} is signed digitally, and a change would break the signature; take it off in Excel first."
        )


class _Book:
    """The sheets of a workbook that are looked into, parsed when first asked for."""

    def __init__(self, package: zipfile.ZipFile, name: str) -> None:
        try:
            from lxml import etree
        except ImportError as error:
            raise FileError(
                "Writing into a workbook needs lxml; install it with: python -m pip install lxml"
            ) from error
        self._etree = etree
        self._parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        self._package = package
        self._name = name
        self._parts: dict[str, _Part] = {}
        self._changed: set[str] = set()
        self._styles: Any = None
        self._looks: dict[tuple[str, str], str] = {}
        self._strings: list[Any] | None = None
        self._book = self._parsed("xl/workbook.xml")
        self._ns = "{" + str(etree.QName(self._book).namespace or _MAIN) + "}"
        self._titles = self._sheet_parts()

    def _parsed(self, part: str) -> Any:
        try:
            return self._etree.fromstring(self._package.read(part), self._parser)
        except (KeyError, self._etree.XMLSyntaxError) as error:
            raise FileError(f"{self._name} cannot be written into: its part {part} is missing or damaged.") from error

    def _sheet_parts(self) -> dict[str, str]:
        rels = self._parsed("xl/_rels/workbook.xml.rels")
        targets = {r.get("Id"): r.get("Target", "") for r in rels}
        return {
            " ".join(str(e.get("name")).split()): posixpath.normpath(
                posixpath.join("/xl", targets.get(e.get(_R), ""))
            ).lstrip("/")
            for e in self._book.iter(f"{self._ns}sheet")
        }

    def _part(self, sheet: str) -> _Part:
        name = self._titles.get(" ".join(sheet.split()))
        if name is None:
            raise FileError(f"{self._name} has no sheet called “{sheet}”.")
        if name not in self._parts:
            root = self._parsed(name)
            rows = {int(r.get("r")): r for r in root.iter(f"{self._ns}row") if (r.get("r") or "").isdigit()}
            self._parts[name] = _Part(root, rows)
        return self._parts[name]

    def _find(self, sheet: str, place: str) -> Any:
        row = self._part(sheet).rows.get(_row_of(place))
        return None if row is None else next((c for c in row if c.get("r") == place), None)

    def is_formula(self, sheet: str, place: str) -> bool:
        cell = self._find(sheet, place)
        return cell is not None and cell.find(f"{self._ns}f") is not None

    # -- writing

    def set(self, change: CellChange) -> None:
        cell = self._find(change.sheet, change.place)
        if cell is None:
            cell = self._new(change.sheet, change.place)
        if cell.find(f"{self._ns}f") is not None:
            raise FileError(f"{self._name}, {change.sheet}!{change.place} holds a formula, which is not written over.")
        if change.style_of is not None:
            donor = self._find(*change.style_of)
            style = donor.get("s") if donor is not None else None
            cell.attrib.pop("s", None)
            if style is not None:
                cell.set("s", style)
        if change.number_format is not None:
            cell.set("s", self._styled(cell.get("s") or "0", change.number_format))
        if change.value is not None:
            self._fill(cell, change.value)
        self._changed.add(self._titles[" ".join(change.sheet.split())])

    def _fill(self, cell: Any, value: str | date) -> None:
        runs = self._runs(cell) if isinstance(value, str) else []
        for child in list(cell):
            if child.tag in (f"{self._ns}v", f"{self._ns}is"):
                cell.remove(child)
        cell.attrib.pop("t", None)
        if isinstance(value, date):
            zero = _DAY_ZERO_1904 if self._counts_from_1904() else _DAY_ZERO
            made = self._etree.SubElement(cell, f"{self._ns}v")
            made.text = str((value - zero).days)
            return
        cell.set("t", "inlineStr")
        inner = self._etree.SubElement(cell, f"{self._ns}is")
        plain = "".join(t.text or "" for run in runs for t in run.iter(f"{self._ns}t"))
        if plain and value.startswith(plain):  # what is dressed within the cell stays dressed
            inner.extend(copy.deepcopy(run) for run in runs)
            self._words(self._etree.SubElement(inner, f"{self._ns}r"), value[len(plain) :])
        elif plain and value.endswith(plain):
            self._words(self._etree.SubElement(inner, f"{self._ns}r"), value[: -len(plain)])
            inner.extend(copy.deepcopy(run) for run in runs)
        else:
            self._words(inner, value[:_LONGEST])

    def _words(self, holder: Any, words: str) -> None:
        text = self._etree.SubElement(holder, f"{self._ns}t")
        text.text = words
        text.set(_XML_SPACE, "preserve")

    def _runs(self, cell: Any) -> list[Any]:
        """The runs of a text that is dressed in parts; none for a plain one."""
        if cell.get("t") == "inlineStr":
            return list(cell.findall(f"{self._ns}is/{self._ns}r"))
        stored = cell.find(f"{self._ns}v")
        if cell.get("t") != "s" or stored is None or not (stored.text or "").strip().isdigit():
            return []
        if self._strings is None:
            try:
                self._strings = list(self._parsed("xl/sharedStrings.xml").iter(f"{self._ns}si"))
            except FileError:
                self._strings = []
        at = int(stored.text)
        return list(self._strings[at].findall(f"{self._ns}r")) if at < len(self._strings) else []

    def _styled(self, style: str, number_format: str) -> str:
        """A look like another with a number format of its own, added to the book's list of looks."""
        if (style, number_format) in self._looks:
            return self._looks[style, number_format]
        if self._styles is None:
            self._styles = self._parsed("xl/styles.xml")
        looks = self._styles.find(f"{self._ns}cellXfs")
        if looks is None or not style.isdigit() or int(style) >= len(looks):
            raise FileError(f"{self._name} cannot be written into: its list of styles is damaged.")
        formats = self._styles.find(f"{self._ns}numFmts")
        if formats is None:
            formats = self._etree.Element(f"{self._ns}numFmts")
            self._styles.insert(0, formats)
        known = next((f for f in formats if f.get("formatCode") == number_format), None)
        if known is None:
            known = self._etree.SubElement(formats, f"{self._ns}numFmt")
            used = [int(f.get("numFmtId") or 0) for f in formats if (f.get("numFmtId") or "").isdigit()]
            known.set("numFmtId", str(max([163, *used]) + 1))
            known.set("formatCode", number_format)
            formats.set("count", str(len(formats)))
        made = copy.deepcopy(looks[int(style)])
        made.set("numFmtId", known.get("numFmtId"))
        made.set("applyNumberFormat", "1")
        looks.append(made)
        looks.set("count", str(len(looks)))
        self._looks[style, number_format] = str(len(looks) - 1)
        return self._looks[style, number_format]

    def _counts_from_1904(self) -> bool:
        told = self._book.find(f"{self._ns}workbookPr")
        return told is not None and told.get("date1904") in ("1", "true")

    def _new(self, sheet: str, place: str) -> Any:
        """A cell that the sheet does not store yet, put where its row and column order wants it."""
        part = self._part(sheet)
        number = _row_of(place)
        if number not in part.rows:
            data = part.root.find(f"{self._ns}sheetData")
            row = self._etree.Element(f"{self._ns}row")
            row.set("r", str(number))
            _insert(data, row, [int(r.get("r") or 0) for r in data], number)
            part.rows[number] = row
        row = part.rows[number]
        cell = self._etree.Element(f"{self._ns}c")
        cell.set("r", place)
        _insert(row, cell, [_column_of(c.get("r") or "A1") for c in row], _column_of(place))
        return cell

    def parts_written(self) -> Mapping[str, bytes]:
        """The parts that changed. What the sheets' formulas show is worked out anew when the book is opened."""
        made = {name: self._bytes(self._parts[name].root) for name in self._changed}
        if self._styles is not None:
            made["xl/styles.xml"] = self._bytes(self._styles)
        if made:
            calc = self._book.find(f"{self._ns}calcPr")
            if calc is None:
                calc = self._etree.Element(f"{self._ns}calcPr")
                self._place_calc(calc)
            calc.set("fullCalcOnLoad", "1")
            made["xl/workbook.xml"] = self._bytes(self._book)
        return made

    def _place_calc(self, calc: Any) -> None:
        """After the names and links of the book, where its schema wants it."""
        before = ("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups", "externalReferences", "definedNames")  # fmt: skip
        at = max((n for n, e in enumerate(self._book) if self._etree.QName(e).localname in before), default=-1)
        self._book.insert(at + 1, calc)

    def _bytes(self, root: Any) -> bytes:
        return bytes(self._etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _insert(parent: Any, child: Any, order: list[int], number: int) -> None:
    parent.insert(next((n for n, other in enumerate(order) if other > number), len(order)), child)


def _row_of(place: str) -> int:
    m = _PLACE.match(place)
    if m is None:
        raise FileError(f"“{place}” is no cell.")
    return int(m[2])


def _column_of(place: str) -> int:
    made = 0
    for letter in re.sub(r"\d", "", place):
        made = made * 26 + ord(letter) - 64
    return made
