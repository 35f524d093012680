"""Two laptops with one plan: what both did meets, whichever merges first; clashes are asked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOON, law, open_tracker, task
from tests.packs.test_laws import Plan, records
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.records import Note, Task
from tui_tracker.errors import RefusedError


def copied(t: Tracker, folder: Path, prefix: str) -> Tracker:
    """A second laptop with a copy of the plan as it stands."""
    folder.mkdir()
    with t.rewriting():
        t.db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(t.path, folder / "plan.db")
    return open_tracker(folder, FixedClock(NOON + timedelta(minutes=5), step=1), prefix=prefix)


@pytest.fixture
def other(plan: Tracker, tmp_path: Path) -> Iterator[Tracker]:
    with copied(plan, tmp_path / "two", "w") as t:
        yield t


def test_what_both_did_meets_and_again_is_nothing_new(plan: Tracker, other: Tracker) -> None:
    plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")
    other.notes.add(task(other, "AFI1/T1"), "Seen by the other", said_by="Crew")
    other.tasks.set_progress([task(other, "AFI1/T2")], "behind_target")
    other.structure.add_task(other.resolve("AFI1").uid, "New there")
    plan.structure.add_task(plan.resolve("AFI1").uid, "New here")
    other.action_log.add("HR Manager", "There")
    plan.action_log.add("HR Manager", "Here")
    before = records(plan)
    found = plan.copies.preview(other.path)
    assert (found.entries, found.clashes) == (4, [])
    plan.copies.merge(found)
    rows = {r.ref: (r.title, r.progress, r.note_count) for r in plan.read.task_rows(plan.read.task_ids())}
    assert rows["AFI1/T1"] == ("Set the score", "complete", 1)
    assert rows["AFI1/T2"][1] == "behind_target"
    assert {rows["AFI1/T4"][0], rows["AFI1/T5"][0]} == {"New here", "New there"}
    assert sorted((a.number, a.text) for a in plan.action_log.all()) == [(1, "Here"), (2, "There")]
    assert plan.copies.preview(other.path).entries == 0
    assert plan.copies.merge(plan.copies.preview(other.path)) is None
    plan.tasks.set_progress([task(plan, "AFI1/T2")], "complete")
    assert plan.copies.preview(other.path).nothing_new, "nothing new whatever was done since"
    plan.history.undo()
    plan.history.undo()
    assert records(plan) == before
    assert not plan.history.verify().faults


def test_a_field_that_both_changed_is_asked_and_settled(plan: Tracker, other: Tracker) -> None:
    for t, word in ((plan, "complete"), (other, "behind_target")):
        t.tasks.set_progress([task(t, "AFI1/T1")], word)
    found = plan.copies.preview(other.path)
    assert [(c.about, c.field, c.base, c.ours, c.theirs) for c in found.clashes] == [
        ("AFI1/T1", "progress", "unknown", "complete", "behind_target")
    ]  # fmt: skip
    before = records(plan)
    with pytest.raises(RefusedError, match="both laptops changed 1 thing"):
        plan.copies.merge(found)
    assert records(plan) == before
    plan.copies.merge(plan.copies.preview(other.path, "theirs"))
    assert plan.tasks.get(task(plan, "AFI1/T1"))[0].progress == "behind_target"
    assert plan.copies.preview(other.path).nothing_new


def test_what_one_removed_and_the_other_changed_is_asked(plan: Tracker, other: Tracker) -> None:
    plan.structure.join(task(plan, "AFI1/T1"), task(plan, "AFI1/T2"))
    other.tasks.set_progress([task(other, "AFI1/T2")], "complete")
    assert plan.copies.preview(other.path).nothing_new, "what is gone here stays gone"
    found = other.copies.preview(plan.path)
    assert ["" in (c.field,) for c in found.clashes].count(True) == 1


def test_another_plan_is_no_copy(plan: Tracker, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    with open_tracker(tmp_path / "x", FixedClock(NOON), prefix="x") as stranger:
        stranger.structure.new_plan("Another")
        with pytest.raises(RefusedError, match="share no history"):
            plan.copies.preview(stranger.path)


acts = st.lists(
    st.tuples(
        st.sampled_from(["progress", "note", "title", "undo", "add"]),
        st.integers(0, 2),
        st.sampled_from(["complete", "on_target", "ongoing"]),
    ),
    max_size=8,
)


def act(t: Tracker, what: str, n: int, word: str, tag: str, copied_at: int) -> None:
    uid = task(t, f"AFI1/T{n + 1}")
    try:
        match what:
            case "progress":
                t.tasks.set_progress([uid], word)
            case "note":
                t.notes.add(uid, f"{tag} {word}")
            case "title":
                t.tasks.save(uid, {"title": f"{tag} {word}"})
            case "add":
                t.structure.add_task(t.resolve("AFI1").uid, f"{tag} {word}")
            case "undo":
                if any(e.number > copied_at and not e.undone and not e.undoes for e in t.read.history()):
                    t.history.undo()  # of its own: what both had when the copy was made stays
    except RefusedError:
        pass


@law(8)
@given(acts, acts)
def test_after_both_have_merged_both_have_the_same(
    mine: list[tuple[str, int, str]], theirs: list[tuple[str, int, str]]
) -> None:
    with Plan() as (t, folder), copied(t, folder / "two", "w") as other:
        copied_at = t.read.journal_head()[0]
        for step in mine:
            act(t, *step, "here", copied_at)
        for step in theirs:
            act(other, *step, "there", copied_at)
        t.copies.merge(t.copies.preview(other.path, "ours"))
        other.copies.merge(other.copies.preview(t.path, "theirs"))

        def stand(x: Tracker) -> tuple[list[tuple[str, str, str]], list[tuple[str, str]]]:
            tasks = sorted((r.uid, r.progress, r.title or "") for r in x.read.all(Task))
            return tasks, sorted((n.task, n.text) for n in x.read.all(Note))

        assert stand(t) == stand(other)
        assert not t.history.verify().faults
