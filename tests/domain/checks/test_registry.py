"""The registry: what a rule is told, how findings name their record, in which order rules speak."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.domain.checks.building import Build
from tui_tracker.domain import checks
from tui_tracker.domain.checks import RULES, Finding, Rule
from tui_tracker.domain.checks.facts import PlanFacts
from tui_tracker.domain.checks.registry import rule


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that a test registers is gone after it."""
    before = dict(RULES)
    yield  # type: ignore[misc]  # a generator fixture
    RULES.clear()
    RULES.update(before)


def test_a_rule_is_registered_with_all_it_was_told() -> None:
    @rule("PC900", "note", "Title", "Why", field="due", heuristic=True, rank=3, mend="m")
    def body(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
        yield r.on(None, f"{r.title} on {len(facts.tasks)} task")

    made = RULES["PC900"]
    told = (made.id, made.severity, made.title, made.why, made.field, made.heuristic, made.rank, made.mend)
    assert told == ("PC900", "note", "Title", "Why", "due", True, 3, "m")
    assert Build().task().hits("PC900") == {"plan"}
    with pytest.raises(ValueError, match=r"^two rules are called PC900$"):
        rule("PC900", "note", "Title", "Why")(body)


def test_a_rule_says_little_unless_told() -> None:
    rule("PC901", "error", "Title", "Why")(lambda r, facts: [])
    made = RULES["PC901"]
    assert (made.field, made.heuristic, made.rank, made.mend) == ("", False, 50, "record.edit")


def test_a_finding_names_its_record() -> None:
    facts = Build().area("AFI7").task().facts()
    made = RULES["PC27"]
    area, task = facts.areas[0], facts.tasks[0]
    assert made.on(task, "x") == Finding("PC27", "error", "AFI7/T1", "due", "x", task.uid, "task")
    assert made.on(area, "x") == Finding("PC27", "error", "AFI7", "due", "x", area.area.uid, "area")
    assert made.on(None, "x") == Finding("PC27", "error", "plan", "due", "x", "", "plan")
    told = made.on(None, "x", severity="note", field="qa", subject="Summary!B4")
    assert told == Finding("PC27", "note", "Summary!B4", "qa", "x", "", "plan")
    assert (made.on(task, "x").key, told.key) == (("PC27", task.uid), ("PC27", "Summary!B4"))


def test_rules_speak_by_severity_then_rank_then_number() -> None:
    for name, severity, rank in (("PC911", "error", 1), ("PC92", "error", 1), ("PC913", "error", 0), ("PC914", "warning", 0), ("PC915", "note", 0)):  # fmt: skip
        RULES.pop(name, None)
        rule(name, severity, "Title", "Why", rank=rank)(lambda r, facts: [r.on(None, "x")])
    found = checks.run(Build().facts(), ["PC915", "PC914", "PC913", "PC911", "PC92"])
    assert [f.rule for f in found] == ["PC913", "PC92", "PC911", "PC914", "PC915"]


def test_one_finding_is_told_once_and_only_of_the_rules_asked_for() -> None:
    rule("PC920", "error", "Title", "Why")(lambda r, facts: [r.on(None, "x"), r.on(None, "x"), r.on(None, "y")])
    facts = Build().task(due="").task(progress="complete", evidence_text=None).facts()
    assert [f.message for f in checks.run(facts, ["PC920"])] == ["x", "y"]
    assert {f.rule for f in checks.run(facts, [])} == set()
    assert {"PC920", "PC27", "PC34"} <= {f.rule for f in checks.run(facts)}


def test_what_was_accepted_is_accepted_for_its_record_only() -> None:
    facts = Build().task(progress="complete", evidence_text=None).task(progress="complete", evidence_text=None).facts()
    first, second = checks.run(facts, ["PC34"])
    assert first.accepted is second.accepted is None
    reasons = {("PC34", first.uid): "", ("PC35", second.uid): "other rule"}
    again = checks.run(facts, ["PC34"], reasons)
    assert [f.accepted for f in again] == ["", None]
    assert again[1] == second
