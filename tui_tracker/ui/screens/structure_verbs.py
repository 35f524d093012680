"""Changing the structure of a plan: new, split, join, move, withdraw."""

from __future__ import annotations

from tui_tracker.errors import UsageError
from tui_tracker.ui import forms
from tui_tracker.ui.screens.many_verbs import ManyVerbs


class StructureVerbs(ManyVerbs):
    """References that were once in use keep finding what they named."""

    def _area_here(self) -> str:
        kind, uid = self.selected() or ("", "")
        if kind == "task":
            return str(self.t.tracker.tasks.get(uid)[1].uid)
        if kind != "area":
            raise UsageError("Stand on an area, or on one of its tasks.")
        return uid

    def do_area_story(self) -> None:
        uid = self._area_here()
        form = forms.area_story(self.t.tracker.areas.get(uid))
        self.fill_in(form, lambda v: self._saved(self.t.tracker.areas.save, uid, dict(v)))

    def do_area_closing(self) -> None:
        uid = self._area_here()
        form = forms.area_closing(self.t.tracker.areas.get(uid), self.read.today)
        self.fill_in(form, lambda v: self._saved(self.t.tracker.areas.save, uid, dict(v)))

    def do_record_new(self) -> None:
        area_uid = self._area_uid()
        area = self.t.tracker.areas.get(area_uid)

        def submit(values: dict[str, str]) -> str:
            applied = self.t.tracker.structure.add_task(
                area_uid, values["title"], assigned_to=values["assigned_to"], due=values["due"], work=values["work"]
            )
            return self.done(applied)

        self.fill_in(forms.new_task(area, self.read.today), submit)

    def _area_uid(self) -> str:
        kind, uid = self.selected() or ("", "")
        if kind == "area":
            return uid
        if kind == "task":
            return str(self.t.tracker.tasks.get(uid)[1].uid)
        raise UsageError(
            "A new task goes into an area: stand on one in the register (⟦go.register⟧). ⟦area.new⟧ makes a new area."
        )

    def do_area_new(self) -> None:
        plans = self.read.plans()
        if not plans:
            raise UsageError("There is no plan yet; start one with ⟦plan.new⟧, or import a file (⟦plan.import⟧).")
        plan = next((p for p in plans if p.uid == self.t.plan_uid), plans[0])

        def submit(values: dict[str, str]) -> str:
            applied = self.t.tracker.structure.add_area(
                plan.uid,
                values["ref"],
                values["title"],
                pillar=values["pillar"],
                owner=values["owner"],
                finding=values["finding"],
            )
            return self.done(applied)

        self.fill_in(forms.new_area(plan), submit)

    def do_record_split(self) -> None:
        kind, uid = self.selected() or ("", "")
        if kind == "area":
            self._split_area(uid)
            return
        uid = self._task_uid()
        task, area = self.t.tracker.tasks.get(uid)
        form = forms.one_line(f"Split {area.ref}/T{task.no}", "title", "title of the new task beside it", "split")
        self.fill_in(form, lambda v: self.done(self.t.tracker.structure.split_task(uid, v["title"])))

    def _split_area(self, uid: str) -> None:
        area = self.t.tracker.areas.get(uid)

        def submit(values: dict[str, str]) -> str:
            tasks = [t for t in values["tasks"].replace(",", " ").split() if t]
            return self.done(self.t.tracker.structure.split_area(uid, values["ref"], values["title"], tasks))

        self.fill_in(forms.split_area(area), submit)

    def do_record_join(self) -> None:
        kind, uid = self.selected() or ("", "")
        if kind == "area":
            self._join_area(uid)
            return
        uid = self._task_uid()
        task, area = self.t.tracker.tasks.get(uid)

        def submit(values: dict[str, str]) -> str:
            text = values["other"]
            other = self.t.tracker.resolve(text if "/" in text else f"{area.ref}/{text}", kind="task", plan=area.plan)
            return self.done(self.t.tracker.structure.join(uid, other.uid))

        form = forms.one_line(
            f"Join a task into {area.ref}/T{task.no}", "other", f"which task of {area.ref}, such as T2", "join"
        )
        self.fill_in(form, submit)

    def _join_area(self, uid: str) -> None:
        area = self.t.tracker.areas.get(uid)

        def submit(values: dict[str, str]) -> str:
            other = self.t.tracker.resolve(values["other"], kind="area", plan=area.plan)
            return self.done(self.t.tracker.structure.join_areas(uid, other.uid))

        self.fill_in(
            forms.one_line(
                f"Join an area into {area.ref}", "other", "which area, such as AFI4; its tasks get new numbers", "join"
            ),
            submit,
        )

    def do_record_move(self) -> None:
        kind, uid = self.selected() or ("", "")
        structure = self.t.tracker.structure
        if kind == "task":
            ref = self.t.tracker.tasks.ref(uid)
            form = forms.one_line(f"Move {ref}", "to", "to which area, such as AFI4", "move")
            self.fill_in(
                form, lambda v: self.done(structure.move_task(uid, self.t.tracker.resolve(v["to"], kind="area").uid))
            )
        elif kind == "area":
            area = self.t.tracker.areas.get(uid)
            form = forms.one_line(f"Move {area.ref}", "to", "to which pillar", "move")
            self.fill_in(form, lambda v: self.done(structure.move_area(uid, v["to"])))
        else:
            raise UsageError("The cursor stands on nothing that can be moved.")

    def do_record_withdraw(self) -> None:
        kind, uid = self.selected() or ("", "")
        if kind not in ("task", "area"):
            raise UsageError("The cursor stands on nothing that can be withdrawn.")
        named = self.t.tracker.tasks.ref(uid) if kind == "task" else self.t.tracker.areas.get(uid).ref
        form = forms.one_line(
            f"Withdraw {named}: it leaves every count and stays readable", "reason", "why", "withdraw"
        )
        self.fill_in(form, lambda v: self.done(self.t.tracker.structure.withdraw(kind, uid, v["reason"])))
