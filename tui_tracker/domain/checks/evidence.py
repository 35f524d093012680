"""Evidence: pointers that lead nowhere, work that is no longer ours, words that say more than the status."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from tui_tracker.domain.checks import compared
from tui_tracker.domain.checks.facts import PlanFacts, TaskFacts
from tui_tracker.domain.checks.registry import NOTE, WARNING, Finding, Rule, rule
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.refs import normal_area
from tui_tracker.patterns import pattern

_RELATIVE = pattern(r"^\s*(?:\d+[.)]?\s*)?(?:as|a) (?:per )?above\b|\bsee item \d+", re.IGNORECASE)
_AREA_REF = pattern(r"\b(AFIs?|SII|REC)\s?-?\s?(\d{1,3})\b")
_LINK_WORDS = pattern(r"click here|upload|link to|evidence link|^here$", re.IGNORECASE)
# What somebody typed, or left standing, where an address belongs.
_NO_TARGET = pattern(
    r"#|(?:https?|file):/*|[<\[(]?(?:click here|upload|(?:insert|add|paste)?\s*(?:the\s*)?(?:evidence\s*)?(?:link|url|hyperlink)(?:\s*(?:here|to .*))?|here|tb[cad]|n/?a|none|x+|\?+|-+)[>\])]?",
    re.IGNORECASE,
)
_OWN_BOOK = pattern(r"^#|^'?[^'!\\/:]+'?![A-Z$]+\d*$|^#?'")


@rule(
    "PC77",
    WARNING,
    "Relative pointer",
    "“As above” points at a row that may have moved; proof must stand where it is needed.",
    field="evidence",
    mend="task.tie",
)
def relative(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        for name, text in t.texts.items():
            m = _RELATIVE.search(text)
            if m and name != "title":
                yield r.on(t, f"“{m[0].strip()}”", field=name)


@rule(
    "PC78",
    WARNING,
    "Circular proof",
    "One area points at another for its proof, and that one points back.",
    field="evidence",
    rank=24,
    whole=compared.texts,
)
def circular(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    known = {a.ref: a for a in facts.areas}
    points: dict[str, dict[str, list[TaskFacts]]] = defaultdict(lambda: defaultdict(list))
    for t in facts.tasks:
        for text in t.texts.values():
            for ref in _pointed(text):
                if ref in known and ref != t.area.ref:
                    points[t.area.ref][ref].append(t)
    for loop in loops({a: set(b) for a, b in points.items()}):
        steps = [
            (sorted({x.uid: x for x in points[here][there]}.values(), key=lambda x: x.ref), there)
            for here, there in zip(loop, [*loop[1:], loop[0]], strict=True)
        ]
        said = "; ".join(f"{', '.join(x.ref for x in pointing)} points at {there}" for pointing, there in steps)
        yield r.on(steps[0][0][0], f"{' → '.join([*loop, loop[0]])}: {said}")


@lru_cache(maxsize=50_000)
def _pointed(text: str) -> tuple[str, ...]:
    """The areas that a text names; worked out once for each text."""
    return tuple(normal_area(m[1] + m[2]) for m in _AREA_REF.finditer(text))


def loops(points: dict[str, set[str]]) -> list[list[str]]:
    """Every simple loop of pointers, each once, beginning at its first name; at most four areas long."""
    found = []

    def walk(start: str, path: list[str]) -> None:
        for there in sorted(points.get(path[-1], ())):
            if there == start and len(path) > 1:
                found.append(path)
            elif there > start and there not in path and len(path) < 4:
                walk(start, [*path, there])

    for start in sorted(points):
        walk(start, [start])
    return found


@rule(
    "PC79",
    WARNING,
    "Link leads nowhere",
    "A link without a target, or into its own workbook, is a template's placeholder.",
    field="link",
    mend="task.note",
)
def placeholder_links(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        for link in t.view.links:
            target, label = (link.target or "").strip(), (link.label or "").strip()
            nowhere = _NO_TARGET.fullmatch(target) or _OWN_BOOK.search(target) if target else _LINK_WORDS.search(label)
            if nowhere:
                yield r.on(t, f"“{label or target}” leads nowhere")
                break


def _phrase(
    r: Rule, facts: PlanFacts, pattern: re.Pattern[str], names: tuple[str, ...], closed: tuple[str, ...]
) -> Iterable[Finding]:
    for t in facts.tasks:
        if t.progress in closed:
            continue
        for name in names:
            m = pattern.search(t.texts[name])
            if m:
                yield r.on(t, f"“{' '.join(t.texts[name][max(0, m.start() - 20) : m.end() + 30].split())}”", field=name)
                break


@rule(
    "PC80",
    WARNING,
    "Superseded, and still counted",
    "Its own words say that something else has taken its place.",
    field="evidence",
    heuristic=True,
    mend="record.withdraw",
)
def superseded(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    yield from _phrase(r, facts, re.compile(r"\bsuperseded\b", re.IGNORECASE), ("evidence",), (Progress.COMPLETE,))


@rule(
    "PC81",
    WARNING,
    "Not ours, and counted",
    "It is addressed to somebody else.",
    field="title",
    heuristic=True,
    mend="record.withdraw",
)
def not_ours(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    others = re.compile(
        r"\b(?:chief constables?|police forces?|the home office|home office|the government|the national fire chiefs council|nfcc|the college of policing)\b[^.]{0,40}\bshould\b",
        re.IGNORECASE,
    )
    ours = re.compile(r"\b(?:chief fire officers?|fire and rescue services?)\b[^.]{0,60}\bshould\b", re.IGNORECASE)
    for a in facts.areas:
        if a.is_recommendation and others.search(a.area.title) and not ours.search(a.area.title):
            yield r.on(a, "is addressed to others")


@rule(
    "PC82",
    WARNING,
    "Decided against, and still open",
    "Its own words say that it will not be done.",
    field="evidence",
    heuristic=True,
    mend="record.withdraw",
)
def decided_against(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    pattern = re.compile(r"\bnot to pursue\b|\bdecided not to\b|\bdecision (?:was|is|made) not to\b", re.IGNORECASE)
    yield from _phrase(r, facts, pattern, ("evidence", "work", "qa.comment", "sampling.comment"), (Progress.COMPLETE,))


@rule(
    "PC83",
    WARNING,
    "On hold, and not deferred",
    "Its own words say that it waits.",
    field="evidence",
    heuristic=True,
    mend="task.defer",
)
def on_hold(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    yield from _phrase(
        r, facts, re.compile(r"\bon hold\b", re.IGNORECASE), ("evidence",), (Progress.COMPLETE, Progress.DEFERRED)
    )


@rule(
    "PC84",
    NOTE,
    "Evidence elsewhere, no file named",
    "“See uploaded evidence” names no file that anyone could open.",
    field="evidence",
    mend="task.note",
)
def unnamed_files(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        count = len(re.findall(r"\bsee (?:the )?(?:uploaded|updated) evidence\b", t.evidence, re.IGNORECASE))
        if count and not t.view.attachments:
            yield r.on(t, f"says so {count} time{'s' if count > 1 else ''}")
