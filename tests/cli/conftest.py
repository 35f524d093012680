"""A command run in this process, on an empty plan and on one that holds a little."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tui_tracker.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process on a plan in a temporary folder; (exit code, stdout, stderr)."""

    def call(*args: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(["--plan", str(tmp_path / "plan.db"), "--me", "Coordinator", *args])
        out = capsys.readouterr()
        return int(stop.value.code or 0), out.out, out.err

    return call


@pytest.fixture
def filled(run: Run) -> Run:
    for args in (
        ("add", "plan", "Improvement plan"),
        ("add", "area", "AFI1", "Visits follow the risk", "--pillar", "Effectiveness", "--owner", "AM Prevention"),
        ("add", "task", "AFI1", "Set the score", "--owner", "SM Prevention", "--due", "Mar-24"),
        ("add", "task", "AFI1", "Book by score", "--owner", "SM Prevention"),
    ):
        assert run(*args)[0] == 0
    return run


def data(run: Run, *args: str) -> Any:
    code, out, err = run(*args, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)
