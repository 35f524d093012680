"""Readers: one a kind of file, each giving the same grid."""

from __future__ import annotations

from pathlib import Path

from tui_tracker.errors import FileError
from tui_tracker.intake.grid import Book
from tui_tracker.without_gc import without_collecting

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
}
# Excel 2.1 to 4 wrote their records without a container.
_OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
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
        return _old_office(path)
    if start[:2] == b"\x09\x08" or start[:4] in _OLD_BIFF:
        from tui_tracker.intake.readers import old_excel

        return old_excel.read(path)
    if start.startswith(b"PK\x03\x04"):
        return _shown_only(_package(path))
    from tui_tracker.intake.readers import delimited, markdown, page

    text, remarks = delimited.text_of(path)
    if _is_flat_open_document(text):
        from tui_tracker.intake.readers import opendocument

        return _shown_only(opendocument.read(path, "flat"))
    if _is_xml(text) and not _is_page(start):
        raise FileError(
            f"{path} is an XML file, such as Excel 2003 wrote; open it in a spreadsheet program and save it as .xlsx."
        )
    if _is_page(start) or page.is_page(text):
        return page.read(path, text, remarks)
    if markdown.is_markdown(text, path.suffix):
        return markdown.read(path.name, text, remarks)
    return delimited.read(path.name, text, remarks)


def _package(path: Path) -> Book:
    from tui_tracker.intake.readers import document, opendocument, package, workbook

    kind = package.kind(path)
    if kind in ("ods", "odt"):
        return opendocument.read(path, kind)
    return workbook.read(path) if kind == "workbook" else document.read(path)


def _old_office(path: Path) -> Book:
    """An old Excel file is read; what else lies in such a container is said. Raises FileError."""
    from tui_tracker.intake.readers import old_excel

    data = path.read_bytes()
    for name, what in _OLD_KINDS.items():
        if name.encode("utf-16-le") in data:
            raise FileError(f"{path} is {what}.")
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return _shown_only(old_excel.read(path))
    raise FileError(f"{path} is an old Office file; open it and save it as .xlsx or .docx.")


def _shown_only(book: Book) -> Book:
    """A hidden column that doubles a shown one is left out, and said."""
    from tui_tracker.intake.readers import unshown

    for sheet in book.sheets:
        if sheet.hidden_columns:
            book.remarks += unshown.leave_out_doubles(sheet)
    return book


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
    return plain.startswith((b"<html", b"<!doctype html", b"<table", b"mime-version:")) or b"<html" in plain


def _is_flat_open_document(text: str) -> bool:
    head = text[:4_000].lstrip("\ufeff \n\r\t")
    return head.startswith("<?xml") and "<office:document" in head


def _is_xml(text: str) -> bool:
    return text.lstrip("\ufeff \n\r\t").startswith("<?xml")
