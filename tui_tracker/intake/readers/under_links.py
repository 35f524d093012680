"""Blank cells under a link: openpyxl fills them with the link's address, which is then evidence that nobody wrote."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterable
from typing import IO, Any
from xml.etree import ElementTree

from tui_tracker.patterns import pattern

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = pattern(rb'<(?:\w+:)?c\b[^<>]*\br="([A-Z]+\d+)"[^<>]*?(?:/>|>(.*?)</(?:\w+:)?c>)', re.DOTALL)
_FILLED = pattern(rb"<(?:\w+:)?(?:v|is|t)\b[^<>/]*>")


def clear(source: IO[bytes], sheets: Iterable[Any]) -> None:
    """Take the address out of the cells that hold nothing else. The workbook is looked into only where there are such cells."""
    suspects = {sheet.title: found for sheet in sheets if (found := _suspects(sheet))}
    if not suspects:
        return
    source.seek(0)
    with zipfile.ZipFile(source) as package:
        parts = _parts(package)
        for title, cells in suspects.items():
            if title in parts:
                filled = {
                    m[1].decode() for m in _CELL.finditer(package.read(parts[title])) if m[2] and _FILLED.search(m[2])
                }
                for cell in cells:
                    if cell.coordinate not in filled:
                        cell._value = None  # its setter would put the address back


def _suspects(sheet: Any) -> list[Any]:
    return [
        cell
        for cell in sheet._cells.values()
        if cell.hyperlink is not None
        and cell.value is not None
        and cell.value in (cell.hyperlink.target, cell.hyperlink.location)
    ]


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet by its title."""
    rels = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {r.get("Id"): r.get("Target", "") for r in rels}
    book = ElementTree.fromstring(package.read("xl/workbook.xml"))
    return {
        str(e.get("name")): posixpath.normpath(posixpath.join("/xl", targets.get(e.get(_R), ""))).lstrip("/")
        for e in book.iter()
        if e.tag.endswith("}sheet")
    }
