"""Where the user is: a screen, what it shows, and the row the cursor stands on."""

from __future__ import annotations

from tui_tracker.frozen import dataclass

# What a file is looked for as, where it is no plan: a return form.
FORMS = "forms"
# The orders that a list of tasks can stand in; the first is the plan's own.
SORTS = ("plan", "due", "owner", "progress")


@dataclass(frozen=True)
class Place:
    """``subject`` is a record's uid; ``query`` a filter; ``key`` the row to stand on; ``name`` what it was called when it was left;
    ``narrow`` the words that its list is narrowed to."""

    screen: str
    subject: str = ""
    query: str = ""
    key: str = ""
    name: str = ""
    narrow: str = ""
