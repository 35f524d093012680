"""Reads back the workbook that this program wrote: known headings, so nothing is guessed."""

from __future__ import annotations

from tui_tracker.domain import dates, progress, refs
from tui_tracker.domain import parts as notes
from tui_tracker.intake.grid import Book, Cell, Sheet
from tui_tracker.intake.proposal import Proposal, ReadArea, ReadDate, ReadPlan, ReadSignOff, ReadTask

LAYOUT = "tracker 1"
_PLAN_KINDS = {"recommendation": "culture", "audit": "internal_audit", "cause_of_concern": "cause_of_concern"}
_TASK = {
    "work assigned to": "assigned_to", "projected completion date": "due", "progress": "status", "description of work needing to be done": "work",
    "evidence of compliance": "evidence", "upload evidence link": "link", "task": "no", "action": "title", "ref": "ref",
}  # fmt: skip


def read(book: Book) -> Proposal | None:
    """The plans of our own workbook; None when somebody has changed it beyond its own headings."""
    sheets = {s.name: s for s in book.sheets}
    register = next((s for s in book.sheets if _heads(s).keys() >= {"afi/sii", "plan", "sheet", "kind"}), None)
    if register is None:
        return None
    proposal = Proposal(book.name)
    columns = _heads(register)
    plans: dict[str, ReadPlan] = {}
    for row in range(2, len(register.rows)):
        text = {name: register.own(row, c).text for name, c in columns.items()}
        if not text["sheet"] or not text["afi/sii"]:
            continue
        area = ReadArea(
            ref=refs.normal_area(text["afi/sii"]), kind=text["kind"] or "afi", pillar=text["pillar"] or None,
            title=text["areas for improvement"] or None, owner=text["owner"] or None,
            target=_date(register.own(row, columns["target end date"])), where=register.where(row, 0),
        )  # fmt: skip
        sheet = sheets.get(text["sheet"])
        if sheet is None:
            proposal.remark("doubt", area.where, f"its sheet “{text['sheet']}” is not in the file; no tasks were read")
        else:
            area.tasks = _tasks(sheet, area.ref or "")
        plan = plans.setdefault(text["plan"], ReadPlan(text["plan"], _PLAN_KINDS.get(area.kind, "inspection")))
        plan.areas.append(area)
    proposal.plans = list(plans.values())
    proposal.remark(
        "used", register.name, f"written by tui_tracker: {len(proposal.areas)} areas, read by their headings"
    )
    return proposal


def _heads(sheet: Sheet) -> dict[str, int]:
    """Heading → column of a sheet's first two rows."""
    made: dict[str, int] = {}
    for row in (0, 1):
        for c in sheet.filled(row):
            text = sheet.own(row, c).text
            if len(text) < 60:
                made.setdefault(" ".join(text.casefold().split()), c)
    return made


def _tasks(sheet: Sheet, ref: str) -> list[ReadTask]:
    heads = _heads(sheet)
    columns = {role: heads[name] for name, role in _TASK.items() if name in heads}
    is_list = "ref" in columns
    if not is_list:
        columns |= {"no": 0, "title": 1}
    signed = {"qa": heads.get("quality assurance by owner"), "sampling": heads.get("sampling by business assurance")}
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
    word = progress.from_word(text.get("status") or "")
    task = ReadTask(
        no=refs.normal_task(cells["no"].text), title=text.get("title"), assigned_to=text.get("assigned_to"), due=_date(cells.get("due")),
        status=word.value if word else None, status_text=text.get("status"), status_from="word" if word else None,
        work=text.get("work"), evidence=text.get("evidence"), where=sheet.where(row, 0),
    )  # fmt: skip
    task.notes = notes.split(task.evidence) if task.evidence else []
    if text.get("link"):
        task.links.append((cells["link"].link, text["link"] or ""))
    for stage, column in signed.items():
        if column is not None:
            day, by, comment = (sheet.own(row, column + i) for i in range(3))
            entry = ReadSignOff(_date(day), by.text or None, by.text or None, comment.text or None)
            setattr(task, stage, entry)
    task.cells = [
        {"field": role, "where": sheet.where(row, 0), "text": cell.text} for role, cell in cells.items() if cell.text
    ]
    return task


def _date(cell: Cell | None) -> ReadDate:
    if cell is None or not cell.text:
        return ReadDate()
    if cell.is_date:
        return ReadDate(dates.from_excel(cell.value, cell.number_format), cell.text)  # type: ignore[arg-type]  # is_date says so
    return ReadDate(dates.read_cell(cell.text).date, cell.text)
