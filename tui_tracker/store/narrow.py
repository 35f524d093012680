"""A copy of the plan that holds a part of it alone: one plan of the file, or the tasks that a filter shows."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import peewee


# What stands by itself and is no part of any plan.
_KEPT = frozenset(
    {"plan", "area", "task", "journal", "journal_subject", "person", "alias", "publication", "snapshot", "sent"}
)


def narrow(db: peewee.SqliteDatabase, plan: str | None, tasks: Collection[str] | None) -> None:
    """Take everything out of a copy in memory but one plan (uid), and but these tasks and their areas where they are named.

    What hangs on a record that goes, goes with it; what hangs on none stays only when nothing was taken out.
    """
    run = db.connection().execute
    if plan is not None:
        run("DELETE FROM plan WHERE uid <> ?", (plan,))
        run("DELETE FROM area WHERE plan <> ?", (plan,))
    if tasks is not None:
        run("DELETE FROM task WHERE uid NOT IN (SELECT value FROM json_each(?))", (json.dumps(sorted(tasks)),))
        run("DELETE FROM area WHERE uid NOT IN (SELECT area FROM task)")
    run("DELETE FROM task WHERE area NOT IN (SELECT uid FROM area)")
    tables = [
        name for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    ]
    for table in tables:
        columns = {row[1] for row in run(f'PRAGMA table_info("{table}")')}
        if table in _KEPT or "uid" not in columns:
            continue
        holders = [c for c in ("plan", "area", "task") if c in columns]
        for column in holders:
            run(f'DELETE FROM "{table}" WHERE "{column}" IS NOT NULL AND "{column}" NOT IN (SELECT uid FROM {column})')
        if table == "action":  # an action about nothing in particular is no part of a part
            run("DELETE FROM action WHERE task IS NULL AND area IS NULL")
