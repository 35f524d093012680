"""What verdict a comment suggests, by a short printed list of phrases. A suggestion is shown, never assumed."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Looked for in this order; the first that is found wins, so the doubtful readings come before the favourable one.
WORD_LIST: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("not_yet", ("no evidence of", "placed back", "requires further evidence", "not sufficient", "insufficient", "cannot be closed", "sent back")),
    ("not_an_approval", ("update evidence", "awaiting", "i will ask", "further evidence will", "require updating")),
    ("follow_up", ("will look", "will request", "will pick up", "more comms required", "sign off once", "asked for", "look again", "in 3 months", "follow up", "follow-up")),
    ("close", ("close", "closed", "complete", "completed", "sufficient", "sufficent", "satisfied", "approved", "evidence of", "evidence details", "achieved", "in place")),
)  # fmt: skip


@dataclass(frozen=True)
class Suggestion:
    """``verdict``: close, follow_up, not_yet, or None for a comment that approves nothing. ``phrase`` is what was found."""

    verdict: str | None
    phrase: str


def suggest(comment: str | None) -> Suggestion | None:
    """What the comment suggests; None when no listed phrase is in it."""
    text = " ".join((comment or "").casefold().split())
    for verdict, phrases in WORD_LIST:
        for phrase in phrases:
            if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text):
                return Suggestion(None if verdict == "not_an_approval" else verdict, phrase)
    return None
