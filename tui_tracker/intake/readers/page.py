"""Reads tables of a web page: what many systems call an Excel export (.xls) is one, and a page kept as a plan.

Cells that cover others keep their place, a table inside a cell is text of it, a table that only lays out others is taken apart.
"""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from tui_tracker.errors import FileError
from tui_tracker.intake.grid import EMPTY, Book, Cell, Sheet
from tui_tracker.intake.readers import archive
from tui_tracker.intake.readers.signs import seen
from tui_tracker.patterns import pattern

_TABLE = pattern(r"<table\b", re.IGNORECASE)
_FILL = pattern(r"background(?:-color)?\s*:\s*#([0-9a-f]{6})\b", re.IGNORECASE)
_HIDDEN = pattern(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LINE_ENDS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_UNREAD = frozenset({"script", "style", "head", "template", "title", "comment"})
_STRUCK = frozenset({"s", "strike", "del"})
_VOID = frozenset(
    {"br", "img", "hr", "input", "meta", "link", "col", "wbr", "area", "base", "embed", "source", "track"}
)
_BLANKS = pattern(r"[ \t\r\n\f\u00a0]+")


def is_page(text: str) -> bool:
    """Whether a text that does not begin like a page is one table of it after all, as in a Markdown file of one."""
    lines = [line for line in text.split("\n", 400) if line.strip()]
    return (
        bool(lines)
        and bool(re.match(r"\s*(?:<!--|<table\b|<div\b|<body\b)", lines[0], re.IGNORECASE))
        and bool(_TABLE.search(text))
    )


def read(path: Path, text: str, remarks: list[str]) -> Book:
    """The page as one sheet. Raises FileError when it holds no table, or more than any plan."""
    if text[:200].lstrip().lower().startswith("mime-version:"):
        text = _inner(text)
    rows, merges, tables = grid(text, path.name)
    if not tables:
        raise FileError(
            f"{path} is a web page without a table; open it, copy its table into a spreadsheet and save that as .xlsx."
        )
    return Book(path.name, [Sheet(path.stem, rows, merges, tables=tables)], remarks)


def grid(
    text: str, name: str
) -> tuple[list[list[Cell]], dict[tuple[int, int], tuple[int, int]], list[tuple[int, int]]]:
    """Rows, merges and the first and last rows of the tables of a page or a piece of one. Raises FileError for too much."""
    parser = _Parser(name)
    parser.feed(text)
    parser.close()
    parser.finish()
    return parser.rows, parser.merges, parser.tables


def _inner(text: str) -> str:
    """The page inside a web archive (.mht), which is a mail by its form."""
    message = email.message_from_string(text, policy=email.policy.default)
    part = message.get_body(preferencelist=("html",))
    return str(part.get_content()) if part is not None else text


@dataclass
class _Open:
    """A cell that is being read."""

    text: str = ""
    down: int = 1
    across: int = 1
    fill: str | None = None
    link: str | None = None


@dataclass
class _Table:
    rows: list[list[_Open]] = field(default_factory=list)


class _Parser(HTMLParser):
    """Follows the tags; what is not closed is closed by what comes, as browsers do."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[Cell]] = []
        self.merges: dict[tuple[int, int], tuple[int, int]] = {}
        self.tables: list[tuple[int, int]] = []
        self._name = name
        self._stack: list[_Table] = []
        self._cells: list[_Open | None] = []
        self._unread: list[str] = []
        self._line = ""
        self._heading = 0
        self._count = 0

    # -- tags

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {k: v or "" for k, v in attrs}
        if self._unread:
            if tag not in _VOID:
                self._unread.append(tag)
            return
        if tag in _UNREAD or tag in _STRUCK or (_HIDDEN.search(told.get("style", "")) and tag not in _VOID):
            self._unread.append(tag)
        elif tag == "table":
            self._flush()
            self._stack.append(_Table())
            self._cells.append(None)
        elif tag == "tr" and self._stack:
            self._close_cell()
            self._stack[-1].rows.append([])
        elif tag in ("td", "th") and self._stack:
            self._open_cell(told)
        elif tag == "a" and self._cell() is not None:
            self._cell().link = self._cell().link or told.get("href") or None  # type: ignore[union-attr]
        elif tag == "input" and told.get("type") in ("checkbox", "radio"):
            self._say("☒" if "checked" in told else "☐")
        elif tag in _LINE_ENDS:
            self._say("\n")
            if tag[0] == "h" and tag[1:].isdigit() and not self._stack:
                self._flush()
                self._heading = int(tag[1])

    def handle_endtag(self, tag: str) -> None:
        if self._unread:
            if tag in self._unread:
                while self._unread.pop() != tag:
                    pass
            return
        if tag in ("td", "th"):
            self._close_cell()
        elif tag == "table" and self._stack:
            self._close_table()
        elif tag in _LINE_ENDS and tag != "br":
            self._say("\n")
            if tag[0] == "h" and tag[1:].isdigit():
                self._flush()

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self._say(_BLANKS.sub(" ", data))

    # -- what is open

    def _cell(self) -> _Open | None:
        return self._cells[-1] if self._cells else None

    def _say(self, text: str) -> None:
        cell = self._cell()
        if cell is not None:
            cell.text += text
        elif not self._stack:
            self._line += text
            if "\n" in text:
                self._flush()

    def _open_cell(self, told: dict[str, str]) -> None:
        self._close_cell()
        table = self._stack[-1]
        if not table.rows:
            table.rows.append([])
        colour = told.get("bgcolor", "").lstrip("#")
        m = _FILL.search(told.get("style", ""))
        fill = (m[1] if m else colour).upper()
        made = _Open(
            "",
            _size(told.get("rowspan")),
            _size(told.get("colspan")),
            fill if re.fullmatch("[0-9A-F]{6}", fill) and fill != "FFFFFF" else None,
        )
        table.rows[-1].append(made)
        self._cells[-1] = made
        self._count += 1
        if self._count > archive.MOST_CELLS:
            raise FileError(f"{self._name} has more than {archive.MOST_CELLS:,} cells, which no plan has.")

    def _close_cell(self) -> None:
        if self._cells:
            self._cells[-1] = None

    def _close_table(self) -> None:
        table = self._stack.pop()
        self._cells.pop()
        outer = self._cell()
        if outer is not None and self._lays_out(table):
            self._place(table)
        elif outer is not None:
            outer.text += (
                "\n" + "\n".join(" ".join(c.text.split()) for row in table.rows for c in row if c.text.strip()) + "\n"
            )
        elif not self._stack:
            self._place(table)

    def _lays_out(self, inner: _Table) -> bool:
        """Whether the table around this one only arranges the page: the cell that holds it is alone in its row and empty."""
        row = self._stack[-1].rows[-1]
        wide = max((len(r) for r in inner.rows), default=0)
        return len(row) == 1 and not row[0].text.strip() and len(inner.rows) > 1 and wide > 2

    def _flush(self) -> None:
        text = seen(self._line).strip()
        if text and not self._stack:
            self.rows.append([Cell(text, text, heading=self._heading)])
        self._line, self._heading = "", 0

    def finish(self) -> None:
        """Close what a page left open."""
        while self._stack:
            self._close_table()
        self._flush()

    # -- into the grid

    def _place(self, table: _Table) -> None:
        """The rows of a table behind what is there, each cell where its neighbours' spans leave room for it."""
        rows = [row for row in table.rows if row]
        if not any(c.text.strip() for row in rows for c in row):
            return
        self.rows.append([])
        first = len(self.rows)
        taken: dict[tuple[int, int], tuple[int, int]] = {}
        for at, row in enumerate(rows):
            line: dict[int, Cell] = {}
            column = 0
            for cell in row:
                while (at, column) in taken:
                    column += 1
                if column >= archive.MOST_COLUMNS:
                    break
                text = "\n".join(" ".join(part.split()) for part in seen(cell.text).split("\n") if part.strip())
                line[column] = Cell(text, text, fill=cell.fill, link=cell.link) if text or cell.fill else EMPTY
                self._cover(taken, at, column, cell, len(rows))
                column += cell.across
            width = max(line, default=-1) + 1
            self.rows.append([line.get(c, EMPTY) for c in range(width)])
        self.merges.update({(r + first, c): (top + first, left) for (r, c), (top, left) in taken.items()})
        self.tables.append((first, len(self.rows) - 1))
        self.rows.append([])

    @staticmethod
    def _cover(taken: dict[tuple[int, int], tuple[int, int]], at: int, column: int, cell: _Open, height: int) -> None:
        if cell.down == 1 and cell.across == 1:
            return
        for r in range(at, min(at + cell.down, height)):
            for c in range(column, min(column + cell.across, archive.MOST_COLUMNS)):
                taken[r, c] = (at, column)


def _size(told: str | None) -> int:
    return max(1, min(int(told), archive.MOST_ROWS)) if told and told.strip().isdigit() else 1
