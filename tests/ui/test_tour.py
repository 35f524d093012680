"""The tour in the docs, walked in tmux by keyboard alone at 80x24: a key that leads elsewhere than it says ends the test."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAID = (
    "changed due AFI1/T3: Trainer off sick",
    "changed since: 1 note,",
    "sampling: not yet AFI1/T3  (undone)",
    "joined AFI1/T3 and AFI1/T6",
    "once      AFI1/T6",
    "should not be public",
    "Written: plan-",
    "15 changes today, all saved in plan.db",
)


@pytest.mark.waits
@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux; .ci/run installs it")
def test_the_tour_walks_as_the_docs_show_it(tmp_path: Path) -> None:
    made = tmp_path / "tour.md"
    walked = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "make_tour.py"), str(made)], capture_output=True, text=True, check=False, timeout=300
    )  # fmt: skip
    assert walked.returncode == 0, walked.stderr[-2000:]
    shown = made.read_text(encoding="utf-8")
    for said in SAID:
        assert said in shown, said
    asked = [line for line in shown.splitlines() if line.startswith("Keys:")]
    assert asked == [
        line
        for line in (ROOT / "docs" / "tour.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("Keys:")
    ]
