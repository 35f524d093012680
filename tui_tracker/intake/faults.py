"""Faults that only the file's own cells show: headings, labels, blank rows, errors, typed totals. Kept with the import's report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from tui_tracker.domain import progress_words, refs
from tui_tracker.domain.text import fold
from tui_tracker.intake import roles
from tui_tracker.intake.blocks import Block
from tui_tracker.intake.grid import Book
from tui_tracker.intake.proposal import Proposal, ReadArea
from tui_tracker.patterns import pattern

_TOTAL = pattern(r"^(?:grand )?totals?\b", re.IGNORECASE)
_OVERALL = pattern(r"^overall\b(.*?)\bprogress\b", re.IGNORECASE)
_NUMBER = pattern(r"(\d+)\s*$")
_ALIKE = str.maketrans({"I": "1", "L": "1", "l": "1", "Z": "2", "O": "0"})
_DRIFT_ROLES = ("owner", "due", "status", "work", "evidence", "link")

Found = tuple[Block, Sequence[ReadArea]]


def find(book: Book, blocks: Sequence[Found], proposal: Proposal) -> None:
    """Add a finding to the proposal for each fault."""
    registers = [(b, areas) for b, areas in blocks if b.is_register]
    sheets = [
        (b, areas[0]) for b, areas in blocks if not b.is_register and len(areas) == 1 and areas[0].ref and _own_sheet(b)
    ]
    _errors(book, proposal)
    for block, _ in registers:
        _totals(block, proposal)
        _roll_up(block, proposal)
    _order(registers, sheets, proposal)
    refs_known = {area.ref or "" for _, areas in blocks for area in areas}
    for block, area in sheets:
        _labels(block, area, refs_known, proposal)
        _blank_rows(block, area, proposal)
        _numbering(block, area, proposal)
    _drift(sheets, proposal)


def _own_sheet(block: Block) -> bool:
    return not block.has("statement") and block.has("no")


def _errors(book: Book, proposal: Proposal) -> None:
    for sheet in book.sheets:
        for r, c, cell in sheet.cells():
            if cell.is_error:
                proposal.find("PC11", sheet.where(r, c), f"holds {cell.text}")


def _counts(block: Block, row: int) -> dict[str, int]:
    made = {}
    for column in block.columns:
        text = block.sheet.own(row, column.index).text
        if column.role == "count" and column.progress and text.isascii() and text.isdigit():
            made[column.progress] = int(text)
    return made


def _first(block: Block, row: int) -> str:
    filled = block.sheet.filled(row)
    return block.sheet.own(row, filled[0]).text if filled else ""


def _totals(block: Block, proposal: Proposal) -> None:
    added: Counter[str] = Counter()
    for row in block.rows:
        counts = _counts(block, row)
        if _TOTAL.match(_first(block, row)):
            wrong = [
                f"{name.replace('_', ' ')} {counts[name]} v {added[name]}"
                for name in counts
                if counts[name] != added[name]
            ]
            if wrong and added:
                proposal.find("PC01", "plan", f"{block.sheet.where(row, 0)}: {', '.join(wrong)}")
            added = Counter()
        elif _area_ref(block, row):
            added.update(counts)


def _area_ref(block: Block, row: int) -> str | None:
    column = block.column("ref")
    text = block.sheet.own(row, column.index).text if column else ""
    return refs.normal_area(text) if roles.REF.match(text) else None


def _roll_up(block: Block, proposal: Proposal) -> None:
    column = next((c for c in block.columns if c.role == "status"), None)
    for row in block.rows:
        ref = _area_ref(block, row)
        if column is not None and ref is not None:
            cell = block.sheet.cell(row, column.index)
            if not cell.text and not cell.fill:
                proposal.find("PC12", ref, f"“{column.name}” holds neither a word nor a colour")


def _order(registers: Sequence[Found], sheets: Sequence[tuple[Block, ReadArea]], proposal: Proposal) -> None:
    listed = [ref for block, _ in registers for row in block.rows if (ref := _area_ref(block, row))]
    places = [listed.index(area.ref) for _, area in sheets if area.ref in listed]
    for (_, area), before, here in zip(sheets[1:], places, places[1:], strict=False):
        if here < before:
            proposal.find("PC15", area.ref or "plan", "its sheet stands after one that the register lists later")


def _labels(block: Block, area: ReadArea, known: set[str], proposal: Proposal) -> None:
    """The label of an “Overall … Progress” row, and where its status word stands."""
    status = block.column("status")
    for row in block.rows:
        filled = block.sheet.filled(row)
        m = _OVERALL.match(_first(block, row))
        if not m:
            continue
        label, own = re.sub(r"\s+", "", m[1]).upper(), area.ref or ""
        if label != own:
            alike = {ref for ref in known if ref and ref.translate(_ALIKE) == label.translate(_ALIKE)}
            if own in alike or not alike:
                proposal.find("PC16", own, f"its heading says “{m[1].strip()}”", severity="note")
            else:
                proposal.find("PC16", own, f"its heading says “{m[1].strip()}”, which is {', '.join(sorted(alike))}")
        for c in filled:
            text = block.sheet.own(row, c).text
            if (
                status is not None
                and c != status.index
                and not _OVERALL.match(text)
                and progress_words.from_word(text) is not None
            ):
                proposal.find("PC20", own, f"“{text}” stands in {block.sheet.where(row, c)}, not under “{status.name}”")


def _blank_rows(block: Block, area: ReadArea, proposal: Proposal) -> None:
    label = block.column("no")
    if label is None:
        return
    for row in block.rows:
        if block.sheet.filled(row) == [label.index]:
            text = block.sheet.own(row, label.index).text
            proposal.find(
                "PC17", refs.task_ref(area.ref or "", refs.normal_task(text)), "the row holds nothing but its label"
            )


def _numbering(block: Block, area: ReadArea, proposal: Proposal) -> None:
    label = block.column("no")
    texts = [block.sheet.own(row, label.index).text for row in block.rows] if label else []
    numbers = [int(m[1]) for text in texts if (m := _NUMBER.search(text))]
    for before, here in pairwise(numbers):
        if here > before + 1:
            proposal.find("PC18", area.ref or "plan", f"the numbers go from {before} to {here}")


def _drift(sheets: Sequence[tuple[Block, ReadArea]], proposal: Proposal) -> None:
    """Headings that differ from those of most sheets, role by role; a column that most have and one lacks."""
    if len(sheets) < 3:
        return
    named = [
        ({role: _heading(block, role) for role in (*_DRIFT_ROLES, "qa.date", "sampling.date")}, area)
        for block, area in sheets
    ]
    for role in (*_DRIFT_ROLES, "qa.date", "sampling.date"):
        words = Counter(fold(names[role]) for names, _ in named if names[role])
        if not words or words.most_common(1)[0][1] * 2 <= len(sheets):
            continue
        usual = words.most_common(1)[0][0]
        for names, area in named:
            if not names[role]:
                proposal.find("PC21", area.ref or "plan", f"has no column “{usual}”")
            elif fold(names[role]) != usual:
                proposal.find("PC21", area.ref or "plan", f"“{names[role]}” where most sheets have “{usual}”")


def _heading(block: Block, role: str) -> str:
    """The wording over a role's column; of a sign-off, the heading over its three columns."""
    column = block.column(role)
    if column is None:
        return ""
    if "." not in role:
        return column.name.strip()
    return block.sheet.cell(block.head, column.index).text.strip()
