"""The filter language: ``owner:hr due<2024-06-01 is:overdue stage:ready words``, parsed and checked.

Terms beside each other must all hold; ``or`` starts another group; ``-`` in front says not; quotes keep spaces. ``owner=hr``
asks for the whole cell, and ``owner=""`` for none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tui_tracker.domain import dates, progress
from tui_tracker.domain.rag import LETTERS
from tui_tracker.domain.signoff import Stage
from tui_tracker.errors import UsageError

# Complete, through QA with a favourable verdict, not sampled since: what a draw draws from.
TO_SAMPLE = "stage:qa is:complete"
IS_WORDS = (
    "overdue", "complete", "open", "qa", "sampled", "assured", "qa-outside", "sampled-outside", "sent-back", "changed",
    "unsigned", "ready", "no-date", "unowned", "no-evidence", "withdrawn", "due-soon", "unsettled", "promised", "drawn", "waiting",
)  # fmt: skip
WHOLE_FIELDS = ("owner", "pillar", "station", "plan")
TEXT_FIELDS = ("owner", "area", "pillar", "plan", "ref", "station", "title", "by")
FIELDS = (*TEXT_FIELDS, "progress", "stage", "rag", "due", "target", "is")
_TERM = re.compile(
    r'(?P<not>-)?(?:(?P<field>[A-Za-z]+)(?P<op><=|>=|[:<>=]))?(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+))'
)


@dataclass(frozen=True)
class Term:
    """One condition. ``field`` is ``words`` for free text; ``op`` is ``:`` except for dates."""

    field: str
    value: str
    op: str = ":"
    negated: bool = False
    day: date | None = None


@dataclass(frozen=True)
class Query:
    """Groups of terms: any group may hold, every term in it must."""

    text: str
    groups: tuple[tuple[Term, ...], ...] = ()

    @property
    def terms(self) -> list[Term]:
        return [term for group in self.groups for term in group]

    def wants(self, field: str, value: str | None = None) -> bool:
        """Whether any term asks for ``field`` (with ``value``)."""
        return any(t.field == field and value in (None, t.value) for t in self.terms)


def parse(text: str, *, today: date) -> Query:
    """Read a query. Raises UsageError naming the term that cannot be read."""
    groups: list[list[Term]] = [[]]
    for m in _TERM.finditer(text):
        if _is_or(m):
            groups.append([])
            continue
        groups[-1].append(_term(m, today))
    return Query(text.strip(), tuple(tuple(g) for g in groups if g))


def narrowed(text: str, term: str) -> str:
    """A query that asks for ``term`` besides: in every group that ``or`` parts."""
    groups, start = [], 0
    for m in _TERM.finditer(text):
        if _is_or(m):
            groups.append(text[start : m.start()].strip())
            start = m.end()
    groups.append(text[start:].strip())
    return " or ".join(f"{g} {term}".strip() for g in groups if g or len(groups) == 1)


def _is_or(m: re.Match[str]) -> bool:
    return m["bare"] is not None and m["bare"].lower() == "or" and not m["field"] and not m["not"]


def _term(m: re.Match[str], today: date) -> Term:
    value = m["quoted"] if m["quoted"] is not None else m["bare"]
    field, op, negated = (m["field"] or "words").lower(), m["op"] or ":", bool(m["not"])
    if field == "words" or (op == ":" and field in TEXT_FIELDS) or (op == "=" and field in WHOLE_FIELDS):
        return Term(field, value, op, negated)
    if field in ("due", "target"):
        return Term(field, value, "=" if op == ":" else op, negated, _day(value, op, today))
    if op not in (":", "="):
        raise UsageError(f"“{m[0]}”: {field} takes a colon, such as {field}:{value}.")
    if field == "progress":
        return Term(field, progress.parse(value).value, ":", negated)
    if field == "stage":
        return Term(field, _stage(value), ":", negated)
    if field == "rag":
        return Term(field, _letter(value), ":", negated)
    if field == "is":
        word = value.lower().replace("_", "-")
        if word not in IS_WORDS:
            raise UsageError(f"“is:{value}” is not known; is: takes {', '.join(IS_WORDS)}.")
        return Term(field, word, ":", negated)
    known = ", ".join(FIELDS)
    raise UsageError(f"“{m[0]}” asks for a field that is not known; known are {known}.")


def _letter(value: str) -> str:
    plain = value.strip().casefold()
    for letter, word in {**LETTERS, "?": "not stated"}.items():
        if plain in (letter.casefold(), word):
            return letter
    raise UsageError(f"“rag:{value}” is not known; rag: takes {', '.join(LETTERS.values())} or ?.")


def _stage(value: str) -> str:
    plain = value.lower().replace("-", "_").replace(" ", "_").replace("'", "")
    plain = {"qad": "qa", "ready_for_qa": "ready", "ready_to_sample": "qa"}.get(plain, plain)
    if plain not in {s.value for s in Stage}:
        raise UsageError(f"“stage:{value}” is not known; stage: takes {', '.join(s.value for s in Stage)}.")
    return plain


def _day(value: str, op: str, today: date) -> date:
    made = dates.parse(value, today=today)
    return made.first if op in ("<", ">=") else made.due


def completions(text: str) -> list[str]:
    """Whole queries that ``text`` may be the beginning of: its last word completed to a field or an ``is:`` word."""
    head, _, last = text.rpartition(" ")
    start, minus = (f"{head} " if head else ""), "-" if last.startswith("-") else ""
    word = last.removeprefix("-").lower()
    known = [f"is:{w}" for w in IS_WORDS] if word.startswith("is:") else [f"{f}:" for f in FIELDS]
    return [f"{start}{minus}{k}" for k in known if word and k.startswith(word)]
