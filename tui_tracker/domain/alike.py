"""Spellings that may be one person or role: suggested, and never taken for one unasked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from tui_tracker.domain.posts import RANKS
from tui_tracker.domain.text import fold

_RANKS = frozenset({*(r.lower() for r in RANKS), "ff", "bm", "dcf", "dacfo", "tl", "acm"})
_POSTS = frozenset(
    [
        "manager",
        "officer",
        "lead",
        "leader",
        "head",
        "director",
        "team",
        "chief",
        "coordinator",
        "adviser",
        "advisor",
        "commander",
        "department",
    ]
)
_SHORT, _LONG = 6, 12  # letters from which one slip of the pen, or two, may be forgiven


def pairs(spellings: Iterable[str]) -> list[tuple[str, str, str]]:
    """The pairs that may be one, each with why: ``(one, other, why)``, in the order in which they first stand."""
    known = list({fold(s): s for s in reversed(list(spellings)) if s.strip()}.values())[::-1]
    made = []
    for one, other in combinations(known, 2):
        if (why := alike(one, other)) is not None:
            made.append((one, other, why))
    return made


def alike(one: str, other: str) -> str | None:
    """Why two spellings may be one person; None when nothing says so. Different numbers or ranks are never one."""
    first, second = _tokens(one), _tokens(other)
    if not first or not second or first == second:
        return None
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return None
    if "".join(first) == "".join(second):
        return "the same letters"
    ranks = first[0] in _RANKS, second[0] in _RANKS
    if all(ranks) and first[0] != second[0]:
        return "one slip of the pen" if first[1:] == second[1:] and {first[0], second[0]} <= {"aco", "acfo"} else None
    if any(ranks) and not all(ranks):
        longer, shorter = (first, second) if ranks[0] else (second, first)
        if longer[1:] == shorter and len("".join(shorter)) >= _SHORT:
            return "the same but for the rank"
    if _initials(first, second) or _initials(second, first):
        return "initials of the other"
    if len(first) == len(second) and all(_shortens(a, b) or _shortens(b, a) or a == b for a, b in zip(first, second, strict=True)):  # fmt: skip
        return "a short form of the other"
    length = min(len("".join(first)), len("".join(second)))
    allowed = 2 if length >= _LONG else 1 if length >= _SHORT else 0
    if allowed and _distance(" ".join(first), " ".join(second), allowed) <= allowed:
        return "one slip of the pen" if allowed == 1 else "hardly a letter apart"
    return None


def _tokens(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", fold(text).replace("&", " "))


def _initials(short: Sequence[str], long: Sequence[str]) -> bool:
    """``KB`` of ``Karl Bowden``: two letters or three that begin the words of the other; a rank is no initials."""
    if len(short) != 1 or not 2 <= len(short[0]) <= 3 or len(long) != len(short[0]):
        return False
    if short[0] in _RANKS and _POSTS & set(long):
        return False
    return all(word.startswith(letter) and len(word) > 2 for word, letter in zip(long, short[0], strict=True))


def _shortens(short: str, long: str) -> bool:
    """``Sup`` of ``Support``, ``Ops`` of ``Operational``: the beginning of a word, its plural s apart."""
    stem = short.removesuffix("s") if len(short) == 3 else short
    return len(short) >= 3 and len(long) >= len(short) + 2 and len(stem) >= 2 and long.startswith(stem)


def _distance(one: str, other: str, most: int) -> int:
    """How many letters to add, drop or change from one to the other; more than ``most`` is not counted out."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
        if min(row) > most:
            return most + 1
    return row[-1]
