"""Snapshots: a name for the plan as it stood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.actions import entry
from tui_tracker.domain import changes, dates
from tui_tracker.domain.records import SignOff, Snapshot
from tui_tracker.domain.text import fold
from tui_tracker.domain.views import SnapshotView
from tui_tracker.errors import RefusedError, UsageError
from tui_tracker.store.matching import KNOWN

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session


class SnapshotActions:
    """Taken once, never edited but for what became of it."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def take(self, name: str, *, as_at: str | None = None) -> Applied:
        """Fix the plan as it stands under ``name``, reckoned as at a day (today if not given)."""
        plain = entry.needed(entry.line(name), "A name")
        today = self._s.clock.today()
        made = entry.made_date(as_at, today, "past")
        day = made.due if made else today
        if day > today:
            raise RefusedError(f"A snapshot cannot be reckoned at {dates.long(day)}, which is still to come.")
        if any(fold(s.name) == fold(plain) for s in self._s.read.snapshots()):
            raise RefusedError(f"A snapshot called “{plain}” exists, in these or other capitals; give another name.")
        if fold(plain) == "now":
            raise RefusedError(f"“{plain}” means the plan as it is; give the snapshot a name of its own.")
        number, head = self._s.read.journal_head()
        snapshot = Snapshot(
            uid=self._s.ids.new(),
            name=plain,
            as_at=day,
            taken_at=self._s.clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            number=number,
            head=head,
        )
        return self._s.commit("took the snapshot", plain, [changes.create(snapshot)])

    def named(self, name: str) -> Snapshot | None:
        """The snapshot of that name, whatever its capitals; None when there is none."""
        found: list[Snapshot] = self._s.read.snapshots()
        exact = next((s for s in found if s.name == name.strip()), None)
        return exact or next((s for s in found if fold(s.name) == fold(name)), None)

    def find(self, name: str) -> Snapshot:
        """The snapshot of that name. Raises UsageError listing those there are."""
        found = self.named(name)
        if found is None:
            there = ", ".join(s.name for s in self._s.read.snapshots()) or "none yet"
            raise UsageError(f"No snapshot is called “{name}”; there are: {there}.")
        return found

    def view(self, snapshot: Snapshot) -> SnapshotView:
        """The snapshot's figures, from the journal."""
        with self._s.at(snapshot.as_at, snapshot.number) as past:
            summary = past.read.summary()
        return SnapshotView(snapshot, summary.figures, summary.total)

    def settled_since(self, snapshot: Snapshot) -> int:
        """How many entries that had no verdict when the snapshot was taken have one now: its figures stay without them."""
        with self._s.at(snapshot.as_at, snapshot.number) as past:
            open_then = {s.uid for s in past.read.all(SignOff, verdict=None, revoked=None)}
        return sum(s.uid in open_then for s in self._s.read.all(SignOff, verdict=KNOWN))

    def record_outcome(
        self,
        name: str,
        *,
        presented_to: str | None,
        presented_on: str | None,
        outcome: str | None,
        published_at: str | None,
    ) -> Applied:
        """What became of a snapshot: where it was presented, when, what was decided, where it is published."""
        snapshot = self.find(name)
        made = entry.made_date(presented_on, self._s.clock.today(), "past")
        values = {
            "presented_to": entry.line(presented_to) or snapshot.presented_to,
            "presented_on": made.due if made else snapshot.presented_on,
            "outcome": entry.line(outcome) or snapshot.outcome,
            "published_at": entry.line(published_at) or snapshot.published_at,
        }
        return self._s.commit("recorded what became of", snapshot.name, changes.set_fields(snapshot, **values))
