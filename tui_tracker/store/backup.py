"""Backups: a dated copy a day, and one zip that carries everything to another laptop."""

from __future__ import annotations

import contextlib
import re
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from datetime import date, timedelta
from pathlib import Path

import peewee

from tui_tracker.errors import FileError, PlanFileError
from tui_tracker.files import make_private_folder, whole, write_whole
from tui_tracker.frozen import dataclass
from tui_tracker.paths import Places
from tui_tracker.patterns import pattern
from tui_tracker.store import migrations, rescue, standing, verify
from tui_tracker.store.lock import WriterLock, readers_hold
from tui_tracker.store.readable import Readable

DAILY, WEEKLY = 7, 8
_NAME = pattern(r"-(\d{4}-\d\d-\d\d)\.db$")
_LARGEST = 4 * 2**30
_LOGS = ("-wal", "-shm", "-journal")


def backup_today(db: Readable, places: Places, today: date) -> Path | None:
    """Copy the plan into the backup folder once a day and thin out old copies; None when today's is there."""
    target = places.backups / f"{places.plan.stem}-{today.isoformat()}.db"
    if target.exists():
        return None
    make_private_folder(places.backups)
    rescue.copy_to(db, target)
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


def write_zip(db: Readable, places: Places, target: Path, workbook: bytes | None = None) -> None:
    """One zip with the plan, a workbook of it to look at, its attachments, the settings and the templates. Raises FileError."""
    with whole(target) as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("plan.db", rescue.whole(db))
        if workbook is not None:
            out.writestr("plan.xlsx", workbook)
        for name, path in _extras(places):
            out.write(path, name)


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
    Raises FileError for a file that is no sound backup or where the disk or the folder refuses, and PlanFileError when
    the plan is open elsewhere; nothing is left behind then.
    """
    found = _unpack(source)
    fault = _fault(found.plan)
    if fault is not None:
        raise FileError(f"{source} is not a sound backup: {fault}. Nothing was changed.")
    kept: Path | None = None
    made: list[Path] = []
    lock = WriterLock(places.lock)
    try:
        make_private_folder(places.plan.parent)
        if not lock.take() or readers_hold(places.plan):
            raise PlanFileError(f"{places.plan} is open in another window; close that one before restoring.")
        kept = _set_aside(places, made)
        for name, data in found.attachments.items():
            if not (places.attachments / name).exists():
                make_private_folder(places.attachments)
                _add(places.attachments / name, data, made)
        write_whole(places.plan, found.plan)
        # From here on it is done: a log that cannot be removed belongs to another file, and is known by that.
        for suffix in _LOGS:
            with contextlib.suppress(OSError):
                places.plan.with_name(places.plan.name + suffix).unlink(missing_ok=True)
    except (OSError, FileError) as error:
        for path in made:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        raise FileError(_not_restored(places.plan, error)) from error
    finally:
        lock.release()
    return kept


@dataclass(frozen=True)
class _Unpacked:
    """What a backup holds: the plan's bytes, and attachments by their digests."""

    plan: bytes
    attachments: dict[str, bytes]


def _unpack(source: Path) -> _Unpacked:
    try:
        if not zipfile.is_zipfile(source):
            return _Unpacked(_plain(source), {})
        with zipfile.ZipFile(source) as archive:
            if sum(i.file_size for i in archive.infolist()) > _LARGEST:
                raise FileError(f"{source} unpacks to more than {_LARGEST // 2**30} GB; it is no tui_tracker backup.")
            names = set(archive.namelist())
            if "plan.db" not in names:
                raise FileError(f"{source} holds no plan.db, so it is no tui_tracker backup.")
            digests = [m[1] for n in sorted(names) if (m := re.fullmatch(r"attachments/([0-9a-f]{64})", n))]
            return _Unpacked(archive.read("plan.db"), {d: archive.read(f"attachments/{d}") for d in digests})
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        raise FileError(f"{source} cannot be read: {getattr(error, 'strerror', None) or error}.") from error


def _plain(source: Path) -> bytes:
    """The bytes of a .db copy; one with an unfinished part beside it is read through SQLite, which folds that in."""
    if not standing.unfinished(source):
        return source.read_bytes()
    with tempfile.TemporaryDirectory(
        prefix="tui_tracker-"
    ) as folder:  # SQLite makes files beside it, which a stick may not allow
        for part in _with_logs(source):
            if part.exists():
                shutil.copyfile(part, Path(folder) / part.name)
        with contextlib.closing(sqlite3.connect(Path(folder) / source.name)) as connection:
            try:
                return rescue.folded(connection)
            except sqlite3.DatabaseError as error:
                raise FileError(
                    f"{source} is not a sound backup: what lies beside it does not fit it ({error}). Nothing was changed."
                ) from error


def _fault(plan: bytes) -> str | None:
    """What keeps these bytes from being a plan file that this program opens; None when they are sound."""
    if not plan:
        return "it is empty"
    db = peewee.SqliteDatabase(":memory:", autoconnect=False)
    db.connect()
    try:
        db.connection().deserialize(rescue.plainly(plan))
        version = migrations.version_of(db)
        migrations.refuse_newer(version)
        if version == 0:
            return "it holds no plan"
        faults = verify.sqlite_faults(db)
        if not faults and version == len(migrations.STEPS):
            faults = verify.verify(db)
    except PlanFileError as error:
        return str(error).rstrip(".")
    except (sqlite3.Error, peewee.PeeweeException) as error:
        return f"it is damaged or no plan file ({error})"
    finally:
        db.close()
    return faults[0] if faults else None


def _not_restored(plan: Path, error: OSError | FileError) -> str:
    what = error.strerror if isinstance(error, OSError) and error.strerror else str(error).rstrip(".")
    return f"The backup cannot be put in the place of {plan} ({what}); the plan is as it was."


def _add(path: Path, data: bytes, made: list[Path]) -> None:
    write_whole(path, data)
    made.append(path)


def _set_aside(places: Places, made: list[Path]) -> Path | None:
    """Keep the plan that is about to be replaced as it lies there, an unfinished part beside it."""
    if not places.plan.exists() or places.plan.stat().st_size == 0:
        return None
    make_private_folder(places.backups)
    number = 1
    while (kept := places.backups / f"{places.plan.stem}-replaced-{number}.db").exists():
        number += 1
    for source, target in zip(_with_logs(places.plan), _with_logs(kept), strict=True):
        if source.exists():
            _add(target, source.read_bytes(), made)
    return kept


def _with_logs(plan: Path) -> tuple[Path, ...]:
    return (plan, *(plan.with_name(plan.name + s) for s in _LOGS if s != "-shm"))
