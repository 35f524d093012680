"""Plans of every kind are whole systems: docs/kinds.md is what the program makes of them, and each can be looked round in."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tui_tracker.actions.keep.demo import open_demo
from tui_tracker.actions.keep.kinds import KINDS
from tui_tracker.actions.send_out.style import Style
from tui_tracker.clock import FixedClock

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_is_what_the_program_makes(tmp_path: Path) -> None:
    made = tmp_path / "kinds.md"
    subprocess.run([sys.executable, str(ROOT / "docs" / "make_kinds.py"), str(made)], check=True, cwd=ROOT)
    assert made.read_text(encoding="utf-8") == (ROOT / "docs" / "kinds.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("kind", "tasks"), [("audit", 9), ("concern", 6), ("quarters", 7)])
def test_a_sample_of_each_kind_is_read_whole_reviewed_and_reported(kind: str, tasks: int) -> None:
    with open_demo(FixedClock(datetime(2027, 3, 15, 12, tzinfo=UTC)), kind=kind) as t:
        total = t.read.summary().total
        assert (total.tasks, total.unknown) == (tasks, 0)
        assert not [f for f in t.checks.run() if f.rule in ("PC103", "PC104")], "its reviews are in time"
        assert not t.history.verify().faults
        style = Style(service="Northshire")
        paper = str(t.papers.make("md", t.papers.committee(style), style).content)
        assert "Set dates and reviews" in paper
    assert set(KINDS) == {"audit", "concern", "quarters"}


def test_its_papers_are_written_in_english_that_nobody_stumbles_over() -> None:
    page = (ROOT / "docs" / "kinds.md").read_text(encoding="utf-8")
    assert (
        re.findall(r"[a-z]s's\b|\b1 \w+s (?:are|have|carry)\b|\bthe the\b|\ba [aeio]\w+\b(?<!a one)|  \w+ \.| ,", page)
        == []
    )
