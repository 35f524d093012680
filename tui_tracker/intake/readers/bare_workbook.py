"""A workbook that openpyxl cannot take although its cells are sound: odd styles, pivot caches, drawings of another program.

Only what the cells hold is read, with their number formats where those can be: no fills, notes or links. That is said.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from typing import IO, Any
from xml.etree import ElementTree

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from tui_tracker.domain.text import clean
from tui_tracker.intake.grid import EMPTY, Cell, Sheet
from tui_tracker.intake.readers import archive
from tui_tracker.intake.readers.cell_text import shown
from tui_tracker.patterns import pattern

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = pattern(r"([A-Z]+)(\d+)$")
_DECLARED = (b"<!DOCTYPE", b"<!ENTITY")


def read(source: IO[bytes]) -> list[Sheet]:
    """The sheets of a workbook, read from its XML. Raises ValueError, KeyError or ParseError where that is damaged too."""
    source.seek(0)
    with zipfile.ZipFile(source) as package:
        names = set(package.namelist())
        book = _part(package, "xl/workbook.xml")
        rels = {r.get("Id"): r.get("Target", "") for r in _part(package, "xl/_rels/workbook.xml.rels")}
        strings = _strings(package, names)
        formats = _formats(package, names)
        told = next((e for e in book.iter() if e.tag.endswith("}workbookPr")), None)
        epoch = (
            CALENDAR_MAC_1904 if told is not None and told.get("date1904") in ("1", "true") else CALENDAR_WINDOWS_1900
        )
        made = []
        for sheet in (e for e in book.iter() if e.tag.endswith("}sheet")):
            part = posixpath.normpath(posixpath.join("/xl", rels.get(sheet.get(_R), ""))).lstrip("/")
            if part in names and "/worksheets/" in f"/{part}":
                made.append(_sheet(_part(package, part), sheet, strings, formats, epoch))
        return made


def _part(package: zipfile.ZipFile, name: str) -> ElementTree.Element:
    data = package.read(name)
    if any(sign in data[:4_000] for sign in _DECLARED):
        raise ValueError("it declares entities of its own")
    return ElementTree.fromstring(data)


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _named(parent: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (e for e in parent.iter() if _local(e) == name)


def _strings(package: zipfile.ZipFile, names: set[str]) -> list[str]:
    if "xl/sharedStrings.xml" not in names:
        return []
    return [_text(item) for item in _named(_part(package, "xl/sharedStrings.xml"), "si")]


def _text(item: ElementTree.Element) -> str:
    """The runs of a text, without its phonetic guides."""
    made = []
    for child in item:
        if _local(child) == "t":
            made.append(child.text or "")
        elif _local(child) == "r":
            made += [t.text or "" for t in child if _local(t) == "t"]
    return "".join(made)


def _formats(package: zipfile.ZipFile, names: set[str]) -> list[str]:
    """The number format of each cell style; none where the styles themselves are what is odd."""
    try:
        styles = _part(package, "xl/styles.xml") if "xl/styles.xml" in names else None
    except (ElementTree.ParseError, ValueError):
        styles = None
    if styles is None:
        return []
    own = {n.get("numFmtId"): n.get("formatCode", "General") for n in _named(styles, "numFmt")}
    cells = next(_named(styles, "cellXfs"), None)
    made = []
    for style in cells if cells is not None else ():
        number = style.get("numFmtId", "0")
        made.append(own.get(number) or BUILTIN_FORMATS.get(int(number) if number.isdigit() else 0, "General"))
    return made


def _sheet(
    root: ElementTree.Element, told: ElementTree.Element, strings: list[str], formats: list[str], epoch: Any
) -> Sheet:

    rows: list[list[Cell]] = []
    for element in _named(root, "c"):
        m = _PLACE.match(element.get("r", ""))
        if m is None:
            continue
        r, c = int(m[2]) - 1, _column(m[1])
        if r >= archive.MOST_ROWS or c >= archive.MOST_COLUMNS:
            continue
        style = element.get("s", "0")
        shape = formats[int(style)] if style.isdigit() and int(style) < len(formats) else "General"
        value = _value(element, strings, shape, epoch)
        text = shown(value, shape)
        if text:
            while len(rows) <= r:
                rows.append([])
            rows[r] += [EMPTY] * (c + 1 - len(rows[r]))
            rows[r][c] = Cell(text, value, shape)
    merges = {}
    for area in _named(root, "mergeCell"):
        found = [_PLACE.match(part) for part in area.get("ref", "").split(":")]
        if len(found) == 2 and found[0] and found[1]:
            top, left = int(found[0][2]) - 1, _column(found[0][1])
            for r in range(top, min(int(found[1][2]), len(rows))):
                for c in range(left, min(_column(found[1][1]) + 1, archive.MOST_COLUMNS)):
                    merges[r, c] = (top, left)
    made = Sheet(clean(told.get("name", ""), multiline=False), rows, merges, told.get("state", "visible") != "visible")
    made.hidden_rows = frozenset(
        int(e.get("r", "1")) - 1
        for e in _named(root, "row")
        if e.get("hidden") in ("1", "true") and e.get("r", "").isdigit()
    )
    return made


def _value(cell: ElementTree.Element, strings: list[str], shape: str, epoch: Any) -> object:
    kind = cell.get("t", "n")
    inner = next((e for e in cell if _local(e) == "is"), None)
    stored = next((e.text for e in cell if _local(e) == "v"), None)
    if inner is not None:
        return _text(inner)
    if stored is None or not stored.strip():
        return None
    if kind == "s":
        return strings[int(stored)] if stored.strip().isdigit() and int(stored) < len(strings) else None
    if kind == "b":
        return stored.strip() in ("1", "true")
    if kind != "n":
        return stored
    try:
        number = float(stored)
    except ValueError:
        return stored
    if is_date_format(shape):
        try:
            return from_excel(number, epoch)
        except (OverflowError, ValueError):
            return number
    return int(number) if number.is_integer() else number


def _column(letters: str) -> int:
    made = 0
    for letter in letters:
        made = made * 26 + ord(letter) - 64
    return made - 1
