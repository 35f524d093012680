"""A meeting by keys alone: one key a decision, the next item comes, every decision can be taken back, the minute lists all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import task
from tests.ui.driving import Driver, driving
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.send_out.exports import Report
from tui_tracker.actions.send_out.style import Style
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.ui.screens.sitting import SittingScreen


def state(t: Tracker) -> str:
    return json.dumps(json.loads("".join(t.exports.json_pieces()))["records"], sort_keys=True)


async def begin(d: Driver) -> None:
    await d.keys("5", "enter", "ctrl+s")
    assert "item 1 of" in d.text.splitlines()[0], d.text


@pytest.fixture
def board(plan: Tracker) -> Tracker:
    """Three old actions, twelve exceptions (two sent back, ten late), one area ready to be closed."""
    area = plan.resolve("AFI1").uid
    for n in range(4, 13):
        plan.structure.add_task(area, f"Exception {n}", assigned_to="SM Prevention", due="Apr-26")
    plan.structure.add_area(plan.read.plans()[0].uid, "AFI3", "Kept for closing", pillar="People", owner="AM People")
    plan.structure.add_task(plan.resolve("AFI3").uid, "All done", assigned_to="HR Manager", due="Mar-26")
    plan.tasks.ready(task(plan, "AFI3/T1"))
    for stage, by in (("qa", "AM People"), ("sampling", "Business Assurance")):
        plan.signoffs.sign(task(plan, "AFI3/T1"), Request(stage, "close", by, "20 May 26", "Seen"))
    for ref in ("AFI1/T1", "AFI1/T3"):
        plan.tasks.ready(task(plan, ref))
        plan.signoffs.sign(task(plan, ref), Request("qa", "not_yet", "AM Prevention", "1 May 26", "More, please"))
    for n in range(1, 4):
        plan.action_log.add("GM Training", f"Old action {n}", "1 May 26")
    return plan


async def test_a_board_of_sixteen_items_by_keys_and_every_step_back(
    board: Tracker, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    states = [state(board)]
    async with driving(board, (100, 34)) as d:
        await begin(d)
        assert "of 16" in d.text.splitlines()[0]
        states.append(state(board))

        async def step(*keys: str, typed: str = "") -> None:
            await d.keys(*keys)
            if typed:
                first, _, second = typed.partition("|")
                await d.type(first)
                if second:
                    await d.keys("tab")
                    await d.type(second)
                await d.keys("ctrl+s")
            states.append(state(board))

        await step("c")
        await step("t")
        await step("m", typed="1 jul 26|on leave")
        await step("t")
        for key in ("r", "t", "b", "t", "r", "x", "o"):
            await step(key)
        await step("d", typed="1 dec 26|the pay review comes first")
        await step("w", typed="Procurement|1 jul 26")
        await step("c")
        await step("E", typed="Fire Authority|no money for it")
        await step("a")
        await d.type("Send the rota")
        await d.keys("tab")
        await d.type("s")
        await d.keys("ctrl+s")
        states.append(state(board))
        states.remove(states[-2])  # the form was only opened
        await step("t")
        assert "item 16 of 16" in d.text.splitlines()[0]
        await step("C")
        assert "Every item is decided" in d.text
        await d.keys("ctrl+e", "ctrl+s")
        states.append(state(board))
        assert "Minute: Improvement board" in d.text
        uid = board.meetings.all()[0].uid
        decided = board.meetings.decisions(uid)
        assert len({x.item for x in decided}) == 16
        for wanted in reversed(states[:-1]):
            await d.keys("u")
            assert state(board) == wanted, d.said
        for wanted in states[1:]:
            await d.keys("U")
            assert state(board) == wanted, d.said
        minute = board.exports.report(tmp_path / "m.md", Report("minute"), Style(internal=True))
        text = (tmp_path / "m.md").read_text(encoding="utf-8")
        assert minute == []
        assert "| **On the agenda** | **16** |" in text
        outcomes = text.split("## Decisions in order")[1].split("## Dates moved")[0]
        assert outcomes.count("\n| ") == 18, "sixteen outcomes under a heading"
        assert "Escalated to Fire Authority: no money for it" in text
        assert "Area closed" in text
        with pytest.raises(Exception, match="stands in a minute that has left the program"):
            board.history.undo()
    clock.move(days=30)
    async with driving(board, (100, 34)) as d:
        await d.keys("5")
        assert "open actions 4" in d.text, d.text
        await d.keys("enter", "ctrl+s")
        assert "Old action 3" in d.text or "Old action 2" in d.text


async def test_twelve_items_with_no_comment_take_fourteen_keys(board: Tracker) -> None:
    for a in board.action_log.all(open_only=True):
        board.action_log.close(a.uid, "done")
    board.areas.save(board.resolve("AFI3").uid, {"closed_on": "1 Jun 26"})
    async with driving(board) as d:
        await d.keys("5", "enter", "ctrl+s")
        d.pressed = 0
        for key in "rtbrtbrtbrtb":
            await d.keys(key)
        assert d.pressed == 12
        assert "Every item is decided" in d.text
        await d.keys("ctrl+e", "ctrl+s")
        assert d.pressed <= 14
        assert "On the agenda" in d.text, "a total's name is as much of a column as its rows"
        assert len(board.meetings.decisions(board.meetings.all()[0].uid)) == 12


async def test_skip_later_back_and_the_counter(board: Tracker) -> None:
    async with driving(board) as d:
        await begin(d)
        await d.keys("space")
        assert "item 2 of 16 · 1 skipped" in d.text.splitlines()[0]
        await d.keys("z")
        assert "1 for later" in d.text
        assert "item 3 of 16" in d.text.splitlines()[0]
        await d.keys("[")
        assert "item 2 of 16" in d.text.splitlines()[0]
        await d.keys("c")
        assert d.said.startswith("Action 2: action done")
        assert "item 3 of 16" in d.text.splitlines()[0]
        await d.keys("u")
        assert "item 2 of 16" in d.text.splitlines()[0]
        await d.keys("home", "[", "[")
        assert "first item" in d.said


async def test_digits_do_nothing_in_a_meeting_and_a_wrong_key_hurts_nothing(board: Tracker) -> None:
    async with driving(board) as d:
        await begin(d)
        before = board.read.journal_head()
        await d.keys("2")
        assert d.said.startswith("Digits do nothing in a meeting")
        await d.keys("r")
        assert "That is no verdict on an action" in d.said
        await d.keys("m", "escape")
        assert board.read.journal_head() == before


async def test_a_pause_and_a_crash_lose_nothing(board: Tracker) -> None:
    async with driving(board) as d:
        await begin(d)
        await d.keys("c", "space", "z", "c")
        where = d.text.splitlines()[0][:60]
        await d.keys("escape")
        assert "A meeting has begun" in d.text
        await d.keys("enter")
        assert d.text.splitlines()[0][:60] == where
        sitting = d.app.screen_for("sitting")
        assert isinstance(sitting, SittingScreen)
        sitting.keep_draft()
    async with driving(board) as d:  # the program was killed; the plan and the place are on the disk
        await d.keys("5")
        assert d.text.splitlines()[0][:60] == where
        assert "2 decided, 1 for later" in d.text


async def test_an_area_is_taken_first_and_its_tasks_a_key_away(board: Tracker) -> None:
    async with driving(board, (120, 40)) as d:
        await d.keys("5", "j", "j", "enter", "ctrl+s")
        assert "item 1 of 3" in d.text
        await d.keys("enter")
        assert "item 2 of 15" in d.text
        await d.keys("t", "[", "[", "t")
        assert "AFI1: stays open" in d.said


async def test_only_one_owner(board: Tracker) -> None:
    async with driving(board, (100, 30)) as d:
        await d.keys("5")
        for _ in range(3):
            await d.keys("j")
        await d.keys("enter")
        assert "Whose tasks? Owner" in d.text
        await d.keys("1", "ctrl+s")
        assert "item 1 of 12" in d.text
        running = board.meetings.needed()
        assert running.agenda_words == "owner: SM Prevention"


async def test_the_action_register_by_keys(board: Tracker) -> None:
    async with driving(board, (100, 30)) as d:
        await d.keys("5", "G", "enter")
        assert "Old action 1" in d.text
        await d.keys("c")
        await d.type("booked")
        await d.keys("ctrl+s")
        assert board.action_log.numbered(1).how == "booked"
        await d.keys("j", "m")
        await d.type("1 sep 26")
        await d.keys("tab")
        await d.type("hall is shut")
        await d.keys("ctrl+s", "W")
        await d.type("no need")
        await d.keys("ctrl+s")
        assert [a.dropped for a in board.action_log.all()].count(True) == 1
        await d.keys("u", "u", "u")
        assert len(board.action_log.all(open_only=True)) == 3
        await d.keys("a")
        await d.type("A new one")
        await d.keys("tab")
        await d.type("GM Training")
        await d.keys("ctrl+s")
        assert board.action_log.numbered(4).owner == "GM Training"
        await d.keys("b")
        assert "works on a task" in d.said


async def test_an_empty_plan_has_no_board(tracker: Tracker) -> None:
    async with driving(tracker) as d:
        await d.keys("5")
        assert "No plan here yet" in d.text


async def test_areas_without_a_pillar_are_on_an_agenda(plan: Tracker) -> None:
    uid = plan.read.plans()[0].uid
    plan.structure.add_area(uid, "AFI7", "Left over from last time")
    plan.structure.add_task(plan.resolve("AFI7").uid, "Find its pillar")
    async with driving(plan, (100, 40)) as d:
        await d.keys("5", "down", "down", "down", "down")
        while "one pillar's tasks" not in str(d.app.screen.canvas.current()):
            await d.keys("down")
        shown = await d.keys("enter")
        assert "no pillar  (1)" in shown
        key = next(line.split()[1] for line in shown.splitlines() if "no pillar" in line)
        assert "1 item" in await d.keys(key)
