"""Evidence notes: added and corrected, never edited in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui_tracker.actions import entry
from tui_tracker.actions.plan.tasks import TaskActions
from tui_tracker.domain import changes, refs
from tui_tracker.domain.changes import Edit
from tui_tracker.domain.records import Attachment, Link, Note, Task
from tui_tracker.domain.wording import EVIDENCE_KINDS
from tui_tracker.errors import UsageError
from tui_tracker.store import attachments

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session


class NoteActions:
    """What somebody said about a task, with its own date, links and files."""

    def __init__(self, session: Session) -> None:
        self._s = session
        self._tasks = TaskActions(session)

    def add(
        self,
        task_uid: str,
        text: str,
        *,
        date: str | None = None,
        said_by: str | None = None,
        links: Sequence[str] = (),
        files: Sequence[Path] = (),
        kind: str | None = None,
        expires: str | None = None,
        also: Sequence[str] = (),
        reference: bool = False,
    ) -> Applied:
        """A note; ``date`` is the day of the evidence (today if not given), ``said_by`` the assignee if not given.

        ``also`` names more tasks (uids) that it serves. ``reference``: files are pointed to and no copy is kept, as is
        always so in an area that is marked sensitive. Raises UsageError when tasks of different assignees are served and
        nobody is named: one note has one mouth.
        """
        tasks = list(dict.fromkeys([task_uid, *also]))
        shared = self._s.ids.new() if len(tasks) > 1 else None
        what = {"evidence_kind": evidence_kind(kind), "expires": self._expires(expires), "shared": shared}
        edits: list[Edit] = []
        named = []
        held = [self._tasks.get(uid) for uid in tasks]
        said = entry.line(said_by) or self._assignee([task for task, _ in held]) or self._s.me
        for task, area in held:
            named.append(refs.task_ref(area.ref, task.no))
            note = replace(self._note(task.uid, text, date, said), **what)  # type: ignore[arg-type]  # a text, a date, a text
            edits += [changes.create(note), *self._proof(note, links, files, reference=reference or area.sensitive)]
        return self._s.commit("noted", ", ".join(named), edits)

    def plain(self, task_uid: str, text: str, *, date: str | None = None, said_by: str | None = None) -> list[Edit]:
        """The edits of a note without proof on one task, for a Change that says more than the note."""
        said = entry.line(said_by) or self._assignee([self._tasks.get(task_uid)[0]]) or self._s.me
        return [changes.create(self._note(task_uid, text, date, said))]

    def correct(
        self,
        note_uid: str,
        text: str,
        *,
        date: str | None = None,
        said_by: str | None = None,
        kind: str | None = None,
        expires: str | None = None,
    ) -> Applied:
        """A new note in the place of another, whose text stays readable; on every task that it serves."""
        old = self._s.read.known(Note, note_uid)
        if self._corrected(old):
            raise UsageError("That note has been corrected already; correct the newer one.")
        same = self._s.read.all(Note, shared=old.shared) if old.shared else [old]
        shared = self._s.ids.new() if old.shared else None
        what = {
            "evidence_kind": evidence_kind(kind) if kind is not None else old.evidence_kind,
            "expires": self._expires(expires) if expires is not None else old.expires,
            "shared": shared,
        }
        edits: list[Edit] = []
        standing = [n for n in same if not self._corrected(n)]
        for one in standing:
            edits += self._replaced(one, text, date, said_by, what)
        return self._s.commit("corrected a note on", ", ".join(self._tasks.ref(n.task) for n in standing), edits)

    @staticmethod
    def _assignee(tasks: Sequence[Task]) -> str | None:
        """Whose word it is when nobody is named: the assignee's, if it is one for all."""
        people = {t.assigned_to for t in tasks}
        if len(people) > 1:
            raise UsageError("One note for tasks of different assignees wants who said it; nothing was kept.")
        return people.pop()

    def _corrected(self, note: Note) -> bool:
        return bool(self._s.read.all(Note, corrects=note.uid))

    def _replaced(
        self, old: Note, text: str, date: str | None, said_by: str | None, what: dict[str, object]
    ) -> list[Edit]:
        """The edits that put a new note in the place of ``old``, with its proof."""
        day = date or old.date_text or (old.date.isoformat() if old.date else None)
        made = self._note(old.task, text, day, said_by or old.said_by)
        if day is None:  # nobody has said when: what was undated stays so
            made = replace(made, date=None, date_precision=None)
        note = replace(made, corrects=old.uid, position=old.position, origin=old.origin, **what)  # type: ignore[arg-type]  # a text, a date, a text
        edits: list[Edit] = [changes.create(note)]
        for kind in ("link", "attachment"):
            for proof in self._s.read.each(kind, note=old.uid):
                edits += changes.set_fields(proof, note=note.uid)
        return edits

    def _expires(self, text: str | None) -> object:
        made = entry.made_date(text, self._s.clock.today())
        return made.due if made else None

    def _note(self, task: str, text: str, day: str | None, said_by: str | None) -> Note:
        today = self._s.clock.today()
        made = entry.made_date(day, today, "past")
        count = self._s.read.all(Note, task=task)
        return Note(
            uid=self._s.ids.new(),
            task=task,
            position=max((n.position for n in count), default=-1) + 1,
            date=made.due if made else today,
            date_text=made.text if made and made.precision != "day" else None,
            date_precision=made.precision if made else "day",
            said_by=entry.line(said_by),
            entered_by=self._s.me,
            entered_at=self._s.clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            text=entry.needed(text, "The note's text"),
        )

    def _proof(self, note: Note, links: Sequence[str], files: Sequence[Path], *, reference: bool) -> list[Edit]:
        edits = []
        for link in links:
            if target := entry.line(link):
                edits.append(changes.create(Link(uid=self._s.ids.new(), task=note.task, note=note.uid, target=target)))
        for path in files:
            kept = attachments.point(path) if reference else attachments.keep(path, self._s.places.attachments)
            edits.append(
                changes.create(
                    Attachment(
                        uid=self._s.ids.new(),
                        task=note.task,
                        note=note.uid,
                        name=kept.name,
                        sha256=kept.sha256,
                        size=kept.size,
                        path=str(path.resolve()) if reference else None,
                    )
                )
            )
        return edits


def evidence_kind(text: str | None) -> str | None:
    """A kind of evidence from its id or word; None when it is blank. Raises UsageError for another."""
    plain = entry.line(text)
    if plain is None:
        return None
    for name, word in EVIDENCE_KINDS.items():
        if plain.casefold() in (name, word):
            return name
    raise UsageError(f"“{plain}” is not a kind of evidence; use one of {', '.join(EVIDENCE_KINDS.values())}.")
