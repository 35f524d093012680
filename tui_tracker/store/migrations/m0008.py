"""Schema 8: which copies of a return form were merged, so that the same one again is nothing new, whatever came between."""

from __future__ import annotations

from tui_tracker.domain.changes import Edit
from tui_tracker.store.migrations import m0001

STATEMENTS = ("ALTER TABLE form ADD COLUMN copies TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(copies))",)
_NEW_FIELDS: dict[str, dict[str, object]] = {"form": {"copies": []}}


def upcast(edit: Edit) -> Edit:
    """A form that was journalled before knows no copies of itself."""
    return m0001.with_defaults(edit, _NEW_FIELDS)
