"""A service's file into the plan: first as a Proposal that can be looked at, then as one Change."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_tracker.domain import changes, refs
from tui_tracker.domain.changes import Edit
from tui_tracker.domain.records import (
    Area,
    ImportReport,
    Link,
    Note,
    Pillar,
    Plan,
    Record,
    SignOff,
    Source,
    Stated,
    Task,
)
from tui_tracker.domain.text import clean, fold
from tui_tracker.errors import UsageError

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Applied, Tracker
    from tui_tracker.intake.proposal import Proposal, ReadArea, ReadDate, ReadPlan, ReadSignOff, ReadTask

_PREFIX = {"afi": "AFI", "sii": "SII", "recommendation": "REC", "cause_of_concern": "COC", "audit": "IA"}


@dataclass
class Outcome:
    """What an import did: None for ``applied`` when the file holds nothing new."""

    applied: Applied | None
    plans: list[str] = field(default_factory=list)
    added_areas: int = 0
    added_tasks: int = 0
    differences: list[str] = field(default_factory=list)


def read_proposal(path: Path, sheets: Sequence[str] = ()) -> Proposal:
    """Read a file without a plan being open: for ``--dry-run``, which writes nothing."""
    from tui_tracker.intake.read import read

    return read(path, sheets)


class ImportActions:
    """Brings a Proposal into the plan file."""

    def __init__(self, tracker: Tracker) -> None:
        self._t = tracker

    def apply(self, proposal: Proposal, path: Path, *, into: str | None = None, new: str | None = None) -> Outcome:
        """Make a Proposal the plan's, as one Change. Into a plan that has records it adds and never overwrites.

        Raises UsageError when the file holds no plan or ``into`` names none.
        """
        if not proposal.plans:
            raise UsageError(
                f"{proposal.file} holds no table of areas or tasks that could be read; nothing was written."
            )
        outcome = Outcome(None)
        edits: list[Edit] = []
        fresh = True
        for read in proposal.plans:
            known = self._plan_for(read, into if read is proposal.plans[0] else None) if new is None else None
            if known is None:
                name = new if new is not None and read is proposal.plans[0] else read.name
                edits += self._new_plan(read, name, len(self._t.read.plans()) + len(outcome.plans), outcome)
            else:
                fresh = False
                edits += self._merged(read, known, outcome)
            outcome.plans.append(known.name if known else read.name)
        if edits:
            report = ImportReport(
                uid=self._t.ids.new(), file=clean(path.name, multiline=False), sha256=_sha256(path), read_on=self._t.clock.today(), report=proposal.report()
            )  # fmt: skip
            outcome.applied = self._t.commit(
                "imported", path.name, [*edits, changes.create(report)], always_known=fresh
            )
        return outcome

    def _plan_for(self, read: ReadPlan, into: str | None) -> Plan | None:
        """The plan that a reading belongs to: the one named, else one that shares its name or most of its references."""
        plans: list[Plan] = self._t.read.plans()
        if into is not None:
            named = [p for p in plans if p.name.casefold().startswith(into.casefold())]
            if len(named) != 1:
                raise UsageError(
                    f"No single plan is called “{into}”; there are {', '.join(p.name for p in plans) or 'none'}."
                )
            return named[0]
        wanted = {self._ref(a, n) for n, a in enumerate(read.areas)}
        for plan in plans:
            have = {a.ref for a in self._t.read.records("area", "WHERE plan = ?", (plan.uid,))}
            if plan.name == read.name or (have and len(wanted & have) * 2 > len(wanted)):
                return plan
        return None

    @staticmethod
    def _ref(area: ReadArea, number: int) -> str:
        prefix = _PREFIX[area.kind]
        if area.ref is None:
            return f"{prefix}{number + 1}"
        return f"{prefix}{area.ref}" if area.ref[:1].isdigit() else area.ref

    # -- a plan that is not there yet

    def _new_plan(self, read: ReadPlan, name: str, position: int, outcome: Outcome) -> list[Edit]:
        plan = Plan(uid=self._t.ids.new(), name=name, plan_kind=read.kind, position=position)
        made: list[Record] = [plan]
        pillars: dict[str, Pillar] = {}
        used: set[str] = set()
        for number, area in enumerate(read.areas):
            if area.pillar and fold(area.pillar) not in pillars:
                pillars[fold(area.pillar)] = Pillar(
                    uid=self._t.ids.new(), plan=plan.uid, name=area.pillar, position=len(pillars)
                )
                made.append(pillars[fold(area.pillar)])
            pillar = pillars[fold(area.pillar)].uid if area.pillar else None
            ref = _unused(self._ref(area, number), used)
            made += self._area_records(area, plan.uid, pillar, ref, number, outcome)
        # Kind by kind, so that the rows of each table go in together.
        made.sort(key=lambda r: list(_ORDER).index(r.kind))
        return [changes.create(r) for r in made]

    def _area_records(
        self, area: ReadArea, plan: str, pillar: str | None, ref: str, position: int, outcome: Outcome
    ) -> list[Record]:
        from tui_tracker.intake.read import deadline_in

        deadline = deadline_in(area.title)
        record = Area(
            uid=self._t.ids.new(), plan=plan, pillar=pillar, ref=ref, area_kind=area.kind, position=position,
            title=area.title or ref, finding=area.finding or area.title, owner=area.owner, **_date("target", area.target),
            deadline=deadline.due if deadline else None, deadline_text=deadline.text if deadline else None,
            deadline_precision=deadline.precision if deadline else None,
        )  # fmt: skip
        made: list[Record] = [record, self._source(record.uid, area.cells)]
        made += [
            Stated(uid=self._t.ids.new(), plan=plan, area=record.uid, what=s.what, stated=s.stated, where=s.where)
            for s in area.stated
        ]
        outcome.added_areas += 1
        used: set[str] = {t.own_no for t in area.tasks if t.own_no}
        for n, task in enumerate(area.tasks):
            made += self._task_records(task, record.uid, task.own_no or _next_no(used), n, outcome)
        return made

    def _source(self, subject: str, cells: list[dict[str, Any]]) -> Source:
        return Source(uid=self._t.ids.new(), subject=subject, cells=cells)

    def _task_records(self, task: ReadTask, area: str, no: str, position: int, outcome: Outcome) -> list[Record]:
        uid = self._t.ids.new()
        record = Task(
            uid=uid, area=area, no=no, position=position, title=task.title, work=task.work, assigned_to=task.assigned_to,
            progress=task.status or "unknown", progress_text=task.status_text, progress_from=task.status_from,
            evidence_text=task.evidence, **_date("due", task.due),
        )  # fmt: skip
        made: list[Record] = [record, self._source(uid, task.cells)]
        stamp = self._t.clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
        for n, part in enumerate(task.notes):
            made.append(
                Note(
                    uid=self._t.ids.new(), task=uid, position=n, date=part.date.due if part.date else None,
                    date_text=part.date.text if part.date else None, date_precision=part.date.precision if part.date else None,
                    said_by=part.initials, entered_by=self._t.me, entered_at=stamp, text=part.text, origin="import",
                )
            )  # fmt: skip
        made += [Link(uid=self._t.ids.new(), task=uid, target=target, label=label) for target, label in task.links]
        for n, (stage, entry) in enumerate((("qa", task.qa), ("sampling", task.sampling))):
            if not entry.is_blank:
                made.append(self._signoff(entry, uid, stage, n, stamp))
        outcome.added_tasks += 1
        return made

    def _signoff(self, entry: ReadSignOff, task: str, stage: str, position: int, stamp: str) -> SignOff:
        return SignOff(
            uid=self._t.ids.new(), task=task, stage=stage, position=position, date=entry.date.day, date_text=entry.date.text,
            by=entry.by, by_text=entry.by_text, comment=entry.comment, entered_by=self._t.me, entered_at=stamp, imported=True,
        )  # fmt: skip

    # -- a plan that has records: new is added, differences are shown, nothing is overwritten

    def _merged(self, read: ReadPlan, plan: Plan, outcome: Outcome) -> list[Edit]:
        areas: dict[str, Area] = {a.ref: a for a in self._t.read.records("area", "WHERE plan = ?", (plan.uid,))}
        by_uid = {a.uid: a.ref for a in areas.values()}
        old = self._t.read.records("old_ref", "WHERE plan = ?", (plan.uid,))
        formerly = {o.ref: by_uid[o.subject] for o in old if o.subject in by_uid}
        pillars = {fold(p.name): p.uid for p in self._t.read.pillars(plan.uid)}
        made: list[Record] = []
        for number, area in enumerate(read.areas):
            ref = self._ref(area, number)
            known = areas.get(ref) or areas.get(formerly.get(ref, ""))
            if known is None:
                if area.pillar and fold(area.pillar) not in pillars:
                    pillar = Pillar(uid=self._t.ids.new(), plan=plan.uid, name=area.pillar, position=len(pillars))
                    pillars[fold(area.pillar)] = pillar.uid
                    made.append(pillar)
                pillar_uid = pillars[fold(area.pillar)] if area.pillar else None
                made += self._area_records(area, plan.uid, pillar_uid, ref, len(areas) + number, outcome)
            else:
                made += self._merged_tasks(area, known, outcome)
        made.sort(key=lambda r: list(_ORDER).index(r.kind))
        return [changes.create(r) for r in made]

    def _merged_tasks(self, area: ReadArea, known: Area, outcome: Outcome) -> list[Record]:
        tasks: list[Task] = self._t.read.records("task", "WHERE area = ? ORDER BY position", (known.uid,))
        old = {o.ref: o.subject for o in self._t.read.records("old_ref", "WHERE plan = ?", (known.plan,))}
        made: list[Record] = []
        used = {t.no for t in tasks} | {t.own_no for t in area.tasks if t.own_no}
        for n, task in enumerate(area.tasks):
            mine = _same(task, tasks, n if len(tasks) == len(area.tasks) else None)
            if (
                mine is None
                and task.no
                and {refs.task_ref(r, task.no) for r in (known.ref, area.ref or known.ref)} & old.keys()
            ):
                continue  # it was joined with or moved to another task, which still holds what it said
            if mine is None:
                made += self._task_records(task, known.uid, task.own_no or _next_no(used), len(tasks) + n, outcome)
            else:
                outcome.differences += _differences(refs.task_ref(known.ref, mine.no), mine, task)
        return made


def _same(read: ReadTask, tasks: Sequence[Task], place: int | None) -> Task | None:
    """The task that a reading means: by number, then by wording, then (unnumbered and untitled) by its place."""
    if read.no:
        return next((t for t in tasks if t.no == read.no), None)
    if read.title:
        return next((t for t in tasks if fold(t.title or "") == fold(read.title)), None)
    return tasks[place] if place is not None and place < len(tasks) else None


def _differences(ref: str, mine: Task, read: ReadTask) -> list[str]:
    pairs = (
        ("title", mine.title, read.title),
        ("assigned to", mine.assigned_to, read.assigned_to),
        ("due", mine.due.isoformat() if mine.due else None, read.due.day.isoformat() if read.due.day else None),
        ("progress", mine.progress, read.status or "unknown"),
        ("work", mine.work, read.work),
        ("evidence", mine.evidence_text, read.evidence),
    )
    return [
        f"{ref} {name}: here “{_short(ours)}”, in the file “{_short(theirs)}”"
        for name, ours, theirs in pairs
        if ours != theirs
    ]


def _short(text: str | None) -> str:
    plain = " ".join((text or "").split())
    return plain if len(plain) <= 50 else plain[:49] + "…"


def _date(name: str, read: ReadDate) -> dict[str, Any]:
    return {name: read.day, f"{name}_text": read.text, f"{name}_precision": read.made.precision if read.made else None}


def _unused(ref: str, used: set[str]) -> str:
    made, number = ref, 2
    while made in used:
        made, number = f"{ref}-{number}", number + 1
    used.add(made)
    return made


def _next_no(used: set[str]) -> str:
    number = max((int(n) for n in used if n.isascii() and n.isdigit()), default=0) + 1
    used.add(str(number))
    return str(number)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


_ORDER = ("plan", "pillar", "area", "task", "note", "link", "signoff", "stated", "source")
