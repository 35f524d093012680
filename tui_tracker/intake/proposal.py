"""A Proposal: a plan not yet applied, with an account of what was read, dropped, mapped and doubted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tui_tracker.domain import date_grammar
from tui_tracker.domain.dates import FieldDate
from tui_tracker.domain.parts import Part


@dataclass
class ReadDate:
    """A date cell: the date where it holds one, what it said, and whether it was words, a date or neither."""

    made: FieldDate | None = None
    text: str | None = None

    @property
    def day(self) -> date | None:
        return self.made.due if self.made else None


@dataclass(frozen=True)
class Also:
    """A filled cell that found no field: the heading over it, what it says and where it stands."""

    column: str
    text: str
    where: str

    def to_json(self) -> dict[str, str]:
        return {"column": self.column, "text": self.text, "where": self.where}


@dataclass
class ReadSignOff:
    """A sign-off as its cells give it; any of them may be missing."""

    date: ReadDate = field(default_factory=ReadDate)
    by: str | None = None
    by_text: str | None = None
    comment: str | None = None

    @property
    def is_blank(self) -> bool:
        return not (self.date.text or self.by or self.by_text or self.comment)


@dataclass
class ReadTask:
    """A task as read. ``cells`` are its source cells; ``doubled`` that an earlier one of its area has its number already."""

    no: str | None = None
    doubled: bool = False
    title: str | None = None
    assigned_to: str | None = None
    due: ReadDate = field(default_factory=ReadDate)
    status: str | None = None
    status_text: str | None = None
    status_from: str | None = None
    work: str | None = None
    evidence: str | None = None
    qa: ReadSignOff = field(default_factory=ReadSignOff)
    sampling: ReadSignOff = field(default_factory=ReadSignOff)
    links: list[tuple[str | None, str]] = field(default_factory=list)
    notes: list[Part] = field(default_factory=list)
    cells: list[dict[str, Any]] = field(default_factory=list)
    also: list[Also] = field(default_factory=list)
    more: dict[str, str] = field(default_factory=dict)
    where: str = ""

    @property
    def own_no(self) -> str | None:
        """The number that the plan can keep for it."""
        return None if self.doubled else self.no

    @property
    def due_written(self) -> str | None:
        """What the due date's cell said."""
        return self.due.text


@dataclass
class ReadStated:
    """A figure the file states: ``what`` is a progress id, ``tasks``, ``comment`` or ``overall``."""

    what: str
    stated: str
    where: str


@dataclass
class ReadArea:
    """An area as read; ``ref`` is None where the file gives none. ``finding`` is the inspectorate's wording where the title
    is ours, ``summary`` what it found in brief.
    """

    ref: str | None = None
    kind: str = "afi"
    pillar: str | None = None
    title: str | None = None
    finding: str | None = None
    summary: str | None = None
    owner: str | None = None
    target: ReadDate = field(default_factory=ReadDate)
    tasks: list[ReadTask] = field(default_factory=list)
    stated: list[ReadStated] = field(default_factory=list)
    cells: list[dict[str, Any]] = field(default_factory=list)
    also: list[Also] = field(default_factory=list)
    more: dict[str, str] = field(default_factory=dict)
    where: str = ""


@dataclass
class ReadPlan:
    """A plan as read: one file may hold several."""

    name: str
    kind: str
    areas: list[ReadArea] = field(default_factory=list)


@dataclass(frozen=True)
class Remark:
    """One line of the report. ``kind``: alarm, used, columns, not_used, dropped, fragment, mapped, doubt, error_text, stated, repaired."""

    kind: str
    where: str
    text: str


@dataclass(frozen=True)
class ReadColumn:
    """A column of a table that was used: its place, its name, what it was taken for, why, and what stands in it."""

    sheet: str
    head: int
    index: int
    where: str
    name: str
    role: str
    why: str
    sure: bool
    sample: str


@dataclass
class Proposal:
    """Everything read from one file. ``findings`` are those of plan-check rules that need the file's own cells.

    ``columns`` are those of the tables used; ``words`` the progress words that are not known, with the cells that hold them.
    ``alarms`` are what looks wrong with the reading as a whole; ``proposed`` are words of other fields with the meaning that they were given; ``unused`` are the filled cells that are in nothing else here, ``shape`` those that are headings, labels, bands and keys,
    what they are in the place of a column's name.
    """

    file: str
    plans: list[ReadPlan] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    findings: list[dict[str, str]] = field(default_factory=list)
    columns: list[ReadColumn] = field(default_factory=list)
    words: dict[str, list[str]] = field(default_factory=dict)
    alarms: list[str] = field(default_factory=list)
    proposed: dict[str, str] = field(default_factory=dict)
    unused: list[Also] = field(default_factory=list)
    shape: list[Also] = field(default_factory=list)

    def unknown_word(self, word: str, where: str) -> None:
        """A progress word that nobody knows, and one more cell that holds it."""
        self.words.setdefault(word, []).append(where)

    @property
    def areas(self) -> list[ReadArea]:
        return [a for p in self.plans for a in p.areas]

    def take(self, other: Proposal) -> None:
        """The account of a part read by itself."""
        self.remarks += other.remarks
        self.findings += other.findings
        self.proposed.update(other.proposed)
        for word, cells in other.words.items():
            self.words.setdefault(word, []).extend(cells)

    def remark(self, kind: str, where: str, text: str) -> None:
        self.remarks.append(Remark(kind, where, text))

    def find(self, rule: str, subject: str, message: str, *, severity: str = "") -> None:
        """Add a finding of a plan-check rule that only the file's cells can show."""
        self.findings.append({"rule": rule, "severity": severity, "subject": subject, "message": message})

    def counted(self) -> dict[str, int]:
        """How many remarks of each kind, in order of first appearance."""
        made: dict[str, int] = {}
        for r in self.remarks:
            made[r.kind] = made.get(r.kind, 0) + 1
        return made

    def report(self) -> dict[str, Any]:
        """The report, JSON-ready."""
        return {
            "file": self.file,
            "plans": [
                {"name": p.name, "kind": p.kind, "areas": len(p.areas), "tasks": sum(len(a.tasks) for a in p.areas)}
                for p in self.plans
            ],
            "areas": len(self.areas),
            "tasks": sum(len(a.tasks) for a in self.areas),
            "counts": self.counted(),
            "findings": self.findings,
            "alarms": self.alarms,
            "proposed": self.proposed,
            "unused": [u.to_json() for u in self.unused],
            "shape": [u.to_json() for u in self.shape],
            "remarks": [{"kind": r.kind, "where": r.where, "text": r.text} for r in self.remarks],
        }

    def to_json(self) -> dict[str, Any]:
        """The areas in the shape that importers are compared by, and the report."""
        return {"areas": [_area_json(a) for a in self.areas], "report": self.report()}


def _area_json(area: ReadArea) -> dict[str, Any]:
    return {
        "ref": area.ref,
        "kind": area.kind,
        "pillar": area.pillar,
        "title": area.title,
        "owner": area.owner,
        "target_date": area.target.day.isoformat() if area.target.day else None,
        "also": [a.to_json() for a in area.also],
        "tasks": [_task_json(t) for t in area.tasks],
    }


def _task_json(task: ReadTask) -> dict[str, Any]:
    return {
        "no": task.no,
        "title": task.title,
        "assigned_to": task.assigned_to,
        "due": task.due.day.isoformat() if task.due.day else None,
        "due_text": _due_text(task),
        "status": task.status,
        "work": task.work,
        "evidence": task.evidence,
        "qa": _signoff_json(task.qa),
        "sampling": _signoff_json(task.sampling),
        "also": [a.to_json() for a in task.also],
    }


def _due_text(task: ReadTask) -> str | None:
    """What the date's cell said where the day alone does not: a month, a quarter, words beside it or in its place."""
    due = task.due
    if due.made is None:
        return due.text if due.text != task.status_text else None
    plain = due.made.precision == "day" and (not due.text or date_grammar.read_cell(due.text).doubt is None)
    return None if plain else due.text


def _signoff_json(entry: ReadSignOff) -> dict[str, Any]:
    return {"date": entry.date.day.isoformat() if entry.date.day else None, "by": entry.by, "comment": entry.comment}


def joined(parts: Iterable[str | None]) -> str | None:
    """The parts that say something, each on its own line."""
    said = [p for p in parts if p]
    return "\n".join(said) or None
