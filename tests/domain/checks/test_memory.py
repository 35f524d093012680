"""What is kept from run to run never changes what is found."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.actions.test_year import something, start
from tests.conftest import NOON, open_tracker
from tests.domain.checks.building import Build
from tests.domain.checks.test_rules import FIRES
from tui_tracker.actions.checks import CheckActions
from tui_tracker.clock import FixedClock
from tui_tracker.domain import checks
from tui_tracker.domain.checks.facts import PlanFacts
from tui_tracker.domain.checks.registry import once


def test_a_rule_that_is_not_whole_finds_in_each_area_what_it_finds_in_all() -> None:
    """Every fault of the rules' own tests, all areas of each plan together and one by one."""
    looked = 0
    for rule, cases in FIRES.items():
        for build, _ in cases:
            made = build()
            Build.task(made.area("AFI98")).area("AFI99", owner=None, target="").task(
                assigned_to=None, due="", work=None
            )
            facts: PlanFacts = made.facts()
            for r in checks.RULES.values():
                if r.whole is None:
                    looked += 1
                    alone = [f for a in facts.areas for f in r.run(facts.only(a))]
                    assert sorted(map(str, once(alone))) == sorted(map(str, once(r.run(facts)))), (rule, r.id)
    assert looked > 5000


@pytest.mark.parametrize("seed", [1, 2])
def test_a_run_after_any_edit_equals_a_run_from_nothing(tmp_path: Path, seed: int) -> None:
    rng, clock = random.Random(seed), FixedClock(NOON, step=1)
    with open_tracker(tmp_path, clock) as t:
        start(t, rng)
        for step in range(60):
            something(t, rng)
            if step % 13 == 0:
                clock.move(days=9)
            if step % 7 == 0:
                area = rng.choice(t.read.records("area")).uid
                t.life.milestone(area, "review", due=f"+{rng.randint(1, 20)}")
                t.areas.save(area, {"owner": rng.choice(["AM People", "HR Manager", ""]) + str(step)})
            kept, anew = t.checks.run(), CheckActions(t).run()
            assert kept == anew


def test_only_the_touched_area_is_read_again(tmp_path: Path) -> None:
    with open_tracker(tmp_path, FixedClock(NOON, step=1)) as t:
        start(t, random.Random(3))
        t.checks.run()
        before = {a.ref: a for a in t.checks._facts(None).facts.areas}
        t.tasks.set_progress([t.resolve("AFI2/T1").uid], "behind_target")
        after = {a.ref: a for a in t.checks._facts(None).facts.areas}
        assert {ref for ref in before if before[ref] is not after[ref]} == {"AFI2"}
        t.people.alias("AM People", ["Head of People"])
        again = {a.ref: a for a in t.checks._facts(None).facts.areas}
        assert all(after[ref] is not again[ref] for ref in after)
