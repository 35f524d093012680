"""The service's own workbook as the plan would import it, and what a copy of it does not say of the plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui_tracker.actions.bring_in.imports import ImportActions
from tui_tracker.domain.file_endings import WORKBOOKS
from tui_tracker.errors import FileError

if TYPE_CHECKING:
    from tui_tracker.actions.bring_in.import_session import Reading
    from tui_tracker.actions.session import Session
    from tui_tracker.intake.proposal import Proposal, ReadTask


def read_in(session: Session, source: Path) -> Reading:
    """The workbook as the plan would import it, with what was said of its layout before."""
    from tui_tracker.actions.bring_in.import_session import Reading

    if source.suffix.lower() not in WORKBOOKS:
        raise FileError(
            f"{source.name} is no .xlsx or .xlsm; only such a workbook can be written into. Save it as .xlsx first."
        )
    reading = Reading(source)
    reading.recall(session)
    return reading


def still_other(session: Session, name: str, content: bytes) -> list[str]:
    """What the copy, read in again, would still bring: nothing, unless a word or a day is read otherwise than it was written."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / name
        copy.write_bytes(content)
        preview = ImportActions(session).preview(read_in(session, copy).proposal)
    return [
        f"{o.ref} {o.field}: the copy is read back as “{o.theirs}”, not “{o.ours}”"
        for p in preview.plans
        for o in (*p.there, *p.both)
    ]


def paired_with(session: Session, proposal: Proposal) -> list[tuple[ReadTask, str]]:
    preview = ImportActions(session).preview(proposal)
    return [pair for p in preview.plans for pair in p.pairs]


def without_a_row(session: Session, paired: list[str], name: str) -> list[str]:
    """The plan's standing tasks that the workbook has no row for: rows are not put in."""
    views = session.read.task_views(paired)
    areas = [r.area.uid for plan in {v.plan.uid for v in views} for r in session.read.area_rows(plan=plan)]
    more = session.read.task_views([uid for uid in session.read.tasks_in(areas) if uid not in set(paired)])
    return [f"{v.row.ref} row: not in {name}; rows are not put in" for v in more]
