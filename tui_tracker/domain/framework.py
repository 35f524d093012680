"""A round of the inspectorate as data: its questions, its grade words, what is graded, and what a question became.

A plan carries the copy of its round; a plan that says none is of the rounds with eleven questions and pillars that are graded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any

from tui_tracker.domain.inspection import PILLARS
from tui_tracker.domain.records import Grade, Plan
from tui_tracker.domain.text import fold
from tui_tracker.errors import FileError, UsageError
from tui_tracker.frozen import dataclass

_GRADED = ("pillars", "questions")


@dataclass(frozen=True)
class Question:
    """A question: its number, its pillar, and a short name, which is ours."""

    number: str
    pillar: str
    short: str


@dataclass(frozen=True)
class Framework:
    """One round. ``became`` names, of a question here, the questions of the round before that it stands against."""

    id: str
    name: str
    graded: tuple[str, ...]
    grades: tuple[str, ...]
    questions: tuple[Question, ...]
    became: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    source: str = ""

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(q.number for q in self.questions)

    def words(self, subject: str) -> str:
        """A grade's subject: a pillar, or a question with its words."""
        return next((f"{q.number} {q.short}" for q in self.questions if q.number == subject), subject)

    def subject(self, text: str) -> str:
        """The pillar or question's number that is meant. Raises UsageError for another, or for one that this round does not grade."""
        plain = " ".join(text.split())
        pillar = next((p for p in PILLARS if p.casefold() == plain.casefold()), None)
        if pillar is not None:
            if "pillars" not in self.graded:
                raise UsageError(f"In {self.name} pillars have no grade; give a question: {', '.join(self.numbers)}.")
            return pillar
        for q in self.questions:
            if plain == q.number or plain.casefold() == q.short.casefold():
                return q.number
        raise UsageError(f"“{plain}” is no pillar and no question of {self.name}; there are {', '.join(self.numbers)}.")

    def grade(self, text: str | None) -> str:
        """The grade that is meant, by its word, its beginning or its initials. Raises UsageError."""
        plain = fold(text or "").strip()
        found = [g for g in self.grades if plain and (g == plain or _initials(g) == plain or g.startswith(plain))]
        if len(found) != 1:
            raise UsageError(f"“{text}” is not a grade of {self.name}; use one of {', '.join(self.grades)}.")
        return found[0]

    def before(self, number: str) -> tuple[str, ...]:
        """The questions of the round before that a question, or pillar, stands against."""
        return self.became.get(number, (number,))

    def now(self, number: str) -> str:
        """What a question of the round before is here; itself where nothing became of it."""
        return next((new for new, old in self.became.items() if number in old), number)

    def to_data(self) -> dict[str, Any]:
        """As it lies in a plan and in a file."""
        return {
            "id": self.id, "name": self.name, "graded": list(self.graded), "grades": list(self.grades), "source": self.source,
            "questions": [[q.number, q.pillar, q.short] for q in self.questions], "became": {k: list(v) for k, v in self.became.items()},
        }  # fmt: skip


def _initials(grade: str) -> str:
    return "".join(word[0] for word in grade.split())


def from_data(data: Mapping[str, Any], where: str) -> Framework:
    """A round from data. Raises FileError naming the entry of ``where`` that is wrong; nothing is then taken from it."""
    named = f"{where}, round {data.get('id') or '(without an id)'}"
    for name in ("id", "name"):
        if not isinstance(data.get(name), str) or not data[name].strip():
            raise FileError(f"{named}: {name} wants a text in quotes.")
    return Framework(
        data["id"], data["name"], _words(data, "graded", named, _GRADED), _words(data, "grades", named), _questions(data, named),
        _became(data, named), str(data.get("source", "")),
    )  # fmt: skip


def _words(data: Mapping[str, Any], name: str, where: str, allowed: Sequence[str] = ()) -> tuple[str, ...]:
    found = data.get(name)
    if not isinstance(found, list) or not found or not all(isinstance(w, str) and w.strip() for w in found):
        raise FileError(f"{where}: {name} wants a list of words in quotes.")
    if allowed and not set(found) <= set(allowed):
        raise FileError(
            f"{where}: {name} knows {' and '.join(allowed)}, not {', '.join(sorted(set(found) - set(allowed)))}."
        )
    return tuple(found)


def _questions(data: Mapping[str, Any], where: str) -> tuple[Question, ...]:
    made: list[Question] = []
    for n, row in enumerate(data.get("questions") or (), 1):
        if not isinstance(row, list) or len(row) != 3 or not all(isinstance(c, str) and c.strip() for c in row):
            raise FileError(f"{where}: question {n} wants its number, its pillar and a short name, each in quotes.")
        if row[1] not in PILLARS:
            raise FileError(f"{where}: question {n} stands under “{row[1]}”; there are {', '.join(PILLARS)}.")
        if row[0] in {q.number for q in made}:
            raise FileError(f"{where}: question {n} has the number {row[0]}, which another has already.")
        made.append(Question(*row))
    if not made:
        raise FileError(f"{where}: questions wants a list, one row a question.")
    return tuple(made)


def _became(data: Mapping[str, Any], where: str) -> dict[str, tuple[str, ...]]:
    found = data.get("became") or {}
    if not isinstance(found, dict) or not all(
        isinstance(v, list) and all(isinstance(n, str) for n in v) for v in found.values()
    ):
        raise FileError(f"{where}: became wants, of a number here, a list of numbers of the round before.")
    return {number: tuple(old) for number, old in found.items()}


_ELEVEN = (
    ("1.1", PILLARS[0], "understanding fires and other risks"), ("1.2", PILLARS[0], "preventing fires and other risks"),
    ("1.3", PILLARS[0], "protecting the public through fire regulation"), ("1.4", PILLARS[0], "responding to fires and other emergencies"),
    ("1.5", PILLARS[0], "responding to major incidents"), ("2.1", PILLARS[1], "making best use of resources"),
    ("2.2", PILLARS[1], "making the service affordable now and in the future"), ("3.1", PILLARS[2], "promoting the right values and culture"),
    ("3.2", PILLARS[2], "getting the right people with the right skills"), ("3.3", PILLARS[2], "ensuring fairness and promoting diversity"),
    ("3.4", PILLARS[2], "managing performance and developing leaders"),
)  # fmt: skip
# What plans made before rounds were data are of: eleven questions, and pillars with grades beside them.
UNSAID = Framework(
    "unsaid", "the rounds with eleven questions", _GRADED, ("outstanding", "good", "adequate", "requires improvement", "inadequate"),
    tuple(Question(*row) for row in _ELEVEN),
)  # fmt: skip


def of(plan: Plan | None) -> Framework:
    """The round of a plan."""
    return from_data(plan.framework, f"the plan {plan.name}") if plan is not None and plan.framework else UNSAID


def stood_at(grade: Grade, plans: Iterable[Plan], grades: Iterable[Grade]) -> str:
    """What a question had the time before: as it was said, else by the grades of the plan that this one follows; "" when nothing is known."""
    if grade.before:
        return grade.before
    held = {p.uid: p for p in plans}
    plan = held.get(grade.plan)
    earlier = held.get(plan.follows) if plan is not None and plan.follows else None
    if plan is None or earlier is None:
        return ""
    numbers = of(plan).before(grade.subject)
    found = {g.subject: g.grade for g in grades if g.plan == earlier.uid and g.subject in numbers}
    if len(numbers) == 1:
        return found.get(numbers[0], "")
    return ", ".join(f"{number} {found[number]}" for number in numbers if number in found)
