"""What is not as it was sealed: the count and the single differences agree, and undo clears both."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import task
from tui_tracker.actions.signoffs import Request
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.seal import changed_since, differences
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
