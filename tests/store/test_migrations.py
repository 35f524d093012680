"""A plan file of every schema that there ever was is copied first and brought to the newest, with all that it holds."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import peewee
import pytest

from tui_tracker.domain.publication import KINDS
from tui_tracker.store import migrations, open_to_write

PUBLICATION = ("p" * 16, "Somebody", "name", "an officer", None, "x")
INTO = "INSERT INTO publication (uid, found, what, shown_as, reason, by) VALUES (?, ?, ?, ?, ?, ?)"


def of_schema(path: Path, number: int) -> None:
    """A plan file as the program of that schema made it, with a decision about a name where there was one."""
    db = peewee.SqliteDatabase(str(path), autoconnect=False)
    db.connect()
    migrations.migrate(db, migrations.STEPS[:number])
    if number >= 2:
        db.execute_sql(INTO, PUBLICATION)
    db.close()


@pytest.mark.parametrize("number", range(1, len(migrations.STEPS)))
def test_a_plan_of_an_older_schema_is_copied_and_brought_up_to_date(tmp_path: Path, number: int) -> None:
    path, backups = tmp_path / "plan.db", tmp_path / "plan.backups"
    of_schema(path, number)
    opened = open_to_write.open_for_writing(path, backups)
    try:
        assert migrations.version_of(opened.db) == len(migrations.STEPS)
        assert opened.db.execute_sql("PRAGMA foreign_key_check").fetchall() == []
        kept = opened.db.execute_sql("SELECT id, uid, found, what, shown_as, reason, by FROM publication").fetchall()
        assert kept == ([(1, *PUBLICATION)] if number >= 2 else [])
    finally:
        opened.close()
    with contextlib.closing(sqlite3.connect(backups / f"plan-before-schema-{len(migrations.STEPS)}.db")) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (number,)


def test_every_kind_of_finding_can_be_kept_and_no_other(tmp_path: Path) -> None:
    of_schema(tmp_path / "plan.db", len(migrations.STEPS))
    with contextlib.closing(sqlite3.connect(tmp_path / "plan.db")) as raw:
        for n, kind in enumerate(KINDS):
            raw.execute(INTO, (f"{n:016d}", "found", kind, None, "let stand", "x"))
        with pytest.raises(sqlite3.IntegrityError):
            raw.execute(INTO, ("z" * 16, "found", "gossip", None, None, "x"))
