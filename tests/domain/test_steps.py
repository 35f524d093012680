"""Why a task that took one step of the nested figures has not taken the next."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.domain.checks.building import AS_AT, Build, sign
from tui_tracker.domain.steps import STEP_HEADINGS, STEPS, not_assured, short_of, stops_at
from tui_tracker.domain.views import TaskView

CLOSE: dict[str, Any] = {"verdict": "close"}
QA = sign("01/03/24") | CLOSE
SAMPLED = sign("01/04/24", by="Business Assurance") | CLOSE


def view(importance: str | None = None, **fields: Any) -> TaskView:
    return Build().area(importance=importance).task(**{"progress": "complete", **fields}).areas[0][2][0]


def promise(**fields: Any) -> dict[str, Any]:
    return {"due_on": date(2024, 9, 1), "text": "look at the log", **fields}


@pytest.mark.parametrize(
    ("fields", "stops"),
    [
        ({"progress": "unknown"}, ("complete", "nothing is stated of it")),
        ({"progress": "behind_target", "qa": QA}, ("complete", "it is behind target")),
        ({}, ("qa", "no QA entry")),
        ({"qa": QA | {"revoked": "in error"}}, ("qa", "its QA was revoked")),
        ({"qa": sign("", by="", comment="seen")}, ("qa", "its QA entry lacks its date and name")),
        ({"qa": sign("01/03/24", comment="")}, ("qa", "its QA entry lacks its comment")),
        ({"qa": sign("01/09/24")}, ("qa", "its QA is dated 1 September 2024, ahead of this day")),
        ({"qa": QA}, ("sampled", "no sampling entry")),
        ({"qa": QA, "sampling": SAMPLED | {"revoked": "x"}}, ("sampled", "its sampling was revoked")),
        ({"qa": QA, "sampling": SAMPLED}, None),
        ({"qa": sign("01/03/24"), "sampling": SAMPLED}, ("assured", "its QA states no verdict")),
        ({"qa": QA, "sampling": SAMPLED | {"verdict": "not_yet"}}, ("assured", "its sampling says not yet")),
        ({"qa": QA | {"verdict": "follow_up"}, "sampling": SAMPLED}, ("assured", "its QA has a follow-up that is not met")),
        ({"qa": QA, "sampling": SAMPLED, "changed": ("1 note", "title")}, ("assured", "changed since: 1 note, title")),
        ({"qa": QA, "sampling": SAMPLED, "promises": [promise()]}, ("assured", "promised until 1 Sep 24: look at the log")),
        ({"qa": QA, "sampling": SAMPLED, "promises": [promise(met_on=date(2024, 5, 1))]}, None),
        ({"qa": QA, "sampling": SAMPLED, "importance": "high"}, ("assured", "of high importance, and no sampling was a re-test")),
        ({"qa": QA, "sampling": SAMPLED | {"retest": True}, "importance": "high"}, None),
        (
            {"qa": sign("01/03/24"), "sampling": SAMPLED, "changed": ("progress",)},
            ("assured", "its QA states no verdict; changed since: progress"),
        ),
    ],
)  # fmt: skip
def test_a_task_stops_at_the_first_step_it_has_not_taken_and_says_why(
    fields: dict[str, Any], stops: tuple[str, str] | None
) -> None:
    assert stops_at(view(**fields), AS_AT) == stops


def test_a_follow_up_of_an_earlier_round_that_is_not_met_still_bars() -> None:
    made = view(qa=[QA | {"verdict": "follow_up"}, QA], sampling=SAMPLED)
    earlier = made.signoffs[0].uid
    from dataclasses import replace

    from tui_tracker.domain.records import Promise

    kept = Promise(uid="p", task=made.task.uid, signoff=earlier, due_on=date(2024, 9, 1), text="look")
    assert not_assured(replace(made, promises=(kept,)), AS_AT) == ["a follow-up of an earlier round is not met"]
    assert not_assured(replace(made, promises=(replace(kept, met_on=date(2024, 5, 1)),)), AS_AT) == []


def test_each_stop_is_listed_at_its_step_alone_in_the_order_given() -> None:
    made = Build().area().task(progress="complete").task(progress="complete", title=None).task(progress="ongoing")
    views = made.areas[0][2]
    assert [(s.uid, s.ref, s.title, s.reason) for s in short_of(views, "qa", AS_AT)] == [
        (views[0].task.uid, "AFI1/T1", views[0].task.title, "no QA entry"),
        (views[1].task.uid, "AFI1/T2", made.areas[0][0].title, "no QA entry"),
    ]
    assert [s.reason for s in short_of(views, "complete", AS_AT)] == ["it is ongoing"]
    assert short_of(views, "sampled", AS_AT) == short_of(views, "assured", AS_AT) == []


def test_every_step_has_its_heading() -> None:
    assert tuple(STEP_HEADINGS) == STEPS
    assert list(STEP_HEADINGS.values()) == [
        "not reported complete", "reported complete, not QA'd", "QA'd, not sampled", "sampled, not assured",
    ]  # fmt: skip
