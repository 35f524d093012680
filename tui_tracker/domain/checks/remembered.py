"""Findings kept from run to run: after an edit only the areas that it touched are looked at again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from tui_tracker.domain.checks.facts import AreaFacts, PlanFacts
from tui_tracker.domain.checks.registry import RULES, Compares, Finding, Rule, once, order

_ByRule = dict[str, list[Finding]]


class Memory:
    """What each area's own rules found, and what each rule that compares areas did.

    An area counts as unchanged while it is the very same object. A rule that compares areas runs anew when something that
    it reads of one (``Rule.whole``) is not as it was.
    """

    def __init__(self) -> None:
        self._company: object = None
        self._held: dict[str, tuple[AreaFacts, _ByRule]] = {}
        self._compared: dict[str, list[Finding]] = {}

    def run(self, facts: PlanFacts) -> list[Finding]:
        """Every finding of every rule, the weightiest rules first, as a run from nothing would give them."""
        company = (
            facts.as_at, facts.columns, facts.register.spellings(), tuple(facts.persons), tuple(facts.plans), tuple(facts.file_findings),
        )  # fmt: skip
        if company != self._company:
            self._company, self._held, self._compared = company, {}, {}
        before = [held[0] for held in self._held.values()]
        self._held = {a.area.uid: self._area(a, facts) for a in facts.areas}
        for rule in RULES.values():
            if rule.whole is not None and (rule.always or not self._still_holds(rule, rule.whole, before, facts.areas)):
                self._compared[rule.id] = once(rule.run(facts))
        made: list[Finding] = []
        for rule in sorted(RULES.values(), key=order):
            if rule.whole is not None:
                made += self._compared[rule.id]
            else:
                for _, found in self._held.values():
                    made += found.get(rule.id, ())
        return made

    def _still_holds(self, rule: Rule, reads: Compares, before: list[AreaFacts], now: Sequence[AreaFacts]) -> bool:
        if rule.id not in self._compared or len(before) != len(now):
            return False
        return all(one is other or reads(one) == reads(other) for one, other in zip(before, now, strict=True))

    def _area(self, area: AreaFacts, facts: PlanFacts) -> tuple[AreaFacts, _ByRule]:
        held = self._held.get(area.area.uid)
        if held is not None and held[0] is area:
            return held
        alone = facts.only(area)
        found = {r.id: once(r.run(alone)) for r in RULES.values() if r.whole is None}
        return area, {name: made for name, made in found.items() if made}


def run(
    facts: PlanFacts,
    only: Collection[str] | None = None,
    accepted: Mapping[tuple[str, str], str] | None = None,
    memory: Memory | None = None,
) -> list[Finding]:
    """Every finding of every rule (or of ``only``), the weightiest rules first; accepted ones carry their reason."""
    if memory is not None:
        made = memory.run(facts)
        made = made if only is None else [f for f in made if f.rule in only]
    else:
        made = [f for r in _wanted(only) for f in once(r.run(facts))]
    return _said(made, accepted or {})


def _wanted(only: Collection[str] | None) -> list[Rule]:
    return [r for r in sorted(RULES.values(), key=order) if only is None or r.id in only]


def _said(found: list[Finding], accepted: Mapping[tuple[str, str], str]) -> list[Finding]:
    if not accepted:
        return found
    return [replace(f, accepted=reason) if (reason := accepted.get(f.key)) is not None else f for f in found]
