"""What opening a plan of an older version costs beside reading the same plan in; the plan is made by that version itself.

    python benchmarks/migrating.py REVISION ... [--rows 10000] [--rounds 3] [--write]

A revision is one of this repository's, such as the last one of a schema; each is checked out beside, and reads the workbook in.
Then, in turn, a fresh copy is opened for writing (migrated) and the workbook is read into an empty plan, in this version.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from data import places
from reading import build
from results import keep

from tui_tracker.actions.tracker import Tracker
from tui_tracker.intake.read import read

ROOT = Path(__file__).resolve().parents[1]


def made_by(revision: str, workbook: Path, folder: Path) -> Path:
    """A plan file into which the older version has read the workbook."""
    tree = folder / "older"
    subprocess.run(
        ["git", "-C", str(ROOT), "worktree", "add", "--detach", str(tree), revision], check=True, capture_output=True
    )
    try:
        plan = folder / "plan.db"
        env = {
            **os.environ,
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder),
            "XDG_STATE_HOME": str(folder),
            "PYTHONPATH": str(tree),
        }
        command = [
            sys.executable,
            "-m",
            "tui_tracker",
            "--plan",
            str(plan),
            "--me",
            "Benchmark",
            "import",
            str(workbook),
        ]
        subprocess.run(command, check=True, capture_output=True, env=env, cwd=tree)
    finally:
        subprocess.run(["git", "-C", str(ROOT), "worktree", "remove", "--force", str(tree)], check=True)
    return plan


def rounds_of(plan: Path, workbook: Path, rows: int, rounds: int, folder: Path) -> tuple[list[float], list[float]]:
    """Seconds of opening fresh copies of the plan, and of reading the workbook in."""
    opened, brought = [], []
    for n in range(rounds):
        copy, empty = folder / f"copy{n}", folder / f"empty{n}"
        copy.mkdir()
        empty.mkdir()
        shutil.copy(plan, places(copy).plan)
        start = time.perf_counter()
        with Tracker.open(places(copy), me="Benchmark") as t:
            opened.append(time.perf_counter() - start)
            assert t.read.summary().total.tasks == rows
        start = time.perf_counter()
        with Tracker.open(places(empty), me="Benchmark") as t:
            t.imports.apply(read(workbook), workbook)
            brought.append(time.perf_counter() - start)
    return opened, brought


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("revisions", nargs="+")
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--rows", type=int, default=10_000)
    ask.add_argument("--write", action="store_true")
    asked = ask.parse_args()
    lines = ["| schema | opened (migrated) | the same plan read in | ratio (target 1.0) |", "|--:|--:|--:|--:|"]
    for revision in asked.revisions:
        with tempfile.TemporaryDirectory() as name:
            workbook = Path(name) / "plan.xlsx"
            build(workbook, asked.rows)
            plan = made_by(revision, workbook, Path(name))
            schema = sqlite3.connect(plan).execute("PRAGMA user_version").fetchone()[0]
            opened, brought = rounds_of(plan, workbook, asked.rows, asked.rounds, Path(name))
        ratio = median([a / b for a, b in zip(opened, brought, strict=True)])
        lines.append(f"| {schema} | {median(opened):.2f} s | {median(brought):.2f} s | {ratio:.2f} |")
        print(lines[-1], flush=True)
    if asked.write:
        table = "\n".join(lines)
        keep(
            "Opening a plan of an older version",
            f"`python benchmarks/migrating.py {' '.join(asked.revisions)} --rounds {asked.rounds}`, {asked.rows:,} tasks\n\n{table}",
        )


if __name__ == "__main__":
    main()
