"""Files that leave the program. What leaves is recorded, so that it is no longer undone behind a reader's back."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_tracker import files
from tui_tracker.actions.meetings.meetings import MeetingActions
from tui_tracker.actions.plan.tasks import TaskActions
from tui_tracker.actions.send_out import asked, sent_beside, standing_texts
from tui_tracker.actions.send_out.evidence_library import EvidenceLibrary
from tui_tracker.actions.send_out.file_forms import FORMAT, csv, ics, json_list, read_json, xlsx
from tui_tracker.actions.send_out.papers import PaperActions, Recipe
from tui_tracker.actions.send_out.scope import WHOLE, Scope, within
from tui_tracker.actions.send_out.snapshots import SnapshotActions
from tui_tracker.actions.send_out.style import Made, Style
from tui_tracker.domain import changes
from tui_tracker.domain.file_endings import PAPER_FORMS
from tui_tracker.domain.records import TYPES, Meeting, Sent, Snapshot, to_data
from tui_tracker.domain.text import clean, count_of
from tui_tracker.errors import FileError, PlanFileError, UsageError
from tui_tracker.frozen import dataclass
from tui_tracker.paths import refuse_own
from tui_tracker.store import attachments, journal, whole

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session
    from tui_tracker.reports.rows import Sheets


@dataclass(frozen=True)
class Report:
    """A paper as somebody asked for it. ``subject`` is the area or the owner; ``since`` a snapshot or date to compare with."""

    kind: str
    subject: str | None = None
    form: str | None = None
    files: Path | None = None
    since: str | None = None
    meeting: str = ""
    day: str = ""
    snapshot: str | None = None
    given_to: str | None = None
    replace: bool = False
    scope: Scope = WHOLE
    every_task: bool = False

    def questions(self) -> dict[str, Any]:
        """What was asked of the paper, without where it went."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in ("files", "replace", "given_to")}


@dataclass(frozen=True)
class EvidenceFiles:
    """The evidence files of an area: ``names`` by attachment uid ("" for a missing one), ``kept`` digests by name."""

    ref: str
    folder: Path
    names: dict[str, str]
    kept: dict[str, tuple[str, str | None]]
    index: str


PAPERS = {
    "committee": "the committee paper",
    "closure": "the closure case of an area",
    "chaser": "the chaser sheet of an owner",
    "questions": "what the inspector would ask",
    "handover": "the sheet for a successor",
    "movement": "what moved since a snapshot",
    "minute": "the minute of a meeting",
    "evidence": "every evidence file in folders, with an index",
}
# Papers that stay inside the service: they name people, and their foot says so.
_OF_ONE = ("closure", "minute")
_INSIDE = ("chaser", "questions", "handover")


class ExportActions:
    """Every file format, one way to write, one record of what left."""

    def __init__(self, session: Session) -> None:
        self._s = session
        self._meetings = MeetingActions(session)
        self._papers = PaperActions(session)
        self._snapshots = SnapshotActions(session)
        self._tasks = TaskActions(session)

    def make(
        self,
        form: str,
        style: Style,
        *,
        snapshot: Snapshot | None = None,
        scope: Scope = WHOLE,
        evidence: bool | None = None,
    ) -> Made:
        """The plan or a part of it, live or of a snapshot, in a form. Raises UsageError for a form there is not."""
        if style.template is not None and form != "docx":
            raise UsageError("A template is for .docx; nothing else has one.")
        if form in ("md", "docx"):
            papers = self._papers
            recipe = papers.plan(style, snapshot=snapshot, evidence=evidence)
            return papers.make(form, recipe, style, snapshot=snapshot, scope=scope)
        if form == "json":
            if snapshot is not None:
                raise UsageError(
                    "A .json holds the whole plan with its history, every snapshot in it; leave ⟦=the snapshot|--snapshot⟧ out."
                )
            return Made(self.json_pieces(style.mark), None, None)
        writers: dict[str, Callable[[Sheets], str | bytes]] = {"xlsx": xlsx, "csv": csv, "ics": ics}
        if form not in writers:
            raise UsageError(f"“{form}” is no format; there are {', '.join(PAPER_FORMS)}.")
        with self._papers.moment(snapshot) as t, within(t, scope) as part:
            return Made(writers[form](self._sheets(part, style, whole=scope.whole)), None, snapshot)

    def markdown(
        self,
        *,
        snapshot: Snapshot | None = None,
        scope: Scope = WHOLE,
        evidence: bool | None = None,
        service: str = "",
        internal: bool = False,
    ) -> str:
        """The plan as a paper in Markdown."""
        made = self.make(
            "md", Style(service=service, internal=internal), snapshot=snapshot, scope=scope, evidence=evidence
        )
        return str(made.content)

    def _sheets(self, t: Session, style: Style, *, whole: bool) -> Sheets:
        from tui_tracker.actions.send_out.sheets import gather

        papers = self._papers
        return gather(t, papers.tasks_of, papers.origin(t, style), whole=whole)

    def json_pieces(self, marking: str = "") -> Iterator[str]:
        """The whole plan, lossless: every record and the journal with its chain, in pieces, keys in order, so that a history of any length is written in little memory."""
        yield f'{{\n "format": {json.dumps(FORMAT)},\n "handling": {json.dumps(marking, ensure_ascii=False)},\n "journal": '
        yield from json_list(whole.journal_rows(self._s.db), depth=1)
        yield ',\n "records": {'
        for n, kind in enumerate(sorted(TYPES)):
            yield f'{"," if n else ""}\n  "{kind}": '
            yield from json_list((to_data(r) for r in self._s.read.each(kind, order=("uid",))), depth=2)
        yield '\n },\n "version": 1\n}\n'

    def export(
        self, path: Path, form: str, style: Style, *, snapshot: str | None = None, scope: Scope = WHOLE, evidence: bool | None = None,
        replace: bool = False, given_to: str | None = None,
    ) -> None:  # fmt: skip
        """Write the plan, live or of a named snapshot, to a file."""
        _refuse_ending(path, form)
        found = self._snapshots.find(snapshot) if snapshot else None
        if form == "json" and not scope.whole:
            raise UsageError(
                "A .json holds everything in the file, with its history: no plan and no filter can be named for it."
            )
        made = self.make(form, style, snapshot=found, scope=scope, evidence=evidence)
        how = asked.asked(self._s, form, style, "export", {"snapshot": snapshot, "scope": scope, "evidence": evidence})
        self.write(path, made, form, style, replace=replace, given_to=given_to, how=how)

    def made_export(
        self, form: str, style: Style, *, snapshot: str | None, scope: Scope, evidence: bool | None
    ) -> Made:
        """What an export would hold, not written."""
        found = self._snapshots.find(snapshot) if snapshot else None
        return self.make(form, style, snapshot=found, scope=scope, evidence=evidence)

    def report(self, path: Path, wanted: Report, style: Style) -> list[str]:
        """Write a paper. Returns what is worth saying beside it."""
        snapshot = self._snapshots.find(wanted.snapshot) if wanted.snapshot else None
        if not wanted.scope.whole and wanted.kind in _OF_ONE:
            raise UsageError(
                f"{PAPERS[wanted.kind].capitalize()} is about one thing already; leave the plan and the filter out."
            )
        if wanted.kind in _INSIDE:
            style = replace(style, internal=True)
        if wanted.kind == "evidence":
            library = EvidenceLibrary(self._s, self._papers, self.record_sent)
            return library.write(path, style, snapshot, wanted.scope, replace=wanted.replace, given_to=wanted.given_to)
        form = wanted.form or ("docx" if path.suffix.lower() == ".docx" else "md")
        _refuse_ending(path, form)
        files.refuse_existing(path, replace=wanted.replace)  # before evidence files are written beside it
        if wanted.files is not None and wanted.kind != "closure":
            raise UsageError("Evidence files go with a closure case; leave ⟦=the folder for files|--files⟧ out.")
        said: list[str] = []
        evidence: EvidenceFiles | None = None
        if wanted.kind == "closure" and wanted.files is not None:
            with self._papers.moment(snapshot) as t:
                evidence = self.evidence_files(t, self._area(wanted), wanted.files, style, replace=wanted.replace)
        names = evidence.names if evidence is not None else None
        how = asked.asked(self._s, form, style, "report", wanted.questions(), names)
        made = self.made(wanted, form, style, names, said)
        what = f"{wanted.kind} {self._named_subject(wanted)}".strip()
        if evidence is not None:
            said.append(self._write_evidence(evidence, style, wanted.given_to))
        self.write(path, made, what, style, replace=wanted.replace, given_to=wanted.given_to, how=how)
        return said

    def made(
        self,
        wanted: Report,
        form: str,
        style: Style,
        names: dict[str, str] | None = None,
        said: list[str] | None = None,
    ) -> Made:
        """What a paper would hold, not written. ``names`` are those of evidence files beside it; what is worth saying goes into ``said``."""
        snapshot = self._snapshots.find(wanted.snapshot) if wanted.snapshot else None
        recipe = self._recipe(wanted, style, snapshot, names, said if said is not None else [])
        return self._papers.make(form, recipe, style, snapshot=snapshot, scope=wanted.scope)

    def _named_subject(self, wanted: Report) -> str:
        """What a paper is about, for the log of what left; a minute's meeting by its whole name."""
        if wanted.kind != "minute":
            return wanted.subject or ""
        return self._meetings.name(self._meeting(wanted))

    def _meeting(self, wanted: Report) -> Meeting:
        """The meeting that is asked for; the newest when none is named."""
        meetings = self._meetings
        if (wanted.subject or "").strip():
            return meetings.named(wanted.subject or "")
        newest = next(iter(meetings.all()), None)
        if newest is None:
            raise UsageError("No meeting has been held yet; ⟦go.meeting|meeting begin BOARD⟧ begins one.")
        return newest

    def _area(self, wanted: Report) -> str:
        found = self._s.resolve(_needed(wanted, "an area, such as: report closure AFI11"))
        return found.uid if found.kind == "area" else self._tasks.get(found.uid)[1].uid

    def _recipe(
        self, wanted: Report, style: Style, snapshot: Snapshot | None, names: dict[str, str] | None, said: list[str]
    ) -> Recipe:
        papers = self._papers
        match wanted.kind:
            case "committee":
                kind = standing_texts.kind_for(self._s, wanted.scope.plan)
                if papers.texts.keep(kind):
                    said.append(f"The standing texts of the paper are in {papers.texts.file(kind)}; edit them there.")
                return papers.committee(
                    style,
                    snapshot=snapshot,
                    since=wanted.since,
                    meeting=wanted.meeting,
                    day=wanted.day,
                    scope=wanted.scope,
                    every_task=wanted.every_task,
                )
            case "closure":
                return papers.closure(style, self._area(wanted), names)
            case "chaser":
                return papers.chaser(style, _needed(wanted, 'an owner, such as: report chaser "HR Manager"'))
            case "questions":
                return papers.questions(style)
            case "handover":
                return papers.handover(style)
            case "minute":
                return papers.minute(style, self._meeting(wanted).uid)
            case "movement":
                before = wanted.since or wanted.subject
                if not before:
                    raise UsageError(
                        "A movement paper wants what to compare with (⟦=from|--since⟧): a snapshot or a date."
                    )
                return papers.movement(style, papers.compare(before, wanted.snapshot or "now", wanted.scope))
        raise UsageError(f"“{wanted.kind}” is no paper.")

    def write(
        self, path: Path, made: Made, what: str, style: Style, *, replace: bool, given_to: str | None = None,
        how: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """Write a file whole, then record that it left. Raises FileError with the old file untouched."""
        refuse_own(self._s.places, path)
        files.write_whole(path, made.content, replace=replace)
        self.record_sent(path.name, made, what, style, given_to, how)

    def record_sent(
        self, name: str, made: Made, what: str, style: Style, given_to: str | None, how: dict[str, Any] | None = None
    ) -> None:
        """The log of what was given to whom, on which day, with which figures."""
        if self._s.as_at is not None:
            return
        number, _ = self._s.read.journal_head()
        file = clean(name, multiline=False)
        sent = Sent(
            uid=self._s.ids.new(), sent_on=self._s.clock.today(), what=what, file=file, number=made.snapshot.number if made.snapshot else number,
            snapshot=made.snapshot.uid if made.snapshot else None, given_to=clean(given_to or "", multiline=False).strip() or None,
            marking=style.mark or None, checked=made.checked, asked=how or {}, digest=asked.digest(made.content) if how else None,
        )  # fmt: skip
        if self._s.may_write:
            self._s.commit("sent out", f"{what} {file}", [changes.create(sent)], kind="fact")
        else:
            with contextlib.suppress(
                FileError
            ):  # the paper is written; a folder that may only be read costs its line in the log
                sent_beside.leave(self._s, sent)

    def evidence_files(self, t: Session, area: str, folder: Path, style: Style, *, replace: bool) -> EvidenceFiles:
        """An area's evidence files under readable names, not yet written. Raises FileError when the folder cannot take them.

        Names pass through the publication check like the paper that points to them.
        """
        from tui_tracker.reports import closure as report

        papers = self._papers
        case = papers.closure_case(t, style, area)
        check = papers.check(t, style)
        names: dict[str, str] = {}
        kept: dict[str, tuple[str, str | None]] = {}
        used: set[str] = {"index.md"}
        for view in case.tasks:
            for i, a in enumerate(view.attachments, 1):
                shown = check.pass_through(a.name, "a file's name") if check else a.name
                there = attachments.content(self._s.places.attachments, a.sha256, a.path) is not None
                names[a.uid] = files.unused_name(f"{view.row.ref} {i} {shown}", used) if there else ""
                if there:
                    kept[names[a.uid]] = (a.sha256, a.path)
        if folder.exists() and not folder.is_dir():
            raise FileError(f"{folder} is a file; name a folder for the evidence.")
        taken = [n for n in (*kept, "index.md") if (folder / n).exists()]
        if taken and not replace:
            raise FileError(
                f"{folder / taken[0]} is there already; say ⟦=yes to writing over it|--replace to write over it⟧, or name another folder."
            )
        listed = papers.make("md", lambda _: report.index(papers.closure_case(t, style, area, names)), style)
        return EvidenceFiles(case.area.row.area.ref, folder, names, kept, str(listed.content))

    def _write_evidence(self, evidence: EvidenceFiles, style: Style, given_to: str | None) -> str:
        folder = evidence.folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileError(f"{folder} cannot be made: {error.strerror or error}.") from error
        for name, (sha256, path) in evidence.kept.items():
            files.write_whole(folder / name, attachments.content(self._s.places.attachments, sha256, path) or b"")
        files.write_whole(folder / "index.md", evidence.index)
        self.record_sent(folder.name, Made("", None, None), f"evidence files of {evidence.ref}", style, given_to)
        missing = sum(name == "" for name in evidence.names.values())
        checked = (
            ""
            if style.internal
            else " What stands in the files themselves is not checked: look through them before they go."
        )
        return f"{count_of(len(evidence.kept), 'evidence file')} in {folder}, {missing} missing; index.md lists them.{checked}"

    def load_json(self, path: Path) -> int:
        """Bring a plan exported as JSON into an empty plan file, journal and all. Returns the number of entries."""
        data = read_json(path)
        if self._s.read.journal_head()[0]:
            raise PlanFileError(
                "This plan file has records already; import the .json into a new one, such as: "
                f"tui-tracker --plan new.db import {path.name}"
            )
        with self._s.rewriting():
            whole.restore_journal(self._s.db, data["journal"])
        return journal.head(self._s.db)[0]


def _refuse_ending(path: Path, form: str) -> None:
    """Raise UsageError when a file's ending names another format than the one it would hold."""
    ending = path.suffix.lower().lstrip(".")
    if ending != form and ending in (*PAPER_FORMS, "doc", "pdf", "xls", "txt", "html", "odt", "ods"):
        raise UsageError(f"{path.name} would hold .{form}; give it that ending, or ask for .{ending} if there is one.")


def _needed(wanted: Report, what: str) -> str:
    if not (wanted.subject or "").strip():
        raise UsageError(f"A {wanted.kind} paper wants {what}.")
    return wanted.subject or ""
