"""What the rules look at: the plan's records, worked out once for a run. Nothing here judges."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from functools import cached_property, lru_cache

from tui_tracker.domain import date_grammar
from tui_tracker.domain.date_grammar import Found
from tui_tracker.domain.people import Register
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.records import Action, Area, Person, Plan, ReturnForm, SignOff, Stated
from tui_tracker.domain.text import fold
from tui_tracker.domain.views import AreaMove, Life, TaskView
from tui_tracker.frozen import dataclass

STAGES = ("qa", "sampling")
_WORST_FIRST = (
    Progress.BEHIND_TARGET, Progress.UNKNOWN, Progress.NOT_STARTED, Progress.DEFERRED, Progress.ONGOING, Progress.ON_TARGET, Progress.COMPLETE,
)  # fmt: skip


@lru_cache(maxsize=50_000)
def scanned(text: str) -> tuple[Found, ...]:
    """The dates in a text; worked out once for each text, so that an edit costs only what it changed."""
    return tuple(date_grammar.scan(text))


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """A text for comparing: no case, punctuation or runs of white space."""
    return " ".join(re.findall(r"\w+", fold(text)))


def others(refs: Sequence[str], own: str) -> str:
    """The other references of a group, the first few by name."""
    named = [r for r in refs[:8] if r != own][:6]
    more = len(refs) - 1 - len(named)
    return ", ".join(named) + (f" and {more} more" if more > 0 else "")


def numeric_days(text: str) -> list[date]:
    """The day dates that a text writes in numbers, in order."""
    return [f.made.due for f in scanned(text) if f.numeric and f.made is not None and f.made.precision == "day"]


@dataclass(frozen=True)
class TaskFacts:
    """One standing task. ``implicit``: a recommendation that is its own action. ``fragment``: neither title nor assignee."""

    view: TaskView
    area: Area
    plan: Plan
    implicit: bool

    @property
    def ref(self) -> str:
        return self.area.ref if self.implicit else self.view.row.ref

    @property
    def uid(self) -> str:
        return self.view.task.uid

    @property
    def progress(self) -> str:
        return self.view.task.progress

    @property
    def is_fragment(self) -> bool:
        return not self.implicit and not self.view.task.title and not self.view.task.assigned_to

    @property
    def is_task(self) -> bool:
        """A task in the rules' sense: no recommendation row, no fragment."""
        return not self.implicit and not self.is_fragment

    @cached_property
    def evidence(self) -> str:
        """The imported evidence cell as it stood, and the words of typed notes."""
        typed = [n.text for n in self.view.standing_notes() if n.origin != "import"]
        return "\n".join(p for p in (self.view.task.evidence_text, *typed) if p)

    def entry(self, stage: str) -> SignOff | None:
        """The last entry of a stage that nobody has revoked, whole or not."""
        return self._last.get(stage)

    @cached_property
    def _last(self) -> dict[str, SignOff]:
        return {e.stage: e for e in self.view.signoffs if e.revoked is None}

    def comment(self, stage: str) -> str:
        entry = self.entry(stage)
        return (entry.comment if entry else None) or ""

    def filled(self, stage: str) -> bool:
        """Date, name and comment cells all filled as written."""
        entry = self.entry(stage)
        return entry is not None and all(cells_of(entry)) and (bool(entry.comment) or not entry.imported)

    @cached_property
    def texts(self) -> dict[str, str]:
        """Every text of the task by its field."""
        found = {"title": self.view.task.title or "", "work": self.view.task.work or "", "evidence": self.evidence}
        return found | {f"{stage}.comment": self.comment(stage) for stage in STAGES}

    def cell(self, name: str) -> Mapping[str, str]:
        """The source cell of a field; empty when it was typed here."""
        for source in self.view.sources:
            for cell in source.cells:
                if cell.get("field") == name:
                    return cell
        return {}


def cells_of(entry: SignOff) -> tuple[bool, bool, bool]:
    """Whether date, name and comment are filled, as written."""
    return (
        bool(entry.date or entry.date_text),
        bool(entry.by or entry.by_text),
        bool(entry.comment) or not entry.imported,
    )


@dataclass(frozen=True)
class AreaFacts:
    """One standing area with its tasks and what its file states of it."""

    area: Area
    plan: Plan
    pillar: str
    tasks: Sequence[TaskFacts]
    stated: Sequence[Stated]
    life: Life = field(default_factory=Life)
    moves: Sequence[AreaMove] = ()

    @cached_property
    def columns(self) -> frozenset[tuple[str, str]]:
        """(whose, field) of every field that this area or one of its tasks uses."""
        held = {
            (f"{self.plan.uid}:area", name)
            for name, value in (
                ("target", self.area.target_text or self.area.target),
                ("owner", self.area.owner),
                ("pillar", self.pillar),
            )
            if value
        }
        for t in self.tasks:
            task = t.view.task
            values = (
                ("due", task.due_text or task.due), ("assigned_to", task.assigned_to), ("work", task.work), ("evidence", t.evidence),
                ("progress", task.progress != Progress.UNKNOWN),
            )  # fmt: skip
            held |= {(f"{self.plan.uid}:{t.implicit}", name) for name, value in values if value}
        return frozenset(held)

    @property
    def ref(self) -> str:
        return self.area.ref

    @property
    def is_recommendation(self) -> bool:
        return self.area.area_kind in ("recommendation", "audit")

    def counts(self) -> dict[str, int]:
        """The counts that the file states, by progress."""
        known = {p.value for p in Progress}
        return {
            s.what: int(s.stated) for s in self.stated if s.what in known and s.stated.isascii() and s.stated.isdigit()
        }

    @property
    def comment(self) -> str:
        return next((s.stated for s in self.stated if s.what == "comment"), "")

    def status(self) -> Progress | None:
        """The area's status, worked out: the worst of its tasks; None without tasks."""
        words = {Progress(t.progress) for t in self.tasks}
        return next((p for p in _WORST_FIRST if p in words), None)


@dataclass(frozen=True)
class PlanFacts:
    """The whole file as at a day. ``lost`` names files that prove something and are not what they were: (task's uid, its reference, what)."""

    as_at: date
    areas: Sequence[AreaFacts]
    plans: Sequence[Plan]
    register: Register
    persons: Sequence[Person] = ()
    file_findings: Sequence[Mapping[str, str]] = field(default_factory=tuple)
    known_columns: frozenset[tuple[str, str]] | None = None
    forms: Sequence[ReturnForm] = ()
    actions: Sequence[Action] = ()
    lost: Sequence[tuple[str, str, str]] = ()

    @cached_property
    def tasks(self) -> list[TaskFacts]:
        return [t for a in self.areas for t in a.tasks]

    @cached_property
    def real_tasks(self) -> list[TaskFacts]:
        return [t for t in self.tasks if t.is_task]

    @cached_property
    def columns(self) -> frozenset[tuple[str, str]]:
        """(whose, field) of every field that the plans use at all."""
        return self.known_columns or frozenset().union(*(a.columns for a in self.areas))

    def only(self, area: AreaFacts) -> PlanFacts:
        """One area by itself, in the same company: day, register and the fields in use stay those of the whole."""
        return replace(self, areas=[area], known_columns=self.columns, file_findings=(), forms=(), actions=(), lost=())

    def has_column(self, task: TaskFacts, name: str) -> bool:
        """Whether the plan uses a field at all: a blank says something only where others are filled."""
        return (f"{task.plan.uid}:{task.implicit}", name) in self.columns

    def area_column(self, area: AreaFacts, name: str) -> bool:
        return (f"{area.plan.uid}:area", name) in self.columns

    def person(self, spelling: str | None) -> Person | None:
        """The register's person behind a spelling; None when nobody has placed it."""
        uid = self.register.person(spelling) if spelling else ""
        return next((p for p in self.persons if p.uid == uid), None)


def area_facts(
    area: Area, plan: Plan, pillar: str, views: Sequence[TaskView], stated: Sequence[Stated], life: Life | None = None,
    moves: Sequence[AreaMove] = (),
) -> AreaFacts:  # fmt: skip
    """The facts of one area from its records; withdrawn work is not there."""
    alone = len(views) == 1 and views[0].task.title is None
    return AreaFacts(
        area, plan, pillar, [TaskFacts(v, area, plan, alone) for v in views], stated, life or Life(), moves
    )
