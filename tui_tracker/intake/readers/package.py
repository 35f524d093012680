"""Office files are packages of parts: which kind one is, and its parts under the names that the libraries know.

A package says in ``[Content_Types].xml`` what its main part is, wherever that lies: Word for the web names it
``word/document2.xml``, templates and files with macros have types of their own, and the strict form of the standard has other
namespaces. The file itself is never touched.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path
from typing import IO

from tui_tracker.errors import FileError
from tui_tracker.intake.readers import archive

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


_TYPES = "[Content_Types].xml"
_MAIN = {
    "workbook": re.compile(rb"application/vnd\.(?:openxmlformats-officedocument\.spreadsheetml\.(?:sheet|template)\.main|ms-excel\.(?:sheet|template|addin)\.macroEnabled\.main)\+xml"),
    "document": re.compile(rb"application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml\.(?:document|template)\.main|ms-word\.(?:document|template)\.macroEnabled(?:Template)?\.main)\+xml"),
}  # fmt: skip
_PLAIN = {
    "workbook": b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "document": b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
}
_OTHERS = {
    "ppt/presentation.xml": "a PowerPoint file; copy its table into a spreadsheet and save that as .xlsx",
    "xl/workbook.bin": "a binary Excel workbook (.xlsb); open it and save it as .xlsx",
}
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.spreadsheet": "ods", b"application/vnd.oasis.opendocument.text": "odt",
}  # fmt: skip


def kind(path: Path) -> str:
    """``workbook``, ``document``, ``ods`` or ``odt``. Raises FileError for any other archive, a damaged one, or one that unpacks to something absurd."""
    members = archive.members(path)
    names = {_slashed(m.filename) for m in members}
    for name, what in _OTHERS.items():
        if name in names:
            raise FileError(f"{path} is {what}.")
    with zipfile.ZipFile(path) as package:
        types = _read(package, _TYPES)
        for which, sign in _MAIN.items():
            if sign.search(types):
                return which
        told = _read(package, "mimetype")[:80]
        for mime, which in _OPEN_DOCUMENT.items():
            if told.startswith(mime):
                return which
    if "xl/workbook.xml" in names:
        return "workbook"
    if "word/document.xml" in names:
        return "document"
    if "content.xml" in names:
        raise FileError(
            f"{path} is an OpenDocument file but neither a spreadsheet nor a text; save it as .xlsx or .docx."
        )
    raise FileError(
        f"{path} is a zip archive but neither an Excel workbook nor a Word document; unpack it and import what is in it."
    )


def opened(source: IO[bytes], which: str) -> IO[bytes]:
    """The package as the libraries take it: as it is, or put right in memory where its names or types are of another form."""
    try:
        with zipfile.ZipFile(source) as package:
            members = package.infolist()
            types = _read(package, _TYPES)
            usual = _PLAIN[which] in types and not any("\\" in m.filename for m in members)
            if usual and not _is_strict(package, members):
                return _rewound(source)
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
                for member in members:
                    made.writestr(_slashed(member.filename), _put_right(member.filename, package.read(member), which))
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
        return _rewound(source)  # what is wrong with it is said by the reader that meets it
    out.seek(0)
    return out


def _put_right(name: str, data: bytes, which: str) -> bytes:
    if _slashed(name) == _TYPES:
        data = _MAIN[which].sub(_PLAIN[which], data)
    if name.endswith((".xml", ".rels")) and _STRICT in data:
        for strict, plain in _NAMES:
            data = data.replace(strict, plain)
    return data


def _is_strict(package: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> bool:
    """Whether the relationships of the package are those of the strict standard."""
    first = next((m for m in members if _slashed(m.filename) == "_rels/.rels"), None)
    return first is not None and _STRICT in package.read(first)


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    found = next((m for m in package.infolist() if _slashed(m.filename) == name), None)
    try:
        return package.read(found) if found is not None else b""
    except Exception:  # zipfile raises half a dozen kinds for damage, which the reader of the file says
        return b""


def _slashed(name: str) -> str:
    """Some writers put Windows' own backslashes into the names of parts."""
    return name.replace("\\", "/").lstrip("/")


def _rewound(source: IO[bytes]) -> IO[bytes]:
    source.seek(0)
    return source
