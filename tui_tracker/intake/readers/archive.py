"""Office files are zip archives: what kind one is, and whether it may be opened at all. Nothing is unpacked here."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tui_tracker.errors import FileError
from tui_tracker.patterns import pattern

MOST_BYTES = 100 * 1024 * 1024
MOST_RATIO = 200
MOST_MEMBERS = 5_000
MOST_ROWS, MOST_COLUMNS, MOST_CELLS, MOST_SHEETS = 100_000, 400, 400_000, 1_000
_CHUNK = 1 << 20


def members(path: Path) -> list[zipfile.ZipInfo]:
    """The parts of an archive. Raises FileError for a damaged one, or one that unpacks to something absurd."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = archive.infolist()
    except Exception as error:  # zipfile raises half a dozen kinds for damage; each means the same to the user
        raise FileError(f"{path} is damaged: it is no complete .xlsx or .docx file.") from error
    total = sum(m.file_size for m in found)
    packed = max(1, path.stat().st_size)
    if total > MOST_BYTES or len(found) > MOST_MEMBERS or (total > 2**20 and total / packed > MOST_RATIO):
        raise FileError(f"{path} would unpack to {total // 2**20:,} MB, which no plan file does; it was not opened.")
    return found


def count_cells(path: Path) -> tuple[int, int]:
    """How many cells a workbook stores, and how many formulas have no stored result. Raises FileError when it is damaged."""
    cells = unknown = 0
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                name = member.filename.replace("\\", "/").lstrip("/")
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    found = _count(archive, member)
                    cells, unknown = cells + found[0], unknown + found[1]
    except Exception as error:  # the same half dozen kinds, now from a member's own bytes
        raise FileError(f"{path} is damaged: a sheet in it cannot be unpacked.") from error
    return cells, unknown


def _count(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[int, int]:
    cells = unknown = 0
    with archive.open(member) as source:
        rest, cell = b"", b"<c "
        while chunk := source.read(_CHUNK):
            data = rest + chunk
            if m := _PREFIX.search(data[:4_000]):  # some libraries write <x:c> for <c>
                cell = b"<" + m[1] + b":c "
            # Counted up to the last whole cell, so that none is cut in two between chunks.
            cut = data.rfind(cell)
            data, rest = (data[:cut], data[cut:]) if cut > 0 else (data, b"")
            cells += data.count(cell)
            unknown += _without_result(data)
        cells += rest.count(cell)
        unknown += _without_result(rest)
    return cells, unknown


_PREFIX = pattern(rb"<(\w+):worksheet[ >]")
_FORMULA = pattern(
    rb"<(?:\w+:)?c\b([^<>]*)>\s*<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


def _without_result(data: bytes) -> int:
    """Formulas that were never worked out. The stored result "" of one is a result."""
    if b"f>" not in data and b"<f" not in data and b":f" not in data:
        return 0
    return sum(b't="str"' not in m[1] for m in _FORMULA.finditer(data))


_ESCAPED = pattern("_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """A text of Excel with the signs that it writes as ``_x000D_``."""
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text
