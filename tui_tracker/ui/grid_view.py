"""The grid of a file as it is read: kinds of rows at the edge, roles over the columns, and three tasks as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tui_tracker.actions.bring_in.import_session import Reading, column_of, row_of
from tui_tracker.actions.bring_in.read_cells import MORE_ROLES as MORE
from tui_tracker.actions.bring_in.read_cells import ReadArea, ReadTask, Sheet, letters
from tui_tracker.domain import dates
from tui_tracker.domain.text import first_line
from tui_tracker.frozen import dataclass
from tui_tracker.ui.lines import Door, Line, Row, counted, pad

EDGE = 15  # cells of a row's number and kind; what stands further right is marked cell by cell
_LEAST, _MOST = 10, 26

# Letter → role, and what the role is called in one word over a column and in the chooser.
ROLE_KEYS: dict[str, tuple[str, str]] = {
    "a": ("action", "task title"), "f": ("statement", "area, the finding's words"), "r": ("ref", "reference of the area"), "n": ("no", "task number"),
    "o": ("owner", "owner of the task"), "O": ("area_owner", "owner of the area"), "d": ("due", "due date"), "D": ("area_due", "target date of the area"),
    "i": ("original", "original date"), "s": ("status", "progress"), "e": ("evidence", "notes, evidence, updates"), "w": ("work", "description of work"),
    "p": ("pillar", "pillar"), "F": ("finding", "more of the finding"), "l": ("link", "link"), "k": ("comment", "summary comment of the area"),
    "q": ("qa.all", "QA in one cell"), "1": ("qa.date", "QA date"), "2": ("qa.by", "QA by"), "3": ("qa.comment", "QA comment"),
    "m": ("sampling.all", "sampling in one cell"), "4": ("sampling.date", "sampling date"), "5": ("sampling.by", "sampled by"), "6": ("sampling.comment", "sampling comment"),
    **{key: (role, MORE[role]) for key, role in zip("REPHTQIAGUKC", [r for r in MORE if r.startswith("area.")], strict=True)},
    **{key: (role, MORE[role]) for key, role in zip("SLW", [r for r in MORE if r.startswith("task.")], strict=True)},
    "x": ("other", "no field: kept beside its task"),
}  # fmt: skip
_LETTER = {role: key for key, (role, _) in ROLE_KEYS.items()}
_SHORT = {
    "action": "task", "statement": "area", "ref": "ref", "no": "number", "owner": "owner", "area_owner": "area's owner", "due": "due", "area_due": "area's date", "original": "first date",
    "status": "progress", "evidence": "notes", "update": "notes", "work": "work", "pillar": "pillar", "finding": "finding", "link": "link", "comment": "summary", "tick": "progress",
    "count": "count", "earlier": "before", "note_date": "note's date", "note_by": "note by", "other": "·",
}  # fmt: skip
_KINDS = {"heading": "accent", "area": "foreground bold", "task": "foreground", "goes on": "muted", "key": "muted", "left out": "changed bold", "not used": "changed bold"}  # fmt: skip


@dataclass(frozen=True)
class GridCell:
    """What the cursor stands on: a cell of a sheet, rows and columns counted from 0."""

    sheet: str
    row: int
    column: int


def kinds(reading: Reading, sheet: Sheet) -> dict[int, str]:
    """What each row of a sheet was read as."""
    made: dict[int, str] = {}
    proposal = reading.proposal

    def mark(where: str, kind: str) -> None:
        name, _, _ = where.rpartition("!")
        if name == sheet.name and (row := row_of(where)) >= 0:
            made[row] = kind

    for left in proposal.unused:
        mark(left.where, "not used")
    for shape in proposal.shape:
        mark(shape.where, "key" if shape.column in ("key", "line") else shape.column or "key")
    for remark in proposal.remarks:
        if remark.kind == "dropped":
            mark(remark.where, "left out")
    for area in proposal.areas:
        for cell in (c for t in area.tasks for c in t.cells):
            mark(cell["where"], "goes on")
    for area in proposal.areas:
        mark(area.where, "area")
        for task in area.tasks:
            mark(task.where, "task")
    for row in reading.heads_of(sheet.name):
        made[row] = "heading"
    return {r: k if k in _KINDS else "key" for r, k in made.items()}


def sentences(reading: Reading, sheet: str, *, brief: bool = False) -> list[str]:
    """Three tasks as they will be, in a sentence each: the first, a middle one, the oddest. A wrong one shows at once.

    ``brief``: each fits one line of 80 columns.
    """
    here = [(a, t) for a in reading.proposal.areas for t in a.tasks if t.where.rpartition("!")[0] == sheet]
    here = here or [(a, t) for a in reading.proposal.areas for t in a.tasks]
    if not here:
        return []
    picked = [(0, "first"), (len(here) // 2, "middle")]
    odd = max(range(len(here)), key=lambda n: (_oddness(*here[n]), -n))
    named = dict([*picked, (odd, "oddest")])
    return [f"{name}: {_sentence(*here[n], brief=brief)}" for n, name in sorted(named.items())]


def _oddness(area: ReadArea, task: ReadTask) -> int:
    told = (task.title or area.title, task.assigned_to or area.owner, task.due.text, task.status)
    return sum(not x for x in told) * 100 + min(99, abs(len(task.title or "") - 60))


def _sentence(area: ReadArea, task: ReadTask, *, brief: bool) -> str:
    ref = "/".join(x for x in (area.ref, task.no) if x) or "without a reference"
    of = f" of “{first_line(area.title, 40)}”" if task.title and area.title else ""
    due = (
        dates.short(task.due.day, task.due.made.precision)
        if task.due.made and task.due.day
        else task.due.text or "no date"
    )
    who = task.assigned_to or area.owner or "nobody"
    stands = (task.status or "progress unknown").replace("_", " ")
    if brief:
        title = first_line(task.title or area.title or "(no words)", 24)
        return f"{ref[:14]} “{title}” {first_line(who, 14)}, {due[:9]}, {stands}"
    said = f"; notes: {first_line(task.evidence, 30)}" if task.evidence else ""
    return f"{ref} “{first_line(task.title or area.title or '(no words)', 60)}”{of}, {who}, due {due}, {stands}{said}"


class GridRows:
    """The rows of a sheet as the canvas asks for them: an edge, then as many columns as there is room for from ``left`` on."""

    def __init__(self, reading: Reading, sheet: Sheet, left: int) -> None:
        self._sheet, self.left = sheet, left
        self._kinds = kinds(reading, sheet)
        self._widths = [_wide(sheet, c) for c in range(sheet.width)]

    @property
    def count(self) -> int:
        return len(self._sheet.rows)

    def stands(self, index: int) -> bool:
        return True

    def find(self, key: str) -> int | None:
        return int(key) if key.isdigit() and int(key) < self.count else None

    def columns(self, width: int) -> Iterator[tuple[int, int, int]]:
        """Column, first cell and cells of each that there is room for."""
        at = EDGE
        for c in range(self.left, self._sheet.width):
            wide = min(self._widths[c], max(_LEAST, width - at - 1))
            if at + wide > width and c > self.left:
                return
            yield c, at, wide
            at += wide + 1

    def row(self, index: int, width: int) -> Row:
        kind = self._kinds.get(index, "")
        line: Line = [(f"{index + 1:>5} ", "faint"), (pad(kind, EDGE - 6), _KINDS.get(kind, "faint"))]
        style = _KINDS.get(kind, "muted") if kind != "left out" else "muted"
        shown = list(self.columns(width))
        texts = [" ".join(self._sheet.own(index, c).text[:200].split()) for c, _, _ in shown]
        n = 0
        while n < len(shown):
            upto = n + 1
            while texts[n] and upto < len(shown) and not texts[upto]:  # a line of text runs on over blank cells
                upto += 1
            wide = sum(w + 1 for _, _, w in shown[n:upto])
            line.append((pad(texts[n], wide - 1) + " ", style))
            n = upto
        doors = [Door(at, at + wide, GridCell(self._sheet.name, index, c)) for c, at, wide in shown]
        return Row(line, tuple(doors), key=str(index))


def _wide(sheet: Sheet, column: int) -> int:
    lengths = sorted(len(sheet.own(r, column).text) for r in range(min(len(sheet.rows), 200)))
    filled = [n for n in lengths if n]
    return max(_LEAST, min(_MOST, filled[len(filled) * 3 // 4] if filled else _LEAST))


def heads(reading: Reading, rows: GridRows, sheet: Sheet, row: int, width: int) -> list[Line]:
    """The columns' letters, and over each the letter and name of its role in the table under the cursor."""
    letters_: Line = [(" " * EDGE, "faint")]
    roles: Line = [(pad("  read as", EDGE), "muted")]
    for c, _, wide in rows.columns(width):
        column = reading.column_at(sheet.name, row, c)
        role = column.role if column is not None else ""
        said = f"{_LETTER.get(role, '')} {_SHORT.get(role, role.replace('.', ' '))}".strip() if role else ""
        letters_ += [(pad(letters(c), wide + 1), "faint")]
        roles += [(pad(said, wide + 1), "accent bold" if role not in ("", "other") else "faint")]
    return [letters_, roles]


def state(reading: Reading, sheet: Sheet) -> str:
    """What the sheet gives, in a line."""
    areas = [a for a in reading.proposal.areas if any(_on(c, sheet.name) for c in _places(a))]
    tasks = sum(_on(t.where, sheet.name) for a in reading.proposal.areas for t in a.tasks)
    left = len({row_of(u.where) for u in reading.proposal.unused if _on(u.where, sheet.name)})
    if not areas and not tasks:
        return "nothing of this sheet is read as a plan"
    more = f"; {counted(left, 'row')} with something not used" if left else ""
    return f"{counted(len(areas), 'area')}, {counted(tasks, 'task')} from this sheet{more}"


def _places(area: ReadArea) -> list[str]:
    return [area.where, *(c["where"] for c in area.cells), *(t.where for t in area.tasks)]


def _on(where: str, sheet: str) -> bool:
    return where.rpartition("!")[0] == sheet


def column_name(reading: Reading, cell: GridCell) -> str:
    """What a column is called in a sentence: its heading, else its letter."""
    column: Any = reading.column_at(cell.sheet, cell.row, cell.column)
    name = column.name if column is not None else ""
    return f"“{first_line(name, 30)}”" if name else f"column {letters(cell.column)}"


__all__ = ["ROLE_KEYS", "GridCell", "GridRows", "column_name", "column_of", "heads", "kinds", "sentences", "state"]
