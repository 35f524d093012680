"""Queries → frozen views, each with a fixed number of SQL statements. One definition of "today" for all of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from tui_tracker.domain import figures, refs, ties, views
from tui_tracker.domain.figures import Counts
from tui_tracker.domain.records import (
    Action,
    Area,
    Attachment,
    ImportReport,
    Link,
    Note,
    Person,
    Pillar,
    Plan,
    Promise,
    ReturnForm,
    SignOff,
    Slip,
    Snapshot,
    Source,
    Stated,
    Step,
    Task,
    Tick,
    from_data,
)
from tui_tracker.errors import UsageError
from tui_tracker.store import charts, journal, touched
from tui_tracker.store.finding import Finding
from tui_tracker.store.lists import CHUNK, JOINS, TASK_ROW
from tui_tracker.store.matching import ANY, among
from tui_tracker.store.persons import Persons
from tui_tracker.store.rows import PLACED, R
from tui_tracker.store.schema import SELECT, from_row
from tui_tracker.store.search import LATEST
from tui_tracker.store.summary import Summaries

if TYPE_CHECKING:  # the rules and their patterns are a sixth of what a start would load
    from tui_tracker.domain.checks import facts as checks_facts

OF_AREA = ("problem", "milestone", "opinion")


class Reader(Summaries, Finding, Persons):
    """Reads one plan file as it stands on ``today``: anything dated later is outside every figure."""

    def task(self, uid: str) -> views.TaskView:
        """A task whole. Raises UsageError when there is none. A fixed number of statements."""
        found = self.task_views([uid])
        if not found:
            raise UsageError("That task is not in the plan any more.")
        return found[0]

    def task_views(self, uids: Sequence[str]) -> list[views.TaskView]:
        """Tasks whole, in this order; a fixed number of statements for each 400."""
        made: dict[str, views.TaskView] = {}
        for start in range(0, len(uids), CHUNK):
            for view in self._task_views(list(uids[start : start + CHUNK])):
                made[view.task.uid] = view
        return [made[uid] for uid in uids if uid in made]

    def _task_views(self, uids: list[str]) -> list[views.TaskView]:
        listed = json.dumps(uids)
        tasks = self.all(Task, uid=among(uids))
        areas = self._by_uid(Area, [t.area for t in tasks])
        plans = self._by_uid(Plan, [a.plan for a in areas.values()])
        found = self._rows(
            TASK_ROW + " WHERE t.uid IN (SELECT value FROM json_each(:uids))",
            {"uids": listed, "today": self.today.isoformat()},
        )
        rows = {row.uid: row for row in self._task_rows(found)}
        notes, signoffs = self._by_task(Note, uids, PLACED), self._by_task(SignOff, uids, PLACED)
        slips, promises = self._by_task(Slip, uids, PLACED), self._by_task(Promise, uids, PLACED)
        steps, ticks = self._by_task(Step, uids, PLACED), self._by_task(Tick, uids, PLACED)
        links, files = self._by_task(Link, uids), self._by_task(Attachment, uids)
        sources: dict[str, list[Source]] = {}
        for source in self.all(Source, subject=among(uids)):
            sources.setdefault(source.subject, []).append(source)
        old: dict[str, list[str]] = {}
        for subject, ref in self._rows(
            "SELECT subject, ref FROM old_ref WHERE subject IN (SELECT value FROM json_each(?)) ORDER BY id", (listed,)
        ):
            old.setdefault(subject, []).append(ref)
        tied = self._tied(listed)
        return [
            views.TaskView(
                row=rows[t.uid], task=t, area=areas[t.area], plan=plans[areas[t.area].plan], pillar=rows[t.uid].pillar,
                colour=self.task_colour(t, areas[t.area].plan),
                notes=tuple(notes.get(t.uid, ())),
                corrected=frozenset(n.corrects for n in notes.get(t.uid, ()) if n.corrects),
                links=tuple(links.get(t.uid, ())), attachments=tuple(files.get(t.uid, ())),
                signoffs=tuple(signoffs.get(t.uid, ())), slips=tuple(slips.get(t.uid, ())), promises=tuple(promises.get(t.uid, ())), ticks=tuple(ticks.get(t.uid, ())),
                sources=tuple(sources.get(t.uid, ())), old_refs=tuple(old.get(t.uid, ())),
                steps=tuple(steps.get(t.uid, ())), as_at=self.today, ties=tuple(tied.get(t.uid, ())),
            )
            for t in tasks
        ]  # fmt: skip

    def _tied(self, listed: str) -> dict[str, list[str]]:
        """What each of the tasks (uids as JSON) hangs together with, in words, both ways. 1 statement."""
        sql = (
            "SELECT e.task, e.what, e.other, coalesce(a.ref, b.ref || '/T' || u.no), c.ref || '/T' || t.no FROM tie e"
            " JOIN task t ON t.uid = e.task JOIN area c ON c.uid = t.area LEFT JOIN area a ON a.uid = e.other"
            " LEFT JOIN task u ON u.uid = e.other LEFT JOIN area b ON b.uid = u.area"
            " WHERE e.task IN (SELECT value FROM json_each(:uids)) OR e.other IN (SELECT value FROM json_each(:uids)) ORDER BY e.id"
        )
        made: dict[str, list[str]] = {}
        for task, what, other, named, mine in self._rows(sql, {"uids": listed}):
            made.setdefault(task, []).append(f"{ties.WHAT[what]} {named or '(gone)'}")
            made.setdefault(other, []).append(f"{mine} {ties.WHAT[what]} this")
        return made

    def _by_uid(self, what: type[R], uids: Iterable[str]) -> dict[str, R]:
        """Records of one class by their uids, one statement."""
        return {r.uid: r for r in self.all(what, uid=among(sorted(set(uids))))}

    def short_of(self, step: str, plan: str | None = None) -> list[str]:
        """Uids of the tasks that took the step before ``step`` (complete, qa, sampled, assured) and not that one; in plan order."""
        at = figures.STEP_QUERIES.index(f"is:{step}")
        took = set(self.task_ids(figures.STEP_QUERIES[at], plan=plan))
        ids = [i for i in self.task_ids(figures.STEP_QUERIES[at - 1], plan=plan) if i not in took]
        return self.uids_of(ids)

    def tasks_in(self, areas: Sequence[str]) -> list[str]:
        """Uids of the standing tasks of these areas, in plan order."""
        sql = "SELECT t.uid FROM json_each(?) e JOIN task t ON t.area = e.value WHERE t.withdrawn IS NULL ORDER BY e.key, t.position, t.id"
        return [r[0] for r in self._rows(sql, (json.dumps(list(areas)),))]

    def later(self) -> int:
        """How many notes and sign-offs of standing tasks are dated after today, and so outside every figure.

        What was corrected, revoked or withdrawn is outside for good, whatever its day.
        """
        day = self.today.isoformat()
        sql = """WITH stands AS (SELECT t.uid FROM task t JOIN area a ON a.uid = t.area WHERE coalesce(t.withdrawn, a.withdrawn) IS NULL)
          SELECT (SELECT count(*) FROM note n WHERE date > ? AND task IN stands AND NOT EXISTS (SELECT 1 FROM note c WHERE c.corrects = n.uid))
          + (SELECT count(*) FROM signoff WHERE date > ? AND revoked IS NULL AND task IN stands)"""
        return int(self._rows(sql, (day, day))[0][0])

    # -- the plan at one moment

    def check_facts(
        self, plan: str | None = None, known: Mapping[str, checks_facts.AreaFacts] | None = None
    ) -> checks_facts.PlanFacts:
        """What the plan checks look at. A fixed number of statements for each 400 tasks of areas that are not ``known``."""
        from tui_tracker.domain.checks import facts as checks_facts

        held = known or {}
        with self.one_moment():
            areas = self._areas_in_order(plan)
            plans = {p.uid: p for p in self.plans() if plan in (None, p.uid)}
            fresh = self._area_facts([a for a in areas if a.uid not in held], plans)
            found = self.file_findings()
            ordered = [held[a.uid] if a.uid in held else fresh[a.uid] for a in areas]
            return checks_facts.PlanFacts(
                self.today,
                ordered,
                list(plans.values()),
                self.register(),
                self.all(Person),
                found,
                forms=self.all(ReturnForm, answered_on=None, order=("number",)),
                actions=self.all(Action, closed_on=None, order=("number",)),
            )

    def file_findings(self) -> list[dict[str, str]]:
        """What the last reading of each file found in it, as it was kept."""
        reports = self.all(ImportReport)
        return [f for r in {r.file: r for r in reports}.values() for f in r.report.get("findings", ())]

    def _area_facts(self, areas: Sequence[Area], plans: Mapping[str, Plan]) -> dict[str, checks_facts.AreaFacts]:
        from tui_tracker.domain.checks import facts as checks_facts

        if not areas:
            return {}
        pillars = {g.uid: g.name for g in self.pillars()}
        views_by_area: dict[str, list[views.TaskView]] = {}
        for view in self.task_views(self.tasks_in([a.uid for a in areas])):
            views_by_area.setdefault(view.task.area, []).append(view)
        stated: dict[str, list[Stated]] = {}
        for s in self.all(Stated):
            stated.setdefault(s.area or "", []).append(s)
        lives = self.lives()
        moves = self.area_moves(areas[0].uid if len(areas) == 1 else None)
        return {
            a.uid: checks_facts.area_facts(
                a, plans[a.plan], pillars.get(a.pillar or "", ""), views_by_area.get(a.uid, []), stated.get(a.uid, []), lives.get(a.uid),
                moves.get(a.uid, ()),
            )
            for a in areas
        }  # fmt: skip

    def areas_touched(self, since: int) -> frozenset[str] | None:
        """Uids of the areas that journal entries after ``since`` touched; None when they may have touched all."""
        return touched.areas_since(self._db, since)

    def numbers_taken_back(self, area: str) -> list[str]:
        """The numbers of tasks of an area (uid) that were there once and were taken back by undo: somebody may have noted them down."""
        sql = """SELECT json_extract(e.value, '$[3].no') FROM journal j JOIN journal_subject s ON s.number = j.number, json_each(j.edits) e
          WHERE s.uid = :area AND json_extract(j.head, '$.undoes') IS NOT NULL AND json_extract(e.value, '$[0]') = 'task'
          AND json_type(e.value, '$[3]') = 'object' AND json_extract(e.value, '$[3].area') = :area"""
        return [str(no) for (no,) in self._rows(sql, {"area": area}) if no is not None]

    def _old_refs(self, uid: str) -> tuple[str, ...]:
        return tuple(r[0] for r in self._rows("SELECT ref FROM old_ref WHERE subject = ? ORDER BY id", (uid,)))

    def area(self, uid: str) -> views.AreaView:
        """An area whole, with its tasks. Raises UsageError when there is none."""
        area = self.known(Area, uid)
        counts = self._area_counts("AND t.area = :area", {"area": uid}).get(uid, Counts(areas=1))
        pillar = self.one(Pillar, area.pillar)
        plan = self.known(Plan, area.plan)
        ids = [
            r[0]
            for r in self._rows(
                "SELECT id FROM task WHERE area = ? ORDER BY withdrawn IS NOT NULL, position, id", (uid,)
            )
        ]
        row = self.area_row(0, area, plan.name, pillar.name if pillar else "", counts, self._owned([area]))
        return views.AreaView(
            row=row,
            plan=plan,
            tasks=tuple(self.task_rows(ids)),
            stated=tuple(self.all(Stated, area=uid)),
            sources=tuple(self.all(Source, subject=uid)),
            old_refs=self._old_refs(uid),
            life=self.lives(uid).get(uid, views.Life()),
            moves=self.area_moves(uid).get(uid, ()),
            part_of=self._named_areas("uid = ?", area.part_of),
            owns=tuple(filter(None, self._named_areas("part_of = ? AND withdrawn IS NULL", uid).split("\n"))),
        )

    def _named_areas(self, where: str, uid: str | None) -> str:
        """The references and titles of areas, one a line; blank for none."""
        if uid is None:
            return ""
        found = self._rows(f"SELECT ref, title FROM area WHERE {where} ORDER BY position, id", (uid,))
        return "\n".join(f"{ref} {title}" for ref, title in found)

    def lives(self, area: str | None = None) -> dict[str, views.Life]:
        """What happened to each area that anything did, by its uid. 6 statements, 7 where a plan has a rhythm."""
        found: dict[str, dict[str, list[Any]]] = {}
        for kind in OF_AREA:
            for record in self.each(kind, order=PLACED, area=area or ANY):
                found.setdefault(record.area, {}).setdefault(f"{kind}s", []).append(record)
        rhythms = {p.uid: p for p in self.plans() if p.rhythms}
        plan_of: dict[str, Plan] = {}
        if rhythms:
            plan_of = {a: rhythms[p] for a, p in self._rows("SELECT uid, plan FROM area") if p in rhythms}
        decided, begun = self._decided(), self.begun()
        wanted = {area} if area is not None else {*found, *decided, *plan_of}
        return {
            uid: views.Life(
                begun=begun,
                plan=plan_of.get(uid),
                decided=tuple(decided.get(uid, ())),
                **{name: tuple(r) for name, r in found.get(uid, {}).items()},
            )
            for uid in wanted
        }

    def begun(self) -> date | None:
        """The day of the first journal entry; None for an empty file."""
        found = self._rows("SELECT json_extract(head, '$.local_day') FROM journal ORDER BY number LIMIT 1")
        return date.fromisoformat(found[0][0]) if found and found[0][0] else None

    def _decided(self) -> dict[str, list[Any]]:
        """The days on which boards decided about areas or their tasks, by the area's uid."""
        sql = (
            "SELECT DISTINCT coalesce(t.area, substr(d.item, 6)), m.held_on FROM decision d JOIN meeting m ON m.uid = d.meeting"
            " LEFT JOIN task t ON d.item = 'task:' || t.uid WHERE d.item LIKE 'task:%' OR d.item LIKE 'area:%'"
        )
        made: dict[str, list[Any]] = {}
        for uid, day in self._rows(sql):
            made.setdefault(uid, []).append(date.fromisoformat(day))
        return made

    # -- evidence, people, snapshots, history

    def notes(self, text: str = "", *, plan: str | None = None, limit: int | None = None) -> list[views.NoteRow]:
        """Standing notes of the tasks that a filter shows, newest evidence first, undated last."""
        where = self._where(self._query(text))
        extra = LATEST if where.needs_latest else ""
        columns = ", ".join(f"n.{c}" for c in SELECT["note"][7:].split(" FROM ")[0].split(", "))
        sql = (
            f"SELECT a.ref, t.no, coalesce(t.title, a.title), EXISTS (SELECT 1 FROM link l WHERE l.note = n.uid)"
            f" OR EXISTS (SELECT 1 FROM attachment f WHERE f.note = n.uid), {columns}"
            f" {JOINS} JOIN note n ON n.task = t.uid {extra} WHERE a.plan = coalesce(:plan, a.plan) AND {where.sql}"
            " AND NOT EXISTS (SELECT 1 FROM note c WHERE c.corrects = n.uid)"
            f" ORDER BY n.date IS NULL, n.date DESC, n.entered_at DESC, n.id {f'LIMIT {int(limit)}' if limit else ''}"
        )
        return [
            views.NoteRow(from_data("note", from_row("note", r[4:])), refs.task_ref(r[0], r[1]), r[2], bool(r[3]))
            for r in self._rows(sql, {**where.params, "plan": plan})
        ]

    def burn_up(self, plan: str | None = None) -> list[views.Point]:
        """Progress over time, from the journal."""
        return list(charts.burn_up(self._db, plan, self.today))

    def due_months(self, plan: str | None = None) -> list[views.DueMonth]:
        """How many tasks are due in each month."""
        return charts.due_months(self._db, plan, self.today)

    def snapshots(self) -> list[Snapshot]:
        """Snapshots, newest first."""
        return self.all(Snapshot, order=("-id",))

    def area_moves(self, uid: str | None = None) -> dict[str, tuple[views.AreaMove, ...]]:
        """How the dates of an area (None: of each) had moved by the day that is looked at, by the area's uid."""
        until = self.today.isoformat()
        return {a: tuple(m for m in made if m.on <= until) for a, made in journal.area_moves(self._db, uid).items()}

    def former_values(self, kind: str, uid: str, field: str) -> list[str]:
        """What a field of a record held before, the newest first."""
        return journal.former_values(self._db, kind, uid, field)

    def history(self, uid: str | None = None, limit: int | None = None) -> list[views.Entry]:
        """The journal, newest first; looked back to a day, what was recorded by then. What is dated ahead of today is in it."""
        until = self.past.isoformat() if self.past is not None else "9999"
        return journal.entries(self._db, subject=uid, limit=limit, until=until)
