"""A newer version of a file into a plan that has moved on: three-way, by reference and then by words, nothing lost or doubled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import law, open_tracker
from tui_tracker.actions.bring_in.imports import Outcome
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.records import Note, SignOff, Slip
from tui_tracker.errors import UsageError
from tui_tracker.intake.grid import Book, Cell, Sheet
from tui_tracker.intake.read import propose

HEAD = ["Ref", "Area for improvement", "Task no", "Action", "Owner", "Due date", "Status", "Update", "QA date", "QA by", "QA comment"]  # fmt: skip
WORDS = {"complete": "Complete", "on_target": "On target", "unknown": ""}


def row(no: int = 1, **changed: str) -> dict[str, str]:
    made = {
        "Ref": "AFI1", "Area for improvement": "The service should watch its hours", "Task no": str(no), "Action": f"Set baseline {no}",
        "Owner": "HR Manager", "Due date": "Mar-26", "Status": "On target", "Update": "12/01/26 - Draft seen.",
    }  # fmt: skip
    return made | changed


def bring(tracker: Tracker, tmp_path: Path, *rows: dict[str, str], **options: Any) -> Outcome:
    path = tmp_path / "plan.csv"
    path.write_text("the file", encoding="utf-8")
    cells = [[Cell(t, t) for t in HEAD], *([Cell(r.get(h, ""), r.get(h, "")) for h in HEAD] for r in rows)]
    return tracker.imports.apply(propose(Book("plan.csv", [Sheet("plan", cells)])), path, **options)


def uid(tracker: Tracker, ref: str = "AFI1/T1") -> str:
    return str(tracker.resolve(ref).uid)


def task(tracker: Tracker, ref: str = "AFI1/T1") -> Any:
    return tracker.tasks.get(uid(tracker, ref))[0]


@law(16)
@given(
    st.sampled_from(list(WORDS)),
    st.sampled_from(list(WORDS)),
    st.sampled_from(["complete", "on_target", "behind_target"]),
    st.sampled_from(["nothing", "changed", "ours", "theirs"]),
)
def test_a_field_follows_the_table_of_three_ways(
    clock: FixedClock, tmp_path_factory: pytest.TempPathFactory, base: str, theirs: str, ours: str, taking: str
) -> None:
    tmp_path = tmp_path_factory.mktemp("merge")
    with open_tracker(tmp_path, clock) as t:
        bring(t, tmp_path, row(Status=WORDS[base]))
        if task(t).progress != ours:
            t.tasks.set_progress([uid(t)], ours)
        bring(t, tmp_path, row(Status=WORDS[theirs]), taking=taking)
        there, here = theirs not in (base, "unknown"), ours != base
        wanted = ours
        if there and theirs != ours:
            takes = taking in ("changed", "ours", "theirs") if not here else taking == "theirs"
            wanted = theirs if takes else ours
        assert task(t).progress == wanted
        before = t.read.journal_head()
        again = bring(t, tmp_path, row(Status=WORDS[theirs]), taking=taking)
        assert again.applied is None
        assert t.read.journal_head() == before


def test_the_same_file_again_is_nothing_new(tracker: Tracker, tmp_path: Path) -> None:
    rows = [row(1), row(2, Status="", **{"QA date": "12/02/26", "QA by": "AM People", "QA comment": "Close."})]
    bring(tracker, tmp_path, *rows)
    head = tracker.read.journal_head()
    assert bring(tracker, tmp_path, *rows).applied is None
    assert tracker.read.journal_head() == head


def test_undo_takes_a_merge_back_whole(tracker: Tracker, tmp_path: Path) -> None:
    bring(tracker, tmp_path, row(1))
    before = task(tracker)
    newer = row(1, Status="Complete", Owner="AM People", Update="12/01/26 - Draft seen.\n20/02/26 - Agreed.")
    bring(tracker, tmp_path, newer, row(2), taking="theirs")
    assert (task(tracker).progress, task(tracker).assigned_to) == ("complete", "AM People")
    tracker.history.undo()
    assert task(tracker) == before
    assert tracker.read.summary().total.tasks == 1


def test_a_progress_cell_that_grew_adds_its_new_notes_and_keeps_ours(tracker: Tracker, tmp_path: Path) -> None:
    bring(tracker, tmp_path, row(1))
    tracker.notes.add(uid(tracker), "Seen at the station", date="1 Feb 2026")
    outcome = bring(tracker, tmp_path, row(1, Update="20/02/26 - Agreed at SLT.\n12/01/26 - Draft seen."))
    texts = [n.text for n in tracker.read.all(Note, order=("position",))]
    assert sorted(texts) == ["12/01/26 - Draft seen.", "20/02/26 - Agreed at SLT.", "Seen at the station"]
    assert outcome.preview.plans[0].notes == ["AFI1/T1"]


def test_a_task_that_was_renumbered_or_reworded_is_known_again(tracker: Tracker, tmp_path: Path) -> None:
    bring(tracker, tmp_path, row(1), row(2))
    turned = [row(1, Action="Set baseline 2"), row(2, Action="Set baseline 1"), row(3)]
    outcome = bring(tracker, tmp_path, *turned)
    assert (outcome.added_tasks, outcome.differences) == (1, [])
    outcome = bring(tracker, tmp_path, row(1, Action="Set quite another baseline"), row(2), row(3), taking="changed")
    assert outcome.added_tasks == 0
    assert task(tracker, "AFI1/T1").title == "Set quite another baseline"


def test_an_area_without_a_reference_is_known_by_its_words(tracker: Tracker, tmp_path: Path) -> None:
    bring(tracker, tmp_path, row(1, Ref=""))
    outcome = bring(tracker, tmp_path, row(1, Ref=""), row(2, Ref=""))
    assert (outcome.added_areas, outcome.added_tasks) == (0, 1)


def test_what_the_file_left_out_stays_and_is_said(tracker: Tracker, tmp_path: Path) -> None:
    bring(tracker, tmp_path, row(1), row(2))
    outcome = bring(tracker, tmp_path, row(1))
    assert outcome.differences == ["AFI1/T2: not in the file any more; it stays"]
    assert tracker.read.summary().total.tasks == 2


def test_a_date_that_the_file_moved_is_a_slip_with_its_reason(tracker: Tracker, tmp_path: Path) -> None:
    bring(tracker, tmp_path, row(1))
    bring(tracker, tmp_path, row(1, **{"Due date": "Jun-26"}), taking="changed")
    slip = tracker.read.all(Slip)[0]
    assert (slip.before.isoformat(), slip.after.isoformat()) == ("2026-03-31", "2026-06-30")
    assert slip.reason == "as plan.csv has it"


def test_a_sign_off_that_came_since_is_one_round_more(tracker: Tracker, tmp_path: Path) -> None:
    bring(tracker, tmp_path, row(1))
    signed = row(1, **{"QA date": "12/02/26", "QA by": "AM People", "QA comment": "Close."})
    outcome = bring(tracker, tmp_path, signed)
    assert outcome.preview.plans[0].signoffs == ["AFI1/T1 QA"]
    assert bring(tracker, tmp_path, signed).applied is None
    assert [s.comment for s in tracker.read.all(SignOff)] == ["Close."]


def test_a_question_can_be_settled_one_by_one_and_is_not_asked_again(tracker: Tracker, tmp_path: Path) -> None:
    bring(tracker, tmp_path, row(1))
    tracker.tasks.set_progress([uid(tracker)], "behind_target")
    newer = row(1, Status="Complete")
    asked = bring(tracker, tmp_path, newer, taking={})
    assert [o.ref for o in asked.preview.plans[0].open] == ["AFI1/T1"]
    bring(tracker, tmp_path, newer, taking={("AFI1/T1", "progress"): "ours"})
    assert task(tracker).progress == "behind_target"
    assert bring(tracker, tmp_path, newer, taking={}).preview.plans[0].open == []


@pytest.mark.parametrize("taking", ["nothing", "changed", "ours", "theirs"])
def test_no_way_of_taking_loses_a_note(tracker: Tracker, tmp_path: Path, taking: str) -> None:
    bring(tracker, tmp_path, row(1))
    tracker.notes.add(uid(tracker), "Ours alone", date="1 Feb 2026")
    bring(tracker, tmp_path, row(1, Update="20/02/26 - Theirs alone."), taking=taking)
    texts = {n.text for n in tracker.read.all(Note)}
    assert texts == {"12/01/26 - Draft seen.", "Ours alone", "20/02/26 - Theirs alone."}


def test_a_file_goes_into_the_plan_of_its_name_and_makes_no_second_one_of_it(tracker: Tracker, tmp_path: Path) -> None:
    """By its name before its references, whatever the letters' size; under a name that is taken nothing new is begun."""
    bring(tracker, tmp_path, row(), new="An older plan")
    bring(tracker, tmp_path, row(), new="PLAN")
    read = bring(tracker, tmp_path, row(Status="Complete"), taking="changed")
    assert read.plans == ["PLAN"]
    with pytest.raises(UsageError, match="Another plan of this file is called Plan"):
        bring(tracker, tmp_path, row(), new="Plan")
    assert [p.name for p in tracker.read.plans()] == ["An older plan", "PLAN"]
    bring(tracker, tmp_path, row(), new="Plan of the stations")
    assert bring(tracker, tmp_path, row(2), into="plan").plans == ["PLAN"], "the whole name goes before a beginning"
