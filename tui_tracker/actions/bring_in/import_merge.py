"""A newer file into a plan that has moved on: three-way against what the last import said, matched by reference, then wording."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from tui_tracker.actions.bring_in.import_records import (
    Maker,
    area_ref,
    area_said,
    dated,
    evidence_said,
    kept_cells,
    next_no,
    signoff_said,
    task_said,
    without_lead,
)
from tui_tracker.domain import changes, refs
from tui_tracker.domain.changes import Edit
from tui_tracker.domain.records import ALSO, Area, Note, OldRef, Pillar, Plan, Record, SignOff, Slip, Source, Task
from tui_tracker.domain.text import fold
from tui_tracker.packs.merge import Outcome, Take

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session
    from tui_tracker.intake.proposal import ReadArea, ReadPlan, ReadTask

# Nothing, only what the file alone changed, or also one side wherever both changed; or a side field by field.
Taking = Literal["nothing", "changed", "ours", "theirs"] | Mapping[tuple[str, str], Take]
_UNKNOWN = object()
_NAMES = {"assigned_to": "owner", "title": "title", "due": "due date", "progress": "progress", "work": "work", "owner": "owner", "target": "target date", "pillar": "pillar"}  # fmt: skip


@dataclass
class PlanMerge:
    """What one plan of a file would do to the plan that is there."""

    plan: str
    is_new: bool = False
    areas: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    signoffs: list[str] = field(default_factory=list)
    there: list[Outcome] = field(default_factory=list)
    here: list[Outcome] = field(default_factory=list)
    both: list[Outcome] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    pairs: list[tuple[ReadTask, str]] = field(default_factory=list)
    """Each task of the file that is one here, with its uid."""

    @property
    def open(self) -> list[Outcome]:
        """Fields that both have changed and nobody has settled."""
        return [o for o in self.both if o.clash]

    @property
    def is_empty(self) -> bool:
        return not self.records and not self.edits


class Merger:
    """Merges one read plan into one plan of the file."""

    def __init__(self, session: Session, plan: Plan, taking: Taking, reason: str) -> None:
        self._s = session
        self._plan = plan
        self._taking = taking
        self._reason = reason
        self._make = Maker(session)
        self._met: set[str] = set()
        self._sources: dict[str, Source] = {s.subject: s for s in session.read.all(Source)}
        self._made = PlanMerge(plan.name)
        self._pillars = {fold(p.name): p.uid for p in session.read.pillars(plan.uid)}
        self._names = {p.uid: p.name for p in session.read.pillars(plan.uid)}
        self._old = {o.ref: o.subject for o in session.read.all(OldRef, plan=plan.uid)}

    def merge(self, read: ReadPlan) -> PlanMerge:
        """Everything that is new or different, sorted out."""
        areas = self._s.read.all(Area, plan=self._plan.uid, order=("position",))
        pairs = self._pair_areas(read.areas, areas)
        used = {a.ref for a in areas} | set(self._old)
        for number, area in enumerate(read.areas):
            known = pairs.get(number)
            if known is None:
                self._new_area(area, area_ref(area, number), used, len(areas) + number)
                continue
            joined = area.ref is not None and area_ref(area, number) != known.ref
            if not (joined and sum(a is known for a in pairs.values()) > 1):
                self._area(area, known)
            self._tasks(area, known, area_ref(area, number))
        self._made.records = self._make.owned(self._made.records, areas)
        self._made.gone += self._gone(areas)
        return self._made

    def _gone(self, areas: Sequence[Area]) -> list[str]:
        """What an earlier import brought in and this file does not hold."""
        met = self._met
        made = [a.ref for a in areas if a.uid not in met and self._source(a.uid) is not None]
        for area in (a for a in areas if a.uid in met):
            tasks = self._s.read.all(Task, area=area.uid, order=("position",))
            made += [
                refs.task_ref(area.ref, t.no) for t in tasks if t.uid not in met and self._source(t.uid) is not None
            ]
        return made

    # -- which is which

    def _pair_areas(self, read: Sequence[ReadArea], areas: Sequence[Area]) -> dict[int, Area]:
        """Place in the file → area here: by reference, one that it had before, then by its words."""
        by_ref = {a.ref: a for a in areas}
        by_uid = {a.uid: a for a in areas}
        pairs: dict[int, Area] = {}
        for number, area in enumerate(read):
            if area.ref is None:
                continue
            ref = area_ref(area, number)
            known = by_ref.get(ref) or by_uid.get(self._old.get(ref, ""))  # two that were joined here are one
            if known is not None:
                pairs[number] = known
        for number, area in enumerate(read):
            if number in pairs or not area.title:
                continue
            said = fold(area.title)
            known = next((a for a in areas if a not in pairs.values() and said in (fold(a.title), fold(a.finding or ""), self._last_title(a))), None)  # fmt: skip
            if known is not None:
                pairs[number] = known
        return pairs

    def _last_title(self, area: Area) -> str | None:
        source = self._source(area.uid)
        said = source.said.get("title") if source is not None else None
        return fold(said) if said else None

    def _pair_tasks(self, read: Sequence[ReadTask], tasks: Sequence[Task]) -> dict[int, Task]:
        """Place in the area → task here: number and words, words alone, number alone, then place where neither is given."""
        pairs: dict[int, Task] = {}

        def take(fits: Any) -> None:
            for n, task in enumerate(read):
                if n not in pairs:
                    found = next((t for t in tasks if t not in pairs.values() and fits(task, t, n)), None)
                    if found is not None:
                        pairs[n] = found

        def words(one: ReadTask, other: Task) -> bool:
            return bool(one.title) and fold(one.title or "") == fold(self._said_title(other) or other.title or "")

        take(lambda one, other, n: one.own_no is not None and one.own_no == other.no and (words(one, other) or not one.title))  # fmt: skip
        take(lambda one, other, n: words(one, other) and evidence_said(one.evidence) == self._last(other.uid).get("evidence"))  # fmt: skip
        take(lambda one, other, n: words(one, other))
        take(lambda one, other, n: one.own_no is not None and one.own_no == other.no)
        if len(read) == len(tasks):
            take(lambda one, other, n: one.own_no is None and not one.title and tasks[n] is other)
        return pairs

    def _said_title(self, task: Task) -> str | None:
        said = self._last(task.uid).get("title")
        return str(said) if said else None

    # -- what is new

    def _new_area(self, area: ReadArea, ref: str, used: set[str], position: int) -> None:
        ref = unused(ref, used)
        pillar = None
        if area.pillar:
            pillar = self._pillar(area.pillar)
        records = self._make.area(area, self._plan.uid, pillar, ref, position)
        self._made.records += records
        self._made.areas.append(ref)
        self._made.tasks += [refs.task_ref(ref, r.no) for r in records if isinstance(r, Task)]

    def _pillar(self, name: str) -> str:
        if fold(name) not in self._pillars:
            made = Pillar(uid=self._s.ids.new(), plan=self._plan.uid, name=name, position=len(self._pillars))
            self._pillars[fold(name)] = made.uid
            self._made.records.append(made)
        return self._pillars[fold(name)]

    # -- what is there already

    def _area(self, read: ReadArea, known: Area) -> None:
        source = self._source(known.uid)
        said = dict(source.said) if source is not None else {}
        ours = {"title": known.title, "owner": known.owner, "pillar": self._names.get(known.pillar or ""), "target": _date_here(known.target, known.target_precision, known.target_text)}  # fmt: skip
        theirs = area_said(read)
        taken: dict[str, Any] = {}
        for name in ("title", "owner", "pillar", "target"):
            if self._field(known.ref, name, said, ours[name], theirs.get(name), source is None or not source.said):
                taken |= self._area_fields(name, read)
        self._made.edits += changes.set_fields(known, **taken)
        self._keep(source, known.uid, said, kept_cells(read))

    def _area_fields(self, name: str, read: ReadArea) -> dict[str, Any]:
        if name == "target":
            return dated("target", read.target)
        if name == "pillar":
            return {"pillar": self._pillar(read.pillar) if read.pillar else None}
        return {name: getattr(read, name)}

    def _tasks(self, area: ReadArea, known: Area, file_ref: str) -> None:
        self._met.add(known.uid)
        tasks = self._s.read.all(Task, area=known.uid, order=("position",))
        moved = self._moved(area.tasks, {file_ref, known.ref})
        left = [t for t in area.tasks if id(t) not in moved]
        pairs = {
            id(left[n]): task
            for n, task in self._pair_tasks(left, [t for t in tasks if t not in moved.values()]).items()
        }
        used = {t.no for t in tasks} | {t.own_no for t in area.tasks if t.own_no}
        for n, task in enumerate(area.tasks):
            if id(task) in moved and moved[id(task)] is None:
                continue  # it was joined with another, which still holds what it said
            mine = moved.get(id(task)) or pairs.get(id(task))
            if mine is not None:
                self._met.add(mine.uid)
                self._task(task, mine, self._ref_of(mine, known))
                continue
            no = task.own_no if task.own_no and all(t.no != task.own_no for t in tasks) else next_no(used)
            self._made.records += self._make.task(task, known.uid, no, len(tasks) + n)
            self._made.tasks.append(refs.task_ref(known.ref, no))

    def _ref_of(self, task: Task, known: Area) -> str:
        found: list[Area] = [known] if task.area == known.uid else self._s.read.all(Area, uid=task.area)
        return refs.task_ref(found[0].ref, task.no)

    def _moved(self, read: Sequence[ReadTask], names: set[str]) -> dict[int, Task | None]:
        """The read tasks whose reference now belongs to a task elsewhere; None for one that is no task of its own any more."""
        made: dict[int, Task | None] = {}
        for task in read:
            subject = next((self._old[r] for name in names if task.own_no and (r := refs.task_ref(name, task.own_no)) in self._old), None)  # fmt: skip
            if subject is not None:
                found = self._s.read.all(Task, uid=subject)
                made[id(task)] = found[0] if found else None
        return made

    def _task(self, read: ReadTask, mine: Task, ref: str) -> None:
        self._made.pairs.append((read, mine.uid))
        source = self._source(mine.uid)
        said = dict(source.said) if source is not None else {}
        blind = source is None or not source.said
        theirs = task_said(read)
        ours = {
            "title": mine.title, "assigned_to": mine.assigned_to, "due": _date_here(mine.due, mine.due_precision, mine.due_text),
            "progress": None if mine.progress == "unknown" else mine.progress, "work": mine.work,
        }  # fmt: skip
        taken: dict[str, Any] = {}
        for name in ("title", "assigned_to", "due", "progress", "work"):
            if self._field(ref, name, said, ours[name], theirs.get(name), blind):
                taken |= self._task_fields(name, read, mine)
        self._evidence(read, mine, ref, said, taken)
        for stage in ("qa", "sampling"):
            self._signoff(read, mine, ref, stage, said)
        self._made.edits += changes.set_fields(mine, **taken)
        self._keep(source, mine.uid, said, kept_cells(read))

    def _task_fields(self, name: str, read: ReadTask, mine: Task) -> dict[str, Any]:
        if name == "progress":
            return {"progress": read.status or "unknown", "progress_text": read.status_text, "progress_from": read.status_from}  # fmt: skip
        if name == "due":
            made = dated("due", read.due)
            if mine.due is not None and made["due"] != mine.due:
                count = len(self._s.read.all(Slip, task=mine.uid))
                self._made.records.append(
                    Slip(
                        uid=self._s.ids.new(), task=mine.uid, before=mine.due, before_text=mine.due_text or mine.due.isoformat(), after=made["due"],
                        after_text=read.due.text, reason=self._reason, moved_on=self._s.clock.today(), position=count + 1,
                    )
                )  # fmt: skip
            return made
        return {name: getattr(read, name)}

    def _field(self, ref: str, name: str, said: dict[str, Any], ours: Any, theirs: Any, blind: bool) -> bool:
        """Sort one field out; True when the file's value is to be taken. ``said`` keeps what has been settled."""
        base = said.get(name) if not blind else _UNKNOWN
        if theirs is None or theirs == base:
            if theirs is not None and ours != base:
                self._made.here.append(Outcome(ref, _NAMES[name], base, ours, theirs, ours))
            return False
        if theirs == ours:
            said[name] = theirs
            return False
        if ours == base or (ours is None and base is _UNKNOWN):
            return self._changed_there(ref, name, said, (base, ours, theirs))
        return self._changed_in_both(ref, name, said, (None if base is _UNKNOWN else base, ours, theirs))

    def _changed_there(self, ref: str, name: str, said: dict[str, Any], values: tuple[Any, Any, Any]) -> bool:
        base, ours, theirs = values
        side = self._taking.get((ref, _NAMES[name])) if isinstance(self._taking, Mapping) else None
        take = self._taking != "nothing" and side != "ours"
        self._made.there.append(Outcome(ref, _NAMES[name], None if base is _UNKNOWN else base, ours, theirs, theirs if take else ours))  # fmt: skip
        if take or side == "ours":
            said[name] = theirs
        return take

    def _changed_in_both(self, ref: str, name: str, said: dict[str, Any], values: tuple[Any, Any, Any]) -> bool:
        base, ours, theirs = values
        side: str | None = None
        if isinstance(self._taking, Mapping):
            side = self._taking.get((ref, _NAMES[name]))
        elif self._taking in ("ours", "theirs"):
            side = self._taking
        result = None if side is None else ours if side == "ours" else theirs
        self._made.both.append(Outcome(ref, _NAMES[name], base, ours, theirs, result, clash=side is None))
        if side is not None:
            said[name] = theirs
        return side == "theirs"

    def _evidence(self, read: ReadTask, mine: Task, ref: str, said: dict[str, Any], taken: dict[str, Any]) -> None:
        """A progress cell that grew: its new parts are notes more, and none that is here is lost."""
        digest = evidence_said(read.evidence)
        if digest is None or digest == said.get("evidence") or read.evidence == mine.evidence_text:
            return
        notes = self._s.read.all(Note, task=mine.uid)
        have = {fold(n.text) for n in notes}
        new = [p for p in read.notes if fold(p.text) not in have and fold(without_lead(p)) not in have]
        self._made.records += self._make.notes(new, mine.uid, len(notes))
        self._made.notes += [ref] * len(new)
        taken["evidence_text"] = read.evidence
        said["evidence"] = digest

    def _signoff(self, read: ReadTask, mine: Task, ref: str, stage: str, said: dict[str, Any]) -> None:
        """A sign-off that the file has and nobody here knows: one round more, to be settled like any that comes in."""
        entry = read.qa if stage == "qa" else read.sampling
        theirs = signoff_said(entry)
        if theirs is None or theirs == said.get(stage):
            return
        have = self._s.read.all(SignOff, task=mine.uid, stage=stage)
        said[stage] = theirs
        if any([s.date_text, s.by_text, s.comment] == theirs for s in have):
            return
        self._made.records.append(self._make.signoff(entry, mine.uid, stage, len(have) + 1))
        self._made.signoffs.append(f"{ref} {'QA' if stage == 'qa' else stage}")

    # -- what the file said last

    def _source(self, uid: str) -> Source | None:
        return self._sources.get(uid)

    def _last(self, uid: str) -> dict[str, Any]:
        source = self._source(uid)
        return source.said if source is not None else {}

    def _keep(self, source: Source | None, subject: str, said: dict[str, Any], cells: list[dict[str, Any]]) -> None:
        if source is None:
            self._made.records.append(self._make.source(subject, cells, said))
        elif said != source.said or _also(cells) != _also(source.cells):
            self._made.edits += changes.set_fields(source, said=said, cells=cells)


def _also(cells: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """What the file also holds of a record, wherever it stands now."""
    return sorted((cell.get("column", ""), cell["text"]) for cell in cells if cell.get("field") == ALSO)


def _date_here(day: Any, precision: str | None, text: str | None) -> str | None:
    return f"{day.isoformat()} {precision or 'day'}" if day is not None else text


def unused(name: str, used: set[str], key: Callable[[str], str] = str) -> str:
    """A reference or a name that nothing has (``used`` by their ``key``); it is used from then on."""
    made, number = name, 2
    while key(made) in used:
        made, number = f"{name}-{number}", number + 1
    used.add(key(made))
    return made
