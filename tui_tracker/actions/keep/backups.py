"""Backups, restoring, and where everything is."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import peewee

from tui_tracker import __version__
from tui_tracker.errors import FileError, TrackerError
from tui_tracker.paths import Places, moved_to, refuse_own
from tui_tracker.store import backup, verify
from tui_tracker.store.migrations import STEPS
from tui_tracker.store.open_to_read import open_for_reading

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session


class KeepingActions:
    """What keeps the plan safe."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def backup(self, target: Path, *, replace: bool = False) -> Path:
        """Write everything into one zip, with a workbook that a successor without the program can look into.

        Raises FileError when the target is there already, or is the plan itself.
        """
        refuse_own(self._s.places, target)
        if target.exists() and not replace:
            raise FileError(f"{target} is there already; ⟦=give another name|say --replace to write over it⟧.")
        backup.write_zip(self._s.db, self._s.places, target, self._workbook())
        return target

    def _workbook(self) -> bytes | None:
        """The whole plan as it is now, for inside; None where it is too damaged to be read: its bytes are what matters then."""
        from tui_tracker.actions.send_out.exports import ExportActions
        from tui_tracker.actions.send_out.style import Style

        try:
            return bytes(ExportActions(self._s).make("xlsx", Style(internal=True)).content)  # type: ignore[arg-type]  # a workbook is bytes
        except (
            TrackerError,
            peewee.PeeweeException,
            sqlite3.Error,
            ValueError,
            TypeError,
            LookupError,
            AttributeError,
        ):
            return None

    def copies(self) -> list[Path]:
        """The copies in the folder of backups, the newest first."""
        folder = self._s.places.backups
        if not folder.is_dir():
            return []
        return sorted((p for p in folder.iterdir() if p.suffix == ".db"), key=lambda p: p.stat().st_mtime, reverse=True)

    def damage(self) -> list[str]:
        """What the plan's own check finds: damage to the file, entries and rows that do not agree."""
        return verify.verify(self._s.db)

    def info(self) -> dict[str, Any]:
        """Where everything is, and how long the history is."""
        number, head = self._s.read.journal_head()
        return {**whereabouts(self._s.places), "journal_entries": number, "head": head}


def whereabouts(places: Places) -> dict[str, Any]:
    """Every path the program uses, whether or not there is a plan yet."""
    folder = places.backups
    real = moved_to(places.plan)
    moved = (
        {
            "plan_file_really": f"{real} (Python from the Microsoft Store: removing it takes the plan along; name one of your own with --plan)"
        }
        if real
        else {}
    )
    return {
        "version": __version__,
        "plan_file": str(places.plan),
        **moved,
        "schema": len(STEPS),
        "journal_entries": 0,
        "head": "",
        "sqlite": sqlite3.sqlite_version,
        "backups": sorted(p.name for p in folder.iterdir() if p.suffix in (".db", ".zip")) if folder.is_dir() else [],
        "settings_file": str(places.settings),
        "attachments": str(places.attachments),
        "log_file": str(places.log),
    }


def after_first_frame(places: Places, today: date) -> None:
    """Take today's backup on a connection of its own, unless the plan is known not to be sound: the good copies stay."""
    opened = open_for_reading(places.plan)
    try:
        if opened.trusted:
            backup.backup_today(opened.db, places, today)
    finally:
        opened.close()


def restore(source: Path, places: Places) -> Path | None:
    """Put a backup in the plan's place; see :func:`tui_tracker.store.backup.restore`."""
    return backup.restore(source, places)
