"""Every field of a task or an area in a form, a moved date, and new ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.domain.records import Area
from tui_tracker.domain.views import shown_date
from tui_tracker.errors import UsageError
from tui_tracker.ui import area_forms, forms
from tui_tracker.ui.commands.registry import SAY_MORE, STRUCTURE, TASK, command
from tui_tracker.ui.commands.when import on_record

if TYPE_CHECKING:
    from tui_tracker.ui.asking import Form
    from tui_tracker.ui.desk import Desk


@command(
    "task.move-date", "m", "move date", "a new due date, with a reason", where=TASK, group=SAY_MORE, for_marks=True
)
def move_date(desk: Desk) -> None:
    uids = desk.chosen()

    def submit(values: dict[str, str]) -> str:
        return desk.done(desk.tracker.tasks.save_many(uids, {"due": values["due"]}, reason=values["because"]))

    task = desk.tracker.tasks.get(uids[0])[0]
    now = shown_date(task.due, task.due_precision, task.due_text) or "not stated"
    if len(uids) > 1:
        days = {t.due for t, _ in map(desk.tracker.tasks.get, uids)}
        now = now if len(days) == 1 else f"{len(days)} different dates"
    desk.fill_in(forms.move_date(*desk.named(uids), desk.read.today, now), submit)


def area_form(desk: Desk, area: Area) -> Form:
    """Every field of an area, with the causes of concern that it may be part of."""
    concerns = {a.uid: a.ref for a in desk.read.all(Area, plan=area.plan, area_kind="cause_of_concern", withdrawn=None)}
    return area_forms.edit_area(area, desk.read.today, concerns.get(area.part_of or "", ""), list(concerns.values()))


@command("record.edit", "e f2", "edit", "every field in a form", group=SAY_MORE, shown=True, works=on_record)
def edit(desk: Desk) -> None:
    marked = desk.marked_here()
    if len(marked) > 1:
        save = desk.tracker.many.save
        form = forms.edit_many(desk.several(marked), desk.read.today)
        desk.fill_in(form, lambda v: desk.done(save(marked, forms.typed(v), reason=v.get("reason"))))
        return
    kind, uid = desk.selected() or ("", "")
    if kind == "task":
        task, area = desk.tracker.tasks.get(uid)
        form = forms.edit_task(task, area, desk.read.today)
        desk.fill_in(form, lambda v: desk.saved(desk.tracker.tasks.save, uid, v))
    elif kind == "area":
        area = desk.tracker.areas.get(uid)
        form = area_form(desk, area)
        desk.fill_in(form, lambda v: desk.saved(desk.tracker.areas.save, uid, v))
    else:
        raise UsageError("The cursor stands on nothing that has fields.")


@command("record.new", "ctrl+n", "new", "a new task here", group=STRUCTURE)
def record_new(desk: Desk) -> None:
    area_uid = desk.area_uid(
        "A new task goes into an area: stand on one in the register (⟦go.register⟧). ⟦area.new⟧ makes a new area."
    )
    area = desk.tracker.areas.get(area_uid)

    def submit(values: dict[str, str]) -> str:
        applied = desk.tracker.structure.add_task(
            area_uid, values["title"], assigned_to=values["assigned_to"], due=values["due"], work=values["work"]
        )
        return desk.done(applied)

    desk.fill_in(area_forms.new_task(area, desk.read.today), submit)


@command("area.new", "N", "new area", "a new area in this plan", group=STRUCTURE)
def area_new(desk: Desk) -> None:
    plans = desk.read.plans()
    if not plans:
        raise UsageError("There is no plan yet; start one with ⟦plan.new⟧, or import a file (⟦plan.import⟧).")
    plan = next((p for p in plans if p.uid == desk.host.plan_uid), plans[0])

    def submit(values: dict[str, str]) -> str:
        applied = desk.tracker.structure.add_area(
            plan.uid,
            values["ref"],
            values["title"],
            pillar=values["pillar"],
            owner=values["owner"],
            kind=values["kind"],
            finding=values["finding"],
        )
        return desk.done(applied)

    desk.fill_in(area_forms.new_area(plan), submit)
