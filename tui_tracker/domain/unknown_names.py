"""Names that no list has: words that are no English, in the places where a text has people.

A list of given names and surnames can never be whole. What is capitalised (or follows a title in small letters) and is no word of
English, of the field or of the map is somebody, until somebody says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui_tracker.domain import posts, word_names
from tui_tracker.domain.dates import MONTHS
from tui_tracker.domain.field_vocabulary import ACRONYMS, DEPARTMENTS, KNOWN
from tui_tracker.domain.given_names import GIVEN_NAMES, SURNAMES
from tui_tracker.domain.name_shapes import ROLE_WORDS, UP, WORD
from tui_tracker.english import english
from tui_tracker.patterns import pattern

_RANKS = "|".join((*posts.RANKS, "FF"))
_SMALL_RANKS = "|".join((*(r.lower() for r in posts.RANKS if r != "AM"), "ff"))  # “am” is a word
_AUTHOR = pattern(rf"(?:^|\n|\d[.)]?\s{{1,3}})[ \t]{{0,8}}([{UP}]{{2,3}})\s{{0,3}}[–—:-](?=\s)")
_ONLY_INITIALS = pattern(rf"^([{UP}]{{2,3}})[.,;]?$")
_SIGNED_OFF = pattern(rf"[–—-]\s{{0,3}}([{UP}]{{2,3}})\.?$|[\[(]([{UP}]{{2,3}})(?:\s\d|[\])])")
_DOTTED = pattern(r"(?<![\w.])(?!(?:e\.g|i\.e|a\.m|p\.m|u\.k|o\.b)\.)(?:[A-Za-z]\.){2,3}(?![\w@])", re.IGNORECASE)
_RANKED_SHOUTED = pattern(rf"\b(?:{_RANKS})\s+([{UP}'’]{{4,20}})(?!\w)")
_RANKED_INITIALS = pattern(rf"\b(?:{_RANKS})\s+([{UP}]{{2,3}})\b")
_WORDS = pattern(rf"(?<![\w/@.&-])({WORD})((?:\s+(?:{WORD}|ap|ab|ferch|de|da|del|van|von|der|al|el|bin)){{1,3}})(?!\w)")
_BOTH_SHOUTED = pattern(rf"(?<![\w/-])([{UP}'’]{{3,20}})\s+([{UP}'’]{{3,20}})(?![\w/-])")
_TURNED = pattern(rf"(?<!\w)({WORD}),\s({WORD})(?!\w)")
_RANKED = pattern(rf"\b(?:{_RANKS})\s+({WORD})(?!\w)")
_SHOUTED_FIRST = pattern(rf"(?<!\w)([{UP}'’]{{4,20}})\s+({WORD})(?!\w)")
_INITIAL = pattern(rf"(?<![\w.&/-])([B-HJ-Z]\.?)\s+({WORD})(?!\w)")
_INITIAL_LAST = pattern(rf"(?<!\w)({WORD}),\s*([{UP}])\.(?!\w)")
_WITH_POST = pattern(rf"(?<!\w)({WORD})\s+\((?:{_RANKS}|Head|Manager|Lead|Director|Officer)\b")
_IN_BRACKETS = pattern(rf"\(({WORD})\)")
_SMALL = pattern(rf"\b({_SMALL_RANKS}|mr|mrs|ms|dr|miss)\.?\s+([a-z][a-z'’-]{{3,}})\b")
_SMALL_GIVEN = pattern(r"(?<![\w/@.-])([a-z]{3,})(?![\w/@.'’-])(?=(?:\s+([a-z][a-z'’-]{3,})\b)?)")
_SHOUTED_GIVEN = pattern(rf"(?<![\w/@.&-])([{UP}]{{4,}})(?!\w)")
_SMALL_WHO = pattern(
    r"(?<![\w/])(?:[Ss]poke to|[Ss]poke with|told|asked|chased|with|w/|from|by|email from|thanks to)\s+([a-z]{3,}(?:['’-][a-z]{2,})?)(?![\w@./-])"
    r"|(?:^|[.,;:]\s+)([a-z]{3,})(?=\s+(?:has|hasn['’]?t|still|to|will|says|said|wants|isn['’]?t)\s)"
)
_SMALL_RUN = pattern(
    r"(?<![\w@./\\-])([a-z]{3,})\s+([a-z]{3,})(?:\s+[a-z]{3,})?(?=\s+(?:is|has|was|will|to|says|said|and|who)\s)"
)
_SMALL_DOTTED = pattern(r"(?<![\w.@/])[a-z]\.\s?([a-z]{4,})(?![\w.@/])")
_RANKED_PARTICLE = pattern(rf"\b(?:{_RANKS})\s+(?:al|el|de|da|van|von|bin|ap|ibn|O['’])[-\s]?{WORD}(?!\w)")
_SHOUTED_ONE = pattern(rf"(?<![\w/@.&-])([{UP}]{{4,20}})(?![\w/@&-])")
_ONE = pattern(rf"(?<![\w@.&-])(?<![\w.]/)({WORD})(?!\w)|(?<=\bw/)({WORD})(?!\w)")
_TELLS_TO = pattern(r"\s+(?:the|a|an|all|our|its|their|each|every|new|how|what|and)\b")
_NUMBERED = pattern(rf"(?<![\w/.-])(\d{{3,6}})\s+({WORD})(?!\w)")


# Behind “sm baker” somebody does something, or the words end; “sm close to retiring” is no name.
_GOES_ON = pattern(
    r"\s*(?:$|[.,;:)!?]|'s\b|’s\b|\s(?:agreed|agrees|said|says|has|had|is|was|will|asked|sent|rang|about|re|and|for|who|on \d))"
)
_CONTRACTED_TEXT = """
isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't can't couldn't won't wouldn't shan't shouldn't mustn't needn't
i'm i've i'll i'd you've you'll you're you'd we've we'll we're we'd they've they'll they're they'd he'll he'd
she'll she'd it'll that'll there'll who've who'll what's let's
"""
_CONTRACTED = frozenset(_CONTRACTED_TEXT.split())
# What goes before a word of five letters and more: reinvigorate, prebooked, unbudgeted. Of fewer letters it may be a name (Unwin, Reeve).
_BEFORE = pattern(r"(?:re|un|pre|non|mis|over|under|inter|multi|sub|co|de|dis|out)([a-z]{5,})")


def is_known(word: str) -> bool:
    """Whether a word is English, of the field or a place; also in the plural, with ’s, in two parts, contracted (isn’t), or with re- or un- before it."""
    plain = word.casefold().strip(".,;:'’").replace("’", "'").removesuffix("'s")
    if plain in _CONTRACTED:
        return True
    parts = re.split(r"[-‐‑/]", plain)
    if len(parts) > 1:
        return is_known("".join(parts)) or all(is_known(p) for p in parts if p)
    forms = {plain, plain.removesuffix("s"), plain.removesuffix("es")}
    if plain in MONTHS or any(f in ROLE_WORDS or f in KNOWN or f in ACRONYMS or f in english() for f in forms if f):
        return True
    before = _BEFORE.match(plain)
    return before is not None and before[1] in english()


def likely(text: str) -> Iterator[tuple[int, int]]:
    """Where somebody stands whom no list knows, as (start, end); places may lie over each other."""
    yield from _initials(text)
    yield from _shaped(text)
    yield from _small(text)
    for m in _SHOUTED_GIVEN.finditer(text):
        if m[1].casefold() in GIVEN_NAMES and not is_known(m[1]):
            yield m.span(1)
    for m in _ONE.finditer(text):  # a word by itself that is none of ours: whose is it?
        if len(m[0]) < 3 or is_known(m[0]) or text[: m.start()].endswith(("St ", "St. ")):
            continue
        if m.start() or not _TELLS_TO.match(text, m.end()):  # “Rebalance the rota” tells what to do
            yield m.span()


def _initials(text: str) -> Iterator[tuple[int, int]]:
    for form in (_AUTHOR, _ONLY_INITIALS):
        for m in form.finditer(text):
            if m[1].casefold() not in ACRONYMS and m[1] not in posts.RANKS:
                yield m.span(1)
    for m in _SIGNED_OFF.finditer(text):
        words = m[1] or m[2]
        if words.casefold() not in ACRONYMS and words not in posts.RANKS and not is_known(words):
            yield m.span(1 if m[1] else 2)
    yield from (m.span() for m in _DOTTED.finditer(text))
    yield from (m.span() for m in _RANKED_PARTICLE.finditer(text))
    for m in _SHOUTED_ONE.finditer(text):
        if m[1].casefold() in SURNAMES and m[1].casefold() not in ACRONYMS:
            yield m.span()
    for m in _RANKED_SHOUTED.finditer(text):
        if not is_known(m[1]):
            yield m.span()
    for m in _RANKED_INITIALS.finditer(text):
        if m[1].casefold() not in DEPARTMENTS:
            yield m.span()


def _shaped(text: str) -> Iterator[tuple[int, int]]:
    for m in _WORDS.finditer(text):
        yield from _unknown_run(m)
    for m in _SHOUTED_FIRST.finditer(text):
        if not is_known(m[1]) and (m[2].casefold() in GIVEN_NAMES or not is_known(m[2])):
            yield m.span()
    for m in _BOTH_SHOUTED.finditer(text):
        if not is_known(m[1]) and not is_known(m[2]):
            yield m.span()
    for m in _TURNED.finditer(text):
        if m[2].casefold() in GIVEN_NAMES and not is_known(m[1]):
            yield m.span()
    for m in _RANKED.finditer(text):
        if len(m[1]) > 2 and not is_known(m[1]):
            yield m.span()
    for m in _INITIAL.finditer(text):
        if len(m[2]) > 3 and not is_known(m[2]):
            yield m.span()
    for m in _INITIAL_LAST.finditer(text):
        if not is_known(m[1]) or m[1].casefold() in SURNAMES:
            yield m.span()
    for form in (_WITH_POST, _IN_BRACKETS):
        for m in form.finditer(text):
            if not is_known(m[1]):
                yield m.span(1)
    for m in _NUMBERED.finditer(text):
        if not is_known(m[2]):
            yield m.span()


def _unknown_run(m: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Of capitalised words side by side, the run from the first that is no known word; with a given or unknown word beside it."""
    words = [(w.start() + m.start(), w[0]) for w in re.finditer(r"\S+", m[0])]
    unknown = [not is_known(w) for _, w in words]
    if not any(unknown):
        return
    first, last = unknown.index(True), len(unknown) - 1 - unknown[::-1].index(True)
    if (
        first == last
    ):  # one only: the word after it is its surname, or the one before its given name, where that is no post
        if last + 1 < len(words) and words[last + 1][1].casefold() not in ROLE_WORDS:
            last += 1
        elif first and words[first - 1][1].casefold() not in ROLE_WORDS and first - 1 > 0:
            first -= 1
        else:
            return
    yield words[first][0], words[last][0] + len(words[last][1])


def _small(text: str) -> Iterator[tuple[int, int]]:
    """Names that somebody typed in small letters."""
    for m in _SMALL.finditer(text):
        named = m[2] in SURNAMES or m[2] in word_names.SURNAME
        if not is_known(m[2]) or (named and m[2] not in ROLE_WORDS and _GOES_ON.match(text, m.end())):
            yield m.span()
    for m in _SMALL_WHO.finditer(text):
        word = m[1] or m[2]
        if len(word) > 2 and not is_known(word) and not word.endswith(("s", "ing", "ed", "pre", "non")):
            yield m.span(1 if m[1] else 2)
    for m in _SMALL_RUN.finditer(text):
        if not is_known(m[1]) and not is_known(m[2]):
            yield m.span()
    for m in _SMALL_DOTTED.finditer(text):
        if not is_known(m[1]) or m[1] in SURNAMES:
            yield m.span()
    for m in _SMALL_GIVEN.finditer(text):
        if m[1] in GIVEN_NAMES and not is_known(m[1]):
            yield m.start(), (m.end(2) if m[2] and not is_known(m[2]) else m.end())
