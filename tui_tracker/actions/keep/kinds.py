"""Plans of other kinds to look round in: an internal audit, a cause of concern, a plan line by line with a column a quarter.

Each is read in from its sample file and reviewed over two invented months in its own rhythm.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.domain.records import Area
from tui_tracker.frozen import dataclass

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Tracker
    from tui_tracker.clock import FixedClock

_WEEKS = 8


@dataclass(frozen=True)
class Kind:
    """``file`` is the sample it is read from, ``words`` what it is, ``work`` what was done in two months."""

    file: str
    words: str
    work: Callable[[Tracker, FixedClock], None]


def _areas(t: Tracker) -> list[Area]:
    return t.read.all(Area, order=("position",))


def _review(t: Tracker, clock: FixedClock, weeks: int) -> None:
    """Two months, reviewed every so many weeks."""
    for week in range(1, _WEEKS + 1):
        clock.move(days=7)
        if week % weeks == 0:
            t.life.reviewed([a.uid for a in _areas(t)])


def _audit(t: Tracker, clock: FixedClock) -> None:
    """Opinions move, high importance closes by a re-test, the audit committee looks every month."""
    plan = t.read.plans()[0]
    t.judging.scheme(plan.uid, "on_track")
    t.plan_life.rhythm(plan.uid, "monthly")
    levels = ("substantial", "partial", "full", "little")
    for area, level in zip(_areas(t), levels, strict=True):
        t.areas.save(
            area.uid, {"area_kind": "audit", "importance": "high" if level in ("partial", "little") else "medium"}
        )
        t.life.opinion(area.uid, level, text="as the final report gives it")
    _review(t, clock, 4)
    uid = t.resolve("IA1/T1").uid
    t.tasks.ready(uid)
    t.signoffs.sign(uid, Request("qa", "close", "Head of Internal Audit", comment="June agrees too."))
    t.signoffs.sign(
        uid, Request("sampling", "close", "Business Assurance", comment="Tested again on July's list.", retest=True)
    )
    t.life.opinion(_areas(t)[3].uid, "partial", text="after the follow-up")


def _concern(t: Tracker, clock: FixedClock) -> None:
    """A letter, a day for the plan, a panel each week until the inspectorate comes back."""
    plan, area = t.read.plans()[0], _areas(t)[0]
    t.judging.scheme(plan.uid, "done")
    t.plan_life.rhythm(plan.uid, "weekly")
    t.areas.save(area.uid, {"area_kind": "cause_of_concern", "owner": "DCFO", "risk_ref": "Strategic 11; Prevention 4"})
    t.life.milestone(area.uid, "letter", done="today", text="the lead inspector's letter")
    t.life.milestone(area.uid, "plan_due", due="+28", text="set by the inspectorate")
    t.life.raise_problem(area.uid, "Two posts for vulnerable people could not be filled.")
    _review(t, clock, 1)
    t.life.milestone(area.uid, "submitted", done="today")
    t.life.milestone(area.uid, "revisit", due="+60")
    t.notes.add(t.resolve("COC1/T1").uid, "The score has been tried on 240 homes.", said_by="AM Prevention")
    t.tasks.set_progress([t.resolve("COC1/T6").uid], "complete")


def _quarters(t: Tracker, clock: FixedClock) -> None:
    """Each line has its words of the quarter; senior managers look at all of it every month."""
    plan = t.read.plans()[0]
    t.judging.scheme(plan.uid, "on_track")
    t.plan_life.rhythm(plan.uid, "monthly")
    t.areas.save(_areas(t)[0].uid, {"summary": "The fallback of fire control had never been tested at night."})
    _review(t, clock, 4)
    t.notes.add(t.resolve("AFI1/T1.2").uid, "24 of 24 control officers are trained.", said_by="Control Manager")
    t.tasks.set_progress([t.resolve("AFI1/T1.2").uid], "complete")


KINDS: dict[str, Kind] = {
    "audit": Kind("northshire-audit.csv", "an internal audit plan: opinions, importance, re-tests", _audit),
    "concern": Kind("northshire-concern.csv", "a cause of concern: a letter, set dates, a review each week", _concern),
    "quarters": Kind("northshire-quarters.csv", "an improvement plan line by line, with a column a quarter", _quarters),
}
