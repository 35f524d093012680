"""The plan checks: one small function a rule, one registry, no I/O. Rules read facts and give findings."""

from __future__ import annotations

from tui_tracker.domain.checks import (  # noqa: F401  # they register their rules
    blanks,
    day_cells,
    days,
    life,
    proof,
    signers,
    signing,
    structure,
    telling,
    totals,
    waiting,
)
from tui_tracker.domain.checks.from_file import FILE_RULES
from tui_tracker.domain.checks.memory import Memory, run
from tui_tracker.domain.checks.registry import ERROR, NOTE, RULES, SEVERITIES, WARNING, Finding, Rule, order

__all__ = ["ERROR", "NOTE", "RULES", "SEVERITIES", "WARNING", "Finding", "Memory", "Rule", "order", "run"]
assert FILE_RULES
