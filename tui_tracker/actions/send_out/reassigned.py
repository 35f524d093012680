"""What changed hands: each handing over of a leaver's work that stands, with the areas and tasks it was about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tui_tracker.domain import dates, refs
from tui_tracker.domain.records import Area, Task
from tui_tracker.reports.handover import Reassigned
from tui_tracker.store import journal

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session

_MOST = 20


def reassigned(t: Session) -> list[Reassigned]:
    """The newest handings over first."""
    entries = [e for e in t.read.history() if e.verb == "handed over" and not e.undone and not e.redacted]
    return [
        Reassigned(dates.short(date.fromisoformat(e.local_day)), e.subject, e.reason or "", _of(t, e.number))
        for e in entries[:_MOST]
    ]


def _of(t: Session, number: int) -> tuple[str, ...]:
    """The references, as they are now, of what an entry gave to somebody else."""
    edits = [e for e in journal.change(t.db, number).edits if e.field in ("assigned_to", "owner")]
    areas = {a.uid: a.ref for a in t.read.all(Area)}
    tasks = {k.uid: refs.task_ref(areas[k.area], k.no) for k in t.read.all(Task)}
    found = [areas.get(e.uid) or tasks.get(e.uid) for e in edits]
    return tuple(sorted({ref for ref in found if ref}, key=refs.natural_key))
