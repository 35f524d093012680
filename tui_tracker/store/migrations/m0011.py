"""Schema 11: a plan carries the inspectorate's round that it is of."""

from __future__ import annotations

from tui_tracker.domain.changes import Edit
from tui_tracker.store.migrations import m0001

STATEMENTS = ("ALTER TABLE plan ADD COLUMN framework TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(framework))",)
_NEW_FIELDS: dict[str, dict[str, object]] = {"plan": {"framework": {}}}


def upcast(edit: Edit) -> Edit:
    """A plan that was journalled before says no round."""
    return m0001.with_defaults(edit, _NEW_FIELDS)
