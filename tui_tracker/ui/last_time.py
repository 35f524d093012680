"""Where the user was when the app was closed: the plan, the place with its filter and row, the order, the pane, the last commands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tui_tracker.frozen import dataclass
from tui_tracker.ui.place import Place

if TYPE_CHECKING:
    from tui_tracker.ui.drafts import Drafts

_DRAFT = "last-place"
# Screens that can be come back to; the others show something that is under way, which has gone with the app.
_KEPT = (
    "summary", "today", "register", "evidence", "signoff", "meeting", "checks", "returns", "snapshots", "more", "actions", "charts",
    "history", "people", "plans", "imports", "publication", "tally", "steps", "task", "area",
)  # fmt: skip


@dataclass(frozen=True)
class LastTime:
    """``sort`` is the register's order; ``recent`` the ids of commands chosen by name, the last first; ``journal`` the newest entry."""

    place: Place
    plan: str | None = None
    sort: str = "plan"
    peek: bool = True
    recent: tuple[str, ...] = ()
    journal: int | None = None


def keep(drafts: Drafts, last: LastTime) -> None:
    """Write it beside the drafts; a disk that refuses costs the place, nothing else."""
    p = last.place
    drafts.keep(
        _DRAFT,
        {
            "screen": p.screen, "subject": p.subject, "query": p.query, "key": p.key, "narrow": p.narrow, "plan": last.plan or "", "sort": last.sort,
            "peek": "yes" if last.peek else "no", "recent": json.dumps(last.recent), "journal": "" if last.journal is None else str(last.journal),
        },
    )  # fmt: skip


def load(drafts: Drafts) -> LastTime | None:
    """What was kept; None when nothing was, or nothing that can be come back to."""
    kept = drafts.load(_DRAFT)
    if kept.get("screen") not in _KEPT:
        return None
    place = Place(
        kept["screen"],
        kept.get("subject", ""),
        kept.get("query", ""),
        kept.get("key", ""),
        narrow=kept.get("narrow", ""),
    )
    try:
        recent = [str(c) for c in json.loads(kept.get("recent", "[]"))]
    except ValueError:
        recent = []
    journal = kept.get("journal", "")
    return LastTime(
        place,
        kept.get("plan") or None,
        kept.get("sort", "plan"),
        kept.get("peek") != "no",
        tuple(recent),
        int(journal) if journal.isdigit() else None,
    )
