"""Sign-off in two stages: what an entry is worth, where a task stands, and who may sign."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tui_tracker.domain.people import Register
from tui_tracker.domain.records import Alias, Note, Person, SignOff, Task
from tui_tracker.domain.signoff import Around, Bar, Stage, is_whole, latest, may_qa, stage_of, who_may_sign
from tui_tracker.domain.text import fold

TODAY = date(2026, 6, 1)


def entry(stage: str = "qa", position: int = 0, verdict: str | None = "close", **more: Any) -> SignOff:
    made = {"date": TODAY, "by": "AM People", "comment": "Seen."} | more
    return SignOff(uid=f"{stage}{position}", task="t1", stage=stage, position=position, verdict=verdict, **made)


def task(**more: Any) -> Task:
    return Task(uid="t1", area="a1", no="1", **more)


@pytest.mark.parametrize(
    ("more", "whole"),
    [
        ({}, True),
        ({"revoked": ""}, False),
        ({"date": None}, False),
        ({"date": date(2026, 6, 2)}, False),
        ({"by": ""}, False),
        ({"by": None}, False),
        ({"comment": None}, True),
        ({"comment": None, "imported": True}, False),
        ({"imported": True}, True),
    ],
)
def test_an_entry_counts_when_date_name_and_comment_are_there(more: dict[str, Any], whole: bool) -> None:
    assert is_whole(entry(**more), TODAY) is whole


def test_the_last_whole_entry_of_a_stage_speaks_for_it() -> None:
    first, second, revoked = entry(position=0), entry(position=1), entry(position=2, revoked="in error")
    sampling = entry("sampling", 3)
    assert latest([second, first, revoked, sampling], "qa", TODAY) is second
    assert latest([revoked], "qa", TODAY) is None
    twin = replace(second, uid="qa9")
    assert latest([twin, second], "qa", TODAY) is twin


QA, SAMPLED = entry(position=0), entry("sampling", 1)
NO_QA, NO_SAMPLING = entry(position=2, verdict="not_yet"), entry("sampling", 3, verdict="not_yet")
READY = {"ready_on": TODAY}


@pytest.mark.parametrize(
    ("fields", "entries", "stage"),
    [
        ({}, [], Stage.OPEN),
        (READY, [], Stage.READY),
        ({"ready_on": date(2026, 6, 2)}, [], Stage.OPEN),
        ({}, [QA], Stage.QA),
        (READY, [QA], Stage.QA),
        ({}, [QA, SAMPLED], Stage.SAMPLED),
        ({}, [QA, SAMPLED, NO_QA], Stage.SENT_BACK),
        ({}, [QA, SAMPLED, NO_SAMPLING], Stage.SENT_BACK),
        (READY, [QA, SAMPLED, NO_SAMPLING], Stage.READY),
        ({}, [QA, NO_SAMPLING, entry(position=4)], Stage.QA),
        ({}, [QA, SAMPLED, entry(position=4)], Stage.QA),
        ({}, [SAMPLED], Stage.OPEN),
        ({}, [entry(position=1), entry("sampling", 1)], Stage.QA),
        ({}, [entry(verdict=None), entry("sampling", 1, verdict="follow_up")], Stage.SAMPLED),
    ],
)  # fmt: skip
def test_a_tasks_stage_follows_from_its_entries(fields: dict[str, Any], entries: list[SignOff], stage: Stage) -> None:
    assert stage_of(task(**fields), entries, TODAY) is stage


def register(*spellings: str) -> Register:
    return Register([Alias(uid=s, person="p1", spelling=s, folded=fold(s)) for s in spellings])


def may(
    signer: str, stage: str = "qa", notes: Any = (), entries: Any = (), known: Register | None = None
) -> Bar | None:
    doing = task(assigned_to="SM Prevention / HR Manager")
    return who_may_sign(known or Register(), doing, notes, entries, stage, signer)


def test_nobody_signs_their_own_task() -> None:
    said = "HR Manager is assigned this task (SM Prevention / HR Manager), so somebody else signs its sampling"
    assert may("HR Manager", "sampling") == Bar("assignee", said)
    assert may("K Rowe", known=register("K Rowe", "SM Prevention")) is not None
    assert may("K Rowe") is None


def test_nobody_signs_both_stages() -> None:
    said = "AM People signed the QA of this task, so somebody else signs its sampling"
    assert may("AM People", "sampling", entries=[QA]) == Bar("two stages", said)
    said = "AM People signed the sampling of this task, so somebody else signs its QA"
    assert may("AM People", "qa", entries=[QA, SAMPLED]) == Bar("two stages", said)
    assert may("AM People", "qa", entries=[QA]) is None
    assert may("AM People", "sampling", entries=[entry(revoked="in error")]) is None
    assert may("K Rowe", "sampling", entries=[QA]) is None


def test_nobody_signs_on_their_own_word() -> None:
    note = Note(uid="n1", task="t1", date=date(2026, 5, 3), said_by="K Rowe", entered_by="AM People", text="Seen.")
    said = "K Rowe said the note of 03 May 2026 on this task, so somebody else signs its QA"
    assert may("K Rowe", notes=[note]) == Bar("evidence", said)
    assert may("AM People", notes=[note]) is None
    undated = Note(uid="n2", task="t1", said_by="K Rowe", text="Seen.")
    said = "K Rowe said the note on this task, so somebody else signs its sampling"
    assert may("K Rowe", "sampling", notes=[undated]) == Bar("evidence", said)
    assert may("K Rowe", notes=[Note(uid="n3", task="t1", said_by="K Rowe", text="Seen.", origin="import")]) is None


OWNED = Register(
    [Alias(uid=str(i), person=p, spelling=s, folded=fold(s)) for i, (p, s) in enumerate([("p1", "AM Risk"), ("p1", "P Marlow"), ("p2", "K Rowe"), ("p3", "B Oak")])]
)  # fmt: skip
PEOPLE = [Person(uid="p1", name="P Marlow"), Person(uid="p2", name="K Rowe", deputy_for="AM Risk"), Person(uid="p3", name="B Oak", deputy_for="Z Elm")]  # fmt: skip


def test_qa_is_the_owners_or_a_named_deputys() -> None:
    assert may_qa(OWNED, iter(PEOPLE), "AM Risk") == {"p1", "p2"}
    assert may_qa(OWNED, PEOPLE, "Z Elm") == may_qa(OWNED, PEOPLE, None) == set()
    assert may_qa(OWNED, PEOPLE[1:], "AM Risk") == set()

    def bar(signer: str, stage: str = "qa", owner: str | None = "AM Risk") -> Bar | None:
        return who_may_sign(OWNED, task(), [], [], stage, signer, Around(owner, persons=PEOPLE))

    said = "B Oak is neither the area's owner (AM Risk) nor a named deputy, so somebody else signs its QA"
    assert bar("B Oak") == Bar("owner", said)
    assert bar("K Rowe") is bar("P Marlow") is bar("B Oak", "sampling") is bar("B Oak", owner="Nobody placed") is None
    assert who_may_sign(OWNED, task(), [], [], "qa", "B Oak", Around("AM Risk")) is None


def test_sampling_is_nobodys_who_owns_or_deputises_whoever_did_the_qa() -> None:
    around = Around("AM Risk", persons=PEOPLE)
    for signer in ("P Marlow", "AM Risk", "K Rowe"):
        said = f"{signer} is the area's owner (AM Risk) or a named deputy, so somebody else signs its sampling"
        assert who_may_sign(OWNED, task(), [], [], "sampling", signer, around) == Bar("owner samples", said)
    assert who_may_sign(OWNED, task(), [], [], "sampling", "B Oak", around) is None


def test_who_was_assigned_before_signs_neither_stage() -> None:
    around = Around(formerly=("GM Fleet / K Rowe",))
    said = "K Rowe was assigned this task before (GM Fleet / K Rowe), so somebody else signs its QA"
    assert who_may_sign(OWNED, task(), [], [], "qa", "K Rowe", around) == Bar("former assignee", said)
    assert who_may_sign(OWNED, task(), [], [], "sampling", "GM Fleet", around) is not None
    assert who_may_sign(OWNED, task(), [], [], "qa", "B Oak", around) is None


def test_the_author_of_an_imported_note_is_barred_where_the_register_knows_them() -> None:
    note = Note(uid="n3", task="t1", said_by="K Rowe", text="Seen.", origin="import")
    bar = who_may_sign(OWNED, task(), [note], [], "qa", "K Rowe", Around(persons=PEOPLE))
    assert bar is not None
    assert bar.rule == "evidence"
    guessed = Note(uid="n4", task="t1", said_by="KR", text="Seen.", origin="import")
    assert who_may_sign(OWNED, task(), [guessed], [], "qa", "KR", Around(persons=PEOPLE)) is None
