"""A fact of the field stands once; whoever needs it takes it from there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.project.test_structure import texts, trees
from tui_tracker.domain import dates, inspection, posts
from tui_tracker.domain.file_endings import READABLE
from tui_tracker.domain.records import Plan
from tui_tracker.intake.readers import read_file

ROOT = Path(__file__).resolve().parents[2]
WORD_LISTS = ("tui_tracker.domain.name_shapes", "tui_tracker.domain.given_names")  # lists of words, not of months

FACTS = {
    "months": (r"\bfeb(?:ruary)?\b.*\bmar(?:ch)?\b|\bmar(?:ch)?\b.*\bapr(?:il)?\b", ()),
    "ranks": (
        r"\bDCFO\b",
        ("tui_tracker.domain.posts", "tui_tracker.actions.keep.demo", "tui_tracker.actions.keep.kinds"),
    ),  # who sat in the demo's meeting
    "letters of references": (r"^COC$", ("tui_tracker.domain.inspection", "tui_tracker.intake.lines")),
    "kinds of plans": (r"\binternal_audit\b.*\bother\b", ("tui_tracker.domain.inspection",)),
    "endings": (r"^\.ods$", ("tui_tracker.domain.file_endings",)),
    "headings of our workbook": (r"^projected completion date$", ("tui_tracker.domain.tracker_layout",)),
}


@pytest.mark.parametrize("fact", FACTS)
def test_it_has_one_home(fact: str) -> None:
    pattern, homes = FACTS[fact]
    found = {
        name
        for name, tree in trees()
        if name not in WORD_LISTS and ".migrations" not in name
        for text in texts(tree)
        if re.search(pattern, str(text.value), re.IGNORECASE)
    }
    assert found <= set(homes) | {"tui_tracker.intake.own_paper"}, found


def test_the_kinds_agree_with_what_the_records_may_hold() -> None:
    assert set(inspection.AREA_KINDS) == set(inspection.AREA_LETTERS)
    assert set(inspection.PLAN_KIND_OF.values()) <= set(inspection.PLAN_KINDS)
    assert all(kind in (Plan.__doc__ or "") for kind in inspection.PLAN_KINDS)
    assert len(dates.MONTHS) == 24  # twelve names, eleven short ones (May is both) and “sept”
    assert posts.RANKS[0] == "CFO"


def test_the_file_picker_lists_all_that_the_docs_say_is_read() -> None:
    table = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8").split("## What is read")[1].split("\n\n")[1]
    told = {e for line in table.splitlines()[2:] for e in re.findall(r"`(\.\w+)`", line.split("|")[1])}
    assert len(told) > 10
    assert told - set(READABLE) <= {".json"}  # our own, which is brought back whole by the command line


@pytest.mark.parametrize(
    "path",
    sorted(p for p in (ROOT / "tests" / "intake" / "files").iterdir() if p.suffix not in (".py", "") and p.is_file()),
    ids=lambda p: p.name,
)
def test_every_kept_file_is_read_and_is_one_that_the_picker_lists(path: Path) -> None:
    assert path.suffix in READABLE
    assert read_file(path).sheets
