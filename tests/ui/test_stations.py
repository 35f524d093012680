"""Visits, return forms out and in, and the form on its own, by keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import task
from tests.packs.filling import fill
from tests.packs.test_copies import copied
from tests.ui.driving import Driver, driving, key_event
from tui_tracker.actions.bring_in.form_file import FormFile
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.records import Note
from tui_tracker.settings import Settings
from tui_tracker.ui.commands import stations
from tui_tracker.ui.form_app import FormApp


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def station(plan: Tracker) -> Tracker:
    """Six tasks at Station 07, one of them rolled out to four stations."""
    for n in range(4, 9):
        plan.structure.add_task(plan.resolve("AFI1").uid, f"Another {n}", assigned_to="Crew")
    for n in range(4, 9):
        plan.tasks.save(task(plan, f"AFI1/T{n}"), {"station": "Station 07"})
    plan.stations.roll_out(task(plan, "AFI1/T1"), "Station 6-9")
    return plan


async def test_six_updates_at_a_station_take_at_most_twenty_keys(station: Tracker) -> None:
    async with driving(station, (80, 24)) as d:
        d.pressed = 0
        await d.keys("7", "enter")
        await d.type("station 07")
        await d.keys("enter")
        assert "Visit Station 07" in d.text
        assert "6 tasks" in d.text
        for n in range(6):
            await d.keys("enter")
            await d.type(f"What was said {n}")
            await d.keys("ctrl+s")
        print(f"\nsix updates at a station: {d.pressed} keys of at most 20")
        assert d.pressed <= 20
    notes = station.read.all(Note)
    assert [n.text for n in notes] == [f"What was said {n}" for n in range(6)]
    assert {n.said_by for n in notes} == {"Station 07"}
    assert {n.entered_by for n in notes} == {"Coordinator"}
    assert len({n.task for n in notes}) == 6, "the next task came by itself"


async def test_a_visit_says_where_it_stands_and_ticks_the_station(station: Tracker) -> None:
    async with driving(station, (100, 30)) as d:
        await d.keys("7", "enter")
        await d.type("Station 07")
        await d.keys("enter")
        assert "at Station 07: not yet" in d.text
        await d.keys("enter", "tab")
        await d.type("yes")
        await d.keys("ctrl+s")
        assert station.stations.ticks(task(station, "AFI1/T1"))[1].said_by == "Station 07"
        await d.keys("c")
        entry = station.read.history()[0]
        assert entry.reason == "said by Station 07"
        await d.keys("u", "u", "g", "t")
        assert station.stations.ticks(task(station, "AFI1/T1"))[1].done_on is None
        assert "rolled out to many stations" in d.said
        await d.keys("c")
        assert station.stations.ticks(task(station, "AFI1/T1"))[1].done_on is not None
        assert station.tasks.get(task(station, "AFI1/T1"))[0].progress == "unknown"


async def make(d: Driver, whom: str, file: str) -> None:
    await d.keys("7", "ctrl+n")
    await d.type(whom)
    await d.keys("tab")
    await d.type(file)
    await d.keys("ctrl+s")


async def test_a_form_out_and_in_each_in_four_keys(station: Tracker, tmp_path: Path) -> None:
    async with driving(station, (100, 30)) as d:
        d.pressed = 0
        await d.keys("7", "ctrl+n")
        await d.type("Station 07")
        await d.keys("ctrl+s")
        print(f"\nmake the return form for one station: {d.pressed} keys of at most 4")
        assert d.pressed <= 4
        path = tmp_path / "Station 07 2026-06-01.xlsx"
        assert path.exists(), d.said
        assert "no answer" in d.text
        fill(path, {"AFI1/T4": {"progress": "complete", "note": "All done"}, "AFI1/T1": {"done": "yes"}})
        await d.keys("1")
        d.pressed = 0
        await d.keys("7", "i")
        assert "Choose a form" in d.text
        await d.keys("enter")
        assert "new words" in d.text
        await d.keys("enter")
        print(f"\nmerge a returned form without conflicts: {d.pressed} keys of at most 4")
        assert d.pressed <= 4
        assert "merged the return of" in d.said.casefold()
        assert "answered" in d.text
    assert station.tasks.get(task(station, "AFI1/T4"))[0].progress == "complete"


async def test_clashes_and_answers_that_cannot_be_read_are_settled_on_screen(station: Tracker, tmp_path: Path) -> None:
    async with driving(station, (100, 34)) as d:
        await make(d, "Station 07", "s.txt")
        path = tmp_path / "s.txt"
        fill(
            path,
            {
                "AFI1/T4": {"progress": "complete"},
                "AFI1/T5": {"progress": "behind target"},
                "AFI1/T6": {"date": "early in May", "note": "Seen"},
            },
        )
        station.tasks.set_progress([task(station, "AFI1/T4"), task(station, "AFI1/T5")], "on_target")
        before = station.read.journal_head()
        await d.keys("i", "enter")
        assert "cannot be read" in d.text
        assert "“early in May”" in d.text
        await d.keys("enter")
        assert "Nothing was merged" in d.said
        await d.keys("e", "ctrl+u")
        await d.pilot.press(*["backspace"] * 14)
        await d.type("3 May 26")
        await d.keys("ctrl+s", "g", "<")
        assert "on target holds" in d.said
        await d.keys(">")
        assert station.read.journal_head() == before, "nothing is written until enter"
        await d.keys("enter")
        rows = {r.ref: r.progress for r in station.read.task_rows(station.read.task_ids())}
        assert sorted((rows["AFI1/T4"], rows["AFI1/T5"])) == ["behind_target", "on_target"]
        assert station.read.task(task(station, "AFI1/T6")).notes[0].date.isoformat() == "2026-05-03"  # type: ignore[union-attr]  # it has a date
        await d.keys("u")
        assert not station.read.all(Note)


async def test_leaving_a_merge_leaves_everything_as_it_was_and_a_folder_is_a_queue(
    station: Tracker, tmp_path: Path
) -> None:
    folder = tmp_path / "back"
    folder.mkdir()
    for n in (6, 7, 8):
        station.returns.make(folder / f"s{n}.txt", f"Station 0{n}", chaser=False)
        if n != 7:
            fill(folder / f"s{n}.txt", {"AFI1/T1": {"done": "yes"}})
    (folder / "s9.txt").write_text("not a form", encoding="utf-8")
    async with driving(station, (100, 30)) as d:
        before = station.read.journal_head()
        await d.keys("7", "i", "e")
        await d.type(str(folder))
        await d.keys("enter", "k")
        assert "every form here" in d.text
        await d.keys("enter")
        assert "Merge  1 of 4" in d.text
        await d.keys("escape")
        assert station.read.journal_head() == before
        await d.keys("enter", "enter", "enter", "enter")
        assert "Merge  4 of 4" in d.text
        assert "cannot be read" in d.text or "no return form" in d.text
        await d.keys("enter")
        assert "No answer yet from Station 07" in d.said
    assert [t.done_on is not None for t in station.stations.ticks(task(station, "AFI1/T1"))] == [
        True,
        False,
        True,
        False,
    ]


async def test_a_date_asked_for_waits_for_y(station: Tracker, tmp_path: Path) -> None:
    station.returns.make(tmp_path / "s.txt", "Station 07", chaser=False)
    fill(tmp_path / "s.txt", {"AFI1/T4": {"new_date": "30 Sep 2026", "why": "trainer off sick"}})
    station.returns.merge(station.returns.preview(tmp_path / "s.txt"))
    async with driving(station, (100, 30)) as d:
        await d.keys("7", "j", "j", "j", "j", "j")
        assert "Dates asked for" in d.text
        await d.keys("y")
        assert station.tasks.get(task(station, "AFI1/T4"))[0].due_text == "30 Sep 26"
        await d.keys("u", "g", "j", "j", "j", "j", "j", "n")
        assert station.stations.proposals() == []


@pytest.mark.parametrize("form", ["txt", "xlsx"])
async def test_a_form_is_filled_in_on_its_own_and_merges(station: Tracker, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"s.{form}"
    station.returns.make(path, "Station 07", chaser=False)
    app = FormApp(FormFile(path), Settings(), station.clock.today())
    async with app.run_test(size=(100, 30)) as pilot:
        d = Driver(app, pilot)  # type: ignore[arg-type]  # another app, driven alike
        await d.settle()
        assert "Return form  Station 07" in d.text
        await d.keys("enter")
        await d.type("yes")
        await d.keys("ctrl+s", "enter")
        await d.type("nearly")
        await d.keys("ctrl+s")
        assert "nearly" in d.text, "an answer that could not be merged is refused where it is typed"
        await d.pilot.press(*["backspace"] * 6)
        await d.type("complete")
        await d.keys("tab")
        await d.type("=1+1 isn't a formula")
        await d.keys("ctrl+s")
        assert "2 of 6 answered" in d.text
    found = station.returns.preview(path)
    assert not found.unread
    station.returns.merge(found)
    assert station.stations.ticks(task(station, "AFI1/T1"))[1].done_on is not None
    assert station.tasks.get(task(station, "AFI1/T4"))[0].progress == "complete"
    assert station.read.task(task(station, "AFI1/T4")).notes[0].text == "=1+1 isn't a formula"


async def test_a_tick_list_by_keys_and_who_is_left(station: Tracker) -> None:
    async with driving(station, (100, 40)) as d:
        await d.keys("2", "j", "enter")
        assert "0 of 4 stations done; left: Station 06" in " ".join(d.text.split())
        stations.tick(d.app.screen)  # type: ignore[arg-type]  # from the palette
        await d.settle()
        await d.type("Station 08")
        await d.keys("ctrl+s")
        assert "1 of 4 stations" in " ".join(d.text.split())


async def test_a_second_laptops_copy_is_asked_about_one_clash_after_the_other(station: Tracker, tmp_path: Path) -> None:
    with copied(station, tmp_path / "two", "w") as other:
        for t, word in ((station, "complete"), (other, "behind_target")):
            t.tasks.set_progress([task(t, "AFI1/T4"), task(t, "AFI1/T5")], word)
        other.notes.add(task(other, "AFI1/T6"), "Heard there")
        path = other.path
    async with driving(station, (100, 30)) as d:
        stations.copy_merge(d.app.screen)  # type: ignore[arg-type]  # from the palette
        await d.settle()
        await d.type(str(path))
        await d.keys("enter")
        assert "AFI1/T4: both laptops changed progress (2 to settle)" in d.text
        await d.keys("<", ">")
        assert "Merged the copy" in d.said
    rows = {r.ref: (r.progress, r.note_count) for r in station.read.task_rows(station.read.task_ids())}
    assert [rows[f"AFI1/T{n}"] for n in (4, 5, 6)] == [("complete", 0), ("behind_target", 0), ("unknown", 1)]


@pytest.mark.parametrize("leaving", [("ctrl+q",), ("escape", "k", "ctrl+q")])
async def test_an_answer_being_typed_outlives_leaving_the_form(
    station: Tracker, tmp_path: Path, leaving: tuple[str, ...]
) -> None:
    path = tmp_path / "s.txt"
    station.returns.make(path, "Station 07", chaser=False)
    app = FormApp(FormFile(path), Settings(), station.clock.today(), tmp_path / "drafts")
    async with app.run_test(size=(100, 30)) as pilot:
        d = Driver(app, pilot)  # type: ignore[arg-type]  # another app, driven alike
        await d.keys("enter", "tab")
        await d.type("Watch B is through")
        for key in leaving:
            app.post_message(key_event(key, 0.0))
            await pilot.pause(0.2)
    app = FormApp(FormFile(path), Settings(), station.clock.today(), tmp_path / "drafts")
    async with app.run_test(size=(100, 30)) as pilot:
        d = Driver(app, pilot)  # type: ignore[arg-type]  # another app, driven alike
        assert "Watch B is through" in await d.keys("enter")
        await d.keys("ctrl+s")
    assert "Watch B is through" in path.read_text(encoding="utf-8")
    assert not list((tmp_path / "drafts").iterdir())


async def test_what_else_is_written_on_a_form_is_taken_as_a_note_by_one_key(station: Tracker, tmp_path: Path) -> None:
    async with driving(station, (80, 24)) as d:
        await make(d, "Station 07", "s.txt")
        path = tmp_path / "s.txt"
        text = path.read_text(encoding="utf-8")
        text = text.replace("# Anything in the way?", "# Anything in the way? we need a van", 1)
        path.write_text("Dear all,\n\n" + text, encoding="utf-8")
        await d.keys("i", "enter", "end")
        assert "Also written here" in d.text
        assert "we need a van" in d.text
        await d.keys("end", "y")
        assert "Taken as a note" in d.said
        await d.keys("enter")
        assert "merged the return of" in d.said.casefold()
    assert "Anything in the way? we need a van" in [n.text for n in station.read.all(Note)]
