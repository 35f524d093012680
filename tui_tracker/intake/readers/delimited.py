"""Reads .csv and text pasted from a spreadsheet: any delimiter, UTF-8, UTF-16 or Windows-1252."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from tui_tracker.domain.text import replaced_count
from tui_tracker.errors import FileError
from tui_tracker.intake.grid import EMPTY, Book, Cell, Sheet
from tui_tracker.intake.readers import archive
from tui_tracker.intake.readers.signs import seen

_DELIMITERS = ",;\t|"


def text_of(path: Path) -> tuple[str, list[str]]:
    """The file's text, and what was done to read it. Raises FileError when it is not text."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror or error}.") from error
    text, encoding = decode(data, path)
    remarks = [] if encoding == "utf-8" else [f"Read as {encoding}."]
    bad = replaced_count(text)
    if bad:
        remarks.append(f"{bad} control characters were replaced.")
    return text, remarks


def read(name: str, text: str, remarks: list[str]) -> Book:
    """Text with a delimiter as one sheet. Raises FileError when it is longer than any plan."""
    return Book(name, [Sheet(Path(name).stem, _rows(name, text))], remarks)


def decode(data: bytes, path: Path) -> tuple[str, str]:
    """Text and the encoding it was read by: a byte-order mark, else strict UTF-8, else Windows-1252."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            try:
                return data.decode(name), "utf-8" if name == "utf-8-sig" else name
            except UnicodeDecodeError as error:
                raise FileError(f"{path} says it is {name} but is not, at byte {error.start}.") from error
    if data.count(0) > len(data) // 20:
        raise FileError(f"{path} is not text; save it as .csv or .xlsx.")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "Windows-1252"


def _rows(name: str, text: str) -> list[list[Cell]]:
    csv.field_size_limit(10_000_000)
    # A carriage return alone, which a damaged or very old file has, is a line's end like any other.
    text = text.replace("\x00", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    made: list[list[Cell]] = []
    cells = 0
    for row in _whole(name, reader):
        made.append([Cell(t, t) if (t := _plain(field)) else EMPTY for field in row[: archive.MOST_COLUMNS]])
        cells += sum(cell is not EMPTY for cell in made[-1])
        if len(made) > archive.MOST_ROWS or cells > archive.MOST_CELLS:
            raise FileError(
                f"{name} has more than {archive.MOST_ROWS:,} rows or {archive.MOST_CELLS:,} filled cells, which no plan has; cut it down and read it again."
            )
    return made


def _whole(name: str, reader: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error as error:
        raise FileError(
            f"{name} is not whole as a table: {error}; open it in a spreadsheet program and save it again."
        ) from error


def _plain(field: str) -> str:
    """A field cleaned, and the apostrophe taken off that keeps a spreadsheet from reading it as a formula."""
    text = seen(field).strip()
    return text[1:] if re.match(r"'+[=+\-@]", text) else text


def _delimiter(text: str) -> str:
    """The delimiter that cuts the first lines most evenly into the most fields."""
    best, best_score = ",", 0.0
    sample = text[:20_000]
    for delimiter in _DELIMITERS:
        counts = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter) if row][:40]
        if not counts or max(counts) < 2:
            continue
        common = max(set(counts), key=counts.count)
        score = (common - 1) * counts.count(common) / len(counts)
        if score > best_score:
            best, best_score = delimiter, score
    return best
