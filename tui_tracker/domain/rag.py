"""RAG by a scheme that is data: rules in order, the first that fires gives the letter and says why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Any

from tui_tracker.errors import UsageError
from tui_tracker.frozen import dataclass

LETTERS = {"R": "red", "A": "amber", "G": "green", "B": "blue"}
USUAL = {name: letter for letter, word in LETTERS.items() for name in (letter, word)}
OWN = "own"


@dataclass(frozen=True)
class Facts:
    """What a colour is judged by: counts of an area's or a task's standing tasks. ``assured`` is filled only for schemes that ask."""

    tasks: int
    complete: int
    behind: int
    overdue: int
    unknown: int
    deferred: int = 0
    assured: int = 0
    areas_late: int = 0


@dataclass(frozen=True)
class Colour:
    """A letter, its word, and the rule that gave it; ``test`` names that rule's test, "" for a colour set by hand."""

    letter: str
    word: str
    rule: str
    test: str = field(default="", compare=False)


# Test names a Scheme may use, so that a scheme stays data.
_TESTS: dict[str, Callable[[Facts], bool]] = {
    "no_tasks": lambda f: f.tasks == 0,
    "all_complete": lambda f: f.complete == f.tasks,
    "all_assured": lambda f: f.assured == f.tasks,
    "any_behind": lambda f: f.behind > 0,
    "any_overdue": lambda f: f.overdue > 0,
    "any_area_late": lambda f: f.areas_late > 0,
    "only_unknown": lambda f: f.unknown == f.tasks - f.complete,
    "always": lambda _: True,
}


@dataclass(frozen=True)
class Scheme:
    """An ordered list of (test, letter, word, sentence). ``green`` says in plain words what green means by it."""

    name: str
    rules: tuple[tuple[str, str, str, str], ...]
    id: str = "done"
    green: str = ""

    def judge(self, facts: Facts) -> Colour:
        """The first rule that fires."""
        for test, letter, word, sentence in self.rules:
            if _TESTS[test](facts):
                return Colour(letter, word, sentence, test)
        raise AssertionError("a scheme ends with the rule 'always'")

    @property
    def asks_for_assured(self) -> bool:
        return any(test == "all_assured" for test, *_ in self.rules)

    def colours(self) -> dict[str, str]:
        """Letter → word of what may be set by hand and asked for: the four usual ones, or those of a scheme of one's own."""
        if self.id != OWN:
            return dict(LETTERS)
        return {letter: word for _, letter, word, _ in self.rules if letter.isalpha()}

    def letters(self) -> dict[str, str]:
        """Each way to name one of those colours → its letter; a letter may stand for several words."""
        if self.id != OWN:
            return USUAL
        return {name: letter for _, letter, word, _ in self.rules if letter.isalpha() for name in (letter, word)}

    def key(self) -> Sequence[tuple[str, str, str]]:
        """(letter, word, rule) for the key that prints on every report, in order."""
        return [(letter, word, sentence) for _, letter, word, sentence in self.rules]


_NO_TASKS = ("no_tasks", "–", "none", "no tasks to judge by")
_BEHIND = ("any_behind", "R", "red", "a task is behind target")
_LATE = ("any_overdue", "R", "red", "a task is past its date and not complete")
_AREA_LATE = ("any_area_late", "R", "red", "past the inspectorate's own date with work not complete")
_UNKNOWN = ("only_unknown", "?", "not stated", "nothing is stated of the tasks not complete")

DEFAULT = Scheme(
    "late is red",
    (
        _NO_TASKS, ("all_complete", "G", "green", "every task is reported complete"), _BEHIND, _LATE, _AREA_LATE, _UNKNOWN,
        ("always", "A", "amber", "under way, nothing late"),
    ),
    "done", "green means done: all reported complete; under way amber, late red",
)  # fmt: skip
ON_TRACK = Scheme(
    "green is on track",
    (
        _NO_TASKS, ("all_complete", "B", "blue", "every task is reported complete"), _BEHIND, _LATE, _AREA_LATE, _UNKNOWN,
        ("always", "G", "green", "under way, nothing late"),
    ),
    "on_track", "green means on track: nothing late; done is blue, late is red",
)  # fmt: skip
PROVED = Scheme(
    "green is proved",
    (
        _NO_TASKS, ("all_assured", "G", "green", "every task is assured: QA and sampling both closed, nothing changed since"), _BEHIND, _LATE, _AREA_LATE,
        ("all_complete", "A", "amber", "every task is reported complete, not every one is assured"), _UNKNOWN,
        ("always", "A", "amber", "under way, nothing late"),
    ),
    "proved", "green means proved: QA'd, sampled, unchanged; else amber, late red",
)  # fmt: skip
SCHEMES: dict[str, Scheme] = {s.id: s for s in (DEFAULT, ON_TRACK, PROVED)}


def from_data(data: Mapping[str, Any]) -> Scheme:
    """A scheme of one's own from data: name, green, and rules, each with test, letter, word and rule. Raises UsageError naming what is wrong."""
    rules = data.get("rules")
    if not isinstance(rules, list) or not rules:
        raise UsageError("A scheme wants rules, each with test, letter, word and rule.")
    made = []
    for n, one in enumerate(rules, 1):
        values = [
            str(one.get(k, "")).strip() if isinstance(one, Mapping) else "" for k in ("test", "letter", "word", "rule")
        ]
        test, letter, _, _ = values
        if not all(values):
            raise UsageError(f"Rule {n} of the scheme wants test, letter, word and rule; one of them is missing.")
        if test not in _TESTS:
            raise UsageError(f"Rule {n} of the scheme: “{test}” is no test; there are {', '.join(_TESTS)}.")
        if len(letter) != 1 or not (letter.isupper() or letter in "–?"):
            raise UsageError(
                f"Rule {n} of the scheme: “{letter}” is no letter; give one capital, such as P for purple."
            )
        made.append((values[0], values[1], values[2], values[3]))
    if made[-1][0] != "always":
        raise UsageError("The last rule of a scheme has the test “always”, so that every case has a colour.")
    name, green = (str(data.get(k, "")).strip() for k in ("name", "green"))
    if not name or not green:
        raise UsageError("A scheme wants a name, and in “green” what green means by it.")
    return Scheme(name, tuple(made), OWN, green)


def to_data(scheme: Scheme) -> dict[str, Any]:
    """A scheme as data; the inverse of :func:`from_data`."""
    rules = [dict(zip(("test", "letter", "word", "rule"), rule, strict=True)) for rule in scheme.rules]
    return {"name": scheme.name, "green": scheme.green, "rules": rules}


def scheme_of(name: str | None, own: Mapping[str, Any] | None = None) -> Scheme:
    """A plan's scheme by its id, or its own; the first while nobody has said what green means there."""
    if name == OWN and own:
        return from_data(own)
    return SCHEMES.get(name or "", DEFAULT)


def letter_of(named: str, letters: Mapping[str, str]) -> str | None:
    """The letter that a colour's name means, small or capital; None where it means none of ``letters``."""
    plain = named.strip().casefold()
    return next((letter for name, letter in letters.items() if name.casefold() == plain), None)


def by_hand(worked_out: Colour, letter: str | None, reason: str | None, scheme: Scheme = DEFAULT) -> Colour:
    """The colour that somebody set for a reason, in the place of the one worked out; both are said."""
    if not letter:
        return worked_out
    rule = f"set by hand: {reason or 'no reason given'} (worked out: {worked_out.letter}, {worked_out.rule})"
    return Colour(letter, {**LETTERS, **scheme.colours()}.get(letter, letter), rule)
