"""Our progress words in a paper's columns."""

from tui_tracker.domain.columns import THREE, Fold
from tui_tracker.domain.figures import Counts
from tui_tracker.domain.progress import Progress

COUNTS = Counts(
    tasks=28, complete=1, on_target=2, behind_target=3, not_started=4, deferred=5, ongoing=6, unknown=7, overdue=3
)


def test_every_task_is_in_one_column() -> None:
    assert THREE.counts(COUNTS, unknown=False) == [1, 16, 4]
    assert THREE.counts(COUNTS, unknown=True) == [1, 16, 4, 7]
    assert sum(THREE.counts(COUNTS, unknown=True)) == COUNTS.tasks


def test_not_stated_has_a_column_of_its_own() -> None:
    assert THREE.names(unknown=False) == ["Completed", "In progress", "Still to start"]
    assert THREE.names(unknown=True) == ["Completed", "In progress", "Still to start", "Not stated"]


def test_the_rule_prints_under_the_table() -> None:
    assert THREE.rule() == (
        "Completed counts complete; In progress counts on target, behind target, ongoing and deferred; Still to start counts not started. "
        "What the plan does not state is counted apart and never as not started."
    )
    two = Fold((("Open", (Progress.ONGOING, Progress.DEFERRED)),))
    assert two.rule().startswith("Open counts ongoing and deferred. ")
