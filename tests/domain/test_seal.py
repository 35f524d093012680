"""What is not as it was sealed: the count and the single differences agree, and undo clears both."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import task
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.records import Attachment, Link, Note, Step, Task
from tui_tracker.domain.seal import changed_since, differences, look
from tui_tracker.domain.views import difference_words

few = st.text("ab", max_size=2)
looks = st.fixed_dictionaries(
    {
        "title": st.none() | few,
        "work": st.none() | few,
        "progress": st.sampled_from(["unknown", "complete"]),
        "notes": st.dictionaries(few, st.tuples(st.none() | st.just("2026-05-01"), st.none() | few, few).map(list), max_size=3),
        "links": st.lists(few, max_size=3).map(sorted),
        "attachments": st.lists(few, max_size=3).map(sorted),
    }
)  # fmt: skip


@given(looks, looks)
def test_the_differences_are_those_that_are_counted(before: dict[str, Any], now: dict[str, Any]) -> None:
    found = differences(before, now)
    kinds = {f"{d.what}s" if d.what in ("link", "attachment") else d.what for d in found}
    notes = sum(1 for d in found if d.what == "note")
    counted = changed_since(before, now)
    assert ({f"{notes} note{'s' if notes > 1 else ''}"} if notes else set()) | (kinds - {"note"}) == set(counted)
    assert differences(before, before) == []
    back = differences(now, before)
    assert sorted((d.what, d.after or "", d.before or "") for d in back) == sorted(
        (d.what, d.before or "", d.after or "") for d in found
    )


def note(uid: str, **more: Any) -> Note:
    return Note(uid=uid, task="t1", **more)


def link(target: str | None, label: str | None = None) -> Link:
    return Link(uid="l1", task="t1", target=target, label=label)


def test_a_look_is_in_a_fixed_order_and_holds_what_stands() -> None:
    doing = Task(uid="t1", area="a1", no="1", title="Mend it", work="Try it", progress="ongoing")
    notes = [
        note("n2", text="two", said_by="SM", date=date(2026, 5, 1)), note("n1", text="one"), note("n3", text="three", corrects="n2"),
    ]  # fmt: skip
    links = [link("https://b.example", "x"), link(None, "a file"), link(None)]
    files = [Attachment(uid=h, task="t1", name=h, sha256=h, size=1) for h in ("ff", "aa")]
    steps = [Step(uid=u, task="t1", position=p, text=u) for u, p in (("c", 2), ("b", 1), ("a", 1))]
    assert look(doing, notes, links, files, steps) == {
        "title": "Mend it",
        "work": "Try it",
        "progress": "ongoing",
        "notes": {"n1": [None, None, "one"], "n3": [None, None, "three"]},
        "links": ["", "a file", "https://b.example"],
        "attachments": ["aa", "ff"],
        "steps": [["a", "not_started"], ["b", "not_started"], ["c", "not_started"]],
    }
    assert list(look(doing, notes[:2], [], [])["notes"].items()) == [
        ("n1", [None, None, "one"]),
        ("n2", ["2026-05-01", "SM", "two"]),
    ]
    assert "steps" not in look(doing, [], [], [])


SEALED: dict[str, Any] = {"title": "Mend it", "work": None, "progress": "complete", "notes": {"n1": ["2026-05-01", None, "one"], "n2": [None, "SM", "two"]}, "links": ["x", "x"], "attachments": ["abcdef0123456789"]}  # fmt: skip


@pytest.mark.parametrize(
    ("now", "counted", "shown"),
    [
        ({}, [], []),
        ({"title": "Mend", "work": "Try it"}, ["title", "work"], [("title", "Mend it", "Mend"), ("work", None, "Try it")]),
        ({"notes": {"n1": ["2026-05-01", None, "one"]}}, ["1 note"], [("note", "undated, SM: two", None)]),
        (
            {"notes": {"n1": [None, None, "one"], "n3": [None, None, "three"]}}, ["3 notes"],
            [("note", "1 May 26, not stated: one", "undated, not stated: one"), ("note", "undated, SM: two", None), ("note", None, "undated, not stated: three")],
        ),
        ({"links": ["x", "y"]}, ["links"], [("link", "x", None), ("link", None, "y")]),
        ({"attachments": ["0123456789abcdef"]}, ["attachments"], [("attachment", "abcdef01", None), ("attachment", None, "minutes.pdf")]),
        ({"steps": [["Ask", "complete"]]}, ["steps"], [("step", None, "Ask (complete)")]),
        ({"progress": "ongoing", "links": []}, ["progress", "links"], [("progress", "complete", "ongoing"), ("link", "x", None), ("link", "x", None)]),
    ],
)  # fmt: skip
def test_each_difference_has_its_words_before_and_after(
    now: dict[str, Any], counted: list[str], shown: list[tuple[str, str | None, str | None]]
) -> None:
    names = {"0123456789abcdef": "minutes.pdf"}
    assert changed_since(SEALED, SEALED | now) == counted
    assert [(d.what, d.before, d.after) for d in differences(SEALED, SEALED | now, names)] == shown
    assert changed_since(None, now) == differences(None, now) == []


def test_steps_that_stay_as_they_are_are_no_change() -> None:
    stepped = SEALED | {"steps": [["Ask", "complete"]]}
    assert changed_since(stepped, stepped | {"title": "Mend"}) == ["title"]


def test_a_file_without_a_name_is_shown_by_the_start_of_its_digest() -> None:
    found = differences(SEALED, SEALED | {"attachments": []})
    assert [(d.before, d.after) for d in found] == [("abcdef01", None)]


def test_a_changed_task_shows_what_its_signer_did_not_see(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    plan.tasks.ready(uid)
    plan.notes.add(uid, "The score is set.", said_by="SM Prevention")
    plan.signoffs.sign(uid, Request("qa", "close", "AM Prevention"))
    [qa] = plan.read.task(uid).signoffs
    assert plan.read.task(uid).since(qa) == []
    plan.notes.add(uid, "The score was withdrawn.", said_by="SM Prevention", links=["https://example.org/score"])
    plan.tasks.set_progress([uid], "behind_target")
    view = plan.read.task(uid)
    said = [difference_words(d) for d in view.since(qa)]
    assert said == [
        "progress was complete, is behind target",
        "new note: 1 Jun 26, SM Prevention: The score was withdrawn.",
        "new link: https://example.org/score",
    ]
    for _ in range(2):
        plan.history.undo()
    assert plan.read.task(uid).since(qa) == []
    assert plan.read.task(uid).row.changed == ()


def test_a_step_taken_out_and_put_back_changes_nothing_whatever_its_place() -> None:
    sealed = SEALED | {"steps": [["Ask", "complete"], ["Write", "not_started"]]}
    turned = SEALED | {"steps": [["Write", "not_started"], ["Ask", "complete"]]}
    assert changed_since(sealed, turned) == []
    assert differences(sealed, turned) == []
    assert changed_since(sealed, SEALED | {"steps": [["Ask", "complete"], ["Ask", "complete"]]}) == ["steps"]
