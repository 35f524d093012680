"""Damaged plan files: each is either read or refused in one sentence, and nothing half-read gets into a plan."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from tests.conftest import SHARED_PLANS, open_tracker
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.errors import TrackerError
from tui_tracker.intake.read import read

FOLDERS = (Path(__file__).with_name("layouts"), Path(__file__).parents[2] / "sample_data", SHARED_PLANS)
SAMPLES = sorted(
    p
    for folder in FOLDERS
    if folder.is_dir()
    for p in folder.iterdir()
    if p.suffix in (".xlsx", ".docx", ".csv", ".md", ".txt") and p.stat().st_size < 60_000
)
_WORDS = (
    "=1+1",
    "\x00",
    "\x1b[2J",
    "‮",
    "9" * 400,
    "<w:tbl>",
    "</c>",
    "Total",
    "AFI1",
    "31/02/2099",
    "#REF!",
    "|",
    '"',
    "\t",
    "☒",
    "x" * 40_000,
)


def damaged(data: bytes, rng: random.Random) -> bytes:
    """A copy with one kind of damage: bytes, a cut, or, inside an archive or a text, words that are out of place."""
    kind = rng.randrange(5)
    if kind == 0 and data:
        made = bytearray(data)
        for _ in range(rng.randint(1, 20)):
            made[rng.randrange(len(made))] = rng.randrange(256)
        return bytes(made)
    if kind == 1:
        return data[: rng.randrange(len(data) + 1)]
    if data.startswith(b"PK"):
        return _inside(data, rng)
    return _words(data, rng)


def _words(data: bytes, rng: random.Random) -> bytes:
    at, word = rng.randrange(len(data) + 1), rng.choice(_WORDS).encode("utf-8", "replace")
    cut = rng.choice((0, 0, 1, 5, 60, 400))
    made = data[:at] + word + data[at + cut :]
    if rng.random() < 0.3:
        lines = made.split(b"\n")
        rng.shuffle(lines)
        made = b"\n".join(lines)
    return made


def _inside(data: bytes, rng: random.Random) -> bytes:
    """The archive with one of its members damaged, left out or doubled."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        told = [
            n for n in names if "sheet" in n or "document" in n or "styles" in n or "shared" in n or "workbook" in n
        ]
        chosen = rng.choice(told or names)
        for name in names:
            content = source.read(name)
            if name == chosen:
                how = rng.randrange(4)
                if how == 0:
                    continue
                content = _words(content, rng) if how < 3 else content[: rng.randrange(len(content) + 1)]
            target.writestr(name, content)
    return out.getvalue()


def run(folder: Path, count: int, seed: int, tracker: Tracker) -> dict[str, int]:
    """Read so many damaged copies; what became of them."""
    rng = random.Random(seed)
    counts = {"read": 0, "nothing found": 0, "refused": 0}
    sentences: list[tuple[int, str]] = []
    for n in range(count):
        sample = rng.choice(SAMPLES)
        path = folder / f"damaged{sample.suffix}"
        path.write_bytes(damaged(sample.read_bytes(), rng))
        try:
            proposal = read(path)
            proposal.to_json()
        except TrackerError as error:
            sentences.append((n, str(error)))
            counts["refused"] += 1
            continue
        except Exception as error:
            raise AssertionError(f"seed {seed}, number {n}, from {sample.name}") from error
        counts["read" if proposal.plans else "nothing found"] += 1
        if proposal.plans and n % 25 == 0:
            before = tracker.read.summary().total.tasks
            tracker.imports.apply(proposal, path, new=f"Damaged {n}")
            tracker.history.undo()
            assert tracker.read.summary().total.tasks == before
    assert tracker.history.verify().faults == ()
    assert [(n, said) for n, said in sentences if "\n" in said or not said.endswith(".")] == [], f"seed {seed}"
    return counts


def test_damaged_files_are_read_or_refused_in_one_sentence(tmp_path: Path, clock: FixedClock) -> None:
    with open_tracker(tmp_path, clock) as tracker:
        counts = run(tmp_path, 120, 1, tracker)
    assert counts["refused"] > 20
    assert counts["read"] > 20


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 22))
def test_twenty_thousand_damaged_files(seed: int, tmp_path: Path, clock: FixedClock) -> None:
    with open_tracker(tmp_path, clock) as tracker:
        counts = run(tmp_path, 1_000, seed, tracker)
    print(f"seed {seed}: {counts}")
    assert sum(counts.values()) == 1_000
