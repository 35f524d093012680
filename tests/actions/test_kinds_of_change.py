"""What may be taken back goes by what a change is, never by the words that tell it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conftest import task
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain import changes
from tui_tracker.domain.records import Sent, Task
from tui_tracker.errors import RefusedError

VERBS = ("undid: completed", "redid: completed", "Undone: x", "sent out by post")


@pytest.mark.parametrize("verb", VERBS)
def test_a_step_is_taken_back_whatever_its_verb(plan: Tracker, verb: str) -> None:
    before = plan.read.all(Task)
    plan.commit(verb, "AFI1/T1", changes.set_fields(before[0], title="Another title"), kind="step")
    assert plan.history.undo().words == f"Undone: {verb} AFI1/T1"
    assert plan.read.all(Task) == before
    assert plan.history.redo().words == f"Done again: {verb} AFI1/T1"
    assert plan.history.undo().words == f"Undone: {verb} AFI1/T1"


def sent(plan: Tracker, verb: str, kind: changes.Kind) -> None:
    paper = Sent(uid=plan.ids.new(), sent_on=date(2026, 6, 1), what="md", file="a.md", number=1)
    plan.commit(verb, "a.md", [changes.create(paper)], kind=kind)


@pytest.mark.parametrize(
    ("verb", "kind"), [("went by post", "fact"), ("sent out", "step"), ("sent out meanwhile", "step")]
)
def test_a_fact_is_passed_over_by_its_kind_or_in_an_older_file_by_its_verb(
    plan: Tracker, verb: str, kind: changes.Kind
) -> None:
    plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")
    sent(plan, verb, kind)
    number = plan.read.journal_head()[0]
    with pytest.raises(RefusedError, match="it has happened"):
        plan.history.undo(str(number))
    assert plan.history.undo().words.endswith("AFI1/T1")
    assert plan.read.count(Sent) == 1


def test_a_plain_step_is_kept_as_it_was_before_there_were_kinds(plan: Tracker) -> None:
    step = plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete").change
    assert "kind" not in step.head()
    assert changes.change_from(step.head(), step.edits) == step
    undo = plan.history.undo().change
    assert (undo.kind, undo.head()["kind"]) == ("undo", "undo")
    assert plan.history.redo().change.kind == "redo"
    assert plan.history.verify().faults == ()
