"""Who may sign what, and what a verdict does."""

from __future__ import annotations

import pytest

from tests.conftest import task
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.send_out.style import Style
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.signoff import Stage
from tui_tracker.errors import RefusedError


def sign(
    t: Tracker,
    ref: str,
    stage: str,
    verdict: str = "close",
    by: str = "AM Prevention",
    comment: str | None = "Seen.",
    **more: str,
) -> None:
    t.signoffs.sign(task(t, ref), Request(stage, verdict, by, comment=comment, **more))


def stage(t: Tracker, ref: str) -> Stage:
    return t.read.task(task(t, ref)).row.stage


def test_the_coordinator_types_for_twelve_people_and_samples_their_work(plan: Tracker) -> None:
    area = plan.resolve("AFI2").uid
    for n in range(12):
        plan.structure.add_task(area, f"Work {n}", assigned_to=f"Officer {n}")
    for n in range(12):
        uid = task(plan, f"AFI2/T{n + 2}")
        plan.notes.add(uid, "Done, and seen on station", said_by=f"Officer {n}")
        plan.tasks.ready(uid, said_by=f"Officer {n}")
        plan.signoffs.sign(uid, Request("qa", "close", "AM People"))
        plan.signoffs.sign(uid, Request("sampling", "close", "Coordinator"))
    assert plan.read.summary().figures.assured == 12


def test_a_note_said_by_the_sampler_bars_that_task_and_only_that(plan: Tracker) -> None:
    for ref in ("AFI1/T1", "AFI1/T2"):
        plan.tasks.ready(task(plan, ref))
        sign(plan, ref, "qa")
    plan.notes.add(task(plan, "AFI1/T1"), "I saw it myself", said_by="Coordinator")
    with pytest.raises(RefusedError, match="Coordinator said the note of 01 Jun 2026 on this task"):
        sign(plan, "AFI1/T1", "sampling", by="Coordinator")
    sign(plan, "AFI1/T2", "sampling", by="Coordinator")
    assert stage(plan, "AFI1/T2") is Stage.SAMPLED


def test_the_assignee_and_the_qa_signer_are_barred_as_people_not_as_spellings(plan: Tracker) -> None:
    plan.tasks.ready(task(plan, "AFI2/T1"))
    with pytest.raises(RefusedError, match="is assigned this task"):
        sign(plan, "AFI2/T1", "qa", by="payroll")
    sign(plan, "AFI2/T1", "qa", by="K Bowe")
    sign_by_other_spelling = Request("sampling", "close", "KB")
    plan.people.alias("K Bowe", ["KB"])
    with pytest.raises(RefusedError, match="KB signed the QA of this task"):
        plan.signoffs.sign(task(plan, "AFI2/T1"), sign_by_other_spelling)


def test_an_override_needs_a_reason_and_is_kept_with_the_rule(plan: Tracker) -> None:
    plan.tasks.ready(task(plan, "AFI1/T1"))
    with pytest.raises(RefusedError, match="An override wants a reason"):
        sign(plan, "AFI1/T1", "qa", by="SM Prevention", override="  ")
    sign(plan, "AFI1/T1", "qa", by="SM Prevention", override="Nobody else on duty this week")
    entry = plan.read.task(task(plan, "AFI1/T1")).signoffs[0]
    assert entry.override == "assignee: Nobody else on duty this week"
    assert "signed against the rule" in plan.exports.markdown(internal=True)


def test_sampling_before_qa_is_refused_with_the_reason(plan: Tracker) -> None:
    plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")
    with pytest.raises(RefusedError, match="has no QA entry, and sampling comes after QA"):
        sign(plan, "AFI1/T1", "sampling", by="Business Assurance")


def test_follow_up_and_not_yet_want_a_comment(plan: Tracker) -> None:
    plan.tasks.ready(task(plan, "AFI1/T1"))
    for verdict in ("follow_up", "not_yet"):
        with pytest.raises(RefusedError, match="wants a comment"):
            sign(plan, "AFI1/T1", "qa", verdict, comment=" ")


def test_a_sign_off_is_not_dated_ahead(plan: Tracker) -> None:
    plan.tasks.ready(task(plan, "AFI1/T1"))
    with pytest.raises(RefusedError, match="dated ahead"):
        sign(plan, "AFI1/T1", "qa", date="2 June 2026")


def test_not_yet_puts_progress_back_to_what_it_was_and_rounds_stay_in_order(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    plan.tasks.set_progress([uid], "behind_target")
    plan.tasks.ready(uid)
    sign(plan, "AFI1/T1", "qa")
    sign(plan, "AFI1/T1", "sampling", "not_yet", by="Business Assurance", comment="No proof of use")
    assert plan.tasks.get(uid)[0].progress == "behind_target"
    assert stage(plan, "AFI1/T1") is Stage.SENT_BACK
    plan.tasks.ready(uid)
    assert stage(plan, "AFI1/T1") is Stage.READY
    sign(plan, "AFI1/T1", "qa", by="AM Prevention")
    sign(plan, "AFI1/T1", "sampling", by="Business Assurance")
    assert [e.stage for e in plan.read.task(uid).signoffs] == ["qa", "sampling", "qa", "sampling"]
    assert plan.read.summary().figures.assured == 1


def test_a_revoked_entry_counts_no_more_and_stays_readable(plan: Tracker) -> None:
    plan.tasks.ready(task(plan, "AFI1/T1"))
    sign(plan, "AFI1/T1", "qa")
    entry = plan.read.task(task(plan, "AFI1/T1")).signoffs[0]
    plan.signoffs.revoke(entry.uid, "wrong task")
    assert plan.read.summary().figures.qa_recorded == 0
    assert plan.read.task(task(plan, "AFI1/T1")).signoffs[0].revoked == "wrong task"
    with pytest.raises(RefusedError, match="revoked already"):
        plan.signoffs.revoke(entry.uid, "again")


def test_what_changes_after_signing_shows_and_undo_clears_it(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    plan.tasks.ready(uid)
    sign(plan, "AFI1/T1", "qa")
    sign(plan, "AFI1/T1", "sampling", by="Business Assurance")
    assert plan.read.summary().figures.assured == 1
    plan.notes.add(uid, "One more thing", said_by="SM Prevention")
    plan.tasks.save(uid, {"assigned_to": "SM Prevention (acting)"})
    assert plan.read.task(uid).row.changed == ("1 note",)
    assert plan.read.summary().figures.assured == 0
    assert [r.uid for r in plan.read.task_rows(plan.read.task_ids("is:changed"))] == [uid]
    plan.history.undo()
    plan.history.undo()
    assert plan.read.task(uid).row.changed == ()
    assert plan.read.summary().figures.assured == 1


def test_close_with_follow_up_does_not_assure(plan: Tracker) -> None:
    plan.tasks.ready(task(plan, "AFI1/T1"))
    sign(plan, "AFI1/T1", "qa")
    sign(plan, "AFI1/T1", "sampling", "follow_up", by="Business Assurance", comment="Look in 3 months")
    assert plan.read.summary().figures.steps() == (4, 1, 1, 1, 0)


def test_a_paper_that_left_is_answered_by_revoking_not_by_undo(plan: Tracker, tmp_path: object) -> None:
    from pathlib import Path

    plan.tasks.ready(task(plan, "AFI1/T1"))
    sign(plan, "AFI1/T1", "qa")
    plan.exports.export(Path(str(tmp_path)) / "paper.md", "md", Style())
    with pytest.raises(RefusedError, match="has left the program in a paper, so it is not undone; revoke it instead"):
        plan.history.undo()


def test_a_former_assignee_is_barred_until_the_reassignment_is_undone(plan: Tracker) -> None:
    uid = task(plan, "AFI2/T1")
    plan.tasks.save(uid, {"assigned_to": "Payroll Lead"})
    plan.tasks.ready(uid)
    with pytest.raises(RefusedError, match="HR Manager was assigned this task before"):
        plan.signoffs.sign(uid, Request("qa", "close", "HR Manager", comment="Seen."))
    plan.signoffs.sign(uid, Request("qa", "close", "HR Manager", comment="Seen.", override="nobody else is there"))
    assert plan.read.task(uid).signoffs[0].override == "former assignee: nobody else is there"
    other = task(plan, "AFI1/T1")
    plan.tasks.save(other, {"assigned_to": "Fleet Lead"})
    plan.history.undo()
    plan.tasks.ready(other)
    plan.signoffs.sign(other, Request("qa", "close", "Fleet Lead", comment="Seen."))


def test_who_has_left_gets_no_new_work_but_for_a_reason_and_keeps_what_they_have(plan: Tracker) -> None:
    uid, area = task(plan, "AFI2/T1"), plan.resolve("AFI2").uid
    plan.people.handover("HR Manager", "Payroll Lead", "1 May 26")
    for save in (
        lambda reason=None: plan.tasks.save(task(plan, "AFI1/T1"), {"assigned_to": "HR Manager"}, reason=reason),
        lambda reason=None: plan.areas.save(area, {"owner": "hr manager / AM People"}, reason=reason),
    ):
        with pytest.raises(RefusedError, match="HR Manager left on 1 May 2026"):
            save()
        save(reason="back for a month")
    plan.tasks.save(task(plan, "AFI1/T1"), {"title": "Set another score", "assigned_to": "HR Manager"})
    plan.tasks.save(uid, {"assigned_to": "Somebody New"})
    assert plan.read.task(uid).task.assigned_to == "Somebody New"
