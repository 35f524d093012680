"""Every count, defined once: what is overdue, favourable, clear, and in which nested figure a task stands."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tracker.domain import figures
from tui_tracker.domain.figures import Counts, Figures
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.records import Area, Note, Promise, SignOff, Task
from tui_tracker.domain.seal import look

DAY = date(2026, 6, 1)
EARLIER, LATER = date(2026, 5, 31), date(2026, 6, 2)


def task(uid: str = "t1", area: str = "a1", **more: Any) -> Task:
    return Task(uid=uid, area=area, no="1", **({"progress": "complete"} | more))


def entry(stage: str = "qa", verdict: str | None = "close", **more: Any) -> SignOff:
    made = {"date": DAY, "by": "AM People", "comment": "Seen.", "position": 0 if stage == "qa" else 1} | more
    return SignOff(uid=stage, task="t1", stage=stage, verdict=verdict, **made)


def promise(met_on: date | None = None, signoff: str | None = "qa") -> Promise:
    return Promise(uid="p1", task="t1", due_on=DAY, text="look again", met_on=met_on, signoff=signoff)


@pytest.mark.parametrize(
    ("due", "progress", "days"),
    [
        (None, "ongoing", 0), (LATER, "ongoing", 0), (DAY, "ongoing", 0), (EARLIER, "ongoing", 1),
        (date(2026, 4, 1), "unknown", 61), (EARLIER, "complete", 0), (EARLIER, "deferred", 1),
    ],
)  # fmt: skip
def test_overdue_is_past_its_date_and_not_complete(due: date | None, progress: str, days: int) -> None:
    assert figures.overdue_days(due, progress, DAY) == days
    assert figures.is_overdue(task(due=due, progress=progress), DAY) is (days > 0)


def test_a_promise_is_met_on_the_day_it_was_met() -> None:
    assert [figures.is_met(promise(d), DAY) for d in (None, EARLIER, DAY, LATER)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("verdict", "promises", "clears"),
    [
        ("close", [], True),
        ("close", [promise()], True),
        ("not_yet", [], False),
        (None, [], False),
        ("follow_up", [], False),
        ("follow_up", [promise()], False),
        ("follow_up", [promise(EARLIER)], True),
        ("follow_up", [promise(EARLIER), promise()], False),
        ("follow_up", [promise(EARLIER, signoff=None)], False),
        ("follow_up", [promise(EARLIER), promise(signoff="other")], True),
    ],
)
def test_an_entry_clears_its_stage(verdict: str | None, promises: list[Promise], clears: bool) -> None:
    assert figures.favourable(entry(verdict=verdict), promises, DAY) is clears


def test_no_entry_clears_nothing() -> None:
    assert figures.favourable(None, [], DAY) is False


BOTH = [entry(), entry("sampling")]
NOW = look(task(), [], [], [])


@pytest.mark.parametrize(
    ("made", "entries", "promises", "clear"),
    [
        (task(), BOTH, [], True),
        (task(progress="ongoing"), BOTH, [], False),
        (task(), [entry()], [], False),
        (task(), [entry("sampling")], [], False),
        (task(), [entry(), entry("sampling", "not_yet")], [], False),
        (task(), [entry(verdict="not_yet"), entry("sampling")], [], False),
        (task(), BOTH, [promise(signoff=None)], False),
        (task(), BOTH, [promise(DAY, signoff=None)], True),
        (task(), BOTH, [promise(DAY), promise(LATER)], False),
        (task(), [entry(looked_at=NOW), entry("sampling", looked_at=NOW)], [], True),
        (task(), [entry(looked_at=NOW | {"work": "x"}), entry("sampling", looked_at=NOW)], [], False),
        (task(), [entry(looked_at=NOW), entry("sampling", looked_at=NOW | {"links": ["x"]})], [], False),
        (task(), [entry(verdict="follow_up"), entry("sampling")], [promise(DAY)], True),
        (task(), [entry(verdict="follow_up"), entry("sampling")], [promise(LATER)], False),
        (task(), [entry(date=LATER), entry("sampling")], [], False),
        (task(), [entry(), entry("sampling", date=LATER)], [], False),
    ],
)
def test_a_task_is_assured_when_both_stages_clear_and_nothing_changed(
    made: Task, entries: list[SignOff], promises: list[Promise], clear: bool
) -> None:
    assert figures.is_clear(made, iter(entries), promises, NOW, DAY) is clear


def test_a_note_that_came_after_the_seal_takes_assurance_away() -> None:
    sealed = [entry(looked_at=NOW), entry("sampling", looked_at=NOW)]
    note = Note(uid="n1", task="t1", text="The score was withdrawn.")
    assert not figures.is_clear(task(), sealed, [], look(task(), [note], [], []), DAY)


def test_standing_areas_and_their_standing_tasks_are_counted() -> None:
    areas = [Area(uid="a1", plan="p", ref="AFI1"), Area(uid="a2", plan="p", ref="AFI2", withdrawn="joined")]
    found = [task(str(i), progress=p.value, due=EARLIER) for i, p in enumerate(Progress)]
    found += [task("w", withdrawn=""), task("x", area="a2"), task("y", progress="ongoing", due=DAY)]
    made = figures.count_tasks(areas, found, DAY)
    assert made == Counts(1, 8, 1, 1, 1, 1, 1, 2, 1, 6)
    assert made.adds_up()
    assert figures.count_tasks([], [], DAY) == Counts()


@pytest.mark.parametrize(
    ("complete", "entries", "assured", "made"),
    [
        (True, BOTH, True, Figures(1, 1, 1, 1, 1)),
        (True, BOTH, False, Figures(1, 1, 1, 1)),
        (True, [entry()], False, Figures(1, 1, 1)),
        (True, [entry("sampling")], False, Figures(1, 1, outside_sampled=1)),
        (True, [], False, Figures(1, 1)),
        (False, BOTH, False, Figures(1, outside_qa=1, outside_sampled=1)),
        (False, [entry()], False, Figures(1, outside_qa=1)),
        (False, [entry("sampling")], False, Figures(1, outside_sampled=1)),
        (False, [], False, Figures(1)),
        (True, [entry(date=LATER), entry("sampling", date=LATER)], False, Figures(1, 1)),
    ],
)
def test_a_task_stands_in_nested_figures(complete: bool, entries: list[SignOff], assured: bool, made: Figures) -> None:
    doing = task(progress="complete" if complete else "ongoing")
    assert figures.task_figures(doing, iter(entries), assured, DAY) == made
    assert made.nested()


def test_where_a_retest_is_asked_for_sampling_must_have_been_one() -> None:
    retested = [entry(), entry("sampling", retest=True)]
    assert figures.is_clear(task(), retested, [], NOW, DAY, retest=True)
    assert figures.is_clear(task(), BOTH, [], NOW, DAY, retest=False)
    assert not figures.is_clear(task(), BOTH, [], NOW, DAY, retest=True)


small = st.integers(0, 9)
counted = st.builds(Counts, *[small] * 10)
nested = st.builds(Figures, *[small] * 7)


@given(counted, counted)
def test_counts_add_field_by_field(one: Counts, other: Counts) -> None:
    assert (one + other).to_json() == {k: v + other.to_json()[k] for k, v in one.to_json().items()}
    assert list(one.to_json()) == ["areas", "tasks", *Progress, "overdue", "areas_late"]
    total = sum(one.of(p) for p in Progress)
    assert one.adds_up() is (total == one.tasks and one.overdue <= one.tasks - one.complete)


def test_counts_add_up_or_do_not() -> None:
    assert Counts(tasks=2, complete=1, ongoing=1, overdue=1).adds_up()
    assert not Counts(tasks=2, complete=1, ongoing=1, overdue=2).adds_up()
    assert not Counts(tasks=3, complete=1, ongoing=1).adds_up()


@given(nested, nested)
def test_figures_add_step_by_step(one: Figures, other: Figures) -> None:
    made = one + other
    assert made.steps() == tuple(a + b for a, b in zip(one.steps(), other.steps(), strict=True))
    assert (made.outside_qa, made.outside_sampled) == (
        one.outside_qa + other.outside_qa,
        one.outside_sampled + other.outside_sampled,
    )
    assert one.nested() is (list(one.steps()) == sorted(one.steps(), reverse=True))


def test_figures_are_nested_only_when_no_step_exceeds_the_one_before() -> None:
    assert Figures().nested()
    assert not Figures(assured=-1).nested()
    assert not Figures(1, 1, 1, 0, 1).nested()


def test_figures_are_told_under_their_own_names() -> None:
    assert Figures(7, 6, 5, 4, 3, 2, 1).to_json() == {
        "tasks": 7,
        "reported_complete": 6,
        "qa_recorded": 5,
        "sampled": 4,
        "assured": 3,
        "outside": {"qa_recorded": 2, "sampled": 1},
    }
