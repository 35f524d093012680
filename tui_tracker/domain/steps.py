"""From step to step of the nested figures: why a task that took one step has not taken the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from tui_tracker.domain import dates
from tui_tracker.domain.figures import favourable, is_met
from tui_tracker.domain.inspection import is_retested, needs_retest
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.signoff import SIGN_STAGES, latest, sampled_after
from tui_tracker.domain.views import TaskView
from tui_tracker.frozen import dataclass

Of = TypeVar("Of")

# The steps that a task can fail to take, by the name they have in queries (is:complete, is:qa …).
STEPS = ("complete", "qa", "sampled", "assured")
STEP_HEADINGS = {
    "complete": "not reported complete",
    "qa": "reported complete, not QA'd",
    "sampled": "QA'd, not sampled",
    "assured": "sampled, not assured",
}


@dataclass(frozen=True)
class Short:
    """A task that stopped before a step, and why."""

    uid: str
    ref: str
    title: str
    reason: str


def short_of(views: Iterable[TaskView], step: str, as_at: date) -> list[Short]:
    """The tasks that took the step before ``step`` and not ``step`` itself, each with its reason, in the order given."""
    made = []
    for view in views:
        stopped = stops_at(view, as_at)
        if stopped is not None and stopped[0] == step:
            made.append(Short(view.task.uid, view.row.ref, view.task.title or view.area.title, stopped[1]))
    return made


def left_open(views: Sequence[TaskView], as_at: date) -> str:
    """What of an area's work is not complete, or complete and not signed off, as one phrase; nothing when all is."""
    open_ = sum(v.task.progress != Progress.COMPLETE for v in views)
    unsigned = sum(v.task.progress == Progress.COMPLETE and not sampled_after(v.signoffs, as_at) for v in views)
    said = [f"{open_} of {len(views)} tasks not complete"] if open_ else []
    said += [f"{unsigned} complete without QA and sampling"] if unsigned else []
    return " and ".join(said)


def owned_by(parts: Iterable[tuple[str | None, Of]]) -> dict[str, list[Of]]:
    """What each cause of concern owns, by its uid; each given as (the uid of what it is part of, what it is)."""
    made: dict[str, list[Of]] = {}
    for concern, part in parts:
        if concern is not None:
            made.setdefault(concern, []).append(part)
    return made


def stops_at(view: TaskView, as_at: date) -> tuple[str, str] | None:
    """(step, reason) of the first step that a task has not taken; None when it is assured."""
    if view.task.progress != Progress.COMPLETE:
        word = WORDS[Progress(view.task.progress)].word
        return "complete", "nothing is stated of it" if view.task.progress == Progress.UNKNOWN else f"it is {word}"
    for step, stage in (("qa", "qa"), ("sampled", "sampling")):
        if latest(view.signoffs, stage, as_at) is None:
            return step, _no_entry(view, stage, as_at)
    if not sampled_after(view.signoffs, as_at):
        return "sampled", "its QA looked again after its sampling"
    reasons = not_assured(view, as_at)
    return ("assured", "; ".join(reasons)) if reasons else None


def _no_entry(view: TaskView, stage: str, as_at: date) -> str:
    mine = [e for e in view.signoffs if e.stage == stage and e.revoked is None]
    if not mine:
        revoked = any(e.stage == stage for e in view.signoffs)
        return f"its {SIGN_STAGES[stage]} was revoked" if revoked else f"no {SIGN_STAGES[stage]} entry"
    last = mine[-1]
    if last.date is not None and last.date > as_at:
        return f"its {SIGN_STAGES[stage]} is dated {dates.long(last.date)}, ahead of this day"
    wanting = [name for name, held in (("date", last.date), ("name", last.by), ("comment", last.comment)) if not held]
    return f"its {SIGN_STAGES[stage]} entry lacks its {' and '.join(wanting)}"


def not_assured(view: TaskView, as_at: date) -> list[str]:
    """Why a task that was sampled is not assured; empty when it is."""
    made = []
    for stage in SIGN_STAGES:
        entry = latest(view.signoffs, stage, as_at)
        if entry is not None and not favourable(entry, view.promises, as_at):
            said = {
                None: "states no verdict",
                "not_yet": "says not yet",
                "follow_up": "has a follow-up that is not met",
            }
            made.append(f"its {SIGN_STAGES[stage]} {said.get(entry.verdict, 'is not favourable')}")
    follow_ups = {e.uid for e in view.signoffs if e.verdict == "follow_up"}
    made += [
        f"promised until {dates.short(p.due_on)}: {p.text}"
        for p in view.promises
        if not is_met(p, as_at) and p.signoff not in follow_ups
    ]
    if view.row.changed:
        made.append(f"changed since: {', '.join(view.row.changed)}")
    if needs_retest(view.area) and not is_retested(view.signoffs, as_at):
        made.append("of high importance, and no sampling was a re-test")
    if not made and not all(is_met(p, as_at) for p in view.promises):
        made.append("a follow-up of an earlier round is not met")
    return made
