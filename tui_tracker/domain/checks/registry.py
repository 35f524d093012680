"""The registry of plan-check rules: id, severity, title, explanation, the command that mends it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tui_tracker.domain.checks.facts import AreaFacts, PlanFacts, TaskFacts
from tui_tracker.frozen import dataclass

ERROR, WARNING, NOTE = "error", "warning", "note"


@dataclass(frozen=True)
class Finding:
    """One thing that a rule found. ``uid`` is the task's or area's, "" for the plan or a cell; ``accepted`` the reason, once given."""

    rule: str
    severity: str
    subject: str
    field: str
    message: str
    uid: str = ""
    kind: str = "plan"
    accepted: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What makes two findings the same over time: the rule and the record."""
        return self.rule, self.uid or self.subject


Found = Iterable[Finding]
Compares = Callable[[AreaFacts], object]
SEVERITIES = (ERROR, WARNING, NOTE)


@dataclass(frozen=True)
class Rule:
    """A rule and the function that runs it. ``heuristic``: it reads wording, so a person may judge otherwise.

    ``rank`` orders rules by how much they matter; ``mend`` is the id of the command that puts it right. ``whole``: it compares
    areas with each other, and this is what it reads of each; all other rules look at an area alone.
    ``always``: it reads what hangs on no area, and little of it, so it runs each time.
    """

    id: str
    severity: str
    title: str
    why: str
    field: str
    run: Callable[[PlanFacts], Found]
    heuristic: bool = False
    rank: int = 50
    mend: str = "record.edit"
    whole: Compares | None = None
    always: bool = False

    def on(
        self,
        about: TaskFacts | AreaFacts | None,
        message: str,
        *,
        severity: str = "",
        field: str = "",
        subject: str = "",
    ) -> Finding:
        """A finding of this rule about a task, an area, or (None) the plan."""
        kind = "plan" if about is None else "task" if isinstance(about, TaskFacts) else "area"
        uid = "" if about is None else about.uid if isinstance(about, TaskFacts) else about.area.uid
        named = subject or (about.ref if about is not None else "plan")
        return Finding(self.id, severity or self.severity, named, field or self.field, message, uid, kind)


def order(rule: Rule) -> tuple[int, int, int]:
    """Errors first, then by how much the rule matters, then by number."""
    return SEVERITIES.index(rule.severity), rule.rank, int(rule.id[2:])


def once(found: Iterable[Finding]) -> list[Finding]:
    """Each finding once: the same rule, record, field and words are one."""
    return list(dict.fromkeys(found))


RULES: dict[str, Rule] = {}
Body = Callable[[Rule, PlanFacts], Found]


def rule(
    id: str,
    severity: str,
    title: str,
    why: str,
    *,
    field: str = "",
    heuristic: bool = False,
    rank: int = 50,
    mend: str = "record.edit",
    whole: Compares | None = None,
    always: bool = False,
) -> Callable[[Body], Body]:
    """Register a rule; its function is given the rule itself, to make findings with, and the facts."""

    def register(body: Body) -> Body:
        made: Rule

        def run(facts: PlanFacts) -> Found:
            return body(RULES[id], facts)

        made = Rule(id, severity, title, why, field, run, heuristic, rank, mend, whole, always)
        if id in RULES:
            raise ValueError(f"two rules are called {id}")
        RULES[id] = made
        return body

    return register
