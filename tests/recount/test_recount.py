"""Every figure is counted again by a script that knows only the written rules and the raw rows: nothing may disagree."""

from __future__ import annotations

import contextlib
import io
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.actions.test_year import something, start
from tests.conftest import NOON, open_tracker
from tests.project.test_references import FILES, PLANS, read_in
from tests.recount.recount import disagreements
from tui_tracker.actions.tracker import Tracker
from tui_tracker.cli import main
from tui_tracker.clock import FixedClock
from tui_tracker.domain import changes
from tui_tracker.errors import TrackerError

DAYS = 40


@pytest.fixture(autouse=True)
def same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program runs on the last day of what was lived through."""
    ended = FixedClock(NOON)
    ended.move(days=DAYS)
    monkeypatch.setattr("tui_tracker.actions.session.SystemClock", lambda: ended)


def recounted(folder: Path, as_at: str | None = None) -> list[str]:
    """What disagrees in the plan file of a folder, the program run as its command line is."""

    def run(args: list[str]) -> str:
        out = io.StringIO()
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(io.StringIO()),
            contextlib.suppress(SystemExit),
        ):
            main(["--plan", str(folder / "plan.db"), *args])
        return out.getvalue()

    return disagreements(run, folder, as_at)


def beside(t: Tracker, rng: random.Random) -> None:
    """A second plan of recommendations, its references partly those of the first, and days from the inspectorate."""
    t.structure.new_plan("Culture recommendations", "culture")
    uid = t.read.plans()[1].uid
    for n, ref in enumerate(["REC1", "REC2", "AFI1", "IA25/8", "ES1.4"]):
        t.structure.add_area(uid, f"X{n}", f"Recommendation {n}", pillar=rng.choice([None, "People"]))
        if rng.random() < 0.8:
            t.structure.add_task(t.resolve(f"X{n}").uid, f"Do {n}", due=rng.choice([None, "+20", "Mar-26"]))
        t.commit("named", ref, changes.set_fields(t.resolve(f"X{n}"), ref=ref))  # as a file may name it
    for row in t.read.area_rows():
        if rng.random() < 0.4:
            t.areas.save(row.area.uid, {"deadline": rng.choice(["1/1/26", "30/6/26", "31/12/26"])})


def about_an_area(t: Tracker, rng: random.Random) -> None:
    """Closed, told a new day, or withdrawn; a refusal is no step."""
    area = rng.choice(t.read.area_rows()).area
    doings: list[Callable[[], object]] = [
        lambda: t.areas.save(area.uid, {"closed_on": "1/6/26"}),
        lambda: t.areas.save(area.uid, {"deadline": f"+{rng.randint(1, 90)}"}, reason="agreed with the inspectorate"),
        lambda: t.structure.withdraw("area", area.uid, "merged by the inspectorate"),
        lambda: t.snapshots.take(f"Paper {rng.random():.6f}"),
    ]
    with contextlib.suppress(TrackerError):
        rng.choices(doings, [3, 3, 0.5, 2])[0]()


def lived(folder: Path, seed: int) -> None:
    """Some weeks of a service with two plans."""
    rng, clock = random.Random(seed), FixedClock(NOON, step=1)
    with open_tracker(folder, clock) as t:
        start(t, rng)
        beside(t, rng)
        for _ in range(DAYS):
            for _ in range(rng.randint(0, 4)):
                something(t, rng)
            if rng.random() < 0.3:
                about_an_area(t, rng)
            clock.move(days=1)


@pytest.mark.parametrize("seed", range(4))
def test_a_generated_plan_is_recounted(tmp_path: Path, seed: int) -> None:
    lived(tmp_path, seed)
    assert recounted(tmp_path) == []


def test_a_past_day_is_recounted(tmp_path: Path) -> None:
    lived(tmp_path, 7)
    assert recounted(tmp_path, "2026-06-20") == []


def test_the_recount_sees_a_wrong_figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that cannot fail is none: the program is made to call late what is due today."""
    from tui_tracker.domain import progress

    lived(tmp_path, 1)
    monkeypatch.setitem(progress.WORDS, progress.Progress.COMPLETE, progress.WORDS[progress.Progress.UNKNOWN])
    assert recounted(tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 300))
def test_two_hundred_generated_plans_are_recounted(tmp_path: Path, seed: int) -> None:
    print(f"seed {seed}")
    lived(tmp_path, seed)
    assert recounted(tmp_path) == []


@pytest.mark.skipif(not FILES, reason="the shared plans are laid beside the checkout where the project is developed")
@pytest.mark.parametrize("name", [n if n.startswith(("internal", "essex")) else pytest.param(n, marks=pytest.mark.long) for n in FILES])  # fmt: skip
def test_a_shared_plan_is_recounted(tmp_path: Path, name: str) -> None:
    with open_tracker(tmp_path, FixedClock(NOON)) as t:
        read_in(t, PLANS / name)
    assert recounted(tmp_path) == []
