"""What a name looks like in running text: titles, ranks, initials, pairs of words; and the words of posts, which are none."""

from __future__ import annotations

from tui_tracker.domain import posts
from tui_tracker.patterns import pattern

UP, _LOW = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĪĮİĶŁĽŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽ", "a-zß-öø-ÿāăąćčďđēęěğīįıķłľńņňōőœřśşšţťūůűųźżž"


WORD = rf"(?:(?:O|D)['’]|Mc|Mac)?[{UP}][{_LOW}]+(?:[{UP}][{_LOW}]+)?(?:[-‐‑’'][{UP}]?[{_LOW}]+)*"


TITLES = r"Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor|Sir|Dame|Prof|Professor|Rev|Revd|Reverend|Lord|Lady|Baroness"


RANKS = "|".join((*posts.RANKS, "FF", "AC", *posts.RANKS_IN_FULL))


TITLED = pattern(rf"\b(?:{TITLES})\.?\s+(?:(?:[{UP}]\.?\s?){{1,3}})?(?:{WORD})(?:\s+(?:{WORD}))?(?:['’]s)?")


RANKED = pattern(rf"\b(?:{RANKS})\s+((?:[{UP}]\.?\s)?(?:{WORD})(?:\s+(?:{WORD}))?)")


_PARTICLES = "de|da|del|la|le|van|von|der|den|al|el|bin|ibn"


PAIR = pattern(rf"(?<!\w)({WORD})((?:(?:\s+[{UP}]\.?)?|(?:\s+(?:{_PARTICLES}))+)\s+(?:{WORD}))(?!\w)")


SHOUTED = pattern(rf"(?<!\w)([{UP}]{{3,20}})\s+([{UP}][{UP}'’-]{{1,25}})(?!\w)")


TURNED = pattern(rf"(?<!\w)({WORD}),\s({WORD})(?!\w)")


# Two capitalised words after one of these are most likely somebody, whatever the given name.
LED = pattern(
    rf"\b(?:[Mm]et|[Mm]eet|[Mm]eeting|[Ss]poke|[Ll]iais\w{{1,6}}|[Cc]ontact\w{{0,4}}|[Ii]nterview\w{{0,4}}|[Ee]-?mail(?:ed|s)?|[Rr]ang|[Pp]honed|[Tt]hanks)"
    rf"(?: with| to| by)? ((?:{WORD}) (?:{WORD}))(?!\w)"
)


AND_ANOTHER = pattern(rf"\s*(?:,|and|&)\s+((?:{WORD}) (?:{WORD}))(?!\w)")


INITIAL = pattern(rf"(?<![\w.&/])([{UP}]\.?\s?(?:[{UP}]\.?\s?)?)({WORD})(?!\w)")


# A name goes on over what follows it: a second surname, a particle and a name.
GOES_ON = pattern(rf"(?:\s+(?:{_PARTICLES}|St\.?))*[\s-]({WORD})(?!\w)")


# Every form of a name has two capitals side by side; most cells have not, and are passed over by this alone.
TWO_CAPITALS = pattern(rf"[{UP}]\S{{0,60}}\s+[{UP}]|[{UP}]\.[{UP}]|[{UP}]\S{{0,60}}\s+(?:{_PARTICLES})\s")


# Words of posts, teams, places and papers: with one of them a capitalised pair names no person.
_POSTS = """
acting admin administration advisor adviser advisory analyst analysis appendix area areas assessment assistant assurance audit auditor authority automatic bank
board brigade brief briefing bridge building buildings business campaign campus cathedral cell central centre chair chief church city close clerk college command
commander committee community communications communication comms compliance concern consultation continuity control coordinator corporate council councillor
county court crew culture data day days department deputy development digital director directorate district diversity drive east education effectiveness efficiency emergency
engagement engineering england equality equipment estate estates ethics evaluation evidence executive exercise facilities finance financial fire firefighter firefighters fleet forum foundation
framework fraud governance government green group hall head health high hill home hospital house human hydrant improvement incident inclusion information infrastructure
inspection inspections inspectorate inspector insurance integrated intelligence interim internal investigation joint kingdom lane law lead leader leadership learning legal library
line lodge london one two four five six seven eight nine ten manager managers management market mayor media member meeting mental midlands mission mobilising national network networks north occupational office officer
officers operational operations ops organisation organisational park partner partners partnership payroll peer pension people performance personnel pillar place plan planning point police policy
practice prevention procedure procurement professional programme project projects property protection provider public quality quarter rate recommendation records recruitment region regional register
regulation regulations relations report reports rescue research resilience resource resources response retained review risk road room safe safeguarding safety sampling school sector security
senior service services site social south specialist square staff standard standards station stations steering strategic strategy street student summer superintendent support surveyor sustainability system
systems target task team teams technical technology temporary terrace theatre three tower town trade training transformation transport treasurer trust unit university urban vehicle
village wales warden watch water way welfare wellbeing west winter women wood work workforce working workplace workshop workstream yard year youth
january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
complete completed closed funding vlog blog planner planners message messages meetings hydrants workshops christmas easter test tests trial pilot phase update updates level lessons course courses conference award awards act bill
payroll various everyone nobody nominated named dedicated designated existing previous current new old all any both each
"""


ROLE_WORDS = frozenset(_POSTS.split())


# Of those, the ones that are as often a surname: after a given name, a title or an initial they are one.
_SURNAMES_TOO = frozenset(
    [
        "wood",
        "green",
        "hill",
        "hall",
        "west",
        "east",
        "north",
        "day",
        "church",
        "law",
        "lane",
        "park",
        "high",
        "young",
        "marsh",
        "winter",
        "summer",
        "may",
        "bill",
        "bank",
        "home",
        "house",
        "bridge",
        "close",
        "street",
        "town",
    ]
)


NOT_SURNAMES = ROLE_WORDS - _SURNAMES_TOO


RANK_WORD = pattern(RANKS)


def trimmed(words: str) -> str:
    plain = " ".join(words.split()).rstrip(".,;:")
    return plain.rstrip(").,") if plain.count(")") > plain.count("(") else plain


def rank_of(name: str) -> str | None:
    """The rank that stands before a name: a role that a paper can show in its place."""
    m = RANKED.fullmatch(" ".join(name.split()))
    return m[0][: m.start(1)].strip() if m else None
