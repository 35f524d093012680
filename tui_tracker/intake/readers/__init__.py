"""Readers: one a kind of file, each giving the same grid."""

from __future__ import annotations

from pathlib import Path

from tui_tracker.errors import FileError
from tui_tracker.intake.grid import Book
from tui_tracker.memory import without_collecting

_NOT_READ = {
    b"%PDF": "a PDF; open it, copy its table into a spreadsheet and save that as .xlsx",
    b"{\\rtf": "a rich-text file; open it in Word and save it as .docx",
    b"\x1f\x8b": "a gzip archive; unpack it first",
    b"Rar!": "a RAR archive; unpack it first",
    b"7z\xbc\xaf": "a 7-Zip archive; unpack it first",
    b"SQLite format 3\x00": "a database; a plan file of ours is opened with --plan FILE when the program is started",
}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_OLD_KINDS = {
    "EncryptedPackage": "protected by a password; open it, take the password off and save it again",
    "WordDocument": "an old Word file (.doc); open it and save it as .docx",
    "Workbook": "an old Excel file (.xls); open it and save it as .xlsx",
    "Book": "an old Excel file (.xls); open it and save it as .xlsx",
}
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
LARGEST = 50 * 1024 * 1024


@without_collecting()
def read_file(path: Path) -> Book:
    """Read a plan file of any known kind. Raises FileError with what it is and what to save it as."""
    start = _first_bytes(path)
    for sign, what in _NOT_READ.items():
        if start.startswith(sign):
            raise FileError(f"{path} is {what}.")
    if start.startswith(_OLD_OFFICE):
        raise FileError(f"{path} is {_old_kind(path)}.")
    if _is_page(start):
        raise FileError(
            f"{path} is a web page, whatever its name says; open it in a spreadsheet program and save it as .xlsx."
        )
    if start.startswith(b"PK\x03\x04"):
        from tui_tracker.intake.readers import archive, document, workbook

        return workbook.read(path) if archive.kind(path) == "workbook" else document.read(path)
    from tui_tracker.intake.readers import delimited, markdown

    text, remarks = delimited.text_of(path)
    if markdown.is_markdown(text, path.suffix):
        return markdown.read(path.name, text, remarks)
    return delimited.read(path.name, text, remarks)


def _first_bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as source:
            start = source.read(1024)
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror or error}.") from error
    if size == 0:
        raise FileError(f"{path} is empty.")
    if size > LARGEST:
        raise FileError(f"{path} is {size // 2**20} MB; a plan file of at most {LARGEST // 2**20} MB can be read.")
    return start


def _is_page(start: bytes) -> bool:
    for mark in _MARKS:
        start = start.removeprefix(mark)
    plain = start.replace(b"\x00", b"").lstrip().lower()
    return plain.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml", b"mime-version:")) or b"<html" in plain


def _old_kind(path: Path) -> str:
    """What an old Office container holds: its directory names its streams in UTF-16."""
    data = path.read_bytes()
    for name, what in _OLD_KINDS.items():
        if name.encode("utf-16-le") in data:
            return what
    return "an old Office file; open it and save it as .xlsx or .docx"
