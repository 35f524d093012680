"""From a file to a Proposal: reader, blocks, areas, plans, report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from tui_tracker.domain import dates
from tui_tracker.intake import blocks, faults, fills, own_layout, readers
from tui_tracker.intake.assemble import Assembler
from tui_tracker.intake.grid import Book
from tui_tracker.intake.proposal import Proposal, ReadArea, ReadPlan
from tui_tracker.intake.reconcile import reconcile


def read(path: Path, sheets: Sequence[str] = ()) -> Proposal:
    """Read a service's file with no mapping given. ``sheets`` names those to use. Raises FileError when it cannot be read."""
    return propose(readers.read_file(path), sheets)


def propose(book: Book, sheets: Sequence[str] = ()) -> Proposal:
    """The plans that a grid holds, with an account of everything."""
    if book.layout == own_layout.LAYOUT and not sheets:
        own = own_layout.read(book)
        if own is not None:
            return own
    if own_layout.is_rows(book):
        return own_layout.read_rows(book)
    proposal = Proposal(book.name)
    for remark in book.remarks:
        proposal.remark("repaired", book.name, remark)
    reader = Assembler(proposal, fills.Legend(book))
    groups: list[tuple[str, bool, list[ReadArea]]] = []
    read_blocks: list[tuple[blocks.Block, list[ReadArea]]] = []
    for sheet in book.sheets:
        if sheets and sheet.name not in sheets:
            continue
        if sheet.hidden and not sheets:
            proposal.remark("not_used", sheet.name, "the sheet is hidden; name it with --sheet to use it")
            continue
        found = [b for b in blocks.find(sheet) if b.is_plan]
        if not found:
            if any(True for _ in sheet.cells()):
                proposal.remark("not_used", sheet.name, "no table of areas or tasks was found on it")
            continue
        for block in found:
            areas = reader.read(block)
            headings = ", ".join(f"{c.name or '(none)'} = {c.role}" for c in block.columns if c.role != "other")
            tasks = sum(len(a.tasks) for a in areas)
            proposal.remark("used", sheet.where(block.head, 0), f"{len(areas)} areas, {tasks} tasks")
            proposal.remark("columns", sheet.where(block.head, 0), headings)
            groups.append((sheet.name, block.is_register, areas))
            read_blocks.append((block, areas))
    proposal.plans = _plans(book.name, groups)
    _number(proposal)
    reconcile(proposal)
    faults.find(book, read_blocks, proposal)
    return proposal


def _plans(file: str, groups: list[tuple[str, bool, list[ReadArea]]]) -> list[ReadPlan]:
    """Recommendations beside areas for improvement are a plan of their own; a register and its sheets are one."""
    main: dict[str, ReadArea] = {}
    order: list[ReadArea] = []
    own: list[ReadPlan] = []
    mixed = any(a.kind in ("afi", "sii") for _, _, areas in groups for a in areas)
    for sheet, is_register, areas in groups:
        if mixed and areas and all(a.kind == "recommendation" for a in areas):
            own.append(ReadPlan(_plan_name(sheet, "recommendations"), _plan_kind(sheet), areas))
            continue
        for area in areas:
            known = main.get(area.ref) if area.ref else None
            if known is None:
                order.append(area)
                if area.ref:
                    main[area.ref] = area
            else:
                _merge(known, area, register_first=not is_register)
    name = re.sub(r"\.\w+$", "", file).replace("-", " ").replace("_", " ").strip()
    plans = (
        [
            ReadPlan(
                name[:1].upper() + name[1:], _plan_kind(name + " " + " ".join(s for s, _, _ in groups), order), order
            )
        ]
        if order
        else []
    )
    return plans + own


def _plan_name(sheet: str, what: str) -> str:
    return sheet if what in sheet.casefold() else f"{sheet} {what}"


def _plan_kind(text: str, areas: Sequence[ReadArea] = ()) -> str:
    plain = text.casefold()
    if areas and any(a.kind in ("afi", "sii") for a in areas):
        return "inspection"
    for word, kind in (
        ("culture", "culture"),
        ("peer", "peer_review"),
        ("audit", "internal_audit"),
        ("cause of concern", "cause_of_concern"),
    ):
        if word in plain:
            return kind
    return "inspection"


def _merge(known: ReadArea, other: ReadArea, *, register_first: bool) -> None:
    """Bring a second reading of an area into the first; the register's words for title, owner and date stand."""
    first, second = (known, other) if register_first else (other, known)
    if first.title and second.title and first.title != second.title:
        known.finding = second.title
    for name in ("title", "pillar", "owner"):
        setattr(known, name, getattr(first, name) or getattr(second, name))
    known.target = first.target if first.target.text else second.target
    known.tasks = known.tasks + other.tasks
    known.stated = known.stated + other.stated
    known.cells = known.cells + other.cells


def _number(proposal: Proposal) -> None:
    """Give every task a number of its own in its area; duplicates and gaps in the file are said."""
    for area in proposal.areas:
        used: set[str] = set()
        for task in area.tasks:
            if task.no in used:
                proposal.remark(
                    "doubt", task.where, f"{area.ref} has two tasks numbered {task.no}; the second gets a new number"
                )
                task.no = None
            if task.no:
                used.add(task.no)


def deadline_in(text: str | None) -> dates.FieldDate | None:
    """The inspectorate's own date where a statement begins with it: ``By 1 June 2023, …``."""
    m = re.match(r"by\s+", text or "", re.IGNORECASE)
    if not m or not text:
        return None
    found = [f for f in dates.scan(text[: m.end() + 30], loose=False) if f.made and f.start == m.end()]
    return found[0].made if found else None
