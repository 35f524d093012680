"""What merging a returned form costs, in a plan of forty stations, beside reading the file alone.

python benchmarks/returns.py [--rounds 20] [--write]
"""

from __future__ import annotations

import argparse
import tempfile
import time
import tomllib
from pathlib import Path
from statistics import median

from data import places
from results import keep

from tui_tracker.actions.tracker import Tracker

_STATIONS, _TASKS = 40, 12


def plan(folder: Path) -> Tracker:
    """Forty stations with a dozen tasks each, and three tasks rolled out to all of them."""
    t = Tracker.open(places(folder), me="Benchmark")
    t.structure.new_plan("Benchmark")
    uid = t.read.plans()[0].uid
    t.structure.add_area(uid, "AFI1", "Rolled out to all")
    for n in range(3):
        t.structure.add_task(t.resolve("AFI1").uid, f"Rolled out {n}")
        t.stations.roll_out(t.resolve(f"AFI1/T{n + 1}").uid, f"Station 1-{_STATIONS}")
    for s in range(1, _STATIONS + 1):
        t.structure.add_area(uid, f"AFI{s + 1}", f"Station {s}")
        area = t.resolve(f"AFI{s + 1}").uid
        for n in range(_TASKS):
            t.structure.add_task(area, f"Task {n}", assigned_to=f"WM Station {s:02d}")
        t.stations.serves_at(f"WM Station {s:02d}", f"Station {s:02d}")
    return t


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("--rounds", type=int, default=20)
    ask.add_argument("--write", action="store_true")
    asked = ask.parse_args()
    lines = ["| form | made | read alone | previewed and merged | ratio |", "|---|--:|--:|--:|--:|"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with plan(folder) as t:
            for form in ("txt", "xlsx"):
                made, read, merged = [], [], []
                for n in range(asked.rounds):
                    path = folder / f"{n}.{form}"
                    start = time.perf_counter()
                    t.returns.make(path, f"Station {n % _STATIONS + 1:02d}", chaser=False)
                    made.append(time.perf_counter() - start)
                    _fill(path, n)
                    start = time.perf_counter()
                    _read(path)
                    read.append(time.perf_counter() - start)
                    start = time.perf_counter()
                    assert t.returns.merge(t.returns.preview(path)) is not None
                    merged.append(time.perf_counter() - start)
                ratio = median([a / b for a, b in zip(merged, read, strict=True)])
                cells = [f"{median(took) * 1000:.0f} ms" for took in (made, read, merged)]
                lines.append(f"| .{form}, {_TASKS + 3} tasks | {' | '.join(cells)} | {ratio:.1f} |")
    table = "\n".join(lines)
    print(table)
    if asked.write:
        said = "Read alone: tomllib or openpyxl on the same file, nothing understood. Merged: preview, checks, journal, flushed to the disk."
        keep("Return forms", f"`python benchmarks/returns.py --rounds {asked.rounds}`\n\n{table}\n\n{said}")


def _fill(path: Path, n: int) -> None:
    if path.suffix == ".txt":
        text = path.read_bytes().decode("utf-8").replace("progress = '''   '''", "progress = '''on target'''")
        path.write_bytes(text.replace("note = '''\r\n\r\n'''", f"note = '''Said in round {n}'''").encode())
        return
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheet = book["Return form"]
    for row in range(9, sheet.max_row + 1):
        for column in range(6, 9):
            if not sheet.cell(row, column).protection.locked and "done since" in str(sheet.cell(8, column).value):
                sheet.cell(row, column).value = f"Said in round {n}"
    book.save(path)


def _read(path: Path) -> None:
    if path.suffix == ".txt":
        tomllib.loads(path.read_text(encoding="utf-8"))
    else:
        import openpyxl

        openpyxl.load_workbook(path)


if __name__ == "__main__":
    main()
