"""Schema 2: what publication needs. A headline an area may be quoted by, what was decided about names, to whom a paper went."""

from __future__ import annotations

from tui_tracker.domain.changes import Edit
from tui_tracker.store.migrations import m0001

STATEMENTS = (
    m0001.table(
        "publication",
        "found TEXT NOT NULL CHECK (trim(found) <> '')",
        "what TEXT NOT NULL CHECK (what IN ('name', 'phone', 'e-mail', 'intranet address', 'drive path'))",
        "shown_as TEXT",
        "reason TEXT",
        "by TEXT NOT NULL",
    ),
    "ALTER TABLE area ADD COLUMN headline TEXT",
    "ALTER TABLE sent ADD COLUMN given_to TEXT",
    "ALTER TABLE sent ADD COLUMN marking TEXT",
    "ALTER TABLE sent ADD COLUMN checked TEXT",
)
_NEW_FIELDS: dict[str, dict[str, object]] = {
    "area": {"headline": None},
    "sent": {"given_to": None, "marking": None, "checked": None},
}


def upcast(edit: Edit) -> Edit:
    """A whole record that was journalled under schema 1 has the new fields, empty."""
    return m0001.with_defaults(edit, _NEW_FIELDS)
