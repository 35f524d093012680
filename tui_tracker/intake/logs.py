"""Tables that only say more of tasks listed elsewhere: a log of checks or of updates, joined by the task's reference."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from statistics import mean

from tui_tracker.domain import parts, refs
from tui_tracker.domain.parts import Part
from tui_tracker.domain.text import fold
from tui_tracker.intake import headings, roles
from tui_tracker.intake.blocks import Block
from tui_tracker.intake.cell_facts import source
from tui_tracker.intake.cells import Reader
from tui_tracker.intake.grid import Cell
from tui_tracker.intake.legend import Legend
from tui_tracker.intake.proposal import Proposal, ReadArea, ReadSignOff, ReadTask

_DATES = ("qa.date", "sampling.date", "note_date", "due", "original")
_NAMES = ("qa.by", "sampling.by", "note_by", "owner", "area_owner")
Found = tuple[Block, list[ReadArea]]


def join(plans: Sequence[Found], others: Sequence[Block], legend: Legend, proposal: Proposal) -> list[Found]:
    """Take the logs out of the tables read, and out of those that are no plan, and bring their rows to the tasks they name.

    A log is a table whose references are those of tasks that another table lists, and which lists none of its own.
    """
    kept: list[Found] = []
    again: list[Block] = []
    for block, areas in plans:
        rest = [a for other, found in plans if other is not block for a in found]
        if (_is_signed(block) or all(a.ref is None for a in areas)) and _log(
            block, _near(block, plans) or _by_number(rest)
        ) is not None:
            continue
        if (all(a.ref is None for a in areas) and _is_repeat(areas, _by_number(rest))) or _is_list_again(
            areas, _by_number(rest)
        ):
            proposal.remark(
                "dropped", block.sheet.where(block.head, 0), "lists again tasks that stand elsewhere in the file"
            )
            again.append(block)
            continue
        kept.append((block, areas))
    known = _by_number([a for _, found in kept for a in found])
    for block in [*(b for b, _ in plans if all(b is not k for k in [*again, *(k for k, _ in kept)])), *others]:
        near = _near(block, kept)
        if near and (log := _log(block, near)) is not None:
            _take(block, log, near, legend, proposal)
        elif known and (log := _log(block, known)) is not None:
            _take(block, log, known, legend, proposal)
    return kept


def _is_signed(block: Block) -> bool:
    """Whether a table holds sign-offs and neither actions nor how they stand."""
    signed = any(c.role.startswith(("qa.", "sampling.")) for c in block.columns) or _stage_column(block) is not None
    return signed and not block.has("action", "status", "tick", "due")


def _near(block: Block, plans: Sequence[Found]) -> dict[str, ReadTask]:
    """The tasks of the table right above on the same sheet, by their numbers alone; none for a table that stands by itself."""
    above = [
        (b.head, areas)
        for b, areas in plans
        if b.sheet is block.sheet and b.head < block.head and b is not block and not _is_signed(b)
    ]
    if not above or not _is_signed(block):
        return {}
    return _by_number(max(above, key=lambda found: found[0])[1][-1:])


def _by_number(areas: Sequence[ReadArea]) -> dict[str, ReadTask]:
    """Tasks by every way in which a log may name them; a bare number that several areas use names none."""
    made: dict[str, ReadTask] = {}
    doubled: set[str] = set()
    for area in areas:
        for task in area.tasks:
            if not task.no:
                continue
            ways = {refs.normal_task(task.no)} | ({_plain(f"{area.ref}{task.no}")} if area.ref else set())
            for way in ways | {_plain(task.no)}:
                if made.setdefault(way, task) is not task:
                    doubled.add(way)
    return {way: task for way, task in made.items() if way not in doubled}


def _plain(text: str) -> str:
    return "".join(c for c in text.upper() if c.isalnum())


def _task(known: dict[str, ReadTask], text: str) -> ReadTask | None:
    return known.get(refs.normal_task(text)) or known.get(_plain(text))


def _log(block: Block, known: dict[str, ReadTask]) -> int | None:
    """The column that names the tasks, where a table is a log; else None."""
    if (block.has("statement") and not _is_signed(block)) or block.is_register or not known:
        return None
    titles = {(t.title or "").casefold() for t in known.values()}
    for column in block.columns:
        if column.role not in ("no", "ref"):
            continue
        cells = [c for c in _cells(block, column.index) if c]
        named = [t for text in cells if (t := _task(known, text)) is not None]
        if not named or (len(named) < 2 and not _is_signed(block)) or len(named) * 10 < len(cells) * 6:
            continue
        actions = [c.index for c in block.columns if c.role == "action"]
        if any(text.casefold() in titles for c in actions for text in _cells(block, c)[:20]):
            return None  # it lists tasks itself
        return column.index
    return None


def _is_repeat(areas: Sequence[ReadArea], known: dict[str, ReadTask]) -> bool:
    """Whether a table under no area lists nothing but tasks of the others, such as those that are overdue."""
    listed = [t for a in areas for t in a.tasks]
    same = [
        t
        for t in listed
        if t.no and (other := _task(known, t.no)) is not None and fold(other.title or "") == fold(t.title or "")
    ]
    return bool(listed) and len(same) == len(listed)


def _is_list_again(areas: Sequence[ReadArea], known: dict[str, ReadTask]) -> bool:
    """The same of a plain list, whose rows are areas: each has the number and the words of a task that stands elsewhere."""
    if not known or not areas or any(len(a.tasks) != 1 or a.tasks[0].title for a in areas):
        return False
    named = [(a, _task(known, a.ref)) for a in areas if a.ref]
    return len(named) == len(areas) and all(
        t is not None and fold(t.title or "") == fold(a.title or "") for a, t in named
    )


def _cells(block: Block, column: int) -> list[str]:
    return [block.sheet.cell(r, column).text for r in block.rows]


def _take(block: Block, key: int, known: dict[str, ReadTask], legend: Legend, proposal: Proposal) -> None:
    """Bring each row of a log to its task."""
    sheet = block.sheet
    reader = Reader(block, legend, proposal)
    stage_at = _stage_column(block)
    title = f"{sheet.name} " + " ".join(cell.text for _, _, cell in block.above if len(cell.text) < 80)
    said_of = headings.stage(sheet.name) or next((s for w in title.split("\n") if (s := headings.stage(w))), None)
    date_at, by_at = _first(block, _DATES), _first(block, _NAMES)
    text_at = _text_column(block, {key, stage_at, date_at, by_at})
    taken = 0
    for r in block.rows:
        task = _task(known, sheet.cell(r, key).text)
        if task is None:
            continue
        date_cell, by_cell, text_cell = (
            sheet.own(r, c) if c is not None else Cell() for c in (date_at, by_at, text_at)
        )
        stage = headings.stage(sheet.cell(r, stage_at).text) if stage_at is not None else _stage_of(block) or said_of
        made = reader.date(date_cell, sheet.where(r, date_at or 0), last_written=True) if date_cell.text else None
        if stage is not None:
            entry = ReadSignOff(by=by_cell.text or None, by_text=by_cell.text or None, comment=text_cell.text or None)
            entry.date = made if made is not None else entry.date
            _sign(task, stage, entry)
        elif text_cell.text:
            day = made.made if made is not None else None
            task.evidence = f"{task.evidence}\n{text_cell.text}" if task.evidence else text_cell.text
            task.notes += [Part(p.date or day, p.initials or by_cell.text or None, p.text) for p in parts.split(text_cell.text)]  # fmt: skip
        named = (("date", date_at, date_cell), ("by", by_at, by_cell), ("text", text_at, text_cell))
        task.cells += [source(f"{stage or 'evidence'}.{n}", sheet.where(r, c), cell) for n, c, cell in named if c is not None and cell.text]  # fmt: skip
        taken += 1
    proposal.remark("used", sheet.where(block.head, 0), f"{taken} rows brought to the tasks that they name")


def _sign(task: ReadTask, stage: str, entry: ReadSignOff) -> None:
    """The newest round stands; what earlier ones said stays in front of it."""
    before = task.qa if stage == "qa" else task.sampling
    older, newer = (before, entry) if (before.date.day is None or entry.date.day is None or before.date.day <= entry.date.day) else (entry, before)  # fmt: skip
    newer.comment = "\n".join(c for c in (older.comment, newer.comment) if c) or None
    newer.by, newer.by_text = newer.by or older.by, newer.by_text or older.by_text
    if not newer.date.text:
        newer.date = older.date
    if stage == "qa":
        task.qa = newer
    else:
        task.sampling = newer


def _stage_of(block: Block) -> str | None:
    """The stage of a log of one kind of check alone, as its own columns name it."""
    found = {c.role.partition(".")[0] for c in block.columns if c.role.startswith(("qa.", "sampling."))}
    dated = {c.role for c in block.columns} & {"qa.date", "sampling.date"}
    return found.pop() if len(found) == 1 and dated else None


def _stage_column(block: Block) -> int | None:
    """The column that says on each row which of the two checks it was."""

    def share(column: int) -> float:
        texts = [t for t in _cells(block, column) if t]
        return mean(len(t) < 60 and headings.stage(t) is not None for t in texts) if texts else 0.0

    return next((c.index for c in block.columns if share(c.index) > 0.6), None)


def _first(block: Block, wanted: Sequence[str]) -> int | None:
    found: Iterator[int] = (c.index for role in wanted for c in block.columns if c.role == role)
    return next(found, None)


def _text_column(block: Block, used: set[int | None]) -> int | None:
    """Of the columns left the one with the longest texts."""
    length: Callable[[roles.Column], float] = lambda c: mean([len(t) for t in _cells(block, c.index) if t] or [0])  # noqa: E731
    rest = [c for c in block.columns if c.index not in used and length(c) > 0]
    return max(rest, key=length).index if rest else None
