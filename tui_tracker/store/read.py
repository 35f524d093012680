"""Queries → frozen views, each with a fixed number of SQL statements. One definition of "today" for all of them."""

from __future__ import annotations

from typing import Any

from tui_tracker.domain import figures, query, refs, views
from tui_tracker.domain.figures import Counts
from tui_tracker.domain.records import Area, Note, Plan, Task, from_data
from tui_tracker.errors import UsageError
from tui_tracker.store import journal
from tui_tracker.store.finding import Finding
from tui_tracker.store.lists import JOINS, TASK_ROW
from tui_tracker.store.persons import Persons
from tui_tracker.store.schema import SELECT, from_row
from tui_tracker.store.search import LATEST
from tui_tracker.store.summary import Summaries


class Reader(Summaries, Finding, Persons):
    """Reads one plan file as it stands on ``today``: anything dated later is outside every figure."""

    # -- figures

    def task(self, uid: str) -> views.TaskView:
        """A task whole. Raises UsageError when there is none. 16 statements at most."""
        task: Task | None = self.record("task", uid)
        if task is None:
            raise UsageError("That task is not in the plan any more.")
        area: Area = self.record("area", task.area)
        row = self._task_rows(
            self._rows(TASK_ROW + " WHERE t.uid = :uid", {"uid": uid, "today": self.today.isoformat()})
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

    # -- evidence, people, snapshots, history

    def notes(self, text: str = "", *, plan: str | None = None, limit: int | None = None) -> list[views.NoteRow]:
        """Standing notes of the tasks that a filter shows, newest evidence first, undated last."""
        where = self._where(query.parse(text, today=self.today))
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

    def snapshots(self) -> list[Any]:
        """Snapshots, newest first."""
        return self.records("snapshot", "ORDER BY id DESC")

    def history(self, uid: str | None = None, limit: int | None = None) -> list[views.Entry]:
        return journal.entries(self._db, subject=uid, limit=limit, until=self.today.isoformat())
