"""The seal: what a signer looked at, kept with the sign-off, and what has changed since.

What counts: the task's wording (title and work), its progress, its evidence notes, its links and its attachments.
What does not: owner, due date, station, references, and anything the signer could not have been judging.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tui_tracker.domain.records import Attachment, Link, Note, Task


def current_notes(notes: Sequence[Note]) -> list[Note]:
    """The notes that stand: those no later note corrects."""
    corrected = {n.corrects for n in notes if n.corrects}
    return [n for n in notes if n.uid not in corrected]


def look(task: Task, notes: Sequence[Note], links: Sequence[Link], attachments: Sequence[Attachment]) -> dict[str, Any]:
    """A copy of what there is to look at now, JSON-ready and in a fixed order."""
    return {
        "title": task.title,
        "work": task.work,
        "progress": task.progress,
        "notes": {
            n.uid: [n.date.isoformat() if n.date else None, n.said_by, n.text]
            for n in sorted(current_notes(notes), key=lambda n: n.uid)
        },
        "links": sorted(link.target or link.label or "" for link in links),
        "attachments": sorted(a.sha256 for a in attachments),
    }


def changed_since(sealed: dict[str, Any] | None, now: dict[str, Any]) -> list[str]:
    """What differs from the sealed copy, in words (``2 notes``, ``progress``); empty when nothing does."""
    if sealed is None:
        return []
    said = []
    before, after = sealed["notes"], now["notes"]
    count = sum(1 for uid in before.keys() | after.keys() if before.get(uid) != after.get(uid))
    if count:
        said.append(f"{count} note{'s' if count > 1 else ''}")
    said += [name for name in ("progress", "title", "work", "links", "attachments") if sealed[name] != now[name]]
    return said
