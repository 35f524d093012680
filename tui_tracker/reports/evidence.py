"""The index of an evidence library: by the inspection's questions, then area by area with every file and its hash."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tui_tracker.domain import dates
from tui_tracker.domain.document import Block, Bullets, Cell, Column, Document, Facts, Heading, Para, Table
from tui_tracker.frozen import dataclass
from tui_tracker.reports import common
from tui_tracker.reports.common import Origin

_UNASKED = "no question of the inspection is named"


@dataclass(frozen=True)
class Held:
    """One evidence file: of which task, its name in the folder ("" when it is missing), its own name, bytes and digest."""

    ref: str
    here: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Shelf:
    """One area: its question in words, its folder, its files, and the proof that is only pointed to, as (task, where)."""

    ref: str
    title: str
    question: str
    folder: str
    files: Sequence[Held]
    links: Sequence[tuple[str, str]]


def document(shelves: Sequence[Shelf], as_at: date, origin: Origin) -> Document:
    """The index as blocks."""
    return Document("Evidence library", origin.marking, dates.long(as_at), _blocks(shelves, as_at, origin))


def _blocks(shelves: Sequence[Shelf], as_at: date, origin: Origin) -> Iterator[Block]:
    every = [f for s in shelves for f in s.files]
    missing = [f for f in every if not f.here]
    counts = (("Areas", len(shelves)), ("Files", len(every)), ("Missing", len(missing)))
    yield Facts((("As at", dates.long(as_at)), *((name, str(count)) for name, count in counts)))
    if missing:
        yield Heading(2, "Missing")
        yield Para("The plan names these files and they are not to be had: find them, or take them off their task.")
        yield Bullets(tuple(f"{f.ref}: {f.name}" for f in missing))
    yield Heading(2, "By question")
    yield _by_question(shelves)
    for shelf in shelves:
        yield from _shelf(shelf)
    yield Para(common.origin_line(origin), "Where this comes from.", note=True)


def _by_question(shelves: Sequence[Shelf]) -> Table:
    asked = sorted({s.question for s in shelves}, key=lambda q: (not q, q))
    rows: list[list[Cell]] = []
    for question in asked:
        mine = [s for s in shelves if s.question == question]
        rows.append([question or _UNASKED, ", ".join(s.ref for s in mine), sum(len(s.files) for s in mine)])
    total: list[Cell] = ["Total", "", sum(len(s.files) for s in shelves)]
    return Table([Column("Question", width=4), Column("Areas", width=3), Column("Files", True, True)], rows, total)


def _shelf(shelf: Shelf) -> Iterator[Block]:
    yield Heading(2, f"{shelf.ref} {shelf.title}")
    if shelf.files:
        yield Para(shelf.folder, "Folder:")
        rows: list[list[Cell]] = [[f.ref, f.here or "MISSING", f.name, f"{f.size:,}", f.sha256] for f in shelf.files]
        columns = [
            Column("Task"),
            Column("File here", width=3),
            Column("Its own name", width=3),
            Column("Bytes", True),
            Column("SHA-256", width=4),
        ]
        yield Table(columns, rows)
    if shelf.links:
        yield Para("Pointed to, and not in this folder:")
        yield Bullets(tuple(f"{ref}: {where}" for ref, where in shelf.links))
    if not shelf.files and not shelf.links:
        yield Para("No file is attached to any task of this area, and nothing is pointed to.")
