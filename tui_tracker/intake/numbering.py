"""What the numbers of a table's rows tell: areas above their actions, references that name areas, references that tasks carry."""

from __future__ import annotations

import re
from bisect import bisect_left

from tui_tracker.domain.text import fold
from tui_tracker.intake.blocks import Block
from tui_tracker.intake.cell_facts import names_both
from tui_tracker.intake.context import kind_from_ref
from tui_tracker.intake.proposal import ReadArea
from tui_tracker.patterns import pattern

_PARENT = pattern(r"^([A-Z]{1,4}\d+)(?:[./-]\d+[a-zA-Z]?|[A-Z])$")


def refs_repeat(block: Block) -> bool:
    """Whether the column of references names areas: it has other numbers beside it, or the same one more than once."""
    if names_both(block):
        return True
    column = block.column("ref")
    if column is None:
        return False
    rows = [r for r in block.rows if len(block.sheet.filled(r)) > 1]
    texts = [t for r in rows if (t := block.sheet.own(r, column.index).text) and fold(t) != fold(column.name)]
    return block.has("no") or len(set(texts)) < len(texts)


def _numbers(block: Block) -> list[str]:
    column = block.column("no") or block.column("ref")
    return [label(block.sheet.cell(r, column.index).text) for r in block.rows] if column else []


def label(text: str) -> str:
    """A row's number without the marks around it and the blanks in it: ``AFI 5:`` is AFI5."""
    return re.sub(r"\s+", "", text).strip(".:)–-").upper()


def _begins(parent: str) -> set[str]:
    """How the numbers begin that belong under one: ``1.1.`` under 1.1; ``AFI5.``, ``5.`` and ``A5.`` under AFI5."""
    made = {parent + ".", parent + "/"}
    if m := re.match(r"^([A-Z]{1,4})(\d+)$", parent):
        made |= {f"{m[2]}.", f"{m[1][0]}{m[2]}."}
    return made


def _beginning(labels: list[str], start: str) -> list[str]:
    """Those of sorted labels that begin with ``start``: they stand together."""
    return labels[bisect_left(labels, start) : bisect_left(labels, start + chr(0x10FFFF))]


def outline_parents(block: Block) -> dict[str, bool]:
    """The numbers that have others under them, each with whether it stands two levels up, as a pillar does."""
    labels = sorted({n for n in _numbers(block) if n})
    under = {n: {o for b in _begins(n) for o in _beginning(labels, b) if o != n} for n in labels}
    parents = {n: found for n, found in under.items() if found}
    return {n: any(o in parents for o in found) for n, found in parents.items()}


def is_outline(block: Block) -> bool:
    """Whether areas and actions share one column, told apart only by their numbers: 1, 1.1, 1.2, 2, 2.1."""
    if block.has("statement") and block.has("action"):
        return False
    parents = outline_parents(block)
    begins = tuple({b for p in parents for b in _begins(p)})
    children = [n for n in _numbers(block) if n and n not in parents and n.startswith(begins)]
    return len(parents) >= 2 and len(children) >= 2


def is_led(block: Block) -> bool:
    """Whether each reference has one row without a number, often called “Overall”, that says what its numbered rows belong to."""
    ref, number = block.column("ref"), block.column("no")
    if ref is None or number is None or not block.has("statement") or block.has("action"):
        return False
    groups: dict[str, list[bool]] = {}
    for r in block.rows:
        if (name := label(block.sheet.cell(r, ref.index).text)) and len(block.sheet.filled(r)) > 2:
            groups.setdefault(name, []).append(bool(re.search(r"\d", block.sheet.cell(r, number.index).text)))
    led = [found for found in groups.values() if not found[0] and all(found[1:])]
    return len(led) >= 2 and len(led) * 5 >= len(groups) * 4 and any(len(found) > 1 for found in led)


def derive_refs(areas: list[ReadArea]) -> None:
    """An area without a reference whose tasks are all numbered ``AFI4.1``, ``AFI4.2`` is AFI4."""
    for area in areas:
        found = {m[1] if (m := _PARENT.match(t.no or "")) else None for t in area.tasks}
        if area.ref is None and len(found) == 1 and (only := found.pop()) is not None:
            area.ref, area.kind = only, kind_from_ref(only) or area.kind
