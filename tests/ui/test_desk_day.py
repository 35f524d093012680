"""A day at the desk: what is to be done today, a reply that is no form, handing on, plans as a whole, and coming back tomorrow."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.conftest import open_tracker, places_in, task
from tests.ui.driving import driving
from tui_tracker.actions import today
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.records import TYPES, to_data
from tui_tracker.errors import RefusedError, UsageError
from tui_tracker.ui import last_time, legend, system
from tui_tracker.ui.drafts import Drafts
from tui_tracker.ui.offered import Offer, ranked
from tui_tracker.ui.place import Place


def records(t: Tracker) -> str:
    return json.dumps({kind: [to_data(r) for r in t.read.each(kind, order=("uid",))] for kind in TYPES}, default=str)


async def test_today_lists_what_must_be_done_and_its_key_deals_with_it(plan: Tracker) -> None:
    plan.tasks.wait(task(plan, "AFI1/T3"), "the county council", "1 Jun 26")
    plan.action_log.add("SM Prevention", "Ring the council", "30 May 26")
    parts = {p.name: p for p in today.today(plan)}
    assert [d.ref for d in parts["Late"].duties] == ["AFI1/T1", "AFI2/T1"], "the latest first"
    assert [d.ref for d in parts["To be chased"].duties] == ["AFI1/T3", "No. 1"]
    async with driving(plan) as d:
        shown = await d.keys("0")
        assert "62 days past Mar-26" in shown
        assert "m move date" in shown
        await d.keys(".")
        assert "new date" in d.text
        await d.keys("escape", "c")
        assert plan.tasks.get(task(plan, "AFI1/T1"))[0].progress == "complete"
        await d.keys("/")
        await d.type("council")
        assert "AFI2/T1" not in d.text
        await d.keys("enter", "c")
        assert "AFI1/T3" in d.said, "the key is for the line under the cursor"


async def test_forms_in_a_watched_folder_and_changes_by_others_came_in(
    plan: Tracker, tmp_path: Path, clock: FixedClock
) -> None:
    folder = tmp_path / "returned"
    folder.mkdir()
    made = plan.returns.make(tmp_path / "form.txt", "SM Prevention", chaser=False)
    (folder / "form.txt").write_bytes(made.path.read_bytes())
    (folder / "other.txt").write_text("no form", encoding="utf-8")
    head = plan.read.journal_head()[0]
    plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")
    parts = {p.name: p for p in today.today(plan, since=head, watched=folder)}
    assert [(d.kind, d.ref) for d in parts["Came in"].duties] == [("entry", str(head + 1)), ("file", "Form 1")]
    async with driving(plan, watch=str(folder)) as d:
        assert "came back, not read in yet" in await d.keys("0")
        await d.keys("enter")
        assert d.app.screen.name_ == "merging"


async def test_a_pasted_reply_becomes_notes_by_one_key_each_and_one_undo(plan: Tracker) -> None:
    text = "From: Dana Fieldhouse\nSent: 28 May 2026\n\nAFI1/T1 is in use. Forty homes were scored.\n\nAFI1 goes well.\n\nSee you soon."
    before = records(plan)
    async with driving(plan) as d:
        await d.keys("7")
        await d.keys("ctrl+p")
        await d.type("paste a reply")
        await d.keys("enter")
        await d.paste(text)
        shown = await d.keys("ctrl+s")
        assert "Dana Fieldhouse, 28 May 26" in shown
        assert "AFI1, which task?" in shown
        assert "See you soon." in shown
        await d.keys("y", "y")
        assert "Which task of AFI1?" in d.text
        await d.type("T2")
        await d.keys("enter", "enter")
        assert "2 notes kept" in d.said
        note = plan.read.task(task(plan, "AFI1/T1")).notes[0]
        assert (note.text, note.said_by, str(note.date)) == (
            "AFI1/T1 is in use. Forty homes were scored.",
            "Dana Fieldhouse",
            "2026-05-28",
        )
        assert plan.read.task(task(plan, "AFI1/T2")).notes[0].text == "AFI1 goes well."
        await d.keys("u")
    assert records(plan) == before
    with pytest.raises(UsageError, match="Say who wrote it"):
        plan.replies.keep([(task(plan, "AFI1/T1"), "x")], said_by=" ")


async def test_what_was_written_is_opened_and_a_row_is_copied(
    plan: Tracker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[str] = []
    taken: list[str] = []
    monkeypatch.setattr(system, "open_it", opened.append)
    monkeypatch.setattr(system, "to_clipboard", taken.append)
    monkeypatch.chdir(tmp_path)
    async with driving(plan) as d:
        await d.keys("ctrl+o")
        assert "Nothing was written yet" in d.said
        await d.keys("2", "j", "Y")
        assert taken == ["AFI1/T1 Set the score, SM Prevention, due Mar-26"]
        assert d.app.clipboard == taken[0]
        await d.keys("k", "Y")
        assert taken[1].startswith("AFI1 Visits follow the risk, AM Prevention")
        await d.keys("ctrl+p")
        await d.type("backup")
        await d.keys("enter", "ctrl+s")
        assert d.said.startswith("Written: ")
        await d.keys("Y")
        assert taken[2].endswith(".zip")
        await d.keys("ctrl+o")
        assert opened == [taken[2]]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows opens files by a call of its own")
def test_the_machines_own_program_opens_files(monkeypatch: pytest.MonkeyPatch) -> None:
    assert system.opener("win32") == ()
    monkeypatch.setattr(system, "_OPENERS", (("open",), ("xdg-open",)))
    monkeypatch.setattr(system, "_CLIPBOARDS", (("clip",), ("pbcopy",)))
    monkeypatch.setattr(system.shutil, "which", lambda name: f"/bin/{name}" if name == "xdg-open" else None)
    assert system.opener("linux") == ("xdg-open",)
    assert not system.to_clipboard("text"), "no program for it, so the terminal's way alone"


async def test_a_plan_is_renamed_moved_and_removed_and_undo_brings_all_back(plan: Tracker) -> None:
    plan.structure.new_plan("Culture recommendations", "culture")
    plan.tasks.ready(task(plan, "AFI1/T1"))
    plan.notes.add(task(plan, "AFI1/T1"), "Seen", said_by="SM Prevention")
    before = records(plan)
    async with driving(plan) as d:
        await d.keys("9")
        d.app.go(Place("plans"))
        await d.settle()
        await d.keys("e", "ctrl+u")
        await d.type("Plan 2026")
        await d.keys("ctrl+s", ">")
        assert [p.name for p in plan.read.plans()] == ["Culture recommendations", "Plan 2026"]
        await d.keys("W")
        assert "2 areas and 4 tasks" in d.text
        await d.keys("ctrl+s")
        assert "wants a reason" in d.text
        await d.type("entered by mistake")
        await d.keys("ctrl+s")
        assert [p.name for p in plan.read.plans()] == ["Culture recommendations"]
        for kind in ("area", "task", "note", "slip", "pillar"):
            assert not list(plan.read.each(kind)), kind
        assert not plan.history.verify().faults
        await d.keys("u", "u", "u")
    assert records(plan) == before
    assert not plan.history.verify().faults


def test_a_plan_that_another_carries_on_stays(plan: Tracker) -> None:
    uid = plan.read.plans()[0].uid
    plan.rounds.begin(uid, "Plan 2027", starts=None)
    with pytest.raises(RefusedError, match="carries on"):
        plan.plan_life.remove(uid, "old")
    with pytest.raises(UsageError, match="Another plan"):
        plan.plan_life.rename(uid, "plan 2027")
    with pytest.raises(RefusedError, match="first plan"):
        plan.plan_life.move(uid, -1)


async def test_the_app_opens_where_it_was_closed(plan: Tracker, tmp_path: Path, clock: FixedClock) -> None:
    uid = plan.read.plans()[0].uid
    async with driving(plan) as d:
        d.app.plan_uid = uid
        await d.keys("2", "/")
        await d.type("booking")
        await d.keys("enter", "j", "z", "p", "ctrl+q")
    async with driving(plan, (120, 40)) as d:
        assert d.app.screen.here.query == "booking"
        assert d.app.plan_uid == uid
        assert "› booking (" in d.text
        assert d.app.sort == "due"
        assert d.app.screen.selected() is not None
        await d.keys("escape")
        assert not d.app.screen.here.query
        await d.keys("escape")
        assert d.app.screen.name_ == "summary", "and the way back is as it was"
    drafts = Drafts(places_in(tmp_path).drafts)
    last_time.keep(drafts, last_time.LastTime((Place("task", "gone"),)))
    async with driving(plan) as d:
        assert d.app.screen.name_ == "summary", "what is gone is not come back to"
    drafts.keep(
        "last-place", {"way": '[{"screen": "sitting"}, 3, {"screen": "summary"}]', "recent": "no list", "journal": "x"}
    )
    found = last_time.load(drafts)
    assert found is not None
    assert ([p.screen for p in found.way], found.recent, found.journal) == (["summary"], (), None)


async def test_the_way_comes_back_with_the_place(plan: Tracker) -> None:
    async with driving(plan) as d:
        d.app.plan_uid = plan.read.plans()[0].uid
        await d.keys("4", "tab", "7", "enter")
        await d.type("SM Prevention")
        await d.keys("enter", "ctrl+q")
        trail = d.app._way.names()
    async with driving(plan) as d:
        assert d.app.screen.name_ == "visit"
        assert d.app.plan_uid
        assert d.app._way.names() == trail
        await d.keys("escape", "escape")
        assert "Sign-off: complete, no QA" in d.text
        await d.keys("escape", "escape")
        assert "first place" in d.said


async def test_sign_off_stands_beside_the_evidence(plan: Tracker) -> None:
    uid = task(plan, "AFI1/T1")
    for n in range(30):
        plan.notes.add(uid, f"Seen at station {n:02}", said_by="SM Prevention")
    plan.tasks.ready(uid)
    for size in ((80, 24), (100, 30), (120, 40)):
        async with driving(plan, size) as d:
            await d.keys("2", "j", "s")
            assert "Seen at station 29" in d.text, size
            await d.keys("1")
            shown = d.text
            assert "Seen at station 29" in shown, size
            assert "signed by" in shown
            assert "override" in shown, f"the whole form is in view at {size}"
            scrolled = await d.keys("ctrl+pagedown")
            assert scrolled != shown
            assert "signed by" in scrolled
            await d.keys("escape")


async def test_help_begins_with_this_rows_keys_and_its_marks_and_runs_what_is_found(plan: Tracker) -> None:
    async with driving(plan, (100, 50)) as d:
        shown = await d.keys("2", "j", "?")
        lines = [line.strip(" │") for line in shown.splitlines()]
        assert lines.index("On this row, in Register") < lines.index("The marks")
        assert "62 days past its date" in shown
        assert "QA none, sampling none" in shown
        await d.type("behind")
        await d.keys("enter")
        assert plan.tasks.get(task(plan, "AFI1/T1"))[0].progress == "behind_target"
        await d.keys("ctrl+p")
        assert "behind" in d.text.split("Every command")[1].splitlines()[2], "what was run lately stands first"
        await d.keys("escape")
    row = plan.read.task(task(plan, "AFI2/T1")).row
    assert legend.row_words(row, d.app.signs)[0].startswith("AFI2/T1: ?")


def test_the_best_answer_comes_first() -> None:
    offers = [
        Offer("1", "next round", "carry on"),
        Offer("2", "round", "x"),
        Offer("3", "new plan", "a round"),
        Offer("4", "ground truth"),
    ]
    assert [o.id for o in ranked(offers, "round")] == ["2", "1", "3", "4"]
    assert [o.id for o in ranked(offers, "nwpl")] == ["3"]
    assert [o.id for o in ranked(offers, "", ("4",))] == ["4", "1", "2", "3"]
    assert ranked(offers, "zzz") == []


async def test_names_are_offered_in_forms_and_nothing_typed_is_changed(plan: Tracker) -> None:
    async with driving(plan) as d:
        await d.keys("2", "j", "e", "tab", "ctrl+u")
        await d.type("hr")
        await d.keys("tab", "shift+tab")
        assert d.app.screen.values()["assigned_to"] == "hr", "leaving a field takes nothing"
        await d.keys("ctrl+l")
        await d.type("payr")
        await d.keys("enter")
        assert d.app.screen.values()["assigned_to"] == "HR Manager / Payroll"
        await d.keys("escape", "x")


async def test_the_summary_stands_alone_and_large_for_a_room(plan: Tracker) -> None:
    async with driving(plan, (120, 40)) as d:
        await d.keys("ctrl+p")
        await d.type("projector")
        shown = await d.keys("enter")
        assert "Due in 30 days" not in shown
        assert "reported complete" in shown
        assert shown.count("██") > 20
        d.app.projecting = False


@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
async def test_the_field_that_is_typed_into_stands_out(plan: Tracker, theme: str) -> None:
    from tests.ui.test_palette import contrast
    from tui_tracker.ui.palette import PALETTES

    colours = PALETTES[theme]
    assert contrast(colours["accent"], colours["panel"]) >= 3
    async with driving(plan, theme=theme) as d:
        await d.keys("2", "j", "e", "tab")
        box = d.app.screen.focused
        assert box.styles.outline_left[0] == "outer"
        assert box.styles.outline_left[1].hex.lower()[:7] == colours["accent"].lower()


def test_opening_again_needs_nothing_kept(tmp_path: Path, clock: FixedClock) -> None:
    with open_tracker(tmp_path, clock) as made:
        assert last_time.load(Drafts(made.places.drafts)) is None


async def test_the_terminals_own_theme_has_no_colour_that_the_terminal_has_not(plan: Tracker) -> None:
    from rich.color import ColorType

    async with driving(plan, (120, 40), theme="terminal") as d:
        assert d.app.native_ansi_color, "Textual would turn the sixteen into colours of its own"
        for keys in (("2", "j"), ("n",), ("escape",), ("?",), ("escape",), ("s",), ("0",)):
            await d.keys(*keys)
            for strip in d.app.screen._compositor.render_strips():
                for segment in strip:
                    for colour in (segment.style and (segment.style.color, segment.style.bgcolor)) or ():
                        assert colour is None or colour.type in (ColorType.DEFAULT, ColorType.STANDARD), (keys, segment)


def test_signs_are_ascii_where_the_encoding_has_no_others() -> None:
    from tui_tracker.settings import usual_glyphs

    assert usual_glyphs("posix", {}, "latin-1") == "ascii"
    assert usual_glyphs("posix", {}, "utf-8") == "unicode"
    assert usual_glyphs("nt", {}, "cp437") == "ascii"
    assert usual_glyphs("nt", {}, "utf-8") == "windows"


async def test_queues_and_views_are_clicked_and_nothing_drawn_is_selected(plan: Tracker) -> None:
    plan.notes.add(task(plan, "AFI1/T1"), "a word")
    async with driving(plan, (120, 40)) as d:
        for key, word in (("4", "no verdict"), ("3", "undated")):
            await d.keys(key)
            lines = d.text.split("\n")
            y = next(n for n, line in enumerate(lines) if word in line)
            await d.pilot.click(offset=(lines[y].index(word) + 1, y))
            await d.settle()
            head = next(s for s in d.app.screen._compositor.render_strips()[y] if word in s.text)
            assert head.style.underline, word
        assert not d.app.screen.canvas.allow_select
