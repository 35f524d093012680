"""Schema 9: what a public paper must not give away unasked may be an identifier or a personal matter as well."""

from __future__ import annotations

from tui_tracker.store.migrations import m0001

_COLUMNS = "id, uid, found, what, shown_as, reason, by"

# A condition of a column cannot be changed in place: the table is made anew, its rows and row keys carried over.
STATEMENTS = (
    m0001.table(
        "publication_new",
        "found TEXT NOT NULL CHECK (trim(found) <> '')",
        "what TEXT NOT NULL CHECK (what IN ('name', 'phone', 'e-mail', 'intranet address', 'drive path', 'identifier', 'personal matter'))",
        "shown_as TEXT",
        "reason TEXT",
        "by TEXT NOT NULL",
    ),
    f"INSERT INTO publication_new ({_COLUMNS}) SELECT {_COLUMNS} FROM publication",
    "DROP TABLE publication",
    "ALTER TABLE publication_new RENAME TO publication",
)
