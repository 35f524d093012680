"""Queries → frozen views, each with a fixed number of SQL statements. One definition of "today" for all of them."""

from __future__ import annotations

import contextlib
import json
from array import array
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import peewee

from tui_tracker.domain import figures, people, query, refs, seal, views
from tui_tracker.domain.figures import Counts, Figures
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.rag import DEFAULT, Colour, Facts, Scheme
from tui_tracker.domain.records import Alias, Area, Note, Person, Pillar, Plan, SignOff, Task, from_data
from tui_tracker.domain.signoff import latest, stage_of
from tui_tracker.domain.text import fold
from tui_tracker.errors import UsageError
from tui_tracker.store import journal
from tui_tracker.store.schema import SELECT, from_row
from tui_tracker.store.search import LATEST, OVERDUE, STAGE, WHOLE, Compiler, Where

_JOINS = (
    "FROM task t JOIN area a ON a.uid = t.area JOIN plan p ON p.uid = a.plan LEFT JOIN pillar g ON g.uid = a.pillar"
)
_TASK_ROW = (
    "SELECT t.id, t.uid, a.ref, t.no, a.uid, a.title, p.name, coalesce(g.name, ''), t.title, t.assigned_to, t.due, t.due_text,"
    " t.due_precision, t.progress, t.station, coalesce(t.withdrawn, a.withdrawn), t.ready_on,"
    " (SELECT count(*) FROM slip x WHERE x.task = t.uid),"
    " (SELECT count(*) FROM note n WHERE n.task = t.uid AND (n.date IS NULL OR n.date <= :today) AND NOT EXISTS (SELECT 1 FROM note c WHERE c.corrects = n.uid)),"
    " t.work " + _JOINS
)
_CHUNK = 400
_MARKS = {None: "?", "close": "✓", "follow_up": "+", "not_yet": "◄"}
SORTS = ("plan", "due", "owner", "progress", "ref")


class _Signed(NamedTuple):
    """How many standing tasks of a plan share one state of sign-off."""

    plan: str
    complete: int
    qa: int
    sampling: int
    stage: str
    unsettled: int
    n: int


class Reader:
    """Reads one plan file as it stands on ``today``: anything dated later is outside every figure."""

    def __init__(self, db: peewee.SqliteDatabase, today: date, scheme: Scheme = DEFAULT) -> None:
        self._db = db
        self.today = today
        self._scheme = scheme

    # -- plain records

    def _rows(self, sql: str, params: Any = ()) -> list[tuple[Any, ...]]:
        return self._db.connection().execute(sql, params).fetchall()  # type: ignore[no-any-return]

    def records(self, kind: str, where: str = "", params: Any = ()) -> list[Any]:
        """Records of one kind, one statement."""
        return [from_data(kind, from_row(kind, row)) for row in self._rows(f"{SELECT[kind]} {where}", params)]

    def record(self, kind: str, uid: str) -> Any:
        """One record, or None."""
        found = self.records(kind, "WHERE uid = ?", (uid,))
        return found[0] if found else None

    def row_key(self, kind: str, uid: str) -> int | None:
        """A record's row key in lists; None when it is gone."""
        rows = self._rows(f"SELECT id FROM {kind} WHERE uid = ?", (uid,))
        return int(rows[0][0]) if rows else None

    def _by_task(self, kind: str, tasks: Sequence[str], order: str = "id") -> dict[str, list[Any]]:
        made: dict[str, list[Any]] = {}
        for record in self.records(
            kind, f"WHERE task IN (SELECT value FROM json_each(?)) ORDER BY {order}", (json.dumps(list(tasks)),)
        ):
            made.setdefault(record.task, []).append(record)
        return made

    def plans(self) -> list[Plan]:
        return self.records("plan", "ORDER BY position, id")

    def pillars(self, plan: str | None = None) -> list[Pillar]:
        return self.records("pillar", "WHERE plan = coalesce(?, plan) ORDER BY position, id", (plan,))

    def register(self) -> people.Register:
        """Who each spelling means."""
        return people.Register(self.records("alias"))

    def journal_head(self) -> tuple[int, str]:
        return journal.head(self._db)

    # -- figures

    def summary(self, plan: str | None = None) -> views.SummaryView:
        """The first screen, for one plan (uid) or all. A fixed number of statements, all from one moment."""
        with self._one_moment():
            return self._summary(plan)

    def _summary(self, plan: str | None) -> views.SummaryView:
        plans = [p for p in self.plans() if plan in (None, p.uid)]
        wanted = {p.uid for p in plans}
        pillars = {g.uid: g for g in self.pillars()}
        by_pillar, late = self._counts_by_pillar(wanted)
        lines = [
            self._pillar_line(p, pillars.get(g or ""), c)
            for p in plans
            for g, c in self._ordered(by_pillar, p, pillars)
        ]
        counts = {p.uid: sum((c for (pl, _), c in by_pillar.items() if pl == p.uid), Counts()) for p in plans}
        sealed, signed = self._sealed(), self._signed()
        by_plan = self._figures(counts, signed, [u for u, s in sealed.items() if self._is_assured(*s)])
        total = sum(counts.values(), Counts())
        changed = self._plans_of([u for u, (_, entries, now) in sealed.items() if self._changes(entries, now)])
        return views.SummaryView(
            as_at=self.today,
            plans=tuple(views.PlanView(p, counts[p.uid], by_plan[p.uid]) for p in plans),
            pillars=tuple(lines),
            total=total,
            figures=sum(by_plan.values(), Figures()),
            stated=tuple(self.stated(wanted)),
            waits=tuple(self._waits(total, signed, late, sum(p in wanted for p in changed.values()), wanted)),
            due_soon=tuple(self._due_soon(wanted)),
        )

    @contextlib.contextmanager
    def _one_moment(self) -> Iterator[None]:
        """All statements inside see the file as it is at the first, whatever another process writes meanwhile."""
        connection = self._db.connection()
        if connection.in_transaction:
            yield
            return
        connection.execute("BEGIN")
        try:
            yield
        finally:
            connection.execute("COMMIT")

    def _ordered(
        self, by_pillar: dict[tuple[str, str | None], Counts], plan: Plan, pillars: dict[str, Pillar]
    ) -> list[tuple[str | None, Counts]]:
        mine = [(g, c) for (p, g), c in by_pillar.items() if p == plan.uid]
        return sorted(mine, key=lambda gc: (gc[0] is None, pillars[gc[0]].position if gc[0] else 0, gc[0] or ""))

    def _pillar_line(self, plan: Plan, pillar: Pillar | None, counts: Counts) -> views.PillarView:
        return views.PillarView(plan, pillar, pillar.name if pillar else "", counts, self.colour(counts))

    def colour(self, counts: Counts) -> Colour:
        """The RAG of a count of tasks, by the plan's scheme."""
        return self._scheme.judge(
            Facts(counts.tasks, counts.complete, counts.behind_target, counts.overdue, counts.unknown, counts.deferred)
        )

    def _area_counts(self, where: str = "", params: dict[str, Any] | None = None) -> dict[str, Counts]:
        """Counts of the standing tasks of each area that has any; one walk over a covering index."""
        sql = (
            f"SELECT t.area, t.progress, count(*), total({OVERDUE}) FROM task t "
            f"WHERE t.withdrawn IS NULL {where} GROUP BY t.area, t.progress"
        )
        made: dict[str, dict[str, int]] = {}
        for area, progress, count, late in self._rows(sql, {"today": self.today.isoformat(), **(params or {})}):
            counts = made.setdefault(area, {"tasks": 0, "overdue": 0})
            counts[progress] = count
            counts["tasks"] += count
            counts["overdue"] += int(late)
        return {area: Counts(areas=1, **counts) for area, counts in made.items()}

    def _counts_by_pillar(self, plans: set[str]) -> tuple[dict[tuple[str, str | None], Counts], int]:
        """Counts by (plan, pillar), and how many tasks are on target but past date. Two statements."""
        sql = f"""
          SELECT a.plan, a.pillar, c.progress, total(c.n), total(c.late) FROM
            (SELECT t.area AS area, t.progress AS progress, count(*) AS n, total({OVERDUE}) AS late
             FROM task t WHERE t.withdrawn IS NULL GROUP BY t.area, t.progress) c
          JOIN area a ON a.uid = c.area WHERE a.withdrawn IS NULL GROUP BY a.plan, a.pillar, c.progress"""
        made: dict[tuple[str, str | None], Counts] = {}
        areas = "SELECT plan, pillar, count(*) FROM area WHERE withdrawn IS NULL GROUP BY plan, pillar"
        for plan, pillar, count in self._rows(areas):
            if plan in plans:
                made[plan, pillar] = Counts(areas=count)
        on_target_late = 0
        for plan, pillar, progress, count, late in self._rows(sql, {"today": self.today.isoformat()}):
            if plan in plans:
                step = Counts(tasks=int(count), overdue=int(late), **{progress: int(count)})
                made[plan, pillar] = made[plan, pillar] + step
                on_target_late += int(late) if progress == Progress.ON_TARGET else 0
        return made, on_target_late

    def _signed(self) -> list[_Signed]:
        """Standing tasks that have a whole sign-off entry or a ready mark, counted by what stands on them. One statement.

        It starts from the entries, which are few, and not from the tasks.
        """
        sql = f"""
          SELECT a.plan, t.progress = 'complete', q.task IS NOT NULL, s.task IS NOT NULL, {STAGE},
            (q.task IS NOT NULL AND q.verdict IS NULL) OR (s.task IS NOT NULL AND s.verdict IS NULL), count(*)
          FROM (SELECT task AS uid FROM signoff WHERE {WHOLE} UNION SELECT uid FROM task WHERE ready_on IS NOT NULL) k
          JOIN task t ON t.uid = k.uid JOIN area a ON a.uid = t.area {LATEST}
          WHERE t.withdrawn IS NULL AND a.withdrawn IS NULL GROUP BY 1, 2, 3, 4, 5, 6"""
        return [_Signed(*row) for row in self._rows(sql, {"today": self.today.isoformat()})]

    def _figures(self, counts: dict[str, Counts], signed: list[_Signed], assured: list[str]) -> dict[str, Figures]:
        """The nested figures of each plan."""
        made = {plan: Figures(tasks=c.tasks, reported_complete=c.complete) for plan, c in counts.items()}
        for s in signed:
            if s.plan in made:
                made[s.plan] = made[s.plan] + Figures(
                    qa_recorded=s.n * bool(s.complete and s.qa),
                    sampled=s.n * bool(s.complete and s.qa and s.sampling),
                    outside_qa=s.n * bool(s.qa and not s.complete),
                    outside_sampled=s.n * bool(s.sampling and not (s.complete and s.qa)),
                )
        for plan in self._plans_of(assured).values():
            if plan in made:
                made[plan] = made[plan] + Figures(assured=1)
        return made

    def _plans_of(self, tasks: Sequence[str]) -> dict[str, str]:
        """Task uid → plan uid."""
        sql = "SELECT t.uid, a.plan FROM task t JOIN area a ON a.uid = t.area WHERE t.uid IN (SELECT value FROM json_each(?))"
        return dict(self._rows(sql, (json.dumps(list(tasks)),))) if tasks else {}

    def _sealed(self) -> dict[str, tuple[Task, list[SignOff], dict[str, Any]]]:
        """Every standing task with a sealed sign-off: the task, its entries, and what there is to look at now."""
        tasks = self.records(
            "task",
            "WHERE withdrawn IS NULL AND area IN (SELECT uid FROM area WHERE withdrawn IS NULL) AND uid IN "
            "(SELECT task FROM signoff WHERE looked_at IS NOT NULL AND revoked IS NULL)",
        )
        uids = [t.uid for t in tasks]
        if not uids:
            return {}
        entries, now = self._by_task("signoff", uids), self._looks(tasks)
        return {t.uid: (t, entries.get(t.uid, []), now[t.uid]) for t in tasks}

    def _looks(self, tasks: Sequence[Task]) -> dict[str, dict[str, Any]]:
        uids = [t.uid for t in tasks]
        notes, links, files = (self._by_task(kind, uids) for kind in ("note", "link", "attachment"))
        return {t.uid: seal.look(t, notes.get(t.uid, []), links.get(t.uid, []), files.get(t.uid, [])) for t in tasks}

    def assured(self) -> list[str]:
        """Uids of the tasks that are assured: complete, both verdicts *close*, nothing sealed changed since."""
        return [uid for uid, (task, entries, now) in self._sealed().items() if self._is_assured(task, entries, now)]

    def _is_assured(self, task: Task, entries: list[SignOff], now: dict[str, Any]) -> bool:
        both = [latest(entries, stage, self.today) for stage in ("qa", "sampling")]
        if task.progress != Progress.COMPLETE:
            return False
        return all(e is not None and e.verdict == "close" and not seal.changed_since(e.looked_at, now) for e in both)

    def changed(self) -> list[str]:
        """Uids of the tasks in which something sealed by their last sign-offs has changed since."""
        return [uid for uid, (_, entries, now) in self._sealed().items() if self._changes(entries, now)]

    def _changes(self, entries: list[SignOff], now: dict[str, Any]) -> list[str]:
        said: list[str] = []
        both = [e for e in (latest(entries, stage, self.today) for stage in ("qa", "sampling")) if e is not None]
        if both and max(both, key=lambda e: e.position).verdict == "not_yet":
            return []  # it was sent back: change is what was asked for
        for entry in both:
            if entry.verdict != "not_yet":
                said += [w for w in seal.changed_since(entry.looked_at, now) if w not in said]
        return said

    def stated(self, plans: set[str]) -> list[views.StatedView]:
        """What files state, beside what the rows bear out."""
        found = self.records("stated", "ORDER BY id")
        if not found:
            return []
        areas = {a.uid: a for a in self.records("area")}
        counts = self._area_counts()
        made = []
        for s in found:
            if s.plan in plans:
                area = areas.get(s.area or "")
                worked = counts.get(area.uid, Counts()) if area else None
                made.append(
                    views.StatedView(
                        area.ref if area else "plan", s.what, s.stated, _worked_out(s.what, worked), s.where
                    )
                )
        return made

    def _waits(
        self, total: Counts, signed: list[_Signed], late: int, changed: int, plans: set[str]
    ) -> list[views.Waiting]:
        mine = [s for s in signed if s.plan in plans]
        ready, to_sample, back = (sum(s.n for s in mine if s.stage == stage) for stage in ("ready", "qa", "sent_back"))
        found = (
            views.Waiting(ready, "marked ready, waiting for QA", "is:ready"),
            views.Waiting(
                total.complete - sum(s.n for s in mine if s.complete and s.qa),
                "reported complete, no QA",
                "is:unsigned",
            ),
            views.Waiting(to_sample, "QA'd, ready to sample", "stage:qa"),
            views.Waiting(back, "sent back", "is:sent-back"),
            views.Waiting(changed, "changed since sign-off", "is:changed"),
            views.Waiting(late, "on target but past date", "progress:on_target is:overdue"),
            views.Waiting(sum(s.n for s in mine if s.unsettled), "imported entries, no verdict", "is:unsettled"),
        )
        return [w for w in found if w.count]

    def _due_soon(self, plans: set[str]) -> list[views.TaskRow]:
        sql = """SELECT t.id FROM task t JOIN area a ON a.uid = t.area WHERE t.progress <> 'complete' AND t.withdrawn IS NULL
          AND a.withdrawn IS NULL AND t.due BETWEEN ? AND ? AND a.plan IN (SELECT value FROM json_each(?)) ORDER BY t.due, t.id LIMIT 12"""
        days = (self.today.isoformat(), (self.today + timedelta(days=30)).isoformat(), json.dumps(sorted(plans)))
        return self.task_rows([row[0] for row in self._rows(sql, days)])

    # -- lists

    def _where(self, asked: query.Query) -> Where:
        return Compiler(self.today, self._spellings, self.changed, self.assured).compile(asked)

    def _spellings(self, value: str) -> list[str]:
        person = self.register().person(value)
        return [a.spelling for a in self.records("alias") if a.person == person]

    def task_ids(self, text: str = "", *, plan: str | None = None, sort: str = "plan") -> array[int]:
        """Row keys of the tasks that a filter shows, in order. Raises UsageError for a filter that cannot be read."""
        where = self._where(query.parse(text, today=self.today))
        extra = LATEST if where.needs_latest else ""
        sql = f"SELECT t.id {_JOINS} {extra} WHERE a.plan = coalesce(:plan, a.plan) AND {where.sql} ORDER BY {_ORDER[sort]}"
        return array("q", (row[0] for row in self._rows(sql, {**where.params, "plan": plan})))

    def register_ids(self, text: str = "", *, plan: str | None = None, sort: str = "plan") -> array[int]:
        """Keys for the register: a task's row key, or minus an area's before its tasks (in plan order only).

        Without a filter, areas without tasks are there too.
        """
        where = self._where(query.parse(text, today=self.today))
        extra = LATEST if where.needs_latest else ""
        params = {**where.params, "plan": plan}
        shown = f"a.plan = coalesce(:plan, a.plan) AND {where.sql}"
        sql = f"SELECT t.id, a.id {_JOINS} {extra} WHERE {shown} ORDER BY {_ORDER[sort]}"
        found = self._db.connection().execute(
            sql, params
        )  # streamed: a list of 100,000 pairs would be most of the memory
        if sort != "plan":
            return array("q", (task for task, _ in found))
        tasks: dict[int, array[int]] = {}
        for task, area in found:
            tasks.setdefault(area, array("q")).append(task)
        if not text.strip():
            for (area,) in self._rows(
                f"SELECT a.id {_AREAS} WHERE a.withdrawn IS NULL AND a.plan = coalesce(?, a.plan) ORDER BY {_AREA_ORDER}",
                (plan,),
            ):
                tasks.setdefault(area, array("q"))
            order = [r[0] for r in self._rows(f"SELECT a.id {_AREAS} ORDER BY {_AREA_ORDER}") if r[0] in tasks]
        else:
            order = list(tasks)
        made = array("q")
        for area in order:
            made.append(-area)
            made.extend(tasks[area])
        return made

    def area_rows_by_key(self, ids: Sequence[int]) -> dict[int, views.AreaRow]:
        """Areas by row key, with their counts. 4 statements."""
        listed = json.dumps(list(ids))
        names = {p.uid: p.name for p in self.plans()}
        pillars = {g.uid: g.name for g in self.pillars()}
        rows = self._rows(f"SELECT id, {SELECT['area'][7:]} WHERE id IN (SELECT value FROM json_each(?))", (listed,))
        uids = json.dumps([from_row("area", r[1:])["uid"] for r in rows])
        counts = self._area_counts("AND t.area IN (SELECT value FROM json_each(:uids))", {"uids": uids})
        made = {}
        for row in rows:
            area: Area = from_data("area", from_row("area", row[1:]))
            mine = counts.get(area.uid, Counts(areas=1))
            made[row[0]] = views.AreaRow(
                row[0], area, names[area.plan], pillars.get(area.pillar or "", ""), mine, self.colour(mine)
            )
        return made

    def task_rows(self, ids: Sequence[int]) -> list[views.TaskRow]:
        """The rows of these keys, in this order; a fixed number of statements for each 400."""
        made: dict[int, views.TaskRow] = {}
        for start in range(0, len(ids), _CHUNK):
            part = json.dumps(list(ids[start : start + _CHUNK]))
            found = self._rows(
                _TASK_ROW + " WHERE t.id IN (SELECT value FROM json_each(:part))",
                {"part": part, "today": self.today.isoformat()},
            )
            for row in self._task_rows(found):
                made[row.row] = row
        return [made[i] for i in ids if i in made]

    def _task_rows(self, found: list[tuple[Any, ...]]) -> list[views.TaskRow]:
        uids = [f[1] for f in found]
        entries = self._by_task("signoff", uids)
        sealed = [uid for uid in uids if any(e.looked_at for e in entries.get(uid, []))]
        looks = (
            self._looks(self.records("task", "WHERE uid IN (SELECT value FROM json_each(?))", (json.dumps(sealed),)))
            if sealed
            else {}
        )
        return [self._task_row(f, entries.get(f[1], []), looks.get(f[1])) for f in found]

    def _task_row(self, f: tuple[Any, ...], entries: list[SignOff], look: dict[str, Any] | None) -> views.TaskRow:
        due = date.fromisoformat(f[10]) if f[10] else None
        ready = date.fromisoformat(f[16]) if f[16] else None
        task = Task(uid=f[1], area=f[4], no=f[3], progress=f[13], ready_on=ready)
        marks = {s: _MARKS[e.verdict] if (e := latest(entries, s, self.today)) else "" for s in ("qa", "sampling")}
        return views.TaskRow(
            row=f[0], uid=f[1], ref=refs.task_ref(f[2], f[3]), area_uid=f[4], area=f[2], area_title=f[5], plan=f[6], pillar=f[7],
            title=f[8] or "", assigned_to=f[9], due=due, due_text=f[11], due_precision=f[12], progress=f[13],
            overdue_days=figures.overdue_days(due, f[13], self.today), stage=stage_of(task, entries, self.today), slips=f[17],
            note_count=f[18], qa=marks["qa"], sampling=marks["sampling"],
            changed=tuple(self._changes(entries, look)) if look else (), station=f[14], withdrawn=f[15],
        )  # fmt: skip

    def area_rows(self, plan: str | None = None, *, withdrawn: bool = False) -> list[views.AreaRow]:
        """Areas in order, each with its worked-out counts and colour. 4 statements."""
        counts = self._area_counts()
        names = {p.uid: p.name for p in self.plans()}
        pillars = {g.uid: g for g in self.pillars()}
        where = "WHERE plan = coalesce(?, plan)" + ("" if withdrawn else " AND withdrawn IS NULL")
        order = "(SELECT position FROM plan p WHERE p.uid = area.plan), (SELECT position FROM pillar g WHERE g.uid = area.pillar) IS NULL,"
        order += " (SELECT position FROM pillar g WHERE g.uid = area.pillar), position, id"
        rows = self._rows(f"SELECT id, {SELECT['area'][7:]} {where} ORDER BY {order}", (plan,))
        made = []
        for row in rows:
            area: Area = from_data("area", from_row("area", row[1:]))
            mine = counts.get(area.uid, Counts(areas=1))
            pillar = pillars[area.pillar].name if area.pillar else ""
            made.append(views.AreaRow(row[0], area, names[area.plan], pillar, mine, self.colour(mine)))
        return made

    # -- one thing whole

    def task(self, uid: str) -> views.TaskView:
        """A task whole. Raises UsageError when there is none. 16 statements at most."""
        task: Task | None = self.record("task", uid)
        if task is None:
            raise UsageError("That task is not in the plan any more.")
        area: Area = self.record("area", task.area)
        row = self._task_rows(
            self._rows(_TASK_ROW + " WHERE t.uid = :uid", {"uid": uid, "today": self.today.isoformat()})
        )[0]
        notes: list[Note] = self._by_task("note", [uid], "position, id").get(uid, [])
        facts = figures.count_tasks([Area(uid=area.uid, plan="", ref="")], [task], self.today)
        return views.TaskView(
            row=row,
            task=task,
            area=area,
            plan=self.record("plan", area.plan),
            pillar=row.pillar,
            colour=self.colour(facts),
            notes=tuple(notes),
            corrected=frozenset(n.corrects for n in notes if n.corrects),
            links=tuple(self._by_task("link", [uid]).get(uid, [])),
            attachments=tuple(self._by_task("attachment", [uid]).get(uid, [])),
            signoffs=tuple(self._by_task("signoff", [uid], "position, id").get(uid, [])),
            slips=tuple(self._by_task("slip", [uid], "position, id").get(uid, [])),
            sources=tuple(self.records("source", "WHERE subject = ?", (uid,))),
            old_refs=self._old_refs(uid),
        )

    def _old_refs(self, uid: str) -> tuple[str, ...]:
        return tuple(r[0] for r in self._rows("SELECT ref FROM old_ref WHERE subject = ? ORDER BY id", (uid,)))

    def area(self, uid: str) -> views.AreaView:
        """An area whole, with its tasks. Raises UsageError when there is none."""
        area: Area | None = self.record("area", uid)
        if area is None:
            raise UsageError("That area is not in the plan any more.")
        counts = self._area_counts("AND t.area = :area", {"area": uid}).get(uid, Counts(areas=1))
        pillar = self.record("pillar", area.pillar) if area.pillar else None
        plan: Plan = self.record("plan", area.plan)
        ids = [
            r[0]
            for r in self._rows(
                "SELECT id FROM task WHERE area = ? ORDER BY withdrawn IS NOT NULL, position, id", (uid,)
            )
        ]
        row = views.AreaRow(0, area, plan.name, pillar.name if pillar else "", counts, self.colour(counts))
        return views.AreaView(
            row=row,
            plan=plan,
            tasks=tuple(self.task_rows(ids)),
            stated=tuple(self.records("stated", "WHERE area = ? ORDER BY id", (uid,))),
            sources=tuple(self.records("source", "WHERE subject = ?", (uid,))),
            old_refs=self._old_refs(uid),
        )

    def find(self, text: str, plan: str | None = None) -> list[views.Found]:
        """Everything a reference may name: current names first, else old ones; the named or current plan first."""
        ref = refs.parse(text)
        plans = {p.uid: p for p in self.plans()}
        if plan is None and ref.area.isdigit() and not ref.plan and plans:
            plan = next(iter(plans))  # a bare number is looked for in the first plan before the others
        named = [p for p in plans.values() if ref.plan and p.name.casefold().startswith(ref.plan.casefold())]
        if ref.plan and not named:
            raise UsageError(
                f"No plan is called “{ref.plan}”; there are {', '.join(p.name for p in plans.values()) or 'none'}."
            )
        within = [p.uid for p in named] or list(plans)
        found = [f for uid in within for f in self._named(uid, plans[uid].name, ref)]
        found = found or [f for uid in within for f in self._formerly(uid, plans[uid].name, ref)]
        mine = [f for f in found if plan is not None and f.plan == plans[plan].name] if plan in plans else []
        return mine or found

    def _named(self, plan: str, name: str, ref: refs.Ref) -> list[views.Found]:
        like = _spelled_out(ref.area)
        rows = self._rows(
            "SELECT uid, ref, title FROM area WHERE plan = ? AND upper(ref) IN (SELECT value FROM json_each(?))",
            (plan, json.dumps(like)),
        )
        rows = sorted(rows, key=lambda r: like.index(r[1].upper()))[: 1 if ref.area.isdigit() else None]
        if ref.task is None:
            return [views.Found("area", uid, area_ref, name, title) for uid, area_ref, title in rows]
        made = []
        for uid, area_ref, _ in rows:
            for task, no, title in self._rows(
                "SELECT uid, no, title FROM task WHERE area = ? AND upper(no) = ?", (uid, ref.task)
            ):
                made.append(views.Found("task", task, refs.task_ref(area_ref, no), name, title or ""))
        return made

    def _formerly(self, plan: str, name: str, ref: refs.Ref) -> list[views.Found]:
        texts = [refs.task_ref(area, ref.task) if ref.task else area for area in _spelled_out(ref.area)]
        sql = "SELECT DISTINCT subject FROM old_ref WHERE plan = ? AND ref IN (SELECT value FROM json_each(?))"
        made = [self.label(subject, name) for (subject,) in self._rows(sql, (plan, json.dumps(texts)))]
        return [f for f in made if f is not None]

    def label(self, uid: str, plan_name: str = "") -> views.Found | None:
        """What a record is called now; None when it is neither an area nor a task."""
        area = self._rows("SELECT ref, title FROM area WHERE uid = ?", (uid,))
        if area:
            return views.Found("area", uid, area[0][0], plan_name, area[0][1])
        task = self._rows(
            "SELECT a.ref, t.no, t.title FROM task t JOIN area a ON a.uid = t.area WHERE t.uid = ?", (uid,)
        )
        return (
            views.Found("task", uid, refs.task_ref(task[0][0], task[0][1]), plan_name, task[0][2] or "")
            if task
            else None
        )

    # -- evidence, people, snapshots, history

    def notes(self, text: str = "", *, plan: str | None = None, limit: int | None = None) -> list[views.NoteRow]:
        """Standing notes of the tasks that a filter shows, newest evidence first, undated last."""
        where = self._where(query.parse(text, today=self.today))
        extra = LATEST if where.needs_latest else ""
        columns = ", ".join(f"n.{c}" for c in SELECT["note"][7:].split(" FROM ")[0].split(", "))
        sql = (
            f"SELECT a.ref, t.no, coalesce(t.title, a.title), EXISTS (SELECT 1 FROM link l WHERE l.note = n.uid)"
            f" OR EXISTS (SELECT 1 FROM attachment f WHERE f.note = n.uid), {columns}"
            f" {_JOINS} JOIN note n ON n.task = t.uid {extra} WHERE a.plan = coalesce(:plan, a.plan) AND {where.sql}"
            " AND NOT EXISTS (SELECT 1 FROM note c WHERE c.corrects = n.uid)"
            f" ORDER BY n.date IS NULL, n.date DESC, n.entered_at DESC, n.id {f'LIMIT {int(limit)}' if limit else ''}"
        )
        return [
            views.NoteRow(from_data("note", from_row("note", r[4:])), refs.task_ref(r[0], r[1]), r[2], bool(r[3]))
            for r in self._rows(sql, {**where.params, "plan": plan})
        ]

    def persons(self) -> list[views.PersonView]:
        """Everyone named anywhere: the register's people, then spellings that nobody has placed."""
        aliases: list[Alias] = self.records("alias", "ORDER BY id")
        persons: list[Person] = self.records("person", "ORDER BY name")
        register = people.Register(aliases)
        tally: dict[str, dict[str, int]] = {}
        spelled: dict[str, list[str]] = {}
        for job, sql in _NAMED.items():
            for text, count in self._rows(sql):
                for name in people.split(text):
                    who = register.person(name) if register.person(text) == fold(text) else register.person(text)
                    tally.setdefault(who, dict.fromkeys(_NAMED, 0))[job] += count
                    spelled.setdefault(who, []).append(name)
        made = []
        none = dict.fromkeys(_NAMED, 0)
        for p in persons:
            spellings = tuple(dict.fromkeys(a.spelling for a in aliases if a.person == p.uid))
            made.append(_person(p.uid, p.name, spellings, tally.pop(p.uid, none), p.left_on))
        rest = [
            _person(None, spelled[who][0], tuple(dict.fromkeys(spelled[who])), jobs, None)
            for who, jobs in tally.items()
        ]
        return made + sorted(rest, key=lambda v: v.name.casefold())

    def snapshots(self) -> list[Any]:
        """Snapshots, newest first."""
        return self.records("snapshot", "ORDER BY id DESC")

    def history(self, uid: str | None = None, limit: int | None = None) -> list[views.Entry]:
        return journal.entries(self._db, subject=uid, limit=limit, until=self.today.isoformat())


def _spelled_out(area: str) -> list[str]:
    """What a typed area may mean: a bare number is an area for improvement first, then the other kinds."""
    return [area] if not area.isdigit() else [area, *(f"{kind}{area}" for kind in ("AFI", "REC", "SII", "COC", "IA"))]


_NAMED = {
    "owns": "SELECT owner, count(*) FROM area WHERE coalesce(owner, '') <> '' GROUP BY owner",
    "assigned": "SELECT assigned_to, count(*) FROM task WHERE coalesce(assigned_to, '') <> '' GROUP BY assigned_to",
    "qa": "SELECT by, count(*) FROM signoff WHERE stage = 'qa' AND coalesce(by, '') <> '' GROUP BY by",
    "sampling": "SELECT by, count(*) FROM signoff WHERE stage = 'sampling' AND coalesce(by, '') <> '' GROUP BY by",
    "said": "SELECT said_by, count(*) FROM note WHERE coalesce(said_by, '') <> '' AND origin = 'typed' GROUP BY said_by",
}
_AREAS = "FROM area a JOIN plan p ON p.uid = a.plan LEFT JOIN pillar g ON g.uid = a.pillar"
_AREA_ORDER = "p.position, g.position IS NULL, g.position, a.position, a.id"
_ORDER = {
    "plan": "p.position, g.position IS NULL, g.position, a.position, a.id, t.position, t.id",
    "due": "t.due IS NULL, t.due, a.id, t.position",
    "owner": "coalesce(t.assigned_to, '~') COLLATE NOCASE, t.due IS NULL, t.due, t.id",
    "progress": "CASE t.progress WHEN 'behind_target' THEN 0 WHEN 'unknown' THEN 1 WHEN 'not_started' THEN 2 WHEN 'deferred' THEN 3 "
    "WHEN 'ongoing' THEN 4 WHEN 'on_target' THEN 5 ELSE 6 END, t.due IS NULL, t.due, t.id",
    "ref": "a.ref, t.position, t.id",
}


def _worked_out(what: str, counts: Counts | None) -> str | None:
    if counts is None:
        return None
    if what == "tasks" or what in {p.value for p in Progress}:
        return str(getattr(counts, what))
    return None


def _person(
    uid: str | None, name: str, spellings: tuple[str, ...], jobs: dict[str, int], left: date | None
) -> views.PersonView:
    return views.PersonView(
        uid, name, spellings, jobs["owns"], jobs["assigned"], jobs["qa"], jobs["sampling"], jobs["said"], left
    )
