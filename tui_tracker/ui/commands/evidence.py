"""Evidence: a note, with what proves it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui_tracker.paths import is_there, typed
from tui_tracker.ui import assurance_forms, forms
from tui_tracker.ui.commands.registry import SAY_MORE, TASK, command, writes

if TYPE_CHECKING:
    from tui_tracker.ui.desk import Desk


@command(
    "task.note",
    "n",
    "note",
    "add an evidence note",
    where=TASK,
    group=SAY_MORE,
    shown=True,
    for_marks=True,
    works=writes,
)
def task_note(desk: Desk) -> None:
    uid, *also = desk.chosen()
    task, area = desk.tracker.tasks.get(uid)

    def submit(values: dict[str, str]) -> str:
        links, files = proof(values["proof"])
        points = desk.host.user_settings.attachments == "reference"
        applied = desk.tracker.notes.add(
            uid, values["text"], date=values["date"], said_by=values["said_by"], links=links, files=files, reference=points,
            also=also,
        )  # fmt: skip
        return desk.done(applied) + offered_tie(desk, uid, values["text"])

    about = f"{desk.several([uid, *also])}: one note that serves them all" if also else forms.heading(task, area)
    said_by = "" if also else task.assigned_to or ""
    desk.fill_in(forms.note(about, "marked" if also else uid, said_by, desk.read.today), submit)


@command(
    "task.evidence",
    "V",
    "evidence",
    "a note with its kind, how long it holds, and other tasks it serves",
    where=TASK,
    group=SAY_MORE,
)
def task_evidence(desk: Desk) -> None:
    uid = desk.task_uid()
    task, area = desk.tracker.tasks.get(uid)
    points = area.sensitive or desk.host.user_settings.attachments == "reference"

    def submit(values: dict[str, str]) -> str:
        links, files = proof(values["proof"])
        also = [
            desk.tracker.resolve(w, kind="task", plan=area.plan).uid for w in values["also"].replace(",", " ").split()
        ]
        applied = desk.tracker.notes.add(
            uid, values["text"], date=values["date"], said_by=values["said_by"], links=links, files=files, kind=values["kind"],
            expires=values["expires"], also=also, reference=points,
        )  # fmt: skip
        return desk.done(applied)

    desk.fill_in(assurance_forms.evidence(task, area, desk.read.today, points=points), submit)


def proof(text: str) -> tuple[list[str], list[Path]]:
    """The links and the files that a field names, one a line."""
    named = [w.strip() for w in text.split("\n") if w.strip()]
    found = [(w, typed(w)) for w in named]
    files = [p for _, p in found if is_there(p) and p.is_file()]
    return [w for w, p in found if p not in files], files


def offered_tie(desk: Desk, uid: str, text: str) -> str:
    """What is said when a note points to another task or area: one command ties them."""
    ref = desk.tracker.ties.offered(uid, text, desk.host.plan_uid)
    return f"  It points to {ref}: ⟦task.tie⟧ ties them." if ref else ""
