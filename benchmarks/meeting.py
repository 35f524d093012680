"""From a verdict's key to the next item on the screen, at 76 and 10,000 tasks, against a bare app that counts keys.

python benchmarks/meeting.py [--rounds 5] [--keys 20] [--write]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from data import build
from results import keep
from terminal import Terminal, median

_HERE = Path(__file__).parent
_GUARD_MS = 25  # a verdict waits that long, to see whether a paste follows (ui/screens/base.py)


def floor(keys: int) -> float:
    """Milliseconds from a key to the changed number in a bare app."""
    app = Terminal([sys.executable, str(_HERE / "apps.py"), "counter"])
    app.wait_for("READY")
    took = [app.key_until(b"t", f"item {n} of") for n in range(1, keys + 1)]
    app.quit()
    return median(took)


def ours(folder: Path, keys: int) -> float:
    """Milliseconds from a verdict's key to the next item: the Change is on the disk by then."""
    app = Terminal([sys.executable, "-m", "tui_tracker", "--plan", str(folder / "plan.db"), "--me", "Benchmark"])
    app.wait_for("reported complete")
    app.rest()
    app.key_until(b"5", "every open task")
    app.key(b"j")
    app.key_until(b"\r", "Begin a meeting")
    app.key_until(b"\x13", "item 1 of")
    app.rest(1)
    took = [app.key_until(b"tbx"[n % 3 : n % 3 + 1], f"item {n + 2:,} of") for n in range(keys)]
    app.key_until(b"\x05", "End the meeting")
    app.key_until(b"\x13", "Minute:")
    app.key_until(b"1", "reported complete")  # the next round opens where this one was closed
    app.rest()
    app.quit()
    return median(took)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keys", type=int, default=20)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    floors: list[float] = []
    found: dict[int, list[float]] = {76: [], 10_000: []}
    with tempfile.TemporaryDirectory() as name:
        for size in found:
            build(Path(name) / str(size), size)
        for _ in range(given.rounds):
            floors.append(floor(given.keys))
            for size, took in found.items():
                took.append(ours(Path(name) / str(size), given.keys))
    lines = ["| tasks | key to next item | bare app | ratio | without the paste guard |", "|--:|--:|--:|--:|--:|"]
    for size, took in found.items():
        ratio = median([a / b for a, b in zip(took, floors, strict=True)])
        beyond = median([(a - _GUARD_MS) / b for a, b in zip(took, floors, strict=True)])
        lines.append(f"| {size:,} | {median(took):.0f} ms | {median(floors):.1f} ms | {ratio:.1f} | {beyond:.1f} |")
    table = "\n".join(lines)
    print(table)
    if given.write:
        said = f"A verdict waits {_GUARD_MS} ms, to see whether a paste follows; the last column leaves that out."
        keep("Meeting", f"`python benchmarks/meeting.py --rounds {given.rounds}`\n\n{table}\n\n{said}")


if __name__ == "__main__":
    main()
