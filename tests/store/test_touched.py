"""Which areas an entry speaks of."""

from __future__ import annotations

from tui_tracker.domain.records import TYPES
from tui_tracker.store.touched import is_bounded


def test_a_kind_that_nobody_thought_of_speaks_of_all_areas() -> None:
    of_all = {kind for kind in TYPES if not is_bounded(kind)}
    assert of_all == {"plan", "pillar", "person", "alias", "import_report", "redaction"}
    assert not is_bounded("a kind of tomorrow")
