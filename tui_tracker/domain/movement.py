"""What moved between two states of the plan, and the plain sentence that says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tui_tracker.domain import dates
from tui_tracker.domain.figures import STEP_NAMES, Counts, Figures
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.signoff import STAGE_WORDS, Stage

# Fields of a task that are compared, with the words that name them.
TASK_FIELDS = {
    "ref": "reference", "title": "title", "work": "work", "assigned_to": "assigned to", "due": "due", "progress": "progress",
    "stage": "stage", "station": "station",
}  # fmt: skip
AREA_FIELDS = {
    "ref": "reference", "title": "title", "finding": "finding", "owner": "owner", "target": "target", "deadline": "inspectorate's date",
    "headline": "headline",
}  # fmt: skip
_MOST_NAMED = 12
_SIGNED = (Stage.QA, Stage.SAMPLED)


@dataclass(frozen=True)
class Moved:
    """One date that moved, in the words of the paper: ``which`` counts the moves of this task."""

    before: str
    after: str
    reason: str
    which: int


@dataclass(frozen=True)
class TaskState:
    """A task as it stood: what movement is judged by. ``fields`` are texts by the names of TASK_FIELDS."""

    uid: str
    ref: str
    progress: str
    stage: str
    due: date | None
    behind: bool
    sent_back: int
    slips: tuple[Moved, ...]
    waiting: str | None
    withdrawn: str | None
    fields: Mapping[str, str | None]


@dataclass(frozen=True)
class AreaState:
    """An area as it stood."""

    uid: str
    ref: str
    withdrawn: str | None
    fields: Mapping[str, str | None]


@dataclass(frozen=True)
class Picture:
    """The plan at one moment. ``old_refs`` says what a gone task's uid or reference became."""

    name: str
    as_at: date
    number: int
    tasks: Mapping[str, TaskState]
    areas: Mapping[str, AreaState]
    counts: Counts
    figures: Figures
    old_refs: Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """One task or area in a list of movement: its uid, its reference, and what there is to say of it."""

    uid: str
    ref: str
    said: str = ""


@dataclass(frozen=True)
class FieldChange:
    """One field of one record that differs."""

    uid: str
    ref: str
    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Movement:
    """Everything that moved from one picture to another. ``slipped`` lines say which move it was, and why."""

    before: Picture
    after: Picture
    closed: tuple[Line, ...]
    reopened: tuple[Line, ...]
    signed: tuple[Line, ...]
    sampled: tuple[Line, ...]
    sent_back: tuple[Line, ...]
    slipped_first: tuple[Line, ...]
    slipped_again: tuple[Line, ...]
    newly_behind: tuple[Line, ...]
    waiting: tuple[Line, ...]
    new: tuple[Line, ...]
    gone: tuple[Line, ...]
    changed: tuple[FieldChange, ...]

    @property
    def slipped(self) -> tuple[Line, ...]:
        return self.slipped_first + self.slipped_again

    def groups(self) -> list[tuple[str, str, tuple[Line, ...]]]:
        """(id, heading, lines) in the order of a paper; empty groups too."""
        return [
            ("closed", "Reported complete", self.closed),
            ("reopened", "No longer reported complete", self.reopened),
            ("signed", "Newly QA'd", self.signed),
            ("sampled", "Newly sampled", self.sampled),
            ("sent_back", "Sent back by QA or sampling", self.sent_back),
            ("slipped_first", "Slipped for the first time", self.slipped_first),
            ("slipped_again", "Slipped again", self.slipped_again),
            ("newly_behind", "Newly behind", self.newly_behind),
            ("waiting", "Newly waiting on others", self.waiting),
            ("new", "New", self.new),
            ("gone", "Gone, and why", self.gone),
        ]

    @property
    def is_still(self) -> bool:
        """Whether nothing moved at all."""
        return not self.changed and not any(lines for _, _, lines in self.groups())

    def figure_rows(self) -> list[tuple[str, int, int]]:
        """(name, before, after) of every figure, side by side."""
        rows = list(zip(STEP_NAMES, self.before.figures.steps(), self.after.figures.steps(), strict=True))
        words = [
            (WORDS[p].word, self.before.counts.of(p), self.after.counts.of(p)) for p in Progress if p != "complete"
        ]
        areas = [("areas", self.before.counts.areas, self.after.counts.areas)]
        return areas + rows + words + [("past date", self.before.counts.overdue, self.after.counts.overdue)]

    def to_json(self) -> dict[str, Any]:
        """The contract's keys, and more."""
        refs = {name: [line.ref for line in lines] for name, _, lines in self.groups()}
        return {
            "from": self.before.name,
            "to": self.after.name,
            "closed": refs["closed"],
            "sent_back": refs["sent_back"],
            "slipped": [line.ref for line in self.slipped],
            "newly_behind": refs["newly_behind"],
            "new": refs["new"],
            "gone": refs["gone"],
            "changed": [{"ref": c.ref, "field": c.field, "before": c.before, "after": c.after} for c in self.changed],
            "waiting": refs["waiting"],
            "reopened": refs["reopened"],
            "slipped_first": refs["slipped_first"],
            "slipped_again": refs["slipped_again"],
            "said": {name: {line.ref: line.said for line in lines if line.said} for name, _, lines in self.groups()},
            "figures": {name: {"before": a, "after": b} for name, a, b in self.figure_rows()},
            "sentence": sentence(self),
        }


def in_words(field: str, value: str | None) -> str:
    """A field's value as people read it; a dash for nothing."""
    if value is None or value == "":
        return "–"
    if field == "progress":
        return WORDS[Progress(value)].word
    return STAGE_WORDS[Stage(value)] if field == "stage" else value


def compare(before: Picture, after: Picture) -> Movement:
    """What moved from ``before`` to ``after``. Withdrawn work is gone; work that came back is new."""
    had = {u: t for u, t in before.tasks.items() if t.withdrawn is None}
    have = {u: t for u, t in after.tasks.items() if t.withdrawn is None}
    both = [(had[u], t) for u, t in have.items() if u in had]
    slipped = [(a, b) for a, b in both if _later(a, b)]
    return Movement(
        before=before,
        after=after,
        closed=_lines((b, "") for a, b in both if _complete(b) and not _complete(a)),
        reopened=_lines((b, f"now {_word(b)}") for a, b in both if _complete(a) and not _complete(b)),
        signed=_lines((b, "") for a, b in both if b.stage in _SIGNED and a.stage not in _SIGNED),
        sampled=_lines((b, "") for a, b in both if b.stage == Stage.SAMPLED and a.stage != Stage.SAMPLED),
        sent_back=_lines((b, "") for a, b in both if b.sent_back > a.sent_back),
        slipped_first=_lines((b, _slip(a, b)) for a, b in slipped if not a.slips),
        slipped_again=_lines((b, _slip(a, b)) for a, b in slipped if a.slips),
        newly_behind=_lines((b, _word(b)) for a, b in both if b.behind and not a.behind),
        waiting=_lines((b, b.waiting or "") for a, b in both if b.waiting and not a.waiting),
        new=_lines((b, b.fields["title"] or "") for u, b in have.items() if u not in had)
        + tuple(
            Line(u, x.ref, x.fields["title"] or "") for u, x in _standing(after).items() if u not in _standing(before)
        ),
        gone=_gone(before, after, had, have),
        changed=tuple(_changed(before, after)),
    )


def _standing(picture: Picture) -> dict[str, AreaState]:
    return {u: a for u, a in picture.areas.items() if a.withdrawn is None}


def _complete(task: TaskState) -> bool:
    return task.progress == Progress.COMPLETE


def _word(task: TaskState) -> str:
    return WORDS[Progress(task.progress)].word


def _later(before: TaskState, after: TaskState) -> bool:
    """A date that went back: it stands later than it did, or it moved and stands nowhere any more."""
    if before.due is None:
        return False
    return after.due > before.due if after.due is not None else len(after.slips) > len(before.slips)


def _slip(before: TaskState, after: TaskState) -> str:
    said = f"from {before.fields['due']} to {after.fields['due'] or 'no date'}"
    fresh = after.slips[len(before.slips) :]
    if len(after.slips) > 1:
        said += f", {_ordinal(len(after.slips))} move"
    reasons = list(dict.fromkeys(s.reason for s in fresh if s.reason))
    return said + (f" ({'; '.join(reasons)})" if reasons else "")


def _ordinal(number: int) -> str:
    words = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
    return words[number] if number < len(words) else f"{number}th"


def _lines(found: Iterable[tuple[TaskState, str]]) -> tuple[Line, ...]:
    return tuple(Line(task.uid, task.ref, said) for task, said in found)


def _gone(
    before: Picture, after: Picture, had: Mapping[str, TaskState], have: Mapping[str, TaskState]
) -> tuple[Line, ...]:
    made = [Line(u, t.ref, _why(u, t.ref, after, after.tasks.get(u))) for u, t in had.items() if u not in have]
    standing = _standing(after)
    made += [
        Line(u, a.ref, _why(u, a.ref, after, after.areas.get(u)))
        for u, a in _standing(before).items()
        if u not in standing
    ]
    return tuple(made)


def _why(uid: str, ref: str, after: Picture, now: TaskState | AreaState | None) -> str:
    if now is not None and now.withdrawn is not None:
        return f"withdrawn: {now.withdrawn}" if now.withdrawn else "withdrawn"
    became = after.old_refs.get(ref)
    return f"joined into {became}" if became and became != ref else "its entry was taken back"


def _changed(before: Picture, after: Picture) -> Iterable[FieldChange]:
    for names, old, new in ((TASK_FIELDS, before.tasks, after.tasks), (AREA_FIELDS, before.areas, after.areas)):
        for uid, now in new.items():
            was = old.get(uid)
            if was is not None:
                for name in names:
                    if was.fields.get(name) != now.fields.get(name):
                        yield FieldChange(uid, now.ref, name, was.fields.get(name), now.fields.get(name))


def sentence(movement: Movement) -> str:
    """The movement paragraph: plain English, every claim with its references."""
    before, after = movement.before, movement.after
    span = f"Between {dates.long(before.as_at)} and {dates.long(after.as_at)}"
    if movement.is_still:
        return f"{span} nothing moved: {_standing_now(movement)}"
    said = [
        _said(movement.closed, "was reported complete", "were reported complete"),
        _said(movement.reopened, "is no longer reported complete", "are no longer reported complete"),
        _said(movement.signed, "was QA'd", "were QA'd"),
        _said(movement.sampled, "was sampled", "were sampled"),
        _said(movement.sent_back, "was sent back", "were sent back"),
        _said(movement.slipped_first, "slipped for the first time", "slipped for the first time", full=True),
        _said(movement.slipped_again, "slipped again", "slipped again", full=True),
        _said(movement.newly_behind, "is newly behind", "are newly behind"),
        _said(movement.waiting, "now waits on others", "now wait on others", full=True),
        _said(movement.new, "is new", "are new"),
        _said(movement.gone, "is gone", "are gone", full=True),
    ]
    parts = [s for s in said if s]
    if not parts:
        fields = len(movement.changed)
        parts = [f"{fields} field{'s were' if fields > 1 else ' was'} reworded and nothing else moved"]
    return f"{span}, {_joined(parts)}. {_standing_now(movement)}"


def _standing_now(movement: Movement) -> str:
    a, b = movement.before.figures, movement.after.figures
    tasks = f"{b.tasks} task{'s' if b.tasks != 1 else ''}"
    then = f" (then {a.tasks})" if a.tasks != b.tasks else ""
    return (
        f"The plan holds {tasks}{then}; {b.reported_complete} are reported complete (then {a.reported_complete}), "
        f"{b.qa_recorded} of those QA'd (then {a.qa_recorded}), {b.sampled} sampled (then {a.sampled}) and "
        f"{b.assured} assured (then {a.assured})."
    )


def _said(lines: Sequence[Line], one: str, many: str, *, full: bool = False) -> str:
    if not lines:
        return ""
    shown = [f"{x.ref} {x.said}" if full and x.said else x.ref for x in lines[:_MOST_NAMED]]
    if len(lines) > _MOST_NAMED:
        shown.append(f"and {len(lines) - _MOST_NAMED} more")
    listed = ("; " if full else ", ").join(shown)
    return f"{len(lines)} {one if len(lines) == 1 else many} ({listed})"


def _joined(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])}, and {parts[-1]}"
