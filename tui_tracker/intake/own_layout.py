"""Reads back the workbook that this program wrote: known headings, so nothing is guessed."""

from __future__ import annotations

from tui_tracker.domain import date_grammar, progress_words, refs
from tui_tracker.domain import parts as notes
from tui_tracker.domain.inspection import PLAN_KIND_OF
from tui_tracker.domain.text import count_of
from tui_tracker.domain.tracker_layout import GROUPS, LISTED, REGISTER, TASK
from tui_tracker.intake.grid import Book, Cell, Sheet
from tui_tracker.intake.proposal import Proposal, ReadArea, ReadDate, ReadPlan, ReadSignOff, ReadTask

_TASK = {heading.casefold(): field for heading, field in {**TASK, **LISTED}.items()}
_REF, _PILLAR, _TITLE, _OWNER, _TARGET = (heading.casefold() for heading in REGISTER[:5])
_QA, _SAMPLING = (group.casefold() for group in GROUPS)


def read(book: Book) -> Proposal | None:
    """The plans of our own workbook; None when somebody has changed it beyond its own headings."""
    sheets = {s.name: s for s in book.sheets}
    register = next((s for s in book.sheets if _heads(s).keys() >= {_REF, "plan", "sheet", "kind"}), None)
    if register is None:
        return None
    proposal = Proposal(book.name)
    columns = _heads(register)
    plans: dict[str, ReadPlan] = {}
    for row in range(2, len(register.rows)):
        text = {name: register.own(row, c).text for name, c in columns.items()}
        if not text["sheet"] or not text[_REF]:
            continue
        area = ReadArea(
            ref=refs.normal_area(text[_REF]), kind=text["kind"] or "afi", pillar=text[_PILLAR] or None,
            title=text[_TITLE] or None, owner=text[_OWNER] or None,
            target=_date(register.own(row, columns[_TARGET])), where=register.where(row, 0),
        )  # fmt: skip
        if text.get("part of"):
            area.more["part_of"] = text["part of"]
        sheet = sheets.get(text["sheet"])
        if sheet is None:
            proposal.remark("doubt", area.where, f"its sheet “{text['sheet']}” is not in the file; no tasks were read")
        else:
            area.tasks = _tasks(sheet, area.ref or "")
        plan = plans.setdefault(
            text["plan"], ReadPlan(text["plan"], text.get("plan kind") or PLAN_KIND_OF.get(area.kind, "inspection"))
        )
        plan.areas.append(area)
    proposal.plans = list(plans.values())
    proposal.remark(
        "used",
        register.name,
        f"written by tui_tracker: {count_of(len(proposal.areas), 'area')}, read by their headings",
    )
    return proposal


def is_workbook(book: Book) -> bool:
    """Whether a workbook has the shape of ours: other programs that save it again drop the property that says so."""
    register = next(
        (s for s in book.sheets if _heads(s).keys() >= {_REF, "plan", "sheet", "kind", "plan kind", _TITLE}),
        None,
    )
    if register is None:
        return False
    column = _heads(register)["sheet"]
    named = {register.own(row, column).text for row in range(2, len(register.rows))} - {""}
    return bool(named) and named <= {s.name for s in book.sheets}


def _heads(sheet: Sheet, first: int = 0) -> dict[str, int]:
    """Heading → column of a sheet's first two rows, from column ``first`` on: an area's own title is no heading."""
    made: dict[str, int] = {}
    for row in (0, 1):
        for c in (x for x in sheet.filled(row) if x >= first):
            text = sheet.own(row, c).text
            if len(text) < 60:
                made.setdefault(" ".join(text.casefold().split()), c)
    return made


def _tasks(sheet: Sheet, ref: str) -> list[ReadTask]:
    listed = _heads(sheet)
    heads = listed if listed.get("ref") == 0 and "recommendation" in listed else _heads(sheet, 2)
    columns = {role: heads[name] for name, role in _TASK.items() if name in heads}
    is_list = "ref" in columns
    if not is_list:
        columns |= {"no": 0, "title": 1}
    signed = {"qa": heads.get(_QA), "sampling": heads.get(_SAMPLING)}
    made = []
    for row in range(2, len(sheet.rows)):
        cells = {role: sheet.own(row, c) for role, c in columns.items()}
        if is_list and refs.normal_area(cells["ref"].text) != ref:
            continue
        if not cells["no"].text:
            continue
        made.append(_task(sheet, row, cells, signed))
    return made


def _task(sheet: Sheet, row: int, cells: dict[str, Cell], signed: dict[str, int | None]) -> ReadTask:
    text = {role: cell.text or None for role, cell in cells.items()}
    word = progress_words.from_word(text.get("status") or "")
    task = ReadTask(
        no=refs.own_number(cells["no"].text), title=text.get("title"), assigned_to=text.get("assigned_to"), due=_date(cells.get("due")),
        status=word.value if word else None, status_text=text.get("status"), status_from="word" if word else None,
        work=text.get("work"), evidence=text.get("evidence"), where=sheet.where(row, 0),
    )  # fmt: skip
    task.notes = notes.split(task.evidence) if task.evidence else []
    if text.get("link"):
        task.links.append((cells["link"].link, text["link"] or ""))
    for stage, column in signed.items():
        if column is not None:
            day, by, comment = (sheet.own(row, column + i) for i in range(3))
            name = by.text if by.text and not by.is_date and date_grammar.read_cell(by.text).date is None else None
            entry = ReadSignOff(_date(day), name, by.text or None, comment.text or None)
            setattr(task, stage, entry)
    task.cells = [
        {"field": role, "where": sheet.where(row, 0), "text": cell.text} for role, cell in cells.items() if cell.text
    ]
    return task


def _date(cell: Cell | None) -> ReadDate:
    if cell is None or not cell.text:
        return ReadDate()
    if cell.is_date:
        return ReadDate(date_grammar.from_excel(cell.value, cell.number_format), cell.text)  # type: ignore[arg-type]  # is_date says so
    return ReadDate(date_grammar.read_cell(cell.text).date, cell.text)


# -- our own rows

ROWS = (
    "Plan",
    "Pillar",
    "Ref",
    "Area for improvement",
    "Area owner",
    "Task no",
    "Action",
    "Assigned to",
    "Due date",
    "Due as written",
    "Status",
)


def is_rows(book: Book) -> bool:
    """Whether a book is the .csv that this program wrote."""
    first = book.sheets[0].rows[0] if len(book.sheets) == 1 and book.sheets[0].rows else []
    return tuple(c.text for c in first[: len(ROWS)]) == ROWS


def read_rows(book: Book) -> Proposal:
    """The plans of our own .csv, a row a task."""
    sheet = book.sheets[0]
    heads = {c.text: i for i, c in enumerate(sheet.rows[0])}
    proposal = Proposal(book.name)
    plans: dict[str, ReadPlan] = {}
    areas: dict[tuple[str, str], ReadArea] = {}
    for row in range(1, len(sheet.rows)):
        text = {name: sheet.own(row, i).text for name, i in heads.items()}
        if not text["Ref"]:
            continue
        plan = plans.setdefault(text["Plan"], ReadPlan(text["Plan"], text.get("Plan kind") or "inspection"))
        area = areas.get((text["Plan"], text["Ref"]))
        if area is None:
            area = ReadArea(
                ref=refs.normal_area(text["Ref"]), kind=text.get("Kind") or "afi", pillar=text["Pillar"] or None, title=text["Area for improvement"] or None,
                owner=text["Area owner"] or None, target=_written(text.get("Target", ""), text.get("Target as written", "")), where=sheet.where(row, 0),
            )  # fmt: skip
            if text.get("Part of"):
                area.more["part_of"] = text["Part of"]
            areas[text["Plan"], text["Ref"]] = area
            plan.areas.append(area)
        if text["Task no"]:
            area.tasks.append(_row_task(sheet, row, text))
    proposal.plans = list(plans.values())
    proposal.remark(
        "used", sheet.name, f"written by tui_tracker: {count_of(len(proposal.areas), 'area')}, read by their headings"
    )
    return proposal


def _row_task(sheet: Sheet, row: int, text: dict[str, str]) -> ReadTask:
    word = progress_words.from_word(text["Status"])
    task = ReadTask(
        no=refs.own_number(text["Task no"]), title=text["Action"] or None, assigned_to=text["Assigned to"] or None,
        due=_written(text["Due date"], text["Due as written"]), status=word.value if word else None, status_text=text["Status"] or None,
        status_from="word" if word else None, work=text.get("Description of work") or None, evidence=text.get("Evidence") or None, where=sheet.where(row, 0),
    )  # fmt: skip
    task.notes = notes.split(task.evidence) if task.evidence else []
    for stage, name in (("qa", "QA"), ("sampling", "Sampling")):
        by = text.get(f"{name} Actioned By", "")
        named = by if by and date_grammar.read_cell(by).date is None else None
        entry = ReadSignOff(
            _written(text.get(f"Date {name} Actioned", ""), ""),
            named or None,
            by or None,
            text.get(f"{name} Comment") or None,
        )
        setattr(task, stage, entry)
    return task


def _written(day: str, text: str) -> ReadDate:
    """A date from its ISO day and the words it was written in."""
    words = date_grammar.read_cell(text).date if text else None
    iso = date_grammar.read_cell(day).date if day else None
    made = words if words is not None and (iso is None or words.due == iso.due) else iso
    return ReadDate(made, text or day or None)
