"""What a cell and its block say beside the value: where it stands, what year is spoken of, which way round its days are."""

from __future__ import annotations

import re
from typing import Any

from tui_tracker.domain import refs
from tui_tracker.intake.blocks import Block
from tui_tracker.intake.grid import Cell
from tui_tracker.patterns import pattern


def ref(cell: Cell) -> str | None:
    """An area's reference as it is kept; None where nothing is left of it once its marks are off."""
    return refs.normal_area(CONTINUED.sub("", cell.text)) or None


def source(name: str, where: str, cell: Cell) -> dict[str, Any]:
    """What a field's own cell said, for the record of where everything came from."""
    made: dict[str, Any] = {"field": name, "where": where, "text": cell.text}
    if cell.fill:
        made["fill"] = cell.fill
    if cell.link:
        made["link"] = cell.link
    if cell.comment:
        made["comment"] = cell.comment
    if cell.is_date:
        made["format"] = cell.number_format
    return made


def year_spoken_of(block: Block) -> str | None:
    """The one financial year that the lines of a sheet name; None when there is none, or more than one."""
    sheet = block.sheet
    lines = " ".join(sheet.own(r, sheet.filled(r)[0]).text for r in range(len(sheet.rows)) if len(sheet.filled(r)) == 1)
    found = {(a, b) for a, b in re.findall(r"\b20(\d\d)[/-](?:20)?(\d\d)\b", lines) if int(b) == (int(a) + 1) % 100}
    return f"20{found.copy().pop()[0]}/{found.pop()[1]}" if len(found) == 1 else None


def is_month_first(block: Block, column: int) -> bool:
    """Whether a column writes its dates month first: one of them could be read no other way, and none the usual way only."""
    found = [m for r in block.rows if (m := MONTH_FIRST.match(block.sheet.cell(r, column).text))]
    return any(int(m[2]) > 12 for m in found) and not any(int(m[1]) > 12 for m in found)


CONTINUED = pattern(r"\s*[(\[]?\bcont(?:inued|['’]?d)?\b\.?[)\]]?\s*$", re.IGNORECASE)


MONTH_FIRST = pattern(r"^(\d{1,2})/(\d{1,2})/(\d{2,4})(?:[ ,T]+\d{1,2}:\d\d.*)?$")


# An area and a task of it in one cell, as papers of this program and of others write it: AFI1/T2, AFI 1 - Task 2.
_BOTH = pattern(
    r"^(?P<area>[a-z]{1,6}[\s.\-_]*\d+(?:\.\d+)?)[\s/,:.\-\u2013]*(?:task|t)[\s.]*(?P<no>\d+[a-z]?)$", re.IGNORECASE
)


def both(text: str) -> tuple[str, str] | None:
    """The area and the number of its task that a reference names together; None where it names one thing."""
    m = _BOTH.match(text.strip())
    return (m["area"], m["no"]) if m else None


def names_both(block: Block) -> bool:
    """Whether the one column of references or numbers of a table names an area and its task together."""
    column = block.column("ref") or block.column("no")
    if column is None or (block.has("ref") and block.has("no")):
        return False
    texts = [t for r in block.rows if (t := block.sheet.own(r, column.index).text)]
    found = sum(both(t) is not None for t in texts)
    return found >= 2 and found * 10 >= len(texts) * 8
