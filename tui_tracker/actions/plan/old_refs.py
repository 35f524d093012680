"""References that were once in use keep finding what they named, and are never given to something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.domain import changes, refs
from tui_tracker.domain.changes import Edit
from tui_tracker.domain.records import Area, OldRef, Task
from tui_tracker.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session


def keep(session: Session, plan: str, ref: str, subject: str) -> Edit:
    """The edit by which a reference keeps finding ``subject``."""
    return changes.create(OldRef(uid=session.ids.new(), plan=plan, ref=ref, subject=subject))


def keep_tasks(session: Session, area: Area) -> list[Edit]:
    """As :func:`keep`, for every task of an area whose own reference changes."""
    tasks = session.read.all(Task, area=area.uid, order=("position", "id"))
    return [keep(session, area.plan, refs.task_ref(area.ref, t.no), t.uid) for t in tasks]


def refuse_used(session: Session, plan: str, ref: str, *, subject: str | None = None) -> None:
    """Raise when a reference cannot be read back, is taken, or once named something other than ``subject``."""
    if not ref or set(ref) & set("/:"):
        raise UsageError(f"“{ref}” cannot be a reference: / and : have their own meaning in one.")
    if session.read.all(Area, plan=plan, ref=ref):
        raise RefusedError(f"{ref} is taken; give another reference.")
    old = session.read.all(OldRef, plan=plan, ref=ref)
    if any(o.subject != subject for o in old):
        raise RefusedError(f"{ref} once named something else, and references are never used twice; give another.")
