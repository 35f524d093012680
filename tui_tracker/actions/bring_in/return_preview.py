"""What merging a returned form would do, and what it is known by."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tui_tracker.actions.bring_in.stations import StationActions, station_key
from tui_tracker.domain.changes import Edit
from tui_tracker.domain.records import ReturnForm
from tui_tracker.packs.merge import Outcome
from tui_tracker.packs.model import Extra, Unread

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
Key = tuple[str, str]


@dataclass
class Preview:
    """What merging a returned form would do, item by item, before anything is written."""

    form: ReturnForm
    path: Path
    repairs: tuple[str, ...] = ()
    notes: list[tuple[str, str]] = field(default_factory=list)
    changed: list[Outcome] = field(default_factory=list)
    clashes: list[Outcome] = field(default_factory=list)
    proposals: list[tuple[str, str, str]] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    also: list[Extra] = field(default_factory=list)
    merged_before: str = ""
    by: str = ""
    edits: list[Edit] = field(default_factory=list)
    kept: list[tuple[Edit, Path]] = field(default_factory=list)

    @property
    def missing_words(self) -> str:
        """What of the form has not come back, in a sentence; empty when all of it has."""
        if not self.missing:
            return ""
        listed = ", ".join(self.missing[:8]) + (f" and {len(self.missing) - 8} more" if len(self.missing) > 8 else "")
        return f"Not all of the form came back: {listed} {'is' if len(self.missing) == 1 else 'are'} missing. Was it cut off, or a part of it deleted?"

    @property
    def nothing_new(self) -> bool:
        """Whether there is nothing to take, to ask or to look at: no answer, and nothing else that somebody wrote."""
        return not (
            self.notes
            or self.changed
            or self.clashes
            or self.proposals
            or self.problems
            or self.files
            or self.unread
            or self.also
        )


def tick_state(t: Session, task: str, station: str | None) -> dict[str, bool]:
    """Whether a task is done at a station; nothing where the station is on no list of it."""
    found = (
        [tick for tick in StationActions(t).ticks(task) if station_key(tick.station) == station_key(station)]
        if station is not None
        else []
    )
    return {"done": found[0].done_on is not None} if found else {}


def identity(*parts: str) -> str:
    """A uid that the same words always give: 16 letters as other uids have."""
    number = int.from_bytes(
        hashlib.sha256("\x1f".join(" ".join(p.split()) for p in parts).encode("utf-8", "surrogatepass")).digest()[:10]
    )
    letters = []
    for _ in range(16):
        number, rest = divmod(number, 32)
        letters.append(_ALPHABET[rest])
    return "".join(letters)
