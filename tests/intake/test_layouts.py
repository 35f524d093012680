"""Layouts of an invented service, unlike the real plans: each file with a key that was written before it was ever read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.intake.scoring import compare
from tui_tracker.intake.read import read

FOLDER = Path(__file__).with_name("layouts")
KEYS = sorted(FOLDER.glob("*.key.json"))


def test_there_are_layouts_to_read() -> None:
    assert len(KEYS) >= 27


@pytest.mark.parametrize("key", KEYS, ids=lambda k: k.name.removesuffix(".key.json"))
def test_a_layout_is_read_as_its_key_says(key: Path) -> None:
    score = compare(
        json.loads(key.read_text(encoding="utf-8")), read(key.with_name(key.name[: -len(".key.json")])).to_json()
    )
    assert score.invented == []
    assert score.strict >= 0.99, "\n".join(score.missed)


def test_the_measure_can_fail() -> None:
    key = json.loads((FOLDER / "cards.xlsx.key.json").read_text(encoding="utf-8"))
    score = compare(key, {"areas": [*key["areas"][1:], {"title": "Nobody wrote this", "tasks": []}]})
    assert score.strict < 0.9
    assert score.invented == ["Nobody wrote this"]
