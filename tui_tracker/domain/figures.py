"""Every count, defined once. SQL counts for speed elsewhere; a property test holds it equal to this."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, fields
from datetime import date
from itertools import pairwise
from typing import Any

from tui_tracker.domain.inspection import is_retested
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.records import Area, Promise, SignOff, Task
from tui_tracker.domain.seal import changed_since
from tui_tracker.domain.signoff import latest, sampled_after
from tui_tracker.frozen import dataclass


@dataclass(frozen=True)
class Counts:
    """Areas and tasks by progress. ``overdue``: tasks not complete and past their date; ``areas_late``: areas past the inspectorate's
    own date with work not complete. Withdrawn work is in none of them.
    """

    areas: int = 0
    tasks: int = 0
    complete: int = 0
    on_target: int = 0
    behind_target: int = 0
    not_started: int = 0
    deferred: int = 0
    ongoing: int = 0
    unknown: int = 0
    overdue: int = 0
    areas_late: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Counts)))

    def of(self, progress: Progress) -> int:
        return int(getattr(self, progress.value))

    def adds_up(self) -> bool:
        """The progress counts add to the tasks, and no more are overdue than are not complete."""
        return sum(self.of(p) for p in Progress) == self.tasks and self.overdue <= self.tasks - self.complete

    def to_json(self) -> dict[str, int]:
        return {f.name: getattr(self, f.name) for f in fields(Counts)}


@dataclass(frozen=True)
class Recommended:
    """The recommendations that a cause of concern owns: their references and the counts of their standing tasks."""

    refs: tuple[str, ...] = ()
    counts: Counts = field(default_factory=Counts)

    def words(self) -> str:
        """``R1, R2: 5 of 8 tasks complete, 1 past date``; blank where it owns none."""
        if not self.refs:
            return ""
        late = f", {self.counts.overdue} past date" if self.counts.overdue else ""
        tasks = f"task{'' if self.counts.tasks == 1 else 's'}"
        return f"{', '.join(self.refs)}: {self.counts.complete} of {self.counts.tasks} {tasks} complete{late}"


@dataclass(frozen=True)
class Figures:
    """The nested figures: each step is a subset of the one before.

    ``outside_*`` counts whole entries on tasks that are not reported complete (or, for sampling, complete without QA).
    """

    tasks: int = 0
    reported_complete: int = 0
    qa_recorded: int = 0
    sampled: int = 0
    assured: int = 0
    outside_qa: int = 0
    outside_sampled: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Figures)))

    def steps(self) -> tuple[int, int, int, int, int]:
        return (self.tasks, self.reported_complete, self.qa_recorded, self.sampled, self.assured)

    def nested(self) -> bool:
        steps = self.steps()
        return all(a >= b for a, b in pairwise(steps)) and steps[-1] >= 0

    def to_json(self) -> dict[str, object]:
        return {
            "tasks": self.tasks,
            "reported_complete": self.reported_complete,
            "qa_recorded": self.qa_recorded,
            "sampled": self.sampled,
            "assured": self.assured,
            "outside": {"qa_recorded": self.outside_qa, "sampled": self.outside_sampled},
        }


STEP_NAMES = ("tasks", "reported complete", "QA'd", "sampled", "assured")
STEP_QUERIES = ("", "is:complete", "is:qa", "is:sampled", "is:assured")


def is_overdue(task: Task, as_at: date) -> bool:
    """Past its date and not complete, whatever word stands beside it."""
    return task.due is not None and task.due < as_at and task.progress != Progress.COMPLETE


def is_area_late(area: Area, as_at: date) -> bool:
    """Past the inspectorate's own date; for an area with work that is not complete."""
    return area.deadline is not None and area.deadline < as_at


def overdue_days(due: date | None, progress: str, as_at: date) -> int:
    """Days past the date; 0 when it is not overdue."""
    if due is None or due >= as_at or progress == Progress.COMPLETE:
        return 0
    return (as_at - due).days


def is_met(promise: Promise, as_at: date) -> bool:
    """Whether a promise was met by a day."""
    return promise.met_on is not None and promise.met_on <= as_at


def favourable(entry: SignOff | None, promises: Iterable[Promise], as_at: date) -> bool:
    """Whether an entry clears its stage: *close*, or *close with follow-up* whose promises are all met."""
    if entry is None or entry.verdict not in ("close", "follow_up"):
        return False
    mine = [p for p in promises if p.signoff == entry.uid]
    return entry.verdict == "close" or (bool(mine) and all(is_met(p, as_at) for p in mine))


def is_clear(
    task: Task,
    entries: Iterable[SignOff],
    promises: Sequence[Promise],
    now: Mapping[str, Any],
    as_at: date,
    *,
    retest: bool = False,
) -> bool:
    """Reported complete, last QA and a later sampling both favourable, no promise open, and nothing sealed changed since.

    ``now`` is what there is to look at (``seal.look``). ``retest``: a sampling that stands must have been a re-test besides.
    """
    listed = list(entries)
    both = [latest(listed, stage, as_at) for stage in ("qa", "sampling")]
    if task.progress != Progress.COMPLETE or not all(favourable(e, promises, as_at) for e in both):
        return False
    if (
        not sampled_after(listed, as_at)
        or not all(is_met(p, as_at) for p in promises)
        or (retest and not is_retested(listed, as_at))
    ):
        return False
    return not any(e is not None and changed_since(e.looked_at, dict(now)) for e in both)


def count_tasks(areas: Iterable[Area], tasks: Iterable[Task], as_at: date) -> Counts:
    """Count standing areas and their standing tasks."""
    areas = list(areas)
    standing = {a.uid for a in areas if a.withdrawn is None}
    totals = dict.fromkeys((f.name for f in fields(Counts)), 0)
    totals["areas"] = len(standing)
    listed = [t for t in tasks if t.withdrawn is None and t.area in standing]
    open_areas = {t.area for t in listed if t.progress != Progress.COMPLETE}
    totals["areas_late"] = sum(is_area_late(a, as_at) for a in areas if a.uid in standing & open_areas)
    for task in listed:
        totals["tasks"] += 1
        totals[task.progress] += 1
        totals["overdue"] += is_overdue(task, as_at)
    return Counts(**totals)


def task_figures(task: Task, entries: Iterable[SignOff], assured: bool, as_at: date) -> Figures:
    """One standing task's share of the nested figures."""
    listed = list(entries)
    complete = task.progress == Progress.COMPLETE
    qa = latest(listed, "qa", as_at) is not None
    entry = latest(listed, "sampling", as_at) is not None
    return Figures(
        tasks=1,
        reported_complete=int(complete),
        qa_recorded=int(complete and qa),
        sampled=int(complete and sampled_after(listed, as_at)),
        assured=int(assured),
        outside_qa=int(qa and not complete),
        outside_sampled=int(entry and not (complete and qa)),
    )
