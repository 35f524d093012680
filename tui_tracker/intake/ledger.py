"""Where every filled cell of a file went: into a field, into the table's shape, beside its task or area, or nowhere.

What found no field and stands on a task's or an area's own row is kept with it (*also in the file*); everything else that was
not used is in the account, whole, cell by cell. Nothing that a service wrote is lost, and nothing is lost in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tui_tracker.intake import lines
from tui_tracker.intake.blocks import Block
from tui_tracker.intake.grid import Book, Cell, Sheet, letters
from tui_tracker.intake.legend import Legend
from tui_tracker.intake.proposal import Also, Proposal, ReadArea, ReadTask
from tui_tracker.patterns import pattern

_BLANKS = pattern(r"\s+")
# What stands on so few cells is a band, a caption or a label with its value, and is looked for in what was made of it.
_LINE_CELLS = 4


@dataclass(frozen=True)
class _Known:
    """What is accounted for: places of fields and headings, texts taken up as a whole, and what the headings say."""

    used: dict[str, str]
    shape: set[str]
    said: set[str]
    headings: set[str]


@dataclass
class _Owners:
    """Who was made of a row: its tasks, and the areas that stand on it."""

    tasks: list[ReadTask] = field(default_factory=list)
    areas: list[ReadArea] = field(default_factory=list)

    def only(self) -> ReadTask | ReadArea | None:
        """Whose row it is; nobody's where several share it."""
        if len(self.tasks) == 1:
            return self.tasks[0]
        return self.areas[0] if len(self.areas) == 1 and not self.tasks else None


def keep(book: Book, sheets: Sequence[str], read: Sequence[tuple[Block, list[ReadArea]]], legend: Legend, proposal: Proposal) -> None:  # fmt: skip
    """Account for every filled cell of the sheets that were read."""
    used: dict[str, str] = {}
    for taken in _sources(proposal):  # of several fields from one cell the longest text is what was taken of it
        used[taken["where"]] = max(used.get(taken["where"], ""), taken["text"], key=len)
    for stated in (s for a in proposal.areas for s in a.stated):
        used.setdefault(stated.where, stated.stated)
    owners = _owners(proposal)
    said = _said(proposal)
    shape = _shape(read)
    headings = {
        _plain(block.sheet.cell(r, c).text)
        for block, _ in read
        for r in range(block.head, block.head + block.heads)
        for c in block.sheet.filled(r)
    }
    names: dict[str, str] = {}
    left: list[tuple[Sheet, int, str, Cell]] = []
    for sheet in book.sheets:
        if (sheet.hidden and not sheets) or (sheets and sheet.name not in sheets):
            continue
        left += _left(sheet, _Known(used, shape, said, headings), owners, legend, proposal)
    if left:
        names = _names(read, {where for _, _, where, _ in left})
    for sheet, row, where, cell in left:
        also = Also(names.get(where, ""), cell.text, where)
        owner = (owners.get((sheet.name, row)) or _Owners()).only()
        if owner is not None:
            owner.also.append(also)
        else:
            proposal.unused.append(also)


def _left(
    sheet: Sheet,
    known: _Known,
    owners: dict[tuple[str, int], _Owners],
    legend: Legend,
    proposal: Proposal,
) -> Iterator[tuple[Sheet, int, str, Cell]]:
    """The filled cells of a sheet that are in nothing that was made of it."""
    names = [letters(c) for c in range(sheet.width)]
    for r, cells in enumerate(sheet.rows):
        filled = sheet.filled(r)
        kind = ""
        if legend.holds(sheet, r) and not owners.get((sheet.name, r)):
            kind = "key"
        elif len(filled) > 1 and all(_plain(cells[c].text) in known.headings for c in filled):
            kind = "heading"
        if kind:
            proposal.shape += [Also(kind, cells[c].text, sheet.where(r, c)) for c in filled]
            continue
        mine: str | None = None
        after = dict(pairwise(filled))
        for c in filled:
            cell = cells[c]
            where = sheet.where(r, c) if sheet.places else f"{sheet.name}!{names[c]}{r + 1}"
            has_value = c in after and f"{sheet.name}!{names[after[c]]}{r + 1}" in known.used
            if _is_shape(cell, where, known, proposal, has_value=has_value) or _plain(cell.text) in known.said:
                continue
            if mine is None:
                mine = _own_words(owners.get((sheet.name, r)))
            if _plain(cell.text) in mine:
                continue
            if len(filled) <= _LINE_CELLS and _speaks_of(_plain(cell.text), proposal):
                proposal.shape.append(Also("band", cell.text, where))
                continue
            yield sheet, r, where, cell


def _is_shape(cell: Cell, where: str, known: _Known, proposal: Proposal, *, has_value: bool) -> bool:
    """Whether a cell was read, or is there for the table's sake: a heading, an error, the label of a value. It is listed so."""
    if where in known.used:
        if known.used[where] != cell.text:  # a label, perhaps with its value; a reference before its finding
            proposal.shape.append(Also("line", cell.text, where))
        return True
    kind = "heading" if where in known.shape else "error" if cell.is_error else ""
    if not kind and has_value and lines.label_role(cell.text) is not None:
        kind = "label"
    if kind:
        proposal.shape.append(Also(kind, cell.text, where))
    return bool(kind)


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text).strip().casefold()


def _sources(proposal: Proposal) -> Iterator[dict[str, str]]:
    for area in proposal.areas:
        yield from area.cells
        for task in area.tasks:
            yield from task.cells


def _owners(proposal: Proposal) -> dict[tuple[str, int], _Owners]:
    """Row by row, the areas and tasks that were made of it."""
    made: dict[tuple[str, int], _Owners] = {}
    for area in proposal.areas:
        for place in _rows(area.where, area.cells):
            made.setdefault(place, _Owners()).areas.append(area)
        for task in area.tasks:
            for place in _rows(task.where, task.cells):
                made.setdefault(place, _Owners()).tasks.append(task)
    return made


def _rows(where: str, cells: Iterable[dict[str, str]]) -> list[tuple[str, int]]:
    places = [where, *(cell["where"] for cell in cells)]
    found = [p.rpartition("!") for p in dict.fromkeys(places) if "!" in p]
    return list(
        dict.fromkeys((name, int(number) - 1) for name, _, at in found if (number := at.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")).isdigit())
    )  # fmt: skip


def _said(proposal: Proposal) -> set[str]:
    """Everything short that was taken up as a whole: pillars, owners, references, titles, words of progress, plan names."""
    made: set[str] = {_plain(p.name) for p in proposal.plans}
    for area in proposal.areas:
        made.update(_plain(t) for t in (area.ref, area.title, area.pillar, area.owner, area.finding, area.summary) if t)
        for task in area.tasks:
            made.update(_plain(t) for t in (task.title, task.assigned_to) if t)
    return made


def _own_words(owners: _Owners | None) -> str:
    """All that the tasks and areas of a row say, for a text that went in with others."""
    if owners is None:
        return ""
    said: list[str | None] = []
    for area in owners.areas:
        said += [area.title, area.finding, area.summary, area.owner, area.pillar, area.target.text]
    for task in owners.tasks:
        said += [task.title, task.no, task.work, task.evidence, task.assigned_to, task.status_text, task.due.text]
        said += [n.text for n in task.notes] + [t for _, t in task.links]
        for entry in (task.qa, task.sampling):
            said += [entry.date.text, entry.by_text, entry.by, entry.comment]
    return _plain("\n".join(s for s in said if s))


def _speaks_of(plain: str, proposal: Proposal) -> bool:
    """Whether a line was read as a band or caption: it holds an area's reference and title, or its title, pillar or owner."""
    if len(plain) < 4:
        return False
    for area in proposal.areas:
        if any(t and len(t) >= 4 and _plain(t) in plain for t in (area.title, area.pillar, area.owner)):
            return True
        if area.ref and area.ref.casefold() in plain.replace(" ", "") and len(plain) < 40:
            return True
        if area.target.text and _plain(area.target.text) in plain and len(plain) < 60:
            return True
    return False


def _shape(read: Sequence[tuple[Block, list[ReadArea]]]) -> set[str]:
    """The places of the headings."""
    return {
        block.sheet.where(r, c)
        for block, _ in read
        for r in range(block.head, block.head + block.heads)
        for c in block.sheet.filled(r)
    }


def _names(read: Sequence[tuple[Block, list[ReadArea]]], wanted: set[str]) -> dict[str, str]:
    """The headings over the places asked for."""
    made: dict[str, str] = {}
    for block, _ in read:
        for column in block.columns:
            if not column.name:
                continue
            for r in block.rows:
                where = block.sheet.where(r, column.index)
                if where in wanted:
                    made.setdefault(where, " ".join(column.name.split()))
    return made
