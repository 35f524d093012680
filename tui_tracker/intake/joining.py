"""Tables that say whose and how things stand of what another table lists: joined by the reference that both have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui_tracker.domain.text import fold
from tui_tracker.intake import cell_facts
from tui_tracker.intake.blocks import Block
from tui_tracker.intake.cell_facts import source
from tui_tracker.intake.cells import Reader
from tui_tracker.intake.legend import Legend
from tui_tracker.intake.proposal import Proposal, ReadArea, ReadTask

_FIELDS = ("status", "owner", "due")


def fill_in(
    read: Sequence[tuple[Block, list[ReadArea]]], others: Sequence[Block], legend: Legend, proposal: Proposal
) -> None:
    """Take owner, date and progress from tables that name listed areas or tasks by their reference and list none themselves."""
    known = _known([a for _, areas in read for a in areas])
    if not known:
        return
    for block in others:
        key = _key(block, known)
        if key is None or not block.has(*_FIELDS):
            continue
        reader = Reader(block, legend, proposal)
        taken = sum(_take(block, r, known[name], reader) for r, name in _named(block, key) if name in known)
        if taken:
            proposal.remark("used", block.sheet.where(block.head, 0), f"{taken} rows brought to what they name")


def _known(areas: Sequence[ReadArea]) -> dict[str, ReadTask]:
    """The tasks that a reference tells alone: an area's only task, or a task's own number that no other has."""
    made: dict[str, ReadTask] = {}
    doubled: set[str] = set()
    for area in areas:
        ways = [(t.no, t) for t in area.tasks if t.no]
        if area.ref and len(area.tasks) == 1:
            ways.append((area.ref, area.tasks[0]))
        for way, task in ways:
            plain = fold(way or "")
            if made.setdefault(plain, task) is not task:
                doubled.add(plain)
    return {way: task for way, task in made.items() if way not in doubled}


def _key(block: Block, known: dict[str, ReadTask]) -> int | None:
    """The column whose cells are references of what is known, in most of its rows."""
    for column in block.columns:
        named = [name for _, name in _named(block, column.index)]
        if len(named) >= 2 and sum(n in known for n in named) * 10 >= len(named) * 8:
            return column.index
    return None


def _named(block: Block, column: int) -> Iterator[tuple[int, str]]:
    for r in block.rows:
        cell = block.sheet.cell(r, column)
        if cell.text and len(cell.text) <= 24 and (ref := cell_facts.ref(cell)):
            yield r, fold(ref)


def _take(block: Block, row: int, task: ReadTask, reader: Reader) -> bool:
    values = reader.values(row)
    taken = []
    if "status" in values and task.status is None and not task.status_text:
        reader.status(row, values, task, None)
        taken.append("status")
    if "owner" in values and task.assigned_to is None:
        task.assigned_to = values["owner"].text
        taken.append("owner")
    if "due" in values and not task.due.text:
        reader.due(row, values, task)
        taken.append("due")
    task.cells += [source(name, reader.where(row, name), values[name]) for name in taken]
    return bool(taken)
