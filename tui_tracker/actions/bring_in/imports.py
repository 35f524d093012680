"""A service's file into the plan: first as a Proposal that can be looked at, then as one Change."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_tracker.actions.bring_in.import_merge import Merger, PlanMerge, Taking, unused
from tui_tracker.actions.bring_in.import_records import Maker, area_ref, in_order
from tui_tracker.actions.plan.people import PeopleActions
from tui_tracker.actions.plan.plan_life import free_name
from tui_tracker.actions.send_out.scope import plan_named
from tui_tracker.domain import changes
from tui_tracker.domain.changes import Edit
from tui_tracker.domain.records import Area, ImportReport, Pillar, Plan, Record, Task
from tui_tracker.domain.text import clean, fold
from tui_tracker.errors import FileError, UsageError
from tui_tracker.without_gc import without_collecting

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session
    from tui_tracker.intake.proposal import Proposal, ReadPlan


@dataclass
class Preview:
    """What bringing a file in would do, plan by plan; nothing is written yet."""

    proposal: Proposal
    plans: list[PlanMerge] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return all(p.is_new for p in self.plans)

    @property
    def nothing_new(self) -> bool:
        return all(p.is_empty for p in self.plans)


@dataclass
class Outcome:
    """What an import did: None for ``applied`` when the file holds nothing new."""

    applied: Applied | None
    preview: Preview
    plans: list[str] = field(default_factory=list)

    @property
    def added_areas(self) -> int:
        return sum(len(p.areas) for p in self.preview.plans)

    @property
    def added_tasks(self) -> int:
        return sum(len(p.tasks) for p in self.preview.plans)

    @property
    def differences(self) -> list[str]:
        """Every field that stands otherwise here than in the file, and whose change it is."""
        return [line for p in self.preview.plans for line in differences(p)]


class ImportActions:
    """Brings a Proposal into the plan file."""

    def __init__(self, session: Session) -> None:
        self._s = session
        self._people = PeopleActions(session)

    @without_collecting()
    def preview(
        self, proposal: Proposal, *, into: str | None = None, new: str | None = None, taking: Taking = "nothing"
    ) -> Preview:
        """What the file would add and change. Raises UsageError when it holds no plan or ``into`` names none."""
        if not proposal.plans:
            raise UsageError(f"{why_nothing(proposal)} Nothing was written.")
        made = Preview(proposal)
        taken = {fold(p.name) for p in self._s.read.plans()}
        for read in proposal.plans:
            first = read is proposal.plans[0]
            known = self._plan_for(read, into if first else None) if new is None else None
            if known is None:
                name = free_name(self._s, new) if new is not None and first else unused(read.name, taken, key=fold)
                made.plans.append(self._new_plan(read, name, len(self._s.read.plans()) + len(made.plans)))
            else:
                made.plans.append(Merger(self._s, known, taking, f"as {proposal.file} has it").merge(read))
        return made

    def apply(
        self,
        proposal: Proposal,
        path: Path,
        *,
        into: str | None = None,
        new: str | None = None,
        taking: Taking = "nothing",
        learned: dict[str, Any] | None = None,
    ) -> Outcome:
        """Make a Proposal the plan's, as one Change. Into a plan that has records it adds, and takes what ``taking`` says.

        Raises UsageError when the file holds no plan or ``into`` names none.
        """
        return self.bring_in(self.preview(proposal, into=into, new=new, taking=taking), path, learned=learned)

    @without_collecting()
    def bring_in(
        self,
        preview: Preview,
        path: Path,
        *,
        one_person: Sequence[tuple[str, Sequence[str]]] = (),
        learned: dict[str, Any] | None = None,
    ) -> Outcome:
        """Write what was looked at, with the spellings that were said to be one person, and what was ``learned`` of its layout."""
        records = [r for p in preview.plans for r in p.records]
        edits: list[Edit] = [changes.create(r) for r in in_order(records)]
        edits += [e for p in preview.plans for e in p.edits]
        for name, spellings in one_person:
            edits += self._people.alias_edits(name, spellings)
        outcome = Outcome(None, preview, [p.plan for p in preview.plans])
        if edits:
            report = ImportReport(
                uid=self._s.ids.new(), file=clean(path.name, multiline=False), sha256=_sha256(path), read_on=self._s.clock.today(),
                report=preview.proposal.report() | ({"learned": learned} if learned else {}),
            )  # fmt: skip
            outcome.applied = self._s.commit(
                "imported", path.name, [*edits, changes.create(report)], always_known=preview.is_new
            )
        return outcome

    def _plan_for(self, read: ReadPlan, into: str | None) -> Plan | None:
        """The plan that a reading belongs to: the one named, else one that shares its name or most of its references."""
        plans: list[Plan] = self._s.read.plans()
        if (uid := plan_named(self._s, into)) is not None:
            return next(p for p in plans if p.uid == uid)
        if named := [p for p in plans if fold(p.name) == fold(read.name)]:
            return named[0]
        wanted = {area_ref(a, n) for n, a in enumerate(read.areas)}
        for plan in plans:
            have = {a.ref for a in self._s.read.all(Area, plan=plan.uid)}
            if have and len(wanted & have) * 2 > len(wanted):
                return plan
        return None

    def _new_plan(self, read: ReadPlan, name: str, position: int) -> PlanMerge:
        plan = Plan(uid=self._s.ids.new(), name=name, plan_kind=read.kind, position=position)
        made = PlanMerge(name, is_new=True)
        records: list[Record] = [plan]
        maker = Maker(self._s)
        pillars: dict[str, Pillar] = {}
        used: set[str] = set()
        for number, area in enumerate(read.areas):
            if area.pillar and fold(area.pillar) not in pillars:
                pillars[fold(area.pillar)] = Pillar(
                    uid=self._s.ids.new(), plan=plan.uid, name=area.pillar, position=len(pillars)
                )
                records.append(pillars[fold(area.pillar)])
            pillar = pillars[fold(area.pillar)].uid if area.pillar else None
            ref = unused(area_ref(area, number), used)
            records += maker.area(area, plan.uid, pillar, ref, number)
            made.areas.append(ref)
        made.records = maker.owned(records)
        made.tasks = [r.uid for r in records if isinstance(r, Task)]
        return made


def why_nothing(proposal: Proposal) -> str:
    """Why a file gave no plan, in a sentence or two: what a plan's table would have, and what was seen instead."""
    seen = [f"{r.where}: {r.text}" for r in proposal.remarks if r.kind == "not_used"]
    return (
        f"{proposal.file} holds no table of areas or tasks: none of its tables has a column of findings or actions with "
        f"an owner, a date, a status or progress beside it. ({'; '.join(seen[:3]) or 'it holds no text'})"
    )


def differences(merge: PlanMerge) -> list[str]:
    """Each field that is not the same, in a sentence: whose change it is, and what stands now."""
    made = []
    for o in merge.there:
        end = "taken from it" if o.result == o.theirs else "left as it is here"
        made.append(f"{o.ref} {o.field}: changed in the file from “{_short(o.ours)}” to “{_short(o.theirs)}”; {end}")
    made += [f"{o.ref} {o.field}: changed here to “{_short(o.ours)}”; the file still says “{_short(o.theirs)}”" for o in merge.here]  # fmt: skip
    for o in merge.both:
        end = "not settled, left as it is here" if o.clash else f"“{_short(o.result)}” holds"
        made.append(f"{o.ref} {o.field}: changed in both, here “{_short(o.ours)}”, in the file “{_short(o.theirs)}”; {end}")  # fmt: skip
    made += [f"{ref}: not in the file any more; it stays" for ref in merge.gone]
    return made


def _short(value: object) -> str:
    plain = " ".join(str(value if value is not None else "").replace(" month", "").removesuffix(" day").split())
    return plain if len(plain) <= 50 else plain[:49] + "…"


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise FileError(f"{path} cannot be read any more: {error.strerror or error}; nothing was written.") from error
