"""Readers: one a kind of file, each giving the same grid."""

from __future__ import annotations

from pathlib import Path

from tui_tracker.errors import FileError
from tui_tracker.intake.grid import Book

_NOT_READ = {
    b"%PDF": "a PDF; open it, copy its table into a spreadsheet and save that as .xlsx",
    b"\xd0\xcf\x11\xe0": "an old Office file (.xls or .doc) or a password-protected one; open it and save it as .xlsx without a password",
    b"{\\rtf": "a rich-text file; open it in Word and save it as .docx",
}
LARGEST = 50 * 1024 * 1024


def read_file(path: Path) -> Book:
    """Read a plan file of any known kind. Raises FileError with what it is and what to save it as."""
    try:
        size = path.stat().st_size
        with path.open("rb") as source:
            start = source.read(512)
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror or error}.") from error
    if size == 0:
        raise FileError(f"{path} is empty.")
    if size > LARGEST:
        raise FileError(f"{path} is {size // 2**20} MB; a plan file of at most {LARGEST // 2**20} MB can be read.")
    for sign, what in _NOT_READ.items():
        if start.startswith(sign):
            raise FileError(f"{path} is {what}.")
    if start.lstrip().lower().startswith((b"<html", b"<!doctype html", b"<table")):
        raise FileError(
            f"{path} is a web page, whatever its name says; open it in a spreadsheet program and save it as .xlsx."
        )
    if start.startswith(b"PK\x03\x04"):
        from tui_tracker.intake.readers import workbook

        return workbook.read(path)
    from tui_tracker.intake.readers import delimited

    return delimited.read(path)
