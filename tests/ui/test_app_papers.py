"""The app on screen: snapshots, papers, looking back, pastes and faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import places_in, task
from tests.ui.driving import driving
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock


async def test_snapshot_and_export_by_key(plan: Tracker, tmp_path: Path) -> None:
    async with driving(plan) as d:
        await d.keys("S", "ctrl+s")
        assert plan.read.snapshots()[0].name == "Snapshot of 1 June 2026"
        await d.keys("E", *["backspace"] * 30)
        await d.type(str(tmp_path / "paper.md"))
        await d.keys("ctrl+s")
        assert "Snapshot of 1 June 2026" not in (tmp_path / "paper.md").read_text(encoding="utf-8"), "the plan as it is"
        await d.keys("8", "enter", "w")
        assert "Snapshot of 1 June 2026" in d.text
        await d.keys(*["backspace"] * 30)
        await d.type(str(tmp_path / "then.md"))
        await d.keys("ctrl+s")
        assert "# Snapshot of 1 June 2026" in (tmp_path / "then.md").read_text(encoding="utf-8")
        await d.keys("8", "enter")
        assert "As at 1 June 2026" in d.text


async def test_the_plan_as_it_was_is_read_only(plan: Tracker, clock: FixedClock) -> None:
    clock.move(days=1)
    plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")
    async with driving(plan) as d:
        await d.keys("at")
        await d.type("1 june")
        await d.keys("enter")
        assert "AS AT 1 Jun 26, read-only" in d.text
        await d.keys("2", "j", "b")
        assert "nothing can be changed" in d.said
        await d.keys("at")
        assert "AS AT" not in d.text
        assert plan.tasks.get(task(plan, "AFI1/T1"))[0].progress == "complete"


async def test_people_history_plans_and_imports(plan: Tracker) -> None:
    async with driving(plan, (100, 30)) as d:
        await d.keys("9", "enter")
        assert "added AFI2/T1" in d.text
        await d.keys("enter")
        assert "task made: Set a baseline" in d.text
        await d.keys("b")
        assert plan.read.summary().total.tasks == 3
        await d.keys("9", "down", "enter", "e")
        await d.type("A M P")
        await d.keys("ctrl+s")
        assert "Named one person" in d.said
        await d.keys("9", "down", "enter")
        assert "Improvement plan" in d.text


async def test_the_mouse_works_too(plan: Tracker) -> None:
    async with driving(plan) as d:
        await d.keys("2")
        await d.pilot.click(offset=(20, 3))
        assert "▌" in d.text.splitlines()[3]
        await d.pilot.click(offset=(20, 3))
        await d.settle()
        assert "› AFI1/T1" in d.text
        foot = d.text.splitlines()[-1]
        await d.pilot.click(offset=(foot.index("edit"), 23))
        await d.settle()
        assert "assigned to" in d.text, "a key named in the footer can be clicked"
        await d.keys("escape")


async def test_ascii_and_every_theme(plan: Tracker) -> None:
    async with driving(plan, glyphs="ascii") as d:
        await d.keys("2")
        assert d.text.isascii()
        for _ in range(4):
            await d.keys("T")
            assert "Set the score" in d.text


HOSTILE = [
    "[/]",
    "[red]x[/red]",
    "[b",
    "\x1b]0;X\x07",
    "\u202eevil\u202c",
    "\ud800",
    "\x9b31m",
    "x" * 10_000,
    "a\nb\tc",
    "漢字" * 50,
    "e\u0301" * 20,
    "👩‍🚒" * 10,
    "{0}%s$(x)",
    "\x00",
]


# Each is ten seconds of a walk through every form: every seventh in the ordinary suite, all in a long run.
@pytest.mark.parametrize(
    "text", [pytest.param(t, id=str(i), marks=() if i % 7 == 0 else pytest.mark.long) for i, t in enumerate(HOSTILE)]
)
async def test_hostile_text_in_every_field_crashes_nothing_and_reaches_no_terminal(plan: Tracker, text: str) -> None:
    uid = task(plan, "AFI1/T1")
    plan.tasks.save(
        uid, {"title": f"t {text}", "assigned_to": f"o {text}", "work": f"w {text}", "station": f"s {text}"}
    )
    plan.areas.save(plan.resolve("AFI1").uid, {"title": f"a {text}", "owner": f"o {text}", "finding": f"f {text}"})
    plan.notes.add(uid, f"n {text}", said_by=f"p {text}", links=[f"l {text}"])
    plan.tasks.ready(uid)
    plan.signoffs.sign(uid, Request("qa", "close", f"q {text}", comment=f"c {text}", override=f"v {text}"))
    plan.snapshots.take(f"s {text}"[:200])
    plan.structure.withdraw("task", task(plan, "AFI1/T3"), f"r {text}")
    for size in ((80, 24), (120, 40)):
        async with driving(plan, size) as d:
            for keys in (["2", "j", "p"], ["enter", "tab", "tab", "e", "escape"], ["3"], ["4", "tab"], ["8", "enter", "escape"], ["9", "enter", "enter", "escape"], ["9", "down", "enter"], ["2", "enter", "question_mark", "escape"], ["2", "j", "n", "escape"], ["2", "j", "s", "escape"], ["equals_sign"]):  # fmt: skip
                shown = await d.keys(*keys)
                assert not any(ord(c) < 32 and c != "\n" for c in shown)
                assert not any(
                    0x7F <= ord(c) < 0xA0 or 0x202A <= ord(c) <= 0x202E or 0xD800 <= ord(c) <= 0xDFFF for c in shown
                )


PASTED = "close this now. both tasks done?\n" * 32


async def test_a_thousand_characters_sent_as_keys_change_nothing_on_any_list(plan: Tracker) -> None:
    import asyncio

    from textual import events

    plan.snapshots.take("June")
    before = plan.read.journal_head()
    for screen, most in (("1", 150), ("2", 1_000), ("3", 150), ("4", 150), ("8", 150), ("9", 150)):
        async with driving(plan, hold_seconds=0.025) as d:
            await d.pilot.press(screen)
            await d.pilot.pause(0.1)
            if screen == "2":
                await d.pilot.press("j")
            await d.pilot.pause(0.1)
            for char in PASTED[:most]:
                key = {"\n": "enter", " ": "space", ".": "full_stop", "?": "question_mark"}.get(char, char)
                d.app.post_message(events.Key(key, None if char == "\n" else char))
                await asyncio.sleep(0.001)
            await d.pilot.pause(0.3)
            assert "faster than anyone types" in d.said, screen
            assert len(d.app.screen_stack) == 2
    assert plan.read.journal_head() == before


async def test_a_bracketed_paste_on_a_list_changes_nothing(plan: Tracker) -> None:
    from textual import events

    before = plan.read.journal_head()
    async with driving(plan) as d:
        await d.keys("2", "j")
        d.app.screen.post_message(events.Paste("cccc\nuu"))
        await d.settle()
        assert "Pasted text changes nothing here" in d.said
    assert plan.read.journal_head() == before


async def test_a_second_window_reads_and_says_so(plan: Tracker, tmp_path: Path, clock: FixedClock) -> None:
    from tests.conftest import open_tracker

    with open_tracker(tmp_path, clock, write=None) as second:
        async with driving(second) as d:
            assert "Another window has this plan open" in d.text
            await d.keys("2", "j", "c")
            assert "Another window" in d.said


async def test_a_fault_is_said_logged_without_records_and_the_app_stays_up(
    plan: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan.tasks.save(task(plan, "AFI1/T1"), {"title": "Secret words"})

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("Secret words")

    async with driving(plan, raise_faults=False) as d:
        await d.keys("2", "j")
        monkeypatch.setattr(plan.tasks, "set_progress", broken)
        await d.keys("c")
        assert "Something went wrong inside the program (ZeroDivisionError)" in d.said
        log = places_in(tmp_path).log.read_text(encoding="utf-8")
        assert "ZeroDivisionError" in log
        assert "Secret" not in log
        assert "Set the score" in await d.keys("3", "2") or "Secret words" in d.text


async def test_quitting_says_what_was_done(plan: Tracker) -> None:
    async with driving(plan) as d:
        assert d.app.goodbye().startswith("7 changes today, all saved in ")
        await d.keys("ctrl+q")
    assert d.app.return_code == 0


async def test_areas_are_split_and_joined_by_key_too(plan: Tracker) -> None:
    async with driving(plan) as d:
        await d.keys("2", "plus")
        await d.type("T2 T3")
        await d.keys("tab")
        await d.type("AFI7")
        await d.keys("tab")
        await d.type("Bookings")
        await d.keys("ctrl+s")
        assert plan.resolve("AFI1/T2").ref == "AFI7/T2"
        await d.keys("J")
        await d.type("AFI7")
        await d.keys("ctrl+s")
        assert plan.resolve("AFI7").ref == "AFI1"
        await d.keys("u", "u")
        assert plan.resolve("AFI1/T2").ref == "AFI1/T2"
