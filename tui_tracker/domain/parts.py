"""One progress cell → dated evidence notes. The lead date of each part opens a note; the undated lead is kept."""

from __future__ import annotations

import re

from tui_tracker.domain import date_grammar, dates
from tui_tracker.domain.date_grammar import Found
from tui_tracker.frozen import dataclass
from tui_tracker.patterns import pattern

# A date after one of these is spoken of, not the head of a new part.
_LEADS_IN = pattern(
    r"(?:\b(?:on|by|until|till|from|of|in|at|since|to|for|and|before|after|during|around|dated|due|as of|submitted|approved|"
    r"closed on|completed|agreed|held|week commencing|wc|ending|between|the)|[(\[“\"'/–])\s*$",
    re.IGNORECASE,
)
_BEFORE = pattern(
    r"(?:^|[\n•·\uf0b7*]|[.;:!?)]\s|\s{2,}|^\s*[-–]\s?)\s*(?P<lead>(?:[-–•*]\s*)?(?:[A-Z]{2,3}\s+|[Uu]pdate:?\s+|UPDATE:?\s+)?)$"
)
# “Q4 2026/27 at the latest” says when something is to be done, not when it was.
_AT_LATEST = pattern(r"[\s,–(-]*(?:at the latest|latest|at the earliest|onwards?|deadline|target)\b", re.IGNORECASE)
_LOOK = 30  # characters before a date that can tell what it is; more would make long blanks slow
_AFTER = pattern(r"^(?:[,.]?\s*(?:[A-Z]{2,3}\b)?\s*[-–:])|^\s+[A-Z]")


@dataclass(frozen=True)
class Part:
    """A piece of a progress cell: its date where one opens it, the initials beside the date, and its words."""

    date: dates.FieldDate | None
    initials: str | None
    text: str


def split(text: str) -> list[Part]:
    """The parts of a cell in reading order; joined with newlines they hold every character but edge white space."""
    heads = [f for f in date_grammar.scan(text) if f.made is not None and opens(text, f)]
    if not heads:
        return [Part(None, None, text.strip())] if text.strip() else []
    made = []
    starts = [_start(text, h) for h in heads]
    if lead := text[: starts[0]].strip():
        made.append(Part(None, None, lead))
    for head, start, end in zip(heads, starts, [*starts[1:], len(text)], strict=True):
        if body := text[start:end].strip():
            made.append(Part(head.made, _initials(text, head), body))
    return made


def last(text: str) -> str:
    """The last dated part of a text that holds several rounds; the whole text when it holds one."""
    heads = [f for f in date_grammar.scan(text) if f.start and opens(text, f)]
    return text[_start(text, heads[-1]) :].strip() if heads else text


def opens(text: str, found: Found) -> bool:
    """Whether a date opens a part: first in its cell, line or sentence, or followed by a dash or colon."""
    before, after = text[: found.start], text[found.end : found.end + 40]
    if _AT_LATEST.match(after):
        return False
    if _BEFORE.search(before[-_LOOK:]) if before.strip() else True:
        return True
    if _LEADS_IN.search(before[-30:]):
        return False
    if re.match(r"\s*[-–:]\s", after) or re.match(r"[-–:]\s?[A-Z]", after):
        return True
    return found.numeric and bool(_AFTER.match(after)) and not before[-1:].isalnum()


def _start(text: str, head: Found) -> int:
    """Where the part begins: initials or a bullet before the date belong to it."""
    m = _BEFORE.search(text[max(0, head.start - _LOOK) : head.start])
    return head.start - len(m["lead"]) if m else head.start


def _initials(text: str, head: Found) -> str | None:
    m = re.match(r"[,.]?\s*[-–:]?\s*([A-Z]{2,3})\b\s*[-–:]", text[head.end : head.end + 20])
    if m:
        return m[1]
    m = re.search(r"(?:^|\s)([A-Z]{2,3})\s+$", text[max(0, head.start - 8) : head.start])
    return m[1] if m else None
