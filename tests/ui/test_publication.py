"""Deciding what public papers show, on screen: one key each, many by marking, the rest by one key, all undone by one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import task
from tests.ui.driving import driving
from tui_tracker.actions.tracker import Tracker


@pytest.fixture
def telling(plan: Tracker) -> Tracker:
    """``plan`` with two people, an identifier, and words that might be somebody."""
    plan.notes.add(task(plan, "AFI1/T1"), "Seen with Priya Solanki; service no 4471 was wrong")
    plan.notes.add(task(plan, "AFI1/T2"), "Agreed with Jo Farrow that the Rose form stays")
    plan.notes.add(task(plan, "AFI1/T3"), "The old Falcon sheet is gone")
    return plan


def open_words(t: Tracker) -> set[str]:
    check = t.papers.looked_through()
    return {f.found for f in check.findings()} | {o.found for o in check.others()}


async def test_each_is_decided_by_one_key_and_taken_back_by_one(telling: Tracker) -> None:
    before = open_words(telling)
    assert {"Priya Solanki", "Jo Farrow", "Rose", "Falcon"} <= before
    async with driving(telling, (120, 40)) as d:
        await d.keys("9")
        d.app.screen.go("publication")  # type: ignore[attr-defined]  # a tracker screen
        await d.settle()
        assert "likely," in d.text
        assert all(w in d.text for w in before)
        assert "Agreed with Jo Farrow that the Rose form stays" in d.text, "a word stands with its sentence"
        await d.keys("r")
        await d.keys(*["backspace"] * 30)
        await d.type("a partner")
        await d.keys("ctrl+s")
        decided = {p.found: p.shown_as for p in telling.publication.decided()}
        assert decided == {"Priya Solanki": "a partner"}
        assert "Priya Solanki" not in d.text
        await d.keys("o")
        assert {p.found: p.reason for p in telling.publication.decided()}["Jo Farrow"] == "a public officer"
        await d.keys("u", "u")
        assert telling.publication.decided() == []
        assert "Priya Solanki" in d.text


async def test_many_are_marked_and_the_rest_is_nobody(telling: Tracker) -> None:
    async with driving(telling, (120, 40)) as d:
        d.app.screen.go("publication")  # type: ignore[attr-defined]  # a tracker screen
        await d.settle()
        number = telling.read.journal_head()[0]
        await d.keys("space", "space", "l")
        made = telling.publication.decided()
        assert len(made) == 2
        assert telling.read.journal_head()[0] == number + 1, "one change"
        await d.keys("a")
        left = telling.papers.looked_through()
        assert left.others() == []
        await d.keys("a")
        assert "No other word is left" in d.said
        while telling.papers.looked_through().findings():
            await d.keys("n")
        assert open_words(telling) == set()
        assert "Nothing stands open" in d.text


async def test_words_that_nobody_has_looked_at_stop_a_paper_until_one_key(telling: Tracker, tmp_path: Path) -> None:
    telling.publication.settle_all()
    async with driving(telling, (120, 40)) as d:
        await d.keys("E", *["backspace"] * 30)
        await d.type(str(tmp_path / "p.md"))
        await d.keys(*["tab"] * 4, *["backspace"] * 3)  # with evidence
        await d.type("yes")
        await d.keys("ctrl+s")
        assert "nobody has looked at" in d.text
        assert "Falcon" in d.text
        assert not (tmp_path / "p.md").exists()
        await d.keys("a")
        assert "Written" in d.said
        assert "Falcon" in (tmp_path / "p.md").read_text(encoding="utf-8")
        await d.keys("E", *["backspace"] * 30)
        await d.type(str(tmp_path / "q.md"))
        await d.keys("ctrl+s")
        assert (tmp_path / "q.md").exists(), "what was looked at once is not asked again"


async def test_names_and_other_words_are_settled_by_one_key_that_shows_both(telling: Tracker, tmp_path: Path) -> None:
    async with driving(telling, (120, 40)) as d:
        await d.keys("E", *["backspace"] * 30)
        await d.type(str(tmp_path / "p.md"))
        await d.keys(*["tab"] * 4, *["backspace"] * 3)
        await d.type("yes")
        await d.keys("ctrl+s")
        shown = " ".join(d.text.replace("│", " ").split())
        assert "then ask about the others" in shown
        assert re.search(r"the same, and the \d+ other words are nobody's; then write it", shown)
        await d.keys("a")
        assert "Written" in d.said
        assert "Falcon" in (tmp_path / "p.md").read_text(encoding="utf-8")
        assert open_words(telling) == set()


def test_only_what_is_new_is_asked_a_month_later(telling: Tracker) -> None:
    telling.publication.settle_all()
    telling.publication.accept()
    assert open_words(telling) == set()
    telling.notes.add(task(telling, "AFI1/T1"), "Checked with Priya Solanki and the Merlin team; Falcon is back")
    assert open_words(telling) == {"Merlin"}
