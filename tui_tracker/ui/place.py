"""Where the user is: a screen, what it shows, and the row the cursor stands on."""

from __future__ import annotations

from tui_tracker.frozen import dataclass


@dataclass(frozen=True)
class Place:
    """``subject`` is a record's uid; ``query`` a filter; ``key`` the row to stand on."""

    screen: str
    subject: str = ""
    query: str = ""
    key: str = ""
