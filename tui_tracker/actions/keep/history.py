"""Undo, redo, erasure and verification."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from tui_tracker.actions import entry
from tui_tracker.actions.meetings.meetings import MeetingActions
from tui_tracker.actions.plan.tasks import TaskActions
from tui_tracker.domain.changes import Change, create
from tui_tracker.domain.records import PARENT_FIELDS, Alias, Attachment, Link, Meeting, Person, Redaction, Sent
from tui_tracker.domain.text import fold
from tui_tracker.domain.views import Entry, Verified
from tui_tracker.errors import RefusedError, StaleError, UsageError
from tui_tracker.store import attachments, journal, redact, verify
from tui_tracker.store.matching import at_least
from tui_tracker.store.still_held import Held, still_held

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session

_STAYS_ONCE_SENT = frozenset({"signoff", "snapshot"})


class HistoryActions:
    """Steps back and forward in the journal."""

    def __init__(self, session: Session) -> None:
        self._s = session
        self._meetings = MeetingActions(session)
        self._tasks = TaskActions(session)

    def change(self, number: int) -> Change:
        """A whole Change by its number."""
        return journal.change(self._s.db, number)

    def today_count(self) -> int:
        """How many changes were made today."""
        return journal.count_on(self._s.db, self._s.clock.today().isoformat())

    def undo(self, name: str | None = None) -> Applied:
        """Take a Change back: the newest that stands, or the one named. Raises RefusedError saying what came later."""
        undo_at, undone, _ = journal.in_force(self._s.db)
        number = journal.find(self._s.db, name) if name else undo_at
        if number is None:
            raise RefusedError("There is nothing to undo.")
        change = journal.change(self._s.db, number)
        if change.undoes is not None:
            raise RefusedError(f"Change {number} is itself an undo or redo; undo the change it names, or redo.")
        if change.uid in undone:
            raise RefusedError(f"Change {number} ({change.verb} {change.subject}) is undone already.")
        return self._invert(number, change, change, "undo")

    def redo(self) -> Applied:
        """Bring back what the last undo took. Raises RefusedError after a new change."""
        redo_at = journal.in_force(self._s.db)[2]
        if redo_at is None:
            raise RefusedError("There is nothing to redo.")
        change = journal.change(self._s.db, redo_at)
        original = journal.change(self._s.db, journal.find(self._s.db, str(change.undoes)))
        return self._invert(redo_at, change, original, "redo")

    def _invert(self, number: int, change: Change, original: Change, kind: Literal["undo", "redo"]) -> Applied:
        """Take ``change`` back; ``original`` is what somebody did, which an undo or a redo is about."""
        if journal.is_fact(None if change.kind == "step" else change.kind, change.verb):
            raise RefusedError(f"“{change.verb}” cannot be undone: it has happened.")
        self._refuse_sent(number, change)
        self._refuse_minuted(number, change)
        did = "undid" if kind == "undo" else "redid"
        try:
            applied = self._s.commit(
                f"{did}: {original.verb}",
                change.subject,
                change.inverse_edits(),
                undoes=change.uid,
                always_known=change.always_known,
                kind=kind,
            )
            return replace(applied, of=original)
        except (StaleError, RefusedError) as error:
            later = self._later(number, change)
            if later is None:
                raise
            raise RefusedError(
                f"“{change.verb} {change.subject}” cannot be undone: change {later.number} ({later.verb} {later.subject}) came later "
                "and rests on it; undo that one first."
            ) from error

    def _refuse_sent(self, number: int, change: Change) -> None:
        made = [
            e.kind
            for e in change.edits
            if e.kind in _STAYS_ONCE_SENT and (e.creates or e.field in ("verdict", "revoked"))
        ]
        if made and self._s.read.all(Sent, number=at_least(number), limit=1):
            answer = "revoke it instead" if "signoff" in made else "take a new one instead"
            raise RefusedError(
                f"“{change.verb} {change.subject}” has left the program in a paper, so it is not undone; {answer}."
            )

    def _refuse_minuted(self, number: int, change: Change) -> None:
        """A decision whose minute has left the program stands: what came of it is changed by a new entry."""
        uids = {e.uid for e in change.edits if e.kind == "meeting"}
        uids |= {(e.after or e.before)["meeting"] for e in change.edits if e.kind == "decision" and e.field is None}
        for meeting in (self._s.read.one(Meeting, uid) for uid in uids):
            what = f"minute {self._meetings.name(meeting)}" if meeting is not None else ""
            if what and self._s.read.all(Sent, what=what, number=at_least(number), limit=1):
                raise RefusedError(
                    f"“{change.verb} {change.subject}” stands in a minute that has left the program, so it is not undone; "
                    "make the change anew, and tell those who have the minute."
                )

    def _later(self, number: int, change: Change) -> Entry | None:
        """The newest later entry that touches what ``change`` touched, or hangs something on it."""
        touched = {e.uid for e in change.edits}
        fields = {(e.uid, e.field) for e in change.edits}
        undone = journal.in_force(self._s.db)[1]
        newest = None
        for later_number, later in journal.all_changes(self._s.db, after=number):
            if later.uid in undone or later.undoes is not None:
                continue
            for edit in later.edits:
                data = (edit.after or edit.before or {}) if edit.field is None else {}
                hangs = any(data.get(name) in touched for name in PARENT_FIELDS.get(edit.kind, {}))
                if (
                    hangs
                    or (edit.uid, edit.field) in fields
                    or (edit.uid, None) in fields
                    or (edit.field is None and edit.uid in touched)
                ):
                    newest = later_number
        return next((e for e in self._s.read.history() if e.number == newest), None)

    # -- erasure and verification

    def redact(self, text: str | None, *, person: str | None = None, reason: str) -> tuple[Applied, int, list[Held]]:
        """Erase a text, or a person with every spelling, everywhere. Returns the entry, places erased, files that still hold it.

        This is the one write that is no Change of the plan: it runs in one transaction with the record that says who, when
        and why, and cannot be undone.
        """
        texts = self._texts(text, person)
        why = entry.needed(entry.line(reason), "A reason")
        erase = redact.eraser(texts)
        if erase(why) != why or erase(self._s.me) != self._s.me:
            raise RefusedError(
                "The reason and your own name would hold what is to be erased; word the reason without it."
            )
        with self._s.rewriting(), self._s.db.atomic("IMMEDIATE"):
            places = redact.erase_rows(self._s.db, erase)
            digests = redact.erase_journal(self._s.db, erase)
            if not places and not digests:
                raise RefusedError("That text stands nowhere in the plan or its history; nothing was erased.")
            record = Redaction(
                uid=self._s.ids.new(), by=self._s.me or "not said", done_on=self._s.clock.today(), reason=why,
                places=places + len(digests), digests=digests,
            )  # fmt: skip
            applied = self._s.commit(
                "redacted", f"{places + len(digests)} places", [create(record)], reason=why, kind="fact"
            )
        with self._s.rewriting():
            redact.forget_free_pages(self._s.db)
        attached = {a.sha256: a.name for a in self._s.read.all(Attachment)}
        return applied, places, still_held(self._s.places, erase, attached)

    def _texts(self, text: str | None, person: str | None) -> list[str]:
        if (text is None) == (person is None):
            raise UsageError("Give either a text or ⟦=a person|--person NAME⟧ to erase.")
        plain = entry.needed(entry.line(text or person), "What to erase")
        if len(fold(plain)) < 3:
            raise UsageError(f"“{plain}” is too short to erase everywhere; give at least three characters.")
        if person is None:
            return [plain]
        who = self._s.read.register().person(plain)
        spelled = [a.spelling for a in self._s.read.all(Alias) if a.person == who]
        names = [p.name for p in self._s.read.all(Person) if p.uid == who]
        return list(dict.fromkeys([plain, *spelled, *names]))

    def verify(self, against: str | None = None) -> Verified:
        """Check every row, entry and attachment. ``against`` is a head hash from a paper: the chain must hold it."""
        number, head = self._s.read.journal_head()
        faults = verify.verify(self._s.db)
        files = self._s.read.all(Attachment)
        faults += attachments.faults(self._s.places.attachments, [(a.name, a.sha256) for a in files if a.path is None])
        pointed = attachments.pointed_faults([(a.name, a.sha256, a.path) for a in files if a.path is not None])
        links = [(self._tasks.ref(x.task), x.target) for x in self._s.read.all(Link) if x.target]
        pointed += attachments.missing_links(links)
        found = None
        if against is not None:
            found = verify.find_hash(self._s.db, against.strip()) if len(against.strip()) >= 8 else None
            if found is None:
                faults.append(
                    f"no entry of this journal has the hash {against}: it has been rewritten or cut, or belongs to another plan"
                )
        redactions = [
            f"{r.done_on.isoformat()} by {r.by}: {r.reason} ({r.places} places)" for r in self._s.read.all(Redaction)
        ]
        return Verified(number, head, tuple(faults), tuple(redactions), against=found, pointed=tuple(pointed))
