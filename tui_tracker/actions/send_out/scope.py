"""What a paper or a file covers: everything, one plan of the file, or the tasks that a filter shows."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui_tracker.errors import UsageError
from tui_tracker.frozen import dataclass

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session


@dataclass(frozen=True)
class Scope:
    """``plan`` is a plan's uid; ``query`` a filter. Without either it is the whole file."""

    plan: str | None = None
    query: str = ""

    @property
    def whole(self) -> bool:
        return self.plan is None and not self.query.strip()

    def refuse_empty(self, t: Session) -> None:
        """Raise UsageError for a filter that cannot be read or shows no task."""
        if self.query.strip() and not len(t.read.task_ids(self.query, plan=self.plan)):
            raise UsageError(f"No task is shown by the filter “{self.query.strip()}”, so there is nothing to write.")

    def words(self, t: Session) -> str:
        """What is covered, in a sentence, with how many tasks and areas there are in it."""
        plans = t.read.plans()
        named = next((p.name for p in plans if p.uid == self.plan), "")
        inside = f"{named}, one of the {len(plans)} plans of this file" if named and len(plans) > 1 else named
        everything = "everything in this file" if len(plans) != 1 else plans[0].name
        of = inside or everything
        only = f"only what the filter “{self.query.strip()}” shows of " if self.query.strip() else ""
        return f"{only}{of}: {self.size(t)}"

    def size(self, t: Session) -> str:
        """``75 tasks in 18 areas``."""
        with within(t, self) as part:
            total = part.read.summary().total
        areas = f"{total.areas:,} area{'s' if total.areas != 1 else ''}"
        return f"{total.tasks:,} task{'s' if total.tasks != 1 else ''} in {areas}"


WHOLE = Scope()


def plan_named(t: Session, name: str | None) -> str | None:
    """The uid of the one plan whose name begins so; None when no name is given. Raises UsageError when none or several do."""
    if name is None or not name.strip():
        return None
    plans = t.read.plans()
    folded = name.strip().casefold()
    found = [p for p in plans if p.name.casefold() == folded] or [
        p for p in plans if p.name.casefold().startswith(folded)
    ]
    if len(found) != 1:
        raise UsageError(
            f"No single plan is called “{name.strip()}”; there are {', '.join(p.name for p in plans) or 'none'}."
        )
    return found[0].uid


@contextlib.contextmanager
def within(t: Session, scope: Scope, tasks: frozenset[str] | None = None) -> Iterator[Session]:
    """The plan with what ``scope`` leaves out taken out of it, read-only, at the same moment.

    ``tasks`` names the tasks that the filter showed at another moment, so that two moments can be compared.
    """
    if scope.whole and tasks is None:
        yield t
        return
    shown = frozenset(t.read.uids_of(t.read.task_ids(scope.query, plan=scope.plan))) if scope.query.strip() else None
    from tui_tracker.store import narrow
    from tui_tracker.store.open_to_write import memory_copy

    copy = memory_copy(t.db)
    try:
        narrow.narrow(copy, scope.plan, tasks if tasks is not None else shown)
        yield t.on(copy)
    finally:
        copy.close()
