"""Stated numbers against worked-out ones: says where a file does not bear its own figures out."""

from __future__ import annotations

import re

from tui_tracker.domain.progress import Progress
from tui_tracker.intake.proposal import Proposal, ReadArea

_COUNTS = (Progress.COMPLETE, Progress.ON_TARGET, Progress.BEHIND_TARGET, Progress.NOT_STARTED)


def reconcile(proposal: Proposal) -> None:
    """Add a remark for each area whose stated figures disagree with each other or with its rows."""
    for area in proposal.areas:
        for sentence in _disagreements(area):
            proposal.remark("stated", area.where, sentence)


def _disagreements(area: ReadArea) -> list[str]:
    counts = {
        s.what: int(s.stated)
        for s in area.stated
        if s.what in {p.value for p in _COUNTS} and s.stated.isascii() and s.stated.isdigit()
    }
    if not counts:
        return []
    comment = next((s.stated for s in area.stated if s.what == "comment"), "")
    m = re.search(r"(\d+)\s+tasks?\b", comment, re.IGNORECASE)
    said = int(m[1]) if m else None
    total, rows = sum(counts.values()), sum(1 for t in area.tasks if t.title or t.assigned_to)
    if len({n for n in (said, total, rows) if n is not None}) > 1:
        stated = f"states {said} tasks, " if said is not None else "states no number of tasks, "
        return [f"{area.ref} {stated}its counts add to {total}, its sheet has {rows}"]
    found = []
    worked = {p.value: sum(t.status == p.value for t in area.tasks) for p in _COUNTS}
    unknown = sum(t.status is None for t in area.tasks)
    for name, stated_count in counts.items():
        if unknown == 0 and worked[name] != stated_count:
            found.append(f"{area.ref} states {stated_count} {name.replace('_', ' ')}, its rows give {worked[name]}")
    return found
