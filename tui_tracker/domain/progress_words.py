"""How words map to progress: those found in services' files, and those that somebody types."""

import re

from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.text import fold
from tui_tracker.errors import UsageError
from tui_tracker.patterns import pattern

# The field's known words. A file's own legend comes before these; any other word is never guessed.
_KNOWN: dict[Progress, tuple[str, ...]] = {
    Progress.COMPLETE: (
        "complete",
        "completed",
        "closed",
        "green",
        "done",
        "discharged",
        "implemented",
        "yes complete",
        "achieved",
        "finished",
        "delivered",
        "fully implemented",
        "fully complete",
        "fully completed",
        "blue",
    ),
    Progress.ON_TARGET: (
        "on target",
        "on track",
        "amber",
        "yellow",
        "on schedule",
        "on plan",
        "to plan",
        "on course",
        "on time",
        "progressing to plan",
        "going to plan",
    ),
    Progress.BEHIND_TARGET: (
        "behind target",
        "behind",
        "behind schedule",
        "behind plan",
        "running late",
        "red",
        "slipping",
        "off track",
        "off course",
        "off target",
        "overdue",
        "late",
        "delayed",
        "slipped",
        "slippage",
    ),
    Progress.NOT_STARTED: (
        "not started",
        "yet to start",
        "still to start",
        "not yet started",
        "to start",
        "not begun",
        "not yet begun",
        "to be started",
    ),
    Progress.DEFERRED: ("deferred", "paused", "on hold", "postponed", "suspended"),
    Progress.ONGOING: (
        "ongoing",
        "on going",
        "in progress",
        "started",
        "underway",
        "under way",
        "continuing",
        "in hand",
        "part implemented",
        "partly implemented",
        "partially implemented",
        "part complete",
        "part done",
        "partly done",
        "partly complete",
        "partially complete",
        "open",
    ),
    Progress.UNKNOWN: ("unknown", "not known", "not stated"),
}
_BY_WORD = {word: progress for progress, found in _KNOWN.items() for word in found}
COLOUR_WORDS = frozenset({"green", "amber", "yellow", "red", "blue"})


def from_word(text: str) -> Progress | None:
    """The progress that a known word means, whatever its case and punctuation; None when it is not known."""
    if _FRACTION.match(text):  # “3/5 complete”: a share, or a day in May
        return None
    share = share_in(text)
    found = _BY_WORD.get(_words_of(_SHARE.sub(" ", text)))
    return of_share(share) if found is Progress.COMPLETE and share is not None else found


def _words_of(text: str) -> str:
    return " ".join(re.sub(r"[^a-z ]+", " ", fold(text)).split())


_FRACTION = pattern(r"\s*\d{1,3} ?/ ?\d{1,3}\s+[A-Za-z]")
_SHARE = pattern(
    r"(?<![\d.])(?P<percent>\d{1,3}(?:\.\d+)?) ?(?:%|per ?cent\b)|(?<![\d./])(?P<part>\d{1,4}) (?:out )?of (?P<whole>\d{1,4})(?![\d./])",
    re.IGNORECASE,
)


def share_in(text: str) -> float | None:
    """The share done that a text states, 0 to 1: ``90 % complete``, ``3 of 4 complete``. None where it states none."""
    m = _SHARE.search(text)
    if m is None:
        return None
    done, whole = (float(m["percent"]), 100.0) if m["percent"] else (float(m["part"]), float(m["whole"]))
    return done / whole if 0 <= done <= whole and whole else None


def of_share(share: float) -> Progress:
    """What a share done says: all of it is complete, nothing of it not started, the rest ongoing."""
    return Progress.COMPLETE if share == 1 else Progress.NOT_STARTED if share == 0 else Progress.ONGOING


# Words that other fields' plans say it with: their usual meaning counts at once, and is listed as proposed.
_PROPOSED: dict[Progress, tuple[str, ...]] = {
    Progress.COMPLETE: (
        "resolved", "fixed", "remediated", "embedded", "fully embedded", "signed off", "finalised", "finalized", "concluded", "actioned", "mitigated",
        "complete and closed", "completed and closed", "verified", "validated", "met", "fully met", "live", "shipped", "discharged", "delivered and embedded", "completed on time", "completed late",
    ),
    Progress.ON_TARGET: ("progressing", "progressing well", "progressing as planned", "on going on track", "minor slippage expected"),
    Progress.BEHIND_TARGET: (
        "at risk", "off plan", "missed", "not on track", "past due", "significant delay", "major issues", "blocked", "stalled", "not met", "escalated", "breached",
    ),
    Progress.NOT_STARTED: (
        "pending", "planned", "to do", "todo", "backlog", "new", "not due", "not yet due", "proposed", "scheduled", "identified", "draft", "awaiting start", "future",
        "not implemented", "outstanding", "no progress", "unstarted", "ready to start", "not actioned", "tbc",
    ),
    Progress.DEFERRED: ("parked", "cancelled", "withdrawn", "superseded", "no longer required", "no longer applicable", "halted", "on pause", "iced", "on ice", "held over", "shelved"),
    Progress.ONGOING: (
        "under review", "mitigating", "monitoring", "in review", "in development", "doing", "active", "wip", "work in progress", "partial", "partially met", "partly met",
        "under progress", "under development", "treating", "being treated", "in flight", "reviewing", "testing", "in testing", "awaiting approval", "initiated", "commenced",
        "begun", "progress", "being implemented", "live action", "business as usual", "bau", "in train", "investigating", "reopened", "re opened",
    ),
}  # fmt: skip
_BY_PROPOSED = {word: progress for progress, found in _PROPOSED.items() for word in found if word not in _BY_WORD}


def from_proposed(text: str) -> Progress | None:
    """The usual meaning of a word that this field does not use; None when it is not known either."""
    share = share_in(text)
    found = _BY_PROPOSED.get(_words_of(_SHARE.sub(" ", text)))
    return of_share(share) if found is Progress.COMPLETE and share is not None else found


_SPOKEN = {**{word: p for word, p in _BY_WORD.items() if word not in ("open", "late")}, "delay": Progress.BEHIND_TARGET,
    "past its date": Progress.BEHIND_TARGET, "past due": Progress.BEHIND_TARGET, "date has passed": Progress.BEHIND_TARGET,
}  # fmt: skip
_IN_TEXT = pattern(r"\b(not (?:yet )?)?(" + "|".join(sorted(map(re.escape, _SPOKEN), key=len, reverse=True)) + r")\b")


# “will be finished by the date shown” is on target, not complete; “will not be” is behind it.
_TO_COME = pattern(
    r"\b(?:will|expected to|forecast to|likely to|set to) (not )?be (?:\w+ )?(?:finish|complet|deliver|done|met|achiev|implement)\w*"
)


def in_text(text: str) -> Progress | None:
    """What a legend's words say a code means: the first known phrase in them, the names of colours last of all.

    ``blue, complete and evidenced`` is complete; ``not complete`` says nothing of what it is.
    """
    if (whole_text := from_word(text)) is not None:
        return whole_text
    plain = " ".join(re.sub(r"[^a-z ]+", " ", fold(text)).split())
    if (coming := _TO_COME.search(plain)) is not None:
        return Progress.BEHIND_TARGET if coming[1] else Progress.ON_TARGET
    colour = going = None
    for m in _IN_TEXT.finditer(plain):
        if m[1]:
            if (whole := m[0]) in _SPOKEN:
                return _SPOKEN[whole]
            continue
        if m[2] in COLOUR_WORDS:
            colour = colour or _SPOKEN[m[2]]
        elif _SPOKEN[m[2]] is Progress.ONGOING:
            going = Progress.ONGOING  # “under way and on schedule” says more than that it goes on
        elif going is None or _SPOKEN[m[2]] in (Progress.ON_TARGET, Progress.BEHIND_TARGET):
            return _SPOKEN[m[2]]
    return going or colour


def direction_in(text: str) -> Progress | None:
    """Whether words about work that goes on say that it is behind or on target: ``but going off track``. None when neither."""
    plain = _words_of(text)
    if _TO_COME.search(plain) is not None:
        return None
    for m in _IN_TEXT.finditer(plain):
        said = _SPOKEN[m[2]] if m[2] not in COLOUR_WORDS else None
        if said is Progress.ON_TARGET:
            return Progress.BEHIND_TARGET if m[1] else said
        if said is Progress.BEHIND_TARGET and not m[1]:
            return said
    return None


def parse(text: str) -> Progress:
    """Read a progress that somebody typed: a word, or an id such as ``on_target``. Raises UsageError."""
    found = from_word(text.replace("_", " "))
    if found is None:
        known = ", ".join(w.word for w in WORDS.values())
        raise UsageError(f"“{text}” is not a progress word; use one of {known}.")
    return found
