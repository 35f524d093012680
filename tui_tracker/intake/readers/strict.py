"""Office files by the strict form of the standard: the same parts under other names, brought to the names that the libraries know."""

from __future__ import annotations

import io
import zipfile

_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMES = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships/metadata/", b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/extendedProperties", b"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"),
    (b"http://purl.oclc.org/ooxml/officeDocument/customProperties", b"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"),
    (b"http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes", b"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"),
    (b"http://purl.oclc.org/ooxml/officeDocument/sharedTypes", b"http://schemas.openxmlformats.org/officeDocument/2006/sharedTypes"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)  # fmt: skip


def transitional(source: io.BufferedReader) -> io.BufferedReader | io.BytesIO:
    """The file as it is; one by the strict standard with its names put right, in memory. The file itself is not touched."""
    try:
        with zipfile.ZipFile(source) as archive:
            members = archive.infolist()
            first = next((m for m in members if m.filename in ("xl/workbook.xml", "word/document.xml")), None)
            if first is None or _STRICT not in archive.read(first)[:4_000]:
                return _rewound(source)
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
                for member in members:
                    data = archive.read(member)
                    if member.filename.endswith((".xml", ".rels")):
                        for strict, name in _NAMES:
                            data = data.replace(strict, name)
                    made.writestr(member.filename, data)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
        return _rewound(source)  # what is wrong with it is said by the reader that meets it
    out.seek(0)
    return out


def _rewound(source: io.BufferedReader) -> io.BufferedReader:
    source.seek(0)
    return source
