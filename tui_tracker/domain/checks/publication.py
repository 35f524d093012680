"""What must not be published, and names and words that need the people register."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from tui_tracker.domain import alike, people
from tui_tracker.domain.checks import compared
from tui_tracker.domain.checks.facts import STAGES, PlanFacts
from tui_tracker.domain.checks.registry import ERROR, NOTE, WARNING, Finding, Rule, rule
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.publication_rules import Rules
from tui_tracker.domain.text import fold

_FINDER = Rules()


@lru_cache(maxsize=50_000)
def _found(text: str) -> tuple[tuple[str, str], ...]:
    return _FINDER.find(text, set())


def _told(r: Rule, facts: PlanFacts, kinds: tuple[str, ...]) -> Iterable[Finding]:
    for t in facts.tasks:
        texts = {**t.texts, "link": "\n".join(x.target or "" for x in t.view.links)}
        for name, text in texts.items():
            for what, words in _found(text):
                if what in kinds:
                    yield r.on(t, f"{what}: {words[:80]}", field=name)


@rule(
    "PC87",
    ERROR,
    "Intranet address",
    "An address inside the network tells outsiders how it is built, and opens for nobody.",
    field="evidence",
    rank=21,
)
def intranet(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    yield from _told(r, facts, ("intranet address",))


@rule("PC88", ERROR, "Drive path", "A path on somebody's drive opens for nobody else.", field="evidence", rank=22)
def drive(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    yield from _told(r, facts, ("drive path",))


@rule("PC89", WARNING, "Telephone number or e-mail", "Contact details in evidence go out with it.", field="evidence")
def contacts(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    yield from _told(r, facts, ("phone", "e-mail"))


@rule(
    "PC90",
    WARNING,
    "Named person in the evidence",
    "A member of the public or of staff is named in a text that may be published.",
    field="evidence",
)
def third_parties(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    yield from _told(r, facts, ("name",))


@rule(
    "PC91",
    WARNING,
    "Unknown progress word",
    "The file's word is none that the plan knows; it was left unknown, not guessed.",
    field="progress",
    mend="task.on-target",
)
def unknown_words(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        if t.progress == Progress.UNKNOWN and (t.view.task.progress_text or "").strip():
            yield r.on(t, f"“{t.view.task.progress_text}”")


def _alike(r: Rule, facts: PlanFacts, spellings: Iterable[str]) -> Iterable[Finding]:
    names = sorted(set(spellings), key=lambda name: (fold(name), name))
    for i, one in enumerate(names):
        for other in names[i + 1 :]:
            if facts.register.person(one) != facts.register.person(other) and _may_be_one(one, other):
                yield r.on(None, f"“{one}” and “{other}” may be one")


_may_be_one = lru_cache(maxsize=50_000)(alike.alike)


@rule(
    "PC92",
    NOTE,
    "Owner spellings that look alike",
    "Two spellings of one owner split their tally and hide who signs their own work.",
    field="assigned_to",
    mend="go.more",
    whole=compared.assignees,
)
def owners_alike(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    yield from _alike(r, facts, (n for t in facts.tasks for n in people.split(t.view.task.assigned_to or "")))


@rule(
    "PC93",
    NOTE,
    "Signer spellings that look alike",
    "Two spellings of one signer hide who signs both stages.",
    field="qa.by",
    mend="go.more",
    whole=compared.signatures,
)
def signers_alike(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    yield from _alike(r, facts, (e.by for t in facts.tasks for s in STAGES if (e := t.entry(s)) is not None and e.by))


@rule(
    "PC94",
    NOTE,
    "Joint owner without a lead",
    "Where two are named, each waits for the other; say who leads.",
    field="assigned_to",
)
def no_lead(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.real_tasks:
        names = people.split(t.view.task.assigned_to or "")
        if len(names) > 1 and people.lead(t.view.task.assigned_to) is None:
            yield r.on(t, f"{' and '.join(names)}: who leads?")
