"""A Change as data: what it does, how it is taken back, and the digests that chain it to the one before."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tracker.domain import changes
from tui_tracker.domain.changes import Change, Edit
from tui_tracker.domain.records import Task

TASK = Task(uid="t1", area="a1", no="1", title="Mend it", due=date(2026, 3, 31))
EDIT = Edit("task", "t1", "title", "Mend it", "Mend it well")


def change(*edits: Edit, **more: Any) -> Change:
    return Change(
        "c1", "2026-06-01T12:00:00.000", "2026-06-01", "Coordinator", "edited", "AFI1/T1", None, edits, **more
    )


def test_an_edit_knows_what_it_does() -> None:
    made, gone = changes.create(TASK), changes.remove(TASK)
    assert (made.creates, made.removes, gone.creates, gone.removes) == (True, False, False, True)
    assert (EDIT.creates, EDIT.removes) == (False, False)
    blanked = Edit("task", "t1", "work", None, None)
    assert (blanked.creates, blanked.removes) == (False, False)


def test_a_record_is_created_and_removed_with_all_its_fields() -> None:
    made, gone = changes.create(TASK), changes.remove(TASK)
    assert made.to_list()[:4] == ["task", "t1", None, None]
    assert gone.to_list()[:3] == ["task", "t1", None]
    assert gone.after is None
    assert made.after == gone.before
    assert made.after["due"] == "2026-03-31"
    assert made.inverse() == gone
    assert gone.inverse() == made


def test_only_fields_that_differ_are_edits() -> None:
    assert changes.set_fields(TASK, title="Mend it", due=date(2026, 3, 31)) == []
    assert changes.set_fields(TASK, title="Mend it well", due=date(2026, 4, 30), work=None) == [
        EDIT,
        Edit("task", "t1", "due", "2026-03-31", "2026-04-30"),
    ]


def test_a_change_is_taken_back_last_edit_first() -> None:
    second = Edit("task", "t1", "due", None, "2026-04-30")
    made = change(EDIT, second)
    assert made.inverse_edits() == (second.inverse(), EDIT.inverse())
    assert second.inverse() == Edit("task", "t1", "due", "2026-04-30", None)


def test_a_head_holds_all_but_the_edits_and_makes_the_change_again() -> None:
    made = change(EDIT, undoes="c0", always_known=True)
    assert made.head() == {
        "uid": "c1",
        "recorded_at": "2026-06-01T12:00:00.000",
        "local_day": "2026-06-01",
        "by": "Coordinator",
        "verb": "edited",
        "subject": "AFI1/T1",
        "reason": None,
        "undoes": "c0",
        "always_known": True,
        "schema": changes.SCHEMA,
        "edits": 1,
    }
    assert changes.change_from(made.head(), made.edits) == made


texts = st.text(max_size=8)


@given(st.lists(st.builds(Edit, texts, texts, st.none() | texts, st.none() | texts, st.none() | texts), max_size=4))
def test_edits_come_back_from_their_text(edits: list[Edit]) -> None:
    assert changes.edits_from_text(changes.edits_text(edits)) == tuple(edits)


def test_one_value_is_written_one_way() -> None:
    assert changes.canonical({"b": [1, None], "a": "–"}) == '{"a":"–","b":[1,null]}'


def test_digests_are_of_these_very_words() -> None:
    assert changes.digest("salt", "head", "edits") == hashlib.sha256(b"salt\nhead\nedits").hexdigest()
    assert changes.digest("", "\ud800", "") == hashlib.sha256(b"\n\xed\xa0\x80\n").hexdigest()
    assert changes.chain("before", 7, "uid", "digest") == hashlib.sha256(b"before\n7\nuid\ndigest").hexdigest()
    with pytest.raises(UnicodeEncodeError):
        changes.chain("\ud800", 7, "uid", "digest")
