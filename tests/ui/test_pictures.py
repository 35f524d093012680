"""A dozen screens as pictures, dark, light, high contrast and the terminal's colours: a change that shows is seen before it lands.

After a change that is meant: pytest tests/ui/test_pictures.py --snapshot-update, and look at the pictures.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import textual
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from tests.ui.driving import driving
from tui_tracker.actions.keep.demo import open_demo
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.ids import SequenceIds

ROOT = Path(__file__).resolve().parents[2]
_PIN = re.search(r"^textual==([\d.]+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
pytestmark = pytest.mark.skipif(
    _PIN is None or textual.__version__ != _PIN[1], reason="another version of Textual draws its pictures otherwise"
)
PICTURES = {
    "summary": ((120, 40), "dark", ("1",)),
    "today": ((80, 24), "dark", ("0", "j")),
    "register narrow": ((80, 24), "light", ("2", "j")),
    "register": ((120, 40), "dark", ("2", "j")),
    "register wide": ((160, 45), "light", ("2", "j")),
    "task": ((120, 40), "dark", ("2", "j", "enter")),
    "sign beside": ((120, 40), "dark", ("2", "j", "s", "1")),
    "sign above": ((80, 24), "contrast", ("2", "j", "s", "1")),
    "sign-off": ((120, 40), "light", ("4",)),
    "checks": ((120, 40), "contrast", ("6", "j")),
    "evidence": ((100, 30), "terminal", ("3", "j")),
    "help": ((100, 40), "dark", ("2", "j", "?")),
    "palette": ((80, 24), "light", ("ctrl+p",)),
}


class Picture(SingleFileSnapshotExtension):
    """One SVG file a picture."""

    _write_mode = WriteMode.TEXT
    file_extension = "svg"


@pytest.fixture(scope="module")
def shown() -> Iterator[Tracker]:
    with open_demo(FixedClock(datetime(2026, 11, 30, 12, tzinfo=UTC)), SequenceIds("p")) as made:
        yield made


@pytest.mark.parametrize("name", PICTURES)
async def test_a_screen_looks_as_it_did(shown: Tracker, snapshot: SnapshotAssertion, name: str) -> None:
    size, theme, keys = PICTURES[name]
    async with driving(shown, size, theme=theme) as d:
        await d.keys(*keys)
        svg = d.app.export_screenshot(title="tui_tracker")
    assert re.sub(r"terminal-\d+", "terminal", svg) == snapshot(extension_class=Picture, name=name.replace(" ", "-"))


async def test_the_pictures_of_the_docs_show_the_program_as_it_is(tmp_path: Path) -> None:
    """After a change that is meant: python docs/make_pictures.py, and look at them."""
    spec = importlib.util.spec_from_file_location("make_pictures", ROOT / "docs" / "make_pictures.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    await made.all_of_them(tmp_path)
    there = {p.name for p in (ROOT / "docs").glob("*.svg")}
    assert there == {p.name for p in tmp_path.glob("*.svg")}
    stale = [n for n in sorted(there) if (tmp_path / n).read_bytes() != (ROOT / "docs" / n).read_bytes()]
    assert stale == []
    for name in there:
        pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
        assert any(f"{name})" in p.read_text(encoding="utf-8") for p in pages), f"no page shows {name}"
