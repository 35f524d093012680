"""One task's answers on a returned form, against the task as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_tracker.actions.bring_in.return_preview import Key, Preview, identity, tick_state
from tui_tracker.actions.bring_in.stations import StationActions
from tui_tracker.actions.plan.area_life import LifeActions
from tui_tracker.actions.plan.tasks import TaskActions
from tui_tracker.actions.send_out.named_files import called, meant, split_names
from tui_tracker.domain import changes, dates
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.rag import ON_TRACK
from tui_tracker.domain.records import Attachment, Note, Problem, Proposal
from tui_tracker.domain.views import TaskView
from tui_tracker.errors import FileError
from tui_tracker.packs.merge import Outcome, Take, three_way
from tui_tracker.packs.model import Said, Unread
from tui_tracker.store import attachments

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session

_NO_REASON = "no reason given"
_ANOTHER_TIME = 14  # days after which the same words with another day are said again, and no correction


class TaskAnswers:
    """Takes the answers of one task after another into ``made``. ``take_side`` says which side holds where both have changed.

    ``by`` is who says that they filled the form in; while ``day_waits``, a note's day is asked for and is none until then.
    """

    def __init__(self, session: Session, made: Preview, take_side: Mapping[Key, Take] | Take | None) -> None:
        self._s = session
        self._life = LifeActions(session)
        self._stations = StationActions(session)
        self._tasks = TaskActions(session)
        self._record = made.form
        self._take_side = take_side
        self._views: dict[str, TaskView] | None = None
        self.made = made
        self.by = ""
        self.day_waits = False

    def folder(self) -> Path | None:
        """The folder of files beside the form: named as the form said, or after the file as it is called now."""
        stems = (self.made.path.stem, Path(self._record.file).stem)
        found = (self.made.path.parent / f"{stem} files" for stem in dict.fromkeys(stems))
        return next((f for f in found if f.is_dir() and not f.is_symlink()), None)

    def green(self, uid: str) -> Progress | None:
        """What “green” says of a task: as the plan's colours have it; None while nobody has said what they mean."""
        view = self.view(uid)
        if view is None or not view.plan.scheme:
            return None
        return Progress.ON_TARGET if view.plan.scheme == ON_TRACK.id else Progress.COMPLETE

    def view(self, uid: str) -> TaskView | None:
        """A task of the form as it stands; all of them are read at once."""
        if self._views is None:
            self._views = {v.task.uid: v for v in self._s.read.task_views(list(self._record.base))}
        return self._views.get(uid)

    def _side(self, ref: str, name: str) -> Take | None:
        return self._take_side.get((ref, name)) if isinstance(self._take_side, Mapping) else self._take_side

    def take(self, uid: str, said: Said, merged: dict[str, Any]) -> None:
        """One task's answers into the preview."""
        view = self.view(uid)
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
        uid = identity("note", self._record.uid, view.task.uid, text)
        known = self._s.read.one(Note, uid)
        if known is None:
            self._add_note(uid, view, text, said.day)
        elif said.day is not None and said.day != known.date:
            dated = identity("note", self._record.uid, view.task.uid, text, said.day.isoformat())
            if self._s.read.one(Note, dated) is None:
                now = next((n for n in reversed(view.standing_notes()) if n.text == text), known)
                later = now.date is not None and (said.day - now.date).days >= _ANOTHER_TIME
                self._add_note(dated, view, text, said.day, corrects=None if later else now.uid)
        folder = self.folder() or self.made.path.parent / f"{self.made.path.stem} files"
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
        uid = identity("day", self._record.uid, view.task.uid, text, said.day.isoformat())
        if self._s.read.one(Note, uid) is None:
            self._add_note(uid, view, text, said.day)

    def _add_note(self, uid: str, view: TaskView, text: str, day: date | None, corrects: str | None = None) -> None:
        note = self.made_note(uid, view, text, day)
        if corrects is not None and self._is_standing(view, corrects):
            note = replace(note, corrects=corrects)
        self.made.edits.append(changes.create(note))
        self.made.notes.append((view.row.ref, text))

    @staticmethod
    def _is_standing(view: TaskView, uid: str) -> bool:
        return any(n.uid == uid for n in view.standing_notes())

    def made_note(self, uid: str, view: TaskView, text: str, day: date | None) -> Note:
        return Note(
            uid=uid, task=view.task.uid, position=max((n.position for n in view.notes), default=-1) + 1, date=day or (None if self.day_waits else self._s.clock.today()),
            date_precision=None if day is None and self.day_waits else "day", said_by=self._mouth(view), entered_by=self._s.me,
            entered_at=self._s.clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z"), text=text,
        )  # fmt: skip

    def _mouth(self, view: TaskView) -> str:
        """Who says what stands on a form: who says that they filled it in; else whom it was made for; of a bare filter, the task's assignee."""
        if self.by:
            return self.by
        bare = self._record.holder_kind == "query" and self._record.holder == self._record.query
        return view.task.assigned_to or self._record.holder if bare else self._record.holder

    def _file(self, view: TaskView, note: str, path: Path, name: str) -> None:
        """A file beside the form, by its plain name, copied only when the merge lands."""
        uid = identity("file", note, name)
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
        uid = identity("date", self._record.uid, view.task.uid, said.new_date.due.isoformat())
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
        uid = identity("why", self._record.uid, view.task.uid, said.why)
        if self._s.read.one(Note, uid) is None:
            self._add_note(uid, view, text, said.day)

    def _problem(self, view: TaskView, said: Said) -> None:
        if said.problem is None:
            return
        uid = identity("problem", self._record.uid, view.task.uid, said.problem)
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
