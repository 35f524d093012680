"""What inspectorates and auditors use: the three pillars, opinions, and the steps of a cause of concern."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from tui_tracker.domain.records import Area, Milestone, Opinion, Plan, SignOff, Task
from tui_tracker.errors import UsageError

# What an area can be, each in the words of papers.
AREA_KINDS = {
    "afi": "area for improvement",
    "sii": "service improvement initiative",
    "recommendation": "recommendation",
    "cause_of_concern": "cause of concern",
    "audit": "audit",
}
# The letters before the number of such an area's reference.
AREA_LETTERS = {
    "afi": "AFI",
    "sii": "SII",
    "recommendation": "REC",
    "cause_of_concern": "COC",
    "audit": "IA",
}
PLAN_KINDS = ("inspection", "culture", "cause_of_concern", "peer_review", "internal_audit", "other")
# The kind of plan that areas of a kind stand in, where nothing else says it.
PLAN_KIND_OF = {"recommendation": "culture", "audit": "internal_audit", "cause_of_concern": "cause_of_concern"}
PILLARS = ("Effectiveness", "Efficiency", "People")


def area_kind(text: str | None) -> str:
    """The kind of area that is meant, by its id or its words. Raises UsageError."""
    plain = " ".join((text or "").split()).lower()
    for kind, words in AREA_KINDS.items():
        if plain in (kind, kind.replace("_", " "), words):
            return kind
    raise UsageError(f"“{plain}” is not a kind of area; use one of {', '.join(AREA_KINDS.values())}.")


OPINIONS = {"full": "full assurance", "substantial": "substantial assurance", "partial": "partial assurance", "little": "little or no assurance"}  # fmt: skip
IMPORTANCE = ("high", "medium", "low")
MILESTONES = {
    "letter": "the inspectorate's letter",
    "plan_due": "an action plan is due",
    "submitted": "the action plan was sent",
    "panel": "the panel meets",
    "review": "progress is reviewed",
    "revisit": "the inspectorate comes back",
    "discharge": "discharge",
    "check": "the check that it has stayed done",
    "again": "looked at again, as promised",
    "other": "other",
}
RHYTHMS = {"weekly": 7, "fortnightly": 14, "monthly": 31, "quarterly": 92, "yearly": 366}


# What meets a date that was set: the plan that was due is met by its sending.
_MET_BY = {"plan_due": "submitted"}


def met_on(milestone: Milestone, beside: Iterable[Milestone], as_at: date) -> date | None:
    """The day on which a milestone was met by a day: its own, or that of what met it; None when nothing did."""
    days = [milestone.done_on, *(m.done_on for m in beside if m.what == _MET_BY.get(milestone.what))]
    return min((d for d in days if d is not None and d <= as_at), default=None)


def is_missed(milestone: Milestone, as_at: date, beside: Iterable[Milestone] = ()) -> bool:
    """Due before the day and not met by it; what was met late is met. ``beside`` are the milestones of the same area."""
    done = met_on(milestone, beside, as_at) is not None
    return milestone.due_on is not None and milestone.due_on < as_at and not done


def unmet(milestones: Sequence[Milestone], as_at: date) -> list[Milestone]:
    """The dated ones that nothing has met by a day: missed, or still to come."""
    return [m for m in milestones if m.due_on is not None and met_on(m, milestones, as_at) is None]


def next_check(milestones: Iterable[Milestone]) -> Milestone | None:
    """The check that is still to be made, the earliest; None where none is set."""
    due = [m for m in milestones if m.what == "check" and m.due_on is not None and m.done_on is None]
    return min(due, key=lambda m: m.due_on or date.max, default=None)


def is_discharged(milestones: Iterable[Milestone], as_at: date) -> bool:
    """Whether the inspectorate has discharged the concern by a day."""
    return any(m.what == "discharge" and m.done_on is not None and m.done_on <= as_at for m in milestones)


def last_review(milestones: Iterable[Milestone], as_at: date, decided: Iterable[date] = ()) -> date | None:
    """When progress was last reviewed: by a panel, by a board that decided about the area or its tasks, or otherwise."""
    days = [m.done_on for m in milestones if m.what in ("review", "panel") and m.done_on and m.done_on <= as_at]
    return max([*days, *(d for d in decided if d <= as_at)], default=None)


def rhythm_of(area: Area, plan: Plan | None = None) -> str | None:
    """How often an area is reviewed: as said of it, else of its kind in the plan, else of the whole plan; None where nobody says."""
    said = plan.rhythms if plan is not None else {}
    return area.rhythm or said.get(area.area_kind) or said.get("") or None


def review_late(
    area: Area,
    milestones: Sequence[Milestone],
    as_at: date,
    *,
    plan: Plan | None = None,
    begun: date | None = None,
    decided: Iterable[date] = (),
) -> int:
    """Days by which the review of an area is later than its rhythm; 0 when it is in time, has none, is closed or discharged.

    Before the first review, the rhythm runs from the inspectorate's letter, else from the plan's start, else from ``begun``, the day
    on which the file was.
    """
    step = RHYTHMS.get(rhythm_of(area, plan) or "")
    closed = area.closed_on is not None and area.closed_on <= as_at
    if step is None or closed or is_discharged(milestones, as_at):
        return 0
    starts = [m.done_on for m in milestones if m.what == "letter" and m.done_on and m.done_on <= as_at]
    first = max(starts, default=None) or (plan.starts if plan is not None else None) or begun
    last = last_review(milestones, as_at, decided) or first
    if last is None:
        return 0
    return max(0, (as_at - (last + timedelta(days=step))).days)


def needs_retest(area: Area) -> bool:
    """An auditor's recommendation of high importance closes only when the control was tested again."""
    return area.importance == "high"


def is_retested(entries: Iterable[SignOff], as_at: date) -> bool:
    """Whether a favourable sampling entry that stands was a re-test."""
    return any(
        e.stage == "sampling" and e.retest and e.revoked is None and e.verdict == "close" and e.date is not None and e.date <= as_at
        for e in entries
    )  # fmt: skip


def opinion_at(opinions: Iterable[Opinion], as_at: date) -> Opinion | None:
    """The auditor's opinion that holds on a day: the newest given by then."""
    given = [o for o in opinions if o.given_on <= as_at]
    return max(given, key=lambda o: (o.given_on, o.position), default=None)


def is_open(tasks: Iterable[Task], area: Area) -> bool:
    """Whether an area is carried into the next round: it stands, nobody has closed it, and not all of its tasks are complete.

    An area without tasks is open: nothing shows that it was done.
    """
    if area.withdrawn is not None or area.closed_on is not None:
        return False
    standing = [t for t in tasks if t.withdrawn is None]
    return not standing or any(t.progress != "complete" for t in standing)
