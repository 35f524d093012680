"""What moved between two pictures of a plan, and the sentence that is read out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from tui_tracker.domain.figures import Counts, Figures
from tui_tracker.domain.moments import (
    AREA_FIELDS,
    GROUPS,
    TASK_FIELDS,
    AreaState,
    FieldChange,
    Line,
    Moved,
    Movement,
    Picture,
    TaskState,
    in_words,
    sentence,
)
from tui_tracker.domain.movement import compare

MARCH, JUNE = date(2026, 3, 31), date(2026, 6, 30)


def task(uid: str, **more: Any) -> TaskState:
    fields = dict.fromkeys(TASK_FIELDS) | {"title": f"Mend {uid}", "due": "Mar-26"} | more.pop("fields", {})
    made: dict[str, Any] = {
        "plan": "p", "ref": f"AFI1/{uid}", "progress": "on_target", "stage": "open", "due": MARCH, "behind": (), "sent_back": (), "qa": (),
        "sampled": (), "slips": (), "waiting": None, "withdrawn": None,
    }  # fmt: skip
    return TaskState(uid=uid, fields=fields, **(made | more))


def area(uid: str, withdrawn: str | None = None, **fields: str) -> AreaState:
    return AreaState(uid, "p", uid.upper(), withdrawn, dict.fromkeys(AREA_FIELDS) | {"title": f"Matter {uid}"} | fields)


def picture(
    tasks: Iterable[TaskState] = (), areas: Iterable[AreaState] = (), *, as_at: date = JUNE, name: str = "now", counts: Counts | None = None,
    figures: Figures | None = None, old_refs: dict[tuple[str, str], str] | None = None,
) -> Picture:  # fmt: skip
    return Picture(
        name, as_at, 1, {t.uid: t for t in tasks}, {a.uid: a for a in areas}, counts or Counts(), figures or Figures(), old_refs or {}
    )  # fmt: skip


def moved(before: TaskState, after: TaskState) -> Movement:
    return compare(picture([before], as_at=MARCH, name="March"), picture([after]))


def lists(made: Movement) -> dict[str, list[tuple[str, str]]]:
    return {name: [(x.ref, x.said) for x in lines] for name, _, lines in made.groups() if lines}


def slip(uid: str, *, later: bool = True, reason: str = "") -> Moved:
    return Moved(uid, "Mar-26", "Jun-26", reason, later)


PAST = ("past its date",)
LATER = {"due": JUNE, "fields": {"due": "Jun-26"}}
EARLIER = {"due": date(2026, 2, 28), "fields": {"due": "Feb-26"}}
OLD = {"slips": (slip("s0"),)}


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({}, {}, {}),
        ({}, {"progress": "complete"}, {"closed": ""}),
        ({"progress": "complete"}, {"progress": "complete"}, {}),
        ({"progress": "complete"}, {"progress": "behind_target"}, {"reopened": "now behind target"}),
        ({"qa": ("e1",)}, {"qa": ("e1", "e2")}, {"qa": ""}),
        ({"qa": ("e1",)}, {"qa": ("e1",)}, {}),
        ({"sampled": ("e1",)}, {"sampled": ("e2",)}, {"sampled": ""}),
        ({"sent_back": ("e1",)}, {"sent_back": ("e1", "e2")}, {"sent_back": ""}),
        ({"sent_back": ("e1",), "sampled": ("e2",)}, {"sent_back": ("e1",), "sampled": ("e2",), "qa": ("e1",)}, {}),
        ({}, LATER | {"slips": (slip("s1"),)}, {"slipped_first": "from Mar-26 to Jun-26"}),
        ({}, LATER | {"slips": (slip("s1", reason="HMICFRS moved"),)}, {"slipped_first": "from Mar-26 to Jun-26: HMICFRS moved"}),
        ({}, LATER | {"slips": (slip("s1", reason="a"), slip("s2", reason="b"), slip("s3", reason="a"))},
         {"slipped_first": "from Mar-26 to Jun-26, moved 3 times since: a; b"}),
        ({}, LATER | {"slips": (slip("s1"), slip("s2", later=False))}, {"slipped_first": "from Mar-26 to Jun-26"}),
        (OLD, LATER | {"slips": (slip("s0"), slip("s1"))}, {"slipped_again": "from Mar-26 to Jun-26, second move"}),
        (OLD, LATER | {"slips": tuple(slip(f"s{i}") for i in range(9))}, {"slipped_again": "from Mar-26 to Jun-26, ninth move"}),
        (OLD, LATER | {"slips": tuple(slip(f"s{i}") for i in range(10))}, {"slipped_again": "from Mar-26 to Jun-26, 10th move"}),
        ({"slips": (slip("s0", later=False),)}, LATER | {"slips": (slip("s0", later=False), slip("s1"))}, {"slipped_first": "from Mar-26 to Jun-26"}),
        ({}, {"due": None, "fields": {"due": None}, "slips": (slip("s1"),)}, {"slipped_first": "from Mar-26 to no date"}),
        (OLD, LATER | OLD, {"dates": "Mar-26 to Jun-26"}),
        ({}, LATER, {"dates": "Mar-26 to Jun-26"}),
        ({"due": None}, LATER | {"slips": (slip("s1"),)}, {"dates": "Mar-26 to Jun-26"}),
        ({}, {"slips": (slip("s1"), slip("s2", later=False))}, {}),
        ({}, EARLIER | {"slips": (slip("s1", later=False),)}, {"forward": "from Mar-26 to Feb-26"}),
        (OLD, EARLIER | {"slips": (slip("s0"), slip("s1", later=False, reason="Done early"))}, {"forward": "from Mar-26 to Feb-26: Done early"}),
        ({}, {"behind": PAST}, {"newly_behind": "on target"}),
        ({"behind": PAST}, {"behind": PAST}, {}),
        ({"behind": PAST}, {"behind": (*PAST, "behind target")}, {"newly_behind": "on target"}),
        ({"behind": PAST}, {}, {}),
        ({}, {"progress": "deferred"}, {"deferred": "until Mar-26"}),
        ({}, {"progress": "deferred", "fields": {"due": None}}, {"deferred": "until no date"}),
        ({"progress": "deferred"}, {"progress": "deferred"}, {}),
        ({"progress": "deferred"}, {}, {"progress": "deferred to on target"}),
        ({"verdicts": {"e1": None}}, {"verdicts": {"e1": "close"}}, {"settled": "close"}),
        ({"verdicts": {"e1": "close"}}, {"verdicts": {}}, {"revoked": "1 entry revoked or taken back"}),
        ({}, {"assured": True}, {"assured": ""}),
        ({"assured": True}, {}, {"not_assured": ""}),
        ({}, {"waiting": "Home Office"}, {"waiting": "Home Office"}),
        ({"waiting": "Home Office"}, {"waiting": "NFCC"}, {}),
        ({"waiting": "Home Office"}, {}, {}),
        ({"ref": "AFI9/T1"}, {}, {"moved": "was AFI9/T1"}),
    ],
)  # fmt: skip
def test_one_task_moved_so(before: dict[str, Any], after: dict[str, Any], found: dict[str, str]) -> None:
    made = moved(task("t1", **before), task("t1", **after))
    ref = after.get("ref", "AFI1/t1")
    assert {name: lines for name, lines in made.lists.items() if lines} == {
        k: (Line("t1", ref, said),) for k, said in found.items()
    }


@pytest.mark.parametrize(
    ("moves", "word"),
    [(2, "second"), (3, "third"), (4, "fourth"), (5, "fifth"), (6, "sixth"), (7, "seventh"), (8, "eighth"), (9, "ninth"), (10, "10th")],
)  # fmt: skip
def test_how_often_a_date_has_moved_is_counted(moves: int, word: str) -> None:
    made = moved(task("t1", **OLD), task("t1", **LATER, slips=tuple(slip(f"s{i}") for i in range(moves))))
    assert made.slipped == (Line("t1", "AFI1/t1", f"from Mar-26 to Jun-26, {word} move"),)


def test_two_moves_since_are_said_of_a_first_slip() -> None:
    made = moved(task("t1"), task("t1", **LATER, slips=(slip("s1"), slip("s2"))))
    assert made.slipped[0].said == "from Mar-26 to Jun-26, moved 2 times since"


def test_an_entry_that_stood_on_another_task_is_no_news() -> None:
    before = picture([task("t1", qa=("e1",), slips=(slip("s1"),)), task("t2")], as_at=MARCH)
    after = picture([task("t2", qa=("e1",), **LATER, slips=(slip("s1"),))])
    assert lists(compare(before, after)) == {
        "gone": [("AFI1/t1", "its entry was taken back")],
        "dates": [("AFI1/t2", "Mar-26 to Jun-26")],
    }


def test_what_is_new_and_what_is_gone_and_why() -> None:
    before = picture(
        [
            task("t1"),
            task("t2"),
            task("t3"),
            task("t4"),
            task("t5"),
            task("t6", withdrawn="doubled"),
            task("t8", withdrawn=""),
        ],
        [area("a1"), area("a2"), area("a3"), area("a4", withdrawn="")],
    )
    after = picture(
        [task("t1"), task("t2", withdrawn="not ours"), task("t3", withdrawn=""), task("t6"), task("t7", fields={"title": None}), task("t8", withdrawn="")],
        [area("a1"), area("a2", withdrawn="not ours"), area("a4"), area("a5")],
        old_refs={("p", "AFI1/t4"): "AFI1/t1", ("p", "AFI1/t5"): "AFI1/t5", ("p", "A3"): "A1", ("q", "AFI1/t5"): "AFI2/t5"},
    )  # fmt: skip
    assert all(
        x.ref.endswith(x.uid) or x.ref == x.uid.upper()
        for lines in compare(before, after).lists.values()
        for x in lines
    )
    assert lists(compare(before, after)) == {
        "new": [("AFI1/t6", "Mend t6"), ("AFI1/t7", "")],
        "gone": [
            ("AFI1/t2", "withdrawn: not ours"), ("AFI1/t3", "withdrawn"), ("AFI1/t4", "joined into AFI1/t1"), ("AFI1/t5", "its entry was taken back"),
        ],
        "new_areas": [("A4", "Matter a4"), ("A5", "Matter a5")],
        "gone_areas": [("A2", "withdrawn: not ours"), ("A3", "joined into A1")],
    }  # fmt: skip
    nameless = picture([], [AreaState("a9", "p", "A9", None, {"title": None})])
    assert lists(compare(picture(), nameless)) == {"new_areas": [("A9", "")]}


def test_every_field_that_differs_is_shown_with_both_its_values() -> None:
    before = picture([task("t1"), task("t2")], [area("a1", owner="AM People"), area("a2")])
    after = picture(
        [task("t1", ref="AFI1/T9", fields={"title": "Mend it well", "work": ""}), task("t3")],
        [area("a1", owner="AM Risk"), area("a3")],
    )
    assert compare(before, after).changed == (
        FieldChange("t1", "AFI1/T9", "title", "Mend t1", "Mend it well"),
        FieldChange("t1", "AFI1/T9", "work", None, ""),
        FieldChange("a1", "A1", "owner", "AM People", "AM Risk"),
    )


@pytest.mark.parametrize("field", TASK_FIELDS)
def test_every_named_field_of_a_task_is_compared(field: str) -> None:
    made = moved(task("t1", fields={field: "one"}), task("t1", fields={field: "two"}))
    assert made.changed == (FieldChange("t1", "AFI1/t1", field, "one", "two"),)
    assert not made.is_still


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", None, "–"), ("title", "", "–"), ("title", "Mend it", "Mend it"), ("progress", "behind_target", "behind target"),
        ("stage", "ready", "ready for QA"), ("progress", None, "–"), ("stage", "", "–"), ("due", "qa", "qa"),
    ],
)  # fmt: skip
def test_values_are_read_as_people_read_them(field: str, value: str | None, words: str) -> None:
    assert in_words(field, value) == words


COUNTS = Counts(2, 9, 1, 2, 1, 1, 1, 1, 2, 3)
FIGURES = Figures(9, 4, 3, 2, 1)


def test_every_figure_stands_beside_its_earlier_one() -> None:
    made = compare(
        picture(counts=COUNTS, figures=FIGURES), picture(counts=Counts(3, 9, overdue=4), figures=Figures(8, 4, 2, 2, 2))
    )
    assert made.figure_rows() == [
        ("areas", 2, 3), ("tasks", 9, 8), ("reported complete", 4, 4), ("QA'd", 3, 2), ("sampled", 2, 2), ("assured", 1, 2), ("on target", 2, 0),
        ("behind target", 1, 0), ("not started", 1, 0), ("deferred", 1, 0), ("ongoing", 1, 0), ("unknown", 2, 0), ("past date", 3, 4),
    ]  # fmt: skip
    assert not made.is_still
    assert compare(picture(), picture()).is_still
    assert not compare(picture(), picture(figures=Figures(assured=1))).is_still


def test_an_empty_group_has_its_heading_too() -> None:
    groups = compare(picture(), picture()).groups()
    assert [(name, heading) for name, heading, _ in groups] == [(name, told[0]) for name, told in GROUPS.items()]
    assert all(lines == () for _, _, lines in groups)


NOW = (
    "The plan now stands at 9 tasks, 4 reported complete, 3 of those QA'd, 2 sampled, 1 assured; 0 are past their date."
)
LATE = NOW.replace("; 0 are", "; 3 are")


def test_nothing_moved_is_said() -> None:
    now = {"counts": COUNTS, "figures": FIGURES}
    dated = compare(picture(as_at=MARCH, **now), picture(**now))
    assert sentence(dated) == f"Between 31 March 2026 and 30 June 2026, nothing moved. {LATE}"
    same_day = compare(picture(name="Board", **now), picture(**now))
    assert sentence(same_day) == f"Since “Board”, on the same day, nothing moved. {LATE}"


def test_the_figures_say_what_they_were() -> None:
    made = compare(picture(as_at=MARCH, figures=Figures(9, 3, 3, 1, 0)), picture(figures=FIGURES))
    assert sentence(made) == (
        "Between 31 March 2026 and 30 June 2026: only evidence moved. "
        "The plan now stands at 9 tasks, 4 reported complete (then 3), 3 of those QA'd, 2 sampled (then 1), 1 assured (then 0); 0 are past their date."
    )


@pytest.mark.parametrize(
    ("fields", "said"), [(["work"], "1 field was reworded"), (["title", "work"], "2 fields were reworded")]
)
def test_rewording_alone_is_said(fields: list[str], said: str) -> None:
    before, after = task("t1"), task("t1", fields=dict.fromkeys(fields, "x"))
    made = compare(picture([before], as_at=MARCH, figures=FIGURES), picture([after], figures=FIGURES))
    assert sentence(made) == f"Between 31 March 2026 and 30 June 2026: {said}. {NOW}"


def test_the_sentence_names_every_claim_with_its_references() -> None:
    before = [task("t1"), task("t2"), task("t3"), task("t4")]
    after = [
        task("t1", progress="complete"), task("t2", progress="complete"), task("t3", **LATER, slips=(slip("s1"),)), task("t4", waiting="Home Office", behind=PAST),
    ]  # fmt: skip
    made = compare(picture(before, as_at=MARCH, figures=FIGURES), picture(after, figures=FIGURES))
    assert sentence(made) == (
        "Between 31 March 2026 and 30 June 2026: 2 tasks were reported complete (AFI1/t1, AFI1/t2). "
        "1 task slipped for the first time (AFI1/t3 from Mar-26 to Jun-26). 1 task fell behind or passed its date (AFI1/t4). "
        f"1 task now waits on others (AFI1/t4 Home Office). {NOW}"
    )


@pytest.mark.parametrize(
    ("count", "named"),
    [
        (2, "t1 one; AFI1/t2 one"),
        (12, "t11 one; AFI1/t12 one)"),
        (13, "t12 one; and 1 more)"),
        (14, "t12 one; and 2 more)"),
    ],
)
def test_a_long_list_names_its_first_dozen(count: int, named: str) -> None:
    before = [task(f"t{i}") for i in range(1, count + 1)]
    after = [task(f"t{i}", waiting="one") for i in range(1, count + 1)]
    said = sentence(compare(picture(before), picture(after)))
    assert f"{count} tasks now wait on others (AFI1/t1 one; " in said
    assert named in said


@pytest.mark.parametrize("name", GROUPS)
def test_every_group_has_a_sentence_for_one_and_for_many(name: str) -> None:
    heading, one, many = GROUPS[name]
    for count, form in ((1, one), (2, many)):
        lines = tuple(Line(str(i), f"AFI{i}") for i in range(count))
        empty = compare(picture(), picture())
        said = sentence(Movement(empty.before, empty.after, {n: lines if n == name else () for n in GROUPS}, ()))
        start = form.replace("{n}", str(count)).split("{}")[0]
        assert f": {start}AFI0" in said
        assert heading


def test_the_json_has_every_list_by_reference() -> None:
    before = picture(
        [task("t1"), task("t2", slips=(slip("s0"),)), task("t3"), task("t4")], [area("a1")], as_at=MARCH, name="March"
    )
    after = picture(
        [
            task("t1", progress="complete", qa=("e1",), sampled=("e2",), sent_back=("e3",), **LATER, slips=(slip("s1"),)),
            task("t2", **LATER, slips=(slip("s0"), slip("s2")), behind=PAST), task("t5"),
            task("t4", progress="deferred", waiting="NFCC", ref="AFI2/t4", **EARLIER, slips=(slip("s3", later=False),)),
        ],
        [area("a2")],
    )  # fmt: skip
    made = compare(before, after).to_json()
    assert {k: v for k, v in made.items() if k not in ("said", "figures", "changed", "sentence")} == {
        "from": "March",
        "to": "now",
        "closed": ["AFI1/t1"],
        "sent_back": ["AFI1/t1"],
        "slipped": ["AFI1/t1", "AFI1/t2"],
        "newly_behind": ["AFI1/t2"],
        "new": ["AFI1/t5", "A2"],
        "gone": ["AFI1/t3", "A1"],
        "waiting": ["AFI2/t4"],
        "reopened": [],
        **{key: [] for key in ("revoked", "settled", "assured", "not_assured", "progress", "dates", "area_dates")},
        "qa": ["AFI1/t1"],
        "sampled": ["AFI1/t1"],
        "slipped_first": ["AFI1/t1"],
        "slipped_again": ["AFI1/t2"],
        "forward": ["AFI2/t4"],
        "deferred": ["AFI2/t4"],
        "moved": ["AFI2/t4"],
    }
    assert made["changed"][0] == {"ref": "AFI1/t1", "field": "due", "before": "Mar-26", "after": "Jun-26"}
    assert made["said"]["closed"] == {}
    assert made["said"]["deferred"] == {"AFI2/t4": "until Feb-26"}
    assert set(made["said"]) == set(GROUPS)
    assert made["figures"]["assured"] == {"before": 0, "after": 0}
    assert made["sentence"] == sentence(compare(before, after))


def test_the_dates_of_an_area_that_moved_are_told_with_both() -> None:
    made = compare(
        picture(areas=[area("a1", target="Mar-26", deadline="Jun-26"), area("a2", target="Mar-26"), area("a3", target="May-26"), area("a4")], as_at=MARCH),
        picture(areas=[area("a1", target="Apr-26", deadline="Jul-26"), area("a2"), area("a3", target="May-26"), area("a4", deadline="Dec-26"), area("a5", target="Jan-26")]),
    )  # fmt: skip
    told = [
        (x.uid, x.ref, x.said)
        for _, _, lines in made.groups()
        for x in lines
        if x.said.startswith(("target ", "inspectorate's "))
    ]
    assert told == [
        ("a1", "A1", "target Mar-26 to Apr-26, inspectorate's date Jun-26 to Jul-26"), ("a2", "A2", "target Mar-26 to none"), ("a4", "A4", "inspectorate's date none to Dec-26"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("gone", "said"), [(("e1",), "1 entry revoked or taken back"), (("e1", "e2"), "2 entries revoked or taken back")]
)
def test_entries_that_went_are_counted(gone: tuple[str, ...], said: str) -> None:
    made = moved(task("t1", verdicts=dict.fromkeys(("e0", *gone))), task("t1", verdicts={"e0": None}))
    assert lists(made)["revoked"] == [("AFI1/t1", said)]


def test_verdicts_that_were_settled_are_named() -> None:
    before = task("t1", verdicts={"e1": None, "e2": "close", "e3": "not_yet", "e4": "close"})
    after = task("t1", verdicts={"e1": "follow_up", "e2": "close", "e3": None, "e4": "odd", "e5": "close"})
    assert lists(moved(before, after))["settled"] == [("AFI1/t1", "close with follow-up, none, odd")]
