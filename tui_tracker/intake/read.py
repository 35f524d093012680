"""From a file to a Proposal: reader, blocks, areas, plans, report."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from tui_tracker.domain import date_grammar, dates, refs
from tui_tracker.domain.text import count_of
from tui_tracker.domain.tracker_layout import LAYOUT
from tui_tracker.errors import UsageError
from tui_tracker.intake import (
    blocks,
    deciding,
    faults,
    heads,
    joining,
    ledger,
    logs,
    markup,
    own_layout,
    own_paper,
    readers,
)
from tui_tracker.intake.cell_facts import source
from tui_tracker.intake.cells import Reader
from tui_tracker.intake.choices import Choices
from tui_tracker.intake.context import kind_from_ref
from tui_tracker.intake.grid import Book, Cell, Sheet
from tui_tracker.intake.legend import Legend
from tui_tracker.intake.numbering import derive_refs
from tui_tracker.intake.proposal import Proposal, ReadArea, ReadColumn, ReadPlan
from tui_tracker.intake.reconcile import reconcile
from tui_tracker.without_gc import without_collecting

Tables = Callable[[Sheet], list[blocks.Block]]


def read(path: Path, sheets: Sequence[str] = (), choices: Choices | None = None) -> Proposal:
    """Read a service's file with no mapping given. ``sheets`` names those to use. Raises FileError when it cannot be read."""
    return propose(readers.read_file(path), sheets, choices)


@without_collecting()
def propose(
    book: Book, sheets: Sequence[str] = (), choices: Choices | None = None, told: Callable[[str], None] | None = None
) -> Proposal:
    """The plans that a grid holds, with an account of everything. ``told`` hears which sheet is read, and may raise to stop."""
    if (own := _own(book, sheets)) is not None:
        return own
    _known_sheets(book, sheets)
    settled = choices or Choices()
    proposal = Proposal(book.name)
    for remark in book.remarks:
        proposal.remark("repaired", book.name, remark)
    markup.undo(book, proposal)
    whole, book = book, Book(book.name, [heads.without_counter(s) or s for s in book.sheets], book.remarks, book.layout)
    legend = Legend(book, dict(settled.words))
    for where, text in legend.found:
        proposal.remark("legend", where, f"the file's own key: {' '.join(text.split())[:160]}")
    tables, settled_tables = _Tables(legend, {}), _Tables(legend, settled.columns)
    found = _Sheets([], [], [])
    for number, sheet in enumerate(book.sheets, 1):
        if told is not None:
            told(f"sheet {number} of {len(book.sheets)}: {sheet.name}")
        if sheets and sheet.name not in sheets:
            continue
        if sheet.hidden and not sheets:
            proposal.remark("not_used", sheet.name, "the sheet is hidden; name it with --sheet to use it")
            continue
        said = any(name == sheet.name for name, _, _ in settled.columns)
        chosen = deciding.read(
            sheet, legend, _area_kind(book, sheet), tables, settled_tables if said else None, settled.of(sheet.name)
        )
        found.others.extend(chosen.others)
        found.more.extend(chosen.more)
        _account(sheet, chosen, proposal)
        found.read.extend(chosen.read)
    read_blocks = _joined(book, sheets, legend, tables, found, proposal)
    _number(proposal)
    reconcile(proposal)
    ledger.keep(whole, sheets, read_blocks, legend, proposal)
    faults.find(book, read_blocks, proposal)
    return proposal


def _own(book: Book, sheets: Sequence[str]) -> Proposal | None:
    """What this program wrote itself says where everything stands; None of any other file."""
    if not sheets and (book.layout == LAYOUT or own_layout.is_workbook(book)):
        own = own_layout.read(book)
        if own is not None:
            return own
    if own_layout.is_rows(book):
        return own_layout.read_rows(book)
    return own_paper.read(book) if own_paper.is_paper(book) else None


class _Sheets(NamedTuple):
    """What all sheets together hold: the tables that were read, those that may go with them, and those that hold no plan."""

    read: list[tuple[blocks.Block, list[ReadArea]]]
    others: list[blocks.Block]
    more: list[blocks.Block]


def _joined(
    book: Book, sheets: Sequence[str], legend: Legend, tables: _Tables, found: _Sheets, proposal: Proposal
) -> list[tuple[blocks.Block, list[ReadArea]]]:
    """Make one plan of what stands on several sheets: logs, lists and tables that go on with others."""
    read_blocks = logs.join(found.read, found.others, legend, proposal)
    beside = [*found.others, *found.more]
    joining.fill_in(read_blocks, beside, legend, proposal)
    groups = [(block.sheet.name, block.is_register, areas) for block, areas in read_blocks]
    lists = _lists(book, sheets, legend, tables, beside)
    derive_refs([a for _, _, areas in groups for a in areas])
    if groups and (unlisted := _fill_from_lists([a for _, _, areas in groups for a in areas], lists, legend, proposal)):
        groups.append((book.name, False, unlisted))
    proposal.plans = _plans(book.name, groups)
    return read_blocks


def ways(book: Book, name: str, choices: Choices | None = None) -> list[deciding.Reading]:
    """The whole readings of one sheet that differ, the best first."""
    settled = choices or Choices()
    legend = Legend(book, dict(settled.words))
    sheet = next(s for s in book.sheets if s.name == name)
    sheet = heads.without_counter(sheet) or sheet
    return deciding.ways(sheet, legend, _area_kind(book, sheet), _Tables(legend, {}))


class _Tables:
    """The tables of each sheet by each way of reading it, which are asked for more than once. ``columns`` is what was said of them."""

    def __init__(self, legend: Legend, columns: Mapping[tuple[str, int, int], str]) -> None:
        self._legend = legend
        self._columns = columns
        # The sheet is kept, so that no other gets the identity of one that is gone.
        self._found: dict[tuple[int, blocks.How], tuple[Sheet, list[blocks.Block]]] = {}

    def __call__(self, sheet: Sheet, how: blocks.How = blocks.PLAIN) -> list[blocks.Block]:
        key = (id(sheet), how)
        if key not in self._found:
            self._found[key] = (sheet, blocks.find(sheet, self._legend, self._columns, how))
        return self._found[key][1]


def _account(sheet: Sheet, chosen: deciding.Reading, proposal: Proposal) -> None:
    """Take what the best reading of a sheet says of itself into the account of the file."""
    proposal.take(chosen.proposal)
    for said in chosen.measure.alarms():
        proposal.alarms.append(f"{sheet.name}: {said}")
        proposal.remark("alarm", sheet.name, said)
    proposal.columns += [column for block, _ in chosen.read for column in _columns(block)]
    if not chosen.read and any(cell.text for _, _, cell in sheet.cells()):
        proposal.remark("not_used", sheet.name, "no table of areas or tasks was found on it")
    if chosen.read and sheet.hidden_rows:
        proposal.remark("hidden", sheet.name, f"{len(sheet.hidden_rows)} hidden rows were read like the others")
    if chosen.read:
        _hour_short(sheet, proposal)


def _hour_short(sheet: Sheet, proposal: Proposal) -> None:
    """Days that a program which counts in UTC has kept as the evening before: the sheet shows that day, and means the next."""
    found = [
        (r, c)
        for r, c, cell in sheet.cells()
        if isinstance(cell.value, datetime)
        and (cell.value.hour, cell.value.minute) == (23, 0)
        and "h" not in cell.number_format.casefold()
    ]
    if found:
        proposal.remark(
            "doubt", sheet.where(*found[0]),
            f"{count_of(len(found), 'day')} of the sheet are kept as 23:00, as a program that counts in UTC keeps summer days; read as the day that is shown, and the next may be meant",
        )  # fmt: skip


def _known_sheets(book: Book, sheets: Sequence[str]) -> None:
    missing = [s for s in sheets if s not in {sheet.name for sheet in book.sheets}]
    if missing:
        raise UsageError(
            f"{book.name} has no sheet called “{missing[0]}”; it has {', '.join(s.name for s in book.sheets)}."
        )


def _lists(
    book: Book, sheets: Sequence[str], legend: Legend, tables: Tables, others: Sequence[blocks.Block]
) -> list[tuple[blocks.Block, int, dict[str, Cell]]]:
    """The rows of tables that only name areas: such a table is no plan, but says what the references of one mean."""
    made = []
    for sheet in book.sheets:
        if sheet.hidden or (sheets and sheet.name not in sheets):
            continue
        for block in [*(b for b in others if b.sheet is sheet and b.how.assign), *tables(sheet)]:
            if block.is_list:
                reader = Reader(block, legend, Proposal(book.name))
                made += [
                    (block, r, values)
                    for r in block.rows
                    if {"ref", "statement"} <= (values := reader.values(r)).keys()
                ]
    return made


def _fill_from_lists(
    areas: Sequence[ReadArea],
    lists: Sequence[tuple[blocks.Block, int, dict[str, Cell]]],
    legend: Legend,
    proposal: Proposal,
) -> list[ReadArea]:
    """What a list of areas says of one that the plan only refers to, where the plan itself says nothing; and the areas
    of such a list that have no tasks yet.
    """
    by_ref = {a.ref: a for a in areas if a.ref}
    named = [refs.normal_area(values["ref"].text) for _, _, values in lists]
    is_register = sum(ref in by_ref for ref in named) * 2 > len(named)
    used: dict[str, int] = {}
    made: list[ReadArea] = []
    for (block, row, values), ref in zip(lists, named, strict=True):
        area = by_ref.get(ref)
        if area is None and is_register:
            area = by_ref[ref] = ReadArea(ref=ref, kind=kind_from_ref(ref) or "afi", where=block.sheet.where(row, 0))
            made.append(area)
        if area is None or area.title:
            continue
        where = block.sheet.where(row, 0)
        area.title = values["statement"].text
        area.cells.append(source("title", where, values["statement"]))
        for name, role in (("pillar", "pillar"), ("owner", "area_owner"), ("owner", "owner")):
            if role in values and getattr(area, name) is None:
                setattr(area, name, values[role].text)
        if "due" in values and not area.target.text:
            area.target = Reader(block, legend, proposal).date(values["due"], where)
        head = block.sheet.where(block.head, 0)
        used[head] = used.get(head, 0) + 1
    for head, count in used.items():
        proposal.remark("used", head, f"names {count} of the areas")
    return made


def _columns(block: blocks.Block) -> list[ReadColumn]:
    """A block's columns as the report and the screen show them, each with the first cell that says something."""
    made = []
    for column in block.columns:
        rows = [r for r in block.rows if len(block.sheet.filled(r)) > 2] or block.rows
        texts = [t for r in rows if (t := block.sheet.cell(r, column.index).text)]
        if not column.name and not texts:
            continue
        sure = column.score >= 3 or column.role in ("tick", "count") or not texts or not column.name
        made.append(
            ReadColumn(
                block.sheet.name, block.head, column.index, block.sheet.where(block.head, column.index), column.name, column.role, column.why, sure,
                " ".join(texts[0].split())[:80] if texts else "",
            )
        )  # fmt: skip
    return made


_KINDS = (
    ("cause of concern", "cause_of_concern"),
    ("causes of concern", "cause_of_concern"),
    ("peer review", "recommendation"),
    ("peer challenge", "recommendation"),
    ("internal audit", "audit"),
    ("ia recommendations", "audit"),
    ("audit recommendations", "audit"),
    ("areas for improvement", "afi"),
    ("area for improvement", "afi"),
    ("inspection", "afi"),
)


def _area_kind(book: Book, sheet: Sheet) -> str:
    """What a table's areas are when neither their references nor their column says it: by its sheet's words, else its file's."""
    first = [cell.text for row in sheet.rows[:4] for cell in row if cell.text and len(cell.text) < 120]
    for text in (" ".join([sheet.name, *first]), book.name):
        plain = re.sub(r"[-_\s]+", " ", text).casefold()
        for words, kind in _KINDS:
            if words in plain:
                return kind
    return "afi"


def _plans(file: str, groups: list[tuple[str, bool, list[ReadArea]]]) -> list[ReadPlan]:
    """Recommendations beside areas for improvement are a plan of their own; a register and its sheets are one."""
    main: dict[str, ReadArea] = {}
    order: list[ReadArea] = []
    own: list[ReadPlan] = []
    lists = [all(not t.title for a in areas for t in a.tasks) for _, _, areas in groups]
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
    for (_, _, areas), listed in zip(groups, lists, strict=True):
        kept = [main[a.ref] for a in areas if a.ref in main]
        if sum(any(t.title for t in a.tasks) for a in kept) * 2 >= len(areas) > 0:
            for area in kept:
                _only_a_list(area, area, listed=listed)
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
    for name in ("title", "pillar", "owner", "summary"):
        setattr(known, name, getattr(first, name) or getattr(second, name))
    known.target = first.target if first.target.text else second.target
    if any(t.title for t in known.tasks + other.tasks):
        for area in (known, other):
            _only_a_list(area, known)
    known.tasks = known.tasks + other.tasks
    known.stated = known.stated + other.stated
    known.cells = known.cells + other.cells


def _only_a_list(area: ReadArea, into: ReadArea, *, listed: bool = False) -> None:
    """A finding listed with its owner and date, and no task of its own: these are the area's where its tasks stand elsewhere.

    ``listed``: its whole table lists no tasks, so that a remark in it is of the area too.
    """
    for task in [t for t in area.tasks if not (t.title or t.status_text or t.status or t.work or t.no)]:
        if task.evidence and not listed:
            continue
        into.summary = into.summary or task.evidence
        if task.qa.is_blank and task.sampling.is_blank:
            into.target = into.target if into.target.text else task.due
            into.owner = into.owner or task.assigned_to
            area.tasks.remove(task)


def _number(proposal: Proposal) -> None:
    """Give every task a number of its own in its area; duplicates and gaps in the file are said."""
    for area in proposal.areas:
        used: set[str] = set()
        for task in area.tasks:
            if task.no and task.no in used:
                proposal.remark(
                    "doubt", task.where, f"{area.ref} has two tasks numbered {task.no}; the second gets a new number"
                )
                task.doubled = True
            elif task.no:
                used.add(task.no)


def deadline_in(text: str | None) -> dates.FieldDate | None:
    """The inspectorate's own date where a statement begins with it: ``By 1 June 2023, …``."""
    m = re.match(r"by\s+", text or "", re.IGNORECASE)
    if not m or not text:
        return None
    found = [f for f in date_grammar.scan(text[: m.end() + 30], loose=False) if f.made and f.start == m.end()]
    return found[0].made if found else None
