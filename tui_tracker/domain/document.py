"""A paper as blocks, whatever it is written in. A table adds itself up when it is made, so one that does not never exists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from tui_tracker.errors import RefusedError
from tui_tracker.frozen import dataclass

Cell = str | int


@dataclass(frozen=True)
class Heading:
    """``level`` 1 is the paper's own title."""

    level: int
    text: str


@dataclass(frozen=True)
class Para:
    """A paragraph; ``lead`` stands before it in bold. A ``note`` explains the table above it: small, and without a number."""

    text: str
    lead: str = ""
    note: bool = False


@dataclass(frozen=True)
class Facts:
    """Label and value, a line each: the front block of a paper."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Turn:
    """From here on the page is landscape, or upright again. Markdown knows no pages and passes over it."""

    landscape: bool


@dataclass(frozen=True)
class Column:
    """A column's heading; ``number`` ones are right-aligned, and ``adds`` ones must add up to the total row.

    ``width`` is its share of the page in a printed table.
    """

    name: str
    number: bool = False
    adds: bool = False
    width: float = 1


@dataclass(frozen=True)
class Table:
    """Rows under columns. Raises RefusedError when a total is not the sum of its rows, or ``parts`` are not their whole.

    ``parts`` is (index of the whole, indexes of its parts): in every row the parts add up to the whole.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] | None = None
    caption: str = ""
    parts: tuple[int, tuple[int, ...]] | None = None

    def __post_init__(self) -> None:
        for row in [*self.rows, *([self.total] if self.total is not None else [])]:
            if len(row) != len(self.columns):
                raise ValueError(f"a row of {len(row)} cells under {len(self.columns)} columns")
        if self.total is not None:
            for i, column in enumerate(self.columns):
                if column.adds:
                    added = sum(int(row[i]) for row in self.rows)
                    if added != self.total[i]:
                        raise RefusedError(
                            f"The column “{column.name}” adds up to {added} but its total says {self.total[i]}; the paper was not written."
                        )
        if self.parts is not None:
            whole, parts = self.parts
            for row in [*self.rows, *([self.total] if self.total is not None else [])]:
                if sum(int(row[i]) for i in parts) != row[whole]:
                    raise RefusedError(
                        f"The row “{row[0]}” does not add up to its {self.columns[whole].name.lower()}; the paper was not written."
                    )


@dataclass(frozen=True)
class Series:
    """One line or one colour of a chart: its name and a number for each category."""

    name: str
    values: tuple[int, ...]


@dataclass(frozen=True)
class Chart:
    """Figures as a picture; where no picture can stand, the same figures as a table.

    ``kind`` is lines, columns (one upon the other) or bars. ``head`` says what the categories are, ``alt`` what the picture shows.
    """

    kind: str
    caption: str
    head: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str

    def table(self) -> Table:
        """The figures, a row a category."""
        columns = [Column(self.head), *(Column(s.name, True) for s in self.series)]
        rows: list[list[Cell]] = [[c, *(s.values[i] for s in self.series)] for i, c in enumerate(self.categories)]
        return Table(columns, rows, caption=self.caption)


Block = Heading | Para | Facts | Bullets | Turn | Table | Chart


@dataclass(frozen=True)
class Document:
    """A paper: its title, the handling mark it carries, the day it speaks of, and its blocks, made as they are written."""

    title: str
    marking: str
    as_at: str
    blocks: Iterable[Block]


def mapped(block: Block, change: Callable[[str], str]) -> Block:
    """The block with every text of it changed."""

    def cells(row: Sequence[Cell]) -> list[Cell]:
        return [change(c) if isinstance(c, str) else c for c in row]

    match block:
        case Heading() | Para():
            made = replace(block, text=change(block.text))
            return replace(made, lead=change(made.lead)) if isinstance(made, Para) else made
        case Facts():
            return Facts(tuple((change(a), change(b)) for a, b in block.rows))
        case Bullets():
            return Bullets(tuple(change(i) for i in block.items))
        case Table():
            return Table(
                [replace(c, name=change(c.name)) for c in block.columns],
                [cells(row) for row in block.rows],
                cells(block.total) if block.total is not None else None,
                change(block.caption),
                block.parts,
            )
        case Chart():
            return replace(
                block,
                caption=change(block.caption),
                categories=tuple(map(change, block.categories)),
                series=tuple(replace(s, name=change(s.name)) for s in block.series),
                alt=change(block.alt),
            )
        case Turn():
            return block


def passed(blocks: Iterable[Block], through: Callable[[str, str], str]) -> Iterator[Block]:
    """Every text of the blocks through ``through(text, where)``; ``where`` is the nearest heading and, in a table, its row."""
    where = "the front of the paper"
    for block in blocks:
        if isinstance(block, Heading) and block.level > 1:
            where = _short(block.text)
        if isinstance(block, Table):
            yield _table_passed(block, through, where)
        else:
            yield mapped(block, lambda text, at=where: through(text, at))  # type: ignore[misc]  # a default binds the loop's value


def _short(heading: str) -> str:
    """A heading as a place: its reference alone where it opens with one."""
    first = heading.split()[0] if heading.split() else heading
    return first if any(c.isdigit() for c in first) and first[:1].isalpha() else heading[:40]


def _table_passed(table: Table, through: Callable[[str, str], str], where: str) -> Table:
    rows = []
    for row in table.rows:
        at = f"{where} › {row[0]}" if row and isinstance(row[0], str) and row[0] else where
        rows.append([through(c, at) if isinstance(c, str) else c for c in row])
    return replace(table, rows=rows, caption=through(table.caption, where))
