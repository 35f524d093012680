"""The laws of merging returns: nothing of theirs is lost, nothing of ours is overwritten."""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOON, law, open_tracker, task
from tests.packs.filling import fill
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.records import TYPES, Note, Problem, Proposal, to_data
from tui_tracker.errors import RefusedError

REFS = ("AFI1/T1", "AFI1/T2", "AFI1/T3")
WORDS = ("complete", "on target", "behind target", "not started", "ongoing")
texts = st.text(st.sampled_from('abc XYZ\n\\"’é–/:%#&漢'), min_size=1, max_size=30).filter(lambda t: t.strip())
answers = st.dictionaries(
    st.sampled_from(REFS),
    st.fixed_dictionaries(
        {},
        optional={
            "progress": st.sampled_from(WORDS), "note": texts, "new_date": st.sampled_from(("30 Sep 2026", "Dec-26")), "why": st.just("trainer off sick"),
            "problem": texts, "date": st.sampled_from(("1 June 2026", "today")),
        },
    ),
    max_size=3,
)  # fmt: skip


def records(t: Tracker, *, leave: tuple[str, ...] = ()) -> str:
    kinds = [k for k in TYPES if k not in leave]
    return json.dumps(
        {k: sorted(json.dumps(to_data(r), sort_keys=True, default=str) for r in t.read.each(k)) for k in kinds}
    )


def merged(t: Tracker, path: Path, take: str | None = None) -> bool:
    found = t.returns.preview(path, take=take)  # type: ignore[arg-type]  # ours, theirs or None
    return t.returns.merge(found) is not None


class Plan:
    """A plan with three tasks of two holders, in a folder of its own."""

    def __enter__(self) -> tuple[Tracker, Path]:
        self._folder = Path(tempfile.mkdtemp())
        self._tracker = t = open_tracker(self._folder, FixedClock(NOON, step=1))
        t.structure.new_plan("Improvement plan")
        t.structure.add_area(t.read.plans()[0].uid, "AFI1", "Visits follow the risk")
        for title in ("Set the score", "Book by score", "Check the booking"):
            t.structure.add_task(
                t.resolve("AFI1").uid, title, assigned_to="SM Prevention / TL Prevention", due="Mar-26"
            )
        return t, self._folder

    def __exit__(self, *_: object) -> None:
        self._tracker.close()
        shutil.rmtree(self._folder)


@law(8)
@given(answers, st.sampled_from(("txt", "xlsx")), st.sampled_from(WORDS))
def test_the_same_return_again_is_nothing_new_whatever_was_done_since(
    given_answers: dict[str, dict[str, str]], form: str, later: str
) -> None:
    with Plan() as (t, folder):
        path = folder / f"one.{form}"
        t.returns.make(path, "SM Prevention", chaser=False)
        untouched = t.read.journal_head()
        assert not merged(t, path), "an untouched form is a no-op"
        assert t.read.journal_head() == untouched
        fill(path, given_answers)
        before = records(t)
        asked = [u.message for u in t.returns.preview(path).unread]  # a day without a word: what was done on it
        took = merged(t, path)
        for ref, fields in given_answers.items():
            if "note" in fields:
                said = [" ".join(n.text.split()) for n in t.read.task(task(t, ref)).notes]
                assert " ".join(fields["note"].split()) in said, "no note is lost"
        if took:
            t.history.undo()
            assert records(t) == before, "merged then undone equals before"
            t.history.redo()
        with contextlib.suppress(RefusedError):  # they may stand there already
            t.tasks.set_progress(
                [task(t, "AFI1/T1"), task(t, "AFI1/T2")], "on_target" if later == "on target" else "ongoing"
            )
        head = t.read.journal_head()
        found = t.returns.preview(path)
        assert [u.message for u in found.unread] == asked, "what waits for an answer waits still"
        assert replace(found, unread=[]).nothing_new
        assert t.returns.merge(found) is None
        assert t.read.journal_head() == head


@law(8)
@given(answers, answers, st.sampled_from(("txt", "xlsx")))
def test_two_returns_meet_in_either_order(
    one: dict[str, dict[str, str]], two: dict[str, dict[str, str]], form: str
) -> None:
    """Different fields land with no question, in either order alike; the same field is one question, whichever comes first."""
    clash = {
        ref for ref in one.keys() & two.keys()
        if one[ref].get("progress") and two[ref].get("progress") and one[ref]["progress"] != two[ref]["progress"]
    }  # fmt: skip
    ends, questions = [], []
    for order in (("a", "b"), ("b", "a")):
        with Plan() as (t, folder):
            for name, holder, filled in (("a", "SM Prevention", one), ("b", "TL Prevention", two)):
                t.returns.make(folder / f"{name}.{form}", holder, chaser=False)
                fill(folder / f"{name}.{form}", filled)
            asked = []
            for name in order:
                found = t.returns.preview(folder / f"{name}.{form}")
                asked += [(c.ref, c.field) for c in found.clashes]
                if found.clashes:
                    with pytest.raises(RefusedError, match="have both changed"):
                        t.returns.merge(found)
                    found = t.returns.preview(folder / f"{name}.{form}", take="ours")
                t.returns.merge(found)
            questions.append(sorted(asked))
            rows = [(r.ref, r.progress) for r in t.read.task_rows(t.read.task_ids())]
            notes = sorted((n.task, n.text, str(n.said_by)) for n in t.read.all(Note))
            ends.append((None if clash else rows, notes, len(t.read.all(Proposal)), len(t.read.all(Problem))))
    assert questions[0] == questions[1] == sorted((ref, "progress") for ref in clash)
    assert ends[0] == ends[1]


def test_a_form_changes_nothing_it_was_not_made_for(plan: Tracker, tmp_path: Path) -> None:
    path = tmp_path / "hr.txt"
    plan.returns.make(path, "HR Manager", chaser=False)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("AFI2/T1", "AFI1/T1"), encoding="utf-8")
    before = records(plan)
    with pytest.raises(RefusedError, match="speaks of AFI1/T1, for which it was not made"):
        plan.returns.preview(path)
    assert records(plan) == before


def test_clashes_are_settled_one_by_one(plan: Tracker, tmp_path: Path) -> None:
    path = tmp_path / "sm.txt"
    plan.returns.make(path, "SM Prevention", chaser=False)
    fill(path, {ref: {"progress": "complete"} for ref in REFS})
    plan.tasks.set_progress([task(plan, "AFI1/T1"), task(plan, "AFI1/T2")], "behind_target")
    found = plan.returns.preview(path)
    assert [(c.ref, c.base, c.ours, c.theirs) for c in found.clashes] == [
        (ref, "unknown", "behind_target", "complete") for ref in REFS[:2]
    ]  # fmt: skip
    plan.returns.merge(
        plan.returns.preview(path, take={("AFI1/T1", "progress"): "ours", ("AFI1/T2", "progress"): "theirs"})
    )
    assert [plan.tasks.get(task(plan, ref))[0].progress for ref in REFS] == ["behind_target", "complete", "complete"]
    assert plan.returns.preview(path).nothing_new, "what was answered is not asked again"
