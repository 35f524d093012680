"""Tasks and history as the command line gives them in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Tracker
    from tui_tracker.domain.views import TaskRow

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Tracker


def history_rows(tracker: Tracker, uid: str | None, limit: int | None = None) -> list[dict[str, Any]]:
    made = []
    for e in tracker.read.history(uid, limit):
        edits = [x.to_list() for x in tracker.history.change(e.number).edits if uid in (None, x.uid)]
        made.append(
            {
                "uid": e.uid, "number": e.number, "recorded_at": e.recorded_at, "recorded_local": e.when, "local_day": e.local_day, "by": e.by, "verb": e.verb, "subject": e.subject,
                "reason": e.reason, "edits": edits, "undoes": e.undoes, "hash": e.hash, "redacted": e.redacted, "undone": e.undone,
            }
        )  # fmt: skip
    return made


def task_json(r: TaskRow, letter: str) -> dict[str, Any]:
    return {
        "ref": r.ref,
        "plan": r.plan,
        "area": r.area,
        "pillar": r.pillar,
        "title": r.title,
        "assigned_to": r.assigned_to,
        "due": r.due.isoformat() if r.due else None,
        "due_text": r.due_text,
        "progress": r.progress,
        "rag": letter,
        "overdue_days": r.overdue_days,
        "stage": r.stage.value,
        "slips": r.slips,
        "changed_since_signoff": bool(r.changed),
        "changed": list(r.changed),
        "note_count": r.note_count,
        "withdrawn": r.withdrawn,
    }
