"""A returned form against the plan: what is new, what both have changed, what cannot be read; nothing is written here."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_tracker.actions.stations import station_key
from tui_tracker.domain import changes, dates
from tui_tracker.domain.changes import Edit
from tui_tracker.domain.records import Attachment, Note, Problem, Proposal, ReturnForm
from tui_tracker.domain.text import fold
from tui_tracker.domain.views import TaskView
from tui_tracker.errors import FileError, RefusedError
from tui_tracker.packs.merge import Outcome, Take, three_way
from tui_tracker.packs.model import Returned, Said, Unread, understand
from tui_tracker.store import attachments

if TYPE_CHECKING:
    from tui_tracker.actions.tracker import Tracker

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
        return not (
            self.notes or self.changed or self.clashes or self.proposals or self.problems or self.files or self.unread
        )


def tick_state(t: Tracker, task: str, station: str | None) -> dict[str, bool]:
    """Whether a task is done at a station; nothing where the station is on no list of it."""
    found = (
        [tick for tick in t.stations.ticks(task) if station_key(tick.station) == station_key(station)]
        if station is not None
        else []
    )
    return {"done": found[0].done_on is not None} if found else {}


class Merging:
    """One returned form. ``take`` says which side holds where both have changed."""

    def __init__(
        self, tracker: Tracker, record: ReturnForm, path: Path, take: Mapping[Key, Take] | Take | None
    ) -> None:
        self._t = tracker
        self._record = record
        self._take_side = take
        self.made = Preview(record, path)

    def preview(self, returned: Returned, settled: Mapping[Key, str]) -> Preview:
        """What merging it would do. Raises RefusedError when it speaks of what it was not made for."""
        self.made.repairs = returned.repairs
        name, base = self.made.path.name, self._record.base
        merged = {uid: dict(said) for uid, said in base.items()}
        by_ref = {fold(said["ref"]): uid for uid, said in base.items()}
        seen: set[str] = set()
        cut: list[str] = []
        for answer in returned.answers:
            uid = by_ref.get(fold(answer.ref))
            if uid is None:
                raise RefusedError(
                    f"{name} speaks of {answer.ref[:40]}, for which it was not made: was its reference changed? Nothing was merged."
                )
            if uid in seen:
                raise RefusedError(f"{name} answers {answer.ref[:40]} twice; keep one of the two. Nothing was merged.")
            seen.add(uid)
            if set(returned.answers[0].values) - set(answer.values) - {"done", "progress"}:
                cut.append(f"{answer.ref} (in part)")
            values = {k: settled.get((answer.ref, k), v) for k, v in answer.values.items()}
            said, unread = understand(replace(answer, values=values), self._t.clock.today())
            self.made.unread += unread
            if not said.empty:
                self._take(uid, said, merged[uid])
        self.made.missing = [said["ref"] for uid, said in base.items() if uid not in seen] + cut
        edits = changes.set_fields(self._record, base=merged)
        if self.made.edits or self.made.kept or edits:
            answered = changes.set_fields(self._record, answered_on=self._t.clock.today(), withdrawn=None)
            self.made.edits += edits + answered
        return self.made

    def _side(self, ref: str, name: str) -> Take | None:
        return self._take_side.get((ref, name)) if isinstance(self._take_side, Mapping) else self._take_side

    def _take(self, uid: str, said: Said, merged: dict[str, Any]) -> None:
        """One task's answers into the preview."""
        views = self._t.read.task_views([uid])
        if not views or views[0].task.withdrawn is not None:
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
        view = views[0]
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
                ref, "progress", merged["progress"], view.task.progress, said.progress, self._side(ref, "progress")
            ),
        )
        if outcome is not None and not outcome.clash and outcome.result != view.task.progress:
            self.made.edits += self._t.tasks.progress_edits(view.task, outcome.result)
        if said.progress is not None and (outcome is None or not outcome.clash):
            merged["progress"] = said.progress

    def _done(self, view: TaskView, said: Said, merged: dict[str, Any]) -> None:
        if said.done is None or self._record.station is None or "done" not in merged:
            return
        ours = tick_state(self._t, view.task.uid, self._record.station).get("done")
        if ours is None:
            return
        ref = view.row.ref
        outcome = self._outcome(three_way(ref, "done", merged["done"], ours, said.done, self._side(ref, "done")))
        if outcome is not None and not outcome.clash and outcome.result != ours:
            day = said.day.isoformat() if said.day else None
            self.made.edits += self._t.stations.tick_edits(
                view.task.uid, self._record.station, done=outcome.result, on=day, by=self._record.holder
            )
        if outcome is None or not outcome.clash:
            merged["done"] = said.done

    def _note(self, view: TaskView, said: Said) -> None:
        """A note, by an identity that its words give it: the same words again are the same note."""
        text = said.note or (f"Files: {', '.join(said.files)}" if said.files else None)
        if text is None:
            return
        # Its day is not part of it: the same words come back with the day blank, which means another day each time.
        uid = _identity("note", self._record.uid, view.task.uid, text)
        if self._t.read.record("note", uid) is None:
            self.made.edits.append(changes.create(self._made_note(uid, view, text, said.day)))
            self.made.notes.append((view.row.ref, text))
        folder = self.made.path.parent / f"{self.made.path.stem} files"
        for name in said.files:
            self._file(view, uid, folder / name, name)

    def _made_note(self, uid: str, view: TaskView, text: str, day: date | None) -> Note:
        return Note(
            uid=uid, task=view.task.uid, position=max((n.position for n in view.notes), default=-1) + 1, date=day or self._t.clock.today(),
            date_precision="day", said_by=self._mouth(view), entered_by=self._t.me,
            entered_at=self._t.clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z"), text=text,
        )  # fmt: skip

    def _mouth(self, view: TaskView) -> str:
        """Who says what stands on a form: its holder; of a form by filter, the task's assignee."""
        return (
            self._record.holder if self._record.holder_kind != "query" else view.task.assigned_to or self._record.holder
        )

    def _file(self, view: TaskView, note: str, path: Path, name: str) -> None:
        """A file beside the form, by its plain name, copied only when the merge lands."""
        uid = _identity("file", note, name)
        if self._t.read.record("attachment", uid) is not None:
            return
        if path.is_symlink() or path.parent.is_symlink() or not path.is_file():
            self.made.unread.append(
                Unread(
                    view.row.ref, "files", str(path.parent.name), f"“{name}” is not in the folder beside the form", name
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
            return
        uid = _identity("date", self._record.uid, view.task.uid, said.new_date.due.isoformat())
        if self._t.read.record("proposal", uid) is not None:
            return
        words = said.new_date.text if said.new_date.precision != "day" else dates.short(said.new_date.due)
        self.made.edits.append(
            changes.create(
                Proposal(
                    uid=uid, task=view.task.uid, form=self._record.uid, by=self._mouth(view), due_on=said.new_date.due, due_text=words,
                    reason=said.why or "no reason given", made_on=self._t.clock.today(),
                )
            )
        )  # fmt: skip
        self.made.proposals.append((view.row.ref, words, said.why or "no reason given"))

    def _problem(self, view: TaskView, said: Said) -> None:
        if said.problem is None:
            return
        uid = _identity("problem", self._record.uid, view.task.uid, said.problem)
        if self._t.read.record("problem", uid) is not None:
            return
        text = f"{view.row.ref}, {self._mouth(view)}: {said.problem}"
        taken = sum(e.kind == "problem" and e.after["area"] == view.area.uid for e in self.made.edits)
        position = max((p.position for p in self._t.life.of("problem", view.area.uid)), default=-1) + 1 + taken
        record_of = Problem(
            uid=uid,
            area=view.area.uid,
            position=position,
            raised_on=said.day or self._t.clock.today(),
            text=text,
            entered_by=self._t.me,
        )
        self.made.edits.append(changes.create(record_of))
        self.made.problems.append((view.row.ref, said.problem))


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
