"""Return forms: made, recorded, read back, previewed, merged as one Change. Nothing of theirs is lost, nothing of ours overwritten."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_tracker import files
from tui_tracker.actions.bring_in.return_merge import Merging
from tui_tracker.actions.bring_in.return_preview import Key, Preview, tick_state
from tui_tracker.actions.bring_in.stations import StationActions, Whose
from tui_tracker.actions.meetings.action_log import ActionLog
from tui_tracker.actions.send_out.papers import PaperActions
from tui_tracker.domain import changes, dates
from tui_tracker.domain.changes import Edit
from tui_tracker.domain.document import Document
from tui_tracker.domain.file_endings import COME_BACK_AS, RETURN_FORMS
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.records import ReturnForm
from tui_tracker.domain.text import clean, count_of, first_line, fold
from tui_tracker.domain.views import TaskView, shown_date
from tui_tracker.errors import FileError, RefusedError, UsageError
from tui_tracker.frozen import dataclass
from tui_tracker.packs import text_form, workbook_form, wrapping
from tui_tracker.packs.merge import Take
from tui_tracker.packs.model import Blank, Item, Returned
from tui_tracker.paths import refuse_own
from tui_tracker.reports import markdown
from tui_tracker.store import attachments

if TYPE_CHECKING:
    from tui_tracker.actions.session import Applied, Session

REPLY_DAYS = 14
_LARGEST = 30_000_000


@dataclass(frozen=True)
class Made:
    """A form that was written: its record, the file, and the chaser sheet beside it."""

    form: ReturnForm
    path: Path
    chaser: Path | None


@dataclass(frozen=True)
class Draft:
    """A form that is ready to be written: its record, what to record, the file's content, and the chaser sheet or None."""

    record: ReturnForm
    edits: list[Edit]
    content: str | bytes
    sheet: Document | None


class ReturnActions:
    """What goes out and what comes back."""

    def __init__(self, session: Session) -> None:
        self._s = session
        self._stations = StationActions(session)

    # -- reading

    def all(self) -> list[ReturnForm]:
        """Every form that went out, the newest first."""
        return self._s.read.all(ReturnForm, order=("-number",))

    def waiting(self) -> list[ReturnForm]:
        """Forms that nobody has answered and that are still asked for; the oldest first."""
        return self._s.read.all(ReturnForm, answered_on=None, withdrawn=None, order=("sent_on", "number"))

    def days_out(self, form: ReturnForm) -> int:
        """For how many days a form has been out without an answer."""
        return 0 if form.answered_on or form.withdrawn else (self._s.read.today - form.sent_on).days

    def numbered(self, number: int) -> ReturnForm:
        """The form of a number. Raises UsageError when there is none."""
        found = self._s.read.all(ReturnForm, number=number)
        if not found:
            raise UsageError(f"There is no return form {number}; pack list shows them.")
        made: ReturnForm = found[0]
        return made

    # -- going out

    def make(
        self, path: Path, name: str, *, query: str | None = None, marking: str = "", service: str = "", form: str | None = None,
        chaser: bool = True, replace_file: bool = False,
    ) -> Made:  # fmt: skip
        """Write the form of a person, a station or any filter, its chaser sheet beside it, and record that it went out."""
        kind = (form or path.suffix.lstrip(".") or "xlsx").lower()
        if kind not in RETURN_FORMS:
            raise UsageError(f"“.{kind}” is no return form; there are .xlsx and .txt.")
        path = path if path.suffix else path.with_suffix(f".{kind}")
        if path.suffix.lower() != f".{kind}":
            raise UsageError(f"{path.name} would hold .{kind}; give it that ending.")
        self._s.refuse_reading()  # a form that went out and is not on record could not come back
        whose = Whose("query", name.strip() or query, query) if query is not None else self._stations.whose(name)
        draft = self.draft(whose, path, kind, marking, service, chaser=chaser)
        beside = path.with_name(f"{path.name} - chaser.md") if draft.sheet is not None else None
        for file in (path, beside):
            if file is not None:
                refuse_own(self._s.places, file)
                files.refuse_existing(file, replace=replace_file)
        files.write_whole(path, draft.content, replace=replace_file)
        if beside is not None and draft.sheet is not None:
            files.write_whole(beside, "".join(markdown.render(draft.sheet)), replace=replace_file)
        self._s.commit(
            "made a return form for", f"{whose.name} ({count_of(len(draft.record.base), 'task')})", draft.edits
        )
        return Made(draft.record, path, beside)

    def draft(
        self, whose: Whose, path: Path, kind: str, marking: str, service: str, *, chaser: bool = True, number: int = 0
    ) -> Draft:
        """The form as it would go out, nothing written yet. Raises UsageError when there is nothing to ask.

        ``number`` is its own; the next one when it is 0.
        """
        uids = self._stations.tasks_of(whose)
        views = [v for v in self._s.read.task_views(uids) if v.area.withdrawn is None]
        if not views:
            raise UsageError(f"{whose.name} has no standing task, so there is nothing to ask.")
        record, edits = self._record(whose, path, marking, views, number or self.next_number())
        blank = self._blank(record, views, service)
        content: str | bytes = workbook_form.render(blank) if kind == "xlsx" else text_form.render(blank)
        return Draft(record, edits, content, self._chaser(whose, views, marking, service) if chaser else None)

    def next_number(self) -> int:
        """The number of the next form."""
        newest = self._s.read.all(ReturnForm, order=("-number",), limit=1)
        return int(newest[0].number if newest else 0) + 1

    def _record(
        self, whose: Whose, path: Path, marking: str, views: Sequence[TaskView], number: int
    ) -> tuple[ReturnForm, list[Edit]]:
        station = whose.name if whose.kind == "station" else None
        base: dict[str, Any] = {}
        for v in views:
            ticked = tick_state(self._s, v.task.uid, station)
            # Where a task rolled out to many stands as a whole is not for one station to say.
            base[v.task.uid] = {"ref": v.row.ref, **(ticked or {"progress": v.task.progress})}
            item = _item(v, (ticked or {}).get("done"))
            base[v.task.uid]["told"] = [item.title, item.due, item.progress, item.last]
        record = ReturnForm(
            uid=self._s.ids.new(), number=number, holder=whose.name, holder_kind=whose.kind, query=whose.query,
            station=station, file=clean(path.name, multiline=False), sent_on=self._s.clock.today(), journal=self._s.read.journal_head()[0],
            marking=marking or None, base=base,
        )  # fmt: skip
        return record, [changes.create(record)]

    def _blank(self, record: ReturnForm, views: Sequence[TaskView], service: str) -> Blank:
        items = tuple(_item(v, record.base[v.task.uid].get("done")) for v in views)
        return Blank(
            record.uid, record.holder, service, record.marking or "", record.sent_on, record.sent_on + timedelta(days=REPLY_DAYS), items,
            folder=f"{Path(record.file).stem} files",
        )  # fmt: skip

    def _chaser(self, whose: Whose, views: Sequence[TaskView], marking: str, service: str) -> Document | None:
        """The sheet that says what is late, sent back or due soon, beside the form that answers it."""
        from tui_tracker.actions.send_out.style import Style, action_lines
        from tui_tracker.reports import owner as report

        t = self._s
        style = Style(service=service, marking=marking or "none", internal=True)
        mine = ActionLog(t).of_owner(whose.name) if whose.kind == "person" else []
        sheet = report.Chaser(
            whose.name, list(views), t.read.today, PaperActions(t).origin(t, style), action_lines(t, mine)
        )
        if not any(found for _, found in report.groups(sheet, sheet.tasks)) and not mine:
            return None
        return report.document(sheet)

    def withdraw(self, number: int, reason: str) -> Applied:
        """No answer to a form is expected any more."""
        found = self.numbered(number)
        if found.answered_on or found.withdrawn:
            raise RefusedError(f"Return form {number} is {'answered' if found.answered_on else 'withdrawn'} already.")
        if not reason.strip():
            raise UsageError("Why is no answer expected any more?")
        edits = changes.set_fields(found, withdrawn=clean(reason).strip())
        return self._s.commit("withdrew the return form of", found.holder, edits, reason=clean(reason).strip())

    # -- coming back

    def read_file(self, path: Path) -> Returned:
        """A returned form as it stands in its file, however it came. Raises FileError naming the line or cell that cannot be read."""
        return wrapping.read(self.bytes_of(path), path.name)

    @staticmethod
    def bytes_of(path: Path) -> bytes:
        """The bytes of a plain file of a form's size. Raises FileError."""
        try:
            if not path.exists() and not path.is_symlink():
                raise FileError(f"{path} is not there; look at its name and folder.")
            if path.is_symlink() or not path.is_file():
                raise FileError(f"{path} is no plain file, so it was not read.")
            if path.stat().st_size > _LARGEST:
                raise FileError(
                    f"{path} has {path.stat().st_size / 2**20:,.0f} MB; a return form is far smaller. Nothing was read."
                )
            return path.read_bytes()
        except OSError as error:
            raise FileError(f"{path} cannot be read: {error.strerror or error}.") from error

    def find(self, returned: Returned, name: str) -> ReturnForm:
        """The record of a returned form. Raises RefusedError for another plan's form or one that claims another holder."""
        found = self._s.read.one(ReturnForm, returned.form) or self._s.read.one(ReturnForm, returned.form.strip().lower())  # fmt: skip
        if found is None:
            raise RefusedError(
                f"{name} is no form that this plan sent out: it belongs to another plan, or was made before a restore."
            )
        if returned.holder and fold(returned.holder) != fold(found.holder):
            raise RefusedError(
                f"{name} was made for {found.holder} and says it comes from {returned.holder[:60]}; it was not merged. "
                f"If it is theirs and somebody else filled it in, put {found.holder} back there, and the name into “filled in by”."
            )
        return found

    def preview(
        self,
        path: Path,
        *,
        take: Mapping[Key, Take] | Take | None = None,
        settled: Mapping[Key, str] | None = None,
        also: Collection[int] | None = (),
    ) -> Preview:
        """What merging a form would do. ``settled`` gives other words for answers that could not be read; blank leaves one out.

        ``also`` are the numbers of what else is written on it that is taken as notes; None takes all that stand with a task.
        Raises FileError or RefusedError when the form as a whole cannot be taken.
        """
        data = self.bytes_of(path)
        returned = wrapping.read(data, path.name)
        merging = Merging(self._s, self.find(returned, path.name), path, take, hashlib.sha256(data).hexdigest())
        return merging.preview(returned, settled or {}, also)

    def merge(self, preview: Preview) -> Applied | None:
        """Merge what a preview shows, as one Change; None when there is nothing new. What cannot be read waits, and holds up nothing else.

        Raises RefusedError while both sides' changes are not settled, UsageError where nobody says who merges.
        """
        name = preview.path.name
        if not self._s.me.strip():
            raise UsageError(
                "Who merges it? Say ⟦--me NAME|--me NAME⟧, or put your name into the settings. Nothing was merged."
            )
        if preview.clashes:
            one_clash = preview.clashes[0]
            raise RefusedError(
                f"{name}: {len(preview.clashes)} answer{'s' if len(preview.clashes) > 1 else ''} and this plan have both changed "
                f"({one_clash.ref} {one_clash.field}); say which holds. Nothing was merged."
            )
        if not preview.edits and not preview.kept:
            return None
        edits = list(preview.edits)
        for edit, path in preview.kept:
            kept = attachments.keep(path, self._s.places.attachments)
            if kept.sha256 != edit.after["sha256"]:
                raise FileError(f"{path.name} changed while it was read; nothing was merged.")
            edits.append(edit)
        subject = (
            f"{preview.form.holder}: {count_of(len(preview.notes), 'note')}, {count_of(len(preview.changed), 'change')}"
        )
        return self._s.commit(
            "merged the return of", subject, edits, reason=f"form {preview.form.number}, {first_line(name, 80)}"
        )


def _item(view: TaskView, ticked: bool | None) -> Item:
    """One task as its holder sees it."""
    notes = view.standing_notes()
    dated = [n for n in notes if n.date is not None]
    last = max(dated, key=lambda n: (n.date or date.min, n.position)) if dated else (notes[-1] if notes else None)
    day = shown_date(last.date, last.date_precision, last.date_text) if last else ""
    late = f" ({dates.counted(view.row.overdue_days)} past)" if view.row.overdue_days else ""
    return Item(
        view.row.ref, view.task.title or view.area.title, view.due_words() + late,
        WORDS[Progress(view.task.progress)].word, f"{day or 'undated'}: {first_line(last.text, 240)}" if last else "nothing yet", ticked,
    )  # fmt: skip


def forms_in(folder: Path) -> list[Path]:
    """What in a folder a return form may have come as, by name. Raises FileError when it holds nothing of the kind."""
    found = sorted(p for p in folder.iterdir() if p.is_file() and _may_be_form(p))
    if not found:
        raise FileError(f"{folder} holds no return form (.xlsx or .txt, or a mail or archive with one).")
    return found


def passed_over(folder: Path) -> list[str]:
    """Everything else in a folder, each with the reason why it is passed over."""
    made = []
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if not path.name.endswith(" files"):
                made.append(f"{path.name}: a folder inside this one; merge it by itself")
        elif path.name.startswith("~$"):
            made.append(f"{path.name}: a lock that Excel leaves while it has the file open")
        elif not _may_be_form(path):
            made.append(f"{path.name}: no kind of file that a form comes in")
    return made


def _may_be_form(path: Path) -> bool:
    return path.suffix.lower().lstrip(".") in COME_BACK_AS and not path.name.startswith(("~", "."))


def value_words(value: object) -> str:
    """A merged field's value in words."""
    if isinstance(value, bool):
        return "done" if value else "not done"
    return WORDS[Progress(str(value))].word
