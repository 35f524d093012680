"""What a reference names: current names first, else old ones."""

from __future__ import annotations

import json
from collections.abc import Callable

from tui_tracker.domain import refs, views
from tui_tracker.domain.formula import Formulas
from tui_tracker.domain.inspection import AREA_LETTERS
from tui_tracker.domain.records import Plan
from tui_tracker.errors import UsageError
from tui_tracker.store.rows import Rows

_MOST_TITLES = 20_000


class Finding(Rows):
    """Finds areas and tasks by what people call them."""

    _formulas: tuple[object, Formulas] | None = None

    def find(self, text: str, plan: str | None = None) -> list[views.Found]:
        """Everything a reference may name: current names first, else old ones; the named or current plan first.

        What is printed of a record finds that record before anything that could be meant besides, and what stands
        in the plan before what was withdrawn: lists print the first only.
        """
        ways = refs.ways(text)
        plans = {p.uid: p for p in self.plans()}
        found = self._first(ways, plans, self._named, plan) or self._first(ways, plans, self._formerly, plan)
        found = found or self._printed(text)
        exact = [f for f in found if any(refs.same_ref(text, t) for t in (f.ref, f"{f.plan}:{f.ref}"))]
        found = exact or found
        mine = [f for f in found if plan is not None and f.plan == plans[plan].name] if plan in plans else []
        if not found:
            self._refuse_unknown_plan(ways, list(plans.values()))
        return self._standing(mine or found)

    def _standing(self, found: list[views.Found]) -> list[views.Found]:
        """Those that nobody withdrew, by themselves or with their area; all when there are none of them."""
        if len(found) < 2:
            return found
        sql = """SELECT uid FROM area WHERE withdrawn IS NOT NULL UNION ALL SELECT t.uid FROM task t JOIN area a ON a.uid = t.area
          WHERE coalesce(t.withdrawn, a.withdrawn) IS NOT NULL"""
        gone = {uid for (uid,) in self._rows(sql, ())}
        return [f for f in found if f.uid not in gone] or found

    def _first(
        self,
        ways: list[refs.Way],
        plans: dict[str, Plan],
        look: Callable[[str, str, refs.Way], list[views.Found]],
        plan: str | None,
    ) -> list[views.Found]:
        """What the first way finds that finds anything; a bare number is looked for in the current plan before the others."""
        made: list[views.Found] = []
        for way in ways:
            within = _within(way, plans)
            if plan is None and way.plan is None and way.area.isdigit() and plans:
                first = next(iter(plans))
                made += look(first, plans[first].name, way)
                if made:
                    return made
            made += [f for uid in within for f in look(uid, plans[uid].name, way)]
            if made and way.tasks is None:
                break
        return list({f.uid: f for f in made}.values())

    @staticmethod
    def _refuse_unknown_plan(ways: list[refs.Way], plans: list[Plan]) -> None:
        """Raise UsageError when nothing is found because no plan is called so."""
        named = next((w.plan for w in ways if w.plan is not None), None)
        if named is not None and not any(p.name.casefold().startswith(named.casefold()) for p in plans):
            listed = ", ".join(p.name for p in plans) or "none"
            raise UsageError(f"No plan is called “{named}”; there are {listed}.")

    def _named(self, plan: str, name: str, way: refs.Way) -> list[views.Found]:
        like = _spelled_out(way.area)
        rows = self._rows(
            "SELECT uid, ref, title FROM area WHERE plan = ? AND upper(replace(ref, ' ', '')) IN (SELECT value FROM json_each(?))",
            (plan, json.dumps(like)),
        )
        rows = sorted(rows, key=lambda r: like.index(r[1].replace(" ", "").upper()))[
            : 1 if way.area.isdigit() else None
        ]
        if way.tasks is None:
            return [views.Found("area", uid, area_ref, name, title) for uid, area_ref, title in rows]
        made = []
        for uid, area_ref, _ in rows:
            by_number: dict[str, list[views.Found]] = {}
            sql = "SELECT uid, no, title FROM task WHERE area = ? AND upper(replace(no, ' ', '')) IN (SELECT value FROM json_each(?))"
            for task, no, title in self._rows(sql, (uid, json.dumps(way.tasks))):
                found = views.Found("task", task, refs.task_ref(area_ref, no), name, title or "")
                by_number.setdefault(no.replace(" ", "").upper(), []).append(found)
            made += next((by_number[n] for n in way.tasks if n in by_number), [])
        return made

    def _formerly(self, plan: str, name: str, way: refs.Way) -> list[views.Found]:
        areas = _spelled_out(way.area)
        texts = [f"{area}/T{no}" for area in areas for no in way.tasks] if way.tasks else areas
        sql = "SELECT DISTINCT subject FROM old_ref WHERE plan = ? AND upper(replace(ref, ' ', '')) IN (SELECT value FROM json_each(?))"
        made = [
            self.label(subject, name) for (subject,) in self._rows(sql, (plan, json.dumps([t.upper() for t in texts])))
        ]
        return [f for f in made if f is not None]

    def ref_widths(self) -> tuple[int, int]:
        """How long the longest reference of an area and the longest number of a task are, in letters."""
        area = self._rows("SELECT coalesce(max(length(ref)), 0) FROM area")[0][0]
        return int(area), int(self._rows("SELECT coalesce(max(length(no)), 0) FROM task")[0][0])

    def list_widths(self) -> tuple[int, int, int]:
        """How long names of assignees and areas' owners are, nine in ten of them and the longest, and the words of a date, in letters."""
        names = (
            "SELECT length(assigned_to) AS n FROM task WHERE assigned_to IS NOT NULL"
            " UNION ALL SELECT length(owner) FROM area WHERE owner IS NOT NULL"
        )
        ninth = "SELECT n FROM name ORDER BY n LIMIT 1 OFFSET (SELECT count(*) * 9 / 10 FROM name)"
        sql = (
            f"WITH name AS ({names}) SELECT coalesce(({ninth}), 0), (SELECT coalesce(max(n), 0) FROM name), max((SELECT coalesce(max(length(due_text)), 0) FROM task),"
            " (SELECT coalesce(max(length(target_text)), 0) FROM area))"
        )
        usual, longest, day = self._rows(sql)[0]
        return int(usual), int(longest), int(day)

    def standing_tasks(self, plan: str | None = None) -> int:
        """How many tasks count: those that are not withdrawn, nor their area."""
        sql = (
            "SELECT count(*) FROM task t JOIN area a ON a.uid = t.area"
            " WHERE t.withdrawn IS NULL AND a.withdrawn IS NULL AND a.plan = coalesce(?, a.plan)"
        )
        return int(self._rows(sql, (plan,))[0][0])

    def formulas(self) -> Formulas:
        """The words that many titles of the file begin with; worked out anew when areas or tasks came or went."""
        stands = self._rows(
            "SELECT max(id), count(*), (SELECT max(id) FROM task), (SELECT count(*) FROM task) FROM area"
        )[0]
        if self._formulas is None or self._formulas[0] != stands:
            # Streamed, and of a very large file the first 20,000: what is shared stands in three of those, and a list of all is memory.
            sql = "SELECT title FROM area UNION ALL SELECT title FROM task WHERE title IS NOT NULL LIMIT ?"
            titles = self._db.connection().execute(sql, (_MOST_TITLES,))
            self._formulas = (stands, Formulas(t for (t,) in titles))
        return self._formulas[1]

    def _printed(self, text: str) -> list[views.Found]:
        """What is printed exactly so, whatever marks stand in its reference."""
        sql = """SELECT 'area', a.uid, a.ref, p.name, a.title FROM area a JOIN plan p ON p.uid = a.plan WHERE upper(a.ref) = :text
          UNION ALL SELECT 'task', t.uid, a.ref || '/T' || t.no, p.name, coalesce(t.title, '') FROM task t JOIN area a ON a.uid = t.area
          JOIN plan p ON p.uid = a.plan WHERE upper(a.ref || '/T' || t.no) = :text"""
        return [views.Found(*row) for row in self._rows(sql, {"text": text.strip().upper()})]

    def all_refs(self, plan: str | None = None, *, tasks: bool = False) -> list[str]:
        """The references in use, of areas or of tasks, in the plan's order."""
        where, params = ("AND a.plan = ?", (plan,)) if plan else ("", ())
        if not tasks:
            sql = f"SELECT a.ref FROM area a WHERE a.withdrawn IS NULL {where} ORDER BY a.position, a.id"
            return [ref for (ref,) in self._rows(sql, params)]
        sql = f"SELECT a.ref, t.no FROM task t JOIN area a ON a.uid = t.area WHERE t.withdrawn IS NULL {where} ORDER BY a.position, t.position"
        return [refs.task_ref(ref, no) for ref, no in self._rows(sql, params)]

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


def _within(way: refs.Way, plans: dict[str, Plan]) -> list[str]:
    """The plans that a way names; all when it names none."""
    if way.plan is None:
        return list(plans)
    folded = way.plan.casefold()
    exact = [p.uid for p in plans.values() if p.name.casefold() == folded]
    return exact or [p.uid for p in plans.values() if p.name.casefold().startswith(folded)]


def _spelled_out(area: str) -> list[str]:
    """What a typed area may mean: a bare number is an area for improvement first, then the other kinds."""
    return [area] if not area.isdigit() else [area, *(f"{kind}{area}" for kind in dict.fromkeys(AREA_LETTERS.values()))]
