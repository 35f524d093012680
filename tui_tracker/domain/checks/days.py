"""Dates that contradict each other or the state of the work, and dates that have gone by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from tui_tracker.domain import dates
from tui_tracker.domain.checks import compared
from tui_tracker.domain.checks.facts import STAGES, PlanFacts, TaskFacts, numeric_days, scanned
from tui_tracker.domain.checks.registry import ERROR, NOTE, WARNING, Finding, Rule, rule
from tui_tracker.domain.date_grammar import Found
from tui_tracker.domain.parts import opens
from tui_tracker.domain.progress import Progress
from tui_tracker.patterns import pattern

_QA_EARLY_DAYS = 30
_DEMANDS = pattern(
    r"\b(?:will|go(?:es)? live|going live|is to|are to|due to|booked|planned|scheduled|to be|by|next)\b", re.IGNORECASE
)


# After so many days without a word a task is quiet, where its plan says nothing else.
QUIET_DAYS = 90


@rule(
    "PC43",
    WARNING,
    "Task due after its area's target",
    "The area cannot meet its target if one of its tasks is due later.",
    field="due",
    mend="task.move-date",
)
def after_target(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for a in facts.areas:
        for t in a.tasks:
            due = t.view.task.due
            if a.area.target is not None and due is not None and due > a.area.target:
                yield r.on(t, f"due {t.view.row.due_words()}, the area's target is {dates.short(a.area.target)}")


@rule(
    "PC44",
    ERROR,
    "On target, and the date has passed",
    "What is past its date is not on target, whatever word stands beside it.",
    field="progress",
    rank=2,
    mend="task.behind",
)
def on_target_past(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for a in facts.areas:
        target = a.area.target
        if target is not None and target < facts.as_at and a.status() is Progress.ON_TARGET:
            yield r.on(a, f"its tasks say on target, its own target was {dates.short(target)}", field="target")
        for t in a.tasks:
            due = t.view.task.due
            if (
                t.progress == Progress.ON_TARGET
                and due is not None
                and due < facts.as_at
                and not t.view.task.waiting_on
            ):
                yield r.on(
                    t, f"on target, due {t.view.row.due_words()}, {dates.counted((facts.as_at - due).days)} past"
                )


@rule(
    "PC45",
    NOTE,
    "Complete before its date",
    "Worth a look: either early, or the date belongs to something else.",
    field="due",
)
def early(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        due = t.view.task.due
        if t.progress == Progress.COMPLETE and due is not None and due > facts.as_at:
            yield r.on(t, f"complete, due only {t.view.row.due_words()}")


@rule(
    "PC46",
    NOTE,
    "QA long before the work is due",
    f"QA stands more than {_QA_EARLY_DAYS} days before the date; was there anything to look at?",
    field="qa.date",
)
def qa_early(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        entry, due = t.entry("qa"), t.view.task.due
        if (
            entry is not None
            and entry.date is not None
            and due is not None
            and (due - entry.date).days > _QA_EARLY_DAYS
        ):
            yield r.on(t, f"QA {dates.short(entry.date)}, due {t.view.row.due_words()}: {(due - entry.date).days} days")


def evidence_days(t: TaskFacts) -> list[date]:
    """Every day that the evidence writes in numbers, and the days of typed notes."""
    typed = [n.date for n in t.view.standing_notes() if n.origin != "import" and n.date and n.date_precision != "month"]
    return numeric_days(t.evidence) + typed


@rule(
    "PC47",
    WARNING,
    "Evidence dated after sign-off",
    "Something was added after it was looked at; what was signed is not what stands here.",
    field="evidence",
    rank=9,
    mend="task.sign",
)
def after_signing(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        days = [d for d in evidence_days(t) if d <= facts.as_at]
        for stage in STAGES:
            entry = t.entry(stage)
            if entry is not None and entry.date is not None and entry.date <= facts.as_at:
                later = [d for d in days if d > entry.date]
                if later:
                    yield r.on(
                        t,
                        f"evidence of {dates.short(max(later))}, {stage} of {dates.short(entry.date)}",
                        field=f"{stage}.date",
                    )


@rule(
    "PC48",
    WARNING,
    "Sign-off comment is later than the sign-off",
    "Several rounds stand in one cell: the date is the first one's, the words are the last one's.",
    field="qa.comment",
)
def later_comment(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        for stage in STAGES:
            entry = t.entry(stage)
            if entry is None or entry.date is None or not entry.comment:
                continue
            heads = [f for f in scanned(entry.comment) if _is_day(f) and opens(entry.comment, f)]
            later = [d for f in heads if (d := f.in_year(entry.date.year)) is not None and d > entry.date]
            if later:
                yield r.on(
                    t,
                    f"signed {dates.short(entry.date)}, its comment opens with {dates.short(max(later))}",
                    field=f"{stage}.comment",
                )


def _is_day(found: Found) -> bool:
    return found.made is None or found.made.precision == "day"


@rule("PC49", WARNING, "Evidence before the plan began", "Most likely the year was mistyped.", field="evidence")
def before_the_plan(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        starts = t.plan.starts
        early_days = [d for d in evidence_days(t) if starts is not None and d < starts]
        if early_days:
            yield r.on(
                t, f"evidence of {dates.long(min(early_days))}; the plan began {dates.long(starts)}" if starts else ""
            )


@rule(
    "PC50",
    WARNING,
    "Evidence after the as-at date",
    "What is dated later is outside every figure of this day.",
    field="evidence",
)
def after_as_at(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        later = [d for d in evidence_days(t) if d > facts.as_at]
        if later:
            yield r.on(t, f"evidence of {dates.long(max(later))}")


@rule(
    "PC51",
    NOTE,
    "Notes out of order",
    "Newest first or oldest first: a reader must be able to tell which word is the last.",
    field="evidence",
)
def out_of_order(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        text = t.view.task.evidence_text or ""
        spans = [(f.made.first, f.made.due) for f in scanned(text) if f.made is not None and opens(text, f)]
        pairs = list(pairwise(spans))
        if not all(b[1] >= a[0] for a, b in pairs) and not all(b[0] <= a[1] for a, b in pairs):
            yield r.on(t, "its notes run neither up nor down: " + ", ".join(dates.short(d) for _, d in spans[:6]))


@rule(
    "PC52",
    NOTE,
    "Evidence without a date",
    "Undated proof cannot be set beside a sign-off.",
    field="evidence",
    mend="task.note",
)
def undated(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.real_tasks:
        typed = any(n.origin != "import" and n.date for n in t.view.standing_notes())
        if t.evidence.strip() and not typed and not scanned(t.evidence):
            yield r.on(t, "names no day and no month")


@rule("PC53", NOTE, "Date without a year", "A year later nobody will know which year was meant.", field="evidence")
def yearless(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        for name, text in t.texts.items():
            found = [f for f in scanned(text) if f.made is None and f.numeric]
            if found and name != "title":
                yield r.on(t, f"“{text[found[0].start : found[0].end]}” has no year", field=name)


@rule("PC54", NOTE, "Sign-off at a weekend", "It may be so; a mistyped day is more likely.", field="qa.date")
def weekend(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        for stage in STAGES:
            entry = t.entry(stage)
            if entry is not None and entry.date is not None and entry.date.weekday() >= 5:
                yield r.on(t, f"{dates.long(entry.date)} is a {entry.date:%A}", field=f"{stage}.date")


@rule(
    "PC55",
    ERROR,
    "Past the inspectorate's own date",
    "The inspectorate set this date; the plan's own dates do not move it.",
    field="deadline",
    rank=1,
    mend="record.edit",
)
def past_deadline(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for a in facts.areas:
        deadline = a.area.deadline
        if deadline is not None and deadline < facts.as_at and any(t.progress != Progress.COMPLETE for t in a.tasks):
            yield r.on(
                a,
                f"the inspectorate's date was {dates.long(deadline)}, {dates.counted((facts.as_at - deadline).days)} ago",
            )


@rule(
    "PC56",
    ERROR,
    "All on track, and the dates have gone by",
    "Half the dates have passed and nothing is complete or behind: nobody has looked.",
    field="progress",
    rank=5,
    whole=compared.schedule,
)
def nobody_looked(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for plan in facts.plans:
        mine = [t for t in facts.tasks if t.plan.uid == plan.uid]
        dated = [t.view.task.due for t in mine if t.view.task.due is not None]
        past = sum(d < facts.as_at for d in dated)
        told = any(t.progress in (Progress.COMPLETE, Progress.BEHIND_TARGET) for t in mine)
        if dated and past * 2 >= len(dated) and not told:
            yield r.on(None, f"{plan.name}: {past} of {len(dated)} dates have passed, none is complete or behind")


@rule(
    "PC57",
    WARNING,
    "Complete, and its text looks ahead",
    "Reported complete while its own words say what is still to happen.",
    field="evidence",
    heuristic=True,
    mend="task.ongoing",
)
def looks_ahead(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        if t.progress != Progress.COMPLETE:
            continue
        for name in ("evidence", "work"):
            text = t.texts[name]
            ahead = [
                f
                for f in scanned(text)
                if f.made is not None
                and f.made.due > facts.as_at
                and _DEMANDS.search(text[max(0, f.start - 40) : f.start])
            ]
            if ahead:
                yield r.on(
                    t, f"speaks of “{text[max(0, ahead[0].start - 20) : ahead[0].end]}” as still to come", field=name
                )


@rule(
    "PC58",
    WARNING,
    "Deferred without a new date",
    "Deferred to when? Without a date it will not come back.",
    field="due",
    rank=18,
    mend="task.defer",
)
def deferred(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        if t.progress == Progress.DEFERRED and t.view.task.due is None:
            yield r.on(t, "is deferred and has no date to come back to")


@rule(
    "PC97",
    WARNING,
    "Date moved three times or more",
    "Committees ask not to be shown a deadline that moves a little at every meeting.",
    field="due",
    rank=8,
    mend="task.move-date",
)
def third_move(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        slips = t.view.slips
        if len(slips) >= 3 and t.progress != Progress.COMPLETE:
            yield r.on(
                t, f"first {slips[0].before_text}, now {t.view.row.due_words() or 'no date'}, moved {len(slips)} times"
            )
    for a in facts.areas:
        for name, words in (("target", "target"), ("deadline", "inspectorate's date")) if not a.area.closed_on else ():
            moves = [m for m in a.moves if m.field == name]
            if len(moves) >= 3:
                now = moves[-1].after or "no date"
                yield r.on(a, f"{words} first {moves[0].before}, now {now}, moved {len(moves)} times", field=name)


@rule(
    "PC98",
    NOTE,
    "No word for long",
    "Overdue is mostly nobody having updated the plan; after 90 days, or as many as the plan says, a task is quiet.",
    field="evidence",
    rank=40,
    mend="task.note",
)
def silence(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        if t.progress in (Progress.COMPLETE, Progress.DEFERRED):
            continue
        days = [n.date for n in t.view.standing_notes() if n.date is not None and n.date <= facts.as_at]
        if days and (facts.as_at - max(days)).days > (t.plan.quiet_days or QUIET_DAYS):
            yield r.on(t, f"the last word is of {dates.short(max(days))}, {(facts.as_at - max(days)).days} days ago")


@rule(
    "PC102",
    WARNING,
    "Waiting on others, not chased",
    "The day on which the other body was to be chased has gone by, or none was set.",
    field="chase_on",
    rank=18,
    mend="task.wait",
)
def not_chased(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        body, chase = t.view.task.waiting_on, t.view.task.chase_on
        if body and (chase is None or chase < facts.as_at):
            yield r.on(
                t, f"waits on {body}, {f'to be chased on {dates.long(chase)}' if chase else 'with no day to chase it'}"
            )
