"""Stated numbers against what the rows bear out. Those of printed papers are held by ``reconcile`` (PC01, PC06 to PC08, PC13)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tui_tracker.domain.checks.facts import AreaFacts, PlanFacts
from tui_tracker.domain.checks.registry import ERROR, NOTE, WARNING, Finding, Rule, rule
from tui_tracker.patterns import pattern

_PART = pattern(r"(\d+)\s+(?:tasks?\s+)?(?:all\s+)?(completed?|in progress|behind)", re.IGNORECASE)
_TOTAL = pattern(r"(\d+)\s+tasks?\b", re.IGNORECASE)
_ALL = pattern(r"(\d+)\s+tasks?\s+all\s+completed?", re.IGNORECASE)
_PROGRESS_ONLY = pattern(r"^\s*(\d+)\s+tasks?\s+in progress\s*$", re.IGNORECASE)


def comment_parts(text: str) -> tuple[int | None, dict[str, int]]:
    """(the number of tasks it states, its parts by complete, in progress and behind) of a register's comment."""
    everything = _ALL.search(text)
    if everything:
        return int(everything[1]), {"complete": int(everything[1])}
    only = _PROGRESS_ONLY.match(text)
    if only:
        return int(only[1]), {"in progress": int(only[1])}
    total = _TOTAL.search(text)
    rest = text[total.end() :] if total and not _PART.match(text) else text
    parts: dict[str, int] = {}
    for m in _PART.finditer(rest):
        name = "complete" if m[2].lower().startswith("complete") else m[2].lower()
        parts[name] = parts.get(name, 0) + int(m[1])
    return (int(total[1]) if total and rest is not text else None), parts


def _stated(facts: PlanFacts) -> Iterable[tuple[AreaFacts, dict[str, int], int | None, dict[str, int]]]:
    for area in facts.areas:
        counts = area.counts()
        if area.comment or counts:
            yield area, counts, *comment_parts(area.comment)


@rule(
    "PC02",
    ERROR,
    "Counts do not add up to the stated tasks",
    "The register's four counts must add up to the number of tasks that its own comment gives.",
    field="counts",
)
def counts_and_total(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for area, counts, total, _ in _stated(facts):
        if total is not None and counts and sum(counts.values()) != total:
            yield r.on(area, f"the comment says {total} tasks, the counts add to {sum(counts.values())}")


@rule(
    "PC03",
    ERROR,
    "Comment and counts disagree",
    "The register's comment and its counts speak of the same tasks and must give the same numbers.",
    field="comment",
)
def comment_and_counts(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    pairs = (("complete", "complete"), ("in progress", "on_target"), ("behind", "behind_target"))
    for area, counts, _, parts in _stated(facts):
        if not counts or not parts:
            continue
        off = [
            f"{said} {parts.get(said, 0)} v {counts.get(name, 0)}"
            for said, name in pairs
            if parts.get(said, 0) != counts.get(name, 0)
        ]
        if off:
            yield r.on(area, f"“{area.comment}” against the counts: {', '.join(off)}")


@rule(
    "PC04",
    WARNING,
    "Comment does not add up by itself",
    "A comment that gives a total and its parts must add up.",
    field="comment",
)
def comment_alone(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for area, _, total, parts in _stated(facts):
        if parts and total is None:
            yield r.on(area, f"“{area.comment}” gives parts and no total", severity=NOTE)
        elif parts and total is not None and sum(parts.values()) != total:
            yield r.on(area, f"“{area.comment}”: {total} tasks, parts add to {sum(parts.values())}")


@rule(
    "PC05",
    ERROR,
    "Stated tasks are not the tasks there are",
    "What the register states of an area must be what the plan holds.",
    field="tasks",
    rank=20,
)
def stated_and_rows(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for area, counts, total, parts in _stated(facts):
        held = sum(t.is_task for t in area.tasks)
        stated = {
            n
            for n in (
                total if total is not None else sum(parts.values()) or None,
                sum(counts.values()) if counts else None,
            )
            if n is not None
        }
        wrong = sorted(n for n in stated if n != held)
        if wrong:
            yield r.on(
                area,
                f"the file states {' and '.join(map(str, wrong))} task{'s' if wrong != [1] else ''}, the plan holds {held}",
            )


@rule(
    "PC10",
    WARNING,
    "Arithmetic in a note is wrong",
    "A note that adds numbers up must add them up rightly.",
    field="evidence",
)
def sums_in_notes(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        for name, text in t.texts.items():
            for added, total in sums(text):
                if added != total:
                    yield r.on(t, f"the parts add to {added}, the note says {total}", field=name)


_PAIRS = pattern(
    # A label begins where a word does and is a word's length: over a long run of letters that is found out at once.
    r"((?:(?<![A-Za-z'])[A-Za-z][A-Za-z']{0,40}\s{0,3}[-–:]\s{0,3}\d+\s{0,3}(?:,|;|and|&)?\s{0,3}){2,60})total\s*(?:of|is|[-–:=])?\s*(\d+)",
    re.IGNORECASE,
)


def sums(text: str) -> list[tuple[int, int]]:
    """(what the labelled numbers add to, the total stated right after them) wherever a text adds up."""
    if "otal" not in text:
        return []
    return [(sum(map(int, re.findall(r"\d+", m[1]))), int(m[2])) for m in _PAIRS.finditer(text)]
