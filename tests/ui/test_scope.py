"""What is on the screen is what a command is about: the plan that is shown and the filter reach what is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.ui.driving import driving
from tui_tracker.actions.send_out.exports import Report
from tui_tracker.actions.send_out.scope import Scope
from tui_tracker.actions.send_out.style import Style
from tui_tracker.actions.tracker import Tracker
from tui_tracker.errors import UsageError

INSIDE = Style(internal=True)


@pytest.fixture
def two(plan: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tracker:
    """The small plan, and a second one beside it with one area of two tasks."""
    monkeypatch.chdir(tmp_path)
    plan.structure.new_plan("Culture review")
    uid = next(p.uid for p in plan.read.plans() if p.name == "Culture review")
    plan.structure.add_area(uid, "REC1", "Everybody may speak", pillar="People", owner="ACO")
    for title in ("Say so", "Mean it"):
        plan.structure.add_task(plan.resolve("REC1").uid, title, assigned_to="HR Manager", due="May-26")
    return plan


def refs_in(path: Path) -> set[str]:
    return set(re.findall(r"\b(?:AFI|REC)\d+/T\d+", path.read_text(encoding="utf-8")))


def uid_of(t: Tracker, name: str) -> str:
    return next(p.uid for p in t.read.plans() if p.name == name)


@pytest.mark.parametrize("kind", ["committee", "questions", "handover", "movement"])
@pytest.mark.parametrize(
    ("name", "query", "inside", "outside"),
    [
        ("Culture review", "", {"REC1"}, {"AFI1", "AFI2"}),
        ("", "owner:prevention", {"AFI1"}, {"AFI2", "REC1"}),
        ("Improvement plan", "is:overdue", {"AFI2"}, {"REC1"}),
    ],
)
def test_a_paper_about_a_part_names_nothing_else(
    two: Tracker, tmp_path: Path, kind: str, name: str, query: str, inside: set[str], outside: set[str]
) -> None:
    two.snapshots.take("Before")
    for ref in ("AFI1/T1", "AFI2/T1", "REC1/T1"):
        two.tasks.set_progress([two.resolve(ref).uid], "complete")
        two.tasks.set_progress([two.resolve(ref).uid], "behind_target")
    scope = Scope(uid_of(two, name) if name else None, query)
    two.exports.report(tmp_path / "p.md", Report(kind, since="Before", scope=scope), INSIDE)
    text = (tmp_path / "p.md").read_text(encoding="utf-8")
    assert "This paper covers" in text
    assert not any(f"{ref}/" in text for ref in outside)
    if kind == "committee":
        assert all(f"{ref}/" in text for ref in inside)
        with_all = two.read.task_ids(query, plan=scope.plan)
        assert f"{len(with_all)} task" in text


@pytest.mark.parametrize("form", ["md", "csv"])
def test_a_file_of_a_part_holds_the_tasks_that_the_filter_shows(two: Tracker, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"p.{form}"
    two.exports.export(out, form, INSIDE, scope=Scope(None, "is:overdue"))
    text = out.read_text(encoding="utf-8-sig")
    shown = {r.ref for r in two.read.task_rows(two.read.task_ids("is:overdue"))}
    for row in two.read.task_rows(two.read.task_ids("")):
        assert (row.title in text) == (row.ref in shown), row.ref


def test_what_a_part_is_compared_with_is_the_same_part(two: Tracker) -> None:
    two.snapshots.take("Before")
    two.tasks.set_progress([two.resolve("REC1/T1").uid], "complete")
    two.tasks.set_progress([two.resolve("AFI1/T1").uid], "complete")
    moved = two.papers.compare("Before", "now", Scope(uid_of(two, "Culture review")))
    assert {c.ref for c in moved.changed} == {"REC1/T1"}
    assert not moved.lines("gone")
    moved = two.papers.compare("Before", "now", Scope(None, "progress:complete area:AFI1"))
    assert {c.ref for c in moved.changed} == {"AFI1/T1"}
    assert not moved.lines("new")


def test_a_filter_that_shows_nothing_writes_nothing(two: Tracker, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No task is shown by the filter"):
        Scope(None, "owner:nobody").refuse_empty(two)
    with pytest.raises(UsageError, match="holds everything"):
        two.exports.export(tmp_path / "p.json", "json", INSIDE, scope=Scope(uid_of(two, "Culture review")))


async def test_the_plan_that_is_shown_is_what_the_paper_is_about(two: Tracker, tmp_path: Path) -> None:
    async with driving(two, (100, 40)) as d:
        await d.keys("P", "P", "R")
        shown = await d.keys("c")
        assert "covers" in shown
        assert "Culture review" in shown
        assert "2 tasks in 1 area" in shown, "how much that is, before anything is written"
        await d.keys("ctrl+s")
        if "should not be public" in d.text:
            await d.keys("r")
        assert "Written" in d.said
    assert refs_in(next(tmp_path.glob("committee*.md"))) <= {"REC1/T1", "REC1/T2"}


async def test_the_filter_in_view_is_what_the_file_holds(two: Tracker, tmp_path: Path) -> None:
    async with driving(two, (100, 40)) as d:
        await d.keys("2", "/")
        await d.type("owner:hr")
        await d.keys("enter", "E")
        assert "owner:hr" in d.text
        await d.keys("ctrl+s")
        if "should not be public" in d.text:
            await d.keys("i")
        assert "covers only what the filter" in d.said
    assert refs_in(next(tmp_path.glob("plan-*.md"))) <= {"REC1/T1", "REC1/T2", "AFI2/T1"}


async def test_then_write_it_writes_whatever_settling_brings_to_light(two: Tracker, tmp_path: Path) -> None:
    two.notes.add(
        two.resolve("AFI1/T1").uid, "Mrs Jane Thornbury and Dr Alan Pettigrew came; Pettigrew rang 0116 496 0123."
    )
    async with driving(two, (100, 40)) as d:
        await d.keys("E", *["tab"] * 4, *["backspace"] * 3)  # with evidence
        await d.type("yes")
        await d.keys("ctrl+s")
        assert "→" in d.text, "what each would become stands beside it"
        for _ in range(4):
            if "should not be public" in d.text:
                await d.keys("r")
        assert "Written" in d.said
    text = next(tmp_path.glob("plan-*.md")).read_text(encoding="utf-8")
    assert "Thornbury" not in text
    assert "0123" not in text


async def test_a_snapshot_says_that_it_fixes_everything(two: Tracker) -> None:
    async with driving(two, (100, 40)) as d:
        assert "fixes everything in this file: 6 tasks in 3 areas" in " ".join((await d.keys("P", "S")).split())


async def test_actions_are_those_of_the_plan_that_is_shown(two: Tracker) -> None:
    for owner, item in (("GM Fleet", "AFI1"), ("HR Manager", "REC1/T1"), ("Chair", None)):
        found = two.resolve(item) if item else None
        kind, uid = (found.kind, found.uid) if found is not None else ("", "")
        two.action_log.add(owner, f"{owner} acts", "1 May 26", kind=kind, uid=uid)
    log = two.action_log
    culture, main = uid_of(two, "Culture review"), uid_of(two, "Improvement plan")
    assert [a.owner for a in log.all(plan=culture)] == ["HR Manager", "Chair"]
    assert [a.owner for a in log.overdue(main)] == ["GM Fleet", "Chair"]
    assert len(log.all()) == 3
    async with driving(two, (120, 40)) as d:
        d.app.plan_uid = culture
        await d.keys("0")
        assert "GM Fleet acts" not in d.text
        assert "HR Manager acts" in d.text
