"""The roll-up of a plan, begun before the app is loaded: while Python loads Textual, SQLite counts."""

from __future__ import annotations

import contextlib
import sys
import threading
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tui_tracker.domain.views import SummaryView
from tui_tracker.store.open_to_read import glance
from tui_tracker.store.read import Reader

# Each row of an answer wants the interpreter, which whoever imports gives up every 5 ms unless told otherwise.
_SWITCH_SECONDS = 0.0002


class _Counted(NamedTuple):
    newest_change: tuple[int, str]
    today: date
    summary: SummaryView


class Ahead:
    """Counts a plan file in a thread of its own. It may fail in any way: whoever asks then counts for themselves."""

    def __init__(self, path: Path, today: date) -> None:
        self._counted: _Counted | None = None
        self._interval = sys.getswitchinterval()
        sys.setswitchinterval(_SWITCH_SECONDS)
        self._thread = threading.Thread(target=self._count, args=(path, today), daemon=True)
        self._thread.start()

    def _count(self, path: Path, today: date) -> None:
        with contextlib.suppress(Exception), glance(path) as db:
            read = Reader(db, today)
            self._counted = _Counted(read.newest_change(), today, read.summary())

    def summary(self, read: Reader) -> SummaryView | None:
        """What ``read.summary()`` would give, where the plan stands as it stood then; None otherwise."""
        self._thread.join()
        sys.setswitchinterval(self._interval)
        found, self._counted = self._counted, None
        if found is None or found.today != read.today or found.newest_change != read.newest_change():
            return None
        return found.summary
