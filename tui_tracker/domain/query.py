"""The filter language: ``owner:hr due<2024-06-01 is:overdue stage:ready words``, parsed and checked.

Terms beside each other must all hold; ``or`` starts another group; ``-`` in front says not; quotes keep spaces. ``owner=hr``
asks for the whole cell, and ``owner=""`` for none. A value goes on over the words behind it as far as the plan has such a cell, or
as far as they are one date: ``owner:GM Fire Protection due<1 Jun 24`` needs no quotes, so that a filter means the same however a
shell has handed it on.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from datetime import date

from tui_tracker.domain import progress_words, typed_dates
from tui_tracker.domain.inspection import AREA_KINDS
from tui_tracker.domain.rag import LETTERS, USUAL, letter_of
from tui_tracker.domain.signoff import Stage
from tui_tracker.errors import UsageError
from tui_tracker.frozen import dataclass
from tui_tracker.patterns import pattern

# Complete, through QA with a favourable verdict, not sampled since: what a draw draws from.
TO_SAMPLE = "stage:qa is:complete"
# A kind that nobody types: an area that was opened in a round before.
CARRIED_OVER = "carried_over"
IS_WORDS = (
    "overdue", "complete", "open", "qa", "sampled", "assured", "qa-outside", "sampled-outside", "sent-back", "changed",
    "unsigned", "ready", "no-date", "unowned", "no-evidence", "withdrawn", "due-soon", "unsettled", "promised", "drawn", "waiting",
    "area-late", "quiet", "superseded",
)  # fmt: skip
WHOLE_FIELDS = ("owner", "pillar", "station", "plan")
TEXT_FIELDS = ("owner", "area", "pillar", "plan", "ref", "station", "title", "by", "note", "kind")
DATE_FIELDS = ("due", "target", "deadline")
NUMBER_FIELDS = ("quiet", "slips")
WORD_FIELDS = ("progress", "stage", "rag", "is")
FIELDS = (*TEXT_FIELDS, *WORD_FIELDS, *DATE_FIELDS, *NUMBER_FIELDS)
# The longest cell and the longest date that go on without quotes, in words.
_MOST_WORDS, _MOST_OF_DATE = 8, 4
Cells = Callable[[str, str, str], bool]
_TERM = pattern(r'(?P<not>-)?(?:(?P<field>[A-Za-z]+)(?P<op><=|>=|[:<>=]))?(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+))')


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


def parse(text: str, *, today: date, cells: Cells | None = None, colours: Mapping[str, str] = USUAL) -> Query:
    """Read a query. ``cells(field, op, value)`` says whether the plan has such a cell; ``colours`` names the letters of schemes of one's own. Raises UsageError naming the term that cannot be read."""
    groups: list[list[Term]] = [[]]
    found = list(_TERM.finditer(text))
    at = 0
    while at < len(found):
        m = found[at]
        if _is_or(m):
            groups.append([])
            at += 1
            continue
        value, at = _whole_value(found, at, today, cells)
        groups[-1].append(_term(m, value, today, colours))
    return Query(text.strip(), tuple(tuple(g) for g in groups if g))


def _whole_value(found: list[re.Match[str]], at: int, today: date, cells: Cells | None) -> tuple[str, int]:
    """The value of a term with the words behind it that belong to it, and where the next term begins."""
    m = found[at]
    value = m["quoted"] if m["quoted"] is not None else m["bare"]
    field, op = (m["field"] or "").lower(), m["op"] or ""
    most = {
        **dict.fromkeys(DATE_FIELDS, _MOST_OF_DATE),
        **dict.fromkeys(FIELDS[: len(TEXT_FIELDS) + 2], _MOST_WORDS),
    }.get(field, 1)
    if m["quoted"] is not None or field not in FIELDS:
        return value, at + 1
    behind = list(itertools.takewhile(_is_word, found[at + 1 : at + most]))
    for n in range(len(behind), 0, -1):
        longer = " ".join([value, *(w["bare"] for w in behind[:n])])
        if _belongs(field, op, longer, today, cells):
            return longer, at + 1 + n
    return value, at + 1


def _is_word(m: re.Match[str]) -> bool:
    return m["bare"] is not None and not m["field"] and not m["not"] and not _is_or(m)


def _belongs(field: str, op: str, value: str, today: date, cells: Cells | None) -> bool:
    """Whether words are one value of a field."""
    if field in TEXT_FIELDS:
        return cells is not None and cells(field, op, value)
    try:
        if field in DATE_FIELDS:
            typed_dates.parse(value, today=today)
        elif field == "progress":
            progress_words.parse(value)
        else:
            _stage(value)
    except UsageError:
        return False
    return True


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


def _term(m: re.Match[str], value: str, today: date, colours: Mapping[str, str] = USUAL) -> Term:
    field, op, negated = (m["field"] or "words").lower(), m["op"] or ":", bool(m["not"])
    if field != "words" and field not in FIELDS:
        raise UsageError(f"“{m[0]}” asks for a field that is not known; known are {', '.join(FIELDS)}.")
    if field == "words" or (op == ":" and field in TEXT_FIELDS) or (op == "=" and field in WHOLE_FIELDS):
        return Term(field, _kind(value) if field == "kind" else value, op, negated)
    if field in DATE_FIELDS:
        return Term(field, value, "=" if op == ":" else op, negated, _day(value, op, today))
    if field in NUMBER_FIELDS:
        if not value.isdecimal() or len(value) > 6:
            raise UsageError(f"“{m[0]}”: {field} takes a number, such as {field}>{90 if field == 'quiet' else 2}.")
        return Term(field, str(int(value)), "=" if op == ":" else op, negated)
    if op not in (":", "=") or field in TEXT_FIELDS:
        raise UsageError(f"“{m[0]}”: {field} takes a colon, such as {field}:{value}.")
    if field == "progress":
        return Term(field, progress_words.parse(value).value, ":", negated)
    if field == "stage":
        return Term(field, _stage(value), ":", negated)
    if field == "rag":
        return Term(field, _letter(value, colours), ":", negated)
    word = value.lower().replace("_", "-")
    word = {"late": "overdue", "past-date": "overdue"}.get(word, word)
    if word not in IS_WORDS:
        raise UsageError(f"“is:{value}” is not known; is: takes {', '.join(IS_WORDS)}.")
    return Term(field, word, ":", negated)


def _kind(value: str) -> str:
    """The id of a kind of area, from its id or its words."""
    plain = value.strip().casefold().replace("_", " ").replace("-", " ")
    if plain in ("carried over", "carried over afi", "carried over area for improvement"):
        return CARRIED_OVER
    for kind, words in AREA_KINDS.items():
        if plain in (kind.replace("_", " "), words, words + "s"):
            return kind
    raise UsageError(f"“kind:{value}” is not known; kind: takes {', '.join(AREA_KINDS)}, {CARRIED_OVER}.")


def _letter(value: str, colours: Mapping[str, str]) -> str:
    named = letter_of(value, {**USUAL, "?": "?", "not stated": "?", **colours})
    if named is not None:
        return named
    plain = value.strip()
    if len(plain) == 1 and plain.isalpha():  # of a scheme that a plan had: it shows nothing, and a saved view stays one
        return plain.upper()
    known = dict.fromkeys([*LETTERS.values(), *(name for name in colours if len(name) > 1)])
    raise UsageError(f"“rag:{value}” is not known; rag: takes {', '.join(known)} or ?.")


def _stage(value: str) -> str:
    plain = value.lower().replace("-", "_").replace(" ", "_").replace("'", "")
    plain = {"qad": "qa", "ready_for_qa": "ready", "ready_to_sample": "qa"}.get(plain, plain)
    if plain not in {s.value for s in Stage}:
        raise UsageError(f"“stage:{value}” is not known; stage: takes {', '.join(s.value for s in Stage)}.")
    return plain


def _day(value: str, op: str, today: date) -> date:
    made = typed_dates.parse(value, today=today)
    return made.first if op in ("<", ">=") else made.due


def completions(text: str) -> list[str]:
    """Whole queries that ``text`` may be the beginning of: its last word completed to a field or an ``is:`` word."""
    head, _, last = text.rpartition(" ")
    start, minus = (f"{head} " if head else ""), "-" if last.startswith("-") else ""
    word = last.removeprefix("-").lower()
    known = (
        [f"is:{w}" for w in IS_WORDS]
        if word.startswith("is:")
        else [f"{f}{'<' if f in DATE_FIELDS else '>' if f in NUMBER_FIELDS else ':'}" for f in FIELDS]
    )
    return [f"{start}{minus}{k}" for k in known if word and k.startswith(word)]


_NAMED = {"is:qa": "QA'd", "is:complete": "reported complete", "is:overdue": "past date", TO_SAMPLE: "ready to sample"}


def in_words(text: str) -> str:
    """A short name for a filter: what one term asks for, else the filter as it is typed."""
    if text in _NAMED:
        return _NAMED[text]
    found = list(_TERM.finditer(text))
    if len(found) != 1 or found[0]["not"]:
        return text
    value = found[0]["quoted"] if found[0]["quoted"] is not None else found[0]["bare"]
    if (found[0]["field"] or "").lower() == "is":
        return value.replace("-", " ")
    return value if found[0]["quoted"] and found[0]["field"] else text
