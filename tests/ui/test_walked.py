"""What strict walks through every screen found: what a late key, a long sentence or a narrow field did."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from textual import events

from tests.conftest import task
from tests.ui.driving import driving
from tui_tracker.actions.tracker import Tracker
from tui_tracker.ui.dialogs.evidence import EvidencePane
from tui_tracker.ui.screens import importing
from tui_tracker.ui.screens.base import TrackerScreen


async def test_a_sentence_of_two_lines_does_not_cover_the_row_one_stands_on(plan: Tracker) -> None:
    for n in range(30):
        plan.structure.add_task(plan.resolve("AFI1").uid, f"Another task {n}")
    async with driving(plan, (80, 24)) as d:
        await d.keys("2")
        screen = d.app.screen
        assert isinstance(screen, TrackerScreen)
        screen.canvas.go(screen.canvas.top + screen.canvas.body_height - 1)
        await d.settle()
        ref = f" T{screen.read.task(screen.task_uid()).task.no} "
        screen.say("A sentence that goes on " * 8, bad=True)
        await d.settle()
        assert ref in d.text


async def test_page_down_scrolls_the_evidence_from_a_comment_field_too(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    for n in range(12):
        plan.notes.add(uid, f"Note number {n}")
    plan.tasks.ready(uid)
    async with driving(plan, (80, 24)) as d:
        await d.keys("2", "j", "s", "1", "pagedown")
        assert d.app.screen.query_one(EvidencePane).scroll_y > 0


async def test_a_refusal_for_want_of_a_reason_leads_to_the_reason(plan: Tracker) -> None:
    async with driving(plan, (120, 40)) as d:
        await d.keys("2", "j", "e", "tab", "tab", "ctrl+u")
        await d.type("31 oct 27")
        await d.keys("ctrl+s")
        assert "Moving a date wants a reason" in " ".join(d.text.split())
        await d.type("A supplier is late")
        await d.keys("shift+tab", "shift+tab", "shift+tab", "shift+tab", "ctrl+u")
        await d.type("no day")
        await d.keys("ctrl+s")
        assert "A supplier is late" in d.text, "refused again for another cause, every word is kept"
        await d.keys("ctrl+u")
        await d.type("31 oct 27")
        await d.keys("ctrl+s")
        assert "from Mar-26 to 31 Oct 27" in d.said
        assert plan.read.task(task(plan, "AFI1/T1")).slips[-1].reason == "A supplier is late"


async def test_keys_pressed_while_a_large_file_is_brought_in_answer_nothing(
    tracker: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "_MANY", 1)
    path = tmp_path / "plan.csv"
    rows = ["Ref,Area for improvement,Task no,Action,Owner,Due,Status"]
    rows += [
        f"AFI{n},Area {n} to be made better,1,Do it {n} times over,HR Manager,31/12/2026,On target" for n in (1, 2)
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    async with driving(tracker, (100, 30)) as d:
        await d.keys("i", "e")
        await d.type(str(path))
        await d.keys("enter")
        for _ in range(60):
            await d.pilot.pause(0.1)
            if "Nothing is written yet" in d.text:
                break
        write, late = importing.SCREEN._write, []

        def writing(screen: importing.ImportingScreen) -> None:
            assert "Bringing in 2 tasks" in d.text, "it says what it does before it is busy"
            event = events.Key("1", "1")
            late.append(event)
            write(screen)
            time.sleep(0.05)

        monkeypatch.setattr(importing.SCREEN, "_write", writing)
        await d.keys("enter")
        await d.pilot.pause(0.5)
        d.app.keys_in_order.take(late[0])
        await d.settle()
        assert "What does green mean" in " ".join(d.text.split()), "the question is still there, unanswered"
        assert tracker.read.plans()[0].scheme is None


async def test_what_is_asked_at_the_foot_keeps_its_words_and_names_its_keys(plan: Tracker) -> None:
    async with driving(plan, (80, 24)) as d:
        await d.keys("2", "/")
        await d.type("score")
        lines = [line.strip() for line in d.text.split("\n")]
        assert lines[-1] == "enter take it  tab complete  esc leave it"
        assert lines[-2] == "score"
        assert lines[-3].startswith("filter: words")
        await d.keys("escape")
        assert "take it" not in d.text


async def test_the_figures_above_the_findings_of_a_rule_are_that_rules(plan: Tracker) -> None:
    found = plan.checks.run()
    rules = {f.rule for f in found}
    assert len(rules) > 1
    heads = []
    async with driving(plan, (80, 24)) as d:
        for rule in ("", sorted(rules)[0]):
            d.app.screen.go("checks", "", rule)
            await d.settle()
            assert isinstance(d.app.screen, TrackerScreen)
            heads.append(d.app.screen._head())
    assert heads[0] != heads[1]


@pytest.mark.parametrize("key", ["0", "2", "3", "4", "6", "7", "8"])
async def test_a_list_without_a_plan_says_how_to_begin(tracker: Tracker, key: str) -> None:
    async with driving(tracker, (80, 24)) as d:
        await d.keys(key)
        assert "No plan yet: i reads a file in" in d.text


async def test_a_field_too_narrow_for_what_it_proposes_shows_its_beginning(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    plan.tasks.save(uid, {"title": "Take the national data and our own incidents into one score of risk"})
    async with driving(plan, (80, 24)) as d:
        await d.keys("2", "j", "e")
        assert "Take the national" in d.text
        await d.keys("ctrl+u")
        await d.type("Short")
        await d.keys("ctrl+s")
        assert plan.tasks.get(uid)[0].title == "Short"
        await d.keys("e")
        await d.type("Typed over")
        await d.keys("ctrl+s")
        assert plan.tasks.get(uid)[0].title == "Typed over"
