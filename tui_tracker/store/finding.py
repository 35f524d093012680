"""What a reference names: current names first, else old ones."""

from __future__ import annotations

import json

from tui_tracker.domain import refs, views
from tui_tracker.errors import UsageError
from tui_tracker.store.rows import Rows


class Finding(Rows):
    """Finds areas and tasks by what people call them."""

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


def _spelled_out(area: str) -> list[str]:
    """What a typed area may mean: a bare number is an area for improvement first, then the other kinds."""
    return [area] if not area.isdigit() else [area, *(f"{kind}{area}" for kind in ("AFI", "REC", "SII", "COC", "IA"))]
