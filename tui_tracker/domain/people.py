"""People, not spellings: which person a spelling means, for rules that compare people."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tui_tracker.domain.posts import RANKS
from tui_tracker.domain.records import Alias
from tui_tracker.domain.text import fold
from tui_tracker.patterns import pattern

# "A & B" of these forms is one post or department, never two people.
_ONE = pattern(r"^[A-Z]{1,3} ?(?:&|and) ?[A-Z]{1,4}$")
_RANK = pattern(rf"(?:{'|'.join((*RANKS, 'TL'))})\b")
_DEPARTMENT_WORDS = frozenset(
    [
        "risk",
        "resilience",
        "wellbeing",
        "performance",
        "planning",
        "health",
        "safety",
        "prevention",
        "protection",
        "development",
        "learning",
        "assurance",
        "training",
    ]
)


class Register:
    """Resolves spellings through aliases; an unknown spelling is a person of its own."""

    def __init__(self, aliases: Iterable[Alias] = ()) -> None:
        self._by_spelling = {a.folded: a.person for a in aliases}

    def spellings(self) -> dict[str, str]:
        """Folded spelling → identity, for telling whether two registers say the same."""
        return dict(self._by_spelling)

    def person(self, spelling: str) -> str:
        """The identity behind a spelling: a person's uid, or the folded spelling itself."""
        folded = fold(spelling)
        return self._by_spelling.get(folded, folded)

    def people(self, text: str | None) -> set[str]:
        """Everyone a cell names: joint owners are split, and the whole cell counts as a spelling too."""
        if not text or not text.strip():
            return set()
        if fold(text) in self._by_spelling:
            return {self.person(text)}
        return {self.person(name) for name in split(text)}


_LEAD = pattern(r"(?i)\s*[(\[](?:the )?lead[)\]]|^lead\s*[:\u2013-]\s*|\s+\u2013 lead$")


def split(text: str) -> list[str]:
    """The people or posts that one owner cell names, in order; ``T & D`` and ``Health & Wellbeing`` are one. A lead's mark is no part of a name."""
    parts: list[str] = []
    for chunk in re.split(r"\s*[/;,\n]\s*", text):
        parts.extend(_split_joined(_LEAD.sub("", chunk).strip()))
    return [p for p in parts if p]


def lead(text: str | None) -> str | None:
    """Who leads among several: ``HR Manager (lead) / Payroll``; the only one named; None where nobody is marked."""
    names = split(text or "")
    if len(names) == 1:
        return names[0]
    marked = [c for c in re.split(r"\s*[/;,\n]\s*|\s+(?:&|and)\s+", text or "") if _LEAD.search(c)]
    return _LEAD.sub("", marked[0]).strip() if len(marked) == 1 else None


def with_lead(text: str, name: str) -> str:
    """The same people, the one named first and marked as the lead. Raises ValueError when they are not among them."""
    names = split(text)
    found = next((n for n in names if fold(n) == fold(name)), None)
    if found is None:
        raise ValueError(name)
    return " / ".join([f"{found} (lead)", *(n for n in names if n != found)])


def _of_same_post(rank: str, beside: str) -> str:
    """A bare rank with the post of the one named beside it: ``SM & TL Prevention`` are SM Prevention and TL Prevention."""
    post = beside.partition(" ")[2]
    return f"{rank} {post}" if post and not re.match(r"(?:&|and)\b", post) else rank


def _split_joined(chunk: str) -> list[str]:
    m = re.fullmatch(r"(.+?)\s+(?:&|and)\s+(.+)", chunk)
    if not m or _ONE.match(chunk):
        return [chunk]
    left, right = m[1], m[2]
    if _RANK.fullmatch(left) and _RANK.match(right):
        others = _split_joined(right)
        return [_of_same_post(left, others[0]), *others]
    if re.fullmatch(r"[A-Z]{2,4}", left) and re.match(r"[A-Z]{2,4}\b", right):
        return [left, *_split_joined(right)]
    if _RANK.match(left) and _RANK.match(right):
        return [left, *_split_joined(right)]
    both = {w.casefold() for w in re.findall(r"\w+", left)[-1:] + re.findall(r"\w+", right)}
    if both & _DEPARTMENT_WORDS or re.search(r"\b[A-Z]&[A-Z]\b", chunk):
        return [chunk]
    if re.match(r"(?:[A-Z]{2,4}|Head|Director|Chief|Manager)\b", right):
        return [left, *_split_joined(right)]
    return [chunk]
