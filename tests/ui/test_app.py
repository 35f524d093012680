"""The app by its keys, at 80x24 and wider."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import places_in, task
from tests.ui.driving import driving
from tui_tracker.actions.tracker import Tracker
from tui_tracker.ui.commands import help as help_
from tui_tracker.ui.commands.registry import here as commands_here
from tui_tracker.ui.offered import ranked

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
        assert "Wednesday 30 September" in d.text
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
        shown = await d.keys("4")
        assert "Sign-off: sent back" in shown
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
        assert "› AFI2/T1" in shown
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
        assert "AFI1/T2" in d.text.splitlines()[0]
        await d.keys("escape")
        assert "▌" in next(line for line in d.text.splitlines() if "Book by score" in line)
        await d.keys("right_square_bracket")
        assert "› AFI1/T2" in d.text
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
    async with driving(plan) as d:
        for screen in ("1", "2", "6"):
            await d.keys(screen)
            offers = [help_._offer(d.app.screen, c) for c in commands_here(d.app.screen.name_)]
            for offer in offers:
                assert ranked(offers, offer.name)[0].name.casefold() == offer.name.casefold(), offer.name


async def test_the_palette_has_every_command(plan: Tracker) -> None:
    async with driving(plan) as d:
        await d.keys("6", "ctrl+p")
        found = {o.id for o in d.app.screen._offers}
        assert found == {c.id for c in commands_here("checks") if not (c.moves and c.where == "everywhere")}
        assert "check.accept" in found, "a screen's own commands are in its palette"
        await d.keys("escape")
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
