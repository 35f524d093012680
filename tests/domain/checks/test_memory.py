"""What is kept from run to run never changes what is found."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.actions.test_year import something, start
from tests.conftest import NOON, open_tracker
from tests.domain.checks.building import Build, sign
from tests.domain.checks.test_rules import FIRES
from tui_tracker.actions.evidence.checks import CheckActions
from tui_tracker.clock import FixedClock
from tui_tracker.domain import checks
from tui_tracker.domain.checks.facts import PlanFacts
from tui_tracker.domain.checks.registry import once
from tui_tracker.domain.people import Register
from tui_tracker.domain.records import Alias, Area, Person


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
                area = rng.choice(t.read.all(Area)).uid
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


def test_one_memory_for_many_plans_finds_in_each_what_a_run_from_nothing_does() -> None:
    memory = checks.Memory()
    for cases in FIRES.values():
        for build, _ in cases:
            facts = build().facts()
            found = checks.run(facts)
            assert checks.run(facts, memory=memory) == found
            assert checks.run(facts, memory=memory) == found
            assert checks.run(facts, ["PC27", "PC92"], memory=memory) == checks.run(facts, ["PC27", "PC92"])
            accepted = {f.key: "old work" for f in found[:1]}
            assert checks.run(facts, None, accepted, memory) == checks.run(facts, None, accepted)


@pytest.mark.parametrize(
    "later",
    [
        lambda f: replace(f, as_at=f.as_at + timedelta(days=400)),
        lambda f: replace(f, areas=f.areas[:1]),
        lambda f: replace(f, areas=[*f.areas, f.areas[0]]),
        lambda f: replace(f, areas=[f.areas[0], Build().area("AFI1").task(due="", evidence_text="as above").facts().areas[0]]),
        lambda f: replace(f, persons=[Person(uid="p1", name="K Rowe", assurance=True)]),
        lambda f: replace(f, plans=[]),
        lambda f: replace(f, register=Register([Alias(uid="1", person="p1", spelling="K Rowe", folded="k rowe"), Alias(uid="2", person="p1", spelling="SM Prevention", folded="sm prevention")])),
        lambda f: replace(f, file_findings=[{"rule": "PC16", "subject": "AFI1", "message": "copied"}]),
    ],
    ids=["day", "fewer areas", "more areas", "another area", "persons", "plans", "register", "file"],
)  # fmt: skip
def test_whatever_changes_is_seen(later: Callable[[PlanFacts], PlanFacts]) -> None:
    made = (
        Build()
        .area("AFI1")
        .task(due="Mar-24", qa=sign("01/03/24", by="K Rowe"))
        .area("AFI2")
        .task(sampling=sign("01/03/24", by="K Rowe"))
    )
    facts, memory = made.facts(), checks.Memory()
    before = checks.run(facts, memory=memory)
    changed = later(facts)
    assert checks.run(changed, memory=memory) == checks.run(changed) != before


def test_an_area_that_is_the_very_same_is_not_looked_at_again() -> None:
    facts = Build().task().facts()
    memory = checks.Memory()
    assert checks.run(facts, ["PC30"], memory=memory) == []
    object.__setattr__(facts.areas[0].tasks[0].view.task, "work", None)
    assert checks.run(facts, ["PC30"], memory=memory) == []
