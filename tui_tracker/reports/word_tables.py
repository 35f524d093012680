"""Tables in Word: columns wide enough for their longest word, head rows that repeat and are marked, small tables kept whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.shared import Emu, Pt
from docx.table import Table as WordTable

from tui_tracker.domain.document import Column, Table

_HEAD_SHADE = "E7EAEE"
_HEAD_SIZE, _SIZE = Pt(8), Pt(9)
# The sides of a cell in the common table styles: 0.19 cm each, and a hair for the rules.
_PADDING = Emu(150_000)
# A table of about so many lines of text stands on one page; a longer one may be parted between its rows.
_KEPT_WHOLE = 18
# No word is given more room than this many characters: a web address is broken, not the page.
_LONGEST = 26
_NARROW = frozenset("iljtfrI.,:;'|!()[]-/ ")
_WIDE = frozenset("mwMW@%QOGD&")


def table(word: WordDocument, block: Table, room: int, plain: Callable[[str], str]) -> Any:
    """The table's element, not yet in the document. ``room`` is the width there is, in EMU."""
    widths = column_widths(block, room)
    element = CT_Tbl.new_tbl(0, len(block.columns), Emu(sum(widths)))
    made = WordTable(element, word._body)
    styles = {s.name: s for s in word.styles}
    if "Table Grid" in styles:
        made.style = styles["Table Grid"]
    made.autofit = False
    writer = _Rows(made, block, widths, plain)
    writer.all()
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Emu(width)
    return element


def column_widths(block: Table, room: int) -> list[int]:
    """The width of each column in EMU: its longest word first, then the room that is left by the columns' shares."""
    least = [least_width(block, i) for i in range(len(block.columns))]
    total = sum(least)
    if total > room:  # more words than page: all give way alike
        return [w * room // total for w in least]
    shares = [c.width for c in block.columns]
    wanted = [max(w, int(room * s / sum(shares))) for w, s in zip(least, shares, strict=True)]
    over = sum(wanted) - room
    spare = [w - m for w, m in zip(wanted, least, strict=True)]
    return [w - over * s // max(1, sum(spare)) for w, s in zip(wanted, spare, strict=True)]


def least_width(block: Table, index: int) -> int:
    """The room that a column cannot do without: its heading in bold, and the longest word of its cells."""
    head = max((_width(w, _HEAD_SIZE, bold=True) for w in block.columns[index].name.split()), default=0)
    rows = [*block.rows, *([block.total] if block.total is not None else [])]
    words = {w[:_LONGEST] for row in rows for w in str(row[index]).split()}
    return max(head, max((_width(w, _SIZE) for w in words), default=0)) + _PADDING


def _width(word: str, size: int, *, bold: bool = False) -> int:
    """About how wide a word is, in EMU, in a common sans serif; rather too wide than too narrow."""
    ems = sum(0.34 if c in _NARROW else 0.92 if c in _WIDE else 0.72 if c.isupper() else 0.57 for c in word)
    return int(ems * size * (1.1 if bold else 1.0))


class _Rows:
    """Writes the rows of one table."""

    def __init__(self, made: WordTable, block: Table, widths: Sequence[int], plain: Callable[[str], str]) -> None:
        self._made = made
        self._block = block
        self._widths = widths
        self._plain = plain

    def all(self) -> None:
        block = self._block
        rows: list[tuple[Sequence[object], bool]] = [(row, False) for row in block.rows]
        rows += [(block.total, True)] if block.total is not None else []
        whole = self._lines() <= _KEPT_WHOLE
        self._row([c.name for c in block.columns], bold=True, head=True, keep=bool(rows))
        for i, (row, total) in enumerate(rows):
            self._row([str(v) for v in row], bold=total, keep=whole and i + 1 < len(rows))

    def _lines(self) -> int:
        """About how many lines of text the table takes."""
        taken = 1
        for row in self._block.rows:
            if taken > _KEPT_WHOLE:
                break
            rooms = zip(row, self._widths, strict=True)
            taken += max((self._lines_of(str(v), w) for v, w in rooms), default=1)
        return taken

    @staticmethod
    def _lines_of(text: str, width: int) -> int:
        return sum(1 + _width(line, _SIZE) // max(1, width - _PADDING) for line in text.split("\n"))

    def _row(self, texts: Sequence[str], *, bold: bool = False, head: bool = False, keep: bool = False) -> None:
        row = self._made.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves it untyped
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if head:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, text, column, width in zip(_cells(row), texts, self._block.columns, self._widths, strict=True):
            cell.width = Emu(width)
            self._cell(cell, text, column, bold=bold, head=head, keep=keep)

    def _cell(self, cell: Any, text: str, column: Column, *, bold: bool, head: bool, keep: bool) -> None:
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(self._plain(text))
        run.font.size, run.bold = _HEAD_SIZE if head else _SIZE, bold or None
        paragraph.paragraph_format.space_after = Pt(1)
        if keep:
            paragraph.paragraph_format.keep_with_next = True
        if column.number:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if head:
            _shade(cell)


def _cells(row: Any) -> Iterator[Any]:
    """The row's cells without the grid look-up that makes long tables quadratic."""
    from docx.table import _Cell

    for element in row._tr.tc_lst:
        yield _Cell(element, row)


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), _HEAD_SHADE)
    cell._tc.get_or_add_tcPr().append(shade)
