"""The plan checks: one small function a rule, one registry, no I/O. Rules read facts and give findings."""

from __future__ import annotations

from tui_tracker.domain.checks import (  # noqa: F401  # they register their rules
    area_life,
    blanks,
    day_cells,
    days,
    evidence,
    publication,
    signers,
    signing,
    structure,
    totals,
    waiting,
)
from tui_tracker.domain.checks.from_file import FILE_RULES
from tui_tracker.domain.checks.registry import ERROR, NOTE, RULES, SEVERITIES, WARNING, Finding, Rule, order
from tui_tracker.domain.checks.remembered import Memory, run

__all__ = ["ERROR", "NOTE", "RULES", "SEVERITIES", "WARNING", "Finding", "Memory", "Rule", "order", "run"]
assert FILE_RULES
