"""A verdict is for what is open, or marked in view; the message names what changed. Held against a plain model of the screen."""

from __future__ import annotations

import random

import pytest

from tests.conftest import task
from tests.ui.driving import Driver, driving
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.tracker import Tracker

VERDICTS = {"c": "complete", "t": "on_target", "b": "behind_target", "o": "ongoing", "x": "not_started"}
FILTERS = ("", "book", "area:AFI2", "progress:complete", "is:overdue")


def standing(plan: Tracker) -> dict[str, str]:
    """Where every task stands, by reference."""
    return {r.ref: r.progress for r in plan.read.task_rows(plan.read.task_ids(""))}


def named_on_screen(d: Driver) -> list[str]:
    """The references that a verdict is for, by what a person sees: rows with a mark, else what is open or under the cursor."""
    screen = d.app.screen
    bullet = d.app.signs.bullet
    marked = []
    area = ""
    for line in d.text.splitlines():
        words = line.replace("▌", " ").replace("┃", " ").split()
        if (
            words
            and words[0].startswith("AFI")
            and screen.name_ == "register"
            and not line.lstrip("▌┃ ").startswith(bullet)
        ):
            area = words[0]
        if (
            words
            and words[0].startswith("AFI") is False
            and len(words) > 1
            and words[1].startswith("AFI")
            and words[0] in "GARB?–-"
        ):
            area = words[1]
        if bullet in words[:2]:
            ref = words[words.index(bullet) + 1]
            marked.append(ref if "/" in ref else f"{area or d.app.screen.place_name().split()[-1]}/{ref}")
    if marked:
        return marked
    kind, uid = screen.selected() or ("", "")
    return [d.app.tracker.tasks.ref(uid)] if kind == "task" else []


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.long) for n in range(1, 8))])
async def test_a_verdict_changes_what_is_named_on_screen_and_nothing_else(plan: Tracker, seed: int) -> None:
    rng = random.Random(seed)
    made = 0
    async with driving(plan, (120, 40)) as d:
        await d.keys("2")
        for _ in range(45):
            act = rng.choice(
                ("move", "move", "mark", "verdict", "verdict", "filter", "open", "area", "goto", "back", "undo", "all")
            )
            if act == "move":
                await d.keys(rng.choice(("j", "k", "G", "g")))
            elif act == "mark":
                await d.keys("space")
            elif act == "all":
                await d.keys(rng.choice(("*", "-")))
            elif act == "filter":
                await d.keys("/", "ctrl+u")
                await d.type(rng.choice(FILTERS))
                await d.keys("enter")
            elif act == "open":
                await d.keys("enter")
            elif act in ("area", "goto"):
                await d.keys(":")
                await d.type(
                    rng.choice(("AFI1", "AFI2")) if act == "area" else rng.choice(("AFI1/T1", "AFI1/T3", "AFI2/T1"))
                )
                await d.keys("enter")
            elif act == "back":
                await d.keys("escape")
            elif act == "undo" and made:
                await d.keys("u")
                made -= 1
            else:
                before, meant = standing(plan), named_on_screen(d)
                key = rng.choice(list(VERDICTS))
                await d.keys(key)
                after = standing(plan)
                changed = [ref for ref in after if after[ref] != before[ref]]
                wanted = [ref for ref in meant if before[ref] != VERDICTS[key]]
                assert sorted(changed) == sorted(wanted), (act, key, meant, d.said)
                assert all(ref in d.said for ref in changed)
                made += bool(changed)
            if len(d.app.screen_stack) > 2:
                await d.keys("escape")


async def test_marks_elsewhere_leave_the_open_task_to_its_key(plan: Tracker) -> None:
    async with driving(plan) as d:
        await d.keys("2", "j", "space", "space", ":")
        await d.type("AFI2/T1")
        await d.keys("enter", "b")
        assert plan.tasks.get(task(plan, "AFI2/T1"))[0].progress == "behind_target"
        assert plan.tasks.get(task(plan, "AFI1/T1"))[0].progress != "behind_target"
        assert "AFI2/T1" in d.said
        assert "2 marked elsewhere" in d.text


async def test_marks_in_view_take_the_verdict_also_from_an_area_row(plan: Tracker) -> None:
    async with driving(plan) as d:
        await d.keys("2", "/")
        await d.type("area:AFI1")
        await d.keys("enter", "*", "g", "o")
        assert [p for ref, p in standing(plan).items() if ref.startswith("AFI1/")] == ["ongoing"] * 3
        assert "AFI1/T1, AFI1/T2, AFI1/T3" in d.said


async def test_signing_marked_tasks_asks_once_and_is_one_change(plan: Tracker) -> None:
    for ref in ("AFI1/T1", "AFI1/T2"):
        plan.tasks.ready(task(plan, ref))
    before = plan.read.journal_head()[0]
    async with driving(plan, (100, 30)) as d:
        await d.keys("2", "j", "space", "space", "s")
        assert "QA of 2 marked tasks: AFI1/T1, AFI1/T2" in d.text
        await d.keys("1", "ctrl+s")
        assert "AFI1/T1, AFI1/T2" in d.said
    assert plan.read.journal_head()[0] == before + 1
    assert [len(plan.read.task(task(plan, r)).signoffs) for r in ("AFI1/T1", "AFI1/T2")] == [1, 1]
    plan.history.undo()
    assert not plan.read.task(task(plan, "AFI1/T1")).signoffs


async def test_marked_tasks_of_two_stages_are_not_signed_together(plan: Tracker) -> None:
    for ref in ("AFI1/T1", "AFI1/T2"):
        plan.tasks.ready(task(plan, ref))
    plan.signoffs.sign(task(plan, "AFI1/T1"), Request("qa", "close", "AM Prevention"))
    async with driving(plan, (100, 30)) as d:
        await d.keys("2", "j", "space", "space", "s")
        assert "1 of them wait for QA and 1 for sampling" in d.said


async def test_editing_marked_tasks_gives_them_all_what_was_typed(plan: Tracker) -> None:
    before = plan.read.journal_head()[0]
    async with driving(plan, (100, 40)) as d:
        await d.keys("2", "j", "space", "space", "e")
        await d.type("GM Prevention")
        await d.keys("tab", "tab")
        await d.type("Station 07")
        await d.keys("tab")
        await d.type("Home Office")
        await d.keys("tab")
        await d.type("1 sep 26")
        await d.keys("tab")
        await d.type("recommendation")
        await d.keys("ctrl+s")
    for ref in ("AFI1/T1", "AFI1/T2"):
        found, area = plan.tasks.get(task(plan, ref))
        assert (found.assigned_to, found.station, found.waiting_on) == ("GM Prevention", "Station 07", "Home Office")
        assert area.area_kind == "recommendation"
    assert plan.tasks.get(task(plan, "AFI1/T3"))[0].assigned_to == "SM Prevention"
    assert plan.read.journal_head()[0] == before + 1


async def test_what_changed_since_sampling_is_signed_again_from_its_queue(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    plan.tasks.ready(uid)
    plan.signoffs.sign(uid, Request("qa", "close", "AM Prevention"))
    plan.signoffs.sign(uid, Request("sampling", "close", "Business Assurance"))
    plan.notes.add(uid, "A second look at the score")
    async with driving(plan, (100, 30)) as d:
        await d.keys("4", "s")  # the first queue that holds anything
        assert "QA of AFI1/T1" in d.text
        await d.keys("1", "ctrl+s")
    assert plan.read.task(uid).row.stage == "qa"
    assert uid not in plan.read.assured(), "what QA saw again has not been sampled again"
    plan.signoffs.sign(uid, Request("sampling", "close", "Business Assurance"))
    assert uid in plan.read.assured()
    assert plan.read.task(uid).row.stage == "sampled"
