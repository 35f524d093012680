"""What waits for somebody outside the register: return forms without an answer, actions past their day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tui_tracker.domain import dates
from tui_tracker.domain.checks import compared
from tui_tracker.domain.checks.facts import PlanFacts
from tui_tracker.domain.checks.registry import ERROR, NOTE, WARNING, Finding, Rule, rule

_REPLY_DAYS = 14


@rule(
    "PC109",
    NOTE,
    "Return form without an answer",
    "A form went out, was to come back within a fortnight, and has not.",
    field="form",
    rank=35,
    mend="go.returns",
    whole=compared.names,
    always=True,
)
def unanswered(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for f in facts.forms:
        days = (facts.as_at - f.sent_on).days
        if f.answered_on is None and f.withdrawn is None and days > _REPLY_DAYS:
            yield replace(r.on(None, f"form {f.number} for {f.holder}: out {days} days, no answer"), uid=f.uid)


@rule(
    "PC110",
    WARNING,
    "Action past its day",
    "Somebody was given something to do by a day; it has passed, and nobody has said that it was done.",
    field="action",
    rank=30,
    mend="go.meeting",
    whole=compared.names,
    always=True,
)
def late_action(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for a in facts.actions:
        if a.closed_on is None and a.due_on is not None and a.due_on < facts.as_at:
            days = dates.counted((facts.as_at - a.due_on).days)
            yield replace(
                r.on(None, f"action {a.number} of {a.owner}: due {dates.long(a.due_on)}, {days} ago"), uid=a.uid
            )


@rule(
    "PC114",
    ERROR,
    "Proof that is not there any more",
    "A file that proves something is missing or has been changed since it was noted, or a link names a file that is not there.",
    field="link",
    rank=8,
    mend="task.note",
    whole=compared.names,
    always=True,
)
def lost_proof(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for uid, ref, what in facts.lost:
        yield replace(r.on(None, what, subject=ref), uid=uid, kind="task")
