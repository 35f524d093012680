"""An open plan file: what it stands like, and that it is still the one at its path."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tui_tracker.errors import PlanFileError
from tui_tracker.store import standing, trouble
from tui_tracker.store.lock import ReaderLock, WriterLock

if TYPE_CHECKING:
    from tui_tracker.domain.changes import Change
    from tui_tracker.store.readable import Readable

_OLDEST_SQLITE = (3, 37)


class PlanFile:
    """An open plan file. ``notice`` is a sentence the user should see; ``may_write`` is False for a second window.

    ``trusted`` is False where damage was found: what is read may be wrong, and that has been said.
    """

    def __init__(
        self,
        path: Path,
        db: Readable,
        lock: WriterLock | ReaderLock | None,
        notice: str | None,
        *,
        trusted: bool = True,
        stood: standing.Standing | None = None,
    ) -> None:
        self.path = path
        self.db = db
        self.notice = notice
        self.trusted = trusted
        self._lock = lock
        self._held = standing.Held(path) if not _in_memory(db) else None
        self._standing: standing.Standing | None = None
        if self.may_write:
            found = standing.of(path) if standing.moved_on(path, stood) else stood
            self._standing = found._replace(number=self._number(), trusted=trusted) if found else None
        self._saved: list[Change] = []
        self._last_number = 0
        self._writing = False
        self._rescued: Path | None = None
        self._note()

    @property
    def may_write(self) -> bool:
        return isinstance(self._lock, WriterLock)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Around every write of the program's own: the file stands differently afterwards."""
        if self._writing:  # a Change within a larger write
            yield
            return
        self.refuse_swapped()
        self._writing = True
        try:
            yield
        finally:
            self.saved()
            self._writing = False

    def refuse_written_over(self) -> None:
        """Raise PlanFileError when somebody else has written over the open file: what would be read is a mixture."""
        if (
            self._standing is not None
            and not self._writing
            and standing.moved_on(self.path, self._standing)
            and standing.written_over(self.path, self._standing)
        ):
            self.refuse_swapped()

    def saved(self, change: Change | None = None) -> None:
        """Take note that the program itself has written to the file: it stands differently from now on."""
        if change is not None:
            self._saved.append(change)
        if self.may_write and standing.moved_on(self.path, self._standing):
            found = standing.of(self.path)
            self._standing = found._replace(number=self._number(), trusted=self.trusted) if found else None
            self._note()

    def _number(self) -> int:
        """The journal entry that the file ends with; 0 where it cannot be read."""
        with trouble.passed_over():
            if not self.db.is_closed():
                row = self.db.execute_sql("SELECT max(number) FROM journal").fetchone()
                self._last_number = int(row[0] or 0)
        return self._last_number

    def _note(self) -> None:
        if isinstance(self._lock, WriterLock) and self._standing is not None:
            self._lock.note(self._standing.text)

    def refuse_swapped(self) -> None:
        """Raise PlanFileError when the file at the path is not the one that is open: deleted, moved away, replaced or written over.

        What was acknowledged is kept, once, and the sentence names where.
        """
        if self._standing is None or standing.same(self.path, self._standing):
            return
        what = "another file has been put in its place" if self.path.exists() else "it has been deleted or moved away"
        if self._rescued is None:
            from tui_tracker.store import rescue

            self._rescued = rescue.keep(self.db, self.path, self._saved)
        kept = (
            f" Everything that was saved here is kept in {self._rescued}."
            if self._rescued is not None
            else " Nothing could be kept as a copy."
        )
        raise PlanFileError(
            f"{self.path} is not the file that is open any more: {what} (a sync program does that), so nothing was written.{kept} Close this window, look at both, and open the right one."
        )

    def close(self) -> None:
        """Close the connection, note how the file stands now, and give the lock back."""
        ours = self._standing is not None and standing.same(self.path, self._standing)
        with trouble.passed_over():
            self._number()
            if not self.db.is_closed():
                if self._standing is not None and not ours and standing.written_over(self.path, self._standing):
                    from tui_tracker.store import rescue

                    rescue.close_unfolded(self.db, self.path)
                self.db.close()
        if self._held is not None:
            self._held.release()
        if self._lock is None:
            return
        if ours and not standing.unfinished(self.path):
            self.saved()
        self._lock.release()
        self._lock = None
        self._standing = None


def _in_memory(db: Readable) -> bool:
    return str(db.database) == ":memory:"


def lock_of(path: Path) -> Path:
    return path.with_name(path.name + ".lock")


def joined(*sentences: str | None) -> str | None:
    return " ".join(s for s in sentences if s) or None


def check_sqlite() -> None:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise PlanFileError(
            f"SQLite {sqlite3.sqlite_version} is too old; tui_tracker needs 3.37 or newer, which Python 3.11 brings."
        )


def plan_error(path: Path, error: BaseException) -> BaseException:
    return trouble.sentence(path, error) if isinstance(error, trouble.store_faults()) else error
