"""How the plan is built: sheets, rows, pillars, doubles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from tui_tracker.domain.checks import compared
from tui_tracker.domain.checks.facts import AreaFacts, PlanFacts, TaskFacts, others, plain
from tui_tracker.domain.checks.registry import ERROR, NOTE, WARNING, Finding, Rule, rule
from tui_tracker.domain.text import fold
from tui_tracker.patterns import pattern

_PILLARS = ("effectiveness", "efficiency", "people")
_LISTED = pattern(r"\b([EP]?\s?\d+\.\d+|[EP]\s?\d+)\b")
_BRACKETED = pattern(r"\(([^()]*)\)")
_MOST = 1_500


@rule(
    "PC09",
    WARNING,
    "References in a heading and in its tasks differ",
    "Every reference that a heading lists should have a task, and every task's reference should be listed.",
    field="title",
)
def listed_references(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for area in facts.areas:
        statement = area.area.finding or area.area.title
        listed = {_tight(m) for m in _LISTED.findall(statement)}
        if len(listed) < 2:
            continue
        used: set[str] = set()
        for t in area.tasks:
            mine = {_tight(m) for text in _BRACKETED.findall(t.view.task.title or "") for m in _LISTED.findall(text)}
            used |= mine
            if not mine:
                yield r.on(t, "carries none of the heading's references")
            for ref in sorted(mine - listed):
                yield r.on(t, f"carries {ref}, which the heading does not list")
        for ref in sorted(listed - used):
            yield r.on(area, f"lists {ref}, which no task carries")


def _tight(text: str) -> str:
    return re.sub(r"\s+", "", text).upper()


@rule(
    "PC14",
    ERROR,
    "Area without its tasks",
    "The register states tasks for this area and the plan holds none: nothing shows what was done.",
    field="tasks",
    rank=10,
    mend="record.new",
)
def area_without_tasks(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for area in facts.areas:
        if not area.tasks and (sum(area.counts().values()) > 0 or re.search(r"\d", area.comment)):
            stated = sum(area.counts().values())
            yield r.on(area, f"the register states {stated} task{'s' if stated != 1 else ''}; there are none")


@rule(
    "PC19",
    ERROR,
    "Part of a row",
    "A row with no title, or with a title and nothing else, is most likely a piece of the row above.",
    field="title",
    rank=25,
    mend="record.join",
)
def fragments(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        task = t.view.task
        alone = not (
            task.assigned_to
            or task.due
            or task.due_text
            or task.work
            or t.evidence
            or t.view.signoffs
            or task.progress != "unknown"
        )
        if t.implicit:
            continue
        if not task.title:
            yield r.on(t, "has no title")
        elif alone and facts.has_column(t, "assigned_to"):
            yield r.on(t, "has a title and nothing else")


@rule(
    "PC22",
    WARNING,
    "Pillar blank or not a pillar",
    "The inspectorate has three pillars; an area under none of them falls out of the pillar table.",
    field="pillar",
    mend="record.move",
)
def pillars(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for area in facts.areas:
        if not area.is_recommendation and facts.area_column(area, "pillar") and fold(area.pillar) not in _PILLARS:
            yield r.on(area, f"“{area.pillar}” is no pillar" if area.pillar else "stands under no pillar")


@rule(
    "PC23",
    NOTE,
    "Same finding under two references",
    "Two tasks or areas with one finding are counted twice.",
    field="title",
    whole=compared.statements,
)
def same_finding(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    by_line: dict[str, list[TaskFacts]] = defaultdict(list)
    for t in facts.tasks:
        title = t.view.task.title or ""
        first = title.split("\n")[0] if "\n" in title else title[:80] if len(title) > 80 else ""
        if len(first.split()) > 4:
            by_line[plain(first)].append(t)
    for group in by_line.values():
        if len(group) > 1:
            refs = [t.ref for t in group]
            yield from (r.on(t, f"its finding is also that of {others(refs, t.ref)}") for t in group)
    by_text: dict[tuple[str, str], list[AreaFacts]] = defaultdict(list)
    for a in facts.areas:
        if a.area.title:
            by_text[a.plan.uid, plain(a.area.finding or a.area.title)].append(a)
    for areas in by_text.values():
        if len(areas) > 1:
            refs = [a.ref for a in areas]
            yield from (r.on(a, f"its statement is also that of {others(refs, a.ref)}") for a in areas)


@rule(
    "PC24",
    WARNING,
    "Text ends in mid-sentence",
    "A text that ends in a joining word was most likely cut by a page or a cell.",
    field="evidence",
    heuristic=True,
)
def cut_texts(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        for name, text in t.texts.items():
            if re.search(r"\b(?:and|or|the|a|of|to|for|from|with|in|by|that|as|on|at)\s*$", text, re.IGNORECASE):
                yield r.on(t, f"ends with “{' '.join(text.split()[-3:])}”", field=name)


@rule(
    "PC25",
    NOTE,
    "Title is a finding, not an action",
    "A title that says what is wrong does not say what is to be done.",
    field="title",
    heuristic=True,
)
def finding_as_title(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        if re.match(r"(?:The|We)\b", t.view.task.title or ""):
            yield r.on(t, "opens like a finding")


@rule(
    "PC26",
    NOTE,
    "Two tasks with the same words",
    "Tasks with the same title or the same description of work may be one.",
    field="work",
    mend="record.join",
    whole=compared.statements,
)
def same_words(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for name in ("work", "title"):
        groups: dict[tuple[str, str], list[TaskFacts]] = defaultdict(list)
        for t in facts.tasks:
            text = plain(t.texts[name])
            if len(text.split()) >= 3:
                groups[t.plan.uid, text].append(t)
        for group in groups.values():
            if len(group) > 1:
                refs = [t.ref for t in group]
                yield from (r.on(t, f"its {name} is that of {others(refs, t.ref)}", field=name) for t in group)


@rule(
    "PC66",
    ERROR,
    "Text in the wrong field",
    "A statement that is word for word another record's comment has been pasted into the wrong cell.",
    field="title",
    whole=compared.texts,
)
def misplaced(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    comments: dict[str, list[TaskFacts]] = defaultdict(list)
    for t in facts.tasks:
        if len(t.evidence.split()) >= 6:
            comments[plain(t.evidence)].append(t)
    for area in facts.areas:
        held = [t for t in comments.get(plain(area.area.title), []) if t.area.uid != area.area.uid]
        if held:
            yield r.on(area, f"its statement is the comment of {held[0].ref}")


@rule("PC85", NOTE, "Markup left in a text", "Tags and entities belong to a web page, not to a plan.", field="evidence")
def markup(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        for name, text in t.texts.items():
            m = re.search(
                r"</?(?:p|br|ul|ol|li|b|i|strong|em|div|span|table|tr|td)\b[^>]*>|&(?:amp|nbsp|lt|gt|quot|#\d+);",
                text,
                re.IGNORECASE,
            )
            if m:
                yield r.on(t, f"holds “{m[0]}”", field=name)


@rule(
    "PC86",
    NOTE,
    "Text very long",
    f"More than {_MOST:,} characters in one cell are several notes; nobody reads them in a meeting.",
    field="evidence",
)
def long_texts(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        imported = {**t.texts, "evidence": t.view.task.evidence_text or ""}
        for name, text in imported.items():
            if len(text) > _MOST:
                yield r.on(t, f"{len(text):,} characters", field=name)


@rule(
    "PC95",
    NOTE,
    "Heading and register differ",
    "One finding stands in two wordings; one of them is not the inspectorate's.",
    field="finding",
    heuristic=True,
)
def two_wordings(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    from difflib import SequenceMatcher

    for area in facts.areas:
        one, two = plain(area.area.title), plain(area.area.finding or "")
        if (
            two
            and one != two
            and area.area.finding != area.area.title
            and SequenceMatcher(None, one, two).ratio() > 0.6
        ):
            yield r.on(area, "its title and its finding are nearly, not wholly, the same words")
