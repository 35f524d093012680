"""What to look for in a paper, and what was decided about it: names by form, by lists, and by whom the plan names.

A finding is something in a text; what it becomes in a paper stands in ``publication``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from tui_tracker.domain import contact_forms, fitting, identifiers, odd_words, plain_text, unknown_names, word_names
from tui_tracker.domain.given_names import GIVEN_NAMES, SURNAMES
from tui_tracker.domain.name_shapes import (
    AND_ANOTHER,
    GOES_ON,
    INITIAL,
    LED,
    NOT_SURNAMES,
    PAIR,
    RANK_WORD,
    RANKED,
    RANKS,
    ROLE_WORDS,
    SHOUTED,
    TITLED,
    TITLES,
    TURNED,
    TWO_CAPITALS,
    UP,
    WORD,
    trimmed,
)
from tui_tracker.domain.records import Publication
from tui_tracker.domain.text import fold
from tui_tracker.patterns import pattern

# A word that was looked at together with others, and is nobody.
WORD_KIND = "word"
# A digest, such as the head of the journal that every paper prints: what looks like a number in it belongs to nobody.
_DIGEST = pattern(r"\b(?=\d*[a-f])[0-9a-f]{16,64}\b")
_INVISIBLE = pattern("[\u00ad\u200b-\u200d\u2060\ufeff]")


def tidy(text: str) -> str:
    """A text without invisible characters and without full-width letters: what is hidden in a name is found."""
    plain = _INVISIBLE.sub("", text)
    return (
        plain
        if plain.isascii()
        else "".join(unicodedata.normalize("NFKC", c) if "\uff00" <= c <= "\uffef" else c for c in plain)
    )


def is_personal(name: str | None, *, alone: bool = False) -> bool:
    """Whether a cell that names somebody names a person and not a post: ``K Rowan``, ``Mo Farrow``; not ``GM Protection``.

    In such a cell two to four capitalised words of which none belongs to a post are a person, whatever the names; with
    ``alone``, so is a single one.
    """
    text = " ".join(re.sub(r"\(.*?\)|\s[-–,]\s.*", " ", tidy(name or "")).split())
    if not text:
        return False
    if TITLED.search(text):
        return True
    m = RANKED.fullmatch(text)
    if m:
        return _is_ranked_name(m[1])
    words = text.replace(",", " ").split()
    if alone and len(words) == 1:
        return bool(re.fullmatch(WORD, text)) and len(text) > 3 and fold(text) not in ROLE_WORDS
    if len(words) > 1 and (_given(words[0]) or re.fullmatch(rf"[{UP}]\.?", words[0])):
        return fold(words[-1]) not in NOT_SURNAMES and bool(re.fullmatch(WORD, words[-1][:1].upper() + words[-1][1:]))
    if any(fold(w).strip(".") in ROLE_WORDS for w in re.split(r"[\s/&,()-]+", text)):
        return False
    return (
        1 < len(words) <= 4
        and all(re.fullmatch(rf"(?:{WORD})|[{UP}]\.?|de|van|von|bin|al", w) for w in words)
        and len(words[-1]) > 2
    )


def _is_ranked_name(text: str) -> bool:
    """What follows a rank: a name, or one word that names no post (``SM Farrow``, not ``SM Prevention``)."""
    words = text.split()
    if fold(words[-1]) in NOT_SURNAMES or fold(words[0]) in ROLE_WORDS:
        return False
    return (len(words) > 1 and (_given(words[0]) or len(words[0].strip(".")) == 1)) or (
        len(words) == 1 and len(text) > 3
    )


def _given(word: str) -> bool:
    return _bare(word) in GIVEN_NAMES


def _bare(word: str) -> str:
    """Lower case without accents and dots."""
    return (
        "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(c))
        .strip(".,")
        .replace("’", "'")
    )


class Rules:
    """What to look for in one paper, and what was decided about it.

    ``known`` are the spellings by which the plan names people; those that name a post are passed over. ``signers`` are
    those of people who sign or say things, where one word or initials may be a person. ``officers`` are the names that
    the paper may show, ``contacts`` how they are reached. ``own`` are words of the papers themselves, which are nobody's, and so
    are those of the ``service``'s own name, which stands on each.
    """

    def __init__(
        self,
        known: Iterable[str] = (),
        officers: Iterable[str] = (),
        decided: Iterable[Publication] = (),
        signers: Iterable[str] = (),
        contacts: Iterable[str] = (),
        own: frozenset[str] = frozenset(),
        service: str = "",
    ) -> None:
        self._service = {fold(w) for w in re.findall(r"[^\W_]+(?:[-’'][^\W_]+)*", service)}
        self._own = own | self._service
        self._allowed = {fold(o) for o in officers if o.strip()}
        self._contacts = fold(" \n ".join(contacts))
        self._looked_at = {fold(d.found) for d in decided if d.what == WORD_KIND}
        decisions = [
            d
            for d in decided
            if fold(d.found) not in self._allowed and "[redacted]" not in d.found and d.what != WORD_KIND
        ]
        self._kept = {fold(d.found) for d in decisions if d.shown_as is None} | self._looked_at
        swapped = sorted(
            {fold(d.found): d for d in decisions if d.shown_as is not None}.values(), key=lambda d: -len(d.found)
        )
        self._swapped = swapped
        self._swap = _any_of([d.found for d in swapped])
        signing = list(dict.fromkeys(signers))
        people = [_without_post(k) for k in dict.fromkeys(known) if is_personal(k)]
        people += [k for k in signing if is_personal(k, alone=True)]
        short = [k for k in signing if re.fullmatch(r"[A-Z]{2,3}", k) and not RANK_WORD.fullmatch(k)]
        self._people = _any_of(people)
        self._initials = re.compile(rf"(?<![\w&/])(?:{'|'.join(map(re.escape, short))})(?![\w&])") if short else None
        self._surnames = {p.split()[-1].casefold() for p in people}
        named = [*people, *(d.found for d in decisions if d.what == "name")]
        firsts = {p.split()[0] for p in named if len(p.split()) > 1}
        firsts = {w for w in firsts if len(w) > 2 and _given(w) and fold(w) not in ROLE_WORDS}
        self._firsts = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(firsts)))})(?!\w)") if firsts else None
        self._cache: dict[str, tuple[tuple[str, str], ...]] = {}
        self._scanned: tuple[str, list[tuple[str, str]]] = ("", [])

    def swap(self, text: str, used: set[str]) -> str:
        """The text with every decided finding shown as was decided; what was found goes into ``used``, folded."""
        if self._swap is None:
            return text

        made, at = [], 0
        found = list(self._swap.finditer(text))
        listed = fitting.lists(text, [m.span() for m in found])
        for m in found:
            decision = self._swapped[(m.lastindex or 1) - 1]
            used.add(fold(decision.found))
            start, shown = m.start(), decision.shown_as or ""
            if decision.what == "name":
                start, shown = fitting.fitted(shown, text, m.start(), m.end(), listed=listed)
            made += [text[at : max(at, start)], shown]
            at = m.end()
        return (
            fitting.named_once("".join([*made, text[at:]]), [d.shown_as or "" for d in self._swapped]) if made else text
        )

    def find(self, text: str, used: set[str]) -> tuple[tuple[str, str], ...]:
        """(kind, words) of everything in a text that nobody has decided about and that no officer's name covers."""
        if len(text) < 2:
            return ()
        known = self._cache.get(text)
        if known is None:
            found = [(k, trimmed(w)) for k, w in self._scan_of(text)]
            kept = {fold(w) for _, w in found} & self._kept
            used |= kept
            known = tuple((k, w) for k, w in found if fold(w) not in kept and not self._is_allowed(w))
            if len(text) < 200 and not kept:
                self._cache[text] = known
        return known

    def others(self, text: str) -> list[tuple[int, int]]:
        """Where something odd stands in a text that nobody has looked at and that is no finding."""
        if len(text) < 3:
            return []
        made: list[tuple[int, int]] = []
        places = _apart(odd_words.odd(text))
        if not places:
            return made
        found = [fold(w) for _, w in self._scan_of(text)]  # decided or not
        for start, end in places:
            plain = fold(text[start:end])
            if plain in self._looked_at or plain in self._kept or plain in self._own or plain in self._allowed:
                continue
            if not any(plain in f for f in found):
                made.append((start, end))
        return made

    def _is_allowed(self, words: str) -> bool:
        plain = re.sub(rf"^(?:{TITLES}|{RANKS})\.?\s+", "", words)
        return (
            fold(words) in self._allowed
            or {fold(w) for w in words.split()} <= self._service
            or fold(plain) in self._allowed
            or bool(self._contacts and fold(words) in self._contacts)
        )

    def _scan_of(self, text: str) -> list[tuple[str, str]]:
        """All that has a form to be found, decided or not; of the text that was asked for last it is kept for the other list."""
        if self._scanned[0] != text:
            self._scanned = (text, list(self._scan(text)))
        return self._scanned[1]

    def _scan(self, text: str) -> Iterable[tuple[str, str]]:
        rest = _DIGEST.sub(lambda m: " " * len(m[0]), text)
        contacts, rest = contact_forms.found(rest)
        yield from contacts
        for named in (self._people, self._initials):
            if named is not None:
                for m in named.finditer(rest):
                    yield "name", m[0]
                rest = named.sub(lambda m: " " * len(m[0]), rest)
        known = list(identifiers.found(rest))
        yield from known
        for words in dict.fromkeys(words for _, words in known):
            rest = rest.replace(words, " " * len(words))
        if not plain_text.has_stranger(rest):
            return
        for names in (self._names, unknown_names.likely, word_names.likely):
            places = _apart(names(rest))
            yield from (("name", rest[start:end]) for start, end in places)
            rest = _blanked(rest, places)
        if self._firsts is not None:
            for m in self._firsts.finditer(rest):
                yield "name", m[0]

    def _names(self, text: str) -> list[tuple[int, int]]:
        """Where names stand in a text, each whole: a second surname belongs to it."""
        taken: list[tuple[int, int]] = []
        if not TWO_CAPITALS.search(text):
            return taken
        for form in (TITLED, RANKED, LED, PAIR, TURNED, SHOUTED, INITIAL):
            for m in _matches(form, text):
                place = self._named(form, m)
                if place is None or any(a < place[1] and place[0] < b for a, b in taken):
                    continue
                place = (place[0], _whole(text, place[1]))
                taken.append(place)
                another = AND_ANOTHER.match(text, place[1])
                if another and not any(fold(w) in ROLE_WORDS for w in another[1].split()):
                    taken.append(another.span(1))
        return sorted(set(taken))

    def _named(self, pattern: re.Pattern[str], m: re.Match[str]) -> tuple[int, int] | None:
        """Where the words of a match that name a person stand; None when they name a post or a place."""
        start, end = m.span()
        if pattern is TITLED:
            words = re.sub(r"['’]s$", "", m[0])
            end = start + len(words)
            while len(words.split()) > 1 and fold(words.split()[-1]) in NOT_SURNAMES:
                words = words[: words.rindex(words.split()[-1])].rstrip()
                end = start + len(words)
            return (start, end) if len(words.split()) > 1 else None
        if pattern is LED:
            return m.span(1) if not any(fold(w) in ROLE_WORDS for w in m[1].split()) else None
        if pattern is RANKED:
            return (start, end) if _is_ranked_name(m[1]) or m[1].split()[-1].casefold() in self._surnames else None
        if pattern is INITIAL:
            dotted = re.fullmatch(rf"(?:[{UP}]\.\s?)+", m[1]) and fold(m[2]) not in ROLE_WORDS
            listed = m[1].strip() not in ("A", "I") and _bare(m[2]) in SURNAMES
            return (start, end) if dotted or listed or m[2].casefold() in self._surnames else None
        first, last = fold(m[1]), fold(m[2].split()[-1])
        if pattern is TURNED:
            return (start, end) if _given(m[2]) and (_bare(m[1]) in SURNAMES or first in self._surnames) else None
        if first in ROLE_WORDS or last in NOT_SURNAMES:
            return None
        if pattern is SHOUTED:
            return (start, end) if _given(m[1]) else None
        named = _given(m[1]) or (_bare(last) in SURNAMES and last not in ROLE_WORDS)
        return (start, end) if named else None


def _apart(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places that do not lie over each other, the longest of those that would."""
    taken: list[tuple[int, int]] = []
    for start, end in sorted(set(places), key=lambda p: (p[0], -p[1])):
        if not taken or start >= taken[-1][1]:
            taken.append((start, end))
        elif end - start > taken[-1][1] - taken[-1][0]:
            taken[-1] = (start, end)
    return taken


def _blanked(text: str, places: Iterable[tuple[int, int]]) -> str:
    """The text with blanks in these places, which lie in order."""
    kept, at = [], 0
    for start, end in places:
        kept += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*kept, text[at:]])


def _matches(pattern: re.Pattern[str], text: str) -> Iterable[re.Match[str]]:
    """Every match; of plain words also one that begins inside the one before: “Then Sarah Jones” holds a name."""
    if pattern not in (PAIR, TURNED, SHOUTED):
        yield from pattern.finditer(text)
        return
    start = 0
    while (m := pattern.search(text, start)) is not None:
        yield m
        start = m.end(1)


def _whole(text: str, end: int) -> int:
    """Where a name that reaches ``end`` really ends."""
    while (m := GOES_ON.match(text, end)) is not None and fold(m[1]) not in ROLE_WORDS:
        end = m.end()
    return end


def _without_post(spelling: str) -> str:
    """``K Rowan (Protection)`` as it stands in a sentence."""
    return " ".join(re.sub(r"\(.*?\)", " ", spelling).split())


_SHORT = 3  # letters of initials


def _any_of(texts: Sequence[str]) -> re.Pattern[str] | None:
    """One pattern for all of the texts, a group each, the longest first; white space is any white space.

    A match does not end inside a hyphenated name: ``Jane Smith`` is not in ``Jane Smith-Jones``.
    """
    if not texts:
        return None
    made = []
    for text in sorted(texts, key=len, reverse=True):
        joined = "&" if len(text) <= _SHORT and text.isupper() else ""  # OD is not the OD of L&OD
        front = rf"(?<![\w{joined}])(?<!\w-)" if text[:1].isalnum() else ""
        back = rf"(?![\w{joined}])(?!-\w)" if text[-1:].isalnum() else ""
        made.append("(" + front + r"\s+".join(map(re.escape, text.split())) + back + ")")
    return re.compile("|".join(made), re.IGNORECASE)
