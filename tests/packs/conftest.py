"""A text form that has gone out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_tracker.actions.tracker import Tracker


@pytest.fixture
def form(plan: Tracker, tmp_path: Path) -> Path:
    path = tmp_path / "Station 07.txt"
    plan.returns.make(path, "SM Prevention", chaser=False)
    return path
