"""Whatever was opened is left by Esc, one step each, and two keys in one write never take a screen away."""

from __future__ import annotations

import random

import pytest
from textual.screen import ModalScreen

from tests.ui.driving import driving
from tui_tracker.actions.tracker import Tracker
from tui_tracker.ui.screens.base import TrackerScreen
from tui_tracker.ui.way import same

# How each dialog is opened from the register with the cursor on a task, and what closes it.
DIALOGS = {
    "help": ("?", ("q", "?", "f1", "escape", "enter", "x", "space")),
    "note": ("n", ("escape", "ctrl+s")),
    "edit": ("e", ("escape", "ctrl+s")),
    "move": ("m", ("escape", "ctrl+s")),
    "new": ("ctrl+n", ("escape", "ctrl+s")),
    "paper": ("R", ("escape",)),
    "sign": ("s", ("escape", "1", "2")),
    "withdraw": ("W", ("escape", "ctrl+s")),
    "snapshot": ("S", ("escape", "ctrl+s")),
    "export": ("E", ("escape",)),
    "palette": ("ctrl+p", ("escape",)),
}


@pytest.mark.parametrize("times", [1, pytest.param(2, marks=pytest.mark.long), 3])
@pytest.mark.parametrize("name", DIALOGS)
async def test_a_closing_key_pressed_often_closes_one_dialog(plan: Tracker, name: str, times: int) -> None:
    opening, closing = DIALOGS[name]
    plan.tasks.ready(plan.resolve("AFI1/T1").uid)
    async with driving(plan) as d:
        for key in closing:
            await d.keys("2", "g", "down", opening)
            assert isinstance(d.app.screen, ModalScreen), f"{opening} opened no dialog: {d.said}"
            await d.burst(*[key] * times)
            for _ in range(3):  # a form that was refused, or asks what becomes of the typing, is still there
                if isinstance(d.app.screen, ModalScreen):
                    await d.keys("escape")
            assert isinstance(d.app.screen, TrackerScreen), f"{key} x {times} left {d.app.screen}"
            await d.keys("2")
            assert d.app.screen.name_ == "register"
            assert len(d.app.screen_stack) == 2, "a screen lies over another"


@pytest.mark.parametrize(
    "burst",
    [
        ("n", "escape"),
        ("n", "escape", "escape"),
        ("?", "q", "2"),
        ("s", "escape"),
        ("n", "x"),
        ("ctrl+p", "escape", "escape"),
    ],
)
async def test_opening_and_closing_in_one_write_is_as_slow_typing(plan: Tracker, burst: tuple[str, ...]) -> None:
    async with driving(plan) as d:
        await d.keys("2", "down")
        await d.burst(*burst)
        for _ in range(3):
            if isinstance(d.app.screen, ModalScreen):
                await d.keys("escape", "x")
        assert isinstance(d.app.screen, TrackerScreen)
        await d.keys("2")
        assert d.app.screen.name_ == "register"
        assert not plan.read.task(plan.resolve("AFI1/T1").uid).notes


OPENS = ("1", "2", "3", "4", "6", "7", "8", "9", "enter", "filter", "#", "goto")


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(n, marks=pytest.mark.long) for n in range(2, 12))])
async def test_as_many_escapes_as_opens_lead_back_to_the_start(plan: Tracker, seed: int) -> None:
    rng = random.Random(seed)
    async with driving(plan) as d:
        trail = [d.app.screen.place()]
        for _ in range(12):
            act = rng.choice(OPENS)
            for _ in range(rng.randrange(4)):
                await d.keys(rng.choice(("down", "right", "up")))
            if act == "filter":
                await d.keys("/")
                await d.keys("ctrl+u")
                await d.type(rng.choice(("is:overdue", "rota", "owner:hr")))
                await d.keys("enter")
            elif act == "goto":
                await d.keys(":")
                await d.type("AFI1/T1")
                await d.keys("enter")
            else:
                await d.keys(act)
            for _ in range(4):
                if isinstance(d.app.screen, ModalScreen) or d.app.screen.asked.is_up:
                    await d.keys("escape")
            here = d.app.screen.place()
            before = [n for n, p in enumerate(trail) if same(p, here)]
            if act.isdigit() and before:  # a screen by its key: back to where the way led through it
                del trail[before[0] + 1 :]
            elif not same(here, trail[-1]):
                trail.append(here)
        while len(trail) > 1:
            trail.pop()
            await d.keys("escape")
            here = d.app.screen.place()
            assert same(here, trail[-1])
        await d.keys("escape")
        assert "first place" in d.said


async def test_a_number_is_a_door_and_esc_leads_back_through_it(plan: Tracker) -> None:
    async with driving(plan) as d:
        await d.keys("2", "1", "right", "enter")
        assert d.app.screen.name_ == "register"
        assert d.app.screen.here.query
        await d.keys("escape")
        assert d.app.screen.name_ == "summary"
        await d.keys("escape")  # the key of the summary led back to where the way began
        assert d.app.screen.name_ == "summary"
        assert "first place" in d.said


@pytest.mark.parametrize("typed", ["filter", "go to", "view"])
async def test_the_palette_asks_for_another_line_while_one_is_open(plan: Tracker, typed: str) -> None:
    """The line that stood gives way to the new one; Textual ends an app that shows two widgets of one id."""
    async with driving(plan) as d:
        await d.keys("2", "/", "h", "ctrl+p")
        await d.type(typed)
        await d.keys("enter")
        assert isinstance(d.app.screen, (TrackerScreen, ModalScreen))
        assert len(d.app.screen_stack[1].query("Prompt")) <= 1
        for _ in range(3):
            await d.keys("escape")
        await d.keys("2", "/", "h", "r", "enter")
        assert d.app.screen.name_ == "register"
        assert "Set a baseline" in d.text


async def test_a_page_that_was_drawn_too_early_is_drawn_again_at_its_size(plan: Tracker) -> None:
    """Found on a slow machine: the rows above the first task stayed away, since only the size had changed and nothing was drawn anew."""
    plan.areas.save(plan.resolve("AFI1").uid, {"summary": "In short, a marker."})
    async with driving(plan, (100, 30)) as d:
        await d.keys("2", "enter")
        canvas = d.app.screen.canvas  # type: ignore[attr-defined]  # a tracker screen
        shown = d.text
        drawn = []
        canvas.top = 5
        canvas.refresh = lambda *a, **k: drawn.append(a)
        canvas.on_resize()
        assert canvas.top == 0
        assert drawn, "what changed is drawn"
        assert "AFI1" in shown
