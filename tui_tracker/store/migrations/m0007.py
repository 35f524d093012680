"""Schema 7: what the last import said of a record, so that a newer file can be told from a change made here."""

from __future__ import annotations

from tui_tracker.domain.changes import Edit
from tui_tracker.store.migrations import m0001

STATEMENTS = ("ALTER TABLE source ADD COLUMN said TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(said))",)
_NEW_FIELDS: dict[str, dict[str, object]] = {"source": {"said": {}}}


def upcast(edit: Edit) -> Edit:
    """A source that was journalled before does not know what was made of it."""
    return m0001.with_defaults(edit, _NEW_FIELDS)
