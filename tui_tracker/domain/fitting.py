"""A role in the place of a name, so that the sentence still reads: its article, its capital letter, and no title before it.

In a cell that only lists who (``HR Manager / P Marlow``) the role stands as a cell names a post: ``HR Manager / QA officer``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui_tracker.domain.name_shapes import RANKS, TITLES
from tui_tracker.patterns import pattern

_ARTICLE = pattern(r"^(?:the|a|an)\s+", re.IGNORECASE)
# What takes the place of an article: “our P Marlow”, “the P Marlow”.
_DETERMINER = pattern(r"\b(?:the|a|an|our|my|his|her|their|its|your|this|that)\s+$", re.IGNORECASE)
_TITLE = pattern(rf"\b(?:{TITLES}|{RANKS})\.?\s+$")
# Nothing before, or the end of a sentence, a heading with a colon, a bullet or a new line: what follows opens one.
_OPENS = pattern(r"(?:^|[.!?]\s+|\n\s*|^\s*[-–•*]\s+|[.!?][\"”’)]\s+)[\s\"“‘(\[]*$")
_PARTS = pattern(r"\s*(?:[/,;&+]|\band\b)\s*")
_LONGEST_LIST, _MOST_WORDS = 90, 5
_CIRCULAR = ("the task's owner", "the area's owner")


def is_list(text: str) -> bool:
    """Whether a text only lists people and posts, as an owner's cell does."""
    parts = [p for p in _PARTS.split(text.strip()) if p]
    return (
        len(text) <= _LONGEST_LIST
        and not re.search(r"[.!?:]\s", text)
        and all(len(p.split()) <= _MOST_WORDS for p in parts)
    )


def is_whole_part(text: str, start: int, end: int) -> bool:
    """Whether what stands between two places of a list is one of its entries, and not a piece of one."""
    before, after = text[:start], text[end:]
    return bool(re.search(r"(?:^|[/,;&+]|\band)\s*$", before) and re.match(r"\s*(?:$|[/,;&+(]|and\b)", after))


def lists(text: str, places: Sequence[tuple[int, int]]) -> bool:
    """Whether a text is a list of people and posts in which each of these names is an entry of its own."""
    return is_list(text) and all(is_whole_part(text, start, end) for start, end in places)


def fitted(role: str, text: str, start: int, end: int, *, listed: bool) -> tuple[int, str]:
    """The role for the name at ``start`` to ``end``, and where what it replaces begins: a title or rank before it goes too.

    ``listed`` says that the text only lists who.
    """
    before = text[:start]
    if title := _TITLE.search(before):
        start = title.start()
        before = text[:start]
    if listed and role in _CIRCULAR:  # the cell is about who that is
        return start, "Named officer"
    if listed:
        bare = _ARTICLE.sub("", role)
        return start, bare[:1].upper() + bare[1:]
    if _DETERMINER.search(before):
        return start, _ARTICLE.sub("", role)
    return start, role[:1].upper() + role[1:] if _OPENS.search(before) else role


def named_once(text: str, roles: list[str]) -> str:
    """Two people of one role beside each other: ``a named person and a named person`` reads ``a named person and another``."""
    for role in dict.fromkeys(roles):
        if role[:2].casefold() == "a " and role.casefold() in text.casefold():
            text = re.sub(rf"(?i)\b({re.escape(role)}),? and {re.escape(role)}\b", r"\1 and another", text)
    return text
