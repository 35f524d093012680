"""The plan check from cold and after one edit, at 76 and at 10,000 tasks (G13).

python benchmarks/checks.py [--rounds 7] [--write]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from data import build, places
from results import keep

from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.records import Task

_COLD = """
import sys, time
sys.path.insert(0, sys.argv[2])
from data import places
from pathlib import Path
from tui_tracker.actions.tracker import Tracker
with Tracker.open(places(Path(sys.argv[1])), write=False) as t:
    import tui_tracker.domain.checks
    start = time.perf_counter()
    t.checks.run()
    print(time.perf_counter() - start)
"""
_TARGETS = {76: ("50 ms", ""), 10_000: ("100 ms", "6 s")}


def cold(folder: Path) -> float:
    """Seconds of the first run in a process of its own."""
    out = subprocess.run(
        [sys.executable, "-c", _COLD, str(folder), str(Path(__file__).parent)],
        check=True,
        capture_output=True,
        text=True,
    )
    return float(out.stdout)


def warm(folder: Path, rounds: int) -> float:
    """Seconds of a run after one edit, everything else known from the run before."""
    took = []
    with Tracker.open(places(folder), me="Benchmark") as t:
        t.checks.run()
        uid = t.read.all(Task, limit=1)[0].uid
        for n in range(rounds):
            t.tasks.set_progress([uid], ("complete", "on_target")[n % 2])
            start = time.perf_counter()
            t.checks.run()
            took.append(time.perf_counter() - start)
    return median(took)


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("--rounds", type=int, default=7)
    ask.add_argument("--write", action="store_true")
    asked = ask.parse_args()
    lines = ["| tasks | after one edit | target | from cold | target |", "|--:|--:|--:|--:|--:|"]
    with tempfile.TemporaryDirectory() as name:
        for tasks, targets in _TARGETS.items():
            folder = Path(name) / str(tasks)
            folder.mkdir()
            build(folder, tasks)
            first = median([cold(folder) for _ in range(min(3, asked.rounds))])
            again = warm(folder, asked.rounds)
            lines.append(f"| {tasks:,} | {again * 1000:.0f} ms | {targets[0]} | {first * 1000:.0f} ms | {targets[1]} |")
    table = "\n".join(lines)
    print(table)
    if asked.write:
        keep("Plan check", f"`python benchmarks/checks.py --rounds {asked.rounds}`\n\n{table}")


if __name__ == "__main__":
    main()
