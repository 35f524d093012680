"""The seal: what a signer looked at, kept with the sign-off, and what has changed since.

What counts: the task's wording (title and work), its progress, its steps, its evidence notes, its links and its attachments.
What does not: owner, due date, station, references, and anything the signer could not have been judging.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tui_tracker.domain import dates
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.records import Attachment, Link, Note, Step, Task
from tui_tracker.frozen import dataclass


def current_notes(notes: Sequence[Note]) -> list[Note]:
    """The notes that stand: those no later note corrects."""
    corrected = {n.corrects for n in notes if n.corrects}
    return [n for n in notes if n.uid not in corrected]


def look(
    task: Task,
    notes: Sequence[Note],
    links: Sequence[Link],
    attachments: Sequence[Attachment],
    steps: Sequence[Step] = (),
) -> dict[str, Any]:
    """A copy of what there is to look at now, JSON-ready and in a fixed order. A task without steps has no word of them."""
    listed = [[s.text, s.progress] for s in sorted(steps, key=lambda s: (s.position, s.uid))]
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
        **({"steps": listed} if listed else {}),
    }


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was sealed; ``before`` or ``after`` is None where it was not, or is not, there."""

    what: str
    before: str | None
    after: str | None


def changed_since(sealed: dict[str, Any] | None, now: dict[str, Any]) -> list[str]:
    """What differs from the sealed copy, in words (``2 notes``, ``progress``); empty when nothing does."""
    if sealed is None or sealed == now:
        return []
    said = []
    before, after = sealed["notes"], now["notes"]
    count = sum(1 for uid in before.keys() | after.keys() if before.get(uid) != after.get(uid))
    if count:
        said.append(f"{count} note{'s' if count > 1 else ''}")
    said += [name for name in ("progress", "title", "work", "links", "attachments") if sealed[name] != now[name]]
    said += ["steps"] if _steps_of(sealed) != _steps_of(now) else []
    return said


def differences(
    sealed: dict[str, Any] | None, now: dict[str, Any], file_names: Mapping[str, str] | None = None
) -> list[Difference]:
    """What ``changed_since`` counts, one by one with its words before and after; ``file_names`` by SHA-256."""
    if sealed is None or sealed == now:
        return []
    made = [
        Difference(name, sealed[name], now[name]) for name in ("progress", "title", "work") if sealed[name] != now[name]
    ]
    before, after = sealed["notes"], now["notes"]
    made += [
        Difference("note", _note_words(before.get(uid)), _note_words(after.get(uid)))
        for uid in [*before, *(u for u in after if u not in before)]
        if before.get(uid) != after.get(uid)
    ]
    made += _gone_and_new("step", *([_step_words(s) for s in side.get("steps", ())] for side in (sealed, now)))
    made += _gone_and_new("link", sealed["links"], now["links"])
    names = file_names or {}
    for d in _gone_and_new("attachment", sealed["attachments"], now["attachments"]):
        made.append(
            Difference(
                d.what, d.before and names.get(d.before, d.before[:8]), d.after and names.get(d.after, d.after[:8])
            )
        )
    return made


def _steps_of(look: Mapping[str, Any]) -> Counter[tuple[str, ...]]:
    """The steps that were looked at, whatever their order: taking one out and putting it back changes nothing."""
    return Counter(tuple(s) for s in look.get("steps", ()))


def _step_words(step: Sequence[str]) -> str:
    text, progress = step
    return f"{text} ({WORDS[Progress(progress)].word})"


def _note_words(note: Sequence[str | None] | None) -> str | None:
    if note is None:
        return None
    day, who, text = note
    return f"{dates.short(date.fromisoformat(day)) if day else 'undated'}, {who or 'not stated'}: {text}"


def _gone_and_new(what: str, before: Sequence[str], after: Sequence[str]) -> list[Difference]:
    """As many of each as there are: the same link may stand there twice."""
    gone, new = Counter(before), Counter(after)
    return [Difference(what, one, None) for one in (gone - new).elements()] + [
        Difference(what, None, one) for one in (new - gone).elements()
    ]
