"""Backups: a dated copy a day, and one zip that carries everything to another laptop."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import peewee

from tui_tracker.errors import FileError, PlanFileError
from tui_tracker.files import make_private_folder
from tui_tracker.paths import Places
from tui_tracker.store import database
from tui_tracker.store.lock import WriterLock

DAILY, WEEKLY = 7, 8
_NAME = re.compile(r"-(\d{4}-\d\d-\d\d)\.db$")
_LARGEST = 4 * 2**30


def backup_today(db: peewee.SqliteDatabase, places: Places, today: date) -> Path | None:
    """Copy the plan into the backup folder once a day and thin out old copies; None when today's is there."""
    target = places.backups / f"{places.plan.stem}-{today.isoformat()}.db"
    if target.exists():
        return None
    make_private_folder(places.backups)
    database.copy_to(db, target)
    for path in superfluous([p for p in places.backups.iterdir() if _NAME.search(p.name)], today):
        with contextlib.suppress(OSError):
            path.unlink()
    return target


def superfluous(found: list[Path], today: date) -> list[Path]:
    """The dated copies to drop: all but the newest 7, the last 7 days' and the newest of each of the last 8 weeks.

    The newest stay whatever the clock says: after weeks away, or with the clock a year ahead, they are all that there is.
    """
    dated = sorted(((date.fromisoformat(m[1]), p) for p in found if (m := _NAME.search(p.name))), reverse=True)
    keep = {p for d, p in dated if (today - d).days < DAILY} | {p for _, p in dated[:DAILY]}
    weeks: set[tuple[int, int]] = set()
    oldest = today - timedelta(weeks=WEEKLY)
    for day, path in dated:
        week = day.isocalendar()[:2]
        if day > oldest and week not in weeks:
            weeks.add(week)
            keep.add(path)
    return [p for _, p in dated if p not in keep]


def write_zip(db: peewee.SqliteDatabase, places: Places, target: Path) -> None:
    """One zip with the plan, its attachments, the settings and the templates. Raises FileError."""
    with tempfile.TemporaryDirectory(prefix="tui_tracker-") as folder:
        copy = Path(folder) / "plan.db"
        database.copy_to(db, copy)
        part = target.with_name(target.name + ".part")
        try:
            part.unlink(missing_ok=True)
            handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(handle, "w+b") as raw:
                with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as out:
                    out.write(copy, "plan.db")
                    for name, path in _extras(places):
                        out.write(path, name)
                raw.flush()
                os.fsync(raw.fileno())
            os.replace(part, target)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink()
            raise FileError(f"{target} cannot be written: {error.strerror or error}.") from error


def _extras(places: Places) -> list[tuple[str, Path]]:
    found = []
    if places.attachments.is_dir():
        found += [
            (f"attachments/{p.name}", p)
            for p in sorted(places.attachments.iterdir())
            if re.fullmatch(r"[0-9a-f]{64}", p.name)
        ]
    if places.settings.is_file():
        found.append(("settings.toml", places.settings))
    if places.templates.is_dir():
        found += [(f"templates/{p.name}", p) for p in sorted(places.templates.iterdir()) if p.is_file()]
    return found


def restore(source: Path, places: Places) -> Path | None:
    """Put a backup (.zip or .db) in the plan's place; what was there is kept and its path given back.

    Attachments come in beside those that are there; settings are left alone. The caller holds no open plan.
    Raises FileError for a file that is no backup, and PlanFileError when the plan is open elsewhere.
    """
    with tempfile.TemporaryDirectory(prefix="tui_tracker-") as name:
        folder = Path(name)
        plan = _unpack(source, folder)
        fault = database.integrity_fault(plan)
        if fault is not None:
            raise FileError(f"{source} is not a sound backup: {fault}")
        database.open_for_reading(plan).close()
        make_private_folder(places.plan.parent)
        lock = WriterLock(places.lock)
        if not lock.take():
            raise PlanFileError(f"{places.plan} is open in another window; close that one before restoring.")
        try:
            kept = _set_aside(places)
            _place(plan, places.plan)
            for path in (folder / "attachments").glob("*"):
                make_private_folder(places.attachments)
                if not (places.attachments / path.name).exists():
                    _place(path, places.attachments / path.name)
        finally:
            lock.release()
    return kept


def _unpack(source: Path, folder: Path) -> Path:
    plan = folder / "plan.db"
    try:
        if not zipfile.is_zipfile(source):
            plan.write_bytes(source.read_bytes())
            return plan
        with zipfile.ZipFile(source) as archive:
            if sum(i.file_size for i in archive.infolist()) > _LARGEST:
                raise FileError(f"{source} unpacks to more than {_LARGEST // 2**30} GB; it is no tui_tracker backup.")
            for info in archive.infolist():
                if info.filename == "plan.db":
                    plan.write_bytes(archive.read(info))
                elif m := re.fullmatch(r"attachments/([0-9a-f]{64})", info.filename):
                    (folder / "attachments").mkdir(exist_ok=True)
                    (folder / "attachments" / m[1]).write_bytes(archive.read(info))
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError) as error:
        raise FileError(f"{source} cannot be read: {error}.") from error
    if not plan.exists():
        raise FileError(f"{source} holds no plan.db, so it is no tui_tracker backup.")
    return plan


def _set_aside(places: Places) -> Path | None:
    """Keep a copy of the plan that is about to be replaced, its write-ahead log folded in."""
    if not places.plan.exists() or places.plan.stat().st_size == 0:
        return None
    make_private_folder(places.backups)
    number = 1
    while (kept := places.backups / f"{places.plan.stem}-replaced-{number}.db").exists():
        number += 1
    os.close(os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    source = sqlite3.connect(places.plan)
    out = sqlite3.connect(kept)
    try:
        source.backup(out)
    except sqlite3.DatabaseError:
        kept.write_bytes(places.plan.read_bytes())  # too damaged for SQLite to copy; the bytes are kept as they are
    finally:
        out.close()
        source.close()
    for suffix in ("-wal", "-shm"):
        places.plan.with_name(places.plan.name + suffix).unlink(missing_ok=True)
    return kept


def _place(source: Path, target: Path) -> None:
    part = target.with_name(target.name + ".part")
    with part.open("wb") as out:
        out.write(source.read_bytes())
        out.flush()
        os.fsync(out.fileno())
    part.chmod(0o600)
    os.replace(part, target)


def holding(places: Places, erase: Callable[[str], str]) -> list[str]:
    """Names of the backups in which ``erase`` would still find something in any record or journal entry."""
    if not places.backups.is_dir():
        return []
    return [p.name for p in sorted(places.backups.iterdir()) if p.suffix == ".db" and _holds(p, erase)]


def _holds(path: Path, erase: Callable[[str], str]) -> bool:
    connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)
    try:
        tables = [
            r[0]
            for r in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%'")
        ]
        for table in tables:
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                if any(isinstance(v, str) and erase(v) != v for v in row):
                    return True
    except sqlite3.DatabaseError:
        return True  # it cannot be looked into, so it is named
    finally:
        connection.close()
    return False
