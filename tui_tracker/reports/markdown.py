"""Markdown that comes back as it went in: what is text never becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tui_tracker.domain.document import Block, Bullets, Cell, Chart, Column, Document, Facts, Heading, Para, Table, Turn
from tui_tracker.patterns import pattern

# Where plain text would be read as markup, the character goes out as a numeric entity: a renderer shows the
# character, and inside a URL nothing is added. A colon before // and the like would start a link of the renderer's own.
_MARKUP = pattern(
    r"[\\`*\[\]<>|~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|#(?![A-Za-z0-9])|:(?=//)|(?<=[wW]{3})\.|(?<=\w)@(?=\w)|(?<=mailto):|(?<=xmpp):|[\t\u00a0]"
)
# Most cells hold nothing that could be markup and go out as they are.
_NOTHING_SPECIAL = pattern(r"(?![ ])[^\\`*_\[\]<>&|~#@:wW\n\t\u00a0]*(?<![ ])")
# At the head of a paragraph these would open a list or a rule.
_OPENS = pattern(r"^(?:[-+=]|\d(?=\d{0,8}[.)]))")


def _entity(m: re.Match[str]) -> str:
    return "".join(f"&#{ord(c)};" for c in m[0])


def text(value: str) -> str:
    """User's text for a table cell or a line of prose; newlines become ``<br>``."""
    if _NOTHING_SPECIAL.fullmatch(value):
        return value
    plain = _MARKUP.sub(_entity, value)
    lines = []
    for line in plain.split("\n"):
        line = re.sub(r"^ +| +$", _entity, line)
        lines.append(line)
    return "<br>".join(lines)


def prose(value: str) -> str:
    """User's text at the head of a line."""
    return _OPENS.sub(_entity, text(value))


def heading(level: int, value: str) -> str:
    return f"{'#' * level} {text(' '.join(value.split()))}"


def table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], total: Sequence[Cell] | None = None) -> str:
    """A pipe table. Raises RefusedError, writing nothing, when its total row is not the sum of its rows."""
    return _table(Table(columns, rows, total))


def _table(made: Table) -> str:
    lines = [f"**{text(made.caption)}**", ""] if made.caption else []
    lines += [_line(text(c.name) for c in made.columns), _line("--:" if c.number else "---" for c in made.columns)]
    lines += [_line(_cell(value) for value in row) for row in made.rows]
    if made.total is not None:
        lines.append(_line(f"**{_cell(value)}**" if value != "" else "" for value in made.total))
    return "\n".join(lines)


def _cell(value: Cell) -> str:
    return text(value) if isinstance(value, str) else str(value)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return heading(block.level, block.text)
        case Para():
            return f"**{text(block.lead)}** {text(block.text)}" if block.lead else prose(block.text)
        case Facts():
            return "\n".join(f"- {text(label)}: {text(value)}" for label, value in block.rows)
        case Bullets():
            return "\n".join(f"- {prose(item)}" for item in block.items)
        case Table():
            return _table(block)
        case Chart():
            return _table(block.table())
        case Turn():
            return ""


def render(document: Document) -> Iterator[str]:
    """The paper in pieces, LF, deterministic; the handling mark stands first and last."""
    yield f"**{text(document.marking)}**\n\n" if document.marking else ""
    yield heading(1, document.title) + "\n"
    for block in document.blocks:
        made = _block(block)
        if made:
            yield f"\n{made}\n"
    yield f"\n**{text(document.marking)}**\n" if document.marking else ""
