"""Another laptop's copy of the plan file, read-only: its journal, as Changes this plan may not know."""

from __future__ import annotations

from pathlib import Path

from tui_tracker.domain.changes import Change
from tui_tracker.errors import PlanFileError
from tui_tracker.store import journal
from tui_tracker.store.open_to_read import open_for_reading


def journal_of(path: Path) -> tuple[str, list[Change]]:
    """The head hash and every Change of a plan file, in order. Raises PlanFileError when it cannot be read."""
    if not path.is_file():
        raise PlanFileError(f"There is no plan file at {path}.")
    file = open_for_reading(path, alone=True)
    try:
        return journal.head(file.db)[1], [change for _, change in journal.all_changes(file.db)]
    finally:
        file.close()
