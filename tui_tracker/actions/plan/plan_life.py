"""A plan of the file: renamed, put before another, removed with everything that hangs on it. Each one Change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tracker.actions import entry
from tui_tracker.domain import changes
from tui_tracker.domain.inspection import AREA_KINDS, RHYTHMS, area_kind
from tui_tracker.domain.records import TYPES, Action, Area, Plan, Record, Task, Tie
from tui_tracker.domain.text import fold
from tui_tracker.errors import RefusedError, UsageError
from tui_tracker.store.matching import among

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session

# The field by which a record hangs on a plan, an area or a task; the first that a kind has says where it belongs.
_PARENTS = ("task", "area", "subject", "plan")


def free_name(session: Session, name: str | None, *, but: str | None = None) -> str:
    """A plan's name as typed. Raises UsageError for a blank one and for one that another plan (than ``but``) has: a plan is named by it."""
    wanted = entry.needed(entry.line(name), "A name")
    if any(fold(p.name) == fold(wanted) and p.uid != but for p in session.read.plans()):
        raise UsageError(f"Another plan of this file is called {wanted}; give another name.")
    return wanted


class PlanLife:
    """What becomes of a plan as a whole."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def rename(self, uid: str, name: str) -> Applied:
        """Another name for a plan. Raises UsageError for a blank one and for one that another plan has."""
        plan = self._s.read.known(Plan, uid)
        wanted = free_name(self._s, name, but=uid)
        return self._s.commit("renamed the plan", f"{plan.name} to {wanted}", changes.set_fields(plan, name=wanted))

    def move(self, uid: str, by: int) -> Applied:
        """One place up (-1) or down (1). Raises RefusedError at either end."""
        plans = self._s.read.plans()
        at = next((n for n, p in enumerate(plans) if p.uid == uid), -1)
        if at < 0:
            raise UsageError("That plan is not in the file any more.")
        if not 0 <= at + by < len(plans):
            raise RefusedError(f"{plans[at].name} is the {'first' if by < 0 else 'last'} plan already.")
        order = [*plans]
        order[at], order[at + by] = order[at + by], order[at]
        edits = [e for n, p in enumerate(order) for e in changes.set_fields(p, position=n)]
        return self._s.commit("moved the plan", f"{plans[at].name} {'up' if by < 0 else 'down'}", edits)

    def remove(self, uid: str, reason: str | None) -> Applied:
        """Take a plan out of the file with its areas, tasks and all that hangs on them; undo brings everything back.

        Snapshots and papers of earlier days go on showing it. Raises RefusedError without a reason, and where another plan carries
        its items on.
        """
        plan = self._s.read.known(Plan, uid)
        why = entry.line(reason)
        if why is None:
            raise RefusedError(f"Removing {plan.name} wants a reason; it was left as it is.")
        carried = [p.name for p in self._s.read.plans() if p.follows == uid]
        if carried:
            raise RefusedError(
                f"{carried[0]} carries on what was open in {plan.name}, so it stays; its history is told from it."
            )
        gone = self._hanging_on(plan)
        uids = {r.uid for r in gone}
        ties = [t for t in self._s.read.all(Tie) if t.other in uids and t.uid not in uids]
        edits = [changes.remove(r) for r in (*ties, *gone, plan)]
        return self._s.commit("removed the plan", plan.name, edits, reason=why)

    def _hanging_on(self, plan: Plan) -> list[Record]:
        """Every record of a plan, children before their parents."""
        read = self._s.read
        areas = {a.uid for a in read.all(Area, plan=plan.uid)}
        tasks = {t.uid for t in read.all(Task, area=among(areas))}
        homes = {plan.uid, *areas, *tasks}
        found: list[Record] = []
        for kind, type_ in TYPES.items():
            parents = [p for p in _PARENTS if p in type_.__dataclass_fields__]
            if parents and type_ is not Action:
                found += [r for r in read.each(kind) if any(self._at(r, p) in homes for p in parents)]
        order = {"task": 1, "area": 2, "pillar": 3}
        return sorted(found, key=lambda r: order.get(r.kind, 0))

    @staticmethod
    def _at(record: Record, parent: str) -> object:
        return vars(record).get(parent)

    def rhythm(self, uid: str, rhythm: str | None, kind: str | None = None) -> Applied:
        """How often the areas of a plan are reviewed, those of a kind or all; blank: in none. An area's own rhythm goes first."""
        plan = self._s.read.known(Plan, uid)
        which = area_kind(kind) if entry.line(kind) else ""
        wanted = (entry.line(rhythm) or "").casefold()
        if wanted and wanted not in RHYTHMS:
            raise UsageError(f"“{wanted}” is no rhythm; use one of {', '.join(RHYTHMS)}, or leave it blank for none.")
        said = {k: v for k, v in plan.rhythms.items() if k != which} | ({which: wanted} if wanted else {})
        whose = f"{AREA_KINDS[which]} in {plan.name}" if which else plan.name
        words = f"{whose}: {wanted}" if wanted else f"{whose}: none"
        return self._s.commit("set the rhythm of review of", words, changes.set_fields(plan, rhythms=said))

    def quiet(self, uid: str, days: str | None) -> Applied:
        """After how many days without a word a task of a plan is quiet; blank: after 90."""
        plan = self._s.read.known(Plan, uid)
        text = entry.line(days) or ""
        if text and not (text.isdecimal() and 0 < int(text) < 10_000):
            raise UsageError(f"“{text}” is no number of days; give one, such as 60, or leave it blank for 90.")
        found = int(text) if text else None
        return self._s.commit(
            "set when a task is quiet in",
            f"{plan.name}: after {found or 90} days",
            changes.set_fields(plan, quiet_days=found),
        )

    def counted(self, uid: str) -> tuple[int, int]:
        """How many areas and tasks would go with a plan."""
        areas = {a.uid for a in self._s.read.all(Area, plan=uid)}
        return len(areas), len(self._s.read.all(Task, area=among(areas)))
