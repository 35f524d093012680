"""What reading a workbook in costs: 10,000 rows of 14 columns read, recognised, journalled and written, beside one full openpyxl load of it (G8).

python benchmarks/reading.py [--rounds 3] [--rows 10000] [--write]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median

import openpyxl
from data import places
from results import keep

from tui_tracker.actions.tracker import Tracker
from tui_tracker.intake.read import propose
from tui_tracker.intake.readers import read_file

_HEAD = (
    "Ref", "Pillar", "Area for improvement", "Task no", "Action", "Assigned to", "Due date", "Status", "Description of work", "Evidence", "QA date", "QA by",
    "QA comment", "Link",
)  # fmt: skip


def build(path: Path, rows: int) -> None:
    """A plan of that many tasks, ten to an area, with dates, notes and sign-offs."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Plan")
    sheet.append(_HEAD)
    for n in range(rows):
        sheet.append(
            [
                f"AFI{n // 10 + 1}", "Effectiveness", f"The service should make sure that matter {n // 10} is mended", n % 10 + 1, f"Take step {n} of the plan",
                "GM Prevention", date(2026, n % 12 + 1, 1), ("Complete", "On target", "Behind target")[n % 3], "Write it, try it, keep it",
                f"12/01/26 - Draft {n} seen.\n20/02/26 - Agreed.", "26/02/26", "AM Prevention", "Seen. Close.", "",
            ]
        )  # fmt: skip
    book.save(path)


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--rows", type=int, default=10_000)
    ask.add_argument("--write", action="store_true")
    asked = ask.parse_args()
    loaded, found, made, written = [], [], [], []
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "plan.xlsx"
        build(path, asked.rows)
        for n in range(asked.rounds):
            start = time.perf_counter()
            openpyxl.load_workbook(path, data_only=True)
            loaded.append(time.perf_counter() - start)
            start = time.perf_counter()
            book = read_file(path)
            found.append(time.perf_counter() - start)
            proposal = propose(book)
            made.append(time.perf_counter() - start)
            folder = Path(name) / str(n)
            folder.mkdir()
            with Tracker.open(places(folder), me="Benchmark") as t:
                t.imports.apply(proposal, path)
                written.append(time.perf_counter() - start)
                assert t.read.summary().total.tasks == asked.rows
    lines = [
        "| rows | one full openpyxl load | read | and recognised | and written (all) | ratio (target 2.5, goal 1.6) |",
        "|--:|--:|--:|--:|--:|--:|",
        f"| {asked.rows:,} | {median(loaded):.2f} s | {median(found):.2f} s | {median(made):.2f} s | {median(written):.2f} s | {median(written) / median(loaded):.2f} |",
    ]
    table = "\n".join(lines)
    print(table)
    if asked.write:
        said = "Both read the same file in the same process; written means read, recognised, journalled and flushed to the disk as one change."
        keep(
            "Reading a workbook in (G8)", f"`python benchmarks/reading.py --rounds {asked.rounds}`\n\n{table}\n\n{said}"
        )


if __name__ == "__main__":
    main()
