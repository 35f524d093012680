"""RAG by a scheme that is data: rules in order, the first that fires gives the letter and says why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Facts:
    """What a colour is judged by: counts of an area's or a task's standing tasks."""

    tasks: int
    complete: int
    behind: int
    overdue: int
    unknown: int
    deferred: int = 0


@dataclass(frozen=True)
class Colour:
    """A letter, its word, and the rule that gave it."""

    letter: str
    word: str
    rule: str


# Test names a Scheme may use, so that a scheme stays data.
_TESTS: dict[str, Callable[[Facts], bool]] = {
    "no_tasks": lambda f: f.tasks == 0,
    "all_complete": lambda f: f.complete == f.tasks,
    "any_behind": lambda f: f.behind > 0,
    "any_overdue": lambda f: f.overdue > 0,
    "only_unknown": lambda f: f.unknown == f.tasks - f.complete,
    "always": lambda _: True,
}


@dataclass(frozen=True)
class Scheme:
    """An ordered list of (test, letter, word, sentence)."""

    name: str
    rules: tuple[tuple[str, str, str, str], ...]

    def judge(self, facts: Facts) -> Colour:
        """The first rule that fires."""
        for test, letter, word, sentence in self.rules:
            if _TESTS[test](facts):
                return Colour(letter, word, sentence)
        raise AssertionError("a scheme ends with the rule 'always'")

    def key(self) -> Sequence[tuple[str, str, str]]:
        """(letter, word, rule) for the key that prints on every report, in order."""
        return [(letter, word, sentence) for _, letter, word, sentence in self.rules]


DEFAULT = Scheme(
    "late is red",
    (
        ("no_tasks", "–", "none", "no tasks to judge by"),
        ("all_complete", "G", "green", "every task is reported complete"),
        ("any_behind", "R", "red", "a task is behind target"),
        ("any_overdue", "R", "red", "a task is past its date and not complete"),
        ("only_unknown", "?", "not stated", "nothing is stated of the tasks not complete"),
        ("always", "A", "amber", "under way, nothing late"),
    ),
)
