"""Actions and escalations, from wherever the cursor stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.ui import forms, meeting_forms
from tui_tracker.ui.commands.registry import SAY_MORE, command

if TYPE_CHECKING:
    from tui_tracker.ui.desk import Desk


def selected_for(desk: Desk) -> tuple[str, str, str, str]:
    """(kind, uid, heading, owner) of what an action would be about."""
    kind, uid = desk.selected() or ("", "")
    if kind == "task":
        task, area = desk.tracker.tasks.get(uid)
        return kind, uid, forms.heading(task, area), task.assigned_to or ""
    if kind == "area":
        area = desk.tracker.areas.get(uid)
        return kind, uid, f"{area.ref}  {area.title}", area.owner or ""
    return "", "", "", ""


@command("task.action", "a", "action", "an action for somebody, open until it is done", group=SAY_MORE)
def task_action(desk: Desk) -> None:
    kind, uid, about, owner = selected_for(desk)
    log = desk.tracker.action_log
    form = meeting_forms.action(about, uid, owner, desk.read.today)
    desk.fill_in(form, lambda v: desk.done(log.add(v["owner"], v["text"], v["due"], kind=kind, uid=uid)))


@command("action.escalate", "", "escalate", "put a task or an area before another body", group=SAY_MORE)
def action_escalate(desk: Desk) -> None:
    kind, uid, about, _ = selected_for(desk)
    log = desk.tracker.action_log
    form = meeting_forms.escalate(about or "something", uid)
    desk.fill_in(form, lambda v: desk.done(log.add(v["to"], v["why"], kind=kind, uid=uid, escalation=True)))
