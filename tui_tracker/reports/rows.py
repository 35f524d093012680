"""A plan as flat rows, for spreadsheets and calendars: the same words in every file format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from functools import cached_property

from tui_tracker.domain import dates, progress_words
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.records import Note, SignOff
from tui_tracker.domain.signoff import SIGN_STAGES, VERDICTS
from tui_tracker.domain.views import AreaRow, Life, TaskView, shown_date
from tui_tracker.domain.wording import note_marks, step_words
from tui_tracker.frozen import dataclass
from tui_tracker.reports.common import Origin


@dataclass(frozen=True)
class NotHeld:
    """Something of the plan that a layout has no place for."""

    ref: str
    what: str
    value: str


@dataclass(frozen=True)
class Sheets:
    """All that a file of rows is made from; areas in order, each with its standing tasks; plan kinds by plan uid."""

    areas: Sequence[tuple[AreaRow, Sequence[TaskView]]]
    as_at: date
    origin: Origin
    plan_kinds: Mapping[str, str] = field(default_factory=dict)
    plans: Sequence[NotHeld] = ()
    lives: Mapping[str, Life] = field(default_factory=dict)
    withdrawn: Sequence[NotHeld] = ()
    also: Sequence[NotHeld] = ()

    @cached_property
    def concerns(self) -> dict[str, str]:
        """The reference of the cause of concern that an area is part of, by the area's uid."""
        refs = {row.area.uid: row.area.ref for row, _ in self.areas}
        return {row.area.uid: refs[row.area.part_of] for row, _ in self.areas if row.area.part_of in refs}


def evidence(view: TaskView) -> str:
    """The evidence as one cell: the imported cell as it stood, then each typed note with its date and who said it."""
    notes = view.standing_notes()
    imported = [n for n in notes if n.origin == "import"]
    typed = [n for n in notes if n.origin != "import"]
    whole = not view.corrected and len(imported) == sum(n.origin == "import" for n in view.notes)
    first = view.task.evidence_text if whole and imported else "\n".join(n.text for n in imported)
    parts = [p for p in [first, *(_typed(n) for n in typed)] if p]
    return "\n".join(parts)


def _typed(note: Note) -> str:
    day = (
        f"{note.date:%d/%m/%y}"
        if note.date and note.date_precision != "month"
        else shown_date(note.date, note.date_precision, note.date_text)
    )
    lead = " ".join(p for p in (day, f"({note.said_by})" if note.said_by else "") if p)
    return f"{lead} - {note.text}" if lead else note.text


def word(view: TaskView) -> str:
    """The progress as a word that reads back as itself: the plan's own where it does, blank for unknown."""
    now = Progress(view.task.progress)
    if now is Progress.UNKNOWN:
        return ""
    own = view.plan.words.get(now.value)
    return own if own and progress_words.from_word(own) is now else WORDS[now].word.capitalize()


def last_entry(view: TaskView, stage: str) -> SignOff | None:
    """The entry of a stage that a single row shows: the last that nobody revoked."""
    found = [e for e in view.signoffs if e.stage == stage and e.revoked is None]
    return found[-1] if found else None


def verdict(view: TaskView, stage: str) -> str:
    """The verdict of the entry that a row shows; blank without one."""
    entry = last_entry(view, stage)
    return VERDICTS[entry.verdict] if entry is not None and entry.verdict else ""


def moves(view: TaskView) -> str:
    """Every move of the date with its reason, a line each."""
    return "\n".join(f"{s.before_text} to {s.after_text or 'no date'}: {s.reason}" for s in view.slips)


def not_held(view: TaskView) -> list[NotHeld]:
    """What a row of the tracker layout has no place for."""
    found = [*_signed_besides(view), *_shown_besides(view), *_said_besides(view)]
    return [NotHeld(view.row.ref, what, text) for what, text in found]


def _signed_besides(view: TaskView) -> Iterator[tuple[str, str]]:
    """Earlier rounds, what was revoked, and rules that were overridden."""
    shown = {e.uid for s in SIGN_STAGES if (e := last_entry(view, s)) is not None}
    for entry in view.signoffs:
        day = dates.short(entry.date) if entry.date else "undated"
        said = f"{day}, {entry.by or 'nobody named'}: {VERDICTS[entry.verdict] if entry.verdict else 'no verdict'}"
        if entry.uid not in shown:
            state = "revoked entry" if entry.revoked is not None else "earlier round"
            yield f"{SIGN_STAGES[entry.stage]}, {state}", f"{said}. {entry.comment or ''}".strip()
        if entry.override:
            yield f"{SIGN_STAGES[entry.stage]}, rule overridden", entry.override


def _shown_besides(view: TaskView) -> Iterator[tuple[str, str]]:
    """Files, steps, marks of notes, and the day a sample was tested again."""
    for a in view.attachments:
        yield "attached file", f"{a.name} ({a.sha256})" + (f", pointed to at {a.path}" if a.path else "")
    for i, step in enumerate(view.steps, 1):
        yield "step", step_words(i, step)
    for note in view.standing_notes():
        if marks := note_marks(note, view.as_at):
            yield f"note: {', '.join(marks)}", note.text
    for entry in view.signoffs:
        if entry.retest and entry.date:
            yield "sampling, tested again", dates.short(entry.date)


def _said_besides(view: TaskView) -> Iterator[tuple[str, str]]:
    """Further links, promises, who is waited on, and where it is rolled out to."""
    for link in view.links[1:]:
        yield "further link", link.target or link.label or ""
    for p in view.promises:
        state = f"met {dates.short(p.met_on)}" if p.met_on else f"by {dates.short(p.due_on)}"
        yield f"promise, {state}", f"{p.who or 'somebody'}: {p.text}"
    if view.task.waiting_on:
        day = dates.short(view.task.chase_on) if view.task.chase_on else "no day"
        yield "waiting on", f"{view.task.waiting_on}, chased {day}"
    for tie in view.ties:
        yield "tied to other work", tie
    for t in view.ticks:
        state = f"done {dates.short(t.done_on)}, {t.said_by or 'nobody named'}" if t.done_on else "not yet"
        yield f"rolled out to {t.station}", state
    if view.task.station:
        yield "station", view.task.station
