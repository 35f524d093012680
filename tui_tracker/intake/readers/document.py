"""Reads .docx: paragraphs and tables in order, as one sheet. Tracked insertions are read, deletions are not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from tui_tracker.domain.text import clean
from tui_tracker.errors import FileError
from tui_tracker.intake.grid import EMPTY, Book, Cell, Sheet
from tui_tracker.intake.readers import archive, bare_document, package
from tui_tracker.intake.readers.bare_document import BareDocument
from tui_tracker.intake.readers.word_lists import Lists, lists_of
from tui_tracker.intake.readers.word_store import stored_values
from tui_tracker.intake.readers.word_text import GONE, TextReader, W, asks, boxes, on

_W = W
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read(path: Path) -> Book:
    """The document as one sheet. Raises FileError when it is damaged."""
    try:
        import docx
    except ImportError as error:
        raise FileError(
            "Reading .docx needs python-docx and lxml, which cannot be loaded here; save the document as .odt or .xlsx and import that."
        ) from error
    try:
        with path.open("rb") as source:
            document = _document(docx, package.opened(source, "document"))
        body = document.element_body if isinstance(document, BareDocument) else document.element.body
        page = _Page(lists_of(document), TextReader(_hidden_styles(document), stored_values(document)))
        page.add(body)
    except FileError:
        raise
    except Exception as error:  # python-docx and lxml raise a dozen kinds for damage; each means the same to the user
        raise FileError(f"{path} is damaged or not a Word document; open it and save it again as .docx.") from error
    book = Book(path.name, [Sheet(clean(path.stem, multiline=False), page.rows, page.merges, tables=page.tables)])
    book.remarks += _remarks(document, body)
    return book


def _document(docx: Any, source: IO[bytes]) -> Any:
    """The document by python-docx, else its main part by itself. Raises what the latter raises where that is damaged too."""
    try:
        return docx.Document(source)
    except Exception:  # a relationship to a part that is not there, a type that it does not know: the text may be sound
        return bare_document.read(source)


def _remarks(document: Any, body: Any) -> list[str]:
    """What of the document is not in the sheet, and says so."""
    made = []
    gone = sum(1 for _ in body.iter(f"{_W}del")) + sum(1 for _ in body.iter(f"{_W}moveFrom"))
    if gone:
        made.append(f"{gone} tracked deletions were left out; tracked insertions were read.")
    notes = sum(1 for _ in body.iter(f"{_W}footnoteReference")) + sum(1 for _ in body.iter(f"{_W}endnoteReference"))
    if notes:
        made.append(f"{notes} footnotes or endnotes were not read: they are no part of the table.")
    inside = sum(1 for _ in body.iter(f"{_W}altChunk"))
    if inside:
        made.append(
            f"{inside} parts of the document are files of another kind put into it, which are not read; open it in Word and save it again."
        )
    return made


def _hidden_styles(document: Any) -> frozenset[str]:
    """The styles that hide their text, also by the style they are based on."""
    told: dict[str, tuple[bool | None, str | None]] = {}
    for style in document.styles.element.iter(f"{_W}style"):
        hides = style.find(f"{_W}rPr/{_W}vanish")
        based = style.find(f"{_W}basedOn")
        told[style.get(f"{_W}styleId") or ""] = (
            None if hides is None else on(hides), based.get(f"{_W}val") if based is not None else None,
        )  # fmt: skip
    return frozenset(name for name in told if _hides(name, told))


def _hides(name: str | None, told: dict[str, tuple[bool | None, str | None]]) -> bool:
    for _ in range(20):
        if name is None or name not in told:
            return False
        says, name = told[name]
        if says is not None:
            return says
    return False


@dataclass
class _Page:
    """Rows as they come: a paragraph is a row of one cell, a table keeps its columns."""

    lists: Lists
    texts: TextReader
    rows: list[list[Cell]] = field(default_factory=list)
    merges: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    tables: list[tuple[int, int]] = field(default_factory=list)
    cells: int = 0

    def add(self, parent: Any) -> None:
        """Everything under a body, a cell or a content control, in order."""
        for child in _children(parent):
            if child.tag == f"{_W}p":
                number = self.lists.number(child)
                if text := self.texts.paragraph(child):
                    text = f"{number} {text}" if number else text
                    self.rows.append([Cell(text, text, heading=_level(child))])
                for box in boxes(child):
                    self.add(box)
            elif child.tag == f"{_W}tbl":
                self._table(child)

    def _table(self, table: Any) -> None:
        rows = [row for row in _children(table) if row.tag == f"{_W}tr" and not _is_deleted(row)]
        if _lays_out(rows):  # its contents stand for themselves
            for row in rows:
                for cell in _cells(row):
                    self.add(cell)
            return
        first = len(self.rows)
        self.rows.append([])  # a blank row, so that the text before a table is no row of it
        start = len(self.rows)
        for row in rows:
            self._row(row)
        if len(self.rows) > start:
            self.tables.append((start, len(self.rows) - 1))
            self.rows.append([])
        else:
            del self.rows[first:]

    def _row(self, row: Any) -> None:
        at = len(self.rows)
        made: list[Cell] = [EMPTY] * _before(row)
        for cell in _cells(row):
            column, span = len(made), _span(cell)
            above = self.merges.get((at - 1, column), (at - 1, column))
            if _continues(cell) and at > 0 and column < len(self.rows[at - 1]):
                made += [EMPTY] * span
                self.merges.update({(at, c): above for c in range(column, column + span)})
                self.merges[above] = above
                continue
            text = self._cell_text(cell)
            made += [Cell(text, text, fill=_shade(cell)) if text or _shade(cell) else EMPTY, *[EMPTY] * (span - 1)]
            if span > 1:
                self.merges.update({(at, c): (at, column) for c in range(column, column + span)})
        self.cells += sum(cell is not EMPTY for cell in made)
        if self.cells > archive.MOST_CELLS:
            raise FileError(f"The document has more than {archive.MOST_CELLS:,} table cells, which no plan has.")
        self.rows.append(made)

    def _cell_text(self, cell: Any) -> str:
        """The lines of a cell. The number that Word counts stands before the only one that has one, or alone; a list inside a cell keeps its words."""
        lines: list[str] = []
        counted: list[tuple[int, str]] = []
        for paragraph in cell.iter(f"{_W}p"):
            if _inside_deleted(paragraph):
                continue
            number = self.lists.number(paragraph)
            text = self.texts.paragraph(paragraph)
            if number:
                counted.append((len(lines) if text else -1, number))
            if text:
                lines.append(text)
        if len(counted) == 1 and counted[0][0] >= 0:
            at, number = counted[0]
            lines[at] = f"{number} {lines[at]}"
        return "\n".join(lines) or (counted[0][1] if counted else "")


def _lays_out(rows: list[Any]) -> bool:
    """Whether a table only arranges others on the page: one row or column of its own, or nothing in it but tables.

    A small table inside one cell of a plan is text of that cell.
    """
    cells = [cell for row in rows for cell in _cells(row)]
    holding = [cell for cell in cells if any(True for _ in cell.iter(f"{_W}tbl"))]
    if not holding:
        return False
    wide = max((len(_cells(row)) for row in rows), default=0)
    beside = [
        cell for cell in cells if cell not in holding and any((t.text or "").strip() for t in cell.iter(f"{_W}t"))
    ]
    return len(rows) == 1 or wide == 1 or not beside


def _children(parent: Any) -> Iterator[Any]:
    """The children of an element, content controls and tracked insertions opened, deletions left out."""
    for child in parent:
        if asks(child):
            continue
        if child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"):
            yield from _children(child)
        elif child.tag not in GONE:
            yield child


def _cells(row: Any) -> list[Any]:
    return [cell for cell in _children(row) if cell.tag == f"{_W}tc"]


def _is_deleted(row: Any) -> bool:
    return row.find(f"{_W}trPr/{_W}del") is not None


def _inside_deleted(paragraph: Any) -> bool:
    """Whether a paragraph is deleted, only asks to be filled in, or is the older programs' copy of a drawing."""
    return any(a.tag in GONE or a.tag == _FALLBACK or asks(a) for a in paragraph.iterancestors())


def _span(cell: Any) -> int:
    found = cell.find(f"{_W}tcPr/{_W}gridSpan")
    value = found.get(f"{_W}val") if found is not None else None
    return min(archive.MOST_COLUMNS, max(1, int(value))) if value and value.isdigit() else 1


def _before(row: Any) -> int:
    """How many columns a row leaves out before its first cell."""
    found = row.find(f"{_W}trPr/{_W}gridBefore")
    value = found.get(f"{_W}val") if found is not None else None
    return min(archive.MOST_COLUMNS, int(value)) if value and value.isdigit() else 0


def _continues(cell: Any) -> bool:
    """Whether a cell only carries on the one above it."""
    found = cell.find(f"{_W}tcPr/{_W}vMerge")
    return found is not None and found.get(f"{_W}val") != "restart"


def _shade(cell: Any) -> str | None:
    found = cell.find(f"{_W}tcPr/{_W}shd")
    fill = (found.get(f"{_W}fill") or "") if found is not None else ""
    return fill.upper() if len(fill) == 6 and fill.upper() != "FFFFFF" and fill.lower() != "auto" else None


def _level(paragraph: Any) -> int:
    """A heading's level, from its style's name; a whole bold line counts as the lowest heading."""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = (style.get(f"{_W}val") or "").casefold() if style is not None else ""
    if name == "title":
        return 1
    digits = "".join(filter(str.isdigit, name)) if name.startswith("heading") else ""
    if digits:
        return min(9, int(digits))
    runs = [r for r in paragraph.iter(f"{_W}r") if any(t.text for t in r.iter(f"{_W}t"))]
    return 9 if runs and all(r.find(f"{_W}rPr/{_W}b") is not None for r in runs) else 0
