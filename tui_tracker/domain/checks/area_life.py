"""What happens on the way: set dates, reviews, steps, evidence that runs out, re-tests, problems that stay open."""

from __future__ import annotations

from collections.abc import Iterable

from tui_tracker.domain import dates
from tui_tracker.domain.checks import compared
from tui_tracker.domain.checks.facts import PlanFacts
from tui_tracker.domain.checks.registry import ERROR, NOTE, WARNING, Finding, Rule, rule
from tui_tracker.domain.inspection import (
    MILESTONES,
    is_missed,
    is_retested,
    last_review,
    needs_retest,
    review_late,
    rhythm_of,
)
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.steps import left_open, owned_by
from tui_tracker.domain.wording import steps_done

_LONG_OPEN_DAYS = 90


@rule(
    "PC103",
    ERROR,
    "A set date has passed",
    "A date that the inspectorate, a panel or the service set has gone by, and nothing says that it was met.",
    field="milestone",
    rank=4,
    mend="open",
)
def missed(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for a in facts.areas:
        for m in a.life.milestones:
            if is_missed(m, facts.as_at, a.life.milestones) and m.due_on is not None:
                days = dates.counted((facts.as_at - m.due_on).days)
                yield r.on(a, f"{MILESTONES[m.what]}: {dates.long(m.due_on)}, {days} ago")


@rule(
    "PC111",
    ERROR,
    "Closed with work open",
    "The area is recorded as closed by a committee while some of its work is not complete, or not signed off.",
    field="closed_on",
    rank=5,
    mend="area.closing",
    whole=compared.closings,
)
def closed_with_work_open(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    owned = owned_by((a.area.part_of, a) for a in facts.areas)
    for a in facts.areas:
        if a.area.closed_on is None or a.area.closed_on > facts.as_at:
            continue
        answers = (a, *owned.get(a.area.uid, ()))
        if said := left_open([t.view for b in answers for t in b.tasks], facts.as_at):
            yield r.on(a, f"closed on {dates.long(a.area.closed_on)}, with {said}")


@rule(
    "PC104",
    WARNING,
    "Not reviewed in its rhythm",
    "An area that is reviewed in a rhythm, its own or its plan's, is looked at that often until it is closed or discharged; nobody has, for longer than that.",
    field="milestone",
    rank=9,
    mend="area.review",
)
def not_reviewed(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for a in facts.areas:
        life = a.life
        late = review_late(a.area, life.milestones, facts.as_at, plan=a.plan, begun=life.begun, decided=life.decided)
        if late:
            never = "" if last_review(life.milestones, facts.as_at, life.decided) else ", never reviewed"
            yield r.on(a, f"its {rhythm_of(a.area, a.plan)} review is {dates.counted(late)} late{never}")


@rule(
    "PC105",
    WARNING,
    "Complete, with steps that are not",
    "The task is reported complete while steps inside it are not.",
    field="steps",
    rank=12,
    mend="open",
)
def open_steps(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        steps = t.view.steps
        if t.progress == Progress.COMPLETE and any(s.progress != Progress.COMPLETE for s in steps):
            yield r.on(t, steps_done(steps))


@rule(
    "PC106",
    WARNING,
    "Evidence has run out",
    "A certificate or a figure holds for a time; after it, it proves nothing.",
    field="evidence",
    rank=15,
    mend="task.evidence",
)
def expired(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        for note in t.view.standing_notes():
            if note.expires is not None and note.expires < facts.as_at:
                yield r.on(
                    t,
                    f"the note of {dates.short(note.date) if note.date else 'no day'} held until {dates.long(note.expires)}",
                )


@rule(
    "PC107",
    ERROR,
    "High importance, closed without a re-test",
    "An auditor's recommendation of high importance closes only when the control was tested again.",
    field="sampling",
    rank=6,
    mend="task.sign",
)
def not_retested(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for a in facts.areas:
        if not needs_retest(a.area):
            continue
        for t in a.tasks:
            sampled = any(
                e.stage == "sampling"
                and e.revoked is None
                and e.verdict == "close"
                and (e.date is None or e.date <= facts.as_at)
                for e in t.view.signoffs
            )
            closed = a.area.closed_on is not None and t.progress == Progress.COMPLETE
            if (sampled or closed) and not is_retested(t.view.signoffs, facts.as_at):
                yield r.on(t, "closed, and no sampling of it was a re-test")


@rule(
    "PC108",
    NOTE,
    "Problem open for long",
    "A problem that stays open for a quarter belongs before a board.",
    field="problem",
    rank=30,
    mend="open",
)
def long_open(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for a in facts.areas:
        for p in a.life.problems:
            days = (facts.as_at - p.raised_on).days
            if p.closed_on is None and days > _LONG_OPEN_DAYS:
                yield r.on(a, f"open for {days} days: {p.text}")
