"""Markdown that comes back as it went in, and tables that add themselves up again before they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tui_tracker.errors import RefusedError

# Where plain text would be read as markup, the character goes out as a numeric entity: a renderer shows the
# character, and inside a URL nothing is added. A colon before // and the like would start a link of the renderer's own.
_MARKUP = re.compile(r"[\\`*_\[\]<>&|~#]|:(?=//)|(?<=[wW]{3})\.|(?<=\w)@(?=\w)|(?<=mailto):|(?<=xmpp):|[\t\u00a0]")


def _entity(m: re.Match[str]) -> str:
    return "".join(f"&#{ord(c)};" for c in m[0])


def text(value: str) -> str:
    """User's text for a table cell or a line of prose; newlines become ``<br>``."""
    plain = _MARKUP.sub(_entity, value)
    lines = []
    for line in plain.split("\n"):
        line = re.sub(r"^ +| +$", _entity, line)
        lines.append(line)
    return "<br>".join(lines)


def heading(level: int, value: str) -> str:
    return f"{'#' * level} {text(' '.join(value.split()))}"


@dataclass(frozen=True)
class Column:
    """A column's heading; ``number`` ones are right-aligned, and ``adds`` ones must add up to the total row."""

    name: str
    number: bool = False
    adds: bool = False


def table(columns: Sequence[Column], rows: Sequence[Sequence[object]], total: Sequence[object] | None = None) -> str:
    """A pipe table. Raises RefusedError, writing nothing, when its total row is not the sum of its rows."""
    if total is not None:
        _re_add(columns, rows, total)
    lines = [_line(text(c.name) for c in columns), _line("--:" if c.number else "---" for c in columns)]
    lines += [_line(_cell(value) for value in row) for row in rows]
    if total is not None:
        lines.append(_line(f"**{_cell(value)}**" if value != "" else "" for value in total))
    return "\n".join(lines)


def _re_add(columns: Sequence[Column], rows: Sequence[Sequence[object]], total: Sequence[object]) -> None:
    for i, column in enumerate(columns):
        if column.adds:
            added = sum(int(str(row[i])) for row in rows)
            if added != total[i]:
                raise RefusedError(
                    f"The column “{column.name}” adds up to {added} but its total says {total[i]}; the paper was not written."
                )


def _cell(value: object) -> str:
    return text(value) if isinstance(value, str) else str(value)


def _line(cells: object) -> str:
    return "| " + " | ".join(cells) + " |"  # type: ignore[arg-type]  # a generator of str from the callers above
