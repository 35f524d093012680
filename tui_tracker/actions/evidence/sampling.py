"""The sampling draw: what Business Assurance looks at next, repeatable and recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.domain import changes, draw
from tui_tracker.domain.draw import Coverage
from tui_tracker.domain.records import Draw, SignOff
from tui_tracker.domain.views import TaskView
from tui_tracker.errors import RefusedError, UsageError
from tui_tracker.store.matching import at_least

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session


class SamplingActions:
    """A draw is a record: its number, what it was drawn from, and what it picked."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def _views(self) -> list[TaskView]:
        rows = self._s.read.task_rows(self._s.read.task_ids("progress:complete"))
        return self._s.read.task_views([r.uid for r in rows])

    def draw(self, count: int, number: int | None = None) -> Applied | None:
        """Draw ``count`` tasks weighted to risk. ``number`` repeats an earlier draw; the next one in order when left out.

        None when the draw of that number picked the same before: it is on record already.
        """
        if count < 1:
            raise UsageError("Draw one task or more.")
        found = draw.candidates(self._views(), self._s.read.today)
        if not found:
            raise RefusedError("Nothing is reported complete, QA'd and not yet sampled; there is nothing to draw from.")
        earlier = self._s.read.all(Draw)
        chosen = number if number is not None else max((d.number for d in earlier), default=0) + 1
        picked = draw.pick(found, count, chosen)
        if any(d.number == chosen and [p["uid"] for p in d.picked] == [c.uid for c in picked] for d in earlier):
            return None
        record = Draw(
            uid=self._s.ids.new(), number=chosen, drawn_on=self._s.clock.today(), journal=self._s.read.journal_head()[0], out_of=len(found),
            picked=[{"uid": c.uid, "ref": c.ref, "weight": c.weight, "why": list(c.why)} for c in picked], by=self._s.me or "not said",
        )  # fmt: skip
        return self._s.commit(
            f"drew {len(picked)} of {len(found)} for sampling, draw", str(chosen), [changes.create(record)]
        )

    def draws(self) -> list[Draw]:
        """Every draw, the newest first."""
        return self._s.read.all(Draw, order=("-id",))

    def looked_at(self, one: Draw) -> set[str]:
        """Uids of a draw's tasks that carry a sampling entry of its day or later."""
        entries = self._s.read.all(SignOff, stage="sampling", revoked=None, date=at_least(one.drawn_on.isoformat()))
        return {e.task for e in entries} & {p["uid"] for p in one.picked}

    def coverage(self) -> list[Coverage]:
        """By pillar, how much of what QA has passed was sampled."""
        return draw.coverage(self._views(), self._s.read.today)
