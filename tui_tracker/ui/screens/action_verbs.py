"""Actions and escalations, from wherever the cursor stands."""

from __future__ import annotations

from tui_tracker.ui import forms, meeting_forms
from tui_tracker.ui.screens.asks import Asks


class ActionVerbs(Asks):
    """An action is about the task or area that is selected, or about nothing in particular."""

    def _about(self) -> tuple[str, str, str, str]:
        """(kind, uid, heading, owner) of what an action would be about."""
        kind, uid = self.selected() or ("", "")
        if kind == "task":
            task, area = self.t.tracker.tasks.get(uid)
            return kind, uid, forms.heading(task, area), task.assigned_to or ""
        if kind == "area":
            area = self.t.tracker.areas.get(uid)
            return kind, uid, f"{area.ref}  {area.title}", area.owner or ""
        return "", "", "", ""

    def do_task_action(self) -> None:
        kind, uid, about, owner = self._about()
        log = self.t.tracker.action_log
        form = meeting_forms.action(about, uid, owner, self.read.today)
        self.fill_in(form, lambda v: self.done(log.add(v["owner"], v["text"], v["due"], kind=kind, uid=uid)))

    def do_action_escalate(self) -> None:
        kind, uid, about, _ = self._about()
        log = self.t.tracker.action_log
        form = meeting_forms.escalate(about or "something", uid)
        self.fill_in(form, lambda v: self.done(log.add(v["to"], v["why"], kind=kind, uid=uid, escalation=True)))
