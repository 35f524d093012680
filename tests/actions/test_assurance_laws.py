"""Laws of assurance: who may sign, what changed since, promises, slips and draws, on anything that could be typed."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.actions.test_laws import tables
from tests.actions.test_year import something, start
from tests.conftest import NOON, law, open_tracker
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.people import Register
from tui_tracker.domain.records import Alias, Note, Person, SignOff, Task
from tui_tracker.domain.signoff import Around, may_qa, who_may_sign
from tui_tracker.domain.steps import STEPS, short_of
from tui_tracker.domain.text import fold
from tui_tracker.errors import RefusedError

SPELLINGS = ["SM One", "Station Manager One", "GM Two", "Two", "AM Three", "am three", "Business Assurance", "BA"]
WHO = st.sampled_from(SPELLINGS)
PEOPLE = st.dictionaries(st.sampled_from(SPELLINGS), st.integers(1, 3), max_size=8)


@contextmanager
def small() -> Iterator[Tracker]:
    """One area with one task that has been reported complete."""
    with tempfile.TemporaryDirectory() as name, open_tracker(Path(name), FixedClock(NOON, step=1)) as t:
        t.structure.new_plan("Plan")
        t.structure.add_area(t.read.plans()[0].uid, "AFI1", "Area", owner="AM Three")
        t.structure.add_task(t.resolve("AFI1").uid, "First", assigned_to="SM One", due="1 Sep 2026", work="write it")
        t.tasks.set_progress([t.resolve("AFI1/T1").uid], "complete")
        yield t


@law(300)
@given(
    PEOPLE, WHO, st.lists(st.tuples(WHO, WHO), max_size=3), st.none() | WHO, st.sampled_from(["qa", "sampling"]), WHO,
    st.booleans(), st.none() | WHO, st.lists(WHO, max_size=2),
)  # fmt: skip
def test_nobody_signs_what_they_did_said_or_signed_and_entering_is_free(
    same: dict[str, int], assignee: str, said: list[tuple[str, str]], other: str | None, stage: str, signer: str, knows_owner: bool, deputy: str | None,
    formerly: list[str],
) -> None:  # fmt: skip
    """Against a model: spellings are one person when the register says so (or they are the same letters)."""

    def who(spelling: str) -> object:
        folded = {fold(s): n for s, n in same.items()}
        return folded.get(fold(spelling), fold(spelling))

    aliases = [
        Alias(uid=f"a{i:015d}", person=f"p{n:015d}", spelling=s, folded=fold(s))
        for i, (s, n) in enumerate(same.items())
    ]
    persons = [
        Person(uid=f"p{n:015d}", name=f"P{n}", deputy_for="AM Three" if deputy and who(deputy) == n else None)
        for n in set(same.values())
    ]
    register = Register({a.folded: a for a in aliases}.values())
    task = Task(uid="t", area="a", no="1", assigned_to=assignee)
    notes = [Note(uid=f"n{i}", task="t", said_by=by, entered_by=typed, text="x") for i, (by, typed) in enumerate(said)]
    second = "sampling" if stage == "qa" else "qa"
    entries = (
        [SignOff(uid="s", task="t", stage=second, verdict="close", date=date(2026, 1, 1), by=other)] if other else []
    )
    owner = "AM Three" if knows_owner else None
    bar = who_may_sign(register, task, notes, entries, stage, signer, Around(owner, formerly, persons))
    barred = who(signer) in {who(assignee), *(who(by) for by, _ in said), *([who(other)] if other else [])}
    if not barred and stage == "qa" and owner and isinstance(who(owner), int):
        barred = who(signer) not in {who(owner), *([who(deputy)] if deputy and isinstance(who(deputy), int) else [])}
        assert bool(may_qa(register, persons, owner))
    if (
        not barred and stage == "sampling" and owner
    ):  # an owner whom nobody has placed does not sample either; deputies are the register's
        deputies = [who(deputy)] if deputy and isinstance(who(deputy), int) and isinstance(who(owner), int) else []
        barred = who(signer) in {who(owner), *deputies}
    barred = barred or who(signer) in {who(f) for f in formerly}
    assert (bar is not None) == barred
    assert bar is None or signer in bar.sentence


EDITS = {
    "note": lambda t, uid: t.notes.add(uid, "more was seen"),
    "correct": lambda t, uid: t.notes.correct(t.read.task(uid).standing_notes()[0].uid, "other words"),
    "progress": lambda t, uid: t.tasks.set_progress([uid], "ongoing"),
    "title": lambda t, uid: t.tasks.save(uid, {"title": "Another title"}),
    "work": lambda t, uid: t.tasks.save(uid, {"work": "more to do"}),
    "step": lambda t, uid: t.steps.add(uid, "a step"),
    "owner": lambda t, uid: t.tasks.save(uid, {"assigned_to": "SM Onne"}),
    "due": lambda t, uid: t.tasks.save(uid, {"due": "1 Oct 2026"}, reason="later"),
    "station": lambda t, uid: t.tasks.save(uid, {"station": "Station 7"}),
}
COUNTED = {
    "note": "1 note",
    "correct": "2 notes",
    "progress": "progress",
    "title": "title",
    "work": "work",
    "step": "steps",
}


@law(10)
@given(st.sets(st.sampled_from(sorted(EDITS)), min_size=1))
def test_what_counts_shows_as_changed_what_does_not_stays_quiet_and_undo_clears_it(edits: set[str]) -> None:
    with small() as t:
        uid = t.resolve("AFI1/T1").uid
        t.notes.add(uid, "seen at two stations", said_by="SM One")
        t.signoffs.sign(uid, Request("qa", "close", "AM Three"))
        before = tables(t)
        for name in sorted(edits):
            EDITS[name](t, uid)
        view = t.read.task(uid)
        counted = edits & set(COUNTED)
        assert bool(view.row.changed) == bool(counted)
        assert [r.uid for r in t.read.task_rows(t.read.task_ids("is:changed"))] == ([uid] if counted else [])
        said = {w for name in counted - {"note", "correct"} for w in [COUNTED[name]]}
        assert said == {w for w in view.row.changed if "note" not in w}
        assert any("note" in w for w in view.row.changed) == bool(counted & {"note", "correct"})
        assert len(view.since(view.signoffs[0])) >= len(counted)
        for _ in edits:
            t.history.undo()
        assert tables(t) == before
        assert t.read.task(uid).row.changed == ()


@law(10)
@given(st.lists(st.tuples(st.integers(1, 60), st.booleans()), max_size=5), st.integers(0, 70))
def test_assured_waits_for_every_promise_and_for_nothing_else(promised: list[tuple[int, bool]], days: int) -> None:
    """(days ahead, whether it is met): the task is assured exactly when all are met; late are those past their day."""
    with small() as t:
        uid = t.resolve("AFI1/T1").uid
        t.signoffs.sign(uid, Request("qa", "close", "AM Three"))
        t.signoffs.sign(uid, Request("sampling", "close", "Business Assurance"))
        assert t.read.summary().figures.assured == 1
        for ahead, _ in promised:
            t.signoffs.promise(uid, "look again", by=f"+{ahead}")
        t.clock.move(days=days)  # type: ignore[attr-defined]  # the fixed clock
        for promise, (_, met) in zip(
            [p for _, p in t.signoffs.promises(open_only=False)], sorted(promised), strict=True
        ):
            if met:
                t.signoffs.meet(promise.uid, "seen")
        waiting = [ahead for ahead, met in promised if not met]
        assert t.read.summary().figures.assured == int(not waiting)
        late = t.checks.run(only=["PC101"])
        assert bool(late) == any(ahead < days for ahead in waiting)


@law(15)
@given(st.randoms(use_true_random=False))
def test_every_task_that_stops_before_a_step_is_listed_there_with_a_reason_and_nowhere_else(rng: random.Random) -> None:
    """The lists behind the steps are exactly the differences of the nested figures."""
    with tempfile.TemporaryDirectory() as name, open_tracker(Path(name), FixedClock(NOON, step=1)) as t:
        start(t, rng)
        for _ in range(40):
            something(t, rng)
        t.areas.save(t.resolve("AFI1").uid, {"importance": "high"})
        steps = t.read.summary().figures.steps()
        uids = t.read.tasks_in([r.area.uid for r in t.read.area_rows()])
        views = t.read.task_views(uids)
        for at, step in enumerate(STEPS):
            found = short_of(views, step, t.read.today)
            assert len(found) == steps[at] - steps[at + 1]
            assert [f.uid for f in found] == t.read.short_of(step)
            assert all(f.reason for f in found)


@law(15)
@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=1, max_size=7))
def test_slips_keep_the_first_date_count_every_move_and_never_happen_without_a_reason(
    moves: list[tuple[int, bool]],
) -> None:
    days = [date(2026, 9, 1) + timedelta(days=30 * n) for n in range(5)]
    with small() as t:
        uid = t.resolve("AFI1/T1").uid
        start, now, moved = tables(t), days[0], 0
        for where, reason in moves:
            wanted = days[where]
            before = tables(t)
            try:
                t.tasks.save(uid, {"due": wanted.isoformat()}, reason="crews are short" if reason else " ")
            except RefusedError:
                assert wanted == now or not reason
                assert tables(t) == before
            else:
                assert wanted != now
                assert reason
                now, moved = wanted, moved + 1
        view = t.read.task(uid)
        assert (view.task.due, len(view.slips), view.row.slips) == (now, moved, moved)
        assert all(s.reason == "crews are short" for s in view.slips)
        if moved:
            assert view.slips[0].before == days[0]
            assert [s.before for s in view.slips[1:]] == [s.after for s in view.slips[:-1]]
            assert view.slips[-1].after == now
        view_rules = {f.rule for f in t.checks.run() if f.uid == uid}
        assert "PC97" not in view_rules  # it is complete; a date that moves matters while work is open
        for _ in range(moved):
            t.history.undo()
        assert tables(t) == start


@law(8)
@given(st.integers(1, 12), st.sets(st.integers(1, 12)))
def test_a_draw_takes_only_what_was_qad_and_the_same_number_draws_the_same(count: int, signed: set[int]) -> None:
    with small() as t:
        for n in range(2, 13):
            t.structure.add_task(t.resolve("AFI1").uid, f"Task {n}", assigned_to="SM One")
        refs = {n: t.resolve(f"AFI1/T{n}").uid for n in range(1, 13)}
        for n in signed:
            t.tasks.set_progress([refs[n]], "complete") if n > 1 else None
            t.signoffs.sign(refs[n], Request("qa", "close", "AM Three"))
        if not signed:
            with pytest.raises(RefusedError, match="nothing to draw from"):
                t.sampling.draw(count)
            return
        t.sampling.draw(count)
        first = t.sampling.draws()[0]
        assert {p["uid"] for p in first.picked} <= {refs[n] for n in signed}
        assert len(first.picked) == min(count, len(signed)) == len({p["uid"] for p in first.picked})
        assert first.out_of == len(signed)
        t.history.undo()
        t.sampling.draw(count, number=first.number)
        assert t.sampling.draws()[0].picked == first.picked
