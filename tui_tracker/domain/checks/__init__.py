"""The plan checks: one small function a rule, one registry, no I/O. Rules read facts and give findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from tui_tracker.domain.checks import blanks, days, proof, signing, structure, telling, totals  # noqa: F401  # they register their rules
from tui_tracker.domain.checks.facts import PlanFacts
from tui_tracker.domain.checks.from_file import FILE_RULES
from tui_tracker.domain.checks.registry import ERROR, NOTE, RULES, WARNING, Finding, Rule

SEVERITIES = (ERROR, WARNING, NOTE)
__all__ = ["ERROR", "NOTE", "RULES", "SEVERITIES", "WARNING", "Finding", "Rule", "order", "run"]
assert FILE_RULES


def run(
    facts: PlanFacts, only: Collection[str] | None = None, accepted: Mapping[tuple[str, str], str] | None = None
) -> list[Finding]:
    """Every finding of every rule (or of ``only``), the weightiest rules first; accepted ones carry their reason."""
    made = [f for r in sorted(RULES.values(), key=order) if only is None or r.id in only for f in r.run(facts)]
    return [
        replace(f, accepted=reason) if (reason := (accepted or {}).get(f.key)) is not None else f for f in once(made)
    ]


def order(rule: Rule) -> tuple[int, int, int]:
    """Errors first, then by how much the rule matters, then by number."""
    return SEVERITIES.index(rule.severity), rule.rank, int(rule.id[2:])


def once(found: Iterable[Finding]) -> list[Finding]:
    """Each finding once: the same rule, record, field and words are one."""
    return list(dict.fromkeys(found))
