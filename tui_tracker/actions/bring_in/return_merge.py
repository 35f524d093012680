"""A returned form against the plan: what is new, what both have changed, what cannot be read; nothing is written here."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_tracker.actions.bring_in.return_preview import Key, Preview, identity
from tui_tracker.actions.bring_in.task_answers import TaskAnswers
from tui_tracker.actions.send_out.named_files import split_names
from tui_tracker.domain import changes
from tui_tracker.domain.records import Note, ReturnForm
from tui_tracker.domain.text import fold
from tui_tracker.errors import RefusedError
from tui_tracker.packs.merge import Take
from tui_tracker.packs.model import Answer, Asking, Extra, Returned, Unread, understand

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session

_TOLD_AT = {"What": 0, "Due": 1, "We have it": 2, "We have it as": 2, "Last word": 3}


class Merging:
    """One returned form. ``take`` says which side holds where both have changed."""

    def __init__(
        self, session: Session, record: ReturnForm, path: Path, take: Mapping[Key, Take] | Take | None, digest: str = ""
    ) -> None:
        self._s = session
        self._record = record
        self._digest = digest
        self.made = Preview(record, path)
        self._one = TaskAnswers(session, self.made, take)

    def preview(self, returned: Returned, settled: Mapping[Key, str], also: Collection[int] | None = ()) -> Preview:
        """What merging it would do. What stands with no task of the form is no answer, and listed as written besides."""
        before = next((c for c in self._record.copies if c.get("digest") == self._digest and self._digest), None)
        if before is not None:  # the very same file again is nothing new, whatever has come between
            self.made.merged_before = str(before.get("on", ""))
            return self.made
        self.made.repairs = returned.repairs
        self.made.by = self._one.by = returned.by
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
                made += _not_of_the_form(answer)
                continue
            seen.add(uid)
            if full - set(answer.values) - {"done", "progress"} and self.made.path.suffix.lower() != ".xlsx":
                cut.append(f"{answer.ref} (in part)")
            values = {k: settled.get((answer.ref, k), v) for k, v in answer.values.items()}
            confirmed = frozenset(k for k in values if (answer.ref, k) in settled)
            asking = Asking(self._s.clock.today(), self._record.sent_on, self._one.green(uid), confirmed)
            said, unread = understand(replace(answer, values=values), asking)
            self.made.unread += unread
            # A note whose day waits for an answer has none until then, rather than today's.
            self._one.day_waits = any(u.field == "date" for u in unread)
            if not said.empty:
                self._one.take(uid, said, merged[uid])
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
        folder = self._one.folder()
        if folder is None:
            return []
        said = [
            tuple(n.strip() for n in re.split(r"[;\n]", a.values.get("files", "")) if n.strip())
            for a in returned.answers
        ]
        named = {fold(n) for names in said for n in (*names, *split_names(folder, names))}
        found = sorted(p.name for p in folder.iterdir() if p.is_file() and not p.name.startswith((".", "~")))
        return [Extra(folder.name, f"a file that no line names: {name}") for name in found if fold(name) not in named]

    def _also(self, extras: list[Extra], taken: Collection[int] | None, merged: dict[str, dict[str, Any]]) -> None:
        """List what else is written; what is taken becomes a note of the task that it stands with."""
        by_ref = {fold(said["ref"]): uid for uid, said in merged.items()}
        number = 0
        for extra in dict.fromkeys(extras):
            uid = by_ref.get(fold(extra.ref)) if extra.ref else None
            note = identity("also", self._record.uid, uid or "", extra.where, extra.text)
            if self._s.read.one(Note, note) is not None:
                continue
            number += 1
            view = self._one.view(uid) if uid else None
            if view is not None and (taken is None or number in taken):
                self.made.edits.append(changes.create(self._one.made_note(note, view, extra.text, None)))
                self.made.notes.append((view.row.ref, extra.text))
            else:
                self.made.also.append(extra)


def _not_of_the_form(answer: Answer) -> list[Extra]:
    """What stands under a reference that the form was not made for."""
    words = [(k, v) for k, v in answer.values.items() if v.strip()]
    if not words:
        return [Extra(answer.ref, f"a task that the form was not made for: {answer.ref}")]
    return [Extra(answer.where.get(k, answer.ref), f"{answer.ref}, {k}: {v}", "") for k, v in words]


def _same_words(ours: str, theirs: str) -> bool:
    """Whether what stands on the form is what went out, cut or wrapped perhaps, and with the station's own line behind it."""
    one, other = (re.sub(r"[\W_]+", "", fold(t)) for t in (ours, theirs))
    return (
        one == other
        or (len(other) >= 12 and one.startswith(other))
        or (bool(one) and other.startswith(one) and "yourstation" in other)
    )
