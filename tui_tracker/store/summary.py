"""The first screen: the pillar table, the nested figures, and what waits for someone."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from tui_tracker.domain import views
from tui_tracker.domain.figures import Counts, Figures
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.query import TO_SAMPLE
from tui_tracker.domain.records import Area, Grade, Pillar, Plan, Stated
from tui_tracker.store.lists import Lists
from tui_tracker.store.search import LATEST, OVERDUE, SAMPLED, STAGE, WHOLE


class _Signed(NamedTuple):
    """How many standing tasks of a plan share one state of sign-off."""

    plan: str
    complete: int
    qa: int
    sampling: int
    sampled: int
    stage: str
    unsettled: int
    n: int


class Summaries(Lists):
    """All of a summary comes from one moment, in a fixed number of statements."""

    def summary(self, plan: str | None = None) -> views.SummaryView:
        """The first screen, for one plan (uid) or all. A fixed number of statements, all from one moment."""
        with self.one_moment():
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
        by_plan = self._figures(counts, signed, [u for u, s in sealed.items() if self._is_assured(s)])
        total = sum(counts.values(), Counts())
        changed = self._plans_of([u for u, x in sealed.items() if self._changes(x.entries, x.now)])
        return views.SummaryView(
            as_at=self.today,
            plans=tuple(views.PlanView(p, counts[p.uid], by_plan[p.uid]) for p in plans),
            pillars=tuple(lines),
            total=total,
            figures=sum(by_plan.values(), Figures()),
            stated=tuple(self.stated(wanted)),
            waits=tuple(self._waits(total, signed, late, sum(p in wanted for p in changed.values()), wanted)),
            due_soon=tuple(self._due_soon(wanted)),
            grades=tuple(g for g in self.all(Grade, order=("subject",)) if g.plan in wanted),
        )

    @contextlib.contextmanager
    def one_moment(self) -> Iterator[None]:
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
        return views.PillarView(
            plan,
            pillar,
            pillar.name if pillar else "",
            counts,
            self.pillar_colour(plan.uid, pillar.uid if pillar else None, counts),
        )

    def _counts_by_pillar(self, plans: set[str]) -> tuple[dict[tuple[str, str | None], Counts], int]:
        """Counts by (plan, pillar), and how many tasks are on target but past date. Three statements."""
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
        open_work = (
            "EXISTS (SELECT 1 FROM task t WHERE t.area = a.uid AND t.withdrawn IS NULL AND t.progress <> 'complete')"
        )
        past = f"SELECT plan, pillar, count(*) FROM area a WHERE withdrawn IS NULL AND deadline < ? AND {open_work} GROUP BY plan, pillar"
        for plan, pillar, count in self._rows(past, (self.today.isoformat(),)):
            if plan in plans:
                made[plan, pillar] = made[plan, pillar] + Counts(areas_late=count)
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
          SELECT a.plan, t.progress = 'complete', q.task IS NOT NULL, s.task IS NOT NULL, {SAMPLED}, {STAGE},
            (q.task IS NOT NULL AND q.verdict IS NULL) OR (s.task IS NOT NULL AND s.verdict IS NULL), count(*)
          FROM (SELECT task AS uid FROM signoff WHERE {WHOLE} UNION SELECT uid FROM task WHERE ready_on IS NOT NULL) k
          JOIN task t ON t.uid = k.uid JOIN area a ON a.uid = t.area {LATEST}
          WHERE t.withdrawn IS NULL AND a.withdrawn IS NULL GROUP BY 1, 2, 3, 4, 5, 6, 7"""
        return [_Signed(*row) for row in self._rows(sql, {"today": self.today.isoformat()})]

    def _figures(self, counts: dict[str, Counts], signed: list[_Signed], assured: list[str]) -> dict[str, Figures]:
        """The nested figures of each plan."""
        made = {plan: Figures(tasks=c.tasks, reported_complete=c.complete) for plan, c in counts.items()}
        for s in signed:
            if s.plan in made:
                made[s.plan] = made[s.plan] + Figures(
                    qa_recorded=s.n * bool(s.complete and s.qa),
                    sampled=s.n * bool(s.complete and s.sampled),
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

    def stated(self, plans: set[str]) -> list[views.StatedView]:
        """What files state, beside what the rows bear out."""
        found = self.all(Stated)
        if not found:
            return []
        areas = {a.uid: a for a in self.all(Area)}
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
        ready, back = (sum(s.n for s in mine if s.stage == stage) for stage in ("ready", "sent_back"))
        to_sample = sum(s.n for s in mine if s.stage == "qa" and s.complete)
        found = (
            views.Waiting(ready, "marked ready, waiting for QA", "is:ready"),
            views.Waiting(
                total.complete - sum(s.n for s in mine if s.complete and s.qa),
                "reported complete, no QA",
                "is:unsigned",
            ),
            views.Waiting(to_sample, "QA'd, ready to sample", TO_SAMPLE),
            views.Waiting(back, "sent back", "is:sent-back"),
            views.Waiting(changed, "changed since sign-off", "is:changed"),
            views.Waiting(late, "on target but past date", "progress:on_target is:overdue"),
            views.Waiting(total.areas_late, "areas past the inspectorate's own date", "is:area-late"),
            views.Waiting(self._waiting(plans), "waiting on others", "is:waiting"),
            views.Waiting(self._promised(plans), "promised to be looked at again", "is:promised"),
            views.Waiting(sum(s.n for s in mine if s.unsettled), "with an entry that has no verdict", "is:unsettled"),
        )
        return [w for w in found if w.count]

    def _waiting(self, plans: set[str]) -> int:
        """Standing tasks that wait on somebody outside."""
        sql = """SELECT a.plan, count(*) FROM task t JOIN area a ON a.uid = t.area
          WHERE t.waiting_on IS NOT NULL AND t.withdrawn IS NULL AND a.withdrawn IS NULL GROUP BY a.plan"""
        return sum(int(n) for plan, n in self._rows(sql) if plan in plans)

    def _promised(self, plans: set[str]) -> int:
        """Standing tasks with a promise that nobody has met."""
        sql = """SELECT a.plan, count(DISTINCT t.uid) FROM promise m JOIN task t ON t.uid = m.task JOIN area a ON a.uid = t.area
          WHERE m.met_on IS NULL AND t.withdrawn IS NULL AND a.withdrawn IS NULL GROUP BY a.plan"""
        return sum(int(n) for plan, n in self._rows(sql) if plan in plans)

    def _due_soon(self, plans: set[str]) -> list[views.TaskRow]:
        sql = """SELECT t.id FROM task t JOIN area a ON a.uid = t.area WHERE t.progress <> 'complete' AND t.withdrawn IS NULL
          AND a.withdrawn IS NULL AND t.due BETWEEN ? AND ? AND a.plan IN (SELECT value FROM json_each(?)) ORDER BY t.due, t.id LIMIT 12"""
        days = (self.today.isoformat(), (self.today + timedelta(days=30)).isoformat(), json.dumps(sorted(plans)))
        return self.task_rows([row[0] for row in self._rows(sql, days)])


def _worked_out(what: str, counts: Counts | None) -> str | None:
    if counts is None:
        return None
    if what == "tasks" or what in {p.value for p in Progress}:
        return str(getattr(counts, what))
    return None
