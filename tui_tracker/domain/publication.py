"""What a public paper must not give away unasked: personal names, telephone numbers, e-mails, intranet addresses, drive paths.

Finding is by form and by a list of given names, so it says *not found* and never *clean*. What was decided about a
finding (shown as a role, left out, or let stand for a reason) is data and is applied to every text of a paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tui_tracker.domain.given_names import GIVEN_NAMES
from tui_tracker.domain.records import Publication
from tui_tracker.domain.text import fold

KINDS = ("name", "phone", "e-mail", "intranet address", "drive path")
# What stands in the place of a finding when nobody has named something better.
LEFT_OUT = {
    "name": "a named person",
    "phone": "[telephone number left out]",
    "e-mail": "[e-mail address left out]",
    "intranet address": "[intranet address left out]",
    "drive path": "[drive path left out]",
}
_EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_URL = re.compile(r"(?:https?|ftp|file)://[^\s<>\"“”]+|(?<![\w@.])www\.[^\s<>\"“”]+", re.IGNORECASE)
_PATH = re.compile(
    r"(?<![\w])(?:[A-Za-z]:\\[^\s<>|\"“”;,]*(?:[ \w.()-]*\\[^\s<>|\"“”;,]*)*|\\\\[\w.$-]+\\[^\s<>|\"“”;,]*)"
)
_HOST = re.compile(
    r"(?<![\w@./-])[\w-]+(?:\.[\w-]+)*\.(?:local|internal|intra|intranet|lan|corp|home)\b[^\s<>\"“”]*", re.IGNORECASE
)
_PHONE = re.compile(r"(?<![\w./-])(?:\+44\s?\(?0?\)?|\(?0)(?:[\s.-]?\(?\d\)?){9,10}(?![\w/-]|\.\d)")
_PRIVATE = re.compile(r"^(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.[\d.]+$")
_INTERNAL_SUFFIX = (".local", ".internal", ".intra", ".intranet", ".lan", ".corp", ".home")
_WORD = r"[A-Z][a-z]+(?:[-’'][A-Z]?[a-z]+)*|(?:O|D)[’'][A-Z][a-z]+|Mc[A-Z][a-z]+|Mac[A-Z][a-z]+"
_TITLES = r"Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor|Sir|Dame|Prof|Professor|Rev|Revd|Reverend|Lord|Lady|Baroness"
_RANKS = r"CFO|DCFO|ACFO|ACO|DCO|AM|GM|SM|WM|CM|FF|Area Manager|Group Manager|Station Manager|Watch Manager|Crew Manager|Firefighter"
_TITLED = re.compile(rf"\b(?:{_TITLES})\.?\s+(?:(?:[A-Z]\.?\s?){{1,3}})?(?:{_WORD})(?:\s+(?:{_WORD}))?(?:['’]s)?")
_RANKED = re.compile(rf"\b(?:{_RANKS})\s+((?:[A-Z]\.?\s)?(?:{_WORD})(?:\s+(?:{_WORD}))?)")
_PAIR = re.compile(rf"\b({_WORD})((?:\s+[A-Z]\.?)?\s+(?:{_WORD}))\b")
# Two capitalised words after one of these are most likely somebody, whatever the given name.
_LED = re.compile(
    rf"\b(?:[Mm]et|[Mm]eet|[Mm]eeting|[Ss]poke|[Ll]iais\w+|[Cc]ontact\w*|[Ii]nterview\w*|[Ee]-?mail(?:ed|s)?|[Rr]ang|[Pp]honed|[Tt]hanks)(?: with| to| by)? ((?:{_WORD}) (?:{_WORD}))\b"
)
_INITIAL = re.compile(rf"(?<![\w.&/])([A-Z]\.?\s?(?:[A-Z]\.?\s?)?)({_WORD})\b")
# Every form of a name has two capitals side by side; most cells have not, and are passed over by this alone.
_TWO_CAPITALS = re.compile(r"[A-Z]\S*\s+[A-Z]|[A-Z]\.[A-Z]")
# Words of posts, teams, places and papers: with one of them a capitalised pair names no person.
_POSTS = """
acting admin administration advisor adviser advisory analyst analysis appendix area areas assessment assistant assurance audit auditor authority automatic bank
board brigade brief briefing bridge building buildings business campaign campus cathedral cell central centre chair chief church city close clerk college command
commander committee community communications communication comms compliance concern consultation continuity control coordinator corporate council councillor
county court crew culture data day days department deputy development digital director directorate district diversity drive east education effectiveness efficiency emergency
engagement engineering england equality equipment estate estates ethics evaluation evidence executive exercise facilities finance financial fire firefighter firefighters fleet forum foundation
framework fraud governance government green group hall head health high hill home hospital house human hydrant improvement incident inclusion information infrastructure
inspection inspections inspectorate inspector insurance integrated intelligence interim internal investigation joint kingdom lane law lead leader leadership learning legal library
line lodge london manager managers management market mayor media member meeting mental midlands mission mobilising national network networks north occupational office officer
officers operational operations ops organisation organisational park partner partners partnership payroll peer pension people performance personnel pillar place plan planning point police policy
practice prevention procedure procurement professional programme project projects property protection provider public quality quarter rate recommendation records recruitment region regional register
regulation regulations relations report reports rescue research resilience resource resources response retained review risk road room safe safeguarding safety sampling school sector security
senior service services site social south specialist square staff standard standards station stations steering strategic strategy street student summer superintendent support surveyor sustainability system
systems target task team teams technical technology temporary terrace theatre three tower town trade training transformation transport treasurer trust unit university urban vehicle
village wales warden watch water way welfare wellbeing west winter women wood work workforce working workplace workshop workstream yard year youth
january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
complete completed closed funding vlog blog planner planners message messages meetings hydrants workshops christmas easter test tests trial pilot phase update updates level lessons course courses conference award awards act bill
"""
_ROLE_WORDS = frozenset(_POSTS.split())


@dataclass(frozen=True)
class Finding:
    """One thing that should not be given away: what kind, the words, how often, and where first."""

    what: str
    found: str
    times: int
    where: str


def is_personal(name: str | None) -> bool:
    """Whether a cell that names somebody names a person and not a post: ``K Rowan``, ``Mo Farrow``; not ``GM Protection``."""
    text = " ".join((name or "").split())
    if not text or any(fold(w).strip(".") in _ROLE_WORDS for w in re.split(r"[\s/&,()-]+", text)):
        return False
    if _TITLED.search(text):
        return True
    m = _RANKED.fullmatch(text)
    if m:
        return _is_ranked_name(m[1])
    return _is_name(text)


def _is_ranked_name(text: str) -> bool:
    """What follows a rank: a name, or one word that names no post (``SM Farrow``, not ``SM Prevention``)."""
    return _is_name(text) or (" " not in text and len(text) > 3 and fold(text) not in _ROLE_WORDS)


def _is_name(text: str) -> bool:
    words = re.sub(r"\(.*?\)", " ", text).split()
    if not 1 < len(words) <= 4:
        return False
    first, last = words[0].strip(".,"), words[-1].strip(".,'’")
    surname = bool(re.fullmatch(_WORD, last[:1].upper() + last[1:])) and len(last) > 2
    initial = len(first) == 1 and first.isupper()
    return surname and (initial or first.casefold() in GIVEN_NAMES)


class Rules:
    """What to look for in one paper, and what was decided about it.

    ``known`` are the spellings by which the plan names people; those that name a post are passed over. ``initials`` are
    looked for as they are written. ``officers`` are the names that the paper may show.
    """

    def __init__(
        self,
        known: Iterable[str] = (),
        officers: Iterable[str] = (),
        decided: Iterable[Publication] = (),
        initials: Iterable[str] = (),
    ) -> None:
        self._allowed = {fold(o) for o in officers if o.strip()}
        decisions = list(decided)
        self._kept = {fold(d.found) for d in decisions if d.shown_as is None}
        self._shown = {fold(d.found): d.shown_as for d in decisions if d.shown_as is not None}
        self._swap = _any_of([d.found for d in decisions if d.shown_as is not None])
        people = [k for k in dict.fromkeys(known) if is_personal(k)]
        short = [k for k in dict.fromkeys(initials) if re.fullmatch(r"[A-Z]{2,3}", k) and not _RANK_WORD.fullmatch(k)]
        self._people = _any_of(people)
        self._initials = re.compile(rf"\b(?:{'|'.join(map(re.escape, short))})\b") if short else None
        self._surnames = {p.split()[-1].casefold() for p in people}
        self._cache: dict[str, tuple[tuple[str, str], ...]] = {}

    def swap(self, text: str, used: set[str]) -> str:
        """The text with every decided finding shown as was decided; what was found goes into ``used``, folded."""
        if self._swap is None:
            return text

        def shown(m: re.Match[str]) -> str:
            key = fold(" ".join(m[0].split()))
            used.add(key)
            return self._shown[key] or ""

        return self._swap.sub(shown, text)

    def find(self, text: str, used: set[str]) -> tuple[tuple[str, str], ...]:
        """(kind, words) of everything in a text that nobody has decided about and that no officer's name covers."""
        if len(text) < 2:
            return ()
        known = self._cache.get(text)
        if known is None:
            found = [(k, _trimmed(w)) for k, w in self._scan(text)]
            kept = {fold(w) for _, w in found} & self._kept
            used |= kept
            known = tuple((k, w) for k, w in found if fold(w) not in kept and not self._is_allowed(w))
            if len(text) < 200 and not kept:
                self._cache[text] = known
        return known

    def _is_allowed(self, words: str) -> bool:
        plain = re.sub(rf"^(?:{_TITLES}|{_RANKS})\.?\s+", "", words)
        return fold(words) in self._allowed or fold(plain) in self._allowed

    def _scan(self, text: str) -> Iterable[tuple[str, str]]:
        rest = text
        for kind, pattern in self._forms(text):
            for m in pattern.finditer(rest):
                what = kind or _url_kind(m[0])
                if what:
                    yield what, m[0]
            rest = pattern.sub(lambda m: " " * len(m[0]), rest)
        if self._people is not None:
            for m in self._people.finditer(rest):
                yield "name", m[0]
            rest = self._people.sub(lambda m: " " * len(m[0]), rest)
        if self._initials is not None:
            for m in self._initials.finditer(rest):
                yield "name", m[0]
        yield from (("name", name) for name in self._names(rest))

    @staticmethod
    def _forms(text: str) -> list[tuple[str, re.Pattern[str]]]:
        """The forms worth looking for; a character that each must hold is looked for first."""
        made = []
        if "@" in text:
            made.append(("e-mail", _EMAIL))
        if "://" in text or "www." in text.casefold():
            made.append(("", _URL))
        if "\\" in text:
            made.append(("drive path", _PATH))
        if "." in text:
            made.append(("intranet address", _HOST))
        if "0" in text:
            made.append(("phone", _PHONE))
        return made

    def _names(self, text: str) -> Iterable[str]:
        if not _TWO_CAPITALS.search(text):
            return
        taken: list[tuple[int, int]] = []
        for pattern in (_TITLED, _RANKED, _LED, _PAIR, _INITIAL):
            for m in pattern.finditer(text):
                words = self._named(pattern, m)
                if words and not any(a < m.end() and m.start() < b for a, b in taken):
                    taken.append((m.start(), m.end()))
                    yield words

    def _named(self, pattern: re.Pattern[str], m: re.Match[str]) -> str | None:
        """The words of a match that name a person; None when they name a post or a place."""
        words = re.sub(r"['’]s$", "", m[0])
        if pattern is _TITLED:
            parts = words.split()
            while len(parts) > 1 and fold(parts[-1]) in _ROLE_WORDS:
                parts.pop()
            return " ".join(parts) if len(parts) > 1 else None
        if pattern is _LED:
            return m[1] if not any(fold(w) in _ROLE_WORDS for w in m[1].split()) else None
        if pattern is _RANKED:
            return words if _is_ranked_name(m[1]) or m[1].split()[-1].casefold() in self._surnames else None
        if pattern is _INITIAL:
            dotted = re.fullmatch(r"(?:[A-Z]\.\s?)+", m[1]) and fold(m[2]) not in _ROLE_WORDS
            return words if dotted or m[2].casefold() in self._surnames else None
        first, last = m[1].casefold(), m[2].split()[-1]
        return words if first in GIVEN_NAMES and fold(last) not in _ROLE_WORDS and first not in _ROLE_WORDS else None


_RANK_WORD = re.compile(_RANKS)


def _trimmed(words: str) -> str:
    plain = " ".join(words.split()).rstrip(".,;:")
    return plain.rstrip(").,") if plain.count(")") > plain.count("(") else plain


def rank_of(name: str) -> str | None:
    """The rank that stands before a name: a role that a paper can show in its place."""
    m = _RANKED.fullmatch(" ".join(name.split()))
    return name.split(m[1])[0].strip() if m else None


def _any_of(texts: Sequence[str]) -> re.Pattern[str] | None:
    """One pattern for all of the texts, the longest first; white space is any white space."""
    if not texts:
        return None
    made = []
    for text in sorted(texts, key=len, reverse=True):
        front = r"(?<!\w)" if text[:1].isalnum() else ""
        back = r"(?!\w)" if text[-1:].isalnum() else ""
        made.append(front + r"\s+".join(map(re.escape, text.split())) + back)
    return re.compile("|".join(made), re.IGNORECASE)


def _url_kind(url: str) -> str | None:
    """Whether an address is inside a network: no dot in its host, an inner suffix, a private number; None for the open web."""
    if url.casefold().startswith("file:"):
        return "drive path"
    host = re.sub(r"^\w+://", "", url).split("/")[0].split("@")[-1].split(":")[0].casefold()
    inner = (
        "." not in host or host.endswith(_INTERNAL_SUFFIX) or _PRIVATE.match(host) or host.endswith(".sharepoint.com")
    )
    return "intranet address" if inner else None


class Check:
    """One run of the publication check over a paper: every text passes through it on its way out."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._found: dict[tuple[str, str], Finding] = {}
        self.used: set[str] = set()

    def pass_through(self, text: str, where: str) -> str:
        """The text as it may be shown; what stands open in it is noted with where it stands."""
        shown = self._rules.swap(text, self.used)
        for what, words in self._rules.find(shown, self.used):
            key = (what, fold(words))
            known = self._found.get(key)
            self._found[key] = Finding(what, words, (known.times if known else 0) + 1, known.where if known else where)
        return shown

    def findings(self) -> list[Finding]:
        """What nobody has decided about, by kind and then in order of appearance."""
        return sorted(self._found.values(), key=lambda f: KINDS.index(f.what))


def statement(decided: Sequence[Publication], used: set[str], day: str) -> str:
    """What the paper says of its own check; only decisions that it ``used`` are counted."""
    decided = [d for d in decided if fold(d.found) in used]
    roles = sum(d.shown_as is not None and d.what == "name" for d in decided)
    left = sum(d.shown_as is not None and d.what != "name" for d in decided)
    kept = [d for d in decided if d.shown_as is None]
    said = [f"The publication check ran on {day}"]
    if roles:
        said.append(f"{roles} name{'s are' if roles > 1 else ' is'} shown as roles")
    if left:
        said.append(f"{left} address{'es or numbers are' if left > 1 else ' or number is'} left out")
    if kept:
        said.append(
            f"{len(kept)} {'were' if len(kept) > 1 else 'was'} let stand ({'; '.join(dict.fromkeys(d.reason or '' for d in kept))})"
        )
    else_ = "else " if len(said) > 1 else ""
    return (
        "; ".join(said)
        + f". Nothing {else_}was found by form or by the list of given names; what has neither cannot be found this way."
    )
