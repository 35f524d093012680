"""The records of assurance: sign-offs, promises, draws, accepted findings, and what an inspectorate and auditors leave behind."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import Any, ClassVar

from tui_tracker.domain.record_base import Record
from tui_tracker.frozen import dataclass


@dataclass(frozen=True, kw_only=True)
class SignOff(Record):
    """One QA or sampling entry. Only ``verdict`` (from None, once) and the revocation are ever added to it.

    ``stage``: qa or sampling. ``verdict``: close, follow_up, not_yet, or None for an imported entry that nobody has
    settled. ``looked_at`` is the copy of what was signed (``seal.py``). ``retest``: a sampling that tested the control again,
    which is what closes a recommendation of high importance.
    """

    kind: ClassVar[str] = "signoff"
    task: str
    stage: str
    position: int = 0
    verdict: str | None = None
    date: date | None = None
    date_text: str | None = None
    by: str | None = None
    by_text: str | None = None
    comment: str | None = None
    received: str | None = None
    entered_by: str = ""
    entered_at: str = ""
    imported: bool = False
    override: str | None = None
    revoked: str | None = None
    looked_at: dict[str, Any] | None = None
    retest: bool = False


@dataclass(frozen=True, kw_only=True)
class Promise(Record):
    """Somebody said they would look again: by when, at what. It bars *assured* until it is met.

    ``signoff`` is the entry it was promised in; None when it was noted by itself.
    """

    kind: ClassVar[str] = "promise"
    task: str
    signoff: str | None = None
    position: int = 0
    due_on: date
    text: str
    who: str | None = None
    entered_by: str = ""
    met_on: date | None = None
    how: str | None = None


@dataclass(frozen=True, kw_only=True)
class Draw(Record):
    """What Business Assurance was to look at next, and how it was picked: ``number`` repeats the draw on the same plan.

    ``picked`` lists uid, ref, weight and why of each task; ``journal`` is the entry that the plan stood at.
    """

    kind: ClassVar[str] = "draw"
    number: int
    drawn_on: date
    journal: int
    out_of: int
    picked: list[dict[str, Any]] = field(default_factory=list)
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class Acceptance(Record):
    """A plan-check finding that somebody accepted, for a reason. ``subject`` is the record's uid, or what a file names."""

    kind: ClassVar[str] = "acceptance"
    rule: str
    subject: str
    shown: str
    reason: str
    by: str = ""
    accepted_on: date


@dataclass(frozen=True, kw_only=True)
class Step(Record):
    """One step inside a task, with a state of its own: a progress id. ``done_on``: the day it became complete."""

    kind: ClassVar[str] = "step"
    task: str
    position: int = 0
    text: str
    progress: str = "not_started"
    done_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Problem(Record):
    """Something met on the way in an area: raised, and open until ``closed_on``, when ``how`` says what became of it."""

    kind: ClassVar[str] = "problem"
    area: str
    position: int = 0
    raised_on: date
    text: str
    entered_by: str = ""
    closed_on: date | None = None
    how: str | None = None


@dataclass(frozen=True, kw_only=True)
class Milestone(Record):
    """A dated step in the life of a cause of concern or any area: what, by when it is due, when it was done.

    ``what``: letter, plan_due, submitted, panel, review, revisit, discharge, check (that it has stayed done) or other.
    """

    kind: ClassVar[str] = "milestone"
    area: str
    position: int = 0
    what: str
    due_on: date | None = None
    done_on: date | None = None
    text: str | None = None


@dataclass(frozen=True, kw_only=True)
class Grade(Record):
    """An inspection grade of a pillar or of a question (its number, such as 1.2), now and last time."""

    kind: ClassVar[str] = "grade"
    plan: str
    subject: str
    grade: str
    before: str | None = None
    inspected: str | None = None
    inspected_before: str | None = None


@dataclass(frozen=True, kw_only=True)
class Opinion(Record):
    """An internal auditor's opinion on an area, in order: full, substantial, partial or little (little or none)."""

    kind: ClassVar[str] = "opinion"
    area: str
    position: int = 0
    level: str
    given_on: date
    text: str | None = None


@dataclass(frozen=True, kw_only=True)
class Tie(Record):
    """How a task hangs together with ``other``, a task or an area: it depends on it, was superseded by it, or its evidence is captured there."""

    kind: ClassVar[str] = "tie"
    task: str
    what: str
    other: str
