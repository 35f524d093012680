"""A returned form against the plan: what is new, what both have changed, what cannot be read; nothing is written here."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_tracker.actions.bring_in.stations import StationActions, station_key
from tui_tracker.actions.plan.area_life import LifeActions
from tui_tracker.actions.plan.tasks import TaskActions
from tui_tracker.actions.send_out.named_files import called, meant, split_names
from tui_tracker.domain import changes, dates
from tui_tracker.domain.changes import Edit
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.rag import ON_TRACK
from tui_tracker.domain.records import Attachment, Note, Problem, Proposal, ReturnForm
from tui_tracker.domain.text import fold
from tui_tracker.domain.views import TaskView
from tui_tracker.errors import FileError, RefusedError
from tui_tracker.packs.merge import Outcome, Take, three_way
from tui_tracker.packs.model import Answer, Asking, Extra, Returned, Said, Unread, understand
from tui_tracker.store import attachments

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session

_NO_REASON = "no reason given"
_ANOTHER_TIME = 14  # days after which the same words with another day are said again, and no correction
_TOLD_AT = {"What": 0, "Due": 1, "We have it": 2, "We have it as": 2, "Last word": 3}
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


class Merging:
    """One returned form. ``take`` says which side holds where both have changed."""

    def __init__(
        self, session: Session, record: ReturnForm, path: Path, take: Mapping[Key, Take] | Take | None, digest: str = ""
    ) -> None:
        self._s = session
        self._life = LifeActions(session)
        self._stations = StationActions(session)
        self._tasks = TaskActions(session)
        self._record = record
        self._take_side = take
        self._digest = digest
        self._by = ""
        self._day_waits = False
        self._views: dict[str, TaskView] | None = None
        self.made = Preview(record, path)

    def preview(self, returned: Returned, settled: Mapping[Key, str], also: Collection[int] | None = ()) -> Preview:
        """What merging it would do. What stands with no task of the form is no answer, and listed as written besides."""
        before = next((c for c in self._record.copies if c.get("digest") == self._digest and self._digest), None)
        if before is not None:  # the very same file again is nothing new, whatever has come between
            self.made.merged_before = str(before.get("on", ""))
            return self.made
        self.made.repairs = returned.repairs
        self.made.by = self._by = returned.by
        extras = [*returned.extras, *self._overwritten(returned), *self._unnamed_files(returned)]
        base = self._record.base
        merged = {uid: dict(said) for uid, said in base.items()}
        by_ref = {fold(said["ref"]): uid for uid, said in base.items()}
        seen: set[str] = set()
        cut: list[str] = []
        if returned.answers and not any(
            fold(a.ref.replace(" ", "")) in by_ref or fold(a.ref) in by_ref for a in returned.answers
        ):
            raise RefusedError(
                f"{self.made.path.name} speaks of {returned.answers[0].ref[:40]}, for which it was not made: was its reference changed? Nothing was merged."
            )
        extras += self._answers(returned, settled, by_ref, merged, seen, cut)
        if returned.by and not any(v.strip() for a in returned.answers for v in a.values.values()):
            extras.append(Extra("the form", f"filled in by {returned.by}, and without an answer"))
        self._also(extras, also, merged)
        self.made.missing = [said["ref"] for uid, said in base.items() if uid not in seen] + cut
        edits = changes.set_fields(self._record, base=merged)
        if self.made.edits or self.made.kept or edits:
            whole = self._digest and not self.made.unread and not self.made.also and not self.made.missing
            copy = {"digest": self._digest, "file": self.made.path.name, "on": self._s.clock.today().isoformat()}
            copies = [*self._record.copies, copy] if whole else self._record.copies
            answered = changes.set_fields(
                self._record, answered_on=self._s.clock.today(), withdrawn=None, copies=copies
            )
            self.made.edits += edits + answered
        return self.made

    def _answers(
        self,
        returned: Returned,
        settled: Mapping[Key, str],
        by_ref: Mapping[str, str],
        merged: Mapping[str, dict[str, Any]],
        seen: set[str],
        cut: list[str],
    ) -> list[Extra]:
        """Take every answer whose task the form was made for; what else stands as one is given back. Fills ``seen`` and ``cut``."""
        made: list[Extra] = []
        full = set(returned.answers[0].values) if returned.answers else set()
        for answer in returned.answers:
            uid = by_ref.get(fold(answer.ref.replace(" ", ""))) or by_ref.get(fold(answer.ref))
            if uid in seen:
                self._answered_twice(
                    answer, next(a for a in returned.answers if fold(a.ref) == fold(answer.ref)), settled
                )
                continue
            if uid is None:
                made += [
                    Extra(answer.where.get(k, answer.ref), f"{answer.ref}, {k}: {v}", "")
                    for k, v in answer.values.items()
                    if v.strip()
                ]
                if not any(v.strip() for v in answer.values.values()):
                    made.append(Extra(answer.ref, f"a task that the form was not made for: {answer.ref}"))
                continue
            seen.add(uid)
            if full - set(answer.values) - {"done", "progress"} and self.made.path.suffix.lower() != ".xlsx":
                cut.append(f"{answer.ref} (in part)")
            values = {k: settled.get((answer.ref, k), v) for k, v in answer.values.items()}
            confirmed = frozenset(k for k in values if (answer.ref, k) in settled)
            asking = Asking(self._s.clock.today(), self._record.sent_on, self._green(uid), confirmed)
            said, unread = understand(replace(answer, values=values), asking)
            self.made.unread += unread
            # A note whose day waits for an answer has none until then, rather than today's.
            self._day_waits = any(u.field == "date" for u in unread)
            if not said.empty:
                self._take(uid, said, merged[uid])
        return made

    def _answered_twice(self, again: Answer, first: Answer, settled: Mapping[Key, str]) -> None:
        """A task that is answered twice on one form: where the two differ somebody says which holds."""
        for name, words in again.values.items():
            if words.strip() and words != first.values.get(name) and (again.ref, name) not in settled:
                where = again.where.get(name, again.ref)
                self.made.unread.append(
                    Unread(
                        again.ref, name, where, "this task is answered twice, and here otherwise: which holds", words
                    )
                )

    # -- what else is written on it

    def _overwritten(self, returned: Returned) -> list[Extra]:
        """Words typed over what the form itself says of a task: what went out is on record."""
        shown = {fold(said["ref"]): said.get("told") for said in self._record.base.values()}
        made = []
        for told in returned.told:
            known = shown.get(fold(told.ref))
            at = _TOLD_AT.get(told.label)
            if known and at is not None and not _same_words(known[at], told.text):
                made.append(Extra(told.where, f"over “{told.label}”: {told.text}", told.ref))
        return made

    def _unnamed_files(self, returned: Returned) -> list[Extra]:
        """Files in the folder beside the form that no line of it names."""
        folder = self._folder()
        if folder is None:
            return []
        said = [
            tuple(n.strip() for n in re.split(r"[;\n]", a.values.get("files", "")) if n.strip())
            for a in returned.answers
        ]
        named = {fold(n) for names in said for n in (*names, *split_names(folder, names))}
        found = sorted(p.name for p in folder.iterdir() if p.is_file() and not p.name.startswith((".", "~")))
        return [Extra(folder.name, f"a file that no line names: {name}") for name in found if fold(name) not in named]

    def _folder(self) -> Path | None:
        """The folder of files beside the form: named as the form said, or after the file as it is called now."""
        stems = (self.made.path.stem, Path(self._record.file).stem)
        found = (self.made.path.parent / f"{stem} files" for stem in dict.fromkeys(stems))
        return next((f for f in found if f.is_dir() and not f.is_symlink()), None)

    def _also(self, extras: list[Extra], taken: Collection[int] | None, merged: dict[str, dict[str, Any]]) -> None:
        """List what else is written; what is taken becomes a note of the task that it stands with."""
        by_ref = {fold(said["ref"]): uid for uid, said in merged.items()}
        number = 0
        for extra in dict.fromkeys(extras):
            uid = by_ref.get(fold(extra.ref)) if extra.ref else None
            note = _identity("also", self._record.uid, uid or "", extra.where, extra.text)
            if self._s.read.one(Note, note) is not None:
                continue
            number += 1
            view = self._view(uid) if uid else None
            if view is not None and (taken is None or number in taken):
                self.made.edits.append(changes.create(self._made_note(note, view, extra.text, None)))
                self.made.notes.append((view.row.ref, extra.text))
            else:
                self.made.also.append(extra)

    def _green(self, uid: str) -> Progress | None:
        """What “green” says of a task: as the plan's colours have it; None while nobody has said what they mean."""
        view = self._view(uid)
        if view is None or not view.plan.scheme:
            return None
        return Progress.ON_TARGET if view.plan.scheme == ON_TRACK.id else Progress.COMPLETE

    def _view(self, uid: str) -> TaskView | None:
        """A task of the form as it stands; all of them are read at once."""
        if self._views is None:
            self._views = {v.task.uid: v for v in self._s.read.task_views(list(self._record.base))}
        return self._views.get(uid)

    def _side(self, ref: str, name: str) -> Take | None:
        return self._take_side.get((ref, name)) if isinstance(self._take_side, Mapping) else self._take_side

    def _take(self, uid: str, said: Said, merged: dict[str, Any]) -> None:
        """One task's answers into the preview."""
        view = self._view(uid)
        if view is None or view.task.withdrawn is not None:
            self.made.unread.append(
                Unread(
                    said.ref,
                    "",
                    said.ref,
                    "this task is not in the plan any more; its answers have no place",
                    said.note or "",
                )
            )
            return
        self._progress(view, said, merged)
        self._done(view, said, merged)
        self._note(view, said)
        self._proposal(view, said)
        self._problem(view, said)

    def _outcome(self, outcome: Outcome | None) -> Outcome | None:
        if outcome is not None:
            (self.made.clashes if outcome.clash else self.made.changed).append(outcome)
        return outcome

    def _progress(self, view: TaskView, said: Said, merged: dict[str, Any]) -> None:
        ref = view.row.ref
        if "progress" not in merged:
            if said.progress is not None:
                raw = said.progress.replace("_", " ")
                self.made.unread.append(
                    Unread(
                        ref,
                        "progress",
                        ref,
                        "this form asks only for the station's own part, not where the whole task stands",
                        raw,
                    )
                )
            return
        outcome = self._outcome(
            three_way(
                ref, "progress", merged["progress"], view.task.progress, said.progress, self._side(ref, "progress"),
                spoken=merged.get("said"),
            ),
        )  # fmt: skip
        if outcome is not None and not outcome.clash and outcome.result != view.task.progress:
            self.made.edits += self._tasks.progress_edits(view.task, outcome.result)
        if said.progress is not None and (outcome is None or not outcome.clash):
            merged["progress"] = (
                said.progress if outcome is None or outcome.result == said.progress else view.task.progress
            )
            merged["said"] = merged["progress"]

    def _done(self, view: TaskView, said: Said, merged: dict[str, Any]) -> None:
        if said.done is None or self._record.station is None or "done" not in merged:
            return
        ours = tick_state(self._s, view.task.uid, self._record.station).get("done")
        if ours is None:
            return
        ref = view.row.ref
        outcome = self._outcome(three_way(ref, "done", merged["done"], ours, said.done, self._side(ref, "done")))
        if outcome is not None and not outcome.clash and outcome.result != ours:
            day = said.day.isoformat() if said.day else None
            self.made.edits += self._stations.tick_edits(
                view.task.uid, self._record.station, done=outcome.result, on=day, by=self._record.holder
            )
        if outcome is None or not outcome.clash:
            merged["done"] = said.done

    def _note(self, view: TaskView, said: Said) -> None:
        """A note, by an identity that its words give it: the same words again are the same note, its day perhaps put right."""
        text = said.note or (f"Files: {', '.join(said.files)}" if said.files else None)
        if text is None:
            self._without_note(view, said)
            return
        # Its day is not part of it: the same words come back with the day blank, which means another day each time.
        uid = _identity("note", self._record.uid, view.task.uid, text)
        known = self._s.read.one(Note, uid)
        if known is None:
            self._add_note(uid, view, text, said.day)
        elif said.day is not None and said.day != known.date:
            dated = _identity("note", self._record.uid, view.task.uid, text, said.day.isoformat())
            if self._s.read.one(Note, dated) is None:
                now = next((n for n in reversed(view.standing_notes()) if n.text == text), known)
                later = now.date is not None and (said.day - now.date).days >= _ANOTHER_TIME
                self._add_note(dated, view, text, said.day, corrects=None if later else now.uid)
        folder = self._folder() or self.made.path.parent / f"{self.made.path.stem} files"
        for name in split_names(folder, said.files):
            self._file(view, uid, called(folder, name), name)

    def _without_note(self, view: TaskView, said: Said) -> None:
        """A day that stands without words says on which day things stood as the form says."""
        if said.day is None or said.done is not None or said.problem is not None:
            return
        if not said.progress:
            day = dates.short(said.day)
            self.made.unread.append(
                Unread(
                    said.ref, "date", said.ref, "a day stands alone; what was done on it, or how do things stand", day
                )
            )
            return
        word = WORDS[Progress(said.progress)].word
        text = f"Where it stands: {word}"
        uid = _identity("day", self._record.uid, view.task.uid, text, said.day.isoformat())
        if self._s.read.one(Note, uid) is None:
            self._add_note(uid, view, text, said.day)

    def _add_note(self, uid: str, view: TaskView, text: str, day: date | None, corrects: str | None = None) -> None:
        note = self._made_note(uid, view, text, day)
        if corrects is not None and self._is_standing(view, corrects):
            note = replace(note, corrects=corrects)
        self.made.edits.append(changes.create(note))
        self.made.notes.append((view.row.ref, text))

    @staticmethod
    def _is_standing(view: TaskView, uid: str) -> bool:
        return any(n.uid == uid for n in view.standing_notes())

    def _made_note(self, uid: str, view: TaskView, text: str, day: date | None) -> Note:
        return Note(
            uid=uid, task=view.task.uid, position=max((n.position for n in view.notes), default=-1) + 1, date=day or (None if self._day_waits else self._s.clock.today()),
            date_precision=None if day is None and self._day_waits else "day", said_by=self._mouth(view), entered_by=self._s.me,
            entered_at=self._s.clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z"), text=text,
        )  # fmt: skip

    def _mouth(self, view: TaskView) -> str:
        """Who says what stands on a form: who says that they filled it in; else whom it was made for; of a bare filter, the task's assignee."""
        if self._by:
            return self._by
        bare = self._record.holder_kind == "query" and self._record.holder == self._record.query
        return view.task.assigned_to or self._record.holder if bare else self._record.holder

    def _file(self, view: TaskView, note: str, path: Path, name: str) -> None:
        """A file beside the form, by its plain name, copied only when the merge lands."""
        uid = _identity("file", note, name)
        if self._s.read.one(Attachment, uid) is not None:
            return
        if path.is_symlink() or path.parent.is_symlink() or not path.is_file():
            self.made.unread.append(
                Unread(
                    view.row.ref,
                    "files",
                    str(path.parent.name),
                    f"“{name}” is not in the folder beside the form{meant(path)}; save it into a folder “{Path(self._record.file).stem} files” beside it and merge again",
                    name,
                )
            )
            return
        try:
            kept = attachments.point(path)
        except FileError as error:
            self.made.unread.append(Unread(view.row.ref, "files", name, str(error), name))
            return
        record = Attachment(uid=uid, task=view.task.uid, note=note, name=kept.name, sha256=kept.sha256, size=kept.size)
        self.made.kept.append((changes.create(record), path))
        self.made.files.append((view.row.ref, name))

    def _proposal(self, view: TaskView, said: Said) -> None:
        if said.new_date is None or said.new_date.due == view.task.due:
            self._reason_alone(view, said)
            return
        uid = _identity("date", self._record.uid, view.task.uid, said.new_date.due.isoformat())
        words = said.new_date.text if said.new_date.precision != "day" else dates.short(said.new_date.due)
        known = self._s.read.one(Proposal, uid)
        if known is not None:
            if said.why and said.why != known.reason:
                if known.outcome is None:
                    self.made.edits += changes.set_fields(known, reason=said.why)
                    self.made.proposals.append((view.row.ref, words, said.why))
                else:
                    self._reason_alone(view, said)
            return
        self.made.edits.append(
            changes.create(
                Proposal(
                    uid=uid, task=view.task.uid, form=self._record.uid, by=self._mouth(view), due_on=said.new_date.due, due_text=words,
                    reason=said.why or _NO_REASON, made_on=self._s.clock.today(),
                )
            )
        )  # fmt: skip
        self.made.proposals.append((view.row.ref, words, said.why or _NO_REASON))

    def _reason_alone(self, view: TaskView, said: Said) -> None:
        """A reason for being later where no other date is asked for is a note: what somebody wrote is not dropped."""
        if not said.why:
            return
        waiting = [
            p for p in self._s.read.all(Proposal, form=self._record.uid, task=view.task.uid) if p.outcome is None
        ]
        if said.new_date is None and len(waiting) == 1 and waiting[0].reason == _NO_REASON:
            self.made.edits += changes.set_fields(waiting[0], reason=said.why)
            self.made.proposals.append((view.row.ref, waiting[0].due_text, said.why))
            return
        text = f"Why it is later: {said.why}"
        uid = _identity("why", self._record.uid, view.task.uid, said.why)
        if self._s.read.one(Note, uid) is None:
            self._add_note(uid, view, text, said.day)

    def _problem(self, view: TaskView, said: Said) -> None:
        if said.problem is None:
            return
        uid = _identity("problem", self._record.uid, view.task.uid, said.problem)
        if self._s.read.one(Problem, uid) is not None:
            return
        text = f"{view.row.ref}, {self._mouth(view)}: {said.problem}"
        taken = sum(e.kind == "problem" and e.after["area"] == view.area.uid for e in self.made.edits)
        position = max((p.position for p in self._life.of("problem", view.area.uid)), default=-1) + 1 + taken
        record_of = Problem(
            uid=uid,
            area=view.area.uid,
            position=position,
            raised_on=said.day or self._s.clock.today(),
            text=text,
            entered_by=self._s.me,
        )
        self.made.edits.append(changes.create(record_of))
        self.made.problems.append((view.row.ref, said.problem))


def _same_words(ours: str, theirs: str) -> bool:
    """Whether what stands on the form is what went out, cut or wrapped perhaps, and with the station's own line behind it."""
    one, other = (re.sub(r"[\W_]+", "", fold(t)) for t in (ours, theirs))
    return (
        one == other
        or (len(other) >= 12 and one.startswith(other))
        or (bool(one) and other.startswith(one) and "yourstation" in other)
    )


def _identity(*parts: str) -> str:
    """A uid that the same words always give: 16 letters as other uids have."""
    number = int.from_bytes(
        hashlib.sha256("\x1f".join(" ".join(p.split()) for p in parts).encode("utf-8", "surrogatepass")).digest()[:10]
    )
    letters = []
    for _ in range(16):
        number, rest = divmod(number, 32)
        letters.append(_ALPHABET[rest])
    return "".join(letters)
