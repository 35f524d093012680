"""Everything a plan holds: who leads and owns, what hangs together, what is not ours, its rhythm, its colours, its proof."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import task
from tests.ui.driving import driving
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain import people
from tui_tracker.domain.rag import SCHEMES, Facts, from_data, scheme_of, to_data
from tui_tracker.domain.records import Tie
from tui_tracker.domain.ties import cycle, pointed_at
from tui_tracker.errors import FileError, RefusedError, UsageError


def rules(t: Tracker, subject: str) -> set[str]:
    return {f.rule for f in t.checks.run() if f.subject == subject}


def refs(t: Tracker, query: str) -> list[str]:
    return [r.ref for r in t.read.task_rows(t.read.task_ids(query))]


# -- who leads, who owns


def test_a_lead_among_those_who_have_a_task_together(plan: Tracker) -> None:
    uid = task(plan, "AFI2/T1")
    assert "PC94" in rules(plan, "AFI2/T1")
    with pytest.raises(UsageError, match="not one of those"):
        plan.tasks.lead(uid, "GM Fleet")
    plan.tasks.lead(uid, "payroll")
    assert plan.tasks.get(uid)[0].assigned_to == "Payroll (lead) / HR Manager"
    assert "PC94" not in rules(plan, "AFI2/T1")
    assert {p.name for p in plan.read.persons()} >= {"Payroll", "HR Manager"}, "the mark is no part of a name"
    assert people.lead("HR Manager") == "HR Manager"
    assert people.lead("A Smith / B Jones") is None
    assert people.split("HR Manager (lead) / Geo Support") == ["HR Manager", "Geo Support"]


async def test_on_target_asks_for_whoever_is_missing_in_the_same_keys_form(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    plan.tasks.save(uid, {"assigned_to": ""})
    plan.areas.save(plan.resolve("AFI1").uid, {"owner": ""})
    before = plan.read.journal_head()[0]
    async with driving(plan) as d:
        await d.keys("2", "j", "t")
        assert "who owns AFI1" in d.text
        await d.type("SM Prevention")
        await d.keys("ctrl+s")
        assert "wants an assignee and its area an owner" in " ".join(d.text.split())
        await d.keys("tab")
        await d.type("AM Prevention")
        await d.keys("ctrl+s")
    made, area = plan.tasks.get(uid)
    assert (made.progress, made.assigned_to, area.owner) == ("on_target", "SM Prevention", "AM Prevention")
    assert plan.read.journal_head()[0] == before + 1, "one change, one undo"
    async with driving(plan) as d:
        await d.keys("2", "j", "b", "t")
        assert plan.tasks.get(uid)[0].progress == "on_target", "nothing is asked where both are named"


# -- what hangs together


def test_superseded_work_leaves_the_counts_and_stays_readable(plan: Tracker) -> None:
    one, two = task(plan, "AFI1/T1"), task(plan, "AFI1/T2")
    count = plan.read.standing_tasks()
    plan.ties.add(one, "superseded", two)
    assert plan.read.standing_tasks() == count - 1
    assert refs(plan, "is:superseded") == ["AFI1/T1"]
    assert plan.read.task(one).ties == ("is superseded by AFI1/T2",)
    assert plan.read.task(two).ties == ("AFI1/T1 is superseded by this",)
    assert plan.read.task(one).row.withdrawn == "superseded by AFI1/T2"
    plan.history.undo()
    assert plan.read.standing_tasks() == count
    plan.ties.add(one, "superseded", two)
    plan.ties.drop(one, two)
    assert plan.read.standing_tasks() == count
    with pytest.raises(UsageError, match="not tied"):
        plan.ties.drop(one, two)


def test_no_circle_of_work_that_waits_for_itself(plan: Tracker) -> None:
    a, b, c = (task(plan, f"AFI1/T{n}") for n in (1, 2, 3))
    plan.ties.add(a, "depends", b)
    plan.ties.add(b, "depends", c)
    with pytest.raises(RefusedError, match=r"circle: AFI1/T3 › AFI1/T1 › AFI1/T2 › AFI1/T3"):
        plan.ties.add(c, "depends", a)
    with pytest.raises(RefusedError, match="circle"):
        plan.ties.add(a, "depends", a)
    with pytest.raises(RefusedError, match="tied already"):
        plan.ties.add(a, "captured", b)
    plan.ties.add(c, "captured", a)
    assert len(plan.ties.told(a)) == 2
    assert not plan.history.verify().faults


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_a_circle_is_found_exactly_when_there_is_one(pairs: list[tuple[int, int]]) -> None:
    ties: list[Tie] = []
    for one, other in pairs:
        tie = Tie(uid="", task=str(one), what="depends", other=str(other))
        after = {str(n): {t.other for t in [*ties, tie] if t.task == str(n)} for n in range(8)}
        reach, frontier = set(), {str(one)}
        while frontier:
            frontier = {x for f in frontier for x in after[f]} - reach
            reach |= frontier
        found = cycle([*ties, tie], str(one))
        assert bool(found) == (str(one) in reach)
        if not found:
            ties.append(tie)


async def test_a_note_that_points_elsewhere_offers_a_tie(plan: Tracker) -> None:
    assert pointed_at("See AFI2/T1 for this; also captured under AFI 11/6.") == ["AFI2/T1", "AFI 11/6"]
    assert not pointed_at("We will see 40 homes.")
    async with driving(plan) as d:
        await d.keys("2", "j", "n")
        await d.type("See AFI2 T1 for what was done. See AFI2.")
        await d.keys("ctrl+s")
        assert "It points to AFI2: “tie” in the palette ties them." in d.said
        await d.keys("ctrl+p")
        await d.type("tie")
        await d.keys("enter", "3", "ctrl+s")
        assert "has its evidence captured in AFI2" in d.said
        shown = await d.keys("enter")
        assert "tied      has its evidence captured" in shown


# -- kinds


def test_a_cause_of_concern_owns_its_recommendations_as_areas(plan: Tracker) -> None:
    uid = plan.read.plans()[0].uid
    plan.structure.add_area(uid, "COC1", "Prevention is no priority", kind="cause_of_concern")
    plan.structure.add_area(uid, "REC1", "Define risk", kind="recommendation")
    rec = plan.resolve("REC1").uid
    plan.areas.save(rec, {"part_of": "COC1"})
    assert plan.read.area(rec).part_of == "COC1 Prevention is no priority"
    assert plan.read.area(plan.resolve("COC1").uid).owns == ("REC1 Define risk",)
    with pytest.raises(UsageError, match="no cause of concern"):
        plan.areas.save(rec, {"part_of": "AFI1"})
    plan.areas.save(rec, {"part_of": ""})
    assert plan.read.area(rec).part_of == ""


def test_what_was_carried_over_is_found_as_a_kind(plan: Tracker) -> None:
    assert refs(plan, "kind:carried_over") == []
    plan.areas.save(plan.resolve("AFI2").uid, {"opened_in": "2021/22"})
    assert refs(plan, "kind:carried_over") == ["AFI2/T1"]
    assert refs(plan, 'kind:"carried over"') == ["AFI2/T1"]


# -- reviews


def test_a_plan_has_a_rhythm_and_an_area_never_reviewed_is_late_from_its_start(
    plan: Tracker, clock: FixedClock
) -> None:
    uid, one, two = plan.read.plans()[0].uid, plan.resolve("AFI1").uid, plan.resolve("AFI2").uid
    clock.move(days=40)
    assert "PC104" not in rules(plan, "AFI1")
    plan.plan_life.rhythm(uid, "monthly")
    assert {"PC104"} <= rules(plan, "AFI1") & rules(plan, "AFI2")
    said = next(f.message for f in plan.checks.run() if f.rule == "PC104")
    assert said == "its monthly review is 9 days late, never reviewed"
    plan.life.reviewed([one, two])
    assert "PC104" not in rules(plan, "AFI1") | rules(plan, "AFI2")
    clock.move(days=10)
    plan.areas.save(one, {"rhythm": "weekly"})
    assert "PC104" in rules(plan, "AFI1"), "an area's own rhythm goes first"
    assert "PC104" not in rules(plan, "AFI2")
    plan.plan_life.rhythm(uid, "weekly", "area for improvement")
    assert "PC104" in rules(plan, "AFI2"), "and that of its kind before the plan's"
    plan.plan_life.rhythm(uid, "", "afi")
    assert plan.read.plans()[0].rhythms == {"": "monthly"}
    with pytest.raises(UsageError, match="no rhythm"):
        plan.plan_life.rhythm(uid, "hourly")


def test_a_boards_decision_is_a_review(plan: Tracker, clock: FixedClock) -> None:
    from tui_tracker.actions.meetings.agenda import Agendas

    uid = plan.read.plans()[0].uid
    plan.plan_life.rhythm(uid, "monthly")
    clock.move(days=40)
    assert "PC104" in rules(plan, "AFI1")
    items = Agendas(plan, "Board", None).query("ref:AFI1/T1")
    meeting = plan.meetings.begin("Board", items, "one").change.edits[0].uid
    plan.meetings.decide(meeting, items[0], "on_target")
    assert "PC104" not in rules(plan, "AFI1"), "kept findings are looked at again after a decision"
    assert "PC104" in rules(plan, "AFI2")
    fresh = {(f.rule, f.subject) for f in plan.checks.run()}
    plan.checks._held.clear()
    assert {(f.rule, f.subject) for f in plan.checks.run()} == fresh


async def test_reviewed_today_is_for_the_areas_of_all_that_are_marked(plan: Tracker) -> None:
    async with driving(plan) as d:
        await d.keys("2", "*", "ctrl+p")
        await d.type("reviewed today")
        await d.keys("enter")
        assert "AFI1, AFI2" in d.said
    assert [m.what for ref in ("AFI1", "AFI2") for m in plan.life.of("milestone", plan.resolve(ref).uid)] == [
        "review"
    ] * 2


def test_an_area_is_looked_at_again_by_a_day_and_reminds(plan: Tracker, clock: FixedClock) -> None:
    plan.life.look_again(plan.resolve("AFI1").uid, "rota after the harvest", by="10 Jun 26", who="AM Prevention")
    assert "PC103" not in rules(plan, "AFI1")
    clock.move(days=10)
    found = next(f for f in plan.checks.run() if f.rule == "PC103")
    assert (found.subject, "10 June 2026" in found.message) == ("AFI1", True)


# -- quiet, not ours


def test_when_a_task_is_quiet_is_the_plans_to_say(plan: Tracker, clock: FixedClock) -> None:
    plan.notes.add(task(plan, "AFI1/T1"), "Begun", said_by="SM Prevention")
    clock.move(days=50)
    assert (refs(plan, "is:quiet"), "PC98" in rules(plan, "AFI1/T1")) == ([], False)
    plan.plan_life.quiet(plan.read.plans()[0].uid, "40")
    assert (refs(plan, "is:quiet"), "PC98" in rules(plan, "AFI1/T1")) == (["AFI1/T1"], True)
    assert refs(plan, "quiet>49") == ["AFI1/T1"]
    for wrong in ("0", "soon", "-3"):
        with pytest.raises(UsageError, match="no number of days"):
            plan.plan_life.quiet(plan.read.plans()[0].uid, wrong)


def test_what_waits_on_others_is_not_behind_and_behind_ends_the_waiting(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T2")
    plan.tasks.set_progress([uid], "behind_target")
    plan.tasks.wait(uid, "the county council", "1 Jul 26")
    now = plan.tasks.get(uid)[0]
    assert (now.progress, now.waiting_on) == ("ongoing", "the county council")
    plan.tasks.set_progress([uid], "behind_target")
    now = plan.tasks.get(uid)[0]
    assert (now.progress, now.waiting_on, now.chase_on) == ("behind_target", None, None)
    plan.history.undo()
    assert plan.tasks.get(uid)[0].waiting_on == "the county council"
    plan.tasks.save(uid, {"progress": "behind target"})
    assert plan.tasks.get(uid)[0].waiting_on is None


# -- colours of one's own

OWN = """name = "four colours"
green = "green means nobody has to look"
[[rules]]
test = "no_tasks"
letter = "–"
word = "none"
rule = "no tasks"
[[rules]]
test = "any_behind"
letter = "R"
word = "red"
rule = "behind"
[[rules]]
test = "any_overdue"
letter = "P"
word = "purple"
rule = "past its date"
[[rules]]
test = "always"
letter = "G"
word = "green"
rule = "nothing late"
"""


def test_a_scheme_of_ones_own_with_a_fourth_colour_is_data(plan: Tracker, tmp_path: Path) -> None:
    uid, path = plan.read.plans()[0].uid, tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    plan.judging.own_scheme(uid, path)
    assert plan.read.task(task(plan, "AFI1/T1")).colour.word == "purple"
    assert plan.read.area(plan.resolve("AFI1").uid).row.colour.letter == "P"
    assert refs(plan, "rag:P") == ["AFI1/T1", "AFI2/T1"]
    assert refs(plan, "rag:green") == ["AFI1/T2", "AFI1/T3"]
    for r in plan.read.task_rows(plan.read.task_ids("")):
        assert plan.read.row_colour(r).letter in ("P" if r.ref in refs(plan, "rag:P") else "G")
    paper = str(plan.papers.make("md", plan.papers.committee(_inside()), _inside()).content)
    assert "four colours" in paper
    assert "purple" in paper
    plan.history.undo()
    assert refs(plan, "rag:P") == []


def _inside() -> object:
    from tui_tracker.actions.send_out.style import Style

    return Style(internal=True)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('test = "always"', 'test = "mostly"', "Rule 4 of the scheme: “mostly” is no test"), ('letter = "P"', 'letter = "PP"', "no letter"),
        ('green = "green means nobody has to look"', "", "what green means"), ('word = "purple"', 'word = ""', "Rule 3"), ("[[rules]]\n", "[[rules]\n", "not valid TOML"),
        ('test = "always"', 'test = "any_behind"', "last rule"),
    ],
)  # fmt: skip
def test_a_broken_scheme_is_named_and_nothing_is_taken_from_it(
    plan: Tracker, tmp_path: Path, before: str, after: str, said: str
) -> None:
    path = tmp_path / "own.toml"
    path.write_text(OWN.replace(before, after), encoding="utf-8")
    head = plan.read.journal_head()
    with pytest.raises(FileError, match=r"own\.toml") as caught:
        plan.judging.own_scheme(plan.read.plans()[0].uid, path)
    assert said in str(caught.value)
    assert plan.read.journal_head() == head


@pytest.mark.parametrize("name", SCHEMES)
def test_a_shipped_scheme_written_out_and_read_judges_alike(name: str) -> None:
    again = from_data(to_data(scheme_of(name)))
    for complete in range(3):
        for behind in range(2):
            for overdue in range(2):
                facts = Facts(tasks=2, complete=complete, behind=behind, overdue=overdue, unknown=0, assured=complete)
                assert again.judge(facts) == scheme_of(name).judge(facts)


# -- proof


def test_a_file_that_changed_or_went_is_a_finding_until_it_is_back(plan: Tracker, tmp_path: Path) -> None:
    file = tmp_path / "minutes.txt"
    file.write_text("seen", encoding="utf-8")
    uid = task(plan, "AFI1/T1")
    plan.notes.add(uid, "Seen", said_by="SM", files=[file], links=["https://example.org/x", "nofile.docx"])
    found = [f.message for f in plan.checks.run() if f.rule == "PC114"]
    assert found == ["the link of AFI1/T1 names nofile.docx, which does not lie beside the plan"]
    (plan.places.plan.parent / "nofile.docx").write_text("x", encoding="utf-8")
    kept = next(plan.places.attachments.iterdir())
    kept.chmod(0o600)
    kept.write_text("changed", encoding="utf-8")
    plan.tasks.set_progress([task(plan, "AFI1/T2")], "complete")
    assert [(f.subject, f.message, f.kind, f.uid) for f in plan.checks.run() if f.rule == "PC114"] == [
        ("AFI1/T1", "minutes.txt, attached, has been changed since it was noted", "task", uid)
    ]
    kept.unlink()
    plan.checks._held.clear()
    assert any("is missing" in f.message for f in plan.checks.run() if f.rule == "PC114")
