"""What an area, a note and a step say of themselves, in words that screens, papers and the command line share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tui_tracker.domain import dates
from tui_tracker.domain.framework import UNSAID, Framework
from tui_tracker.domain.inspection import MILESTONES, OPINIONS, is_missed, met_on
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.records import Area, Milestone, Note, Opinion, Problem, SignOff, Source, Step, Tick
from tui_tracker.domain.signoff import VERDICTS, is_whole

EVIDENCE_KINDS = {"document": "document", "data": "data", "seen": "practice seen"}


def verdict_words(entry: SignOff, as_at: date) -> str:
    """What an entry says: its verdict, that it has none, or why it does not count at all."""
    if entry.verdict:
        return VERDICTS[entry.verdict]
    if is_whole(entry, as_at) or entry.revoked is not None:
        return "no verdict given"
    if entry.date is not None and entry.date > as_at:
        return "dated ahead of this day, so it does not count"
    wanting = [n for n, held in (("date", entry.date), ("name", entry.by), ("comment", entry.comment)) if not held]
    return f"not counted: it has no {' and no '.join(wanting)}"


def area_story(area: Area, as_at: date | None = None, open_tasks: int = 0, of: Framework = UNSAID) -> dict[str, str]:
    """What the area tells beside title, owner and dates: name of the text → text, only those that are there."""
    told = {
        "summary": area.summary, "resources": area.resources, "effect": area.effect, "comment": area.comment,
        "closing": closing_words(area, as_at, open_tasks), "question": area.question and of.words(area.question),
        "importance": area.importance and f"{area.importance}; closes only by re-test" if area.importance == "high" else area.importance,
        "risk register": area.risk_ref, "reviewed": area.rhythm, "opened in": area.opened_in,
        "sensitive": "evidence files are only pointed to" if area.sensitive else None,
    }  # fmt: skip
    return {name: text for name, text in told.items() if text}


def closing_words(area: Area, as_at: date | None = None, open_tasks: int = 0) -> str:
    """How far an area is closed, in a sentence; blank while nothing is said. ``open_tasks`` were not complete on the day."""
    said = []
    if area.closed_on or area.closed_by:
        minute = f" ({area.closed_by})" if area.closed_by else ""
        said.append(f"closed by a committee{' on ' + dates.long(area.closed_on) if area.closed_on else ''}{minute}")
        if open_tasks:
            said.append(f"although {open_tasks} of its tasks {'is' if open_tasks == 1 else 'are'} not complete")
    if area.told_on:
        said.append(f"the inspectorate was told on {dates.long(area.told_on)}")
    if area.addressed:
        said.append(f"addressed: {area.addressed}")
    if area.usual:
        said.append(f"now business as usual with {area.usual}")
    if area.embedded_on or area.embedded_measure:
        day = f" on {dates.long(area.embedded_on)}" if area.embedded_on else ""
        ahead = area.embedded_on is None or (as_at is not None and area.embedded_on > as_at)
        said.append(
            f"{'to be looked at again' if ahead else 'looked at again'}{day}: {area.embedded_measure or 'no measure is named'}"
        )
    return "; ".join(said)


def problem_words(problem: Problem) -> str:
    """``open since 3 Mar 26: …``, or what became of it."""
    if problem.closed_on is None:
        return f"open since {dates.short(problem.raised_on)}: {problem.text}"
    return f"{dates.short(problem.raised_on)} to {dates.short(problem.closed_on)}: {problem.text}; {problem.how}"


def milestone_words(milestone: Milestone, as_at: date, beside: Sequence[Milestone] = ()) -> str:
    """What it is, when it was due and when it was met, checked against a day. ``beside`` are the milestones of the same area."""
    what, due, state = milestone_parts(milestone, as_at, beside)
    words = ", ".join([what, *([f"due {due}"] if due else []), *([state] if state else [])])
    return f"{words}: {milestone.text}" if milestone.text else words


def milestone_parts(milestone: Milestone, as_at: date, beside: Sequence[Milestone] = ()) -> tuple[str, str, str]:
    """(what it is, when it is due, how it stands on a day); "" where nothing is to be said."""
    met, state = met_on(milestone, beside, as_at), ""
    if milestone.done_on and milestone.done_on > as_at:
        state = f"to come on {dates.short(milestone.done_on)}"
    elif met is not None:
        late = (met - milestone.due_on).days if milestone.due_on else 0
        state = f"{'done' if milestone.done_on else 'met'} {dates.short(met)}"
        state += f", {dates.counted(late)} late" if late > 0 else ""
    elif is_missed(milestone, as_at, beside):
        assert milestone.due_on is not None
        state = f"{dates.counted((as_at - milestone.due_on).days)} past"
    return MILESTONES[milestone.what], dates.short(milestone.due_on) if milestone.due_on else "", state


def opinion_words(opinion: Opinion) -> str:
    words = f"{OPINIONS[opinion.level]}, {dates.short(opinion.given_on)}"
    return f"{words}: {opinion.text}" if opinion.text else words


def also_words(sources: Sequence[Source]) -> list[str]:
    """What the file also holds of a record, a line a cell: the column's heading and what stands in it."""
    return [f"{cell.get('column') or cell['where']}: {cell['text']}" for s in sources for cell in s.also]


def step_words(number: int, step: Step) -> str:
    """``3 complete 4 Mar 26: …``."""
    day = f" {dates.short(step.done_on)}" if step.done_on else ""
    return f"{number} {WORDS[Progress(step.progress)].word}{day}: {step.text}"


def steps_done(steps: tuple[Step, ...]) -> str:
    """``5 of 12 steps complete``."""
    done = sum(s.progress == Progress.COMPLETE for s in steps)
    return f"{done} of {len(steps)} step{'s' if len(steps) != 1 else ''} complete"


def note_marks(note: Note, as_at: date) -> list[str]:
    """What stands beside a note's words: its kind, and how long it holds."""
    made = [EVIDENCE_KINDS[note.evidence_kind]] if note.evidence_kind else []
    if note.expires:
        past = note.expires < as_at
        made.append(f"expired {dates.short(note.expires)}" if past else f"holds until {dates.short(note.expires)}")
    if note.shared:
        made.append("serves several tasks")
    return made


def ticked_words(ticks: Sequence[Tick]) -> str:
    """How far a task that is rolled out to many has come, and who is left; empty without a list."""
    left = [t.station for t in ticks if t.done_on is None]
    return f"{tick_words(ticks)} done" + (f"; left: {', '.join(left)}" if left else "") if ticks else ""


def tick_words(ticks: Sequence[Tick]) -> str:
    """``23 of 40 stations``; empty without a list."""
    return f"{sum(t.done_on is not None for t in ticks)} of {len(ticks)} stations" if ticks else ""
