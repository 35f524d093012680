"""The app on screen: what is wrapped, reported, checked, filtered and tallied."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import places_in, task
from tests.ui.driving import driving
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.ui.commands import BY_ID
from tui_tracker.ui.place import Place


async def test_a_long_sentence_is_wrapped_not_cut(plan: Tracker) -> None:
    async with driving(plan) as d:
        await d.keys("2", "j", "s")
        assert "so no sign-off is due." in " ".join(d.text.split())


async def test_leaving_with_a_form_open_keeps_its_words(plan: Tracker, tmp_path: Path) -> None:
    async with driving(plan) as d:
        await d.keys("2", "j", "n")
        await d.type("unsaved words")
        await d.keys("ctrl+q")
    drafts = list(places_in(tmp_path).drafts.glob("note-*.json"))
    assert json.loads(drafts[0].read_text(encoding="utf-8"))["text"] == "unsaved words"


async def test_a_key_without_a_command_says_so(plan: Tracker) -> None:
    async with driving(plan) as d:
        await d.keys("2", "Q")
        assert d.said == "Q does nothing here; ? shows the keys."


async def test_what_moved_since_the_last_snapshot_is_two_keys(plan: Tracker, clock: FixedClock) -> None:
    plan.snapshots.take("June paper")
    clock.move(days=3)
    plan.tasks.set_progress([task(plan, "AFI1/T2")], "complete")
    async with driving(plan, (100, 40)) as d:
        shown = await d.keys("8", "equals_sign")
        assert "1 task was reported complete (AFI1/T2)" in shown
        assert "June paper to now" in shown
        await d.keys("down", "enter")
        assert "› AFI1/T2" in d.text
        await d.keys("escape")
        assert "Field by field" in d.text


async def test_a_paper_that_would_tell_is_settled_by_one_key(plan: Tracker, tmp_path: Path) -> None:
    plan.notes.add(task(plan, "AFI1/T1"), "Seen with Priya Solanki")
    async with driving(plan) as d:
        await d.keys("E", *["backspace"] * 30)
        await d.type(str(tmp_path / "p.md"))
        await d.keys(*["tab"] * 4, *["backspace"] * 3)  # with evidence
        await d.type("yes")
        await d.keys("ctrl+s")
        assert "1 things in this paper" in d.text or "should not be public" in d.text
        assert "Priya Solanki" in d.text
        assert not (tmp_path / "p.md").exists()
        await d.keys("r")
        assert "Written" in d.said
        assert "Priya" not in (tmp_path / "p.md").read_text(encoding="utf-8")
        await d.keys("u")
        assert plan.publication.decided() == []


async def test_a_report_by_key_knows_what_the_cursor_stands_on(plan: Tracker, tmp_path: Path) -> None:
    async with driving(plan, (100, 40)) as d:
        await d.keys("2", "j", "R", "k")
        assert "Closure case: " in d.text or "The closure case of an area" in d.text
        assert "AFI1" in d.text
        await d.keys("tab", *["backspace"] * 40)
        await d.type(str(tmp_path / "case.md"))
        await d.keys("ctrl+s")
        assert "# Closure case: AFI1" in (tmp_path / "case.md").read_text(encoding="utf-8")


async def test_checks_lead_to_the_record_and_a_finding_is_accepted_with_a_reason(plan: Tracker) -> None:
    async with driving(plan, (100, 40)) as d:
        shown = await d.keys("6")
        assert "No projected date" in shown
        assert "AFI1/T3" in shown
        rule = next(i for i, line in enumerate(shown.splitlines()) if "No projected date" in line)
        here = next(i for i, line in enumerate(shown.splitlines()) if line.startswith("▌"))
        await d.keys(*["down"] * (rule - here), "enter")
        assert "Checks › No projected date" in d.text
        await d.keys("equals_sign")
        assert "PC27" in d.said
        await d.keys("a")
        await d.type("set at the next board")
        await d.keys("ctrl+s")
        assert "accepted: set at the next board" in d.text
        await d.keys("enter")
        assert d.app.focused is not None
        assert d.app.focused.id == "f-due"
        await d.keys("escape")
        assert "› AFI1/T3" in d.text
        await d.keys("u", "escape")
        assert "accepted:" not in d.text


async def test_an_areas_closing_is_written_from_the_palette_and_shown(plan: Tracker) -> None:
    async with driving(plan, (100, 40)) as d:
        await d.keys("2", "ctrl+p")
        await d.type("closing")
        await d.keys("enter")
        assert "closed by a committee on" in d.text
        await d.type("1 May 2026")
        await d.keys("tab")
        await d.type("minute 7")
        await d.keys("ctrl+s")
        await d.keys("enter")
        assert "closed by a committee on 1 May 2026 (minute 7)" in " ".join(d.text.split())


async def test_the_last_row_brings_the_text_that_ends_the_page_into_view(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    plan.tasks.save(uid, {"work": "Score every home. " * 30})
    plan.tasks.ready(uid)
    plan.signoffs.sign(uid, Request("qa", "close", "AM People", comment="Seen. " * 40))
    plan.notes.add(uid, "Nobody had seen this, and it ends here", said_by="SM Prevention")
    async with driving(plan) as d:
        await d.keys("2", "down", "enter", "end")
        await d.pilot.pause(0.3)  # the footer is drawn after the page, on a slow clock a moment later
        seen = d.text
        assert "more below" not in seen
        assert "ends here" in " ".join(line[:40].strip() for line in seen.splitlines())


async def test_an_error_that_a_change_brings_about_is_said_with_it(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    plan.tasks.save(uid, {"due": "1 May 2026"}, reason="set")
    async with driving(plan) as d:
        d.app._warm_checks()
        await d.keys(":")
        await d.type("1/1")
        await d.keys("enter", "t")
        assert "on target" in d.said
        assert "Check: AFI1/T1, on target, and the date has passed" in d.said
        await d.keys("o")
        assert "Check:" not in d.said


async def test_enter_on_a_finding_goes_to_the_very_field(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    plan.tasks.save(uid, {"due": "1 May 2026", "progress": "on target"}, reason="set")
    plan.notes.add(task(plan, "AFI1/T2"), "Certificate", date="1 May 2026", expires="20 May 2026")
    plan.notes.add(task(plan, "AFI1/T2"), "Older word", date="1 Feb 2026")
    async with driving(plan) as d:
        for rule, field in (("PC44", "progress"), ("PC106", "evidence")):
            d.app.go(Place("checks", query=rule))
            await d.settle()
            await d.keys("enter")
            if field == "progress":
                assert d.app.focused is not None
                assert d.app.focused.id == "f-progress"
                await d.keys("ctrl+s")
                assert "Nothing was changed" in d.said
            else:
                row = d.app.screen.canvas.current()
                assert row is not None
                assert row.key == next(n.uid for n in plan.read.task(task(plan, "AFI1/T2")).notes if n.expires)


async def test_steps_problems_and_colours_by_key(plan: Tracker) -> None:
    uid, area = task(plan, "AFI1/T1"), plan.resolve("AFI1").uid
    plan.steps.add(uid, "one\ntwo")
    plan.life.raise_problem(area, "no van")
    async with driving(plan, size=(120, 40)) as d:
        d.app.go(Place("task", uid, key=plan.steps.of(uid)[1].uid))
        await d.settle()
        await d.keys("enter", "1")
        assert [s.progress for s in plan.steps.of(uid)] == ["not_started", "complete"]
        assert "1 of 2 steps complete" in d.text
        d.app.go(Place("area", area, key=plan.life.of("problem", area)[0].uid))
        await d.settle()
        await d.keys("enter")
        await d.type("hired one")
        await d.keys("ctrl+s")
        assert plan.life.of("problem", area)[0].how == "hired one"
        d.app.screen.run_command(BY_ID["area.colour"])
        await d.settle()
        await d.keys("2")
        await d.type("the board says so")
        await d.keys("ctrl+s")
        assert plan.areas.get(area).rag_letter == "A"
        assert "set by hand: the board says so" in d.text
        await d.keys(":")
        await d.type("1/2")
        await d.keys("enter", "V")
        await d.type("seen at two stations")
        await d.keys("tab")
        await d.type("seen")
        await d.keys("ctrl+s")
        assert plan.read.task(task(plan, "AFI1/T2")).notes[0].evidence_kind == "seen"
        assert "practice seen" in d.text


async def test_a_tally_drills_into_the_register_and_back(plan: Tracker) -> None:
    async with driving(plan) as d:
        await d.keys("2", "number_sign")
        assert "Tally by owner" in d.text
        assert "4 tasks" in d.text
        await d.keys("tab")
        assert "Effectiveness" in d.text
        await d.keys("enter")
        assert 'pillar="Effectiveness"' in d.text
        assert "3 tasks" in d.text
        await d.keys("escape", "escape")
        await d.keys("number_sign", "tab", "tab")
        assert "by progress" in d.text


async def test_a_filter_is_kept_under_a_name_and_shown_by_one_more_key(plan: Tracker) -> None:
    async with driving(plan) as d:
        await d.keys("f")
        assert "No view is kept yet" in d.said
        await d.keys("/")
        await d.type("owner:hr")
        await d.keys("enter")
        d.app.screen.run_command(BY_ID["find.save-view"])
        await d.settle()
        await d.type("HR only")
        await d.keys("ctrl+s")
        assert "Saved the view HR only" in d.said
        await d.keys("1", "f")
        assert "HR only   / owner:hr" in d.text
        await d.keys("1")
        assert "/ owner:hr" in d.text
        assert "1 task" in d.text
        d.app.screen.run_command(BY_ID["find.drop-view"])
        await d.settle()
        await d.keys("1")
        assert plan.saved_views.all() == []


async def test_an_empty_plan_starts_from_the_questions_of_a_round(tracker: Tracker) -> None:
    async with driving(tracker) as d:
        assert "start from the inspection's questions" in d.text
        await d.keys("q")
        await d.type("Plan 2026")
        await d.keys("ctrl+s")
        assert "What does green mean in Plan 2026?" in d.text
        await d.keys("1")
        rows = tracker.read.area_rows()
        assert [(r.area.question, r.pillar) for r in rows[:2]] == [("1.1", "Effectiveness"), ("1.2", "Effectiveness")]
        assert len(rows) == 10  # the newest round has ten questions
        await d.keys("2")
        assert "Q1.1" in d.text
        await d.keys("u", "u")
        assert tracker.read.plans() == []
