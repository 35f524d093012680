"""The records of a plan file. Frozen; they change only by a Change (``changes.py``).

A record holds *what the paper said* beside *what we made of it* (``due_text`` and ``due``). Nothing that can be worked
out is a field: stage, overdue, counts, RAG and area status follow from these.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import field
from datetime import date
from typing import Any, ClassVar

from tui_tracker.domain.assurance_records import (
    Acceptance,
    Draw,
    Grade,
    Milestone,
    Opinion,
    Problem,
    Promise,
    SignOff,
    Step,
    Tie,
)
from tui_tracker.domain.file_records import (
    ALSO,
    ImportReport,
    Publication,
    Redaction,
    SavedView,
    Sent,
    Snapshot,
    Source,
    Stated,
)
from tui_tracker.domain.meeting_records import Action, Decision, Meeting
from tui_tracker.domain.record_base import Data, FieldType, Record
from tui_tracker.domain.station_records import CopyMerge, Proposal, ReturnForm, Tick
from tui_tracker.frozen import dataclass

Day = date  # for a record that has a field called date

__all__ = [
    "ALSO",
    "FIELDS",
    "PARENT_FIELDS",
    "TYPES",
    "Acceptance",
    "Action",
    "Alias",
    "Area",
    "Attachment",
    "CopyMerge",
    "Data",
    "Decision",
    "Draw",
    "FieldType",
    "Grade",
    "ImportReport",
    "Link",
    "Meeting",
    "Milestone",
    "Note",
    "OldRef",
    "Opinion",
    "Person",
    "Pillar",
    "Plan",
    "Problem",
    "Promise",
    "Proposal",
    "Publication",
    "Record",
    "Redaction",
    "ReturnForm",
    "SavedView",
    "Sent",
    "SignOff",
    "Slip",
    "Snapshot",
    "Source",
    "Stated",
    "Step",
    "Task",
    "Tick",
    "Tie",
    "as_data",
    "from_data",
    "to_data",
]


@dataclass(frozen=True, kw_only=True)
class Plan(Record):
    """A plan: ``plan_kind`` is inspection, culture, cause_of_concern, peer_review, internal_audit or other.

    ``words`` maps our progress ids to the plan's own words ("Yet to Start"). ``scheme`` is the id of its RAG scheme; None
    until somebody has said what green means here. ``follows`` names the plan whose open items it carries on. ``framework`` is its copy
    of the inspectorate's round (domain.framework); empty for the rounds with eleven questions. ``rhythms`` says how often its areas
    are reviewed, by their kind or, under "", all of them; ``own_scheme`` is a RAG scheme of its own, as data (domain.rag); after
    ``quiet_days`` without a word a task is quiet, 90 where nobody says.
    """

    kind: ClassVar[str] = "plan"
    name: str
    plan_kind: str = "inspection"
    position: int = 0
    starts: date | None = None
    words: dict[str, str] = field(default_factory=dict)
    scheme: str | None = None
    follows: str | None = None
    framework: dict[str, Any] = field(default_factory=dict)
    rhythms: dict[str, str] = field(default_factory=dict)
    own_scheme: dict[str, Any] = field(default_factory=dict)
    quiet_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Pillar(Record):
    """A grouping of areas inside a plan: Effectiveness, Efficiency, People, or the plan's own."""

    kind: ClassVar[str] = "pillar"
    plan: str
    name: str
    position: int = 0


@dataclass(frozen=True, kw_only=True)
class Area(Record):
    """An area for improvement, initiative, cause of concern, recommendation or audit.

    ``finding`` keeps the inspector's words; ``title`` is ours and may be shorter. ``target`` is the service's own date,
    ``deadline`` the inspectorate's. ``headline`` is a sentence for the public. ``withdrawn`` holds the reason, and None
    while the area stands. What an inspectorate looks for: ``resources`` needed, expected ``effect``, ``summary`` of the
    finding, progress ``comment``. Closing: ``closed_on`` by a committee (``closed_by`` its minute), ``told_on`` the
    inspectorate, ``addressed`` in its words, ``usual`` the new home as business as usual, ``embedded_on`` and
    ``embedded_measure`` the check that it has stayed done. ``question`` is the inspection question it belongs to (such as
    1.2), ``importance`` an auditor's (high, medium, low), ``risk_ref`` its place in risk registers, ``rhythm`` how often it
    is reviewed. ``rag_letter`` is a colour set by hand, for ``rag_reason``. ``sensitive``: its evidence files stay where
    they are and are only pointed to. ``opened_in`` names the round in which it was opened, once carried forward.
    """

    kind: ClassVar[str] = "area"
    plan: str
    pillar: str | None = None
    ref: str
    area_kind: str = "afi"
    position: int = 0
    title: str = ""
    finding: str | None = None
    owner: str | None = None
    target: date | None = None
    target_text: str | None = None
    target_precision: str | None = None
    deadline: date | None = None
    deadline_text: str | None = None
    deadline_precision: str | None = None
    withdrawn: str | None = None
    headline: str | None = None
    resources: str | None = None
    effect: str | None = None
    summary: str | None = None
    comment: str | None = None
    closed_by: str | None = None
    addressed: str | None = None
    usual: str | None = None
    embedded_measure: str | None = None
    closed_on: date | None = None
    told_on: date | None = None
    embedded_on: date | None = None
    question: str | None = None
    importance: str | None = None
    risk_ref: str | None = None
    rhythm: str | None = None
    rag_letter: str | None = None
    rag_reason: str | None = None
    sensitive: bool = False
    opened_in: str | None = None
    part_of: str | None = None


@dataclass(frozen=True, kw_only=True)
class Task(Record):
    """One piece of work in an area. ``title`` is None for a recommendation that is its own action.

    ``progress_from`` says where an imported progress was read: ``word``, ``fill``, ``heading`` or ``column``.
    ``waiting_on`` names the body outside that it waits for, to be chased on ``chase_on``: it is late, and not behind.
    ``ready_on`` is the mark that asks for QA. ``evidence_text`` is the paper's whole evidence cell, as it stood.
    """

    kind: ClassVar[str] = "task"
    area: str
    no: str
    position: int = 0
    title: str | None = None
    work: str | None = None
    assigned_to: str | None = None
    due: date | None = None
    due_text: str | None = None
    due_precision: str | None = None
    progress: str = "unknown"
    progress_text: str | None = None
    progress_from: str | None = None
    evidence_text: str | None = None
    ready_on: date | None = None
    ready_by: str | None = None
    station: str | None = None
    withdrawn: str | None = None
    waiting_on: str | None = None
    chase_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Note(Record):
    """An evidence note: *said by* one, *entered by* another. Append-only; ``corrects`` names the note it replaces.

    ``date`` is the day of the evidence and ``entered_at`` the UTC moment it was typed. ``origin``: typed or import.
    ``evidence_kind``: document, data or seen (practice seen). After ``expires`` it proves nothing any more. Notes of one
    ``shared`` id are one note that serves several tasks.
    """

    kind: ClassVar[str] = "note"
    task: str
    position: int = 0
    date: date | None = None
    date_text: str | None = None
    date_precision: str | None = None
    said_by: str | None = None
    entered_by: str = ""
    entered_at: str = ""
    text: str = ""
    corrects: str | None = None
    origin: str = "typed"
    evidence_kind: str | None = None
    expires: Day | None = None
    shared: str | None = None


@dataclass(frozen=True, kw_only=True)
class Link(Record):
    """A link or path that a task or a note points to; ``label`` is what the paper showed."""

    kind: ClassVar[str] = "link"
    task: str
    note: str | None = None
    target: str | None = None
    label: str | None = None


@dataclass(frozen=True, kw_only=True)
class Attachment(Record):
    """An evidence file under its SHA-256, kept beside the plan; ``name`` is the user's, ``size`` in bytes.

    ``path`` says where it lies when it is only pointed to and no copy was kept.
    """

    kind: ClassVar[str] = "attachment"
    task: str
    note: str | None = None
    name: str
    sha256: str
    size: int
    path: str | None = None


@dataclass(frozen=True, kw_only=True)
class Slip(Record):
    """A due date that moved: from, to, why, on which day. A first date is no slip."""

    kind: ClassVar[str] = "slip"
    task: str
    before: date
    before_text: str
    after: date | None = None
    after_text: str | None = None
    reason: str = ""
    moved_on: date
    position: int = 0


@dataclass(frozen=True, kw_only=True)
class Person(Record):
    """A person or a role on the register. ``left_on``: the day they left.

    ``assurance`` marks Business Assurance, who alone sample; ``deputy_for`` names the area owner they may sign for;
    ``station`` where they serve.
    """

    kind: ClassVar[str] = "person"
    name: str
    is_role: bool = False
    left_on: date | None = None
    department: str | None = None
    assurance: bool = False
    deputy_for: str | None = None
    station: str | None = None


@dataclass(frozen=True, kw_only=True)
class Alias(Record):
    """A spelling that means a person; ``folded`` is unique over the file."""

    kind: ClassVar[str] = "alias"
    person: str
    spelling: str
    folded: str


@dataclass(frozen=True, kw_only=True)
class OldRef(Record):
    """A reference that once named a record and still finds it."""

    kind: ClassVar[str] = "old_ref"
    plan: str
    ref: str
    subject: str


TYPES: dict[str, type[Record]] = {
    c.kind: c
    for c in (
        Plan, Pillar, Area, Task, Note, Link, Attachment, SignOff, Slip, Person, Alias, OldRef, Stated, Source,
        ImportReport, Snapshot, Sent, Publication, Promise, Draw, Acceptance, Step, Problem,
        Milestone, Grade, Opinion, SavedView, Meeting, Decision, Action,
        Tick, ReturnForm, Proposal, CopyMerge, Redaction, Tie,
    )
}  # fmt: skip


def _type_of(annotation: str) -> FieldType:
    if annotation.startswith(("date", "Day")):
        return "date"
    if annotation.startswith(("dict", "list")):
        return "json"
    if annotation.startswith("bool"):
        return "bool"
    return "int" if annotation.startswith("int") else "text"


FIELDS: dict[str, dict[str, FieldType]] = {
    kind: {f.name: _type_of(str(f.type)) for f in dataclasses.fields(cls)} for kind, cls in TYPES.items()
}
PARENT_FIELDS: dict[str, dict[str, str]] = {
    "pillar": {"plan": "plan"},
    "area": {"plan": "plan", "pillar": "pillar", "part_of": "area"},
    "task": {"area": "area"},
    "note": {"task": "task", "corrects": "note"},
    "link": {"task": "task", "note": "note"},
    "attachment": {"task": "task", "note": "note"},
    "signoff": {"task": "task"},
    "slip": {"task": "task"},
    "promise": {"task": "task", "signoff": "signoff"},
    "step": {"task": "task"},
    "problem": {"area": "area"},
    "milestone": {"area": "area"},
    "opinion": {"area": "area"},
    "grade": {"plan": "plan"},
    "decision": {"meeting": "meeting"},
    "action": {"meeting": "meeting", "task": "task", "area": "area"},
    "alias": {"person": "person"},
    "old_ref": {"plan": "plan"},
    "stated": {"plan": "plan", "area": "area"},
    "sent": {"snapshot": "snapshot"},
    "tick": {"task": "task"},
    "tie": {"task": "task"},
    "proposal": {"task": "task", "form": "form"},
}


def to_data(record: Record) -> Data:
    """The record as JSON-ready data: dates as ISO text, every field present, uid first."""
    types = FIELDS[record.kind]
    made: Data = {}
    for name, kind in types.items():
        value = getattr(record, name)
        made[name] = value.isoformat() if kind == "date" and value is not None else value
    return made


def from_data(kind: str, data: Data) -> Any:
    """The record that ``data`` describes; the inverse of :func:`to_data`."""
    types = FIELDS[kind]
    values = dict(data)
    for name, field_type in types.items():
        value = values.get(name)
        if field_type == "date" and isinstance(value, str):
            values[name] = date.fromisoformat(value)
    return TYPES[kind](**values)


def next_place(beside: Iterable[Any]) -> int:
    """The place in order behind the records that have one, from 0."""
    return max((record.position for record in beside), default=-1) + 1


def as_data(value: object) -> Any:
    """One field's value as JSON-ready data."""
    return value.isoformat() if isinstance(value, date) else value
