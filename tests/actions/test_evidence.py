"""Evidence with its kind and its end, one note for several tasks, files kept or pointed to, steps, and deferring."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.conftest import task
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.records import Task
from tui_tracker.domain.wording import note_marks
from tui_tracker.errors import RefusedError, UsageError


def test_one_note_serves_several_tasks_and_is_corrected_on_all_of_them(plan: Tracker) -> None:
    one, two = task(plan, "AFI1/T1"), task(plan, "AFI2/T1")
    applied = plan.notes.add(
        one,
        "Log of 40 visits",
        kind="practice seen",
        expires="1 Sep 2026",
        also=[two, one],
        links=["https://example.org/log"],
        said_by="Station 07",
    )
    assert applied.change.subject == "AFI1/T1, AFI2/T1"
    first, second = (plan.read.task(uid).notes[0] for uid in (one, two))
    assert first.shared is not None
    assert first.shared == second.shared
    assert [len(plan.read.task(uid).links) for uid in (one, two)] == [1, 1]
    assert note_marks(first, date(2026, 9, 1)) == ["practice seen", "holds until 1 Sep 26", "serves several tasks"]
    assert note_marks(first, date(2026, 9, 2))[1] == "expired 1 Sep 26"
    plan.notes.correct(second.uid, "Log of 41 visits")
    for uid in (one, two):
        view = plan.read.task(uid)
        assert [n.text for n in view.standing_notes()] == ["Log of 41 visits"]
        assert view.standing_notes()[0].evidence_kind == "seen"
        assert {n.text for n in view.notes} == {"Log of 40 visits", "Log of 41 visits"}
        assert view.links[0].note == view.standing_notes()[0].uid
    plan.history.undo()
    assert [n.text for n in plan.read.task(one).standing_notes()] == ["Log of 40 visits"]
    with pytest.raises(UsageError, match="wants who said it"):
        plan.notes.add(one, "Said by neither of two assignees", also=[two])
    with pytest.raises(UsageError, match="not a kind of evidence"):
        plan.notes.add(one, "x", kind="rumour")


def test_evidence_that_has_run_out_is_found(plan: Tracker, clock: FixedClock) -> None:
    uid = task(plan, "AFI1/T1")
    plan.notes.add(uid, "Certificate", expires="30 Jun 2026")
    assert "PC106" not in {f.rule for f in plan.checks.run()}
    clock.move(days=30)
    assert [f.subject for f in plan.checks.run(only=["PC106"])] == ["AFI1/T1"]


def test_a_file_that_is_only_pointed_to_is_not_copied_and_is_verified_where_it_lies(
    plan: Tracker, tmp_path: Path
) -> None:
    paper = tmp_path / "roster.csv"
    paper.write_bytes(b"a,b\n")
    uid = task(plan, "AFI1/T1")
    plan.notes.add(uid, "The roster", files=[paper], reference=True)
    found = plan.read.task(uid).attachments[0]
    assert found.path == str(paper.resolve())
    assert not plan.places.attachments.exists()
    assert plan.history.verify().pointed == ()
    paper.write_bytes(b"a,b\nc,d\n")
    verified = plan.history.verify()
    assert verified.faults == ()
    assert "no longer what was noted" in verified.pointed[0]
    paper.unlink()
    assert "cannot be reached from here" in plan.history.verify().pointed[0]


def test_a_link_to_a_local_file_that_is_gone_is_said_and_nothing_else_is_asked(plan: Tracker, tmp_path: Path) -> None:
    there = tmp_path / "log.txt"
    there.write_text("x", encoding="utf-8")
    gone = tmp_path / "gone.txt"
    links = [str(there), str(gone), gone.as_uri(), "https://example.org/a", r"\\share\folder\x.docx", "log.txt"]
    plan.notes.add(task(plan, "AFI1/T1"), "Seen", links=links)
    found = plan.history.verify()
    assert found.faults == ()
    assert [p.partition(" names ")[2] for p in found.pointed] == [
        f"{gone}, which is not there",
        f"{gone.as_uri()}, which is not there",
    ]


def test_a_sensitive_area_keeps_no_copies(plan: Tracker, tmp_path: Path) -> None:
    paper = tmp_path / "roster.csv"
    paper.write_bytes(b"a,b\n")
    plan.areas.save(plan.resolve("AFI1").uid, {"sensitive": "yes"})
    plan.notes.add(
        task(plan, "AFI1/T1"), "The roster", files=[paper], also=[task(plan, "AFI2/T1")], said_by="HR Manager"
    )
    assert plan.read.task(task(plan, "AFI1/T1")).attachments[0].path is not None
    assert plan.read.task(task(plan, "AFI2/T1")).attachments[0].path is None


def test_twelve_steps_each_have_a_state_and_a_change_after_signing_is_seen(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    plan.steps.add(uid, "\n".join(f"part {i}" for i in range(1, 13)))
    for number in range(1, 6):
        plan.steps.set(uid, number, "complete", on="1 May 2026")
    steps = plan.steps.of(uid)
    assert [s.done_on for s in steps[4:6]] == [date(2026, 5, 1), None]
    plan.tasks.ready(uid)
    assert [f.message for f in plan.checks.run(only=["PC105"])] == ["5 of 12 steps complete"]
    plan.signoffs.sign(uid, Request("qa", "close", "AM Prevention"))
    assert plan.read.task(uid).row.changed == ()
    plan.steps.set(uid, 6, "complete")
    view = plan.read.task(uid)
    assert view.row.changed == ("steps",)
    assert [(d.before, d.after) for d in view.since(view.signoffs[0])] == [
        ("part 6 (not started)", None), (None, "part 6 (complete)"),
    ]  # fmt: skip
    plan.history.undo()
    assert plan.read.task(uid).row.changed == ()
    plan.steps.reword(uid, 12, "")
    assert len(plan.steps.of(uid)) == 11
    with pytest.raises(UsageError, match="has 11 steps; there is no step 12"):
        plan.steps.set(uid, 12, "complete")


def test_deferring_wants_a_reason_and_a_day_to_come_on_every_way(plan: Tracker) -> None:
    uid = task(plan, "AFI2/T1")
    before = plan.read.journal_head()
    for attempt in (
        lambda: plan.tasks.set_progress([uid], "deferred"),
        lambda: plan.tasks.defer(uid, "1 Dec 2026", ""),
        lambda: plan.tasks.defer(uid, "", "money"),
        lambda: plan.tasks.defer(uid, "1 May 2026", "money"),
        lambda: plan.tasks.save(uid, {"progress": "deferred"}, reason="its date is past already"),
    ):
        with pytest.raises(RefusedError, match=r"Deferring wants|Moving a date wants"):
            attempt()
    assert plan.read.journal_head() == before
    plan.tasks.defer(uid, "1 Dec 2026", "the pay review comes first")
    found = plan.tasks.get(uid)[0]
    assert (found.progress, found.due) == ("deferred", date(2026, 12, 1))


def test_an_older_seal_without_steps_still_speaks(plan: Tracker) -> None:
    """What was signed before tasks could have steps is changed by a step that comes, and by nothing else."""
    uid = task(plan, "AFI1/T1")
    plan.tasks.ready(uid)
    plan.signoffs.sign(uid, Request("qa", "close", "AM Prevention"))
    assert "steps" not in (plan.read.task(uid).signoffs[0].looked_at or {})
    plan.steps.add(uid, "one more thing")
    assert plan.read.task(uid).row.changed == ("steps",)


def test_what_proves_something_is_looked_for_among_the_tasks_that_have_it(
    plan: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After every edit the files and links are looked at: a plan of ten thousand tasks was read whole for it, 300 ms."""
    from tui_tracker.store.read import Reader

    plan.notes.add(task(plan, "AFI1/T2"), "Seen", links=["https://example.org/paper"])
    plan.checks.warm()
    asked: list[int] = []
    whole = Reader.all

    def counted(self: Reader, what: type, **wanted: object) -> list[object]:
        found: list[object] = whole(self, what, **wanted)  # type: ignore[arg-type]  # what a read may ask
        if what is Task:
            asked.append(len(found))
        return found

    monkeypatch.setattr(Reader, "all", counted)
    plan.tasks.set_progress([task(plan, "AFI2/T1")], "complete")
    asked.clear()
    plan.checks.run()
    assert max(asked) <= 1


def test_after_a_change_the_rules_run_once_whoever_asks(plan: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said of a change and what is drawn after it both ask: a verdict in a meeting ran every rule twice."""
    from tui_tracker.domain import checks

    uid, runs, run = task(plan, "AFI1/T1"), [], checks.run
    plan.checks.warm()
    monkeypatch.setattr(checks, "run", lambda *asked: runs.append(asked) or run(*asked))
    plan.tasks.set_progress([uid], "complete")
    said = plan.checks.news()
    assert {f.rule for f in plan.checks.at(uid)} >= {f.rule for f in said if f.uid == uid} != set()
    plan.checks.run().clear()
    assert plan.checks.run() != []
    assert len(runs) == 1
    plan.tasks.set_progress([uid], "on_target")
    plan.checks.run()
    assert len(runs) == 2
