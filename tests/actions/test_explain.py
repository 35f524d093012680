"""A colour and a count are explained by the records they rest on."""

from __future__ import annotations

import re

import pytest

from tests.conftest import task
from tests.ui.driving import driving
from tui_tracker.actions.send_out import explain
from tui_tracker.actions.tracker import Tracker


def area_said(t: Tracker, ref: str) -> str:
    row = next(r for r in t.read.area_rows() if r.area.ref == ref)
    return explain.colour(t.read, ref, row.colour, f'ref:"{ref}"', row.area.plan)


def test_a_red_area_names_what_is_late_or_behind(plan: Tracker) -> None:
    assert area_said(plan, "AFI1") == "AFI1 is R (red): AFI1/T1 has nothing stated, due Mar-26, 62 days past."
    plan.tasks.set_progress([task(plan, f"AFI1/T{n}") for n in (1, 2, 3)], "behind_target")
    assert area_said(plan, "AFI1").startswith(
        "AFI1 is R (red): AFI1/T1 is behind target, due Mar-26, 62 days past; AFI1/T2 is behind target"
    )
    plan.structure.add_task(plan.resolve("AFI1").uid, "A fourth")
    plan.tasks.set_progress([task(plan, "AFI1/T4")], "behind_target")
    assert area_said(plan, "AFI1").endswith("; 1 more.")


def test_an_area_past_the_inspectorates_date_says_by_how_much(plan: Tracker) -> None:
    plan.tasks.save(task(plan, "AFI2/T1"), {"due": "1 Dec 26", "progress": "on target"}, reason="pay review")
    plan.areas.save(plan.resolve("AFI2").uid, {"deadline": "1 May 26"})
    assert "AFI2 is past the inspectorate's date of 1 May 26 by 31 days, with 1 of 1 open" in area_said(plan, "AFI2")
    summary = plan.read.summary()
    assert summary.total.areas_late == 1
    assert [w.count for w in summary.waits if w.query == "is:area-late"] == [1]
    assert plan.read.uids_of(plan.read.task_ids("is:area-late")) == [task(plan, "AFI2/T1")]
    plan.tasks.set_progress([task(plan, "AFI2/T1")], "complete")
    assert plan.read.summary().total.areas_late == 0


@pytest.mark.parametrize("query", ["", "is:overdue", "owner:hr", "progress:complete"])
def test_a_count_is_explained_by_exactly_its_tasks(plan: Tracker, query: str) -> None:
    said = explain.count(plan.read, query)
    wanted = [r.ref for r in plan.read.task_rows(plan.read.task_ids(query))]
    assert re.findall(r"AFI\d/T\d", said) == wanted
    assert said.startswith(f"{len(wanted)} task")


async def test_every_colour_and_count_of_the_summary_is_explained(plan: Tracker) -> None:
    async with driving(plan, (120, 40)) as d:
        for _ in range(12):
            await d.keys("=")
            row = d.app.screen.canvas.current()
            if row is not None and "/" in row.key:
                assert "AFI" in d.said, row.key
            await d.keys("down")
