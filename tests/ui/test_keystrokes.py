"""How many keys each job takes. Typed text and a reference's own characters are not counted; the table is printed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.conftest import task
from tests.packs.filling import fill
from tests.ui.driving import Driver, driving
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.records import Note

Job = Callable[[Driver, Tracker], Awaitable[None]]


async def complete(d: Driver, plan: Tracker) -> None:
    await d.keys("c")
    assert plan.tasks.get(task(plan, "AFI1/T1"))[0].progress == "complete"


async def undo(d: Driver, plan: Tracker) -> None:
    plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")
    await d.keys("u")
    assert plan.tasks.get(task(plan, "AFI1/T1"))[0].progress == "unknown"


async def go_to(d: Driver, _: Tracker) -> None:
    await d.keys(":")
    await d.type("2/1")
    await d.keys("enter")
    assert "› AFI2/T1" in d.text


async def note(d: Driver, plan: Tracker) -> None:
    await d.keys("n")
    await d.type("Seen at two stations")
    await d.keys("ctrl+s")
    assert plan.read.task(task(plan, "AFI1/T1")).notes[0].text == "Seen at two stations"


async def defer(d: Driver, plan: Tracker) -> None:
    await d.keys("d")
    await d.type("1 dec 26")
    await d.keys("tab")
    await d.type("the pay review comes first")
    await d.keys("ctrl+s")
    assert plan.tasks.get(task(plan, "AFI1/T1"))[0].progress == "deferred"


async def qa(d: Driver, plan: Tracker) -> None:
    plan.tasks.ready(task(plan, "AFI1/T1"))
    await d.keys("s", "1")
    await d.type("Attendance lists seen")
    await d.keys("ctrl+s")
    assert plan.read.task(task(plan, "AFI1/T1")).signoffs[0].verdict == "close"


async def overdue_of_one(d: Driver, _: Tracker) -> None:
    await d.keys("/")
    await d.type("is:overdue owner:hr")
    await d.keys("enter")
    assert "1 task" in d.text
    assert "Set a baseline" in d.text


async def five_on_target(d: Driver, plan: Tracker) -> None:
    for n in range(4, 7):
        plan.structure.add_task(plan.resolve("AFI1").uid, f"Another {n}")
    before = plan.read.journal_head()[0]
    await d.keys("space", "space", "space", "space", "space", "t")
    assert plan.read.summary().total.on_target == 5
    assert plan.read.journal_head()[0] == before + 1


async def explain(d: Driver, _: Tracker) -> None:
    await d.keys("equals_sign")
    assert d.said.startswith("AFI1/T1 is ")


async def snapshot_and_markdown(d: Driver, plan: Tracker) -> None:
    plan.publication.settle_all()
    await d.keys("S", "ctrl+s", "E", "ctrl+s")
    assert "Written: " in d.said
    assert list(Path().glob("plan-*.md"))


async def moved_since(d: Driver, plan: Tracker) -> None:
    plan.snapshots.take("Spring")
    plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")
    await d.keys("8", "equals_sign")
    assert "Spring" in d.text
    assert "AFI1/T1" in d.text


async def triage_twelve(d: Driver, plan: Tracker) -> None:
    for n in range(4, 12):
        plan.structure.add_task(plan.resolve("AFI1").uid, f"Another {n}", due="Apr-26")
    await d.keys("5", "down", "enter", "ctrl+s")
    d.pressed = 0
    for key in "rtbxrtbxrtbx":
        await d.keys(key)
    await d.keys("ctrl+e", "ctrl+s")
    meeting = plan.meetings.all()[0]
    assert meeting.ended_at is not None
    assert len(meeting.agenda) - len(meeting.left) == 12


async def make_form(d: Driver, plan: Tracker) -> None:
    await d.keys("7", "ctrl+n")
    await d.type("HR Manager")
    await d.keys("ctrl+s")
    assert Path("HR Manager 2026-06-01.xlsx").exists()


async def merge_form(d: Driver, plan: Tracker) -> None:
    path = Path("hr.txt").resolve()
    plan.returns.make(path, "HR Manager", chaser=False)
    fill(path, {"AFI2/T1": {"progress": "complete"}})
    await d.keys("7", "i", "enter", "enter")
    assert plan.tasks.get(task(plan, "AFI2/T1"))[0].progress == "complete"


async def six_updates(d: Driver, plan: Tracker) -> None:
    for n in range(4, 7):
        plan.structure.add_task(plan.resolve("AFI1").uid, f"Another {n}", assigned_to="SM Prevention")
    await d.keys("7", "enter")
    await d.type("SM Prevention")
    await d.keys("enter")
    for n in range(6):
        await d.keys("enter")
        await d.type(f"What was said {n}")
        await d.keys("ctrl+s")
    assert len({n.task for n in plan.read.all(Note, said_by="SM Prevention")}) == 6


JOBS: tuple[tuple[str, int, Job], ...] = (
    ("mark the task under the cursor complete", 1, complete),
    ("undo it", 1, undo),
    ("go to a task from anywhere", 2, go_to),
    ("add an evidence note to it", 2, note),
    ("defer it (date and reason)", 3, defer),
    ("record QA: close, with a comment", 3, qa),
    ("all overdue tasks of one owner", 4, overdue_of_one),
    ("mark five shown tasks and set them on target", 6, five_on_target),
    ("triage 12 items with no comment, and the minute", 14, triage_twelve),
    ("explain this colour", 1, explain),
    ("take a snapshot and export it as Markdown", 4, snapshot_and_markdown),
    ("what moved since the last snapshot", 2, moved_since),
    ("make the return form for one station or person", 4, make_form),
    ("merge a returned form without conflicts", 4, merge_form),
    ("six updates on a visit, said by one person", 20, six_updates),
)


@pytest.mark.parametrize(("name", "most", "job"), JOBS, ids=[name for name, _, _ in JOBS])
async def test_a_job_takes_no_more_keys_than_it_may(
    plan: Tracker, name: str, most: int, job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    async with driving(plan, (100, 30)) as d:
        await d.keys("2", "j")
        d.pressed = 0
        await job(d, plan)
        with capsys.disabled():
            print(f"\n{name}: {d.pressed} keys of at most {most}", end="")
        assert d.pressed <= most


async def test_marks_are_kept_by_record_counted_and_cleared_by_one_key(plan: Tracker) -> None:
    async with driving(plan) as d:
        await d.keys("2", "j", "space", "j", "space")
        assert "2 marked" in d.text
        assert list(d.app.marked) == [task(plan, "AFI1/T1"), task(plan, "AFI1/T3")]
        await d.keys("1", "2")
        assert "2 marked" in d.text
        await d.keys("k", "k", "k", "space")
        assert list(d.app.marked) == [task(plan, "AFI1/T3")], "a second press takes the mark off"
        await d.keys("minus")
        assert "marked" not in d.text.splitlines()[0]
        await d.keys("g", "j", "v", "j", "j", "v")
        assert len(d.app.marked) == 3
        await d.keys("n")
        assert "3 marked tasks: AFI1/T1, AFI1/T2, AFI1/T3: one note that" in d.text
        await d.type("All crews were told")
        await d.keys("ctrl+s")
        notes = [plan.read.task(uid).notes[0] for uid in d.app.marked]
        assert len({n.shared for n in notes}) == 1
        await d.keys("u", "d")
        await d.type("1 dec 26")
        await d.keys("tab")
        await d.type("money")
        await d.keys("ctrl+s")
        assert plan.read.summary().total.deferred == 3
        await d.keys("u")
        assert plan.read.summary().total.deferred == 0
        await d.keys("minus", "*")
        assert len(d.app.marked) == 4
        await d.keys("r")
        assert plan.read.summary().total.complete == 4
        await d.keys("r")
        assert "marked ready for QA already" in d.said
        await d.keys("u")
        assert plan.read.summary().total.complete == 0
