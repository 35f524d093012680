"""What is missing. A blank is a finding only where the plan uses the field at all."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tui_tracker.domain.checks.facts import PlanFacts
from tui_tracker.domain.checks.registry import ERROR, WARNING, Finding, Rule, rule
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.progress_words import COLOUR_WORDS
from tui_tracker.domain.text import fold
from tui_tracker.patterns import pattern

_NOBODY = pattern(
    r"^(?:various|all|everyone|tbc|tba|tbd|n/?a|none|nobody|to be (?:confirmed|agreed|advised))\.?$", re.IGNORECASE
)


@rule(
    "PC27",
    ERROR,
    "No projected date",
    "An open task without a date is late for nobody; committees ask for closing dates of every item.",
    field="due",
    rank=12,
    mend="task.move-date",
)
def no_date(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.real_tasks:
        if t.view.task.due is None and not t.view.task.due_text and facts.has_column(t, "due"):
            yield r.on(t, "has no projected date")


@rule(
    "PC28",
    WARNING,
    "Area without a target date",
    "An area's own target is what its tasks are measured by.",
    field="target",
)
def no_target(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for a in facts.areas:
        if (
            not a.is_recommendation
            and a.area.target is None
            and not a.area.target_text
            and facts.area_column(a, "target")
        ):
            yield r.on(a, "has no target date")


@rule(
    "PC29",
    ERROR,
    "Nobody is named",
    "A task belongs to somebody, and an area to one officer who answers for it.",
    field="assigned_to",
    rank=13,
)
def nobody(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.real_tasks:
        owner = t.view.task.assigned_to or ""
        if facts.has_column(t, "assigned_to") and (not owner.strip() or _NOBODY.match(owner.strip())):
            yield r.on(t, f"“{owner}” is nobody" if owner.strip() else "has no assignee")
    for a in facts.areas:
        owner = (a.area.owner or "").strip()
        if not a.is_recommendation and facts.area_column(a, "owner") and (not owner or _NOBODY.match(owner)):
            yield r.on(a, f"“{owner}” is nobody" if owner else "has no owner", severity=WARNING, field="owner")


@rule("PC30", WARNING, "No description of work", "Without it nobody can say what done would look like.", field="work")
def no_work(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.real_tasks:
        if not t.view.task.work and facts.has_column(t, "work"):
            yield r.on(t, "has no description of work")


@rule(
    "PC31",
    WARNING,
    "No evidence at all",
    "Nothing has been noted on this task yet.",
    field="evidence",
    rank=30,
    mend="task.note",
)
def no_evidence(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.real_tasks:
        if not t.evidence.strip() and facts.has_column(t, "evidence"):
            yield r.on(t, "has no evidence")


@rule(
    "PC32",
    WARNING,
    "Progress never stated",
    "Unknown is not the same as not started; ask the assignee.",
    field="progress",
    rank=28,
    mend="task.on-target",
)
def no_progress(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.real_tasks:
        if t.progress == Progress.UNKNOWN:
            yield r.on(t, "states no progress")


@rule(
    "PC33",
    WARNING,
    "Progress by colour alone",
    "A colour is lost in print and says nothing to some readers; a word says it.",
    field="progress",
)
def by_colour(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.real_tasks:
        word = fold(t.view.task.progress_text or "")
        if t.view.task.progress_from == "fill":
            yield r.on(t, "its progress was read from a fill")
        elif word in COLOUR_WORDS:
            yield r.on(t, f"its progress is the colour “{t.view.task.progress_text}”")


@rule(
    "PC34",
    ERROR,
    "Complete, with nothing to show",
    "Reported complete without evidence, comment or sign-off: there is no answer to “how do you know?”.",
    field="evidence",
    rank=4,
    mend="task.note",
)
def complete_without_proof(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        said = t.evidence.strip() or t.comment("qa") or t.comment("sampling") or t.view.attachments
        if t.progress == Progress.COMPLETE and not said:
            yield r.on(t, "is complete and holds neither evidence nor a sign-off comment")
