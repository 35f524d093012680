"""A plan that has been worked on for four months: every paper has something to say about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import task
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock


@pytest.fixture
def worked(plan: Tracker, clock: FixedClock, tmp_path: Path) -> Tracker:
    """``plan`` after a spring's work, with a snapshot "Spring paper" taken on the way."""
    uid = plan.resolve("AFI1").uid
    plan.areas.save(uid, {"headline": "Visits now go first to those most at risk."})
    plan.areas.save(
        uid, {"finding": "The service should make sure that its home safety visits follow the risk of fire."}
    )
    plan.structure.new_plan("Culture recommendations", "culture")
    culture = plan.read.plans()[1].uid
    plan.structure.add_area(culture, "REC4", "Background checks are in place for all staff")
    plan.structure.add_task(plan.resolve("REC4").uid, "Check everyone", assigned_to="HR Manager")
    proof = tmp_path / "score sheet.csv"
    proof.write_bytes(b"band,visits\nhigh,71\n")
    plan.notes.add(
        task(plan, "AFI1/T1"),
        "Score agreed; procedure published.",
        date="3 May 26",
        said_by="SM Prevention",
        files=[proof],
    )
    plan.notes.add(
        task(plan, "AFI1/T2"),
        "71 of 80 visits were in the top bands at all stations.",
        date="20 May 26",
        said_by="SM Prevention",
    )
    plan.tasks.ready(task(plan, "AFI1/T1"))
    plan.signoffs.sign(
        task(plan, "AFI1/T1"), Request("qa", "close", "AM Prevention", date="10 May 26", comment="Seen.")
    )
    plan.signoffs.sign(
        task(plan, "AFI1/T1"),
        Request("sampling", "close", "Business Assurance", date="12 May 26", comment="Seen at two stations."),
    )
    plan.tasks.ready(task(plan, "AFI1/T2"))
    plan.signoffs.sign(
        task(plan, "AFI1/T2"),
        Request("qa", "not_yet", "AM Prevention", date="21 May 26", comment="Send the list for one month."),
    )
    plan.snapshots.take("Spring paper")
    clock.move(days=30)
    plan.tasks.save(task(plan, "AFI2/T1"), {"due": "30 Sep 2026"}, reason="payroll extract is late")
    plan.tasks.set_progress([task(plan, "AFI1/T3")], "behind_target")
    plan.tasks.ready(task(plan, "AFI1/T2"))
    plan.signoffs.sign(
        task(plan, "AFI1/T2"), Request("qa", "close", "AM Prevention", date="30 May 26", comment="List seen. Close.")
    )
    plan.structure.add_task(plan.resolve("AFI2").uid, "Report hours monthly", assigned_to="HR Manager", due="+20")
    plan.structure.withdraw("task", task(plan, "REC4/T1"), "covered by AFI2")
    plan.notes.add(task(plan, "AFI1/T1"), "Score changed after the partners' review.", said_by="SM Prevention")
    return plan
