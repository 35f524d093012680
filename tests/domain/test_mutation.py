"""Mutation testing of the domain: of every hundred small faults put into it, its tests find ninety or more.

Before its first mutant, mutmut writes all of them, runs the tests once to learn which meet which function, and once more
to see them pass: longer than an ordinary suite may take. So this is a long run only; its figures stand in docs/evidence.md.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tests.domain import mutation

LEAST = 90.0


def test_a_decorator_spelt_out_says_the_same() -> None:
    source = "class A:\n    @one\n    @two(\n        1,\n    )\n    def f(self):\n        return 1\n\n    @staticmethod\n    def g(): ...\n\n\n@three\ndef h(): ...\n"
    assert mutation.spelt_out(source) == (
        "class A:\n    def f(self):\n        return 1\n    f = (one)((two(1))(f))\n\n    @staticmethod\n    def g(): ...\n\n\ndef h(): ...\nh = (three)(h)\n"
    )


def test_a_score_counts_what_failed_or_ran_out_of_time_of_all_that_ran() -> None:
    made = mutation.score({"dates": {"a": 1, "b": 0, "c": 33, "d": 36, "e": None}, "rag": {"f": 3}})
    assert made == {"dates": (2, 4), "rag": (1, 1)}
    assert mutation.table(made).splitlines()[2:] == [
        "| dates | 4 | 2 | 50.0 % |",
        "| rag | 1 | 1 | 100.0 % |",
        "| **all** | 5 | 3 | 60.0 % |",
    ]


@pytest.mark.long
@pytest.mark.skipif(not importlib.util.find_spec("mutmut"), reason="mutmut is not installed: pip install .[mutation]")
def test_nine_of_ten_faults_put_into_the_domain_are_found(tmp_path: Path) -> None:
    mutation.copy_project(tmp_path)
    mutation.run(tmp_path)
    found = mutation.results(tmp_path)
    made = mutation.score(found)
    print(f"\n{mutation.table(made)}")
    killed, total = (sum(column) for column in zip(*made.values(), strict=True))
    assert {code for codes in found.values() for code in codes.values()} <= mutation.KILLED | {0, 33}
    assert 100 * killed / total >= LEAST
