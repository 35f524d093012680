"""Replies that are no form: an e-mail's text becomes notes, each confirmed, all in one Change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tui_tracker.actions.evidence.notes import NoteActions
from tui_tracker.domain import reply
from tui_tracker.errors import UsageError
from tui_tracker.frozen import dataclass

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session

_LARGEST = 400_000  # characters


@dataclass(frozen=True)
class Offered:
    """A note that a reply offers. ``task`` is blank where an area with several tasks is named: which of them is asked."""

    ref: str
    task: str
    area: str
    text: str


@dataclass(frozen=True)
class ReplyView:
    """What was found in a reply. ``sender`` is blank and ``day`` None where it says neither."""

    sender: str
    day: date | None
    offered: tuple[Offered, ...]
    rest: tuple[str, ...]


class ReplyActions:
    """What people write back instead of filling in a form."""

    def __init__(self, session: Session) -> None:
        self._s = session
        self._notes = NoteActions(session)

    def read(self, text: str, *, plan: str | None = None) -> ReplyView:
        """What a pasted text says of which task. Raises UsageError for one that is blank or far too long. Writes nothing."""
        if not text.strip():
            raise UsageError("Paste the text of the reply first; nothing was read.")
        if len(text) > _LARGEST:
            raise UsageError("That is far longer than a reply; paste the message alone. Nothing was read.")
        found = reply.read(text, lambda ref: self._known(ref, plan))
        return ReplyView(found.sender, found.day, tuple(self._offered(s, plan) for s in found.said), found.rest)

    def _known(self, ref: str, plan: str | None) -> str | None:
        try:
            found = self._s.read.find(ref, plan)
        except UsageError:
            return None
        return found[0].ref if found else None

    def _offered(self, said: reply.Said, plan: str | None) -> Offered:
        found = self._s.read.find(said.ref, plan)[0]
        if found.kind == "task":
            return Offered(found.ref, found.uid, "", said.text)
        tasks = self._s.read.area(found.uid).tasks
        only = tasks[0] if len(tasks) == 1 else None
        return Offered(only.ref if only else found.ref, only.uid if only else "", found.uid, said.text)

    def keep(self, notes: Sequence[tuple[str, str]], *, said_by: str, date: str | None = None) -> Applied:
        """Keep notes (uid of the task, text) as said by the sender on a day; one Change. Raises UsageError for none and without a name."""
        if not notes:
            raise UsageError("No note was confirmed, so nothing was kept.")
        if not said_by.strip():
            raise UsageError("Say who wrote it; a note without a mouth is no evidence. Nothing was kept.")
        edits = [e for uid, text in notes for e in self._notes.plain(uid, text, date=date, said_by=said_by)]
        refs = [self._notes._tasks.ref(uid) for uid in dict.fromkeys(uid for uid, _ in notes)]
        named = ", ".join(refs[:4]) + (f" and {len(refs) - 4} more" if len(refs) > 4 else "")
        return self._s.commit("noted a reply on", named, edits)
