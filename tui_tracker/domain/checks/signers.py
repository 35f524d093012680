"""Checks of who signed: nobody signs for their own work, and business assurance samples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from tui_tracker.domain import people
from tui_tracker.domain.checks import compared
from tui_tracker.domain.checks.facts import PlanFacts, plain
from tui_tracker.domain.checks.registry import ERROR, NOTE, WARNING, Finding, Rule, rule
from tui_tracker.domain.signoff import SIGN_STAGES, may_qa


def _same_people(facts: PlanFacts, one: str | None, other: str | None) -> set[str]:
    return facts.register.people(one) & facts.register.people(other)


@rule(
    "PC68",
    ERROR,
    "Assignee signed their own QA",
    "Who did the work has passed it. People are compared through the register, not as spellings.",
    field="qa.by",
    rank=0,
    mend="task.sign",
)
def own_qa(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        entry = t.entry("qa")
        if entry is not None and entry.by and _same_people(facts, entry.by, t.view.task.assigned_to):
            yield r.on(t, f"assigned to {t.view.task.assigned_to}, QA by {entry.by}")


@rule(
    "PC69",
    NOTE,
    "QA inside the doing department",
    "The signer belongs to the department that did the work.",
    field="qa.by",
)
def own_department(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        entry = t.entry("qa")
        signer = facts.person(entry.by if entry else None)
        if signer is None or not signer.department:
            continue
        doing = [facts.person(name) for name in people.split(t.view.task.assigned_to or "")]
        theirs = {plain(p.department) for p in doing if p and p.department} | {plain(t.view.task.assigned_to or "")}
        if plain(signer.department) in theirs:
            yield r.on(t, f"QA by {entry.by if entry else ''} of {signer.department}")


@rule(
    "PC70",
    WARNING,
    "Sampler is not Business Assurance",
    "Sampling is independent only when somebody outside the line looks.",
    field="sampling.by",
    mend="task.sign",
)
def not_assurance(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    marked = {p.uid for p in facts.persons if p.assurance}
    for t in facts.tasks:
        entry = t.entry("sampling")
        if marked and entry is not None and entry.by and not facts.register.people(entry.by) & marked:
            yield r.on(t, f"sampled by {entry.by}, who is not marked as Business Assurance")


@rule(
    "PC71",
    NOTE,
    "One person in both stages",
    "Somebody does QA in one place and samples in another; it may be right, and should be known.",
    field="qa.by",
    whole=compared.signatures,
)
def both_stages(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    named: dict[str, str] = {}
    seen: dict[str, set[str]] = defaultdict(set)
    for t in facts.tasks:
        for e in t.view.signoffs:
            if e.revoked is None and e.by:
                spelt = {facts.register.person(name): name for name in (e.by, *people.split(e.by))}
                for person in sorted(facts.register.people(e.by)):
                    named.setdefault(person, spelt[person])
                    seen[person].add(e.stage)
    named |= {p.uid: p.name for p in facts.persons}
    for person, stages in seen.items():
        if len(stages) == 2:
            yield r.on(None, f"{named[person]} signs QA and samples", subject="plan")


@rule(
    "PC96",
    ERROR,
    "QA by neither the owner nor a deputy",
    "QA is the area owner's, or a named deputy's.",
    field="qa.by",
    rank=16,
    mend="task.sign",
)
def not_the_owner(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for a in facts.areas:
        allowed = may_qa(facts.register, facts.persons, a.area.owner)
        if not allowed:
            continue
        for t in a.tasks:
            entry = t.entry("qa")
            if entry is not None and entry.by and not facts.register.people(entry.by) & allowed:
                yield r.on(t, f"QA by {entry.by}; the area's owner is {a.area.owner}")


@rule(
    "PC100",
    NOTE,
    "Signed against a rule",
    "A rule of sign-off was overridden for a reason, which prints in every report.",
    field="qa",
    rank=19,
)
def overridden(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        for entry in t.view.signoffs:
            if entry.override and entry.revoked is None:
                yield r.on(t, f"{SIGN_STAGES[entry.stage]} by {entry.by}: {entry.override}", field=entry.stage)
