"""Closed and full streams: no traceback, no fault, and what was done stays done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tui_tracker.actions.tracker import Tracker

SHELL = pytest.mark.skipif(os.name != "posix", reason="streams are closed here by a POSIX shell")
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")


def shell(plan: Path, command: str) -> subprocess.CompletedProcess[str]:
    """A line of a shell; ``T`` in it is the program on the plan."""
    tool = f'"{sys.executable}" -m tui_tracker'
    line = command.replace("T!", tool).replace("T ", f'{tool} --plan "{plan}" ')
    return subprocess.run(["sh", "-c", line], capture_output=True, text=True, timeout=60, check=False)


@SHELL
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("T summary <&-", 0), ("T summary >&-", 0), ("T summary 2>&-", 0), ("T summary <&- >&- 2>&-", 0), ("T note AFI1/T1 - <&-", 2), ("T note AFI1/T1 seen >&-", 0),
        ("T! <&-", 2), ("T! --help >&-", 0), ("T nosuch 2>&-", 2), ("T tasks | true", 0), ("T export json -o -", 4), ("T history --json | head -c 1", 0),
    ],
)  # fmt: skip
def test_closed_streams_are_no_fault(plan: Tracker, command: str, code: int) -> None:
    plan.close()
    done = shell(plan.path, command)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert "went wrong" not in done.stderr


@SHELL
@FULL
@pytest.mark.parametrize(
    "command", ["T summary", "T tasks --json", "T! --help", "T! --version", "T history", "T check --json"]
)
def test_a_full_output_is_one_sentence(plan: Tracker, command: str) -> None:
    plan.close()
    done = shell(plan.path, f"{command} >/dev/full")
    assert done.returncode == 4
    assert done.stderr.count("\n") <= 2
    assert "could not be written (No space left on device)" in done.stderr


@SHELL
@FULL
def test_what_was_done_before_its_output_failed_stays_done(plan: Tracker) -> None:
    plan.close()
    done = shell(plan.path, "T note AFI1/T1 'Seen at station 3' >/dev/full")
    assert done.returncode == 4
    assert "what was done before stays done" in done.stderr
    assert "Seen at station 3" in shell(plan.path, "T evidence").stdout
