"""Reading a file in on screen: found by keys alone, everything seen first, each doubt settled by one key, left with nothing written."""

from __future__ import annotations

import os
from pathlib import Path

from textual import events

from tests.ui.driving import Driver, driving
from tui_tracker.actions.tracker import Tracker
from tui_tracker.paths import typed
from tui_tracker.ui.place import Place

HEAD = "Ref,Area for improvement,Action,Owner,Due date,Status,Zeitgeist\n"
ROWS = (
    "AFI1,The service should watch its hours,Set a baseline,Geo Support,Mar-26,Nearly there,"
    '"Drawn up in the spring and shown to the board, with more to come later this year."\n'
    "AFI1,The service should watch its hours,Check the baseline,Geo Sup,Apr-26,On target,\n"
)


def plan_file(folder: Path, text: str = HEAD + ROWS, name: str = "plan.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


async def opened(d: Driver, path: Path) -> None:
    """Straight to the file: typing a long path is slow, and is done once below."""
    d.app.go(Place("importing", str(path)))
    for _ in range(60):
        await d.pilot.pause(0.1)
        if "Nothing is written yet" in d.text:
            return


async def stand_on(d: Driver, words: str) -> None:
    await d.keys("home")
    for _ in range(40):
        row = d.app.screen.canvas.current()  # type: ignore[attr-defined]  # every screen of ours has one
        if row is not None and words in "".join(text for text, _ in row.line):
            return
        await d.keys("down")
    raise AssertionError(f"{words} is not on the screen:\n{d.text}")


async def test_each_doubt_is_settled_by_one_key(tracker: Tracker, tmp_path: Path) -> None:
    async with driving(tracker, (120, 40)) as d:
        await opened(d, plan_file(tmp_path))
        assert "Questions" in d.text
        await stand_on(d, "Nearly there")
        await d.keys("t")
        assert "“Nearly there” is on target" in d.said
        await stand_on(d, "Geo Support = Geo Sup")
        await d.keys("y")
        await stand_on(d, "Zeitgeist")
        await d.keys("y")
        assert "= on target" in d.text, "what was answered stays in view"
        assert "= one person" in d.text
        assert "= notes" in d.text
        await stand_on(d, "Nearly there")
        await d.keys("b", "u", "u")
        assert "= behind" not in d.text
        assert "= notes" not in d.text, "each u takes one answer back, the last first"
        await d.keys("u", "u")
        assert "= on target" not in d.text
        assert "no answer to take back" in (await d.keys("u") and d.said)
        await stand_on(d, "Nearly there")
        await d.keys("t")
        await stand_on(d, "Geo Support = Geo Sup")
        await d.keys("y")
        await stand_on(d, "Zeitgeist")
        await d.keys("y")
        assert tracker.read.journal_head()[0] == 0
        await d.keys("enter")
        task, _ = tracker.tasks.get(tracker.resolve("AFI1/T1").uid)
        assert task.progress == "on_target"
        assert "Drawn up in the spring" in (task.evidence_text or "")
        register = tracker.read.register()
        assert register.person("Geo Support") == register.person("Geo Sup")
        before = tracker.read.journal_head()[0]
        assert before == 1  # areas, tasks and the two spellings are one Change


async def test_space_gives_a_column_another_field_and_n_leaves_it_out(tracker: Tracker, tmp_path: Path) -> None:
    async with driving(tracker, (120, 40)) as d:
        await opened(d, plan_file(tmp_path))
        await stand_on(d, "Zeitgeist")
        await d.keys("n")
        assert "is not used" in d.said
        await d.keys("enter")
        assert tracker.tasks.get(tracker.resolve("AFI1/T1").uid)[0].evidence_text is None


async def test_leaving_writes_nothing(tracker: Tracker, tmp_path: Path) -> None:
    async with driving(tracker) as d:
        await opened(d, plan_file(tmp_path))
        await d.keys("escape")
        assert "Nothing was brought in" in d.said
        assert tracker.read.journal_head()[0] == 0


async def test_the_preview_shows_each_field_beside_its_cell(tracker: Tracker, tmp_path: Path) -> None:
    async with driving(tracker, (120, 40)) as d:
        await opened(d, plan_file(tmp_path))
        await d.keys("tab")
        await stand_on(d, "Set a baseline")
        await d.keys("space")
        assert "plan!E2" in d.text
        assert "“Mar-26”" in d.text
        await d.keys("tab")
        assert "not a known progress word" in d.text


async def test_a_newer_file_asks_only_what_both_have_changed(tracker: Tracker, tmp_path: Path) -> None:
    async with driving(tracker, (120, 40)) as d:
        path = plan_file(tmp_path, HEAD + ROWS.replace("Nearly there", "On target"))
        await opened(d, path)
        await d.keys("enter", "1")
        tracker.tasks.set_progress([tracker.resolve("AFI1/T1").uid], "behind_target")
        newer = ROWS.replace("Nearly there", "Complete") + "AFI1,,Go on watching,HR,May-26,,\n"
        await opened(d, plan_file(tmp_path, HEAD + newer))
        assert "new task" in d.text
        await stand_on(d, "progress")
        await d.keys(">")
        assert "what the file says holds" in d.said
        await d.keys("enter")
        assert tracker.tasks.get(tracker.resolve("AFI1/T1").uid)[0].progress == "complete"
        assert tracker.resolve("AFI1/T3").uid
        await opened(d, path.with_name("plan.csv"))
        assert "Nothing new" in d.text


async def test_the_browser_finds_a_file_by_keys_and_remembers_it(tracker: Tracker, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    plan_file(folder)
    (folder / "holiday.jpg").write_bytes(b"x")
    async with driving(tracker) as d:
        await d.keys("i", "e")
        await d.type(str(folder))
        await d.keys("enter")
        assert "plan.csv" in d.text
        assert "1 other file is not shown" in d.text
        await stand_on(d, "plan.csv")
        await d.keys("enter")
        for _ in range(60):
            await d.pilot.pause(0.1)
            if "Nothing is written yet" in d.text:
                break
        await d.keys("enter", "1", "i")
        assert "Lately" in d.text
        await d.keys("left")
        shown = str(tmp_path)[: 70 if len(str(tmp_path)) > 76 else None]  # a longer path is cut at its end
        assert shown[-20:] in d.text.replace("\n", "")


async def test_a_path_dragged_in_is_opened_and_other_text_is_not(tracker: Tracker, tmp_path: Path) -> None:
    path = plan_file(tmp_path, name="my plan.csv")
    async with driving(tracker) as d:
        await d.keys("i")
        d.app.screen.post_message(events.Paste("just some words"))
        await d.settle()
        assert "no path of a file" in d.said
        d.app.screen.post_message(events.Paste(f"'{path}'"))
        for _ in range(60):
            await d.pilot.pause(0.1)
            if "Nothing is written yet" in d.text:
                break
        assert "my plan.csv" in d.text


def test_paths_come_in_many_guises(tmp_path: Path) -> None:
    path = plan_file(tmp_path, name="my plan.csv")
    for text in (
        str(path),
        f'"{path}"',
        f"'{path}' ",
        path.as_uri(),
        *([str(path).replace(" ", "\\ ")] if os.sep == "/" else []),
    ):
        assert typed(text) == path


async def test_a_folder_that_cannot_be_looked_into_is_said(tracker: Tracker, tmp_path: Path) -> None:
    async with driving(tracker) as d:
        d.app.go(Place("browsing", str(tmp_path / "gone")))
        await d.settle()
        assert "cannot be looked into" in d.text


async def test_a_large_file_says_that_it_is_being_brought_in(tracker: Tracker, tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    lines = ["Ref,Area for improvement,Action,Owner,Due,Status"]
    lines += [
        f"AFI{n // 10 + 1},Area number {n // 10 + 1} is looked after,Do the work of line {n},HR,Mar-27,On target"
        for n in range(1_200)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    async with driving(tracker) as d:
        d.app.go(Place("importing", str(path)))
        await d.settle()
        for _ in range(200):
            if d.app.screen._preview is not None:
                break
            await d.pilot.pause(0.05)
        said: list[str] = []
        say = d.app.screen.say
        d.app.screen.say = lambda text, **more: (said.append(text), say(text, **more))[1]
        await d.keys("enter")
        assert said[0] == "Bringing in 1,200 tasks, as one change; this takes a while."
        assert tracker.read.standing_tasks() == 1_200
