"""Columns use the room: a wider terminal never shows less, and no cell is cut while a strip of the list stands blank."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.driving import driving
from tests.ui.test_footer import place_of, shown  # noqa: F401  # a fixture
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.formula import Formulas
from tui_tracker.ui.columns import Column, Columns
from tui_tracker.ui.screens.base import TrackerScreen

LISTS = (
    "register", "register late", "evidence", "signoff", "checks", "checks PC43", "snapshots", "actions", "history", "people", "plans",
    "publication", "steps", "area",
)  # fmt: skip
_STRIP = 8


def rows_shown(screen: TrackerScreen) -> list[str]:
    """The rows in view, as text."""
    canvas = screen.canvas
    body, width = canvas.page.body, canvas.body_width
    last = min(body.count, canvas.top + canvas.body_height)
    return ["".join(t for t, _ in body.row(n, width).line).ljust(width)[:width] for n in range(canvas.top, last)]


def of_records(screen: TrackerScreen) -> dict[str, str]:
    """The text of each record's row, without blanks, by its key."""
    body, width = screen.canvas.page.body, screen.canvas.body_width
    found = (body.row(n, width) for n in range(min(body.count, 300)))
    return {r.key: "".join("".join(t for t, _ in r.line).split()) for r in found if r.key}


@pytest.mark.parametrize("name", LISTS)
async def test_a_wider_terminal_never_shows_less(shown: Tracker, name: str) -> None:  # noqa: F811
    told: dict[int, dict[str, str]] = {}
    async with driving(shown, (80, 40)) as d:
        d.app.go(place_of(name, shown))
        for width in (80, 100, 120, 150, 200):
            await d.pilot.resize_terminal(width, 40)
            await d.settle()
            told[width] = of_records(d.app.screen)
            text = rows_shown(d.app.screen)
            # Lists that are one paragraph a row are wrapped, not cut.
            cut = [t for t in text if "…" in t.replace("… ", "  ").rstrip() or t.rstrip().endswith("…")]
            blank = [all(c == " " for c in column) for column in zip(*text, strict=True)] if text else []
            strip = max((len(run) for run in "".join("x" if b else " " for b in blank).split()), default=0)
            assert not (cut and strip > _STRIP), f"{name} at {width}: {strip} blank columns beside\n" + "\n".join(text)
    for key, words in told[80].items():
        assert len(told[120].get(key, words)) >= len(words), f"{name}: {key} shows less at 120"
        assert len(told[200].get(key, words)) >= len(words), f"{name}: {key} shows less at 200"


columns = st.lists(
    st.builds(
        Column, st.just("x"), st.integers(0, 20), st.lists(st.tuples(st.integers(1, 9), st.integers(1, 80)), max_size=3).map(tuple),
        give_up=st.integers(0, 3),
    ),
    min_size=1, max_size=8,
)  # fmt: skip


@given(columns, st.integers(20, 240))
def test_columns_fill_their_room_and_keep_within_it(made: list[Column], width: int) -> None:
    one, wider = Columns(made, width), Columns(made, width + 7)
    used = one.margin + sum(w + 1 for w in one.widths if w)
    least = one.margin + sum(c.least + 1 for c in made if c.least and not c.give_up)
    assert used <= max(width, least)
    if all(one.widths[n] or not c.least for n, c in enumerate(made)):  # nothing was given up: then nothing shrinks
        assert all(a <= b for a, b in zip(one.widths, wider.widths, strict=True))
    assert all(w == 0 or w >= c.least for w, c in zip(one.widths, made, strict=True))


def test_titles_that_begin_alike_are_told_apart_by_what_follows() -> None:
    titles = [
        f"The service should make sure that it {verb} every year"
        for verb in ("audits homes", "tests radios", "pays staff", "counts hydrants")
    ]
    folded = Formulas([*titles, "A plan for hydrants", "A plan for water"])
    assert folded.telling(titles[0]) == "… audits homes every year"
    assert len({folded.telling(t)[:8] for t in titles}) == 4
    assert folded.telling("A plan for hydrants") == "A plan for hydrants"
    assert folded.telling("") == ""


async def test_a_slash_narrows_what_is_in_front_and_esc_shows_all_again(shown: Tracker) -> None:  # noqa: F811
    async with driving(shown, (80, 40)) as d:
        for name in (
            "signoff",
            "checks",
            "checks PC43",
            "snapshots",
            "actions",
            "history",
            "people",
            "imports",
            "publication",
            "area",
            "task",
            "meeting",
        ):
            d.app.go(place_of(name, shown))
            await d.settle()
            screen = d.app.screen
            all_of_it = d.text
            await d.keys("/")
            await d.type("zzzz")
            assert screen is d.app.screen, f"{name}: / leads elsewhere"
            assert " 0 of " in d.text, name
            await d.keys("enter")
            assert "/ zzzz" in d.text, name
            steps = [s.strip() for s in d.text.splitlines()[0].split("  ")[1].split("›")]
            assert len(set(steps)) == len(steps), f"{name}: a step of the way stands twice: {steps}"
            await d.keys("escape")
            assert d.text == all_of_it, f"{name}: esc shows something else"
