"""Fields that no heading is taken for by itself, but that somebody may choose for a column: resources, effect, opinion, steps …"""

from __future__ import annotations

from collections.abc import Mapping

from tui_tracker.intake.grid import Cell
from tui_tracker.intake.proposal import ReadArea, ReadTask

# Role → what it is called. The part before the dot says whose it is.
ROLES = {
    "area.resources": "resources needed by the area", "area.effect": "expected effect of the area", "area.problem": "problem met in the area", "area.headline": "headline for the public",
    "area.deadline": "the inspectorate's own date", "area.question": "inspection question", "area.importance": "auditor's importance", "area.opinion": "auditor's opinion",
    "area.risk_ref": "place in a risk register", "area.opened_in": "round it was opened in", "area.kind": "kind of area", "area.part_of": "cause of concern that the area is part of",
    "task.steps": "steps inside the task", "task.station": "station of the task", "task.waiting_on": "body outside that it waits for",
}  # fmt: skip


def take(values: Mapping[str, Cell], area: ReadArea, task: ReadTask | None) -> None:
    """Keep what a row says in such columns with its area and its task; of several rows each new text is added."""
    for role, cell in values.items():
        whose, dot, name = role.partition(".")
        if role not in ROLES or not dot:
            continue
        held = area.more if whose == "area" else task.more if task is not None else None
        if held is None:
            continue
        before = held.get(name)
        if before is None:
            held[name] = cell.text
        elif cell.text not in before.split("\n"):
            held[name] = f"{before}\n{cell.text}"
