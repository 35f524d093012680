"""Chase everybody at once: for each owner with something late, sent back or due soon a text to paste, a draft message and their form."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import TYPE_CHECKING

from tui_tracker import files
from tui_tracker.actions.bring_in.chased import Chased, chased
from tui_tracker.actions.bring_in.returns import Draft, ReturnActions
from tui_tracker.actions.bring_in.stations import Whose
from tui_tracker.domain import dates
from tui_tracker.domain.document import Block, Cell, Column, Document, Para, Table
from tui_tracker.domain.file_endings import RETURN_FORMS
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.signoff import Stage
from tui_tracker.domain.text import fold
from tui_tracker.domain.views import TaskRow
from tui_tracker.errors import FileError, UsageError
from tui_tracker.frozen import dataclass
from tui_tracker.paths import refuse_own
from tui_tracker.reports import markdown, plain

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session

_SOON_DAYS = 30
_TYPES = {"xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"), "txt": ("text", "plain")}
INDEX = "who was asked.md"


@dataclass(frozen=True)
class Owed:
    """An owner of whom a word is wanted: how many of their tasks were sent back, are late, or are due soon."""

    name: str
    back: int
    late: int
    due: int


@dataclass(frozen=True)
class Letter:
    """What was written for one owner: the message, its draft, the form, and how often they were asked before without an answer."""

    owed: Owed
    text: Path
    message: Path
    form: Path
    before: Chased | None


class ChaseActions:
    """Everybody at once, and who has not answered."""

    def __init__(self, session: Session) -> None:
        self._s = session
        self._returns = ReturnActions(session)

    def unanswered(self) -> list[Chased]:
        """Everybody who was asked and has not answered."""
        return chased(self._s)

    def owed(self) -> list[Owed]:
        """Everybody of whom a word is wanted, by name; people who have left are not asked."""
        needs: dict[str, list[str]] = {}
        register = self._s.read.register()
        for row in self._s.read.task_rows(self._s.read.task_ids("")):
            if need := self._need(row):
                for person in register.people(row.assigned_to):
                    needs.setdefault(person, []).append(need)
        made = []
        for view in self._s.read.persons():
            found = needs.get(register.person(view.name), [])
            if found and view.assigned and view.left_on is None:
                made.append(Owed(view.name, *(found.count(what) for what in ("back", "late", "due"))))
        return sorted(made, key=lambda o: fold(o.name))

    def _need(self, row: TaskRow) -> str:
        """Why a task wants a word: each task for one reason, as on the chaser sheet."""
        if row.stage == Stage.SENT_BACK:
            return "back"
        if row.overdue_days:
            return "late"
        soon = self._s.read.today + timedelta(days=_SOON_DAYS)
        open_ = row.progress != Progress.COMPLETE
        return "due" if open_ and row.due is not None and row.due <= soon else ""

    def each(
        self, folder: Path, *, marking: str = "", service: str = "", form: str = "xlsx", replace_file: bool = False
    ) -> list[Letter]:
        """Write for everybody into a folder, as one Change. Raises FileError, with nothing written, when a file is there already."""
        if form not in RETURN_FORMS:
            raise UsageError(f"“.{form}” is no return form; there are .xlsx and .txt.")
        self._s.refuse_reading()  # a form that went out and is not on record could not come back
        found = self.owed()
        if not found:
            raise UsageError(
                "Nobody has a task that is late, sent back or due in the next 30 days, so nobody is asked."
            )
        before = {fold(c.holder): c for c in self.unanswered()}
        names = _file_names(o.name for o in found)
        letters = [
            Letter(
                o,
                folder / f"{names[o.name]}.message.txt",
                folder / f"{names[o.name]}.eml",
                folder / f"{names[o.name]}.form.{form}",
                before.get(fold(o.name)),
            )
            for o in found
        ]
        self._refuse_taken(folder, letters, replace=replace_file)
        first = self._returns.next_number()
        drafts = [
            self._returns.draft(Whose("person", x.owed.name), x.form, form, marking, service, number=first + i)
            for i, x in enumerate(letters)
        ]
        for letter, draft in zip(letters, drafts, strict=True):
            self._write(letter, draft, form, replace=replace_file)
        files.write_whole(folder / INDEX, "".join(markdown.render(self._index(letters, marking))), replace=replace_file)
        edits = [edit for draft in drafts for edit in draft.edits]
        self._s.commit("made return forms for", f"{len(letters)} people", edits)
        return letters

    def _refuse_taken(self, folder: Path, letters: list[Letter], *, replace: bool) -> None:
        refuse_own(self._s.places, folder / INDEX)
        if folder.exists() and not folder.is_dir():
            raise FileError(f"{folder} is a file; name a folder for the messages.")
        for path in [p for x in letters for p in (x.text, x.message, x.form)] + [folder / INDEX]:
            files.refuse_existing(path, replace=replace)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileError(f"{folder} cannot be made: {error.strerror or error}.") from error

    def _write(self, letter: Letter, draft: Draft, form: str, *, replace: bool) -> None:
        text = self._text(letter, draft)
        files.write_whole(letter.form, draft.content, replace=replace)
        files.write_whole(letter.text, text, replace=replace)
        files.write_whole(letter.message, self._message(letter, draft, text, form), replace=replace)

    def _text(self, letter: Letter, draft: Draft) -> str:
        """What is said to one owner."""
        said = [f"To: {letter.owed.name}", ""]
        if letter.before is not None:
            said += [f"You were {letter.before.words()}.", ""]
        body = plain.render(draft.sheet) if draft.sheet is not None else "Please tell us where your tasks stand.\n"
        return (
            "\n".join(said)
            + body
            + f"\nPlease answer in the form that comes with this ({letter.form.name}), or reply in your own words.\n"
        )

    @staticmethod
    def _message(letter: Letter, draft: Draft, text: str, form: str) -> bytes:
        """A draft that a mail program opens to be addressed and sent: no sender, no recipient, no hour."""
        made = EmailMessage(policy=SMTP)
        made["Subject"] = (
            f"Improvement plan: a word about {letter.owed.back + letter.owed.late + letter.owed.due} of your tasks"
        )
        made["X-Unsent"] = "1"
        made.set_content(text, cte="quoted-printable")
        content = draft.content if isinstance(draft.content, bytes) else draft.content.encode("utf-8")
        kind, sub = _TYPES[form]
        made.add_attachment(content, maintype=kind, subtype=sub, filename=letter.form.name)
        made.set_boundary(f"=_{draft.record.uid}")
        return made.as_bytes()

    def _index(self, letters: list[Letter], marking: str) -> Document:
        rows: list[list[Cell]] = []
        for x in letters:
            before = x.before.words() if x.before is not None else "not before"
            again = "yes" if x.before is not None and x.before.times + 1 > 1 else "no"
            rows.append([x.owed.name, x.owed.back, x.owed.late, x.owed.due, x.message.name, before, again])
        columns = [
            Column("Who", width=2), Column("Sent back", True), Column("Late", True), Column("Due soon", True), Column("Message", width=3),
            Column("Asked before", width=3), Column("To escalate if this is not answered"),
        ]  # fmt: skip
        day = dates.long(self._s.read.today)
        blocks: list[Block] = [
            Para(f"{len(letters)} people are asked on {day}. Open a message, address it, send it; the form is in it."),
            Table(columns, rows),
        ]
        return Document(f"Who was asked on {day}", marking, day, blocks)


def _file_names(names: Iterable[str]) -> dict[str, str]:
    """A file name for each name, none of them twice, whatever letters the file system tells apart."""
    made: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        plain_name = files.safe_name(name)
        found, n = plain_name, 2
        while fold(found) in taken:
            found, n = f"{plain_name} {n}", n + 1
        taken.add(fold(found))
        made[name] = found
    return made
