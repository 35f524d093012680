"""Reads Markdown: headings, plain lines and pipe tables, as one sheet."""

from __future__ import annotations

import html
import re
from pathlib import Path

from tui_tracker.errors import FileError
from tui_tracker.intake.grid import EMPTY, Book, Cell, Sheet
from tui_tracker.intake.readers import archive, drawn_tables, page
from tui_tracker.intake.readers.signs import seen
from tui_tracker.patterns import pattern

_RULE = pattern(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_DRAWN = pattern(r"\s*\+(?:-{3,}\+){2,}\s*$")
_HTML_TABLE = pattern(r"\s*<table\b", re.IGNORECASE)
_HEADING = pattern(r"^(#{1,6})\s+(.*?)\s*#*$")
_CUT = pattern(r"(?<!\\)\|")
_BREAK = pattern(r"<br\s*/?>", re.IGNORECASE)
_LINK = pattern(r"\[([^\]\n]*)\]\(([^)\s]*)[^)]*\)")
_MARKED = pattern(r"(\*\*\*|___|\*\*|__|~~|`)(?=\S)(.+?)(?<=\S)\1")
_SLANTED = pattern(r"(?<![\w*])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])")


def is_markdown(text: str, suffix: str) -> bool:
    """Whether a text holds pipe tables of Markdown: a rule of dashes under a line with pipes."""
    lines = text.split("\n")
    ruled = any("|" in line and _RULE.match(line) and "|" in lines[n - 1] for n, line in enumerate(lines) if n)
    drawn = any(_DRAWN.match(line) for line in lines)
    return ruled or drawn or suffix.lower() in (".md", ".markdown")


def read(name: str, text: str, remarks: list[str]) -> Book:
    """The page as one sheet. Raises FileError when it is longer than any plan."""
    rows: list[list[Cell]] = []
    tables: list[tuple[int, int]] = []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > archive.MOST_ROWS:
        raise FileError(f"{name} has more than {archive.MOST_ROWS:,} lines, which no plan has.")
    at = _after_front_matter(lines)
    merges: dict[tuple[int, int], tuple[int, int]] = {}
    while at < len(lines):
        if (drawn := drawn_tables.at(lines, at)) is not None:
            rows.append([])
            first = len(rows)
            rows += [[_cell(text) for text in row[: archive.MOST_COLUMNS]] for row in drawn.rows]
            tables.append((first, len(rows) - 1))
            rows.append([])
            at = drawn.end
            continue
        if _HTML_TABLE.match(lines[at]):
            at = _html(lines, at, name, rows, merges, tables)
            continue
        if "|" in lines[at] and at + 1 < len(lines) and _RULE.match(lines[at + 1]) and "-" in lines[at + 1]:
            at = _piped(lines, at, rows, tables)
            continue
        if (line := lines[at].strip()) and at + 1 < len(lines) and re.fullmatch(r"=+|-{3,}", lines[at + 1].strip()):
            rows.append([Cell(_plain(line), _plain(line), heading=1 if "=" in lines[at + 1] else 2)])
            at += 2
            continue
        if line:
            m = _HEADING.match(line)
            said = _plain(m[2] if m else re.sub(r"^(?:>|[-*+])\s+", "", line))
            rows.append([Cell(said, said, heading=len(m[1]) if m else 0)] if said else [])
        at += 1
    return Book(name, [Sheet(Path(name).stem, rows, merges, tables=tables)], remarks)


def _piped(lines: list[str], at: int, rows: list[list[Cell]], tables: list[tuple[int, int]]) -> int:
    """A table of pipes: its rows into ``rows``, its place into ``tables``; where it ends."""
    rows.append([])
    first = len(rows)
    rows.append(_cells(lines[at]))
    at += 2
    while at < len(lines) and "|" in lines[at] and lines[at].strip():
        rows.append(_cells(lines[at]))
        at += 1
    tables.append((first, len(rows) - 1))
    rows.append([])
    return at


def _html(
    lines: list[str], at: int, name: str, rows: list[list[Cell]], merges: dict[tuple[int, int], tuple[int, int]], tables: list[tuple[int, int]]
) -> int:  # fmt: skip
    """Read a table that is written in HTML, as pandoc writes one with several lines in a cell; the line behind it."""
    depth, end = 0, at
    while end < len(lines):
        depth += len(re.findall(r"<table\b", lines[end], re.IGNORECASE)) - len(
            re.findall(r"</table\b", lines[end], re.IGNORECASE)
        )
        end += 1
        if depth <= 0:
            break
    found, covered, listed = page.grid("\n".join(lines[at:end]), name)
    base = len(rows)
    rows += found
    merges.update({(r + base, c): (top + base, left) for (r, c), (top, left) in covered.items()})
    tables += [(first + base, last + base) for first, last in listed]
    return end


def _after_front_matter(lines: list[str]) -> int:
    """The first line of the page itself: what stands between two rules at the very top is about the file."""
    if lines and lines[0].strip() == "---":
        end = next((n for n, line in enumerate(lines[1:60], 1) if line.strip() in ("---", "...")), None)
        if end is not None and all(re.match(r"\s*(?:[\w-]+\s*:|- |#|$)", line) for line in lines[1:end]):
            return end + 1
    return 0


def _cells(line: str) -> list[Cell]:
    inner = line.strip()
    inner = inner.removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [_cell(part) for part in _CUT.split(inner)[: archive.MOST_COLUMNS]]


def _cell(part: str) -> Cell:
    m = _LINK.search(part)
    text = _plain(part)
    return Cell(text, text, link=m[2] if m else None) if text else EMPTY


def _plain(text: str) -> str:
    """Text without its marks: bold, links, escapes, entities and line breaks of a cell."""
    text = _BREAK.sub("\n", text)
    text = _LINK.sub(r"\1", text)
    for _ in range(2):  # bold around slanted
        text = _SLANTED.sub(r"\2", _MARKED.sub(r"\2", text))
    return seen(html.unescape(re.sub(r"\\([\\`*_{}\[\]()#+\-.!|<>~])", r"\1", text))).strip()
