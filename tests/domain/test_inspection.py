"""What inspectorates and auditors use: what is missed, reviewed late, re-tested, carried forward."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tui_tracker.domain import inspection
from tui_tracker.domain.records import Area, Milestone, Opinion, SignOff, Task
from tui_tracker.errors import UsageError

DAY = date(2026, 6, 1)
BEFORE, AFTER = date(2026, 5, 31), date(2026, 6, 2)


def milestone(what: str = "review", due: date | None = None, done: date | None = None) -> Milestone:
    return Milestone(uid="m1", area="a1", what=what, due_on=due, done_on=done)


def area(**more: Any) -> Area:
    return Area(uid="a1", plan="p1", ref="CoC1", **more)


@pytest.mark.parametrize(
    ("due", "done", "missed"),
    [
        (BEFORE, None, True), (DAY, None, False), (None, None, False), (BEFORE, DAY, False), (BEFORE, BEFORE, False), (BEFORE, AFTER, True),
        (AFTER, None, False), (None, AFTER, False),
    ],
)  # fmt: skip
def test_a_milestone_is_missed_when_due_before_the_day_and_not_done_by_it(
    due: date | None, done: date | None, missed: bool
) -> None:
    assert inspection.is_missed(milestone(due=due, done=done), DAY) is missed


@pytest.mark.parametrize("kind", inspection.AREA_KINDS)
def test_every_kind_is_known_by_its_id_and_its_words(kind: str) -> None:
    for said in (
        kind,
        kind.upper(),
        kind.replace("_", " "),
        inspection.AREA_KINDS[kind],
        f"  {inspection.AREA_KINDS[kind].upper()} ",
    ):
        assert inspection.area_kind(said) == kind
    assert inspection.area_kind(inspection.AREA_KINDS["cause_of_concern"].replace(" ", "   ")) == "cause_of_concern"


@pytest.mark.parametrize(("text", "said"), [("a wish", "a wish"), ("", ""), (None, ""), ("A  Wish", "a wish")])
def test_a_kind_that_is_none_is_named_with_those_that_are(text: str | None, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        inspection.area_kind(text)
    assert (
        str(refused.value) == f"“{said}” is not a kind of area; use one of {', '.join(inspection.AREA_KINDS.values())}."
    )


def test_the_next_check_is_the_earliest_that_is_still_to_be_made() -> None:
    first, second = milestone("check", due=DAY), milestone("check", due=AFTER)
    assert inspection.next_check([second, first]) is first
    assert inspection.next_check([milestone("check", due=BEFORE, done=DAY), second]) is second
    assert inspection.next_check([milestone("review", due=BEFORE), second, milestone("check")]) is second
    assert (
        inspection.next_check([milestone("check"), milestone("review", due=DAY), milestone("check", due=DAY, done=DAY)])
        is None
    )


def test_what_nothing_has_met_by_a_day() -> None:
    missed, to_come, undated, met = (
        milestone(due=BEFORE),
        milestone("panel", due=AFTER),
        milestone("panel"),
        milestone("panel", due=BEFORE, done=DAY),
    )
    assert inspection.unmet([missed, to_come, undated, met], DAY) == [missed, to_come]
    assert inspection.unmet([], DAY) == []
    assert inspection.unmet([met], BEFORE) == [met]


def test_a_concern_is_discharged_once_the_inspectorate_has_done_so() -> None:
    assert inspection.is_discharged([milestone(done=DAY), milestone("discharge", done=DAY)], DAY)
    for open_still in (milestone("discharge", done=AFTER), milestone("discharge"), milestone("letter", done=BEFORE)):
        assert not inspection.is_discharged([open_still], DAY)


def test_the_last_review_is_a_panel_or_a_review_that_took_place() -> None:
    first, second = date(2026, 3, 1), date(2026, 4, 1)
    found = [milestone(done=first), milestone("panel", done=second), milestone("letter", done=BEFORE), milestone()]
    assert inspection.last_review([*found, milestone(done=AFTER)], DAY) == second
    assert inspection.last_review([milestone(done=DAY), *found], DAY) == DAY
    assert inspection.last_review([], DAY) is None


@pytest.mark.parametrize(
    ("rhythm", "found", "late"),
    [
        ("weekly", [milestone(done=date(2026, 5, 25))], 0),
        ("weekly", [milestone(done=date(2026, 5, 24))], 1),
        ("fortnightly", [milestone(done=date(2026, 5, 8))], 10),
        ("monthly", [milestone("letter", done=date(2026, 4, 1)), milestone("letter", done=date(2026, 4, 11))], 20),
        ("monthly", [milestone("letter", done=date(2026, 1, 1)), milestone("panel", done=date(2026, 4, 30))], 1),
        ("quarterly", [milestone("letter", done=date(2026, 1, 1))], 59),
        ("yearly", [milestone(done=date(2025, 5, 31))], 0),
        ("weekly", [milestone("letter", done=AFTER)], 0),
        ("weekly", [milestone("letter")], 0),
        ("weekly", [milestone("letter"), milestone("letter", done=date(2026, 5, 24))], 1),
        ("weekly", [], 0),
        ("weekly", [milestone(done=date(2026, 1, 1)), milestone("discharge", done=DAY)], 0),
        (None, [milestone(done=date(2020, 1, 1))], 0),
        ("now and then", [milestone(done=date(2020, 1, 1))], 0),
    ],
)
def test_a_review_is_late_by_its_rhythm(rhythm: str | None, found: list[Milestone], late: int) -> None:
    assert inspection.review_late(area(rhythm=rhythm), found, DAY) == late


def test_only_high_importance_asks_for_a_retest() -> None:
    assert [inspection.needs_retest(area(importance=i)) for i in ("high", "medium", "low", None)] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("more", "retested"),
    [
        ({}, True), ({"stage": "qa"}, False), ({"retest": False}, False), ({"revoked": ""}, False), ({"verdict": "follow_up"}, False),
        ({"date": None}, False), ({"date": AFTER}, False), ({"date": BEFORE}, True),
    ],
)  # fmt: skip
def test_a_favourable_sampling_that_stands_may_be_a_retest(more: dict[str, Any], retested: bool) -> None:
    made = {"uid": "s1", "task": "t1", "stage": "sampling", "retest": True, "verdict": "close", "date": DAY} | more
    assert inspection.is_retested([SignOff(uid="s0", task="t1", stage="qa"), SignOff(**made)], DAY) is retested


def test_the_newest_opinion_given_by_the_day_holds() -> None:
    def opinion(uid: str, given: date, position: int) -> Opinion:
        return Opinion(uid=uid, area="a1", level="partial", given_on=given, position=position)

    found = [opinion("b", DAY, 2), opinion("a", DAY, 1), opinion("c", BEFORE, 3), opinion("d", AFTER, 4)]
    holds = inspection.opinion_at(found, DAY)
    assert holds is not None
    assert holds.uid == "b"
    assert inspection.opinion_at(found[3:], DAY) is None


@pytest.mark.parametrize(
    ("fields", "tasks", "carried"),
    [
        ({}, [], True),
        ({}, [{"progress": "complete"}], False),
        ({}, [{"progress": "complete"}, {"progress": "unknown"}], True),
        ({}, [{"progress": "complete"}, {"progress": "unknown", "withdrawn": ""}], False),
        ({}, [{"withdrawn": ""}], True),
        ({"withdrawn": ""}, [{}], False),
        ({"closed_on": DAY}, [{}], False),
    ],
)
def test_an_open_area_is_carried_into_the_next_round(
    fields: dict[str, Any], tasks: list[dict[str, Any]], carried: bool
) -> None:
    made = [Task(uid=str(i), area="a1", no=str(i), **t) for i, t in enumerate(tasks)]
    assert inspection.is_open(iter(made), area(**fields)) is carried


def test_a_plan_that_was_sent_late_is_sent() -> None:
    from tui_tracker.domain.inspection import is_missed
    from tui_tracker.domain.wording import milestone_words

    due = Milestone(uid="d", area="a", position=0, what="plan_due", due_on=date(2026, 5, 1))
    sent = Milestone(uid="s", area="a", position=1, what="submitted", done_on=date(2026, 5, 12))
    assert is_missed(due, date(2026, 6, 1))
    assert not is_missed(due, date(2026, 6, 1), [due, sent])
    assert is_missed(due, date(2026, 5, 11), [due, sent]), "it was not sent by then"
    assert milestone_words(due, date(2026, 6, 1), [due, sent]).endswith("due 1 May 26, met 12 May 26, 11 days late")
