"""Forms that were damaged at random: a sentence or a merge, never a traceback, never half a merge."""

from __future__ import annotations

import io
import os
import random
import zipfile
from pathlib import Path

import pytest

from tests.conftest import task
from tests.packs.filling import fill
from tests.packs.test_laws import records
from tui_tracker.actions.tracker import Tracker
from tui_tracker.errors import TrackerError

LONG, SHORT = 20_000, 400
_PIECES = [
    b"'''",
    b'"',
    b"[[task]]",
    b"\n",
    b"\r\n",
    b"=",
    b"ref = ",
    b"\x00",
    b"\xff",
    "é’”\u202e".encode(),
    b"note = '''x'''",
    b"A" * 5000,
    b"[",
    b"{",
    b"\\",
    b"<",
    b"&",
    b"%s",
    b"../",
]


def damaged(data: bytes, rng: random.Random) -> bytes:
    """A copy with a few pieces cut, doubled, moved or put in."""
    made = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(made) + 1)
        match rng.randrange(5):
            case 0:
                del made[at : at + rng.randint(1, 200)]
            case 1:
                made[at:at] = rng.choice(_PIECES)
            case 2:
                made[at:at] = made[at : at + rng.randint(1, 300)]
            case 3:
                if at < len(made):
                    made[at] = rng.randrange(256)
            case _:
                made[at : at + 3] = rng.choice(_PIECES)
    return bytes(made)


def damaged_workbook(data: bytes, rng: random.Random) -> bytes:
    """As :func:`damaged`, but inside a part of the archive, so that the damage gets past the archive itself; or the archive's own bytes."""
    if rng.random() < 0.3:
        return damaged(data, rng)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        hit = rng.choice(names)
        for name in names:
            part = old.read(name)
            new.writestr(name, damaged(part, rng) if name == hit else part)
    return out.getvalue()


def bombard(plan: Tracker, folder: Path, count: int, seed: int) -> tuple[int, int]:
    """Merge damaged copies of a form; (refused, merged)."""
    rng = random.Random(seed)
    originals = []
    for form in ("txt", "xlsx"):
        path = folder / f"form.{form}"
        plan.returns.make(path, "SM Prevention", chaser=False)
        fill(
            path,
            {
                "AFI1/T1": {"progress": "complete", "note": "Done"},
                "AFI1/T2": {"new_date": "30 Nov 2026", "why": "sick", "problem": "no van"},
            },
        )
        originals.append((path, path.read_bytes()))
    before = records(plan)
    refused = merged = 0
    for n in range(count):
        path, data = originals[0] if n % 4 else originals[1]
        path.write_bytes(damaged_workbook(data, rng) if path.suffix == ".xlsx" else damaged(data, rng))
        head = plan.read.journal_head()[0]
        try:
            applied = plan.returns.merge(plan.returns.preview(path))
        except TrackerError as error:
            sentence = str(error)
        except Exception as error:
            path.with_name(f"bad-{n}{path.suffix}").write_bytes(path.read_bytes())
            raise AssertionError(f"seed {seed}, form {n}: {type(error).__name__}: {error}") from error
        else:
            sentence = ""
        if sentence:
            refused += 1
            assert "\n" not in sentence, f"seed {seed}, {n}: {sentence}"
            assert plan.read.journal_head()[0] == head, f"seed {seed}, {n}: refused, and yet written"
            continue
        if applied is not None:
            merged += 1
            assert plan.read.journal_head()[0] == head + 1
            plan.history.undo()
            assert records(plan) == before, f"seed {seed}, {n}: undo did not take it back"
    return refused, merged


def test_damaged_forms_get_a_sentence_or_merge_whole(plan: Tracker, tmp_path: Path) -> None:
    refused, merged = bombard(plan, tmp_path, SHORT, 20261122)
    assert refused > SHORT // 10
    assert merged > SHORT // 20
    assert task(plan, "AFI1/T1")


@pytest.mark.long
def test_twenty_thousand_damaged_forms(plan: Tracker, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seed = int(os.environ.get("FUZZ_SEED", "7"))
    refused = merged = 0
    for part in range(20):
        folder = tmp_path / str(part)
        folder.mkdir()
        one, two = bombard(plan, folder, LONG // 20, seed + part)
        refused, merged = refused + one, merged + two
    with capsys.disabled():
        print(
            f"\nseeds {seed} to {seed + 19}: {LONG:,} damaged forms, {refused:,} refused in a sentence, {merged:,} merged whole and undone"
        )
    assert refused + merged > LONG // 2
