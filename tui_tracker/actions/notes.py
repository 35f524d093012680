"""Evidence notes: added and corrected, never edited in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui_tracker.actions import entry
from tui_tracker.domain import changes, refs
from tui_tracker.domain.changes import Edit
from tui_tracker.domain.records import Attachment, Link, Note
from tui_tracker.errors import UsageError
from tui_tracker.store import attachments

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Applied, Tracker


class NoteActions:
    """What somebody said about a task, with its own date, links and files."""

    def __init__(self, tracker: Tracker) -> None:
        self._t = tracker

    def add(
        self,
        task_uid: str,
        text: str,
        *,
        date: str | None = None,
        said_by: str | None = None,
        links: Sequence[str] = (),
        files: Sequence[Path] = (),
    ) -> Applied:
        """A note; ``date`` is the day of the evidence (today if not given), ``said_by`` the assignee if not given."""
        task, area = self._t.tasks.get(task_uid)
        ref = refs.task_ref(area.ref, task.no)
        note = self._note(task_uid, text, date, entry.line(said_by) or task.assigned_to or self._t.me)
        return self._t.commit("noted", ref, [changes.create(note), *self._proof(note, links, files)])

    def correct(self, note_uid: str, text: str, *, date: str | None = None, said_by: str | None = None) -> Applied:
        """A new note in the place of another, whose text stays readable."""
        old: Note | None = self._t.read.record("note", note_uid)
        if old is None:
            raise UsageError("That note is not in the plan any more.")
        if self._t.read.records("note", "WHERE corrects = ?", (note_uid,)):
            raise UsageError("That note has been corrected already; correct the newer one.")
        made = self._note(
            old.task,
            text,
            date or old.date_text or (old.date.isoformat() if old.date else None),
            said_by or old.said_by,
        )
        note = replace(made, corrects=old.uid, position=old.position, origin=old.origin)
        edits: list[Edit] = [changes.create(note)]
        for kind in ("link", "attachment"):
            for proof in self._t.read.records(kind, "WHERE note = ?", (old.uid,)):
                edits += changes.set_fields(proof, note=note.uid)
        return self._t.commit("corrected a note on", self._t.tasks.ref(old.task), edits)

    def _note(self, task: str, text: str, day: str | None, said_by: str | None) -> Note:
        today = self._t.clock.today()
        made = entry.made_date(day, today, "past")
        count = self._t.read.records("note", "WHERE task = ?", (task,))
        return Note(
            uid=self._t.ids.new(),
            task=task,
            position=max((n.position for n in count), default=-1) + 1,
            date=made.due if made else today,
            date_text=made.text if made and made.precision != "day" else None,
            date_precision=made.precision if made else "day",
            said_by=entry.line(said_by),
            entered_by=self._t.me,
            entered_at=self._t.clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            text=entry.needed(text, "The note's text"),
        )

    def _proof(self, note: Note, links: Sequence[str], files: Sequence[Path]) -> list[Edit]:
        edits = []
        for link in links:
            if target := entry.line(link):
                edits.append(changes.create(Link(uid=self._t.ids.new(), task=note.task, note=note.uid, target=target)))
        for path in files:
            kept = attachments.keep(path, self._t.places.attachments)
            edits.append(
                changes.create(
                    Attachment(
                        uid=self._t.ids.new(),
                        task=note.task,
                        note=note.uid,
                        name=kept.name,
                        sha256=kept.sha256,
                        size=kept.size,
                    )
                )
            )
        return edits
