"""Causes of concern, internal audits and inspection grades, on three small plans that follow real papers with an invented service."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.conftest import open_tracker
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.plan import frameworks
from tui_tracker.actions.send_out.style import Style
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.inspection import opinion_at, review_late
from tui_tracker.domain.records import Grade
from tui_tracker.errors import RefusedError, UsageError


def on(day: date, folder: Path) -> Tracker:
    return open_tracker(folder, FixedClock(datetime(day.year, day.month, day.day, 9, tzinfo=UTC), step=1))


@pytest.fixture
def concern(tmp_path: Path) -> Iterator[Tracker]:
    """A cause of concern: letter 29 June 2021, a plan due by 31 August, a revisit in autumn, a panel that meets each week."""
    with on(date(2021, 9, 15), tmp_path) as t:
        t.structure.new_plan("Prevention cause of concern", "cause_of_concern")
        plan = t.read.plans()[0].uid
        t.structure.add_area(
            plan, "COC1", "Prevention is not a high enough priority", kind="cause_of_concern", owner="DCFO"
        )
        area = t.resolve("COC1").uid
        for title in (
            "Levels of risk are defined",
            "Strategy puts those most at risk first",
            "Referrals and their backlog",
        ):
            t.structure.add_task(area, title, assigned_to="AM Prevention", due="Dec-21")
        t.life.milestone(area, "letter", done="29 June 2021", text="Lead inspector")
        t.life.milestone(area, "plan due", due="31 August 2021", text="set by the inspectorate")
        t.life.milestone(area, "revisit", due="30 November 2021", text="autumn")
        t.areas.save(area, {"rhythm": "weekly", "risk_ref": "Prevention 4; Strategic 11"})
        yield t


def rules(t: Tracker, subject: str) -> set[str]:
    return {f.rule for f in t.checks.run() if f.subject == subject}


def test_a_cause_of_concern_is_checked_against_today_until_it_is_discharged(concern: Tracker) -> None:
    area = concern.resolve("COC1").uid
    assert {"PC103", "PC104"} <= rules(concern, "COC1")
    assert review_late(concern.areas.get(area), concern.life.of("milestone", area), date(2021, 9, 15)) == 71
    concern.life.reach(area, 2, on="31 August 2021")
    concern.life.milestone(area, "submitted", done="31 August 2021")
    concern.life.milestone(area, "panel", done="10 September 2021")
    assert not {"PC103", "PC104"} & rules(concern, "COC1")
    with pytest.raises(RefusedError, match="reached on 31 August 2021 already"):
        concern.life.reach(area, 2)
    concern.clock.move(days=10)  # type: ignore[attr-defined]  # the fixed clock
    assert "PC104" in rules(concern, "COC1")
    concern.life.milestone(area, "discharge", done="today", text="by letter")
    assert "PC104" not in rules(concern, "COC1")


def test_the_committee_paper_tells_the_set_dates_and_the_late_review(concern: Tracker, tmp_path: Path) -> None:
    concern.life.raise_problem(concern.resolve("COC1").uid, "Two posts in the team are vacant.")
    made = concern.papers.make("md", concern.papers.committee(Style(internal=True)), Style(internal=True)).content
    text = str(made)
    assert ". Set dates and reviews" in text
    assert "| COC1 | an action plan is due | 31 Aug 21 | 15 days past | set by the inspectorate |" in text
    assert "COC1: its weekly review is 71 days late." in text
    assert "COC1 stands on the risk register as Prevention 4; Strategic 11." in text
    assert "open since 15 Sep 21: Two posts in the team are vacant." in text


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Tracker]:
    """An internal audit plan: opinions, a position at a date, recommendations of high importance."""
    with on(date(2024, 7, 9), tmp_path) as t:
        t.structure.new_plan("Internal audit 2024-25", "internal_audit")
        plan = t.read.plans()[0].uid
        t.structure.add_area(plan, "24-8", "Contract procedure rules", kind="audit", owner="Head of Finance")
        t.structure.add_task(
            t.resolve("24-8").uid, "Staff who buy are trained", assigned_to="Procurement", due="Apr-24"
        )
        t.areas.save(t.resolve("24-8").uid, {"importance": "high"})
        yield t


def test_high_importance_closes_only_by_a_retest(audit: Tracker) -> None:
    task = audit.resolve("24-8/1").uid
    audit.tasks.ready(task)
    audit.signoffs.sign(task, Request("qa", "close", "Head of Finance"))
    with pytest.raises(UsageError, match="QA is no re-test"):
        audit.signoffs.sign(task, Request("qa", "close", "Head of Finance", retest=True))
    audit.signoffs.sign(task, Request("sampling", "close", "Head of Internal Audit"))
    assert audit.read.summary().figures.steps() == (1, 1, 1, 1, 0)
    assert "PC107" in rules(audit, "24-8/T1")
    audit.signoffs.sign(task, Request("sampling", "close", "Head of Internal Audit", retest=True))
    assert audit.read.summary().figures.assured == 1
    assert audit.read.task_ids("is:assured").tolist() == [1]
    assert "PC107" not in rules(audit, "24-8/T1")


def test_the_newest_opinion_holds_and_the_older_stay(audit: Tracker) -> None:
    area = audit.resolve("24-8").uid
    audit.life.opinion(area, "Partial assurance", on="9 July 2023")
    audit.life.opinion(area, "substantial", on="today", text="two minor points")
    audit.life.opinion(area, "little or no assurance", on="1 May 2022")
    opinions = audit.life.of("opinion", area)
    assert [o.level for o in opinions] == ["partial", "substantial", "little"]
    held = opinion_at(opinions, date(2024, 7, 9))
    assert held is not None
    assert held.level == "substantial"
    before = opinion_at(opinions, date(2023, 1, 1))
    assert before is not None
    assert before.level == "little"
    assert opinion_at(opinions, date(2021, 1, 1)) is None
    with pytest.raises(UsageError, match="not an opinion"):
        audit.life.opinion(area, "good")
    text = str(audit.papers.make("md", audit.papers.committee(Style(internal=True)), Style(internal=True)).content)
    assert "substantial assurance" in text
    assert "nothing reported complete" in text


def test_grades_stand_beside_the_time_before_and_name_their_areas(plan: Tracker) -> None:
    """As a committee was told: good, requires improvement, good; all three required improvement the time before."""
    uid = plan.read.plans()[0].uid
    plan.frameworks.set(uid, frameworks.named("2021-22"))
    for pillar, grade in (("effectiveness", "good"), ("Efficiency", "requires improvement"), ("People", "g")):
        plan.judging.grade(uid, pillar, grade, before="ri", inspected="2022", inspected_before="2018")
    plan.judging.grade(uid, "preventing fires and other risks", "inadequate")
    plan.areas.save(plan.resolve("AFI1").uid, {"question": "1.2"})
    found = {g.subject: (g.grade, g.before) for g in plan.read.summary().grades}
    assert found == {
        "1.2": ("inadequate", None), "Effectiveness": ("good", "requires improvement"),
        "Efficiency": ("requires improvement", "requires improvement"), "People": ("good", "requires improvement"),
    }  # fmt: skip
    plan.judging.grade(uid, "1.2", "good", before="inadequate")
    assert len(plan.read.summary().grades) == 4
    text = str(plan.papers.make("md", plan.papers.committee(Style(internal=True)), Style(internal=True)).content)
    assert "| 1.2 preventing fires and other risks | good | inadequate | AFI1 |" in text
    assert "| Effectiveness | good (2022) | requires improvement (2018) | AFI1 |" in text
    with pytest.raises(UsageError, match="is no pillar and no question"):
        plan.judging.grade(uid, "1.9", "good")
    with pytest.raises(UsageError, match="not a grade"):
        plan.judging.grade(uid, "1.1", "fine")
    assert [g.grade for g in plan.read.all(Grade) if g.subject == "1.2"] == ["good"]
