"""Numbered schema steps. Each runs in one transaction with its record; a newer file is refused.

A step may ship an ``upcast``: how an edit that an older program journalled reads under the newer schema. Journal entries
themselves are never rewritten.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui_tracker.domain.changes import Edit
from tui_tracker.errors import PlanFileError
from tui_tracker.frozen import dataclass
from tui_tracker.store.migrations import (
    m0001,
    m0002,
    m0003,
    m0004,
    m0005,
    m0006,
    m0007,
    m0008,
    m0009,
    m0010,
    m0011,
    m0012,
)

if TYPE_CHECKING:
    import peewee

    from tui_tracker.store.readable import Readable

APPLICATION_ID = 0x54545231  # "TTR1"


@dataclass(frozen=True)
class Step:
    """One schema step: statements to run, and how older edits read afterwards."""

    number: int
    statements: Sequence[str]
    upcast: Callable[[Edit], Edit] | None = None


STEPS: tuple[Step, ...] = (
    Step(1, m0001.STATEMENTS), Step(2, m0002.STATEMENTS, m0002.upcast), Step(3, m0003.STATEMENTS, m0003.upcast),
    Step(4, m0004.STATEMENTS, m0004.upcast), Step(5, m0005.STATEMENTS), Step(6, m0006.STATEMENTS, m0006.upcast),
    Step(7, m0007.STATEMENTS, m0007.upcast), Step(8, m0008.STATEMENTS, m0008.upcast), Step(9, m0009.STATEMENTS),
    Step(10, m0010.STATEMENTS, m0010.upcast), Step(11, m0011.STATEMENTS, m0011.upcast), Step(12, m0012.STATEMENTS, m0012.upcast),
)  # fmt: skip


def version_of(db: Readable) -> int:
    """The file's schema number; 0 for a new file. Raises PlanFileError for a file that is not a plan or is newer."""
    app = int(db.execute_sql("PRAGMA application_id").fetchone()[0])
    version = int(db.execute_sql("PRAGMA user_version").fetchone()[0])
    if app not in (0, APPLICATION_ID) or (app == 0 and _has_tables(db)):
        raise PlanFileError(
            "This SQLite file is not a tui_tracker plan file; name another with ⟦=--plan when the program is started|--plan⟧."
        )
    return version


def _has_tables(db: Readable) -> bool:
    return db.execute_sql("SELECT 1 FROM sqlite_master WHERE type = 'table' LIMIT 1").fetchone() is not None


def refuse_newer(version: int, steps: Sequence[Step] = STEPS) -> None:
    """Raise PlanFileError when the file was written by a newer program."""
    if version > len(steps):
        raise PlanFileError(
            f"This plan file was written by a newer tui_tracker (schema {version}; this one knows {len(steps)}). "
            "Install the newer version; nothing was changed."
        )


def migrate(db: peewee.SqliteDatabase, steps: Sequence[Step]) -> None:
    """Bring the file to the newest schema, a transaction a step, foreign keys checked before each is kept."""
    for step in steps[version_of(db) :]:
        db.execute_sql("PRAGMA foreign_keys = 0")
        try:
            with db.atomic():
                for statement in step.statements:
                    db.execute_sql(statement)
                broken = db.execute_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise PlanFileError(f"The plan file does not hold together (step {step.number}); restore a backup.")
                db.execute_sql(f"PRAGMA user_version = {step.number}")
                db.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        finally:
            db.execute_sql("PRAGMA foreign_keys = 1")


def upcast(edit: Edit, schema: int, steps: Sequence[Step] = STEPS) -> Edit:
    """How an edit journalled under ``schema`` reads today."""
    for step in steps[schema:]:
        if step.upcast is not None:
            edit = step.upcast(edit)
    return edit
