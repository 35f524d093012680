"""Random keys over every screen: no crash, no state that cannot be left, no change that undo does not take back."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest
from textual.screen import ModalScreen

from tests.conftest import NOON, places_in, task
from tests.ui.driving import Driver, driving
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.records import TYPES, to_data
from tui_tracker.ids import SequenceIds
from tui_tracker.ui.commands.listing import every
from tui_tracker.ui.dialogs.choice import ChoiceDialog
from tui_tracker.ui.dialogs.form import FormDialog
from tui_tracker.ui.screens.base import TrackerScreen

KEYS_LONG, KEYS_SHORT, PART = 50_000, 600, 100
_OWN = sorted({key for c in every() for key in c.keys} - {"ctrl+q"})
_TEXT = [
    *"abcdefghijklmnopqrstuvwxyz0123456789 .,/:;'\"()[]<>=+-*#@!?&%£éß漢",
    "backspace",
    "delete",
    "tab",
    "shift+tab",
]
_USUAL = [
    "enter",
    "ctrl+s",
    "j",
    "k",
    "down",
    "up",
    "2",
    "5",
    "c",
    "t",
    "b",
    "r",
    "x",
    "o",
    "n",
    "d",
    "a",
    "space",
    "u",
    "U",
]
_VERDICTS = [*"ctbrxoCEamndWJ+>U", "space", "z", "u"]
_STARTS = (("2", "j"), ("5", "enter", "ctrl+s"), ("2", "down", "down", "enter"), ("4",), ("6", "enter"))
_WORDS = ["1 dec 26", "+30", "AFI1/T1", "done", "yes", "owner:hr", "is:overdue", "tomorrow", "no money", "close"]


def records(t: Tracker) -> str:
    """Every record as it stands, in one text."""
    return json.dumps({kind: [to_data(r) for r in t.read.each(kind, order=("uid",))] for kind in TYPES}, default=str)


async def part(d: Driver, rng: random.Random, keys: int, pressed: list[str]) -> None:
    """Press some keys, one by one and in bursts of two and three in one write, and list them in ``pressed``."""
    while len(pressed) < keys:
        kind = rng.random()
        burst = False
        if isinstance(d.app.screen, ModalScreen) and kind < 0.36:
            chosen = rng.choice((["escape", "x"], ["ctrl+s"], ["1"], ["escape"] * 2, ["ctrl+s"] * 2, ["escape"] * 3))
            burst = rng.random() < 0.4
        elif isinstance(d.app.screen, TrackerScreen) and kind < 0.4:
            chosen = [rng.choice(("j", "down", "]")), rng.choice(_VERDICTS)]
            burst = rng.random() < 0.3
        elif kind < 0.48:
            chosen = list(rng.choice(_WORDS))
        elif kind < 0.62:
            chosen, burst = [rng.choice(_USUAL + _OWN) for _ in range(rng.choice((2, 3)))], True
        else:
            chosen = [rng.choice(_USUAL if kind < 0.8 else _OWN if kind < 0.93 else _TEXT)]
        top = d.app.screen
        writes = isinstance(top, FormDialog) and top._form.save in ("write", "back up")
        # What has left the program is not undone, and says so; tests of papers hold that.
        chosen = [
            "escape" if (key == "ctrl+s" and writes) or (key == "i" and _would_write(d)) else key for key in chosen
        ]
        pressed += [*chosen, "|"] if burst else chosen
        await (d.burst(*chosen) if burst else d.keys(*chosen))
        if len(pressed) % 5 == 0:
            assert d.text.strip(), "the screen is blank"
        assert not any(isinstance(s, TrackerScreen) for s in d.app.screen_stack[2:]), "a screen lies over another"


def _would_write(d: Driver) -> bool:
    """Whether the box that asks what a public paper may show is up: its answers write a file."""
    return isinstance(d.app.screen, ChoiceDialog) and "r" in d.app.screen._choices and "i" in d.app.screen._choices


async def leave(d: Driver) -> None:
    """Out of whatever is open, by keys alone: escape, and x where a form asks what becomes of the typing."""
    for _ in range(8):
        screen = d.app.screen
        if isinstance(screen, TrackerScreen) and not screen.asked.is_up:
            break
        await d.keys("escape")
        if isinstance(d.app.screen, FormDialog):
            await d.keys("x")
    assert isinstance(d.app.screen, TrackerScreen), f"{d.app.screen} cannot be left"
    if d.app.past_day is not None:
        await d.keys("@")
    if d.app.screen.name_ == "sitting":
        await d.keys("escape")
    await d.keys("1")
    assert d.app.screen.name_ == "summary", "a digit does not lead to its screen"


def back_and_forth(plan: Tracker) -> None:
    """Undo every change that stands, which leaves an empty plan; redo them all, which leaves the plan as it was."""
    from tui_tracker.store import journal

    before, steps = records(plan), 0
    while journal.in_force(plan.db)[0] is not None:
        plan.history.undo()
        steps += 1
    assert not any(json.loads(records(plan)).values()), "undoing everything left something behind"
    for _ in range(steps):
        plan.history.redo()
    assert records(plan) == before
    assert not plan.history.verify().faults


async def fuzz(whole: Path, folder: Path, seed: int, keys: int, size: tuple[int, int]) -> int:
    """Press random keys, a fresh copy of the plan for each part; the number of journal entries made."""
    steps = 0
    for n in range(keys // PART):
        rng, pressed = random.Random(f"{seed}-{n}"), []
        place = folder / f"{seed}-{n}"
        place.mkdir()
        with Tracker.open(places_in(place), clock=FixedClock(NOON), ids=SequenceIds(f"f{n}"), me="Coordinator") as t:
            t.exports.load_json(whole)
            try:
                async with driving(t, size) as d:
                    d.app.leave = lambda code: None  # type: ignore[method-assign]  # ctrl+q and the palette's quit would end the run
                    start = t.read.journal_head()[0]
                    await d.keys(*_STARTS[n % len(_STARTS)])
                    d.hurried = True
                    await part(d, rng, PART, pressed)
                    d.hurried = False
                    await leave(d)
                steps += t.read.journal_head()[0] - start
                back_and_forth(t)
            except Exception as error:
                raise AssertionError(f"seed {seed}, part {n}: {' '.join(pressed)}") from error
    return steps


@pytest.fixture
def whole(plan: Tracker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A plan with something for every key to work on, as a file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    plan.judging.scheme(plan.read.plans()[0].uid, "done")
    plan.notes.add(task(plan, "AFI1/T1"), "Seen at two stations", date="1 May 26")
    plan.tasks.ready(task(plan, "AFI1/T2"))
    plan.steps.add(task(plan, "AFI1/T1"), "One\nTwo")
    plan.action_log.add("HR Manager", "Send the rota", "1 May 26")
    plan.snapshots.take("Spring")
    plan.saved_views.save("Late", "is:overdue")
    path = tmp_path / "whole.json"
    path.write_text("".join(plan.exports.json_pieces()), encoding="utf-8")
    return path


SIZES = ((80, 24), (120, 40), (200, 60), (60, 15))


async def test_random_keys_do_no_harm(whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seed = 20261122
    made = sum([await fuzz(whole, tmp_path, seed + i, KEYS_SHORT // 2, size) for i, size in enumerate(SIZES[:2])])
    with capsys.disabled():
        print(f"\nseed {seed}: {KEYS_SHORT:,} keys, {made} journal entries made; all undone and done again")
    assert made > KEYS_SHORT // 100


@pytest.mark.long
async def test_fifty_thousand_random_keys_do_no_harm(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = int(os.environ.get("FUZZ_SEED", "5"))
    each = KEYS_LONG // 20
    made = 0
    for i in range(20):
        made += await fuzz(whole, tmp_path, seed + i, each, SIZES[i % 4])
        with capsys.disabled():
            print(f"\nseed {seed + i}: {each:,} keys", end="")
    with capsys.disabled():
        print(
            f"\nseeds {seed} to {seed + 19}: {KEYS_LONG:,} keys, {made:,} journal entries made; all undone and done again"
        )
    assert made > KEYS_LONG // 100
