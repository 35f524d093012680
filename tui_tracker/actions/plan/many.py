"""The same fields for many tasks at once, and for the areas they stand in; one Change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tui_tracker.actions.plan import areas, tasks
from tui_tracker.actions.plan.areas import AreaActions
from tui_tracker.actions.plan.tasks import TaskActions, several, verb_of
from tui_tracker.errors import UsageError

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session

# What a task and an area both have is the task's; whose an area is, is asked for by its own name.
_OF_TASKS = tuple(name for name in tasks.EDITABLE if name != "no")
_OF_AREAS = tuple(name for name in areas.EDITABLE if name not in (*_OF_TASKS, "ref"))


class ManyActions:
    """Nothing is written when one of them is refused."""

    def __init__(self, session: Session) -> None:
        self._s = session
        self._areas = AreaActions(session)
        self._tasks = TaskActions(session)

    @staticmethod
    def refuse_unknown(values: Mapping[str, str]) -> None:
        """Raise UsageError for a field that many cannot be given."""
        for name in values:
            if name not in (*_OF_TASKS, *_OF_AREAS):
                listed = ", ".join((*_OF_TASKS, *_OF_AREAS))
                raise UsageError(f"There is no field “{name}” that many can be given; there are {listed}.")

    def concerned(self, uids: Sequence[str], values: Mapping[str, str]) -> list[str]:
        """How many would get which fields, and which they are."""
        lines = []
        mine = [k for k in values if k in _OF_TASKS]
        around = [k for k in values if k in _OF_AREAS]
        if mine:
            named = ", ".join(self._tasks.ref(uid) for uid in uids)
            lines.append(f"{' and '.join(mine)} of {len(uids)} task{'s' if len(uids) != 1 else ''}: {named}")
        if around:
            held = list(dict.fromkeys(self._tasks.get(uid)[1].ref for uid in uids))
            lines.append(
                f"{' and '.join(around)} of {len(held)} area{'s' if len(held) != 1 else ''}: {', '.join(held)}"
            )
        return lines

    def save(self, uids: Sequence[str], values: Mapping[str, str], *, reason: str | None = None) -> Applied:
        """Set fields of tasks (by uid), and of the areas they stand in, as they were typed."""
        self.refuse_unknown(values)
        mine = {k: v for k, v in values.items() if k in _OF_TASKS}
        around = {k: v for k, v in values.items() if k in _OF_AREAS}
        made = [self._tasks.save_edits(uid, mine, reason) for uid in uids] if mine else []
        if around:
            held = dict.fromkeys(self._tasks.get(uid)[1].uid for uid in uids)
            made += [self._areas.save_edits(uid, around, reason) for uid in held]
        edits = [e for _, found in made for e in found]
        named = [ref for ref, found in made if found]
        return self._s.commit(verb_of(edits, "changed"), several(named or ["they"]), edits, reason=reason)
