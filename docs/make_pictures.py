"""Makes the pictures of README.md and of docs/*.md: the real program, driven by its keys over the sample plan.

python docs/make_pictures.py        needs the tests' requirements; look at what it made
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.conftest import open_tracker
from tests.ui.driving import driving
from tui_tracker.actions.keep.demo import open_demo
from tui_tracker.clock import FixedClock
from tui_tracker.ids import SequenceIds

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
SIZE = (120, 40)
# Of the sample plan, one after the other: the picture and the keys that lead there.
OF_THE_PLAN = {
    "summary": ("1",),
    "signoff": ("2", "j", "s", "1"),
    "meeting": ("5", "enter", "ctrl+s", "c", "t"),
}
# Of an import into an empty plan, one after the other.
OF_AN_IMPORT = (("importing-found", ()), ("importing-preview", ("tab",)))


def keep(app: object, name: str, to: Path) -> None:
    svg = app.export_screenshot(title="tui_tracker")  # type: ignore[attr-defined]
    (to / f"{name}.svg").write_text(re.sub(r"terminal-\d+", "terminal", svg), encoding="utf-8", newline="\n")


async def of_the_plan(to: Path) -> None:
    with open_demo(FixedClock(NOW), SequenceIds("p")) as plan:
        for name, keys in OF_THE_PLAN.items():
            async with driving(plan, SIZE, theme="dark") as d:
                await d.keys(*keys)
                keep(d.app, name, to)


async def of_an_import(folder: Path, to: Path) -> None:
    sample = ROOT / "sample_data" / "northshire.xlsx"
    with open_tracker(folder, FixedClock(NOW)) as plan:
        async with driving(plan, (100, 30), theme="dark") as d:
            await d.keys("i", "e")
            await d.type(str(sample))
            await d.keys("enter")
            for name, keys in OF_AN_IMPORT:
                await d.keys(*keys)
                keep(d.app, name, to)


async def all_of_them(to: Path) -> None:
    """Every picture, into ``to``."""
    await of_the_plan(to)
    with tempfile.TemporaryDirectory() as folder:
        await of_an_import(Path(folder), to)


if __name__ == "__main__":
    asyncio.run(all_of_them(ROOT / "docs"))
