"""Every other word that might be somebody: what is capitalised where a sentence needs no capital, initials, and numbers.

*Likely people* are asked about one by one. This is the rest: an English word in the middle of a sentence with a capital (Hope, Will, Rose), two or three
capitals that no list of acronyms has, a capital with a dot, a number of four figures and more. Most are nobody; looked at together, with their sentence, they
cost one screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui_tracker.domain import plain_text, posts, word_names
from tui_tracker.domain.dates import MONTH_WORD, MONTHS
from tui_tracker.domain.field_vocabulary import ACRONYMS, DEPARTMENTS, KNOWN
from tui_tracker.domain.given_names import GIVEN_NAMES, SURNAMES
from tui_tracker.domain.name_shapes import ROLE_WORDS, UP, WORD
from tui_tracker.domain.unknown_names import is_known
from tui_tracker.patterns import pattern

_CAPITALISED = pattern(rf"(?<![\w@&])(?:{WORD})(?!\w)")
_INITIALS = pattern(rf"(?<![\w/&@.-])[{UP}]{{2,14}}(?![\w/&@-])")
_ONE_LETTER = pattern(rf"(?<![\w.])[{UP}]\.(?=\s)")
_SMALL = pattern(r"(?<![\w@./\\-])[a-z]{3,}(?:['’-][a-z]+)*(?![\w@/\\]|\.\w)")
_SMALL_INITIAL = pattern(r"(?<![\w.@/])[a-z]\.[a-z]{3,}(?![\w.@/])")
# Somebody acts: “Smudge is sorting”, “Chalky has”. A post or a thing of the field does so as well and is left out.
_ACTS = pattern(
    rf"(?:^|[.!?]\s+|\n\s*|[\"“])({WORD})[\"”]?(?=\s+(?:is|has|was|will|says?|said|to|and|agreed|asked|sent|rang|wants)\s)"
)
_WITH_LETTER = pattern(rf"(?<![\w@&])({WORD})\s[{UP}](?![\w.&'’/-])")
_CASE = pattern(rf"(?<![\w/-])[{UP}]{{2,6}}\d{{0,4}}[-/]\d[\w/-]{{2,20}}(?!\w)")
_NUMBER = pattern(r"(?<![\w.,£$€/-])\d{4,}(?!\w|[,.]\d)")
_CODE = pattern(r"(?<![\w/.-])(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]{4,12}(?![\w/-])")
# A capital is due here: at the start, behind the end of a sentence, a colon, a bullet, a dash that opens, a quotation mark or a bracket.
_DUE = pattern(r"(?:^|\w+/T\w+:?\s|(?<!\w)[A-Z]{1,4}\d+:?\s|[.!?:;]\s+|\n\s*|[-–—•*|]\s+|[\"“”‘(\[]|\d[.)]\s+)$")
# A number with its unit, and a month with its year or day.
_PLAIN_CODE = pattern(
    rf"\d+(?:st|nd|rd|th|am|pm|k|m|mm|cm|km|kg|kw|mb|gb|hrs|hr|mins|min|days)|(?:\d{{1,2}})?(?:{MONTH_WORD})\d{{0,4}}",
    re.IGNORECASE,
)
_REFERENCE = pattern(r"^[A-Z]{1,4}\d+[A-Za-z]?$")
_YEAR = pattern(r"^(?:19|20)\d\d$")
_DUE_ROOM = 16
_DIGIT = pattern(r"\d")


def odd(text: str) -> Iterator[tuple[int, int]]:
    """Where something odd stands, as (start, end), in order of kind; places may lie over each other."""
    if plain_text.has_stranger(text):
        yield from _words(text)
    for m in _ACTS.finditer(text):
        if not _is_of_the_field(m[1]) and not m[1].casefold().endswith(("ing", "s", "ion", "ment", "ity")):
            yield m.span(1)
    if _DIGIT.search(text):
        yield from _numbers(text)


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Capitals where none is due, initials, and small words that are none."""
    for m in _CAPITALISED.finditer(text):
        due = _is_due(text, m.start()) and is_known(m[0])  # what is no word at all is odd wherever it stands
        if not _is_of_the_field(m[0]) and (not due or _is_a_name(m[0])):
            yield m.span()
    for m in _INITIALS.finditer(text):
        if not _is_acronym(m[0]):
            yield m.span()
    yield from (m.span() for m in _ONE_LETTER.finditer(text))
    for m in _SMALL.finditer(text):  # a name that somebody typed small, or a word that is none
        named = m[0] in GIVEN_NAMES and m[0] not in _PLAIN_NAMES
        if (named or not is_known(m[0])) and not _is_of_the_field(m[0]):
            yield m.span()
    for m in _WITH_LETTER.finditer(text):  # “Mickey B”, and also “Option B”
        if not _is_of_the_field(m[1]) and m[0][-1] not in "AI":
            yield m.span()
    yield from (m.span() for m in _SMALL_INITIAL.finditer(text))


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """Numbers of four figures and more, codes, and the numbers of cases."""
    yield from (m.span() for m in _CASE.finditer(text))
    for m in _NUMBER.finditer(text):
        if not _YEAR.match(m[0]):
            yield m.span()
    for m in _CODE.finditer(text):
        if not _REFERENCE.match(m[0]) and not _PLAIN_CODE.fullmatch(m[0]):
            yield m.span()


# Given names that are so common as plain words that in small letters they are never asked about.
_PLAIN_NAMES = frozenset(["an", "art", "bill", "bob", "can", "dale", "dean", "do", "drew", "faith", "grace", "grant", "guy", "hope", "jack", "joy", "june", "may", "mark", "max", "miles", "more", "nick", "norm", "pat", "pearl", "peg", "ray", "rich", "rob", "rose", "see", "so", "van", "will", "was", "were"])  # fmt: skip


def weight(words: str, times: int) -> tuple[int, int, str]:
    """For sorting: what is most telling first. A word that is a name comes first, then initials, then what stands seldom."""
    plain = words.casefold().strip(".")
    if plain in GIVEN_NAMES or plain in SURNAMES or word_names.is_word_name(plain):
        kind = 0
    elif words.isupper() or any(c.isdigit() for c in words):
        kind = 1
    else:
        kind = 2
    return kind, times, plain


def _is_due(text: str, start: int) -> bool:
    return bool(_DUE.search(text[max(0, start - _DUE_ROOM) : start])) or start == 0


def _is_a_name(word: str) -> bool:
    """Whether a word with a due capital is a name: “Hope agreed” opens a sentence and is somebody."""
    plain = word.casefold().removesuffix("'s").removesuffix("’s")
    return plain in GIVEN_NAMES or plain in SURNAMES or plain in word_names.GIVEN


def _is_of_the_field(word: str) -> bool:
    """Whether every part of a word is a rank, a role, a place, a system, a month, or otherwise of the field, and no name as well."""
    parts = [p for p in re.split(r"[-‐‑/’']", word.casefold()) if p and p != "s"]
    return all(_is_field_word(p) or _is_field_word(p.removesuffix("s")) for p in parts)


def _is_field_word(plain: str) -> bool:
    if plain in ROLE_WORDS or plain in ACRONYMS or plain in MONTHS:
        return True
    return plain in KNOWN and plain not in SURNAMES and plain not in GIVEN_NAMES and plain not in word_names.ALL


def _is_acronym(word: str) -> bool:
    plain = word.casefold()
    if len(word) > 3 and is_known(word):  # a word in capitals
        return True
    return (
        any(p in ACRONYMS or p in DEPARTMENTS or p in ROLE_WORDS for p in (plain, plain.removesuffix("s")))
        or word in posts.RANKS
    )
