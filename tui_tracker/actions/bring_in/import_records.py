"""What was read from a file as records: areas, tasks, notes, sign-offs, and what the file said of each."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tui_tracker.domain import date_grammar, refs
from tui_tracker.domain.assurance_records import Opinion, Problem, Step
from tui_tracker.domain.inspection import AREA_LETTERS, IMPORTANCE, OPINIONS
from tui_tracker.domain.records import ALSO, Area, Link, Note, Record, SignOff, Source, Stated, Task
from tui_tracker.intake.lines import kind_of
from tui_tracker.intake.proposal import ReadArea, ReadTask

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session
    from tui_tracker.domain.parts import Part
    from tui_tracker.intake.proposal import ReadDate, ReadSignOff

# Kind by kind, so that the rows of each table go in together.
ORDER = (
    "plan",
    "pillar",
    "area",
    "task",
    "note",
    "link",
    "signoff",
    "slip",
    "stated",
    "source",
    "opinion",
    "problem",
    "step",
)


def area_ref(area: ReadArea, number: int) -> str:
    """The reference that the plan gives an area; one without gets its place in the file."""
    prefix = AREA_LETTERS[area.kind]
    if area.ref is None:
        return f"{prefix}{number + 1}"
    return f"{prefix}{area.ref}" if area.ref[:1].isdigit() else area.ref


class Maker:
    """Makes the records of what is new in a file."""

    def __init__(self, session: Session) -> None:
        self._s = session
        self._part_of: dict[str, str] = {}
        self._stamp = session.clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def area(self, area: ReadArea, plan: str, pillar: str | None, ref: str, position: int) -> list[Record]:
        """An area with all its tasks."""
        from tui_tracker.intake.read import deadline_in

        deadline = deadline_in(area.title)
        record = Area(
            uid=self._s.ids.new(), plan=plan, pillar=pillar, ref=ref, area_kind=area.kind, position=position,
            title=area.title or ref, finding=area.finding or area.title, summary=area.summary, owner=area.owner, **dated("target", area.target),
            deadline=deadline.due if deadline else None, deadline_text=deadline.text if deadline else None,
            deadline_precision=deadline.precision if deadline else None,
        )  # fmt: skip
        record = replace(record, **more_of_area(area.more))
        if area.more.get("part_of", "").strip():
            self._part_of[record.uid] = area.more["part_of"].strip()
        made: list[Record] = [
            record,
            *self.beside(area.more, record.uid),
            self.source(record.uid, kept_cells(area), area_said(area)),
        ]
        made += [
            Stated(uid=self._s.ids.new(), plan=plan, area=record.uid, what=s.what, stated=s.stated, where=s.where)
            for s in area.stated
        ]
        used: set[str] = {t.own_no for t in area.tasks if t.own_no}
        for n, task in enumerate(area.tasks):
            made += self.task(task, record.uid, task.own_no or next_no(used), n)
        return made

    def owned(self, records: Sequence[Record], there: Sequence[Area] = ()) -> list[Record]:
        """The records with each recommendation in its cause of concern, among them or ``there``; a name that is none stays in its cells."""
        concerns = {
            refs.normal_area(a.ref): a.uid
            for a in (*there, *(r for r in records if isinstance(r, Area)))
            if a.area_kind == "cause_of_concern"
        }
        # A cell names it alone (COC 1), or with its words behind (COC1 Prevention).
        found = {
            uid: concerns.get(refs.normal_area(text)) or concerns.get(refs.normal_area(text.split()[0]))
            for uid, text in self._part_of.items()
        }
        return [self._in_concern(r, found) for r in records]

    def _in_concern(self, record: Record, found: Mapping[str, str | None]) -> Record:
        if isinstance(record, Area) and (concern := found.get(record.uid)) not in (None, record.uid):
            return replace(record, part_of=concern)
        if isinstance(record, Source) and record.subject in found and found[record.subject] is None:
            cell = {"field": ALSO, "where": "", "text": self._part_of[record.subject], "column": "part of"}
            return replace(record, cells=[*record.cells, cell])
        return record

    def task(self, task: ReadTask, area: str, no: str, position: int) -> list[Record]:
        """A task with its notes, links and sign-offs."""
        uid = self._s.ids.new()
        record = Task(
            uid=uid, area=area, no=no, position=position, title=task.title, work=task.work, assigned_to=task.assigned_to,
            progress=task.status or "unknown", progress_text=task.status_text, progress_from=task.status_from,
            evidence_text=task.evidence, station=task.more.get("station"), waiting_on=task.more.get("waiting_on"), **dated("due", task.due),
        )  # fmt: skip
        made: list[Record] = [record, self.source(uid, kept_cells(task), task_said(task))]
        made += self.notes(task.notes, uid, 0)
        steps = [line.strip(" •-–*\t") for line in task.more.get("steps", "").split("\n")]
        made += [Step(uid=self._s.ids.new(), task=uid, position=n, text=s) for n, s in enumerate(s for s in steps if s)]
        made += [Link(uid=self._s.ids.new(), task=uid, target=target, label=label) for target, label in task.links]
        for n, (stage, entry) in enumerate((("qa", task.qa), ("sampling", task.sampling))):
            if not entry.is_blank:
                made.append(self.signoff(entry, uid, stage, n))
        return made

    def beside(self, more: Mapping[str, str], area: str) -> list[Record]:
        """What columns chosen by hand say of an area and what is a record of its own: an opinion, problems."""
        made: list[Record] = []
        today = self._s.clock.today()
        if (level := opinion_level(more.get("opinion", ""))) is not None:
            made.append(Opinion(uid=self._s.ids.new(), area=area, level=level, given_on=today, text=more["opinion"]))
        problems = [text for text in more.get("problem", "").split("\n") if text.strip()]
        made += [
            Problem(uid=self._s.ids.new(), area=area, position=n, raised_on=today, text=text, entered_by=self._s.me)
            for n, text in enumerate(problems)
        ]
        return made

    def notes(self, parts: Sequence[Part], task: str, first: int) -> list[Note]:
        """The dated parts of a progress cell as notes. What is dated ahead of today was not done then: it speaks of a day to come."""
        made = []
        for n, part in enumerate(parts):
            day = part.date if part.date is not None and part.date.first <= self._s.clock.today() else None
            made.append(
                Note(
                    uid=self._s.ids.new(), task=task, position=first + n, date=day.due if day else None,
                    date_text=day.text if day else None, date_precision=day.precision if day else None,
                    said_by=part.initials, entered_by=self._s.me, entered_at=self._stamp, text=part.text, origin="import",
                )
            )  # fmt: skip
        return made

    def signoff(self, entry: ReadSignOff, task: str, stage: str, position: int) -> SignOff:
        """A sign-off as its cells give it, not yet settled."""
        return SignOff(
            uid=self._s.ids.new(), task=task, stage=stage, position=position, date=entry.date.day, date_text=entry.date.text,
            by=entry.by, by_text=entry.by_text, comment=entry.comment, entered_by=self._s.me, entered_at=self._stamp, imported=True,
        )  # fmt: skip

    def source(self, subject: str, cells: list[dict[str, Any]], said: dict[str, Any]) -> Source:
        return Source(uid=self._s.ids.new(), subject=subject, cells=cells, said=said)


def more_of_area(more: Mapping[str, str]) -> dict[str, Any]:
    """The area's fields that columns chosen by hand hold. A word that a field does not know stays beside it, in its cells."""
    made: dict[str, Any] = {
        name: more[name]
        for name in ("resources", "effect", "headline", "question", "risk_ref", "opened_in")
        if name in more
    }
    if (level := more.get("importance", "").strip().lower()) in IMPORTANCE:
        made["importance"] = level
    if (kind := kind_of(more.get("kind", ""))) is not None:
        made["area_kind"] = kind
    if (read := date_grammar.read_cell(more.get("deadline", ""))).text:
        made["deadline_text"] = read.text
        made["deadline"] = read.date.due if read.date else None
        made["deadline_precision"] = read.date.precision if read.date else None
    return made


_LEVELS = {
    **{level: level for level in OPINIONS},
    "limited": "partial",
    "reasonable": "substantial",
    "no assurance": "little",
}


def opinion_level(text: str) -> str | None:
    """The level that an auditor's words name, of those that the plan knows; None for others."""
    plain = text.casefold()
    return next((level for word, level in _LEVELS.items() if word in plain), None)


def not_taken(more: Mapping[str, str]) -> dict[str, str]:
    """What was chosen for a field that does not know the word: it stays beside the area."""
    taken = more_of_area(more)
    made = {
        name: more[name]
        for name, field in (("importance", "importance"), ("kind", "area_kind"))
        if name in more and field not in taken
    }
    if "opinion" in more and opinion_level(more["opinion"]) is None:
        made["opinion"] = more["opinion"]
    return made


def kept_cells(read: ReadArea | ReadTask) -> list[dict[str, Any]]:
    """The cells a record was read from, and those of its row that found no field: kept beside it as “also in the file”."""
    also = [{"field": ALSO, "where": a.where, "text": a.text, "column": a.column} for a in read.also]
    left = not_taken(read.more) if isinstance(read, ReadArea) else {}
    return (
        read.cells
        + also
        + [{"field": ALSO, "where": read.where, "text": text, "column": name} for name, text in left.items()]
    )


def area_said(area: ReadArea) -> dict[str, Any]:
    """What a file says of an area, field by field, as the records keep it."""
    said = {"title": area.title, "pillar": area.pillar, "owner": area.owner, "target": date_said(area.target)}
    return {name: value for name, value in said.items() if value is not None}


def task_said(task: ReadTask) -> dict[str, Any]:
    """What a file says of a task, field by field. Evidence is known by its digest: it is only asked whether it changed."""
    said = {
        "title": task.title,
        "assigned_to": task.assigned_to,
        "due": date_said(task.due),
        "progress": task.status,
        "work": task.work,
        "evidence": evidence_said(task.evidence),
        "qa": signoff_said(task.qa),
        "sampling": signoff_said(task.sampling),
    }
    return {name: value for name, value in said.items() if value is not None}


def without_lead(part: Part) -> str:
    """A part's words without the date that this program writes before them in a workbook of somebody else's."""
    m = re.match(r"\d{2}/\d{2}/\d{4}: ", part.text) if part.date is not None else None
    return part.text[m.end() :] if m else part.text


def evidence_said(text: str | None) -> str | None:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16] if text else None


def date_said(read: ReadDate) -> str | None:
    return read.text if read.made is None else f"{read.made.due.isoformat()} {read.made.precision}"


def signoff_said(entry: ReadSignOff) -> list[str | None] | None:
    return None if entry.is_blank else [entry.date.text, entry.by_text, entry.comment]


def dated(name: str, read: ReadDate) -> dict[str, Any]:
    """A date's three fields."""
    return {name: read.day, f"{name}_text": read.text, f"{name}_precision": read.made.precision if read.made else None}


def next_no(used: set[str]) -> str:
    """The next number that no task of an area has; it is used from then on."""
    number = max((int(n) for n in used if n.isascii() and n.isdigit()), default=0) + 1
    used.add(str(number))
    return str(number)


def in_order(records: Sequence[Record]) -> list[Record]:
    """Records kind by kind."""
    return sorted(records, key=_rank)


_rank: Callable[[Record], int] = lambda record: ORDER.index(record.kind)  # noqa: E731  # a key and nothing else
