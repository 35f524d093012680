"""The app by its keys, at 80x24 and wider."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import places_in, task
from tests.ui.driving import driving
from tui_tracker.actions.evidence.signoffs import Request
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.ui.commands import BY_ID
from tui_tracker.ui.commands.registry import here as commands_here
from tui_tracker.ui.place import Place

SIZES = [(80, 24), (120, 40), (200, 60)]


@pytest.mark.parametrize("size", SIZES)
async def test_every_screen_shows_on_every_size(plan: Tracker, size: tuple[int, int]) -> None:
    plan.notes.add(task(plan, "AFI1/T1"), "Scored 40 homes")
    plan.snapshots.take("June")
    async with driving(plan, size) as d:
        assert "reported complete" in d.text
        assert "Effectiveness" in d.text
        for key, words in (
            ("2", "Set the score"),
            ("3", "Scored 40 homes"),
            ("4", "ready to sample"),
            ("8", "June"),
            ("9", "History"),
        ):
            shown = await d.keys(key)
            assert words in shown
            assert max(len(line) for line in shown.splitlines()) <= size[0]
            assert "? help" in shown


async def test_enter_on_a_number_opens_exactly_its_rows(plan: Tracker) -> None:
    plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")
    async with driving(plan) as d:
        shown = await d.keys("right", "enter")
        assert "is:complete" in shown
        assert "1 task" in shown
        shown = await d.keys("1", "down", "down", "right", "enter")  # the cursor keeps its column
        assert 'pillar="Effectiveness" progress:complete' in shown


async def test_verdicts_undo_and_redo_say_what_and_where(plan: Tracker) -> None:
    async with driving(plan) as d:
        await d.keys("2", "j", "c")
        assert d.said == "AFI1/T1 is ✓ complete now.  u takes it back"
        assert plan.tasks.get(task(plan, "AFI1/T1"))[0].progress == "complete"
        await d.keys("c")
        assert "is complete already" in d.said
        await d.keys("u")
        assert d.said.startswith("Undone: set complete AFI1/T1")
        await d.keys("U")
        assert d.said.startswith("Done again: set complete AFI1/T1")
        await d.keys("t", "b", "o", "x", "r")
        assert plan.tasks.get(task(plan, "AFI1/T1"))[0].ready_on is not None
        assert plan.read.task(task(plan, "AFI1/T1")).row.stage == "ready"


async def test_a_task_key_on_an_area_says_why_it_is_barred(plan: Tracker) -> None:
    async with driving(plan) as d:
        await d.keys("2", "c")
        assert "works on a task" in d.said
        await d.keys("j", "s")
        assert "neither reported complete nor marked ready" in d.said


async def test_a_note_by_form_with_its_own_date_and_speaker(plan: Tracker) -> None:
    async with driving(plan) as d:
        await d.keys("2", "j", "n")
        await d.type("Scored 40 homes")
        await d.keys("tab")
        await d.type("3 may")
        assert "Sunday 3 May 2026" in d.text
        await d.keys("ctrl+s")
        note = plan.read.task(task(plan, "AFI1/T1")).notes[0]
        assert (note.text, str(note.date), note.said_by, note.entered_by) == (
            "Scored 40 homes",
            "2026-05-03",
            "SM Prevention",
            "Coordinator",
        )
        assert "Noted AFI1/T1" in d.said


async def test_a_refused_save_keeps_every_word(plan: Tracker) -> None:
    async with driving(plan) as d:
        await d.keys("2", "j", "n")
        await d.type("Long words")
        await d.keys("tab")
        await d.type("22/23")
        shown = await d.keys("ctrl+s")
        assert "span of years" in shown
        assert "Long words" in shown
        assert plan.read.task(task(plan, "AFI1/T1")).notes == ()
        await d.keys(*["backspace"] * 5, "ctrl+s")
        assert len(plan.read.task(task(plan, "AFI1/T1")).notes) == 1


async def test_esc_on_a_changed_form_asks_and_a_draft_comes_back(plan: Tracker, tmp_path: Path) -> None:
    async with driving(plan) as d:
        await d.keys("2", "j", "n", "escape")
        assert "You typed something" not in d.text
        await d.keys("n")
        await d.type("half a thought")
        shown = await d.keys("escape")
        assert "k keep as a draft" in shown
        await d.keys("escape")
        assert "half a thought" in d.text
        await d.keys("escape", "k")
        assert plan.read.task(task(plan, "AFI1/T1")).notes == ()
        shown = await d.keys("n")
        assert "A draft from last time is back" in shown
        assert "half a thought" in shown
        await d.keys("escape", "g")  # any other key goes on
        await d.keys("ctrl+s")
        assert plan.read.task(task(plan, "AFI1/T1")).notes[0].text == "half a thought"
        assert not list(places_in(tmp_path).drafts.glob("*.json"))


async def test_a_draft_is_on_the_disk_within_two_seconds(plan: Tracker, tmp_path: Path) -> None:
    async with driving(plan) as d:
        await d.keys("2", "j", "n")
        await d.type("kept through a crash")
        await d.pilot.pause(1.3)
        drafts = list(places_in(tmp_path).drafts.glob("*.json"))
        assert json.loads(drafts[0].read_text(encoding="utf-8"))["text"] == "kept through a crash"


async def test_deferring_wants_date_and_reason_and_is_one_undo(plan: Tracker) -> None:
    async with driving(plan) as d:
        await d.keys("2", "j", "d")
        await d.type("30 sep")
        assert "Wednesday 30 September 2026, in 121 days" in d.text
        shown = await d.keys("ctrl+s")
        assert "Deferring wants a reason" in shown
        await d.keys("tab")
        await d.type("waits for guidance")
        await d.keys("ctrl+s")
        found = plan.tasks.get(task(plan, "AFI1/T1"))[0]
        assert (found.progress, str(found.due)) == ("deferred", "2026-09-30")
        await d.keys("u")
        assert plan.tasks.get(task(plan, "AFI1/T1"))[0].progress == "unknown"


async def test_signing_both_stages_by_key(plan: Tracker) -> None:
    async with driving(plan) as d:
        await d.keys("2", "j", "r", "s")
        assert "close with follow-up" in d.text
        await d.keys("1")
        await d.type("Seen in the screen")
        await d.keys("ctrl+s")
        assert "QA: close" in d.said
        await d.keys("s", "3")
        await d.keys("ctrl+s")
        assert "wants a comment" in d.text
        await d.type("No proof of use")
        await d.keys("ctrl+s")
        assert "AFI1/T1 is ongoing now; where it stood before it was complete was never stated" in d.said
        assert [e.verdict for e in plan.read.task(task(plan, "AFI1/T1")).signoffs] == ["close", "not_yet"]
        shown = await d.keys("4", "tab", "tab", "tab")
        assert "Sign-off › Sent back" in shown
        assert "AFI1/T1" in shown


async def test_a_refusal_to_sign_says_the_rule_and_who(plan: Tracker) -> None:
    plan.tasks.ready(task(plan, "AFI1/T1"))
    async with driving(plan) as d:
        await d.keys("2", "j", "s", "1", "tab", *["backspace"] * 20)
        await d.type("SM Prevention")
        shown = await d.keys("ctrl+s")
        assert "SM Prevention is assigned this task" in shown


async def test_filter_and_go_to(plan: Tracker) -> None:
    async with driving(plan) as d:
        await d.keys("slash")
        shown = await d.type("book")
        assert "2 tasks" in shown
        assert "Set the score" not in shown
        shown = await d.keys("enter")
        assert "/ book" in shown
        await d.keys("j", "c")
        assert plan.tasks.get(task(plan, "AFI1/T2"))[0].progress == "complete"
        shown = await d.keys("escape")
        assert "Waits for someone" in shown, "the filter was asked for on the summary, so back leads there"
        await d.keys("colon")
        await d.type("2/1")
        shown = await d.keys("enter")
        assert "Register › AFI2 › T1" in shown
        await d.keys("colon")
        await d.type("AFI99")
        await d.keys("enter")
        assert "names no area or task" in d.said


async def test_a_row_that_no_longer_matches_stays_until_the_filter_is_set_again(plan: Tracker) -> None:
    async with driving(plan) as d:
        await d.keys("slash")
        await d.type("progress:unknown")
        await d.keys("enter", "j", "c")
        assert "Set the score" in d.text
        await d.keys("u")
        await d.keys("1", "2")
        assert plan.tasks.get(task(plan, "AFI1/T1"))[0].progress == "unknown"


async def test_a_filter_being_typed_never_becomes_commands(plan: Tracker) -> None:
    before = plan.read.journal_head()
    async with driving(plan) as d:
        await d.keys("slash")
        await d.type("ctbxorsduWJ")
        await d.keys("enter")
    assert plan.read.journal_head() == before


async def test_back_and_forward_and_places_keep_their_cursor(plan: Tracker) -> None:
    async with driving(plan) as d:
        await d.keys("2", "j", "j", "enter")
        assert "T2" in d.text.splitlines()[0]
        await d.keys("escape")
        assert "▌" in next(line for line in d.text.splitlines() if "Book by score" in line)
        await d.keys("right_square_bracket")
        assert "AFI1 › T2" in d.text
        await d.keys("left_square_bracket", "left_square_bracket")
        assert "reported complete" in d.text


async def test_structure_by_key(plan: Tracker) -> None:
    async with driving(plan) as d:
        await d.keys("2", "ctrl+n")
        await d.type("A fourth task")
        await d.keys("ctrl+s")
        assert plan.resolve("AFI1/T4").title == "A fourth task"
        await d.keys("j", "J")
        await d.type("T2")
        await d.keys("enter")
        assert plan.resolve("AFI1/T2").uid == plan.resolve("AFI1/T1").uid
        await d.keys("plus")
        await d.type("Split off")
        await d.keys("ctrl+s")
        assert plan.resolve("AFI1/T5").title == "Split off"
        await d.keys("greater_than_sign")
        await d.type("AFI2")
        await d.keys("ctrl+s")
        assert plan.resolve("AFI1/T1").ref == "AFI2/T2"
        await d.keys("u", "u", "u", "u")
        assert plan.read.summary().total.tasks == 4
        await d.keys("N")
        await d.type("AFI9")
        await d.keys("tab")
        await d.type("A ninth area")
        await d.keys("ctrl+s")
        assert plan.resolve("AFI9").title == "A ninth area"


async def test_editing_a_task_checks_where_you_type(plan: Tracker) -> None:
    async with driving(plan, (100, 40)) as d:
        await d.keys("2", "j", "e", "tab", "tab", *["backspace"] * 8)
        await d.type("31/02/26")
        assert "not a day in the calendar" in d.text
        await d.keys(*["backspace"] * 8)
        await d.type("sep")
        await d.keys("ctrl+s")
        assert "Moving a date wants a reason" in d.text
        await d.keys("tab", "tab", "tab", "tab", "tab", "tab")
        await d.keys("escape", "x")
        assert plan.tasks.get(task(plan, "AFI1/T1"))[0].due_text == "Mar-26"


async def test_a_commands_exact_name_comes_first_in_the_palette(plan: Tracker) -> None:
    """“promise” ran *kept*, whose help speaks of a promise; “colours” opened the charts."""
    from tui_tracker.ui.command_list import CommandList

    async with driving(plan) as d:
        provider = CommandList(d.app.screen)
        for name, _, _ in list(provider._hits()):
            label = name.split("  ")[0]
            best = max([hit async for hit in provider.search(label)], key=lambda hit: hit.score)
            assert str(best.text).split("  ")[0].casefold() == label.casefold(), label


async def test_the_palette_has_every_command(plan: Tracker) -> None:
    from tui_tracker.ui.command_list import CommandList

    async with driving(plan) as d:
        found = [name for name, _, _ in CommandList(d.app.screen)._hits()]
        assert len(found) == len(commands_here("summary"))
        await d.keys("6")
        here = [name for name, _, _ in CommandList(d.app.screen)._hits()]
        assert set(here) - set(found) == {"accept  a"}, "a screen's own commands are in its palette"
        await d.keys("ctrl+p")
        await d.type("verify")
        await d.pilot.pause(0.3)
        await d.keys("enter")
        await d.pilot.pause(0.2)
        assert "every row agrees" in d.said


async def test_help_is_for_the_screen_and_says_why_a_key_is_barred(plan: Tracker) -> None:
    async with driving(plan, (100, 60)) as d:
        shown = await d.keys("2", "j", "question_mark")
        assert "s is barred here" in shown
        assert "complete" in shown
        await d.keys("escape")
        assert "Keys:" not in d.text


async def test_an_empty_plan_greets_and_starts(tracker: Tracker) -> None:
    async with driving(tracker) as d:
        assert "No plan here yet" in d.text
        await d.keys("n")
        await d.type("Improvement plan 2026")
        await d.keys("ctrl+s")
        assert [p.name for p in tracker.read.plans()] == ["Improvement plan 2026"]


async def test_a_first_run_asks_who_you_are(plan: Tracker, tmp_path: Path) -> None:
    plan.me = ""
    async with driving(plan, me="") as d:
        assert "Who are you?" in d.text
        await d.type("Business Assurance")
        await d.keys("ctrl+s")
        assert plan.me == "Business Assurance"
        assert "Business Assurance" in places_in(tmp_path).settings.read_text(encoding="utf-8")


async def test_importing_is_seen_before_anything_is_kept(tracker: Tracker) -> None:
    from tui_tracker.actions.keep.demo import sample_folder

    async with driving(tracker) as d:
        await d.keys("i", "e")
        await d.type(str(sample_folder() / "northshire.xlsx"))
        await d.keys("enter")
        for _ in range(40):
            await d.pilot.pause(0.1)
            if "Northshire" in d.text:
                break
        assert "Nothing is written yet" in d.text
        assert tracker.read.journal_head()[0] == 0
        await d.keys("enter")
        assert "29 areas and 88 tasks brought in" in d.said
        assert "What does green mean in Northshire?" in d.text
        await d.keys("3", "1")
        assert [p.scheme for p in tracker.read.plans()] == ["proved", "done"]
        assert not tracker.judging.unasked()
        await d.keys("u", "u", "u")
        assert tracker.read.summary().total.areas == 0


async def test_an_unreadable_file_is_one_sentence(tracker: Tracker) -> None:
    async with driving(tracker) as d:
        await d.keys("i", "e")
        await d.type("/nowhere/plan.xlsx")
        await d.keys("enter")
        await d.pilot.pause(0.3)
        assert "cannot be read" in d.text


async def test_snapshot_and_export_by_key(plan: Tracker, tmp_path: Path) -> None:
    async with driving(plan) as d:
        await d.keys("S", "ctrl+s")
        assert plan.read.snapshots()[0].name == "Snapshot of 1 June 2026"
        await d.keys("E", *["backspace"] * 30)
        await d.type(str(tmp_path / "paper.md"))
        await d.keys("ctrl+s")
        assert "Snapshot of 1 June 2026" in (tmp_path / "paper.md").read_text(encoding="utf-8")
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
        assert "Register › AFI1 › T1" in d.text


async def test_ascii_and_every_theme(plan: Tracker) -> None:
    async with driving(plan, glyphs="ascii") as d:
        await d.keys("2")
        assert d.text.isascii() or all(ord(c) < 128 or c in "…–›" for c in d.text)
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


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
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


PASTED = "close this now. both tasks done?\n" * 92


async def test_three_thousand_characters_sent_as_keys_change_nothing_on_any_list(plan: Tracker) -> None:
    import asyncio

    from textual import events

    plan.snapshots.take("June")
    before = plan.read.journal_head()
    for screen, most in (("1", 300), ("2", 3_000), ("3", 300), ("4", 300), ("8", 300), ("9", 300)):
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


async def test_a_long_sentence_is_wrapped_not_cut(plan: Tracker) -> None:
    async with driving(plan) as d:
        await d.keys("2", "j", "s")
        assert "so no sign-off is due." in " ".join(d.text.split())


async def test_leaving_with_a_form_open_keeps_its_words(plan: Tracker, tmp_path: Path) -> None:
    async with driving(plan) as d:
        await d.keys("2", "j", "n")
        await d.type("unsaved words")
        await d.keys("ctrl+q")
    drafts = list(places_in(tmp_path).drafts.glob("*.json"))
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
        assert "Snapshots › June paper › now" in shown
        await d.keys("down", "enter")
        assert "Register › AFI1 › T2" in d.text
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
        assert "Register › AFI1 › T3" in d.text
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
        assert "Register › by owner" in d.text
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


async def test_an_empty_plan_starts_from_the_eleven_questions(tracker: Tracker) -> None:
    async with driving(tracker) as d:
        assert "start from the eleven inspection questions" in d.text
        await d.keys("q")
        await d.type("Plan 2026")
        await d.keys("ctrl+s")
        assert "What does green mean in Plan 2026?" in d.text
        await d.keys("1")
        rows = tracker.read.area_rows()
        assert [(r.area.question, r.pillar) for r in rows[:2]] == [("1.1", "Effectiveness"), ("1.2", "Effectiveness")]
        assert len(rows) == 11
        await d.keys("2")
        assert "Q1.1" in d.text
        await d.keys("u", "u")
        assert tracker.read.plans() == []
