"""The imported tracker, rule by rule, against what a careful reader works out from its cells."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import SHARED_PLANS, needs_shared_plans, open_tracker
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.records import SignOff
from tui_tracker.intake.read import read

ORACLE = SHARED_PLANS.parent / "check-oracle.json"
TRACKER = SHARED_PLANS / "leicestershire-tracker.xlsx"


@pytest.fixture
def imported(tmp_path: Path, clock: FixedClock) -> Tracker:
    tracker = open_tracker(tmp_path, clock)
    tracker.imports.apply(read(TRACKER), TRACKER)
    return tracker


def subjects(tracker: Tracker, **more: object) -> dict[str, set[str]]:
    with tracker.at(date(2024, 6, 1)) as past:
        made: dict[str, set[str]] = {}
        for f in past.checks.run():
            made.setdefault(f.rule, set()).add(f.subject)
    return made


@needs_shared_plans
def test_every_rule_finds_its_subjects_and_none_of_the_near_misses(imported: Tracker) -> None:
    oracle = json.loads(ORACLE.read_text(encoding="utf-8"))
    found = subjects(imported)
    wrong = {}
    for rule, told in oracle.items():
        wanted, free = set(told["subjects"]), set(told["tolerated"])
        got = found.get(rule, set())
        if wanted - got or got - wanted - free:
            wrong[rule] = (sorted(wanted - got), sorted(got - wanted - free))
    assert wrong == {}
    imported.close()


@needs_shared_plans
def test_rules_that_need_the_register_are_silent_until_they_are_told(imported: Tracker) -> None:
    before = subjects(imported)
    assert not {"PC68", "PC69", "PC70"} & before.keys()
    signer = next(
        s
        for s in imported.read.all(SignOff)
        if s.task == imported.resolve("AFI7/T1", kind="task").uid and s.stage == "qa"
    ).by
    imported.people.alias(signer, ["CM", "Planning and Performance Manager"])
    assert subjects(imported)["PC68"] == {"AFI7/T1", "AFI7/T2", "AFI7/T3", "AFI8/T2"}
    sampler = next(
        s
        for s in imported.read.all(SignOff)
        if s.task == imported.resolve("AFI1/T1", kind="task").uid and s.stage == "sampling"
    ).by
    spelled = {
        s.by
        for s in imported.read.all(SignOff)
        if s.stage == "sampling" and s.by and s.by.split()[0] == sampler.split()[0]
    }
    imported.people.alias(sampler, sorted(spelled))
    imported.people.describe(sampler, assurance=True)
    assert subjects(imported)["PC70"] == {f"AFI9/T{n}" for n in range(1, 6)}
    imported.close()
