"""Whatever reference the program prints it takes back: each names its own record, on every way in."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.conftest import NOON, places_in
from tui_tracker.actions.send_out.style import Style
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.records import Task
from tui_tracker.ids import SequenceIds

PLANS = Path(__file__).resolve().parents[3] / "shared" / "plans"
FILES = (
    sorted(
        p.name
        for p in PLANS.iterdir()
        if p.suffix in (".xlsx", ".csv", ".md", ".docx") and p.name != "README.md" and "negative" not in p.name
    )
    if PLANS.is_dir()
    else []
)


def opened(folder: Path) -> Tracker:
    folder.mkdir(exist_ok=True)
    return Tracker.open(places_in(folder), clock=FixedClock(NOON), ids=SequenceIds(), me="Coordinator")


def read_in(t: Tracker, path: Path) -> None:
    from tui_tracker.actions.bring_in.import_session import Reading

    t.imports.bring_in(t.imports.preview(Reading(path).proposal), path)


def check_all(t: Tracker) -> int:
    """Every printed reference, with and without its plan, resolves to its own record and is found by a filter; how many there are."""
    rows = t.read.task_rows(t.read.task_ids(""))
    for row in rows:
        for text in (row.ref, row.ref.lower(), f"{row.plan}:{row.ref}"):
            assert t.resolve(text, kind="task").uid == row.uid, text
        named = t.read.uids_of(t.read.task_ids(f'ref:"{row.ref}"'))
        assert named == [row.uid], row.ref
    areas = t.read.area_rows()
    for row in areas:
        assert t.resolve(row.area.ref, kind="area").uid == row.area.uid, row.area.ref
        shown = set(t.read.uids_of(t.read.task_ids(f'ref:"{row.area.ref}"')))
        assert {r.uid for r in rows if r.area_uid == row.area.uid} <= shown
    assert len({r.ref for r in rows}) == len(rows)
    return len(rows) + len(areas)


@pytest.mark.skipif(not FILES, reason="the shared plans are laid beside the checkout where the project is developed")
@pytest.mark.parametrize("name", FILES)
def test_each_printed_reference_of_a_plan_is_taken_back(tmp_path: Path, name: str) -> None:
    with opened(tmp_path / "p") as t:
        read_in(t, PLANS / name)
        assert check_all(t) > 5


@pytest.mark.skipif(not FILES, reason="the shared plans are laid beside the checkout where the project is developed")
@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "name", [n for n in FILES if n.startswith(("internal", "hereford", "variant-01", "variant-03"))]
)
def test_references_stay_what_they_are_through_a_file_of_ours(tmp_path: Path, name: str, form: str) -> None:
    out = tmp_path / f"out.{form}"
    with opened(tmp_path / "p") as t:
        read_in(t, PLANS / name)
        before = [r.ref for r in t.read.task_rows(t.read.task_ids(""))]
        t.exports.export(out, form, Style(internal=True))
    with opened(tmp_path / "q") as t:
        read_in(t, out)
        assert [r.ref for r in t.read.task_rows(t.read.task_ids(""))] == before
        check_all(t)


@pytest.mark.skipif(not FILES, reason="the shared plans are laid beside the checkout where the project is developed")
@pytest.mark.parametrize("name", [n for n in FILES if n.startswith(("leicestershire-tracker", "variant-0"))])
def test_whatever_the_checks_name_show_answers(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A finding may be of a cell or a blank row of the file, which is no record: ``show`` says what was found there."""
    from tui_tracker.cli import main

    with opened(tmp_path / "p") as t:
        read_in(t, PLANS / name)
        named = {f.rule: f.subject for f in t.checks.run()}
        path = t.path
    for subject in named.values():
        with pytest.raises(SystemExit) as stopped:
            main(["--plan", str(path), "show", subject])
        shown = capsys.readouterr()
        assert not stopped.value.code, (subject, shown.err)
        assert subject in shown.out


AREAS = ("AFI1", "IA25/8", "IA25/1", "IA25", "ES1.4", "R 2", "Theme", "3", "12.1(a)", "CoC-4", "T1", "A/T1")
NUMBERS = ("1", "2", "12", "a", "b", "TA", "T1", "AFI1.1", "1.1", "1/2", "ii", "TASK3", "7b")


@pytest.mark.parametrize("seed", range(12))
def test_each_printed_reference_of_a_generated_plan_is_taken_back(tmp_path: Path, seed: int) -> None:
    """Areas and tasks numbered as real plans number them, and as awkwardly as a file may."""
    from dataclasses import replace

    from tui_tracker.domain import changes

    rng = random.Random(seed)
    with opened(tmp_path / "p") as t:
        t.structure.new_plan("Plan: the first")
        plan = t.read.plans()[0].uid
        for n in range(5):
            t.structure.add_area(plan, f"X{n}", f"Area {n}")
        edits = []
        for row, ref in zip(t.read.area_rows(), rng.sample(AREAS, 5), strict=True):
            edits += changes.set_fields(row.area, ref=ref)
        t.commit("named", "areas", edits)
        for row in t.read.area_rows():
            for no in rng.sample(NUMBERS, 3):
                t.structure.add_task(row.area.uid, f"Do {no}")
                newest = t.read.all(Task, order=("-id",), limit=1)[0]
                if newest.no != no:
                    t.commit("numbered", no, changes.set_fields(newest, no=no))
        tasks = t.read.all(Task)
        printed = [r.ref.casefold() for r in t.read.task_rows(t.read.task_ids(""))]
        areas = [r.area.ref.casefold() for r in t.read.area_rows()]
        assert replace(tasks[0]) == tasks[0]
        if len({*printed, *areas}) == len(printed) + len(areas):
            check_all(t)


def test_a_number_once_given_is_not_given_again_after_undo(plan: Tracker) -> None:
    area = plan.resolve("AFI1").uid
    plan.structure.add_task(area, "Alpha")
    assert plan.resolve("AFI1/T4").title == "Alpha"
    plan.snapshots.take("With alpha")
    plan.history.undo()
    plan.history.undo()
    plan.structure.add_task(area, "Beta")
    assert plan.resolve("AFI1/T5").title == "Beta"
    plan.history.undo()
    plan.structure.split_task(plan.resolve("AFI1/T1").uid, "Gamma")
    assert plan.resolve("AFI1/T6").title == "Gamma"


def test_the_number_of_a_blank_row_is_not_given_to_a_new_task(plan: Tracker, tmp_path: Path) -> None:
    """The check names the row, and the file may come back with it filled in."""
    rows = ["Ref,Statement,No,Task,Due", "AFI7,Do it,1,First,1/6/26", ",,2,,", ",,3,Third,1/6/26", ",,4,,"]
    (tmp_path / "p.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    read_in(plan, tmp_path / "p.csv")
    shown = {f.subject for f in plan.checks.run() if f.rule == "PC17"}
    assert shown == {"AFI7/T2", "AFI7/T4"}
    plan.structure.add_task(plan.resolve("AFI7").uid, "New")
    assert plan.resolve("AFI7/T5").title == "New"


def test_what_stands_is_meant_before_what_was_withdrawn_under_the_same_reference(plan: Tracker) -> None:
    """A list prints the reference once, so it must be enough; the withdrawn one is reached with its plan before it."""
    plan.structure.new_plan("Culture recommendations", "culture")
    other = plan.read.plans()[1].uid
    plan.structure.add_area(other, "AFI1", "The same reference")
    twin = next(r.area.uid for r in plan.read.area_rows(other))
    plan.structure.add_task(twin, "Do it")
    plan.structure.withdraw("task", plan.read.tasks_in([twin])[0], "superseded")
    assert plan.resolve("AFI1/T1").title == "Set the score"
    assert plan.resolve("Culture recommendations:AFI1/T1").title == "Do it"
    plan.structure.withdraw("area", twin, "merged")
    assert plan.resolve("AFI1").title == "Visits follow the risk"


def test_an_old_reference_is_found_by_a_filter_too(plan: Tracker) -> None:
    uid = plan.resolve("AFI1/T1").uid
    plan.structure.move_task(uid, plan.resolve("AFI2").uid)
    assert plan.read.uids_of(plan.read.task_ids("ref:AFI1/T1")) == [uid]
    assert plan.read.uids_of(plan.read.task_ids("AFI1/1")) == [uid]
