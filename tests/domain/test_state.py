"""Records in memory: edits land in order, or none of them does."""

from __future__ import annotations

import pytest

from tui_tracker.domain.changes import Change, Edit, create, remove, set_fields
from tui_tracker.domain.records import Pillar, Task
from tui_tracker.domain.state import State
from tui_tracker.errors import StaleError

TASK = Task(uid="t1", area="a1", no="1", title="Mend it")


def held(*records: Task | Pillar) -> State:
    made = State()
    made.apply(create(r) for r in records)
    return made


def test_records_are_created_changed_and_removed() -> None:
    state = held(TASK)
    assert (state.get("task", "t1"), state.all("task"), state.is_empty()) == (TASK, [TASK], False)
    state.apply(set_fields(TASK, title="Mend it well"))
    changed = state.get("task", "t1")
    assert changed.title == "Mend it well"
    state.apply([remove(changed)])
    assert (state.get("task", "t1"), state.all("task"), state.is_empty()) == (None, [], True)


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (create(TASK), r"^task t1 exists already\.$"),
        (remove(Task(uid="t1", area="a1", no="2")), r"^task t1 is no longer what was read\.$"),
        (Edit("task", "t1", "title", "Other", "New"), r"^task t1 title is no longer what was read\.$"),
        (Edit("task", "t2", "title", None, "New"), r"^task t2 title is no longer what was read\.$"),
    ],
)
def test_what_has_changed_meanwhile_is_refused_and_nothing_lands(edit: Edit, says: str) -> None:
    state = held(TASK)
    with pytest.raises(StaleError, match=says):
        state.apply(
            [Edit("task", "t1", "work", None, "Try it"), create(Pillar(uid="p1", plan="x", name="People")), edit]
        )
    assert state.get("task", "t1") == TASK
    assert state.all("pillar") == []


def test_a_stored_edit_is_not_changed_by_later_edits() -> None:
    made = create(TASK)
    state = State()
    state.apply([made])
    state.apply([Edit("task", "t1", "work", None, "Try it")])
    assert made.after["work"] is None


def test_changes_are_replayed_in_turn() -> None:
    def change(*edits: Edit) -> Change:
        return Change("c", "", "", "", "", "", None, edits)

    state = State().replay([change(create(TASK)), change(Edit("task", "t1", "title", "Mend it", None))])
    assert state.get("task", "t1").title is None
