"""The file's own grid: a heading, a column's role, a table and rows that are areas are said by one key each, live and undoable."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.driving import Driver, driving
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.records import Area, Task
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.grid import GridScreen

# No heading that anybody knows, and nothing in the cells that tells.
STRANGE = (
    "Zorbit,Quell,Brint,Plume\n"
    "alpha,paint the drill tower doors,Ashe,never\n"
    "alpha,mend the yard gate hinge,Bede,sometime\n"
    "omega,count the spare hose reels,Cope,when dry\n"
)
BANDED = (
    "Action,Owner,Due date,Status\n"
    "Watch the hours of the crews,,,\n"
    "Set a baseline for overtime,GM Lee,31/03/2027,On target\n"
    "Check it every month,GM Fox,30/04/2027,Complete\n"
    "Keep the hydrant records right,,,\n"
    "Enter all visits of the year,SM Roe,30/06/2027,Not started\n"
)


async def grid_of(d: Driver, folder: Path, text: str) -> GridScreen:
    path = folder / "plan.csv"
    path.write_text(text, encoding="utf-8")
    d.app.go(Place("importing", str(path)))
    for _ in range(60):
        await d.pilot.pause(0.1)
        if "Nothing is written yet" in d.text or "holds no table" in d.text:
            break
    await d.keys("v")
    screen = d.app.screen
    assert isinstance(screen, GridScreen)
    return screen


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_file_in_which_nothing_was_found_is_set_right_by_keys(
    tracker: Tracker, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with driving(tracker, size) as d:
        await grid_of(d, tmp_path, STRANGE)
        assert "nothing of this sheet is read as a plan" in d.text
        assert "press H first" in (await d.keys("space") and d.said)
        await d.keys("home", "H")
        assert "Row 1 is the heading" in d.said
        await d.keys("space", "f", "right", "space", "a", "right", "space", "o", "right", "space", "d")
        assert "2 areas, 3 tasks" in d.said
        assert "first: " in d.text
        await d.keys("escape")
        assert "Nothing is written yet" in d.text
        assert tracker.read.journal_head()[0] == 0
        await d.keys("enter")
        assert [a.title for a in tracker.read.all(Area)] == ["alpha", "omega"]
        titles = {t.title: t.assigned_to for t in tracker.read.all(Task)}
        assert titles["count the spare hose reels"] == "Cope"


async def test_rows_like_this_are_areas_and_every_answer_is_undone(tracker: Tracker, tmp_path: Path) -> None:
    async with driving(tracker, (120, 40)) as d:
        screen = await grid_of(d, tmp_path, BANDED)
        before = screen.reading.answers()
        await d.keys("home", "down", "B")
        assert "2 rows like this one name an area each" in d.said
        assert [(a.title, len(a.tasks)) for a in screen.reading.proposal.areas] == [
            ("Watch the hours of the crews", 2), ("Keep the hydrant records right", 1),
        ]  # fmt: skip
        await d.keys("B")
        assert "as they were before" in d.said
        await d.keys("u", "u")
        assert screen.reading.answers() == before
        assert "no answer to take back" in (await d.keys("u") and d.said)


async def test_a_table_is_left_and_taken_and_another_reading_chosen(tracker: Tracker, tmp_path: Path) -> None:
    async with driving(tracker, (120, 40)) as d:
        screen = await grid_of(d, tmp_path, BANDED)
        await d.keys("-")
        assert "nothing of this sheet is read as a plan" in d.said.lower()
        assert "none to leave" in (await d.keys("-") and d.said)
        await d.keys("home", "+")
        assert len(screen.reading.heads_of("plan")) == 1
        assert "3 tasks" in d.said
        await d.keys("w")
        assert "Which reading is right?" in d.text
        await d.keys("1")
        assert "Reading 1" in d.said
        assert "only" in (await d.keys("4") and d.said)


async def test_it_says_what_each_row_and_column_was_read_as(tracker: Tracker, tmp_path: Path) -> None:
    async with driving(tracker, (120, 40)) as d:
        await grid_of(d, tmp_path, BANDED + "\nChecked by the office,,,\n")
        for words in ("heading", "task", "a task", "o owner", "d due", "s progress", "GM Lee"):
            assert words in d.text, words


async def test_columns_beyond_the_edge_come_into_view(tracker: Tracker, tmp_path: Path) -> None:
    wide = ",".join(f"Extra {n}" for n in range(9))
    text = f"Action,Owner,Due date,Status,{wide}\n" + "".join(
        f"Do the thing {n} well and soon,GM Lee,31/03/2027,On target,{','.join(f'cell{n}x{c}' for c in range(9))}\n"
        for n in range(3)
    )
    async with driving(tracker, (80, 24)) as d:
        screen = await grid_of(d, tmp_path, text)
        await d.keys(*["right"] * 14)
        assert "cell0x8" in d.text
        assert screen._cell().column == 12
        await d.keys(*["left"] * 14)
        assert screen._cell().column == 0
