"""Rows for lists: keys by a filter, then the rows of those keys."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from datetime import date
from typing import Any

from tui_tracker.domain import figures, query, refs, views
from tui_tracker.domain.figures import Counts
from tui_tracker.domain.rag import OWN, Colour
from tui_tracker.domain.records import Alias, Area, SignOff, Task, from_data
from tui_tracker.domain.signoff import latest, stage_of
from tui_tracker.errors import UsageError
from tui_tracker.store.counting import Counting
from tui_tracker.store.finding import Finding
from tui_tracker.store.matching import among
from tui_tracker.store.schema import SELECT, from_row
from tui_tracker.store.search import LATEST, OVERDUE, STAGE, Compiler, Where

JOINS = "FROM task t JOIN area a ON a.uid = t.area JOIN plan p ON p.uid = a.plan LEFT JOIN pillar g ON g.uid = a.pillar"
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


TASK_ROW = (
    "SELECT t.id, t.uid, a.ref, t.no, a.uid, a.title, p.name, coalesce(g.name, ''), t.title, t.assigned_to, t.due, t.due_text,"
    " t.due_precision, t.progress, t.station, coalesce(t.withdrawn, a.withdrawn), t.ready_on,"
    " (SELECT count(*) FROM slip x WHERE x.task = t.uid),"
    " (SELECT count(*) FROM note n WHERE n.task = t.uid AND (n.date IS NULL OR n.date <= :today) AND NOT EXISTS (SELECT 1 FROM note c WHERE c.corrects = n.uid)),"
    " t.work, p.uid " + JOINS
)
CHUNK = 400
_MARKS = {None: "?", "close": "✓", "follow_up": "+", "not_yet": "◄"}


# The cells that a value of a filter may go on over, by field.
_CELLS = {
    "owner": ("task", "assigned_to"), "pillar": ("pillar", "name"), "plan": ("plan", "name"), "station": ("task", "station"),
    "title": ("task", "title"), "area": ("area", "title"), "by": ("note", "said_by"), "note": ("note", "text"),
}  # fmt: skip


def _exactly(by: str, name: str) -> str:
    """The filter of one line of a tally."""
    if by in ("progress", "stage"):
        return f"{by}:{name}"
    return f'{by}="{name}"'


class Lists(Counting, Finding):
    """Lists hold keys and ask for the rows that are visible."""

    def _where(self, asked: query.Query) -> Where:
        own = {uid: s for uid, s in self.schemes().items() if s.id == OWN} if asked.wants("rag") else {}
        return Compiler(self.today, self._spellings, self._named_by, self.changed, self.assured, own).compile(asked)

    def _query(self, text: str) -> query.Query:
        """A filter, read against the cells that the plan has."""
        asks = "rag" in text.casefold()
        own = {name: k for s in self.schemes().values() for name, k in s.letters().items()} if asks else {}
        return query.parse(text, today=self.today, cells=self._has_cell, colours=own)

    def check_query(self, text: str) -> None:
        """Raise UsageError when a filter cannot be read."""
        self._query(text)

    def _has_cell(self, field: str, op: str, value: str) -> bool:
        """Whether a cell of the plan holds these words; for ``=``, whether it is or begins with them."""
        column = _CELLS.get(field)
        if column is None:
            return False
        plain = value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        like = f"{plain}%" if op == "=" else f"%{plain}%"
        table, name = column
        return bool(self._rows(f"SELECT 1 FROM {table} WHERE {name} LIKE ? ESCAPE '\\' LIMIT 1", (like,))) or (
            field == "owner"
            and bool(self._rows("SELECT 1 FROM alias WHERE spelling LIKE ? ESCAPE '\\' LIMIT 1", (like,)))
        )

    def _named_by(self, ref: str) -> list[str]:
        """Uids of the areas and tasks that a reference in a filter names; none when it names nothing."""
        try:
            return [f.uid for f in self.find(ref)]
        except UsageError:
            return []

    def _spellings(self, value: str) -> list[str]:
        person = self.register().person(value)
        return [a.spelling for a in self.all(Alias) if a.person == person]

    def task_ids(self, text: str = "", *, plan: str | None = None, sort: str = "plan") -> array[int]:
        """Row keys of the tasks that a filter shows, in order. Raises UsageError for a filter that cannot be read."""
        where = self._where(self._query(text))
        extra = LATEST if where.needs_latest else ""
        sql = f"SELECT t.id {JOINS} {extra} WHERE a.plan = coalesce(:plan, a.plan) AND {where.sql} ORDER BY {_ORDER[sort]}"
        return array("q", (row[0] for row in self._rows(sql, {**where.params, "plan": plan})))

    def uids_of(self, ids: Sequence[int]) -> list[str]:
        """The uids of tasks by their row keys, in this order."""
        named = dict(
            self._rows(
                "SELECT id, uid FROM task WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
            )
        )
        return [named[i] for i in ids if i in named]

    def register_ids(self, text: str = "", *, plan: str | None = None, sort: str = "plan") -> array[int]:
        """Keys for the register: a task's row key, or minus an area's before its tasks (in plan order only).

        Without a filter, areas without tasks are there too.
        """
        where = self._where(self._query(text))
        extra = LATEST if where.needs_latest else ""
        params = {**where.params, "plan": plan}
        shown = f"a.plan = coalesce(:plan, a.plan) AND {where.sql}"
        sql = f"SELECT t.id, a.id {JOINS} {extra} WHERE {shown} ORDER BY {_ORDER[sort]}"
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
        """Areas by row key, with their counts. 4 statements, 2 more where one is a cause of concern."""
        listed = json.dumps(list(ids))
        names = {p.uid: p.name for p in self.plans()}
        pillars = {g.uid: g.name for g in self.pillars()}
        rows = self._rows(f"SELECT id, {SELECT['area'][7:]} WHERE id IN (SELECT value FROM json_each(?))", (listed,))
        uids = json.dumps([from_row("area", r[1:])["uid"] for r in rows])
        counts = self._area_counts("AND t.area IN (SELECT value FROM json_each(:uids))", {"uids": uids})
        areas: dict[int, Area] = {row[0]: from_data("area", from_row("area", row[1:])) for row in rows}
        owned = self._owned(list(areas.values()))
        return {
            key: self.area_row(
                key, a, names[a.plan], pillars.get(a.pillar or "", ""), counts.get(a.uid, Counts(areas=1)), owned
            )
            for key, a in areas.items()
        }

    def task_rows(self, ids: Sequence[int]) -> list[views.TaskRow]:
        """The rows of these keys, in this order; a fixed number of statements for each 400."""
        made: dict[int, views.TaskRow] = {}
        for start in range(0, len(ids), CHUNK):
            part = json.dumps(list(ids[start : start + CHUNK]))
            found = self._rows(
                TASK_ROW + " WHERE t.id IN (SELECT value FROM json_each(:part))",
                {"part": part, "today": self.today.isoformat()},
            )
            for row in self._task_rows(found):
                made[row.row] = row
        return [made[i] for i in ids if i in made]

    def _task_rows(self, found: list[tuple[Any, ...]]) -> list[views.TaskRow]:
        uids = [f[1] for f in found]
        entries = self._by_task(SignOff, uids)
        sealed = [uid for uid in uids if any(e.looked_at for e in entries.get(uid, []))]
        looks = self._looks(self.all(Task, uid=among(sealed))) if sealed else {}
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
            changed=tuple(self._changes(entries, look)) if look else (), station=f[14], withdrawn=f[15], plan_uid=f[20],
        )  # fmt: skip

    def tally(self, by: str, text: str = "", *, plan: str | None = None) -> list[views.TallyRow]:
        """The tasks that a filter shows, counted by owner, pillar, progress, stage or station; the most first. One statement."""
        where = self._where(self._query(text))
        key = {
            "owner": "coalesce(t.assigned_to, '')", "pillar": "coalesce(g.name, '')", "progress": "t.progress", "stage": STAGE,
            "station": "coalesce(t.station, '')",
        }[by]  # fmt: skip
        extra = LATEST if where.needs_latest or by == "stage" else ""
        shown = f"a.plan = coalesce(:plan, a.plan) AND {where.sql}"
        sql = f"SELECT {key}, t.progress, count(*), total({OVERDUE}) {JOINS} {extra} WHERE {shown} GROUP BY 1, 2"
        found: dict[str, Counts] = {}
        for name, progress, count, late in self._rows(sql, {**where.params, "plan": plan}):
            step = Counts(tasks=int(count), overdue=int(late), **{progress: int(count)})
            found[name] = found.get(name, Counts()) + step
        rows = [
            views.TallyRow(name, counts, query.narrowed(text, _exactly(by, name))) for name, counts in found.items()
        ]
        return sorted(rows, key=lambda r: (-r.counts.tasks, r.name == "", r.name.casefold()))

    def row_colour(self, row: views.TaskRow) -> Colour:
        """The RAG of a task in a list."""
        alone = Counts(tasks=1, overdue=int(row.overdue_days > 0), **{row.progress: 1})
        return self.colour(alone, row.plan_uid, int(row.uid in self._assured_in[0]))

    def _areas_in_order(self, plan: str | None, *, withdrawn: bool = False) -> list[Area]:
        """Area records in the order of the plan. One statement."""
        where = "WHERE plan = coalesce(?, plan)" + ("" if withdrawn else " AND withdrawn IS NULL")
        order = "(SELECT position FROM plan p WHERE p.uid = area.plan), (SELECT position FROM pillar g WHERE g.uid = area.pillar) IS NULL,"
        order += " (SELECT position FROM pillar g WHERE g.uid = area.pillar), position, id"
        return self._records(Area, f"{where} ORDER BY {order}", (plan,))

    def area_rows(self, plan: str | None = None, *, withdrawn: bool = False) -> list[views.AreaRow]:
        """Areas in order, each with its worked-out counts and colour. 5 statements, 2 more where one is a cause of concern."""
        counts = self._area_counts()
        names = {p.uid: p.name for p in self.plans()}
        pillars = {g.uid: g for g in self.pillars()}
        keys = dict(self._rows("SELECT uid, id FROM area"))
        areas = self._areas_in_order(plan, withdrawn=withdrawn)
        owned = self._owned(areas)
        return [
            self.area_row(
                keys[a.uid], a, names[a.plan], pillars[a.pillar].name if a.pillar else "", counts.get(a.uid, Counts(areas=1)), owned
            )
            for a in areas
        ]  # fmt: skip
