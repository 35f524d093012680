"""What the colours mean, a colour set by hand, who may QA, and the next round."""

from __future__ import annotations

import pytest

from tests.actions.test_laws import tables
from tests.conftest import task
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.send_out.style import Style
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.rag import SCHEMES, Facts
from tui_tracker.errors import RefusedError, UsageError


@pytest.mark.parametrize(
    ("facts", "letters"),
    [
        (Facts(0, 0, 0, 0, 0), "–––"),
        (Facts(2, 2, 0, 0, 0), "GBA"),
        (Facts(2, 2, 0, 0, 0, assured=2), "GBG"),
        (Facts(2, 2, 0, 0, 0, assured=1), "GBA"),
        (Facts(2, 1, 1, 0, 0), "RRR"),
        (Facts(2, 1, 0, 1, 0), "RRR"),
        (Facts(2, 1, 0, 0, 1), "???"),
        (Facts(2, 1, 0, 0, 0), "AGA"),
    ],
)
def test_each_scheme_gives_its_letter(facts: Facts, letters: str) -> None:
    assert "".join(s.judge(facts).letter for s in SCHEMES.values()) == letters


def test_green_means_what_was_said_once_and_every_paper_prints_the_key(plan: Tracker) -> None:
    uid = plan.read.plans()[0].uid
    assert [p.name for p in plan.judging.unasked()] == [plan.read.plans()[0].name]
    for ref in ("AFI1/T1", "AFI1/T2", "AFI1/T3"):
        plan.tasks.set_progress([task(plan, ref)], "complete")

    def letter() -> str:
        assert plan.read.area_rows()[0].colour == plan.read.area(plan.resolve("AFI1").uid).row.colour
        assert plan.read.summary().pillars[0].colour.letter == plan.read.area_rows()[0].colour.letter
        return plan.read.area_rows()[0].colour.letter

    assert letter() == "G"
    plan.judging.scheme(uid, "on-track")
    assert letter() == "B"
    plan.judging.scheme(uid, "proved")
    assert letter() == "A"
    assert plan.judging.unasked() == []
    for ref in ("AFI1/T1", "AFI1/T2", "AFI1/T3"):
        plan.signoffs.sign(task(plan, ref), Request("qa", "close", "AM Prevention"))
        plan.signoffs.sign(task(plan, ref), Request("sampling", "close", "Business Assurance"))
    assert letter() == "G"
    assert plan.read.task(task(plan, "AFI1/T1")).colour.letter == "G"
    assert "RAG by the scheme “green is proved”" in plan.exports.markdown(internal=True)
    with pytest.raises(UsageError, match="green means done"):
        plan.judging.scheme(uid, "traffic light")


def test_a_colour_by_hand_wants_a_reason_and_prints_it(plan: Tracker) -> None:
    uid = plan.resolve("AFI2").uid
    with pytest.raises(RefusedError, match="wants a reason"):
        plan.judging.colour(uid, "green", " ")
    plan.judging.colour(uid, "green", "the board has seen it work")
    row = plan.read.area(uid).row
    assert row.colour.letter == "G"
    assert "set by hand: the board has seen it work (worked out: R" in row.colour.rule
    plan.judging.colour(uid, "", None)
    assert plan.read.area(uid).row.colour.letter == "R"
    with pytest.raises(UsageError, match="not a colour"):
        plan.judging.colour(uid, "pink", "x")


def test_qa_is_the_owners_or_a_deputys_once_the_register_knows_the_owner(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    plan.tasks.ready(uid)
    plan.people.alias("AM Prevention", ["Area Manager Prevention"])
    with pytest.raises(RefusedError, match="GM Response is neither the area's owner"):
        plan.signoffs.sign(uid, Request("qa", "close", "GM Response"))
    plan.people.describe("GM Response", deputy_for="Area Manager Prevention")
    plan.signoffs.sign(uid, Request("qa", "close", "GM Response"))
    other = task(plan, "AFI1/T2")
    plan.tasks.ready(other)
    plan.signoffs.sign(other, Request("qa", "close", "AM People", override="the owner is away"))
    entry = plan.read.task(other).signoffs[0]
    assert entry.override == "owner: the owner is away"
    assert "signed against the rule (owner: the owner is away)" in plan.exports.markdown(internal=True)


def test_the_next_round_takes_what_is_open_with_its_past_and_one_undo_brings_it_back(plan: Tracker) -> None:
    uid = plan.read.plans()[0].uid
    plan.tasks.set_progress([task(plan, "AFI2/T1")], "complete")
    plan.notes.add(task(plan, "AFI1/T1"), "Seen")
    before = tables(plan)
    carried = plan.rounds.preview(uid)
    assert ([a.ref for a in carried.goes], [a.ref for a in carried.stays]) == (["AFI1"], ["AFI2"])
    plan.rounds.begin(uid, "Plan 2027", starts="1 Jan 2027")
    old, new = plan.read.plans()
    area = plan.areas.get(plan.resolve("AFI1").uid)
    assert (area.plan, area.opened_in) == (new.uid, old.name)
    assert new.follows == old.uid
    assert [r.pillar for r in plan.read.area_rows(new.uid)] == [
        r.pillar for r in plan.read.area_rows() if r.area.ref == "AFI1"
    ]
    assert plan.read.task(task(plan, "AFI1/T1")).notes[0].text == "Seen"
    assert plan.resolve("AFI1/T1", plan=old.uid).uid == plan.resolve("AFI1/T1", plan=new.uid).uid
    assert [p.counts.tasks for p in plan.read.summary().plans] == [1, 3]
    plan.rounds.begin(new.uid, "Plan 2029")
    assert plan.areas.get(area.uid).opened_in == old.name
    plan.history.undo()
    plan.history.undo()
    assert tables(plan) == before
    plan.tasks.set_progress([task(plan, f"AFI1/T{n}") for n in (1, 2, 3)], "complete")
    with pytest.raises(RefusedError, match="Nothing in"):
        plan.rounds.begin(uid, "Plan 2031")


def test_the_workbook_holds_what_is_judged_and_what_happened(plan: Tracker) -> None:
    import io

    import openpyxl

    uid, area = plan.read.plans()[0].uid, plan.resolve("AFI1").uid
    plan.judging.scheme(uid, "proved")
    plan.judging.grade(uid, "1.2", "good", before="adequate")
    plan.judging.colour(area, "amber", "marker colour")
    plan.areas.save(area, {"question": "1.2", "importance": "high", "rhythm": "weekly", "risk_ref": "marker risk"})
    plan.life.raise_problem(area, "marker problem")
    plan.life.milestone(area, "panel", due="1 Jul 2026", text="marker panel")
    plan.life.opinion(area, "partial", text="marker opinion")
    plan.steps.add(task(plan, "AFI1/T1"), "marker step")
    plan.notes.add(task(plan, "AFI1/T1"), "marker note", kind="data", expires="1 Jul 2026")
    plan.structure.withdraw("task", task(plan, "AFI1/T3"), "marker withdrawn")
    book = openpyxl.load_workbook(io.BytesIO(plan.exports.make("xlsx", Style(internal=True)).content))
    cells = "\n".join(str(c.value) for s in book for row in s.iter_rows() for c in row if c.value is not None)
    for wanted in (
        "green means proved", "good; the time before: adequate", "marker colour", "1.2 preventing fires", "closes only by re-test",
        "marker risk", "marker problem", "marker panel", "partial assurance", "marker step", "note: data, holds until 1 Jul 26", "marker withdrawn",
    ):  # fmt: skip
        assert wanted in cells, wanted
