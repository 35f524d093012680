"""A Word document that python-docx cannot take although its text is sound: relationships to parts that are not there, odd types.

Its main part is found by the package's own relationship and parsed as it is; styles and lists with it where they are whole.
"""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from typing import IO, Any

_MAIN = "/officeDocument"


@dataclass
class _Element:
    element: Any


class BareDocument:
    """What :mod:`document` asks of a document: its root, styles and lists."""

    def __init__(self, root: Any, styles: Any, lists: Any) -> None:
        self.element = root
        self.element_body = next(iter(root), root)
        self.styles = _Element(styles)
        self.part = self
        self.package = self
        if lists is not None:
            self.numbering_part = _Element(lists)

    def iter_parts(self) -> list[Any]:
        """No data of its own is looked into."""
        return []


def read(source: IO[bytes]) -> BareDocument:
    """The document's root. Raises KeyError, ValueError or XMLSyntaxError where that is damaged too."""
    from lxml import etree

    safe = etree.XMLParser(resolve_entities=False, no_network=True)
    source.seek(0)
    with zipfile.ZipFile(source) as package:
        names = set(package.namelist())
        rels = etree.fromstring(package.read("_rels/.rels"), safe)
        main = next((r.get("Target", "") for r in rels if (r.get("Type") or "").endswith(_MAIN)), "word/document.xml")
        main = posixpath.normpath(posixpath.join("/", main)).lstrip("/")
        folder = posixpath.dirname(main)

        def part(name: str) -> Any:
            path = f"{folder}/{name}" if folder else name
            try:
                return etree.fromstring(package.read(path), safe) if path in names else None
            except etree.XMLSyntaxError:
                return None

        styles = part("styles.xml")
        return BareDocument(
            etree.fromstring(package.read(main), safe),
            styles if styles is not None else etree.Element("none"),
            part("numbering.xml"),
        )
