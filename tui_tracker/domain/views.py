"""What screens, reports and the command line are given to show: frozen, worked out, never stored."""

from __future__ import annotations

from dataclasses import field, replace
from datetime import date

from tui_tracker.domain import dates
from tui_tracker.domain.figures import Counts, Figures, Recommended
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.rag import Colour
from tui_tracker.domain.records import (
    Area,
    Attachment,
    Grade,
    Link,
    Milestone,
    Note,
    Opinion,
    Pillar,
    Plan,
    Problem,
    Promise,
    SignOff,
    Slip,
    Snapshot,
    Source,
    Stated,
    Step,
    Task,
    Tick,
)
from tui_tracker.domain.seal import Difference, differences, look
from tui_tracker.domain.signoff import Stage, latest
from tui_tracker.frozen import dataclass


@dataclass(frozen=True)
class PillarView:
    """One line of the pillar table. ``name`` is empty for areas without a pillar."""

    plan: Plan
    pillar: Pillar | None
    name: str
    counts: Counts
    colour: Colour


@dataclass(frozen=True)
class PlanView:
    """A plan's totals."""

    plan: Plan
    counts: Counts
    figures: Figures


@dataclass(frozen=True)
class StatedView:
    """A figure that a file states beside what its rows bear out; ``worked_out`` is None where we have no figure."""

    subject: str
    what: str
    stated: str
    worked_out: str | None
    where: str


@dataclass(frozen=True)
class Waiting:
    """Tasks that wait for someone: how many, what for, and the query that shows them."""

    count: int
    what: str
    query: str


@dataclass(frozen=True)
class SummaryView:
    """The first screen: everything on it opens the rows behind it."""

    as_at: date
    plans: tuple[PlanView, ...]
    pillars: tuple[PillarView, ...]
    total: Counts
    figures: Figures
    stated: tuple[StatedView, ...]
    waits: tuple[Waiting, ...]
    due_soon: tuple[TaskRow, ...]
    grades: tuple[Grade, ...] = ()


@dataclass(frozen=True)
class TaskRow:
    """A task in a list. ``row`` is its key in lists; ``qa`` and ``sampling`` are verdict marks (``""`` for none)."""

    row: int
    uid: str
    ref: str
    area_uid: str
    area: str
    area_title: str
    plan: str
    pillar: str
    title: str
    assigned_to: str | None
    due: date | None
    due_text: str | None
    due_precision: str | None
    progress: str
    overdue_days: int
    stage: Stage
    slips: int
    note_count: int
    qa: str
    sampling: str
    changed: tuple[str, ...]
    station: str | None
    withdrawn: str | None
    plan_uid: str = ""

    def due_words(self) -> str:
        """The due date as it is shown in lists: ``Mar-24``, ``12 Jun 26``, or the cell's words."""
        return shown_date(self.due, self.due_precision, self.due_text)


@dataclass(frozen=True)
class AreaRow:
    """An area in a list, with its worked-out status. ``counts`` are its own tasks, so that areas add up to their plan; the
    colour of a cause of concern is judged by those of its recommendations too."""

    row: int
    area: Area
    plan: str
    pillar: str
    counts: Counts
    colour: Colour
    recommended: Recommended = field(default_factory=Recommended)


@dataclass(frozen=True)
class TaskView:
    """One task whole."""

    row: TaskRow
    task: Task
    area: Area
    plan: Plan
    pillar: str
    colour: Colour
    notes: tuple[Note, ...]
    corrected: frozenset[str]
    links: tuple[Link, ...]
    attachments: tuple[Attachment, ...]
    signoffs: tuple[SignOff, ...]
    slips: tuple[Slip, ...]
    promises: tuple[Promise, ...]
    sources: tuple[Source, ...]
    old_refs: tuple[str, ...]
    steps: tuple[Step, ...] = ()
    ticks: tuple[Tick, ...] = ()
    as_at: date = date.min
    ties: tuple[str, ...] = ()

    def due_words(self) -> str:
        """The due date as it is shown; without any, the day its area has from the inspectorate, marked as the area's."""
        of_area = shown_date(self.area.deadline, self.area.deadline_precision, self.area.deadline_text)
        if own := self.row.due_words():
            return own
        return f"not stated (its area: {of_area})" if of_area else "not stated"

    def as_of(self, day: date) -> TaskView:
        """The task without notes and sign-offs dated after a day: a paper shows what its figures count."""
        days = [n.date for n in self.notes] + [e.date for e in self.signoffs]
        if not any(d and d > day for d in days):
            return self
        return replace(
            self,
            notes=tuple(n for n in self.notes if n.date is None or n.date <= day),
            signoffs=tuple(e for e in self.signoffs if e.date is None or e.date <= day),
        )

    def since(self, entry: SignOff) -> list[Difference]:
        """What is not as its signer saw it; empty for an entry that no longer speaks for its stage."""
        if not self.row.changed or entry.verdict == "not_yet" or latest(self.signoffs, entry.stage, date.max) != entry:
            return []
        names = {a.sha256: a.name for a in self.attachments}
        return differences(
            entry.looked_at, look(self.task, self.notes, self.links, self.attachments, self.steps), names
        )

    def standing_notes(self) -> list[Note]:
        """The notes that no later note corrects."""
        return [n for n in self.notes if n.uid not in self.corrected]


@dataclass(frozen=True)
class Point:
    """How the plan stood at the end of a day: standing tasks, those complete, and those whose date had come."""

    day: date
    tasks: int
    complete: int
    due: int


@dataclass(frozen=True)
class DueMonth:
    """Tasks due in a month (``2026-06``; "" for those without a date): all, complete, and open past their date."""

    month: str
    tasks: int
    complete: int
    late: int


@dataclass(frozen=True)
class Life:
    """What happened to an area on the way. ``decided`` are the days on which a board decided about it; ``begun`` the file's first;
    ``plan`` the plan whose rhythm of review holds for it, where it has one."""

    problems: tuple[Problem, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    decided: tuple[date, ...] = ()
    begun: date | None = None
    plan: Plan | None = None


@dataclass(frozen=True)
class AreaMove:
    """A date of an area that was changed: which (target or deadline), from and to what as written ("" for none), when and why."""

    field: str
    before: str
    after: str
    on: str
    reason: str

    def words(self) -> str:
        """``target Mar-24 to Jun-24 on 2026-06-01: supplier late``."""
        why = f": {self.reason}" if self.reason else ""
        return f"{self.field} {self.before} to {self.after or 'no date'} on {self.on}{why}"


@dataclass(frozen=True)
class AreaView:
    """One area whole. ``moves`` are those of its own dates, the oldest first; ``part_of`` names its cause of concern, ``owns`` its recommendations."""

    row: AreaRow
    plan: Plan
    tasks: tuple[TaskRow, ...]
    stated: tuple[Stated, ...]
    sources: tuple[Source, ...]
    old_refs: tuple[str, ...]
    life: Life = field(default_factory=Life)
    moves: tuple[AreaMove, ...] = ()
    part_of: str = ""
    owns: tuple[str, ...] = ()


@dataclass(frozen=True)
class TallyRow:
    """One line of a tally: what it counts, its tasks by progress, and the filter that shows them."""

    name: str
    counts: Counts
    query: str


@dataclass(frozen=True)
class NoteRow:
    """An evidence note in the plan-wide log."""

    note: Note
    ref: str
    title: str
    has_proof: bool


@dataclass(frozen=True)
class Found:
    """What a reference names: an area or a task."""

    kind: str
    uid: str
    ref: str
    plan: str
    title: str


@dataclass(frozen=True)
class Entry:
    """A journal entry's head, for lists."""

    number: int
    uid: str
    recorded_at: str
    local_day: str
    by: str
    verb: str
    subject: str
    reason: str | None
    undoes: str | None
    edits: int
    hash: str
    redacted: bool
    undone: bool = False

    @property
    def when(self) -> str:
        """When it was recorded, by this machine's clock."""
        return dates.local_time(self.recorded_at)

    def marks(self, today: date) -> str:
        """What is said behind it in a list: taken back, or dated after ``today``, when the clock was ahead."""
        found = ["undone"] if self.undone else []
        if self.local_day > today.isoformat():
            found.append("dated ahead of today")
        return f" ({'; '.join(found)})" if found else ""


@dataclass(frozen=True)
class PersonView:
    """Someone on the register, with every spelling, and how often each job names them."""

    uid: str | None
    name: str
    spellings: tuple[str, ...]
    owns: int
    assigned: int
    qa: int
    sampling: int
    said: int
    left_on: date | None = None


@dataclass(frozen=True)
class SnapshotView:
    """A snapshot with its figures, read from the journal as it was."""

    snapshot: Snapshot
    figures: Figures
    counts: Counts


@dataclass(frozen=True)
class Verified:
    """What ``verify`` found; empty ``faults`` means that every row and entry agrees.

    ``pointed``: evidence files that are only pointed to and are gone or changed; the plan itself is sound.
    """

    entries: int
    head: str
    faults: tuple[str, ...]
    redactions: tuple[str, ...]
    against: int | None = None
    pointed: tuple[str, ...] = ()


def shown_date(day: date | None, precision: str | None, text: str | None) -> str:
    """A date in a list: short, with its own precision; a cell without a date keeps its words."""
    if day is None:
        return text or ""
    if precision == "quarter":
        return text or dates.short(day)
    return dates.short(day, "month" if precision == "month" else "day")


def target_words(area: Area) -> str:
    """The area's target as a list shows it."""
    return shown_date(area.target, area.target_precision, area.target_text)


def deadline_words(area: Area) -> str:
    """The day that the inspectorate gave the area, as a list shows it."""
    return shown_date(area.deadline, area.deadline_precision, area.deadline_text)


def difference_words(found: Difference) -> str:
    """``progress was on target, is complete``; ``new link: …``; ``note gone or corrected: …``."""

    def said(text: str | None) -> str:
        if found.what == "progress" and text:
            return WORDS[Progress(text)].word
        return f"“{text}”" if text else "blank"

    if found.what in ("progress", "title", "work"):
        return f"{found.what} was {said(found.before)}, is {said(found.after)}"
    if found.before is None:
        return f"new {found.what}: {found.after}"
    if found.after is None:
        return f"{found.what} gone or corrected: {found.before}"
    return f"{found.what} was {found.before}; is {found.after}"
