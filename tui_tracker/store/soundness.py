"""Whether a plan file may be trusted, asked before it answers: its digest at the last close, else every check there is."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import peewee

from tui_tracker.store import migrations, standing, trouble
from tui_tracker.store.lock import noted
from tui_tracker.store.standing import Standing

_LEFT_OVER = ("-wal", "-journal")


class Look(NamedTuple):
    """What was found. ``damage``: SQLite's own check; ``doubts``: rows and journal disagree; ``foreign``: unfinished
    parts beside the file that belong to another one; ``unchecked``: too large to be checked at each opening."""

    standing: Standing | None
    damage: str = ""
    doubts: tuple[str, ...] = ()
    foreign: tuple[Path, ...] = ()
    unchecked: bool = False

    @property
    def sound(self) -> bool:
        return not self.damage and not self.doubts

    def notice(self, path: Path) -> str | None:
        """The sentence for whoever reads; None where there is nothing to say."""
        if self.damage:
            return f"{path.name} is damaged ({self.damage}): what is shown may be wrong, and nothing can be changed.{trouble.newest_backup(path)}"
        if self.doubts:
            more = f", and {len(self.doubts) - 1} more" if len(self.doubts) > 1 else ""
            return f"{path.name} does not hold together ({self.doubts[0]}{more}): what is shown may be wrong.{trouble.newest_backup(path)}"
        if self.foreign:
            names = " and ".join(p.name for p in self.foreign)
            return f"{names} beside {path.name} belongs to another state of the file (it was replaced since it was open) and is not read into it."
        if self.unchecked:
            return f"{path.name} is larger than {standing.LARGEST_CHECKED // 2**20} MB, so it was not checked at opening; ⟦=verify looks at all of it|tui-tracker verify looks at all of it⟧."
        return None


def look(path: Path, lock: Path) -> Look:
    """Compare the file with what was noted at its last close; where it differs, SQLite's check and verify run.

    Nothing is written, and no unfinished part is taken into the file. Raises what SQLite raises for no database at all.
    """
    now = standing.of(path)
    beside = tuple(path.with_name(path.name + s) for s in _LEFT_OVER if standing.unfinished(path, s))
    if now is None or now.size == 0:
        return Look(now)
    before = standing.from_text(noted(lock))
    if not now.digest and not beside:
        return Look(now, unchecked=True)
    if not beside and before is not None and before.digest == now.digest and before.trusted:
        return Look(now._replace(number=before.number))
    whole = _checked(path, beside)
    if beside and (not whole.sound or (before is not None and (not now.digest or before.digest != now.digest))):
        # A log that was cut short while it was folded in leaves the file between two states, which is not sound alone.
        alone = _found(path, "immutable=1")
        # Sound together and no older than what was noted: the log is the file's own, and only the note was lost.
        older = before is not None and alone.number < before.number
        if alone.sound and alone.head != whole.head and (not whole.sound or older):
            return Look(now._replace(number=alone.number), foreign=beside)
    return Look(now._replace(number=whole.number, trusted=whole.sound), whole.damage, whole.doubts)


def set_aside(foreign: tuple[Path, ...], backups: Path) -> list[Path]:
    """Move unfinished parts that belong to another file among the backups; where they are now."""
    moved = []
    for path in foreign:
        number = 1
        while (kept := backups / f"{path.name}.left-{number}").exists():
            number += 1
        backups.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.replace(path, kept)
        moved.append(kept)
        if path.name.endswith("-wal"):
            path.with_name(path.name[: -len("-wal")] + "-shm").unlink(missing_ok=True)
    return moved


class _Found(NamedTuple):
    """One way to read the file: what every check says, and the hash its journal ends with."""

    damage: str = ""
    doubts: tuple[str, ...] = ()
    head: str = ""
    number: int = 0

    @property
    def sound(self) -> bool:
        return not self.damage and not self.doubts


def _checked(path: Path, beside: tuple[Path, ...]) -> _Found:
    if any(p.name.endswith("-journal") for p in beside):
        # Reading it would roll it back into the file, so that is tried on a copy.
        with tempfile.TemporaryDirectory(prefix=".look-", dir=path.parent, ignore_cleanup_errors=True) as folder:
            for part in (path, *beside):
                shutil.copyfile(part, Path(folder) / part.name)
            return _found(Path(folder) / path.name, "mode=rw")
    return _found(path, "mode=ro" if beside else "immutable=1")


def _found(path: Path, how: str) -> _Found:
    from tui_tracker.store import journal, verify

    with _opened(path, how) as db:
        version = migrations.version_of(db)
        damage = verify.sqlite_faults(db)
        if damage:
            return _Found(damage[0])
        if version != len(migrations.STEPS):
            return _Found()  # an older file is compared with its journal once it has been brought up to date
        doubts = tuple(verify.verify(db))
        number, head = (0, "") if doubts else journal.head(db)
        return _Found("", doubts, head, number)


@contextlib.contextmanager
def _opened(path: Path, how: str) -> Iterator[peewee.SqliteDatabase]:
    db = peewee.SqliteDatabase(f"file:{quote(str(path))}?{how}", uri=True, autoconnect=False, timeout=5)
    db.connect()
    try:
        yield db
    finally:
        db.close()
