"""Writing papers against reading what they are made of, and the seconds of a small one.

    python benchmarks/papers.py [--rounds 7] [--write]

A ratio is the median of the quotients within a round; memory is the peak of a process of its own.
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

from tui_tracker.actions.send_out.style import Style
from tui_tracker.actions.tracker import Tracker

STYLE = Style(service="Northshire")
_PEAK = """
import resource, sys
sys.path.insert(0, sys.argv[2])
from data import places
from pathlib import Path
from tui_tracker.actions.send_out.style import Style
from tui_tracker.actions.tracker import Tracker
with Tracker.open(places(Path(sys.argv[1])), write=False) as t:
    if sys.argv[3] == "md":
        made = t.exports.make("md", Style()).content
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def timed(action: object) -> float:
    start = time.perf_counter()
    action()  # type: ignore[operator]  # a callable
    return time.perf_counter() - start


def read_all(t: Tracker) -> None:
    """Everything that the paper is made of, read once."""
    rows = t.read.area_rows()
    t.read.summary()
    t.read.task_views(t.read.tasks_in([r.area.uid for r in rows]))


def look_at(folder: Path) -> None:
    """Decide about everything that the paper would ask, so that it is written."""
    with Tracker.open(places(folder)) as t:
        check = t.papers.looked_through(t.papers.plan(STYLE))
        if check.findings():
            t.publication.settle(t.publication.suggested(check.findings()))
        if check.others():
            t.publication.accept([o.found for o in check.others()])


def peak(folder: Path, what: str) -> float:
    """Peak memory in MB of a process that writes the paper, or only opens the plan."""
    out = subprocess.run(
        [sys.executable, "-c", _PEAK, str(folder), str(Path(__file__).parent), what],
        check=True,
        capture_output=True,
        text=True,
    )
    return float(out.stdout)


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("--rounds", type=int, default=7)
    ask.add_argument("--write", action="store_true")
    asked = ask.parse_args()
    lines = ["| what | figure | target |", "|---|--:|--:|"]
    with tempfile.TemporaryDirectory() as name:
        small, large = Path(name) / "76", Path(name) / "10000"
        for folder, tasks in ((small, 76), (large, 10_000)):
            folder.mkdir()
            build(folder, tasks)
            look_at(folder)
        with Tracker.open(places(large), write=False) as t:
            quotients, seconds = [], []
            for _ in range(asked.rounds):
                reading = timed(lambda: read_all(t))
                writing = timed(lambda: t.exports.make("md", STYLE))
                quotients.append(writing / reading)
                seconds.append(writing)
        lines.append(
            f"| 10,000 tasks to Markdown, checked for publication / reading them | {median(quotients):.2f} | 3 |"
        )
        lines.append(f"| the same, seconds | {median(seconds):.1f} | |")
        for form in ("md", "docx", "xlsx", "csv"):
            with Tracker.open(places(small), write=False) as t:
                took = median([timed(lambda f=form: t.exports.make(f, STYLE)) for _ in range(asked.rounds)])
            lines.append(f"| 76 tasks to .{form}, seconds | {took:.2f} | 1 |")
        opened, written = peak(large, "none"), peak(large, "md")
        lines.append(
            f"| peak memory of writing 10,000 tasks to Markdown, MB (opening the plan alone: {opened:.0f}) | {written:.0f} | |"
        )
    table = "\n".join(lines)
    print(table)
    if asked.write:
        keep("Papers", f"`python benchmarks/papers.py --rounds {asked.rounds}`\n\n{table}")


if __name__ == "__main__":
    main()
