"""What to sample next: a draw weighted to risk that anybody can repeat with its number."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date

from tui_tracker.domain.progress import Progress
from tui_tracker.domain.questions import only_documents, quickly_closed
from tui_tracker.domain.signoff import Stage, latest, sampled_after
from tui_tracker.domain.views import TaskView
from tui_tracker.frozen import dataclass


@dataclass(frozen=True)
class Candidate:
    """A task that may be drawn: its weight (1 and more) and why it weighs what it does."""

    uid: str
    ref: str
    weight: int
    why: tuple[str, ...]


@dataclass(frozen=True)
class Coverage:
    """How much of what QA has passed was sampled, in one pillar."""

    pillar: str
    passed: int
    sampled: int


def candidates(views: Iterable[TaskView], as_at: date) -> list[Candidate]:
    """Every standing task that is reported complete, QA'd and not sampled, with its weight, by reference."""
    made = []
    for view in views:
        if view.task.progress == Progress.COMPLETE and view.row.stage == Stage.QA:
            why = risks(view, as_at)
            made.append(Candidate(view.task.uid, view.row.ref, 1 + sum(n for n, _ in why), tuple(w for _, w in why)))
    return sorted(made, key=lambda c: c.uid)


def risks(view: TaskView, as_at: date) -> list[tuple[int, str]]:
    """(weight, reason) of everything that makes a task worth a closer look."""
    made = []
    if quickly_closed(view.signoffs, as_at) is not None:
        made.append((4, "sent back and closed quickly"))
    elif any(e.verdict == "not_yet" and e.revoked is None for e in view.signoffs):
        made.append((2, "was sent back once"))
    if any(e.override and e.revoked is None for e in view.signoffs):
        made.append((4, "signed against a rule"))
    if view.row.changed:
        made.append((3, "changed since QA"))
    if only_documents(view):
        made.append((2, "only documents as proof"))
    if not view.standing_notes():
        made.append((3, "no evidence note"))
    if len(view.slips) >= 2:
        made.append((1, "its date moved more than once"))
    return made


def pick(found: Sequence[Candidate], count: int, number: int) -> list[Candidate]:
    """``count`` of the candidates, each as likely as its weight; the same number and candidates give the same draw.

    Each candidate gets u ** (1 / weight) for a random u (Efraimidis and Spirakis, 2006); the largest are drawn.
    """
    rng = random.Random(number)
    keyed = [(rng.random() ** (1 / c.weight), c) for c in sorted(found, key=lambda c: c.uid)]
    return [c for _, c in sorted(keyed, key=lambda k: (-k[0], k[1].uid))[: max(0, count)]]


def coverage(views: Iterable[TaskView], as_at: date) -> list[Coverage]:
    """By pillar: QA'd and sampled as the nested figures count them, so that the totals are theirs."""
    made: dict[str, list[int]] = {}
    for view in views:
        if view.task.progress == Progress.COMPLETE and latest(view.signoffs, "qa", as_at) is not None:
            counts = made.setdefault(view.pillar or "No pillar", [0, 0])
            counts[0] += 1
            counts[1] += sampled_after(view.signoffs, as_at)
    return [Coverage(name, a, b) for name, (a, b) in made.items()]
