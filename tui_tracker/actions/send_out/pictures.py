"""The plan at a named moment, whole or in part, and what moved between two of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_tracker.actions.send_out.scope import WHOLE, Scope, within
from tui_tracker.actions.send_out.snapshots import SnapshotActions
from tui_tracker.domain import dates, typed_dates
from tui_tracker.domain.moments import Movement, Picture
from tui_tracker.domain.movement import compare
from tui_tracker.domain.records import Snapshot
from tui_tracker.errors import UsageError
from tui_tracker.store import journal
from tui_tracker.store.moment import picture

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session


class Moments:
    """Pictures of the plan, by the name of a snapshot, by a day, or as it is now."""

    def __init__(self, session: Session) -> None:
        self._s = session
        self._snapshots = SnapshotActions(session)

    def before(self, since: str | None, snapshot: Snapshot | None, scope: Scope, t: Session) -> Picture | None:
        """What a paper is compared with: the moment named, else the newest snapshot of an earlier day or entry.

        Of a part of the plan, the same part: the tasks that the filter shows in ``t``, wherever they stood then.
        """
        tasks = frozenset(t.read.uids_of(t.read.task_ids(""))) if scope.query.strip() else None
        if since is not None:
            return self.named(since, scope, tasks)
        here = (snapshot.as_at, snapshot.number) if snapshot else (self._s.read.today, self._s.journal_at[0] + 1)
        earlier = [s for s in self._s.read.snapshots() if (s.as_at, s.number) < here]
        return self._of(max(earlier, key=lambda s: (s.as_at, s.number)), scope, tasks) if earlier else None

    def named(self, name: str, scope: Scope = WHOLE, tasks: frozenset[str] | None = None) -> Picture:
        """The plan, or a part of it, at a named moment: a snapshot's name, ``now``, or a date."""
        wanted = name.strip()
        snapshot = self._snapshots.named(wanted)
        if snapshot is not None:
            return self._of(snapshot, scope, tasks)
        if wanted.casefold() == "now":
            with within(self._s, scope, tasks) as part:
                return replace(picture(part.read, "now"), number=self._s.journal_at[0])
        try:
            day = typed_dates.parse(wanted, today=self._s.clock.today(), lean="past").due
        except UsageError:
            self._snapshots.find(wanted)  # raises, listing those there are
            raise
        if day > self._s.clock.today():
            raise UsageError(f"{dates.long(day)} is still to come; there is nothing to compare.")
        with self._s.at(day) as past, within(past, scope, tasks) as part:
            return replace(picture(part.read, dates.long(day)), number=journal.number_on(self._s.db, day))

    def _of(self, snapshot: Snapshot, scope: Scope, tasks: frozenset[str] | None) -> Picture:
        with self._s.at(snapshot.as_at, snapshot.number) as past, within(past, scope, tasks) as part:
            return replace(picture(part.read, snapshot.name), number=snapshot.number)

    def compare(self, before: str, after: str = "now", scope: Scope = WHOLE) -> Movement:
        """What moved between two named moments, in a part of the plan or all of it. Raises UsageError when the first is the later one."""
        two = self.named(after, scope)
        one = self.named(before, scope, frozenset(two.tasks) if scope.query.strip() else None)
        if (one.as_at, one.number) > (two.as_at, two.number):
            raise UsageError(f"{one.name} is later than {two.name}; name the earlier one first.")
        return compare(one, two)
