"""Date cells that hold something other than one plain date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tui_tracker.domain import date_grammar, dates, progress_words
from tui_tracker.domain.checks import compared
from tui_tracker.domain.checks.facts import STAGES, AreaFacts, PlanFacts, TaskFacts, scanned
from tui_tracker.domain.checks.registry import ERROR, NOTE, WARNING, Finding, Rule, rule
from tui_tracker.patterns import pattern

_ORDINAL = pattern(r"\d(?:st|nd|rd|th)\b", re.IGNORECASE)
_DOUBLED = pattern(r"^\s*\d{1,2}[/.-]{1,2}\d{1,2}[/.-]{1,2}\d{2,4}")
_AMBIGUOUS = pattern(r"^\s*[A-Z][a-z]{2,8}\.? \d{2}\s*$")

Cell = tuple[TaskFacts | AreaFacts, str, str]


def date_cells(facts: PlanFacts) -> Iterator[Cell]:
    """(record, field, text) of every due, target and sign-off date cell, as written."""
    for a in facts.areas:
        if a.area.target_text:
            yield a, "target", a.area.target_text
        for t in a.tasks:
            if t.view.task.due_text:
                yield t, "due", t.view.task.due_text
            for stage in STAGES:
                entry = t.entry(stage)
                if entry is not None and entry.date_text:
                    yield t, f"{stage}.date", entry.date_text


@lru_cache(maxsize=50_000)
def fault_of(text: str) -> tuple[str, str] | None:
    """(rule, what is wrong) of a date cell, by its most specific fault; None for one plain date."""
    plain = " ".join(text.split())
    found = [f for f in date_grammar.scan(plain, loose=False) if f.made is not None]
    if len(found) > 1:
        rest = plain
        for f in reversed(found):
            rest = rest[: f.start] + rest[f.end :]
        if rest.strip(" ,;/&-").lower() in ("", "and", "to", "then", "or"):
            return "PC37", f"“{plain}” holds two dates"
    if not found and _DOUBLED.match(plain):
        return "PC39", f"“{plain}” is malformed"
    if found and found[0].start == 0 and found[0].numeric and plain[found[0].end :].strip(" ."):
        return "PC40", f"“{plain}” goes on after its date"
    word = re.sub(r"\s*\(.*\)\s*$", "", plain)
    if progress_words.from_word(word) is not None:
        return "PC41", f"“{plain}” is a progress word"
    if _AMBIGUOUS.match(plain):
        return "PC42", f"“{plain}” may be a day or a year"
    whole = found[0] if found and found[0].start == 0 and not plain[found[0].end :].strip(" .") else None
    if whole is None:
        return "PC36", f"“{plain}” is words where a date belongs"
    return None


def _cell_rule(id: str, facts: PlanFacts, r: Rule) -> Iterable[Finding]:
    for about, field, text in date_cells(facts):
        fault = fault_of(text)
        if fault is not None and fault[0] == id:
            yield r.on(about, fault[1], field=field)


@rule(
    "PC35",
    NOTE,
    "Date not in the plan's form",
    "One form of date in a column is what lets a person see the odd one out.",
    field="due",
    whole=compared.cells,
)
def odd_forms(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    cells = [
        (t, name, c)
        for t in facts.tasks
        for name in ("due", "qa.date", "sampling.date")
        if (c := t.cell(name)).get("text")
    ]
    shown = [
        (t, name, _form(c["text"]), c["text"])
        for t, name, c in cells
        if fault_of(c["text"]) is None and not _ORDINAL.search(c["text"])
    ]
    usual = {n: Counter(f for _, m, f, _ in shown if m == n).most_common(1)[0][0] for n in {m for _, m, _, _ in shown}}
    signed = [f for _, n, f, _ in shown if n != "due"]
    for t, name, form, text in shown:
        own = usual[name] if name == "due" else Counter(signed).most_common(1)[0][0]
        if form != own:
            yield r.on(t, f"“{text}” is written unlike the others", field=name)


def _form(text: str) -> str:
    return re.sub(r"[A-Za-z]+", "a", re.sub(r"\d{4}", "9999", re.sub(r"\b\d{1,2}\b", "99", text.strip())))


@rule(
    "PC36",
    ERROR,
    "Words where a date belongs",
    "A cell that should hold one date holds words; nothing can be reckoned by it.",
    field="due",
    mend="task.move-date",
)
def words_for_dates(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    yield from _cell_rule("PC36", facts, r)
    for about, field, text in date_cells(facts):
        worded = [
            f for f in date_grammar.scan(text, loose=False) if f.made and f.made.precision == "day" and not f.numeric
        ]
        if worded and fault_of(text) is None and _ORDINAL.search(text):
            yield r.on(about, f"“{text}” is written in words", severity=NOTE, field=field)


@rule(
    "PC37",
    ERROR,
    "Two dates in one cell",
    "Only one of them can be the date; the other is lost to every figure.",
    field="due",
)
def two_dates(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    yield from _cell_rule("PC37", facts, r)


@rule(
    "PC38",
    ERROR,
    "Sign-off dated ahead",
    "Nobody can have signed on a day that is still to come.",
    field="qa.date",
    rank=3,
)
def signed_ahead(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        for stage in STAGES:
            entry = t.entry(stage)
            if entry is None:
                continue
            days = [f.made.due for f in scanned(entry.date_text or "") if f.made] + ([entry.date] if entry.date else [])
            ahead = sorted({d for d in days if d > facts.as_at})
            if ahead:
                yield r.on(t, f"is dated {dates.long(ahead[-1])}", field=f"{stage}.date")


@rule("PC39", ERROR, "Malformed date", "The separators are doubled, or there is no such day.", field="due")
def malformed(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    yield from _cell_rule("PC39", facts, r)


@rule(
    "PC40",
    NOTE,
    "Words after a date",
    "What stands after the date is a condition or a comment; it belongs in a note.",
    field="due",
)
def words_after(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    yield from _cell_rule("PC40", facts, r)


@rule(
    "PC41",
    WARNING,
    "Status in the date column",
    "The date has been overwritten by a status and is lost.",
    field="due",
    mend="task.move-date",
)
def status_for_date(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    yield from _cell_rule("PC41", facts, r)


@rule(
    "PC42",
    WARNING,
    "Ambiguous date",
    "It may be a day of this year or a month of another.",
    field="due",
    mend="task.move-date",
)
def ambiguous(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    yield from _cell_rule("PC42", facts, r)
