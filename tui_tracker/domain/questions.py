"""What would the inspector ask? The weakest claims of *complete*, ranked, each with its question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from tui_tracker.domain.dates import counted
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.records import SignOff
from tui_tracker.domain.refs import natural_key
from tui_tracker.domain.signoff import is_whole, latest
from tui_tracker.domain.text import fold
from tui_tracker.domain.views import TaskView
from tui_tracker.frozen import dataclass
from tui_tracker.patterns import pattern

_QUICK_DAYS = 14
OLD_DAYS = 365
_FAR = 0.12
_DOCUMENT = pattern(
    r"\b(?:polic(?:y|ies)|procedures?|document(?:ed|s)?|uploaded|templates?|drafts?|minutes|forms?|guidance|published)\b"
)
_PRACTICE = pattern(
    r"\b(?:observed|visit(?:ed|s)?|exercise[ds]?|seen|tested|audit(?:ed|s)?|interview(?:ed|s)?|spoke|spoken|dip|sampled|survey(?:ed)?|"
    r"trained|attended|delivered|of \d+|\d+ ?%|per ?cent|stations?|watch(?:es)?|crews?)\b"
)
_COMMON_TEXT = """
the and that this with for are its has have should make sure service will from which into all not can been they their was were them
also there more than when what who how any our your you put place work being does done
"""
_COMMON = frozenset(_COMMON_TEXT.split())


@dataclass(frozen=True)
class Question:
    """One question: how much it weighs (more is worse), about what, in words. ``detail`` is what only this task has of it."""

    weight: int
    uid: str
    ref: str
    kind: str
    asked: str
    detail: str = ""


@dataclass(frozen=True)
class Alike:
    """The same question of several tasks, and of each of them what only it has, or ""."""

    weight: int
    asked: str
    tasks: tuple[tuple[str, str], ...]


# How a question is asked of many at once, where each has a number or a word of its own in it.
_OF_MANY = {
    "closed quickly": "They were sent back and closed within 14 days. What changed in so short a time?",
    "changed since": "Something changed after they were signed. Was it looked at again?",
    "old proof": "Their newest evidence is older than a year. Is it still so?",
}


def alike(asked: Iterable[Sequence[Question]]) -> list[Alike]:
    """The questions of many tasks, like ones together, the weightiest first and then the most frequent."""
    held: dict[str, list[Question]] = {}
    for one in (q for questions_of_task in asked for q in questions_of_task):
        held.setdefault(one.kind, []).append(one)
    made = [
        Alike(
            same[0].weight,
            _OF_MANY.get(kind, same[0].asked) if len(same) > 1 else same[0].asked,
            tuple((q.ref, q.detail if len(same) > 1 else "") for q in same),
        )
        for kind, same in held.items()
    ]
    return sorted(made, key=lambda a: (-a.weight, -len(a.tasks)))


def questions(views: Iterable[TaskView], as_at: date) -> list[list[Question]]:
    """The questions of each task that leaves any open, hardest first; the same plan gives the same order.

    A task stands by its hardest question, then by how many it leaves open, then by its reference.
    """
    made = [sorted(_of(view, as_at), key=lambda q: (-q.weight, q.kind)) for view in views]
    return sorted(
        (q for q in made if q), key=lambda q: (-q[0].weight, -sum(one.weight for one in q), natural_key(q[0].ref))
    )


def _of(view: TaskView, as_at: date) -> Iterable[Question]:
    if view.task.progress != Progress.COMPLETE or view.task.withdrawn is not None:
        return
    entries = list(view.signoffs)

    def ask(weight: int, kind: str, asked: str, detail: str = "") -> Question:
        return Question(weight, view.row.uid, view.row.ref, kind, asked, detail)

    quick = quickly_closed(entries, as_at)
    if quick is not None:
        yield ask(
            90,
            "closed quickly",
            f"It was sent back and closed {counted(quick)} later. What changed in {counted(quick)}?",
            counted(quick),
        )
    if not view.standing_notes() and not view.links and not view.attachments:
        yield ask(80, "no proof", "It is reported complete and holds no evidence at all. How do you know?")
    if latest(entries, "qa", as_at) is None:
        yield ask(70, "no QA", "It is reported complete and nobody has quality-assured it. Who says so?")
    elif latest(entries, "sampling", as_at) is None:
        yield ask(60, "never sampled", "Nobody independent of the owner has looked at it. Why should we rely on it?")
    if view.row.changed:
        yield ask(
            55,
            "changed since",
            f"Something changed after it was signed ({', '.join(view.row.changed)}). Was it looked at again?",
            ", ".join(view.row.changed),
        )
    if only_documents(view):
        yield ask(40, "only documents", "Its proof is documents. What shows that the practice has changed?")
    yield from (ask(*question) for question in _of_verdicts_and_days(view, as_at))
    age = age_of_proof(view, as_at)
    if age > OLD_DAYS:
        old = counted(age)
        yield ask(30, "old proof", f"Its newest evidence is {old} old. Is it still so?", old)
    far = distance(view)
    if far is not None and far < _FAR:
        yield ask(20, "far from the finding", "Its wording shares little with the finding. How does it answer it?")


def _of_verdicts_and_days(view: TaskView, as_at: date) -> Iterable[tuple[int, str, str]]:
    """Sign-offs that state no verdict, and evidence without a day."""
    bare = [
        stage
        for stage in ("qa", "sampling")
        if (e := latest(view.signoffs, stage, as_at)) is not None and e.verdict is None
    ]
    if bare:
        said = " and ".join("QA" if stage == "qa" else "sampling" for stage in bare)
        yield 65, "no verdict", f"Its {said} state{'s' if len(bare) == 1 else ''} no verdict. What was concluded?"
    notes = view.standing_notes()
    if notes and all(n.date is None for n in notes):
        yield 35, "undated", "None of its evidence has a date. When was this seen?"


def age_of_proof(view: TaskView, as_at: date) -> int:
    """How old the newest dated evidence is, in days; 0 when none has a date."""
    newest = max((n.date for n in view.standing_notes() if n.date and n.date <= as_at), default=None)
    return (as_at - newest).days if newest is not None else 0


def quickly_closed(entries: Sequence[SignOff], as_at: date) -> int | None:
    """Days between a *not yet* and the favourable entry after it, when they are 14 or fewer."""
    whole = sorted((e for e in entries if is_whole(e, as_at)), key=lambda e: (e.position, e.uid))
    for i, entry in enumerate(whole):
        if entry.verdict == "not_yet" and entry.date is not None:
            later = next((e.date for e in whole[i + 1 :] if e.verdict == "close" and e.date is not None), None)
            if later is not None:
                days = (later - entry.date).days
                return days if 0 <= days <= _QUICK_DAYS else None
    return None


def only_documents(view: TaskView) -> bool:
    """Whether everything offered as proof is a document, by its words or by being a file or link alone."""
    notes = view.standing_notes()
    said = fold(" ".join(n.text for n in notes))
    if _PRACTICE.search(said):
        return False
    return bool(_DOCUMENT.search(said)) or (not notes and bool(view.links or view.attachments))


def distance(view: TaskView) -> float | None:
    """How much of the task's wording stands in the finding, 0 to 1; None when there is too little to judge."""
    finding = _words(view.area.finding or view.area.title)
    task = _words(f"{view.task.title or ''} {view.task.work or ''}")
    if view.task.title is None or len(finding) < 5 or len(task) < 5:
        return None
    return len(finding & task) / min(len(finding), len(task))


def _words(text: str) -> set[str]:
    return {w[:6] for w in re.findall(r"[a-z]{3,}", fold(text)) if w not in _COMMON}
