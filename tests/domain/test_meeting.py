"""Meetings: the words of a minute, what an ended meeting adds up to, and the order in which items come."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tracker.domain.meeting import VERDICTS, Item, Queue, ended_balance, items, outcomes, said
from tui_tracker.domain.records import Decision, Meeting


def decision(verdict: str, item: str = "task:a", position: int = 0, **details: Any) -> Decision:
    return Decision(
        uid=f"d{position:015d}",
        meeting="m",
        position=position,
        item=item,
        verdict=verdict,
        ref="AFI1/T1",
        details=details,
    )


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (decision("ready"), "ready for QA"),
        (decision("ready", same=True), "ready for QA (as before)"),
        (decision("complete"), "complete"),
        (decision("open"), "stays open"),
        (decision("closed"), "area closed"),
        (
            decision("deferred", before="Mar-24", after="30 Sep 26", reason="money", moves=1),
            "deferred to 30 Sep 26 (was Mar-24): money",
        ),
        (decision("deferred", before="", after="30 Sep 26", reason="money", moves=1), "deferred to 30 Sep 26: money"),
        (decision("moved", before="a", after="b", reason="c"), "date put to b (was a): c"),
        (decision("moved", before="a", after="b", reason="c", moves=2), "date put to b (was a, second move): c"),
        (decision("moved", before="a", after="b", reason="c", moves=3), "date put to b (was a, third move): c"),
        (decision("moved", before="a", after="b", reason="c", moves=4), "date put to b (was a, move 4): c"),
        (decision("waiting", body="Procurement", chase="1 Jul 26"), "waits on Procurement, to be chased on 1 Jul 26"),
        (decision("waiting", body=None, chase=""), "waits on nobody any more"),
        (decision("escalated", to="Fire Authority", why="no money"), "escalated to Fire Authority: no money"),
        (decision("noted", text="Seen"), "noted: Seen"),
        (
            decision("given", number=3, owner="HR", due="12 Jun 26", text="Send it"),
            "action 3 for HR, by 12 Jun 26: Send it",
        ),
        (decision("given", number=3, owner="HR", due="", text="Send it"), "action 3 for HR, no date: Send it"),
        (decision("done"), "action done"),
        (decision("done", how="booked"), "action done: booked"),
        (decision("dropped", how="not wanted"), "action dropped: not wanted"),
    ],
)
def test_what_the_minute_says(made: Decision, words: str) -> None:
    assert said(made) == words


def test_only_the_last_that_decides_stands() -> None:
    made = [
        decision("complete"),
        decision("noted", position=1, text="x"),
        decision("behind_target", position=2),
        decision("moved", position=3),
    ]
    assert {k: d.position for k, d in outcomes(made).items()} == {"task:a": 2}
    assert {v.id for v in VERDICTS.values() if not v.decides} == {"moved", "noted", "given"}


def test_an_ended_meeting_adds_up() -> None:
    meeting = Meeting(
        uid="m", board="Board", held_on=date(2026, 6, 1), agenda=[["task", "a", "late"], ["area", "b", ""], ["action", "c", ""], ["task", "d", ""]],
        left=[["B", "b", "skipped"], ["C", "c", "not reached"], ["D", "d", "not reached"]],
    )  # fmt: skip
    assert ended_balance(meeting, [decision("complete"), decision("complete", position=1)]) == {
        "decided": 1,
        "left open": 0,
        "skipped": 1,
        "put off": 0,
        "not reached": 2,
    }
    assert items(meeting)[0] == Item("task", "a", "late")
    assert [i.key for i in items(meeting)] == ["task:a", "area:b", "action:c", "task:d"]
    assert {i.kind for i in items(meeting)} == {"action", "task", "area"}


# -- the order in which items come


@given(st.integers(0, 8), st.lists(st.sampled_from(["decide", "skip", "later", "back", "on"]), max_size=60))
def test_no_item_is_lost_whatever_is_pressed(size: int, keys: list[str]) -> None:
    queue = Queue(size)
    for key in keys:
        {
            "decide": queue.decide, "skip": queue.skip, "later": queue.put_off, "back": lambda: queue.step(-1), "on": lambda: queue.step(1),
        }[key]()  # fmt: skip
        assert queue.at is None or 0 <= queue.at < size
        assert not set(queue.later) & queue.decided
        assert not set(queue.skipped) & queue.decided
        assert not set(queue.later) & set(queue.skipped)
        kept = Queue(size, decided=set(queue.decided))
        kept.take_up(json.loads(json.dumps(queue.to_keep())))
        if queue.at not in queue.decided:
            assert (kept.at, kept.later, kept.skipped) == (queue.at, queue.later, queue.skipped)
    for _ in range(4 * size + 4):
        if queue.at is None or queue.at in queue.decided:
            queue.skip()
        else:
            queue.decide()
    assert queue.decided == set(range(size)), "pressing on decides everything in the end"


def test_later_comes_after_all_others_and_skipped_only_when_asked_for() -> None:
    queue = Queue(4)
    queue.put_off()
    assert queue.at == 1
    queue.skip()
    assert queue.at == 2
    queue.decide()
    queue.decide()
    assert queue.at == 0, "what was put off comes by itself"
    queue.decide()
    assert queue.at is None
    queue.skip()
    assert queue.at == 1, "what was skipped comes when space asks for it"
    queue.decide()
    assert (queue.at, queue.decided) == (None, {0, 1, 2, 3})


def test_going_back_and_forth_ends_at_the_ends() -> None:
    queue = Queue(3)
    assert not queue.step(-1)
    assert queue.step(1)
    assert queue.step(1)
    assert not queue.step(1)
    assert queue.at == 2
    queue.at = None
    assert queue.step(-1)
    assert queue.at == 2
    queue.at = None
    assert queue.step(1)
    assert queue.at == 0
    queue.go(7)
    assert queue.at == 0
    queue.go(-1)
    assert queue.at == 0


def test_what_was_taken_back_comes_again_now() -> None:
    queue = Queue(3)
    queue.decide()
    queue.decide()
    queue.decided.discard(0)
    queue.go(0)
    assert (queue.at, queue.decided) == (0, {1})
    assert queue.next() == 2


def test_an_empty_agenda_has_nothing_to_come() -> None:
    queue = Queue(0)
    queue.skip()
    queue.put_off()
    queue.decide()
    assert (queue.at, queue.next(), queue.to_keep()) == (None, None, {"at": None, "later": [], "skipped": []})


def test_a_place_that_cannot_be_read_costs_the_place_only() -> None:
    for kept in ({}, {"at": "x", "later": 3, "skipped": [9, -1, "a"]}, {"at": 99}):
        queue = Queue(3, decided={0})
        queue.take_up(kept)
        assert (queue.at, queue.later, queue.skipped) == (1, [], [])
