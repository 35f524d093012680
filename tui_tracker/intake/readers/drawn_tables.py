"""Tables drawn with letters in a text, as pandoc writes them into Markdown: grid, simple and multiline tables.

After the extensions of the same names in pandoc's manual. A cell is cut at the columns of its rule; its lines are put together
again, without a blank where a date or a number was broken.
"""

from __future__ import annotations

import re
from itertools import pairwise

from tui_tracker.frozen import dataclass
from tui_tracker.patterns import pattern

_GRID = pattern(r"\s*\+(?:[-=:]+\+)+\s*$")
_DASHES = pattern(r"\s*-{2,}(?:\s+-{2,})+\s*$")
_WHOLE = pattern(r"\s*-{6,}\s*$")
_CUT_FIGURE = pattern(r"(?:[/\-.]|\d)$")
_MOST_LINES = 4_000


@dataclass(frozen=True)
class Drawn:
    """A table of texts, and the first line behind it."""

    rows: list[list[str]]
    end: int


def at(lines: list[str], start: int) -> Drawn | None:
    """The table that begins in this line; None where none does."""
    line = lines[start]
    if _GRID.match(line):
        return _grid(lines, start)
    if _WHOLE.match(line):
        return _multiline(lines, start)
    if start + 1 < len(lines) and line.strip() and _DASHES.match(lines[start + 1]):
        return _simple(lines, start)
    return None


def _grid(lines: list[str], start: int) -> Drawn | None:
    """Rows between rules of plus signs; a rule of = ends the heading."""
    edges = [m.start() for m in re.finditer(r"\+", lines[start])]
    rows: list[list[str]] = []
    held: list[str] = []
    end = start + 1
    while end < len(lines) and end - start < _MOST_LINES and re.match(r"\s*[+|]", lines[end]):
        if _GRID.match(lines[end]):
            if held:
                rows.append([_joined([part[a + 1 : b] for part in held], sep="|") for a, b in _spans(edges)])
            held = []
        else:
            held.append(lines[end])
        end += 1
    return Drawn(rows, end) if len(rows) > 1 else None


def _spans(edges: list[int]) -> list[tuple[int, int]]:
    return list(pairwise(edges))


def _simple(lines: list[str], start: int) -> Drawn | None:
    """A heading over dashes, a row a line, up to a blank line or more dashes."""
    spans = _columns(lines[start + 1])
    rows = [_cut(lines[start], spans)]
    end = start + 2
    while end < len(lines) and lines[end].strip() and not _DASHES.match(lines[end]):
        rows.append(_cut(lines[end], spans))
        end += 1
    if end < len(lines) and _DASHES.match(lines[end]):
        end += 1
    return Drawn(rows, end) if len(rows) > 1 else None


def _multiline(lines: list[str], start: int) -> Drawn | None:
    """Between two whole rules: heading lines over dashes with gaps, then rows of several lines with blank lines between them."""
    dashes = next((n for n in range(start + 1, min(start + 40, len(lines))) if _DASHES.match(lines[n])), None)
    if dashes is None or any(not lines[n].strip() for n in range(start + 1, dashes)):
        return None
    spans = _columns(lines[dashes])
    groups: list[list[str]] = [lines[start + 1 : dashes]]
    held: list[str] = []
    end = dashes + 1
    while end < len(lines) and end - start < _MOST_LINES and not _WHOLE.match(lines[end]):
        if lines[end].strip():
            held.append(lines[end])
        elif held:
            groups.append(held)
            held = []
        end += 1
    if end >= len(lines) or not _WHOLE.match(lines[end]):
        return None
    if held:
        groups.append(held)
    rows = [[_joined([_piece(line, a, b) for line in group]) for a, b in spans] for group in groups]
    return Drawn(rows, end + 1) if len(rows) > 1 else None


def _columns(rule: str) -> list[tuple[int, int]]:
    """Where the columns begin and end; the last is open."""
    found = [m.start() for m in re.finditer(r"-+", rule)]
    return [*pairwise(found), (found[-1], 10_000)]


def _cut(line: str, spans: list[tuple[int, int]]) -> list[str]:
    return [_piece(line, a, b).strip() for a, b in spans]


def _piece(line: str, start: int, end: int) -> str:
    return line[start:end]


def _joined(pieces: list[str], sep: str = "") -> str:
    """The lines of a cell as its text: a blank line in it begins a new one."""
    made = ""
    for piece in pieces:
        text = piece.strip().strip(sep).strip()
        if not text:
            made += "" if made.endswith("\n") or not made else "\n"
        elif not made or made.endswith("\n"):
            made += text
        else:
            broken = text[0].isdigit() and _CUT_FIGURE.search(made) and not made.endswith((". ", " -"))
            made += text if broken else f" {text}"
    return made.strip()
