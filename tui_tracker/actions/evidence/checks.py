"""The plan check: run it, accept a finding for a reason, and say what has changed since a snapshot."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_tracker.actions import entry
from tui_tracker.actions.evidence.proof_now import ProofNow
from tui_tracker.domain import changes, checks
from tui_tracker.domain.checks import Finding
from tui_tracker.domain.checks.facts import AreaFacts, PlanFacts
from tui_tracker.domain.records import Acceptance, Snapshot
from tui_tracker.errors import RefusedError, UsageError
from tui_tracker.frozen import dataclass

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session


@dataclass(frozen=True)
class Since:
    """What became of the findings since a snapshot."""

    snapshot: str
    fixed: tuple[Finding, ...]
    new: tuple[Finding, ...]


@dataclass(frozen=True)
class _Held:
    """What the last run looked at: the journal entry it stood at, the facts, and what each area's own rules found."""

    number: int
    facts: PlanFacts
    memory: checks.Memory


class CheckActions:
    """Findings are worked out; only what somebody accepted is kept."""

    def __init__(self, session: Session) -> None:
        self._s = session
        self._held: dict[str | None, _Held] = {}
        self._found: dict[str | None, tuple[_Held, list[Finding]]] = {}
        self._errors: frozenset[tuple[str, str]] | None = None
        self._proof = ProofNow(session)

    def run(self, plan: str | None = None, only: Collection[str] | None = None) -> list[Finding]:
        """Every finding, the weightiest rules first. Raises UsageError for a rule there is not.

        What the last run found is kept: after an edit only the areas that it touched are read and looked at again.
        """
        for name in only or ():
            if name not in checks.RULES:
                raise UsageError(f"There is no rule {name}; ⟦go.checks|check --json⟧ lists those there are.")
        given = self._s.read.all(Acceptance)
        accepted = {(a.rule, a.subject): a.reason for a in given}
        if only is not None and plan not in self._held:  # a single rule by command line: nothing is worth keeping
            return checks.run(self._read(plan), only, accepted)
        held = self._facts(plan)
        if only is not None:
            return checks.run(held.facts, only, accepted, held.memory)
        before = self._found.get(plan)
        if before is None or before[0] is not held:  # one change is asked about by what is said and by what is drawn
            before = self._found[plan] = (held, checks.run(held.facts, None, accepted, held.memory))
        return list(before[1])

    def _facts(self, plan: str | None) -> _Held:
        """The facts as they stand now, made from those of the last run where the journal says that they still hold."""
        read = self._s.read
        number, before = read.journal_head()[0], self._held.get(plan)
        if before is None or before.facts.as_at != read.today or number < before.number:
            held = _Held(number, self._read(plan), checks.Memory())
        elif number == before.number:
            return before
        else:
            touched = read.areas_touched(before.number)
            known = {} if touched is None else {a.area.uid: a for a in before.facts.areas if a.area.uid not in touched}
            held = _Held(number, self._read(plan, known), before.memory)
        self._held[plan] = held
        return held

    def _read(self, plan: str | None, known: Mapping[str, AreaFacts] | None = None) -> PlanFacts:
        """What the rules look at, and whether the files that prove something are still what they were; not of a day that is past."""
        facts = self._s.read.check_facts(plan, known)
        if self._s.as_at is not None:
            return facts
        mine = {t.uid for t in facts.tasks}
        return replace(facts, lost=[one for one in self._proof.lost() if one[0] in mine])

    def warm(self) -> None:
        """Look at everything once, so that :meth:`news` costs only what an edit touched."""
        self._facts(None)
        self._errors = None
        self.news()

    def news(self) -> list[Finding]:
        """Errors that came about since the last call; none before everything has been looked at once."""
        if None not in self._held:
            return []
        now = {f.key: f for f in self.run() if f.severity == checks.ERROR and f.accepted is None}
        made = [f for key, f in now.items() if self._errors is not None and key not in self._errors]
        self._errors = frozenset(now)
        return made

    def at(self, uid: str) -> list[Finding]:
        """What stands against one record and nobody accepted; nothing before everything has been looked at once."""
        return [f for f in self.run() if f.uid == uid and f.accepted is None] if None in self._held else []

    def accept(self, rule: str, subject: str, reason: str) -> Applied:
        """Accept a finding for a reason; it stays listed, and no longer counts as wrong. ``subject`` is a reference."""
        wanted = rule.strip().upper()
        why = entry.needed(entry.line(reason), "A reason")
        named = subject.strip()
        found = [f for f in self.run(only=[wanted]) if named.casefold() in (f.subject.casefold(), f.uid.casefold())]
        if not found and named.casefold() != "plan":
            uid = self._s.resolve(named).uid
            found = [f for f in self.run(only=[wanted]) if f.uid == uid]
        if not found:
            raise UsageError(f"{wanted} finds nothing at {named}.")
        if found[0].accepted is not None:
            raise RefusedError(f"{wanted} at {found[0].subject} is accepted already: {found[0].accepted}")
        record = Acceptance(
            uid=self._s.ids.new(), rule=wanted, subject=found[0].key[1], shown=found[0].subject, reason=why, by=self._s.me or "not said",
            accepted_on=self._s.clock.today(),
        )  # fmt: skip
        return self._s.commit("accepted", f"{wanted} at {found[0].subject}", [changes.create(record)], reason=why)

    def since(self, snapshot: Snapshot) -> Since:
        """What was set right and what is new since a snapshot."""
        with self._s.at(snapshot.as_at, snapshot.number) as past:
            then = {f.key: f for f in CheckActions(past).run() if f.accepted is None}
        now = {f.key: f for f in self.run() if f.accepted is None}
        fixed = tuple(f for key, f in then.items() if key not in now)
        return Since(snapshot.name, fixed, tuple(f for key, f in now.items() if key not in then))


def counted(found: Collection[Finding]) -> dict[str, int]:
    """How many findings of each severity stand, accepted ones apart."""
    return {s: sum(f.severity == s and f.accepted is None for f in found) for s in checks.SEVERITIES}
