"""Where the user was when the app was closed: the plan, the way to the place, the order, the pane, the last commands."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

from tui_tracker.frozen import dataclass
from tui_tracker.ui.place import Place

if TYPE_CHECKING:
    from tui_tracker.ui.drafts import Drafts

_DRAFT = "last-place"
_MOST = 12  # places of the way that are kept
# Screens that can be come back to; the others show something that is under way, which has gone with the app.
_KEPT = (
    "summary", "today", "register", "evidence", "signoff", "meeting", "checks", "returns", "snapshots", "more", "actions", "charts",
    "history", "people", "plans", "imports", "publication", "tally", "steps", "task", "area", "visit", "movement", "minute",
)  # fmt: skip
_FIELDS = tuple(f.name for f in dataclasses.fields(Place))


@dataclass(frozen=True)
class LastTime:
    """``way`` ends with the place that was shown; ``sort`` is the register's order; ``recent`` the ids of commands chosen by name,
    the last first; ``journal`` the newest entry."""

    way: tuple[Place, ...] = ()
    plan: str | None = None
    sort: str = "plan"
    peek: bool = True
    recent: tuple[str, ...] = ()
    journal: int | None = None


def keep(drafts: Drafts, last: LastTime) -> None:
    """Write it beside the drafts; a disk that refuses costs the place, nothing else."""
    way = [dataclasses.asdict(p) for p in last.way if p.screen in _KEPT][-_MOST:]
    drafts.keep(
        _DRAFT,
        {
            "way": json.dumps(way, ensure_ascii=False), "plan": last.plan or "", "sort": last.sort, "peek": "yes" if last.peek else "no",
            "recent": json.dumps(last.recent), "journal": "" if last.journal is None else str(last.journal),
        },
    )  # fmt: skip


def load(drafts: Drafts) -> LastTime | None:
    """What was kept, as far as it can be read; None when nothing was."""
    kept = drafts.load(_DRAFT)
    if not kept:
        return None
    journal = kept.get("journal", "")
    return LastTime(
        tuple(p for p in map(_place, _listed(kept.get("way", ""))) if p is not None),
        kept.get("plan") or None,
        kept.get("sort", "plan"),
        kept.get("peek") != "no",
        tuple(map(str, _listed(kept.get("recent", "")))),
        int(journal) if journal.isdigit() else None,
    )


def _listed(text: str) -> list[Any]:
    try:
        found = json.loads(text or "[]")
    except ValueError:
        return []
    return found if isinstance(found, list) else []


def _place(data: Any) -> Place | None:
    if not isinstance(data, dict) or data.get("screen") not in _KEPT:
        return None
    return Place(**{name: str(data.get(name, "")) for name in _FIELDS})
