"""A paper as plain text, to paste into a message: no table, a paragraph a row, LF."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from tui_tracker.domain.document import Block, Bullets, Chart, Document, Facts, Heading, Para, Table, Turn

_WIDTH = 78


def render(document: Document) -> str:
    """The paper; each row of a table as its first two cells, and below them what the other columns say."""
    parts = [document.marking] if document.marking else []
    parts += [part for block in document.blocks if (part := "\n".join(_lines(block)))]
    return "\n\n".join(parts) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield block.text
            yield "-" * min(_WIDTH, len(block.text))
        case Para():
            yield _wrapped(f"{block.lead} {block.text}".strip())
        case Facts():
            yield from (f"{label}: {value}" for label, value in block.rows)
        case Bullets():
            yield from (_wrapped(item, "- ", "  ") for item in block.items)
        case Table():
            yield from _rows(block)
        case Chart():
            yield from _rows(block.table())
        case Turn():
            return


def _rows(table: Table) -> Iterator[str]:
    if table.caption:
        yield table.caption
    for row in [*table.rows, *([table.total] if table.total is not None else [])]:
        cells = [" ".join(str(c).split()) for c in row]
        yield _wrapped("  ".join(cells[:2]), "* ", "  ")
        for column, cell in list(zip(table.columns, cells, strict=True))[2:]:
            if cell:
                yield _wrapped(f"{column.name}: {cell}", "    ", "      ")


def _wrapped(text: str, first: str = "", after: str = "") -> str:
    lines = [textwrap.fill(line, _WIDTH, initial_indent=first, subsequent_indent=after, break_long_words=False, break_on_hyphens=False) for line in text.split("\n")]  # fmt: skip
    return "\n".join(lines)
