"""The pages for whoever changes the program speak of files that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tui_tracker.domain import changes
from tui_tracker.store import migrations

ROOT = Path(__file__).resolve().parents[2]
PLACES = (ROOT, ROOT / "tui_tracker", ROOT / "tui_tracker" / "domain", ROOT / "tui_tracker" / "intake")
PATH = re.compile(r"`((?:[\w.]+/)+(?:[\w.]+)?|[\w]+\.(?:py|md|toml))`")


@pytest.mark.parametrize("page", ["docs/changing.md", "docs/architecture.md", "CONTRIBUTING.md"])
def test_every_path_that_a_page_names_is_there(page: str) -> None:
    named = set(PATH.findall((ROOT / page).read_text(encoding="utf-8")))
    assert len(named) > 8
    assert {n for n in named if not any((place / n).exists() for place in PLACES)} == set()


def test_twenty_requests_have_a_file_to_open_each() -> None:
    table = (ROOT / "docs" / "changing.md").read_text(encoding="utf-8").split("|---|---|---|\n")[1].split("\n\n")[0]
    rows = [line.split("|")[1:4] for line in table.strip().splitlines()]
    assert len(rows) == 20
    for request, first, _ in rows:
        assert PATH.search(first), request


def test_what_the_pages_say_of_keys_checks_and_schema_holds() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert len(migrations.STEPS) == changes.SCHEMA
    for name in ("@command(", "@own(", "@rule(", "PAPERS", "STEPS", "FIRES", "NEAR"):
        assert name in text
        source = "".join(
            p.read_text(encoding="utf-8")
            for p in [*(ROOT / "tui_tracker").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
        )
        assert name.rstrip("(") in source
