"""What verdict a comment suggests, by a short printed list of phrases. A suggestion is shown, never assumed."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tui_tracker.domain.dates import add_months
from tui_tracker.domain.parts import last
from tui_tracker.frozen import dataclass
from tui_tracker.patterns import pattern

# Looked for in this order; the first that is found wins, so the doubtful readings come before the favourable one.
WORD_LIST: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("not_yet", ("no evidence of", "placed back", "requires further evidence", "not sufficient", "insufficient", "cannot be closed", "sent back")),
    ("not_an_approval", ("update evidence", "awaiting", "i will ask", "further evidence will", "require updating")),
    ("follow_up", ("will look", "will request", "will pick up", "more comms required", "sign off once", "asked for", "look again", "in 3 months", "follow up", "follow-up")),
    ("close", ("close", "closed", "complete", "completed", "sufficient", "sufficent", "satisfied", "approved", "evidence of", "evidence details", "achieved", "in place", "now placed", "clearly demonstrates", "clearly demonstrating", "clearly indicates", "extensive evidence")),
)  # fmt: skip


@dataclass(frozen=True)
class Suggestion:
    """``verdict``: close, follow_up, not_yet, or None for a comment that approves nothing. ``phrase`` is what was found."""

    verdict: str | None
    phrase: str


def suggest(comment: str | None) -> Suggestion | None:
    """What the last dated part of the comment suggests; None when no listed phrase is in it."""
    text = " ".join(last(comment or "").casefold().split())
    for verdict, phrases in WORD_LIST:
        for phrase in phrases:
            if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text):
                return Suggestion(None if verdict == "not_an_approval" else verdict, phrase)
    return None


_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "nine": 9, "twelve": 12}
_AGAIN = pattern(rf"\bin (?P<n>\d{{1,2}}|{'|'.join(_NUMBERS)}) (?P<unit>day|week|month)s?\b", re.IGNORECASE)
DEFAULT_MONTHS = 3


def points_above(comment: str | None) -> bool:
    """Whether a comment says only that what stands above holds here too."""
    return bool(re.fullmatch(r"\s*as above\W*", comment or "", re.IGNORECASE))


def look_again(comment: str | None, signed: date) -> date:
    """The day by which a follow-up promises to look again: as its words say, else three months after it was signed."""
    m = _AGAIN.search(comment or "")
    if m is None:
        return add_months(signed, DEFAULT_MONTHS)
    count = int(m["n"]) if m["n"].isdigit() else _NUMBERS[m["n"].lower()]
    if m["unit"].lower() == "month":
        return add_months(signed, count)
    return signed + timedelta(days=count * (7 if m["unit"].lower() == "week" else 1))
