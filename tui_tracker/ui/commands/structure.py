"""Changing the structure of a plan: split, join, move, withdraw. Old references keep finding what they named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.domain.ties import WHAT, pointed_at
from tui_tracker.errors import UsageError
from tui_tracker.ui import area_forms, forms
from tui_tracker.ui.commands.registry import STRUCTURE, TASK, command

if TYPE_CHECKING:
    from tui_tracker.ui.desk import Desk


@command("record.split", "+", "split", "a second task beside this one, or some tasks off an area", group=STRUCTURE)
def record_split(desk: Desk) -> None:
    kind, uid = desk.selected() or ("", "")
    if kind == "area":
        _split_area(desk, uid)
        return
    uid = desk.task_uid()
    task, area = desk.tracker.tasks.get(uid)
    form = forms.one_line(f"Split {area.ref}/T{task.no}", "title", "title of the new task beside it", "split")
    desk.fill_in(form, lambda v: desk.done(desk.tracker.structure.split_task(uid, v["title"])))


def _split_area(desk: Desk, uid: str) -> None:
    area = desk.tracker.areas.get(uid)

    def submit(values: dict[str, str]) -> str:
        tasks = [t for t in values["tasks"].replace(",", " ").split() if t]
        return desk.done(desk.tracker.structure.split_area(uid, values["ref"], values["title"], tasks))

    desk.fill_in(area_forms.split_area(area), submit)


@command("record.join", "J", "join", "take another task of the area, or another area, into this one", group=STRUCTURE)
def record_join(desk: Desk) -> None:
    kind, uid = desk.selected() or ("", "")
    if kind == "area":
        _join_area(desk, uid)
        return
    uid = desk.task_uid()
    task, area = desk.tracker.tasks.get(uid)

    def submit(values: dict[str, str]) -> str:
        text = values["other"]
        other = desk.tracker.resolve(text if "/" in text else f"{area.ref}/{text}", kind="task", plan=area.plan)
        return desk.done(desk.tracker.structure.join(uid, other.uid))

    form = forms.one_line(
        f"Join a task into {area.ref}/T{task.no}", "other", f"which task of {area.ref}, such as T2", "join"
    )
    desk.fill_in(form, submit)


def _join_area(desk: Desk, uid: str) -> None:
    area = desk.tracker.areas.get(uid)

    def submit(values: dict[str, str]) -> str:
        other = desk.tracker.resolve(values["other"], kind="area", plan=area.plan)
        return desk.done(desk.tracker.structure.join_areas(uid, other.uid))

    desk.fill_in(
        forms.one_line(
            f"Join an area into {area.ref}", "other", "which area, such as AFI4; its tasks get new numbers", "join"
        ),
        submit,
    )


@command("record.move", ">", "move", "to another area or pillar", group=STRUCTURE)
def record_move(desk: Desk) -> None:
    kind, uid = desk.selected() or ("", "")
    structure = desk.tracker.structure
    if kind == "task":
        ref = desk.tracker.tasks.ref(uid)
        form = forms.one_line(f"Move {ref}", "to", "to which area, such as AFI4", "move")
        desk.fill_in(
            form, lambda v: desk.done(structure.move_task(uid, desk.tracker.resolve(v["to"], kind="area").uid))
        )
    elif kind == "area":
        area = desk.tracker.areas.get(uid)
        form = forms.one_line(f"Move {area.ref}", "to", "to which pillar", "move")
        desk.fill_in(form, lambda v: desk.done(structure.move_area(uid, v["to"])))
    else:
        raise UsageError("The cursor stands on nothing that can be moved.")


@command("record.withdraw", "W", "withdraw", "out of every count, with a reason", group=STRUCTURE)
def withdraw(desk: Desk) -> None:
    kind, uid = desk.selected() or ("", "")
    if kind not in ("task", "area"):
        raise UsageError("The cursor stands on nothing that can be withdrawn.")
    named = desk.tracker.tasks.ref(uid) if kind == "task" else desk.tracker.areas.get(uid).ref
    form = forms.one_line(f"Withdraw {named}: it leaves every count and stays readable", "reason", "why", "withdraw")
    desk.fill_in(form, lambda v: desk.done(desk.tracker.structure.withdraw(kind, uid, v["reason"])))


@command(
    "task.tie",
    "",
    "tie",
    "this task depends on another, is superseded by it, or its evidence is captured there",
    where=TASK,
    group=STRUCTURE,
)
def tie(desk: Desk) -> None:
    uid = desk.task_uid()
    ref = desk.tracker.tasks.ref(uid)
    keys = dict(zip("123", WHAT, strict=True))

    def chosen(key: str) -> None:
        form = forms.one_line(
            f"{ref} {WHAT[keys[key]]}",
            "other",
            "a task or an area, by its reference",
            "tie",
            value=_named_in_notes(desk, uid),
        )
        desk.fill_in(
            form, lambda v: desk.done(desk.tracker.ties.add(uid, keys[key], desk.tracker.resolve(v["other"]).uid))
        )

    desk.choose(
        f"How does {ref} hang together with another?",
        {k: f"it {WHAT[w]} …" for k, w in keys.items()},
        chosen,
        about=uid,
    )


def _named_in_notes(desk: Desk, uid: str) -> str:
    """The reference that the newest note points to, where it points to one that is known."""
    notes = desk.read.task(uid).standing_notes()
    found = [ref for note in reversed(notes) for ref in pointed_at(note.text) if _known(desk, ref)]
    return found[0] if found else ""


def _known(desk: Desk, ref: str) -> bool:
    try:
        return bool(desk.read.find(ref, desk.host.plan_uid))
    except UsageError:
        return False


@command("task.untie", "", "untie", "a tie of this task is no more", where=TASK, group=STRUCTURE)
def untie(desk: Desk) -> None:
    uid = desk.task_uid()
    mine = [t for t in desk.tracker.ties.told(uid) if t.task_uid == uid]
    if not mine:
        raise UsageError("This task is tied to nothing; ⟦task.tie⟧ ties it.")
    keys = dict(zip("123456789", mine, strict=False))
    desk.choose(
        "Which tie is no more?",
        {k: f"{t.words} {t.other}" for k, t in keys.items()},
        lambda key: desk.say(desk.done(desk.tracker.ties.drop(uid, keys[key].other_uid))),
    )
