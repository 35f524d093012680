"""The next round: open items go on in a new plan with all their history; what is closed stays where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.actions import entry
from tui_tracker.actions.plan import old_refs
from tui_tracker.actions.plan.frameworks import newest
from tui_tracker.actions.plan.judgements import JudgingActions
from tui_tracker.actions.plan.plan_life import free_name
from tui_tracker.domain import changes, dates, framework, refs
from tui_tracker.domain.changes import Edit
from tui_tracker.domain.framework import Framework
from tui_tracker.domain.inspection import is_open
from tui_tracker.domain.records import Area, Pillar, Plan, Stated, Task
from tui_tracker.errors import RefusedError
from tui_tracker.frozen import dataclass

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session


@dataclass(frozen=True)
class Carried:
    """Which areas of a plan would be carried forward, and which stay."""

    goes: tuple[Area, ...]
    stays: tuple[Area, ...]


class RoundActions:
    """An area goes as a whole, with complete tasks, notes and sign-offs: its past is what the new round is asked about."""

    def __init__(self, session: Session) -> None:
        self._s = session
        self._judging = JudgingActions(session)

    def preview(self, plan_uid: str) -> Carried:
        """What would go and what would stay."""
        areas = self._s.read.all(Area, plan=plan_uid, order=("position", "id"))
        goes = [a for a in areas if is_open(self._s.read.all(Task, area=a.uid), a)]
        return Carried(tuple(goes), tuple(a for a in areas if a not in goes))

    def begin(
        self, plan_uid: str, name: str, *, starts: str | None = None, of_round: Framework | None = None
    ) -> Applied:
        """Start the next round of a plan and carry its open areas into it; one Change, one undo.

        ``of_round`` is the inspectorate's, the newest when none is given; an area's question becomes what it is there.

        References stay; the former ones keep finding what they named. Raises RefusedError when nothing is open.
        """
        old = self._judging.plan(plan_uid)
        carried = self.preview(plan_uid)
        if not carried.goes:
            raise RefusedError(f"Nothing in {old.name} is open, so there is nothing to carry forward.")
        made = entry.made_date(starts, self._s.clock.today())
        new = Plan(
            uid=self._s.ids.new(), name=free_name(self._s, name), plan_kind=old.plan_kind, position=len(self._s.read.plans()),
            starts=made.due if made else self._s.clock.today(), words=old.words, scheme=old.scheme, own_scheme=old.own_scheme, rhythms=old.rhythms, quiet_days=old.quiet_days, follows=old.uid, framework=(of_round or newest()).to_data() if old.plan_kind == "inspection" or of_round else old.framework,
        )  # fmt: skip
        edits: list[Edit] = [changes.create(new)]
        pillars = self._pillars(carried.goes, old, new, edits)
        for position, area in enumerate(carried.goes):
            edits += self._carry(area, old, new, pillars.get(area.pillar or ""), position)
        return self._s.commit(f"carried {len(carried.goes)} open areas into", new.name, edits)

    def _pillars(self, goes: tuple[Area, ...], old: Plan, new: Plan, edits: list[Edit]) -> dict[str, str]:
        """The new round's pillars, named as before: old uid → new uid."""
        made: dict[str, str] = {}
        for pillar in self._s.read.pillars(old.uid):
            if any(a.pillar == pillar.uid for a in goes):
                record = Pillar(uid=self._s.ids.new(), plan=new.uid, name=pillar.name, position=len(made))
                edits.append(changes.create(record))
                made[pillar.uid] = record.uid
        return made

    def _carry(self, area: Area, old: Plan, new: Plan, pillar: str | None, position: int) -> list[Edit]:
        opened = f"{old.name}, {dates.long(old.starts)}" if old.starts else old.name
        edits = changes.set_fields(
            area, plan=new.uid, pillar=pillar, position=position, opened_in=area.opened_in or opened,
            question=framework.of(new).now(area.question) if area.question else None,
        )  # fmt: skip
        edits.append(old_refs.keep(self._s, old.uid, area.ref, area.uid))
        for task in self._s.read.all(Task, area=area.uid):
            edits.append(old_refs.keep(self._s, old.uid, refs.task_ref(area.ref, task.no), task.uid))
        for record in self._s.read.all(Stated, area=area.uid):
            edits += changes.set_fields(record, plan=new.uid)
        return edits
