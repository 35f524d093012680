"""Steady: what a change does not touch is read as before. A column of numbers, a title, a gap, an unknown heading lose nothing else."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from statistics import mean

import pytest

from tests.intake import perturb
from tests.intake.keyed import files, rounds
from tests.intake.scoring import Score, compare
from tui_tracker.errors import TrackerError
from tui_tracker.intake import readers
from tui_tracker.intake.proposal import Proposal
from tui_tracker.intake.read import propose

FILES = [*files(), *rounds()]
# What a column of a role says, so that a heading that nobody knows may lose it.
OWN = {
    "ref": ("ref", "no"), "no": ("no",), "statement": ("title", "ref", "kind"), "action": ("title",), "owner": ("assigned_to", "owner"), "area_owner": ("owner", "assigned_to"),
    "due": ("due", "due_text", "target_date", "status"), "area_due": ("target_date", "due", "due_text"), "original": ("due", "due_text"), "status": ("status",), "tick": ("status",),
    "evidence": ("evidence",), "update": ("evidence",), "work": ("work", "evidence"), "finding": ("title",), "pillar": ("pillar",),
}  # fmt: skip
_bases: dict[Path, tuple[Score, Proposal] | None] = {}


def key_of(path: Path) -> dict[str, object]:
    return json.loads(path.with_name(path.name + ".key.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]  # a key


def base_of(path: Path) -> tuple[Score, Proposal] | None:
    """The reading of a file as it is; None where it holds no plan or is not read well enough to tell."""
    if path not in _bases:
        key = key_of(path)
        try:
            found = propose(readers.read_file(path))
        except TrackerError:
            found = Proposal(path.name)
        score = compare(key, found.to_json())
        _bases[path] = (score, found) if key["areas"] and score.strict > 0.5 else None
    return _bases[path]


def share(path: Path, change: str) -> float | None:
    """The share of what was right that still is, after a change."""
    base = base_of(path)
    if base is None:
        return None
    book = perturb.changed(readers.read_file(path), change, random.Random(f"{path.name} {change}"))
    return compare(key_of(path), propose(book).to_json()).right / base[0].right


def share_renamed(path: Path, rng: random.Random) -> float | None:
    """The share of what was right that still is, but for what the renamed column itself says."""
    base = base_of(path)
    if base is None:
        return None
    columns = [c for c in base[1].columns if c.role in OWN and c.name]
    book = readers.read_file(path)
    if not columns or not perturb.renamed(book, column := rng.choice(columns)):
        return None
    own = re.compile(rf" (?:{'|'.join(OWN[column.role])}): ")
    missed = compare(key_of(path), propose(book).to_json()).missed
    lost = [m for m in missed if m not in base[0].missed and not own.search(m)]
    return 1 - len(lost) / base[0].right


def test_what_a_change_does_not_touch_is_read_as_before() -> None:
    """Each file with one of the changes, another file by file."""
    names = list(perturb.CHANGES)
    found = {
        (p.name, n): s for i, p in enumerate(FILES[::8]) if (s := share(p, n := names[i % len(names)])) is not None
    }
    assert len(found) > 10
    assert {k: round(s, 2) for k, s in found.items() if s < 0.9} == {}
    assert mean(found.values()) >= 0.99


def test_a_heading_that_nobody_knows_costs_its_own_column() -> None:
    rng = random.Random(20)
    found = [s for p in FILES[1::8] if (s := share_renamed(p, rng)) is not None]
    assert len(found) > 7
    assert mean(found) >= 0.95


@pytest.mark.long
@pytest.mark.parametrize("change", [*perturb.CHANGES])
def test_every_change_to_every_file(change: str) -> None:
    found = {p.name: s for p in FILES if (s := share(p, change)) is not None}
    low = {n: round(s, 2) for n, s in found.items() if s < 0.95}
    print(f"{change}: {len(found)} files, mean {mean(found.values()):.4f}, under 0.95: {low}")
    assert min(found.values()) >= 0.85
    assert mean(found.values()) >= 0.98


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 6))
def test_a_thousand_renamed_headings(seed: int) -> None:
    rng = random.Random(seed)
    found = [s for _ in range(1_000) if (s := share_renamed(rng.choice(FILES), rng)) is not None]
    print(
        f"seed {seed}: {len(found)} renamed headings, mean {mean(found):.4f}, under 0.95: {sum(s < 0.95 for s in found)}"
    )
    assert mean(found) >= 0.96
