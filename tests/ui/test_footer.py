"""A footer is to be trusted: on every screen, on its rows, each key it names does or opens something, and can be clicked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.screen import ModalScreen

from tests.packs.filling import fill
from tests.ui.driving import Driver, driving
from tui_tracker.actions.keep import demo
from tui_tracker.actions.keep.demo import open_demo, sample_folder
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.records import Snapshot, Task
from tui_tracker.ids import SequenceIds
from tui_tracker.ui.commands.registry import Command, key_name
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen

_GOING = {
    "open",
    "back",
    "find.go-to",
    "go.actions",
    "plan.import",
    "import.grid",
    "summary.find",
    "snapshots.compare",
}  # keys whose word says that they lead elsewhere
SCREENS = (
    "summary", "register", "register late", "evidence", "signoff", "meeting", "checks", "checks PC43", "returns", "snapshots", "more",
    "actions", "charts", "history", "people", "plans", "imports", "publication", "tally", "steps", "task", "area", "movement",
    "minute", "sitting", "browsing", "visit", "importing", "grid", "merging", "importing no", "summary no", "register no", "signoff no", "checks no",
)  # fmt: skip
# The ordinary run looks at an eighth of them, the long run at all.
OFTEN = ("merging", "register", "task", "sitting")


@pytest.fixture(scope="module")
def shown() -> Iterator[Tracker]:
    """The invented service with some weeks of work on it."""
    with demo.open_demo(FixedClock(datetime(2026, 11, 30, 12, tzinfo=UTC))) as made:
        yield made


@pytest.fixture
def bare(tracker: Tracker) -> Tracker:
    """A file with no plan yet."""
    return tracker


def place_of(name: str, t: Tracker) -> Place:
    """A place of that screen with something in it."""
    screen, _, query = name.partition(" ")
    if query == "no":
        return Place(screen, str(sample_folder() / "northshire.txt") if screen == "importing" else "")
    task = t.read.all(Task)[2]
    if screen in ("importing", "grid"):
        return Place(screen, str(sample_folder() / "northshire.xlsx"))
    if screen in ("task", "area"):
        return Place(screen, task.uid if screen == "task" else task.area)
    if screen == "tally":
        return Place(screen, "owner")
    if screen == "steps":
        return Place(screen, "complete")
    if screen == "movement":
        return Place(screen, t.read.all(Snapshot)[0].name, "now")
    if screen == "minute":
        held = [m for m in t.meetings.all() if m.ended_at]
        return Place(screen, held[0].uid if held else "")
    if screen == "browsing":
        return Place(screen, str(Path(__file__).parent))
    if screen == "merging":
        return Place(screen, query=str(_form_back(t, task)))
    if screen == "visit":
        return Place(screen, "person", task.assigned_to or "")
    return Place(screen, query={"late": "is:overdue"}.get(query, query))


def _form_back(t: Tracker, task: Task) -> Path:
    """A form that came back with an answer that cannot be read, and a word besides."""
    path = t.places.plan.parent / "back.txt"
    if not path.exists():
        t.returns.make(path, task.assigned_to or "", chaser=False)
        fill(path, {t.tasks.ref(task.uid): {"date": "early in May", "note": "Seen"}})
        text = path.read_text(encoding="utf-8").replace("# Anything in the way?", "# Anything in the way? a van", 1)
        path.write_text("Dear all,\n\n" + text, encoding="utf-8")
    return path


async def at_rest(d: Driver, place: Place, key: str) -> TrackerScreen:
    """Out of whatever is open, and to a row of a place."""
    for _ in range(6):
        if isinstance(d.app.screen, ModalScreen):
            await d.keys("escape")
            if isinstance(d.app.screen, ModalScreen):
                await d.keys("x")
        elif d.app.screen.asked.is_up:
            await d.keys("escape")
        else:
            break
    d.app.go(place)
    await d.settle()
    screen = d.app.screen
    screen._said = ("", "")
    screen.reload()
    at = screen.canvas.page.body.find(key)
    if at is not None:
        screen.canvas.go(at)
    await d.settle()
    screen._followed()
    return screen


def rows_of(screen: TrackerScreen) -> list[str]:
    """The keys of the first and a middle row that can be stood on."""
    body, width = screen.canvas.page.body, screen.canvas.body_width
    keys = [k for k in (body.row(i, width).key for i in range(body.count) if body.stands(i)) if k]
    return list(dict.fromkeys([keys[0], keys[len(keys) // 2]])) if keys else [""]


def named(screen: TrackerScreen) -> list[Command]:
    return [d.target for d in screen.canvas.page.footer.doors if isinstance(d.target, Command)]


# A look at a past day shares its footer with today but for what writes: a long run.
@pytest.mark.parametrize("past", [False, pytest.param(True, marks=pytest.mark.long)], ids=["now", "as at"])
@pytest.mark.parametrize("name", [pytest.param(n, marks=[] if n in OFTEN else [pytest.mark.long]) for n in SCREENS])
async def test_each_key_of_the_footer_does_or_opens_something(
    shown: Tracker, bare: Tracker, name: str, past: bool
) -> None:
    if name.endswith(" no"):
        shown = bare
    place = place_of(name, shown)
    async with driving(shown, (80, 24)) as d:
        if place.screen == "sitting":
            if past:
                pytest.skip("no meeting is held in the past")
            await d.keys("5", "enter", "ctrl+s")
        if past:
            d.app.look_back(date(2026, 11, 20))
        if place.screen == "grid":
            d.app.go(Place("importing", place.subject))
            await d.settle()
        screen = await at_rest(d, place, "")
        for row in rows_of(screen):
            for command in named(await at_rest(d, place, row)):
                screen = await at_rest(d, place, row)
                if command not in named(screen):  # an answer given before has settled this row
                    continue
                before = (d.text, shown.read.journal_head()[0])
                key = next(k for k, c in screen.keys.items() if c.id == command.id)
                if command.id == "quit":
                    continue
                await d.keys(key)
                where = f"{name}, on {row!r}: {key_name(key)} {command.label}"
                assert screen._said[1] != "pastdate", f"{where}: {screen._said[0]}"
                asks = isinstance(d.app.screen, ModalScreen) or (
                    isinstance(d.app.screen, TrackerScreen) and d.app.screen.asked.is_up
                )
                moved = isinstance(d.app.screen, TrackerScreen) and d.app.screen is not screen
                assert not moved or {command.id, command.stands_for} & _GOING or asks, (
                    f"{where} leads to {d.app.screen}"
                )
                after = shown.read.journal_head()[0]
                assert (d.text, after) != before, f"{where} does nothing"
                if after != before[1] and not past:
                    shown.history.redo() if command.stands_for == "edit.undo" else shown.history.undo()
        if place.screen == "sitting":
            shown.meetings.end(shown.meetings.running().uid)


async def test_no_key_on_the_register_asks_for_every_task_of_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the footer asks at every key does not grow with the plan: 17.6 ms a page with 10,000 tasks, and 2.7 with 76, before.

    Over tasks in every state of sign-off, settled or not: what works on each is asked of it alone.
    """
    with open_demo(FixedClock(datetime(2026, 11, 30, 12, tzinfo=UTC)), SequenceIds("p")) as plan:
        async with driving(plan) as d:
            await d.keys("2", "j")
            asked: list[str] = []
            for name in ("uids_of", "task_ids"):
                whole = getattr(type(plan.read), name)

                def counted(read: object, *said: object, name: str = name, whole: Any = whole, **more: object) -> Any:
                    asked.append(name)
                    return whole(read, *said, **more)

                monkeypatch.setattr(type(plan.read), name, counted)
            await d.keys(*["j"] * 30, "pagedown", "pageup", "k")
            assert asked == []
