"""Reads .docx: paragraphs and tables in order, as one sheet. Tracked insertions are read, deletions are not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tui_tracker.domain.text import clean
from tui_tracker.errors import FileError
from tui_tracker.intake.grid import EMPTY, Book, Cell, Sheet
from tui_tracker.intake.readers import archive, strict

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = {f"{_W}del", f"{_W}moveFrom", f"{_W}rPr", f"{_W}pPr", f"{_W}instrText", f"{_W}delText", f"{_W}sdtPr"}
# What the usual symbol fonts draw for a code, where it says something in a plan.
_SYMBOLS = {
    "wingdings": {0xFC: "✓", 0xFE: "☑", 0xFB: "✗", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0x6C: "●", 0xA7: "•", 0xD8: "•", 0xE0: "→"},
    "wingdings 2": {0x50: "✓", 0x52: "☑", 0x4F: "✗", 0x54: "☒", 0xA3: "☐", 0x2A: "☐"},
    "symbol": {0xB7: "•", 0xD6: "✓", 0xAE: "→"},
    "webdings": {0x61: "✓", 0x72: "✗", 0x63: "☐", 0x67: "■"},
}  # fmt: skip


def read(path: Path) -> Book:
    """The document as one sheet. Raises FileError when it is damaged."""
    try:
        import docx
    except ImportError as error:
        raise FileError(
            "Reading .docx needs python-docx; install it with: python -m pip install python-docx"
        ) from error
    try:
        with path.open("rb") as source:
            document = docx.Document(strict.transitional(source))
        body = document.element.body
        page = _Page(_numbered(document))
        page.add(body)
    except FileError:
        raise
    except Exception as error:  # python-docx and lxml raise a dozen kinds for damage; each means the same to the user
        raise FileError(
            f"{path} is damaged or not a Word document ({type(error).__name__}); open it and save it again as .docx."
        ) from error
    book = Book(path.name, [Sheet(clean(path.stem, multiline=False), page.rows, page.merges, tables=page.tables)])
    gone = sum(1 for _ in body.iter(f"{_W}del")) + sum(1 for _ in body.iter(f"{_W}moveFrom"))
    if gone:
        book.remarks.append(f"{gone} tracked deletions were left out; tracked insertions were read.")
    return book


@dataclass
class _Page:
    """Rows as they come: a paragraph is a row of one cell, a table keeps its columns."""

    numbered: frozenset[str] = frozenset()
    rows: list[list[Cell]] = field(default_factory=list)
    merges: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    tables: list[tuple[int, int]] = field(default_factory=list)
    cells: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, parent: Any) -> None:
        """Everything under a body, a cell or a content control, in order."""
        for child in _children(parent):
            if child.tag == f"{_W}p":
                if text := _paragraph(child):
                    self.rows.append([Cell(text, text, heading=_level(child))])
            elif child.tag == f"{_W}tbl":
                self._table(child)

    def _table(self, table: Any) -> None:
        rows = [row for row in _children(table) if row.tag == f"{_W}tr" and not _is_deleted(row)]
        if any(True for row in rows for cell in _cells(row) for _ in cell.iter(f"{_W}tbl")):
            for row in rows:  # a table that only lays out others: its contents stand for themselves
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
            text = "\n".join(p for p in (_paragraph(x) for x in cell.iter(f"{_W}p") if not _inside_deleted(x)) if p)
            text = text or self._number(cell)
            made += [Cell(text, text, fill=_shade(cell)) if text or _shade(cell) else EMPTY, *[EMPTY] * (span - 1)]
            if span > 1:
                self.merges.update({(at, c): (at, column) for c in range(column, column + span)})
        self.cells += sum(cell is not EMPTY for cell in made)
        if self.cells > archive.MOST_CELLS:
            raise FileError(f"The document has more than {archive.MOST_CELLS:,} table cells, which no plan has.")
        self.rows.append(made)

    def _number(self, cell: Any) -> str:
        """The number that Word itself counts in a cell with nothing else in it."""
        found = cell.find(f"{_W}p/{_W}pPr/{_W}numPr/{_W}numId")
        of = found.get(f"{_W}val") or "" if found is not None else ""
        if of not in self.numbered:
            return ""
        self.counts[of] = self.counts.get(of, 0) + 1
        return str(self.counts[of])


def _numbered(document: Any) -> frozenset[str]:
    """The lists of a document that count 1, 2, 3."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError, AttributeError):  # a document without lists has no such part
        return frozenset()
    counting = set()
    for kind in root.iter(f"{_W}abstractNum"):
        form = kind.find(f"{_W}lvl/{_W}numFmt")
        if form is not None and form.get(f"{_W}val") == "decimal":
            counting.add(kind.get(f"{_W}abstractNumId"))
    made = set()
    for use in root.iter(f"{_W}num"):
        of = use.find(f"{_W}abstractNumId")
        if of is not None and of.get(f"{_W}val") in counting:
            made.add(use.get(f"{_W}numId") or "")
    return frozenset(made)


def _children(parent: Any) -> Iterator[Any]:
    """The children of an element, content controls and tracked insertions opened, deletions left out."""
    for child in parent:
        if child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"):
            yield from _children(child)
        elif child.tag not in _GONE:
            yield child


def _cells(row: Any) -> list[Any]:
    return [cell for cell in _children(row) if cell.tag == f"{_W}tc"]


def _is_deleted(row: Any) -> bool:
    return row.find(f"{_W}trPr/{_W}del") is not None


def _inside_deleted(paragraph: Any) -> bool:
    return any(parent.tag in _GONE for parent in paragraph.iterancestors())


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


def _paragraph(paragraph: Any) -> str:
    return archive.as_typed(clean("".join(_text(paragraph)))).strip()


def _text(element: Any) -> Iterator[str]:
    """The text of a paragraph as a reader sees it who has accepted every tracked change."""
    for child in element:
        tag = child.tag
        if tag in _GONE or (tag == f"{_W}r" and _is_hidden(child)):
            continue
        if tag == f"{_W}t":
            yield _shown(child)
        elif tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif tag == f"{_W}tab":
            yield " "
        elif tag == f"{_W}fldChar":
            yield _chosen(child)
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif tag == f"{_W}sym":
            yield _symbol(child.get(f"{_W}font") or "", child.get(f"{_W}char") or "")
        elif tag != f"{_W}tbl":
            yield from _text(child)


def _chosen(field_: Any) -> str:
    """What a form field of Word's older kind holds: the chosen entry of a list, or a box with or without its cross."""
    entries = [e.get(f"{_W}val") or "" for e in field_.iter(f"{_W}listEntry")]
    if entries:
        result = field_.find(f"{_W}ffData/{_W}ddList/{_W}result")
        default = field_.find(f"{_W}ffData/{_W}ddList/{_W}default")
        at = next((f.get(f"{_W}val") for f in (result, default) if f is not None), "0") or "0"
        return entries[int(at)] if at.isdigit() and int(at) < len(entries) else ""
    box = field_.find(f"{_W}ffData/{_W}checkBox")
    if box is None:
        return ""
    told = next((f for f in (box.find(f"{_W}checked"), box.find(f"{_W}default")) if f is not None), None)
    return "☒" if told is not None and (told.get(f"{_W}val") or "1") not in ("0", "false", "off") else "☐"


def _is_hidden(run: Any) -> bool:
    """Whether a run is hidden text, which no reader of the page sees, or struck out, which nobody means any more."""
    found = (run.find(f"{_W}rPr/{_W}{name}") for name in ("vanish", "strike", "dstrike"))
    return any(f is not None and (f.get(f"{_W}val") or "1") not in ("0", "false", "off") for f in found)


def _shown(text: Any) -> str:
    """A run's text; in a symbol font its letters are drawings."""
    run = text.getparent()
    fonts = run.find(f"{_W}rPr/{_W}rFonts") if run is not None else None
    font = ((fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") or "") if fonts is not None else "").casefold()
    said = text.text or ""
    drawn = _SYMBOLS.get(font)
    return "".join(drawn.get(ord(ch) & 0xFF, ch) for ch in said) if drawn else said


def _symbol(font: str, code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return _SYMBOLS.get(font.casefold(), {}).get(number & 0xFF, "•")
