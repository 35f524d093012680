"""How the command line shows things: aligned plain text, or JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from tui_tracker.domain.text import clean
from tui_tracker.patterns import pattern
from tui_tracker.sentences import on_command_line

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Applied

_STEERS = pattern("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def show(text: str = "") -> None:
    """A line of data, to stdout."""
    click.echo(clean(on_command_line(text)))


def say(text: str) -> None:
    """A sentence that is not data, to stderr."""
    click.echo(clean(on_command_line(text)), err=True)


def show_json(data: Any) -> None:
    """JSON to stdout; plain ASCII where the console's encoding could not hold the rest."""
    plain = (sys.stdout.encoding or "ascii").lower().replace("-", "") not in ("utf8", "utf8sig")
    text = json.dumps(data, ensure_ascii=plain, indent=2)
    click.echo(_STEERS.sub(lambda m: f"\\u{ord(m[0]):04x}", text))


def any_of(words: Iterable[str]) -> str:
    """``one, another or a third.``, for an option's help."""
    *most, last = words
    return f"{', '.join(most)} or {last}."


def columns(rows: Sequence[Sequence[object]], right: Sequence[int] = (), limit: int = 60) -> list[str]:
    """Rows as aligned text; ``right`` columns are right-aligned; a long cell is cut with an ellipsis."""
    from tui_tracker.domain.text import first_line

    cells = [[first_line(clean(str(v if v is not None else ""), multiline=False), limit) for v in row] for row in rows]
    if not cells:
        return []
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    made = []
    for row in cells:
        parts = [
            cell.rjust(w) if i in right else cell.ljust(w) for i, (cell, w) in enumerate(zip(row, widths, strict=True))
        ]
        made.append("  ".join(parts).rstrip())
    return made


def show_table(rows: Sequence[Sequence[object]], right: Sequence[int] = (), limit: int = 60) -> None:
    """Rows as aligned columns; ``right`` names those that are aligned to the right, ``limit`` the widest cell."""
    for line in columns(rows, right, limit):
        show(line)


def done(applied: Applied) -> None:
    """Say what was done, and how to take it back."""
    change = applied.change
    show(f"{change.verb} {change.subject}  (change {applied.number}; tui-tracker undo takes it back)")
