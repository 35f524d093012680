"""Office files are zip archives: what kind one is, and whether it may be opened at all. Nothing is unpacked here."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from tui_tracker.errors import FileError

MOST_BYTES = 100 * 1024 * 1024
MOST_RATIO = 200
MOST_MEMBERS = 5_000
MOST_ROWS, MOST_COLUMNS, MOST_CELLS, MOST_SHEETS = 100_000, 400, 400_000, 1_000
_CHUNK = 1 << 20
_OTHERS = {
    "ppt/presentation.xml": "a PowerPoint file; copy its table into a spreadsheet and save that as .xlsx",
    "xl/workbook.bin": "a binary Excel workbook (.xlsb); open it and save it as .xlsx",
    "content.xml": "an OpenDocument file; open it and save it as .xlsx or .docx",
}


def kind(path: Path) -> str:
    """``workbook`` or ``document``. Raises FileError for any other archive, a damaged one, or one that unpacks to something absurd."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except Exception as error:  # zipfile raises half a dozen kinds for damage; each means the same to the user
        raise FileError(f"{path} is damaged: it is no complete .xlsx or .docx file.") from error
    names = {m.filename for m in members}
    total = sum(m.file_size for m in members)
    packed = max(1, path.stat().st_size)
    if total > MOST_BYTES or len(members) > MOST_MEMBERS or (total > 2**20 and total / packed > MOST_RATIO):
        raise FileError(f"{path} would unpack to {total // 2**20:,} MB, which no plan file does; it was not opened.")
    for name, what in _OTHERS.items():
        if name in names:
            raise FileError(f"{path} is {what}.")
    if "word/document.xml" in names:
        return "document"
    if "xl/workbook.xml" not in names:
        raise FileError(f"{path} is a zip archive but neither an Excel workbook nor a Word document.")
    return "workbook"


def count_cells(path: Path) -> tuple[int, int]:
    """How many cells a workbook stores, and how many formulas have no stored result. Raises FileError when it is damaged."""
    cells = unknown = 0
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
                    found = _count(archive, member)
                    cells, unknown = cells + found[0], unknown + found[1]
    except Exception as error:  # the same half dozen kinds, now from a member's own bytes
        raise FileError(f"{path} is damaged: a sheet in it cannot be unpacked.") from error
    return cells, unknown


def _count(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[int, int]:
    cells = unknown = 0
    with archive.open(member) as source:
        rest = b""
        while chunk := source.read(_CHUNK):
            data = rest + chunk
            # Counted up to the last whole tag, so that no mark is cut in two between chunks.
            cut = data.rfind(b"<")
            data, rest = data[:cut], data[cut:]
            cells += data.count(b"<c ")
            unknown += data.count(b"</f></c>") + data.count(b"</f><v></v>") + data.count(b"</f><v/>")
        cells += rest.count(b"<c ")
    return cells, unknown


_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_HYPHENS = {0x2010: "-", 0x2011: "-"}


def unescaped(text: str) -> str:
    """A text of Excel with the signs that it writes as ``_x000D_``."""
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


def as_typed(text: str) -> str:
    """The hyphens that Word draws so that a line does not break there are those of the keyboard."""
    return text if text.isascii() else text.translate(_HYPHENS)
