"""What two moments of a plan are compared by: the states of its tasks and areas, and what the comparison gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Any

from tui_tracker.domain import dates
from tui_tracker.domain.figures import STEP_NAMES, Counts, Figures
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.signoff import STAGE_WORDS, Stage
from tui_tracker.frozen import dataclass

# Fields of a task that are compared, with the words that name them.
TASK_FIELDS = {
    "ref": "reference", "title": "title", "work": "work", "assigned_to": "assigned to", "due": "due", "progress": "progress",
    "stage": "stage", "station": "station",
}  # fmt: skip


AREA_FIELDS = {
    "ref": "reference", "title": "title", "finding": "finding", "owner": "owner", "target": "target", "deadline": "inspectorate's date",
    "headline": "headline", "summary": "summary", "resources": "resources", "effect": "expected effect",
    "comment": "progress comment", "closing": "closing",
}  # fmt: skip


def field_name(name: str) -> str:
    """How a field is called in a comparison."""
    return TASK_FIELDS.get(name) or AREA_FIELDS.get(name) or name.replace("_", " ")


# id → (heading of its list, the sentence for one, the sentence for many); {} takes the references.
GROUPS = {
    "closed": ("Reported complete", "1 task was reported complete ({})", "{n} tasks were reported complete ({})"),
    "reopened": (
        "No longer reported complete",
        "1 task is no longer reported complete ({})",
        "{n} tasks are no longer reported complete ({})",
    ),
    "qa": ("QA recorded", "1 task had QA recorded ({})", "{n} tasks had QA recorded ({})"),
    "sampled": ("Sampling recorded", "1 task was sampled ({})", "{n} tasks were sampled ({})"),
    "sent_back": ("Sent back by QA or sampling", "1 task was sent back ({})", "{n} tasks were sent back ({})"),
    "revoked": (
        "Sign-offs that no longer count",
        "a sign-off of 1 task no longer counts ({})",
        "sign-offs of {n} tasks no longer count ({})",
    ),
    "settled": (
        "Imported entries given their verdict",
        "1 task had an imported entry given its verdict ({})",
        "{n} tasks had imported entries given their verdicts ({})",
    ),
    "assured": ("Newly assured", "1 task is assured now ({})", "{n} tasks are assured now ({})"),
    "not_assured": ("No longer assured", "1 task is no longer assured ({})", "{n} tasks are no longer assured ({})"),
    "progress": (
        "Progress that changed otherwise",
        "1 task changed its progress otherwise ({})",
        "{n} tasks changed their progress otherwise ({})",
    ),
    "slipped_first": (
        "Slipped for the first time",
        "1 task slipped for the first time ({})",
        "{n} tasks slipped for the first time ({})",
    ),
    "slipped_again": ("Slipped again", "1 task slipped again ({})", "{n} tasks slipped again ({})"),
    "forward": ("Brought forward", "1 date was brought forward ({})", "{n} dates were brought forward ({})"),
    "dates": (
        "Dates set or cleared",
        "1 date was set, cleared or written otherwise ({})",
        "{n} dates were set, cleared or written otherwise ({})",
    ),
    "area_dates": (
        "Dates of areas that changed",
        "1 area has another target or inspectorate's date ({})",
        "{n} areas have another target or inspectorate's date ({})",
    ),
    "newly_behind": (
        "Newly past its date or behind",
        "1 task fell behind or passed its date ({})",
        "{n} tasks fell behind or passed their dates ({})",
    ),
    "deferred": ("Newly deferred", "1 task was deferred ({})", "{n} tasks were deferred ({})"),
    "waiting": ("Newly waiting on others", "1 task now waits on others ({})", "{n} tasks now wait on others ({})"),
    "moved": (
        "Under another reference",
        "1 task stands under another reference ({})",
        "{n} tasks stand under other references ({})",
    ),
    "new": ("New tasks", "1 task is new ({})", "{n} tasks are new ({})"),
    "gone": ("Tasks that are gone, and why", "1 task is gone ({})", "{n} tasks are gone ({})"),
    "new_areas": ("New areas", "1 area is new ({})", "{n} areas are new ({})"),
    "gone_areas": ("Areas that are gone, and why", "1 area is gone ({})", "{n} areas are gone ({})"),
}


TELL_MORE = (
    "slipped_first",
    "slipped_again",
    "forward",
    "deferred",
    "waiting",
    "moved",
    "gone",
    "gone_areas",
    "reopened",
    "revoked",
    "settled",
    "progress",
    "dates",
    "area_dates",
)


@dataclass(frozen=True)
class Moved:
    """One date that moved, in the words of the paper; ``later`` unless it was brought forward."""

    uid: str
    before: str
    after: str
    reason: str
    later: bool


@dataclass(frozen=True)
class TaskState:
    """A task as it stood: what movement is judged by. ``fields`` are texts by the names of TASK_FIELDS.

    ``behind`` says in which ways it is: behind target, past its date. ``sent_back``, ``qa`` and ``sampled`` are the uids of the whole entries that say so; ``verdicts`` is what each of them says.
    """

    uid: str
    plan: str
    ref: str
    progress: str
    stage: str
    due: date | None
    behind: tuple[str, ...]
    sent_back: tuple[str, ...]
    qa: tuple[str, ...]
    sampled: tuple[str, ...]
    slips: tuple[Moved, ...]
    waiting: str | None
    withdrawn: str | None
    fields: Mapping[str, str | None]
    verdicts: Mapping[str, str | None] = field(default_factory=dict)
    assured: bool = False


@dataclass(frozen=True)
class AreaState:
    """An area as it stood."""

    uid: str
    plan: str
    ref: str
    withdrawn: str | None
    fields: Mapping[str, str | None]


@dataclass(frozen=True)
class Picture:
    """The plan at one moment. ``old_refs`` says what (plan, reference) finds now."""

    name: str
    as_at: date
    number: int
    tasks: Mapping[str, TaskState]
    areas: Mapping[str, AreaState]
    counts: Counts
    figures: Figures
    old_refs: Mapping[tuple[str, str], str]


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
    lists: Mapping[str, tuple[Line, ...]]
    changed: tuple[FieldChange, ...]

    def lines(self, name: str) -> tuple[Line, ...]:
        """One list of movement by its id in GROUPS."""
        return self.lists[name]

    @property
    def slipped(self) -> tuple[Line, ...]:
        return self.lines("slipped_first") + self.lines("slipped_again")

    def groups(self) -> list[tuple[str, str, tuple[Line, ...]]]:
        """(id, heading, lines) in the order of a paper; empty groups too."""
        return [(name, heading, self.lines(name)) for name, (heading, _, _) in GROUPS.items()]

    @property
    def is_still(self) -> bool:
        """Whether nothing moved at all, not even a figure."""
        return not self.changed and not any(self.lists.values()) and all(a == b for _, a, b in self.figure_rows())

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
            "new": refs["new"] + refs["new_areas"],
            "gone": refs["gone"] + refs["gone_areas"],
            "changed": [{"ref": c.ref, "field": c.field, "before": c.before, "after": c.after} for c in self.changed],
            **{
                name: refs[name]
                for name in (
                    "waiting",
                    "reopened",
                    "revoked",
                    "settled",
                    "assured",
                    "not_assured",
                    "progress",
                    "dates",
                    "area_dates",
                    "qa",
                    "sampled",
                    "slipped_first",
                    "slipped_again",
                    "forward",
                    "deferred",
                    "moved",
                )
            },
            "said": {name: {line.ref: line.said for line in lines if line.said} for name, _, lines in self.groups()},
            "figures": {name: {"before": a, "after": b} for name, a, b in self.figure_rows()},
            "sentence": sentence(self),
        }


def in_words(field: str, value: str | None) -> str:
    """A field's value as people read it; a dash for nothing."""
    if value is None or value == "":
        return "–"
    if field == "progress" and value == Progress.UNKNOWN:
        return "not stated"
    if field == "progress":
        return WORDS[Progress(value)].word
    return STAGE_WORDS[Stage(value)] if field == "stage" else value


def sentence(movement: Movement) -> str:
    """The movement paragraph: plain sentences to be read out, every claim with its references."""
    before, after = movement.before, movement.after
    span = (
        f"Between {dates.long(before.as_at)} and {dates.long(after.as_at)}"
        if before.as_at != after.as_at
        else f"Since “{before.name}”, on the same day"
    )
    if movement.is_still:
        return f"{span}, nothing moved. {_standing_now(movement)}"
    said = [s for name in GROUPS if (s := _said(name, movement.lines(name)))]
    if not said:
        fields = len(movement.changed)
        said = [f"{fields} field{'s were' if fields != 1 else ' was'} reworded" if fields else "only evidence moved"]
    return f"{span}: {said[0]}. {''.join(f'{s}. ' for s in said[1:])}{_standing_now(movement)}"


def _standing_now(movement: Movement) -> str:
    a, b = movement.before.figures, movement.after.figures
    steps = zip(
        ("tasks", "reported complete", "of those QA'd", "sampled", "assured"), b.steps(), a.steps(), strict=True
    )
    late, then = movement.after.counts.overdue, movement.before.counts.overdue
    past = f"; {late} {'are' if late != 1 else 'is'} past {'their' if late != 1 else 'its'} date" + (
        f" (then {then})" if then != late else ""
    )
    return f"The plan now stands at {', '.join(f'{now} {name}' + (f' (then {then})' if then != now else '') for name, now, then in steps)}{past}."


def _said(name: str, lines: Sequence[Line]) -> str:
    if not lines:
        return ""
    _, one, many = GROUPS[name]
    full = name in TELL_MORE
    shown = [f"{x.ref} {x.said}" if full and x.said else x.ref for x in lines[:MOST_NAMED]]
    if len(lines) > MOST_NAMED:
        shown.append(f"and {len(lines) - MOST_NAMED} more")
    return (
        (one if len(lines) == 1 else many)
        .replace("{n}", str(len(lines)))
        .replace("{}", ("; " if full else ", ").join(shown))
    )


MOST_NAMED = 12
