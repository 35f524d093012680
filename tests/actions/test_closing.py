"""What an inspectorate looks for in an area, and how its closing is kept."""

from __future__ import annotations

from datetime import date

import pytest

from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.views import closing_words
from tui_tracker.errors import RefusedError, TrackerError


def area(plan: Tracker) -> str:
    return plan.resolve("AFI1").uid


def test_closing_is_told_in_a_sentence_and_is_one_undo(plan: Tracker) -> None:
    uid = area(plan)
    assert closing_words(plan.areas.get(uid)) == ""
    plan.areas.save(
        uid,
        {
            "closed_on": "1 May 2026", "closed_by": "minute 7", "told_on": "8 May 2026", "addressed": "agreed by letter",
            "usual": "SM Prevention", "embedded_on": "30/05/2026", "embedded_measure": "visits in time, 9 of 10 months",
        },
    )  # fmt: skip
    kept = plan.areas.get(uid)
    assert (kept.closed_on, kept.told_on, kept.embedded_on) == (date(2026, 5, 1), date(2026, 5, 8), date(2026, 5, 30))
    assert closing_words(kept) == (
        "closed by a committee on 1 May 2026 (minute 7); the inspectorate was told on 8 May 2026; addressed: agreed by letter; "
        "now business as usual with SM Prevention; looked at again on 30 May 2026: visits in time, 9 of 10 months"
    )
    plan.history.undo()
    assert closing_words(plan.areas.get(uid)) == ""


def test_the_story_keeps_paragraphs_and_a_saved_form_changes_nothing_twice(plan: Tracker) -> None:
    uid = area(plan)
    plan.areas.save(
        uid, {"comment": "First.\n\nSecond.", "resources": "two posts", "effect": "faster", "closed_on": "1 May 2026"}
    )
    assert plan.areas.get(uid).comment == "First.\n\nSecond."
    with pytest.raises(RefusedError, match="Nothing to change"):
        plan.areas.save(uid, {"comment": "First.\n\nSecond.", "closed_on": "1 May 2026"})
    with pytest.raises(TrackerError, match="soonish"):
        plan.areas.save(uid, {"closed_on": "soonish"})
    assert plan.areas.get(uid).closed_on == date(2026, 5, 1)
