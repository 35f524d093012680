"""A figure is never cut, a scale is one for its chart, and no two rows of a list read alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import NOON, places_in
from tests.project.test_references import FILES, PLANS, read_in
from tests.ui.driving import driving
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain import changes
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.records import Task
from tui_tracker.ids import SequenceIds
from tui_tracker.ui.lines import number, ref, widest
from tui_tracker.ui.plotting import scale


def grown(plan: Tracker, count: int) -> None:
    """The plan with many more tasks in its second area, in every progress and late."""
    area = plan.resolve("AFI2").uid
    words = [p.value for p in Progress]
    edits = [
        changes.create(
            Task(
                uid=f"z{n:015d}", area=area, no=str(n + 10), title=f"Do {n}", position=n + 10, progress=words[n % len(words)],
                due=NOON.date().replace(year=2025), due_text="1 Jun 25", due_precision="day",
            )
        )
        for n in range(count)
    ]  # fmt: skip
    plan.commit("grew", "the plan", edits)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 18)])
@pytest.mark.parametrize("count", [1_500, 11_000])
async def test_figures_of_many_tasks_are_whole(plan: Tracker, size: tuple[int, int], count: int) -> None:
    grown(plan, count)
    total = plan.read.summary().total
    async with driving(plan, size, glyphs="ascii") as d:
        await d.keys("pagedown", "g")
        shown = d.text
        await d.keys("G")
        shown += "\n" + d.text
    for n in (total.tasks, total.complete, total.overdue):
        assert re.search(rf"(?<![\d,]){number(n)}(?![\d,])", shown), n
    line = next(x for x in shown.splitlines() if x.strip(" ▌|>").startswith("All "))
    found = [int(x.replace(",", "")) for x in re.findall(r"(?<![\w,])[\d,]+(?![\w,])", line)]
    words = [total.of(p) for p in Progress if total.of(p)]
    shown_words = words[: len(found) - 2 - (size[0] >= 100)]
    assert found[-len(shown_words) - 2 :] == [total.tasks, *shown_words, total.overdue], line
    assert len(shown_words) == len(words) or size[0] < 80, "all of them where there is room"


def test_an_axis_ends_on_a_round_value_at_or_over_what_it_shows() -> None:
    for most in (1, 2, 7, 9, 44, 86, 88, 100, 101, 999, 10_000, 12_345):
        top, ticks = scale(most)
        assert ticks[-1] == top >= most
        assert 1 <= len(ticks) - 1 <= 5
        step = ticks[1]
        assert str(step).rstrip("0") in ("1", "2", "5")
        assert top - most < step


def test_a_count_takes_the_room_it_needs() -> None:
    assert number(1_234_567, 3) == "1,234,567"
    assert widest([5, 12_345], 4) == 7
    assert ref("IA25/8/T12", 12).strip() == "IA25/8/T12"
    assert ref("A-VERY-LONG-AREA/T12", 10) == "…-AREA/T12"


@pytest.mark.skipif(not FILES, reason="the shared plans are laid beside the checkout where the project is developed")
@pytest.mark.parametrize("name", [n for n in FILES if n.startswith(("internal", "variant-01", "hereford", "culture"))])
async def test_no_two_rows_read_alike_at_eighty_columns(tmp_path: Path, name: str) -> None:
    with Tracker.open(places_in(tmp_path), clock=FixedClock(NOON), ids=SequenceIds(), me="Coordinator") as t:
        read_in(t, PLANS / name)
        async with driving(t, (80, 24)) as d:
            await d.keys("2")
            rows = d.app.screen._rows  # type: ignore[attr-defined]  # the register's
            area, seen = "", []
            for i in range(rows.count):
                text = "".join(part for part, _ in rows.row(i, 80).line)
                area = text[:24] if rows._ids[i] < 0 else area
                seen.append((area, text[:22]) if rows._ids[i] > 0 else (text, ""))
            assert len(set(seen)) == len(seen)
