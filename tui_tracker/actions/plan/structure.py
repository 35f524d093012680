"""The structure of a plan: add, split, join, move, withdraw. Each is one Change; old references keep finding what they named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_tracker.actions import entry
from tui_tracker.actions.plan import leavers, old_refs
from tui_tracker.actions.plan.areas import AreaActions
from tui_tracker.actions.plan.frameworks import newest
from tui_tracker.actions.plan.plan_life import free_name
from tui_tracker.actions.plan.tasks import TaskActions
from tui_tracker.actions.plan.ties import TieActions
from tui_tracker.domain import changes, framework, refs
from tui_tracker.domain.changes import Edit
from tui_tracker.domain.framework import Framework
from tui_tracker.domain.inspection import PILLARS, PLAN_KINDS, area_kind
from tui_tracker.domain.records import Area, OldRef, Pillar, Plan, Record, Source, Stated, Task, Tick, next_place
from tui_tracker.errors import RefusedError, UsageError
from tui_tracker.store.matching import above, begins

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session

_HANGS_ON_TASK = (
    "note",
    "link",
    "attachment",
    "signoff",
    "slip",
    "promise",
    "step",
    "action",
    "tick",
    "proposal",
)
_HANGS_ON_AREA = ("problem", "milestone", "opinion", "action")
# What is said of one area's end does not hold for what is split off it.
_NOT_SPLIT = (
    "closed_by", "addressed", "usual", "embedded_measure", "closed_on", "told_on", "embedded_on", "comment", "rag_letter", "rag_reason",
)  # fmt: skip


class StructureActions:
    """Changes to which areas and tasks there are."""

    def __init__(self, session: Session) -> None:
        self._s = session
        self._areas = AreaActions(session)
        self._tasks = TaskActions(session)
        self._ties = TieActions(session)

    def _tasks_of(self, area: Area) -> list[Task]:
        return self._s.read.all(Task, area=area.uid, order=("position", "id"))

    def _next_no(self, area: Area) -> str:
        """A task number never used in the area: withdrawn, former and taken back ones included, and blank rows of its file."""
        used = [t.no for t in self._tasks_of(area)]
        old = self._s.read.all(OldRef, plan=area.plan, ref=begins(f"{area.ref}/T"))
        used += [o.ref.rpartition("/T")[2] for o in old]
        used += self._s.read.numbers_taken_back(area.uid)
        rows = [
            f["subject"] for f in self._s.read.file_findings() if f["subject"].startswith(refs.task_ref(area.ref, ""))
        ]
        used += [row.rpartition("/T")[2] for row in rows]  # the check names a numbered row that holds nothing yet
        return str(max((int(n) for n in used if n.isascii() and n.isdigit()), default=0) + 1)

    # -- adding

    def new_plan(
        self, name: str, kind: str = "inspection", *, questions: bool = False, of_round: Framework | None = None
    ) -> Applied:
        """An empty plan of a round of the inspectorate, the newest when none is given; with ``questions``, an area for each of its
        questions under its pillar.
        """
        if kind not in PLAN_KINDS:
            raise UsageError(f"“{kind}” is not a kind of plan; use one of {', '.join(PLAN_KINDS)}.")
        plan = Plan(
            uid=self._s.ids.new(),
            name=free_name(self._s, name),
            plan_kind=kind,
            position=len(self._s.read.plans()),
            framework=(of_round or newest()).to_data() if kind == "inspection" or of_round else {},
        )
        edits = [changes.create(plan), *(self._asked(plan) if questions else [])]
        return self._s.commit("started the plan", plan.name, edits)

    def _asked(self, plan: Plan) -> list[Edit]:
        pillars = [Pillar(uid=self._s.ids.new(), plan=plan.uid, name=n, position=i) for i, n in enumerate(PILLARS)]
        by_name = {p.name: p.uid for p in pillars}
        areas = [
            Area(
                uid=self._s.ids.new(), plan=plan.uid, pillar=by_name[q.pillar], ref=refs.normal_area(f"Q{q.number}"), position=i,
                question=q.number, title=f"{q.short[:1].upper()}{q.short[1:]}",
            )
            for i, q in enumerate(framework.of(plan).questions)
        ]  # fmt: skip
        return [changes.create(r) for r in (*pillars, *areas)]

    def _pillar(self, plan: str, name: str | None) -> tuple[str | None, list[Edit]]:
        plain = entry.line(name)
        if plain is None:
            return None, []
        pillars = self._s.read.pillars(plan)
        for pillar in pillars:
            if pillar.name.casefold() == plain.casefold():
                return pillar.uid, []
        made = Pillar(uid=self._s.ids.new(), plan=plan, name=plain, position=len(pillars))
        return made.uid, [changes.create(made)]

    def add_area(
        self,
        plan: str,
        ref: str,
        title: str,
        *,
        pillar: str | None = None,
        owner: str | None = None,
        kind: str = "afi",
        finding: str | None = None,
        reason: str | None = None,
    ) -> Applied:
        """A new area at the end of its plan; ``reason`` is why somebody who has left owns it. Raises RefusedError when its reference is or was another's."""
        leavers.refuse(self._s, entry.line(owner), reason=reason)
        normal = refs.normal_area(entry.needed(ref, "A reference"))
        old_refs.refuse_used(self._s, plan, normal)
        pillar_uid, edits = self._pillar(plan, pillar)
        count = len(self._s.read.all(Area, plan=plan))
        area = Area(
            uid=self._s.ids.new(), plan=plan, pillar=pillar_uid, ref=normal, area_kind=area_kind(kind), position=count,
            title=entry.needed(entry.line(title), "A title"), finding=entry.paragraphs(finding), owner=entry.line(owner),
        )  # fmt: skip
        return self._s.commit("added", normal, [*edits, changes.create(area)], reason=entry.line(reason))

    def add_task(
        self,
        area_uid: str,
        title: str,
        *,
        assigned_to: str | None = None,
        due: str | None = None,
        work: str | None = None,
        reason: str | None = None,
    ) -> Applied:
        """A new task at the end of an area, under the next number never used there; ``reason`` is why it is somebody's who has left."""
        leavers.refuse(self._s, entry.line(assigned_to), reason=reason)
        area = self._areas.get(area_uid)
        _refuse_withdrawn(area, area.ref)
        tasks = self._tasks_of(area)
        task = Task(
            uid=self._s.ids.new(), area=area.uid, no=self._next_no(area), position=next_place(tasks),
            title=entry.needed(entry.line(title), "A title"), assigned_to=entry.line(assigned_to), work=entry.paragraphs(work),
            **entry.date_fields("due", due, self._s.clock.today()),  # type: ignore[arg-type]  # the three due fields
        )  # fmt: skip
        added = refs.task_ref(area.ref, task.no)
        return self._s.commit("added", added, [changes.create(task)], reason=entry.line(reason))

    # -- splitting and joining

    def split_task(self, uid: str, title: str) -> Applied:
        """A second task beside this one, with its assignee, date and station; what was said stays with the first."""
        task, area = self._tasks.get(uid)
        tasks = self._tasks_of(area)
        new = replace(
            task, uid=self._s.ids.new(), no=self._next_no(area), title=entry.needed(entry.line(title), "A title for the new task"), work=None,
            position=task.position + 1, progress="unknown", progress_text=None, progress_from=None, evidence_text=None, ready_on=None, ready_by=None,
        )  # fmt: skip
        edits = [e for t in tasks if t.position > task.position for e in changes.set_fields(t, position=t.position + 1)]
        return self._s.commit("split", refs.task_ref(area.ref, task.no), [*edits, changes.create(new)])

    def split_area(self, uid: str, ref: str, title: str, tasks: Sequence[str]) -> Applied:
        """A new area that takes the named tasks of this one with it."""
        area = self._areas.get(uid)
        normal = refs.normal_area(entry.needed(ref, "A reference for the new area"))
        old_refs.refuse_used(self._s, area.plan, normal)
        wanted = {refs.normal_task(t) for t in tasks}
        moving = [t for t in self._tasks_of(area) if t.no in wanted]
        if len(moving) != len(wanted):
            missing = wanted - {t.no for t in moving}
            raise UsageError(f"{area.ref} has no task {', '.join(sorted(missing))}.")
        new = replace(
            area,
            uid=self._s.ids.new(),
            ref=normal,
            title=entry.needed(entry.line(title), "A title"),
            position=area.position + 1,
            **dict.fromkeys(_NOT_SPLIT),  # type: ignore[arg-type]  # each of these fields may be None
        )
        later = self._s.read.all(Area, plan=area.plan, position=above(area.position))
        edits = [e for a in later for e in changes.set_fields(a, position=a.position + 1)]
        edits.append(changes.create(new))
        for task in moving:
            edits += [
                old_refs.keep(self._s, area.plan, refs.task_ref(area.ref, task.no), task.uid),
                *changes.set_fields(task, area=new.uid),
            ]
        return self._s.commit("split", area.ref, edits)

    def join(self, first: str, second: str) -> Applied:
        """Make two tasks of one area one: the first keeps its reference and takes all that hangs on the second."""
        one, area = self._tasks.get(first)
        two, other = self._tasks.get(second)
        if one.uid == two.uid:
            raise UsageError("A task cannot be joined with itself.")
        if one.area != two.area:
            raise RefusedError(f"{refs.task_ref(other.ref, two.no)} is in another area; move it to {area.ref} first.")
        if two.withdrawn is None:
            _refuse_withdrawn(one, refs.task_ref(area.ref, one.no))
        edits: list[Edit] = []
        for kind in _HANGS_ON_TASK:
            count = len(self._s.read.each(kind, task=one.uid))
            for record in self._s.read.each(kind, task=two.uid):
                edits += self._joined_tick(record, one) or _hung_on(record, "task", one.uid, count)
        for source in self._s.read.all(Source, subject=two.uid):
            edits += changes.set_fields(source, subject=one.uid)
        edits += self._ties.joined(one.uid, two.uid)
        edits += changes.set_fields(one, **_joined(one, two))
        for old in self._s.read.all(OldRef, subject=two.uid):
            edits += changes.set_fields(old, subject=one.uid)
        ref = refs.task_ref(area.ref, two.no)
        edits += [old_refs.keep(self._s, area.plan, ref, one.uid), changes.remove(two)]
        return self._s.commit("joined", f"{refs.task_ref(area.ref, one.no)} and {ref}", edits)

    def _joined_tick(self, record: Record, one: Task) -> list[Edit]:
        """A station that both tick lists hold stands once afterwards, done when it is done on either."""
        if not isinstance(record, Tick):
            return []
        same = self._s.read.all(Tick, task=one.uid, station=record.station)
        if not same:
            return []
        edits = [changes.remove(record)]
        if same[0].done_on is None and record.done_on is not None:
            edits += changes.set_fields(same[0], done_on=record.done_on, said_by=record.said_by)
        return edits

    def join_areas(self, first: str, second: str) -> Applied:
        """Make two areas of one plan one: the first takes the second's tasks, under numbers never used in it."""
        one, two = self._areas.get(first), self._areas.get(second)
        if one.uid == two.uid or one.plan != two.plan:
            raise RefusedError("Two different areas of one plan can be joined.")
        if two.withdrawn is None:
            _refuse_withdrawn(one, one.ref)
        number = int(self._next_no(one))
        position = next_place(self._tasks_of(one))
        edits: list[Edit] = []
        for step, task in enumerate(self._tasks_of(two)):
            edits += changes.set_fields(task, area=one.uid, no=str(number + step), position=position + step)
            edits.append(old_refs.keep(self._s, one.plan, refs.task_ref(two.ref, task.no), task.uid))
        for record in self._s.read.all(Stated, area=two.uid):
            edits += changes.set_fields(record, area=one.uid)
        for kind in _HANGS_ON_AREA:
            count = len(self._s.read.each(kind, area=one.uid))
            for record in self._s.read.each(kind, area=two.uid):
                edits += _hung_on(record, "area", one.uid, count)
        for source in self._s.read.all(Source, subject=two.uid):
            edits += changes.set_fields(source, subject=one.uid)
        edits += self._ties.joined(one.uid, two.uid)
        words = [w for w in (one.finding, two.finding or two.title) if w]
        edits += changes.set_fields(
            one, finding="\n\n".join(dict.fromkeys(words)) or None, owner=one.owner or two.owner
        )
        if one.target is None:
            edits += changes.set_fields(
                one, target=two.target, target_text=two.target_text, target_precision=two.target_precision
            )
        for old in self._s.read.all(OldRef, subject=two.uid):
            edits += changes.set_fields(old, subject=one.uid)
        edits += [old_refs.keep(self._s, one.plan, two.ref, one.uid), changes.remove(two)]
        return self._s.commit("joined", f"{one.ref} and {two.ref}", edits)

    # -- moving and withdrawing

    def move_task(self, uid: str, area_uid: str) -> Applied:
        """Put a task into another area, at its end, under the next number never used there."""
        task, area = self._tasks.get(uid)
        target = self._areas.get(area_uid)
        old = refs.task_ref(area.ref, task.no)
        if target.uid == area.uid:
            raise RefusedError(f"{old} is in {area.ref} already.")
        if task.withdrawn is None and area.withdrawn is None:
            _refuse_withdrawn(target, target.ref)
        tasks = self._tasks_of(target)
        edits = changes.set_fields(task, area=target.uid, no=self._next_no(target), position=next_place(tasks))
        return self._s.commit(
            "moved", f"{old} to {target.ref}", [*edits, old_refs.keep(self._s, area.plan, old, task.uid)]
        )

    def move_area(self, uid: str, pillar: str | None) -> Applied:
        """Put an area under another pillar of its plan; a new name makes a new pillar."""
        area = self._areas.get(uid)
        pillar_uid, edits = self._pillar(area.plan, pillar)
        edits += changes.set_fields(area, pillar=pillar_uid)
        return self._s.commit("moved", f"{area.ref} to {entry.line(pillar) or 'no pillar'}", edits)

    def withdraw(self, kind: str, uid: str, reason: str | None) -> Applied:
        """Take a task or an area out of every count, with its reason; it stays readable."""
        why = entry.needed(entry.line(reason), "A reason")
        if kind == "task":
            task, area = self._tasks.get(uid)
            record: Task | Area = task
            ref = refs.task_ref(area.ref, task.no)
        else:
            record = self._areas.get(uid)
            ref = record.ref
        if record.withdrawn is not None:
            raise RefusedError(f"{ref} is withdrawn already: {record.withdrawn}")
        if kind == "area":
            self._refuse_orphans(uid, ref)
        return self._s.commit("withdrew", ref, changes.set_fields(record, withdrawn=why), reason=why)

    def _refuse_orphans(self, uid: str, ref: str) -> None:
        """Raise RefusedError while recommendations stand that are part of a cause of concern."""
        owned = [a.ref for a in self._s.read.all(Area, part_of=uid) if a.withdrawn is None]
        if owned:
            raise RefusedError(
                f"{ref} owns {', '.join(owned)}, which would stand by themselves. Withdraw those first, or clear what they are part of; nothing was changed."
            )


def _refuse_withdrawn(record: Task | Area, ref: str) -> None:
    """Raise RefusedError where work that stands would be put into what was withdrawn: it would leave every count unsaid."""
    if record.withdrawn is not None:
        raise RefusedError(
            f"{ref} is withdrawn ({record.withdrawn}), so what stands would leave the counts in it; name one that stands. Nothing was changed."
        )


def _hung_on(record: Record, parent: str, uid: str, count: int) -> list[Edit]:
    """The edits that hang a record on another task or area, behind the ``count`` that hang there already."""
    moved: dict[str, object] = {parent: uid}
    if hasattr(record, "position"):
        moved["position"] = count + record.position
    return changes.set_fields(record, **moved)


def _joined(one: Task, two: Task) -> dict[str, object]:
    """The first task's fields after taking the second in: gaps are filled, differing words are appended."""
    values: dict[str, object] = {}
    if not one.title:
        values["title"] = two.title
    work = [one.work, two.work if two.work != one.work else None]
    if one.title and two.title and one.title != two.title:
        work.append(two.title)
    values["work"] = "\n".join(w for w in work if w) or None
    values["evidence_text"] = "\n".join(w for w in (one.evidence_text, two.evidence_text) if w) or None
    values["assigned_to"] = _both(one.assigned_to, two.assigned_to)
    if one.due is None and not one.due_text:
        values |= {"due": two.due, "due_text": two.due_text, "due_precision": two.due_precision}
    if one.progress == "unknown":
        values |= {"progress": two.progress, "progress_text": two.progress_text, "progress_from": two.progress_from}
    values["station"] = one.station or two.station
    return values


def _both(one: str | None, two: str | None) -> str | None:
    if one and two and one.casefold() != two.casefold():
        return f"{one} / {two}"
    return one or two
