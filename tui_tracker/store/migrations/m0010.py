"""Schema 10: a word that was looked at and is nobody is kept; a paper that went out keeps how it was asked for, and its digest."""

from __future__ import annotations

from tui_tracker.domain.changes import Edit
from tui_tracker.store.migrations import m0001

_COLUMNS = "id, uid, found, what, shown_as, reason, by"

# A condition of a column cannot be changed in place: the table is made anew, its rows and row keys carried over.
STATEMENTS = (
    m0001.table(
        "publication_new",
        "found TEXT NOT NULL CHECK (trim(found) <> '')",
        "what TEXT NOT NULL CHECK (what IN ('name', 'phone', 'e-mail', 'intranet address', 'drive path', 'identifier', 'personal matter', 'word'))",
        "shown_as TEXT",
        "reason TEXT",
        "by TEXT NOT NULL",
    ),
    f"INSERT INTO publication_new ({_COLUMNS}) SELECT {_COLUMNS} FROM publication",
    "DROP TABLE publication",
    "ALTER TABLE publication_new RENAME TO publication",
    "ALTER TABLE sent ADD COLUMN asked TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(asked))",
    "ALTER TABLE sent ADD COLUMN digest TEXT",
)
_NEW_FIELDS: dict[str, dict[str, object]] = {"sent": {"asked": {}, "digest": None}}


def upcast(edit: Edit) -> Edit:
    """Of a paper that went out before it is not known how it was asked for."""
    return m0001.with_defaults(edit, _NEW_FIELDS)
