"""The forms of assurance: evidence with its kind, steps, an area's life, grades, colours and rounds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tui_tracker.domain import dates
from tui_tracker.domain.inspection import IMPORTANCE, MILESTONES, RHYTHMS
from tui_tracker.domain.records import Area, Milestone, Problem, Task
from tui_tracker.domain.wording import EVIDENCE_KINDS
from tui_tracker.ui.asking import YES_NO, Field, Form
from tui_tracker.ui.forms import heading, read_date

_TODAY = "today if left blank"


def evidence(task: Task, area: Area, today: date, *, points: bool) -> Form:
    """A note with its kind, how long it holds, and the other tasks it serves."""
    proof = (
        "a link, or a file that is only pointed to; one a line" if points else "a link, or a file to keep; one a line"
    )
    return Form(
        f"Evidence on {heading(task, area)}",
        (
            Field("text", "what was said or seen", lines=5),
            Field("kind", "kind", hint=f"{', '.join(EVIDENCE_KINDS.values())}; may be blank"),
            Field("date", "day of the evidence", hint=_TODAY, read_back=read_date(today, "past")),
            Field("said_by", "said by", task.assigned_to or ""),
            Field(
                "expires", "holds until", hint="after it, it proves nothing; may be blank", read_back=read_date(today)
            ),
            Field("also", "also for", hint="other tasks it serves, such as 11/6 12/1"),
            Field("proof", "proof", lines=2, hint=proof),
        ),
        save="keep",
        draft=f"evidence-{task.uid}",
    )


def steps(ref: str) -> Form:
    return Form(
        f"Steps inside {ref}",
        (
            Field("text", "what is to be done, a step a line", lines=6),
            Field("progress", "where they stand", "not started"),
        ),
        save="add",
    )


def reword(number: int, text: str) -> Form:
    return Form(f"Other words for step {number}", (Field("text", "step", text, hint="blank takes it out"),))


def problem(ref: str, today: date) -> Form:
    return Form(
        f"A problem met in {ref}; it stays open until it is closed",
        (
            Field("text", "what it is", lines=3),
            Field("on", "met on", hint=_TODAY, read_back=read_date(today, "past")),
        ),
        save="note",
    )


def close_problem(found: Problem, today: date) -> Form:
    return Form(
        "Close a problem",
        (
            Field("how", "what became of it", lines=2),
            Field("on", "closed on", hint=_TODAY, read_back=read_date(today, "past")),
        ),
        save="close",
        says=f"Open since {dates.long(found.raised_on)}: {found.text[:200]}",
    )


def milestone(ref: str, what: str, today: date) -> Form:
    return Form(
        f"{ref}: {MILESTONES[what]}",
        (
            Field("due", "due", hint="blank when no day was set", read_back=read_date(today)),
            Field("done", "done", hint="blank while it is to come", read_back=read_date(today, "past")),
            Field("text", "in words", lines=2),
        ),
        save="note",
    )


def reached(found: Milestone, today: date) -> Form:
    return Form(
        f"Reached: {MILESTONES[found.what]}",
        (Field("on", "on", hint=_TODAY, read_back=read_date(today, "past")),),
        save="reached",
        says=found.text[:200] if found.text else "",
    )


def opinion(ref: str, level: str, today: date) -> Form:
    return Form(
        f"{ref}: {level}",
        (
            Field("on", "position at", hint=_TODAY, read_back=read_date(today, "past")),
            Field("text", "in the auditor's words", lines=3),
        ),
        save="note",
    )


def judged(area: Area, questions: Sequence[str]) -> Form:
    """Where an area belongs and how it is watched."""
    return Form(
        f"{area.ref}: question, importance, rhythm",
        (
            Field("question", "inspection question", area.question or "", hint=f"its number, {', '.join(questions)}"),
            Field("importance", "importance", area.importance or "", hint=f"an auditor's: {', '.join(IMPORTANCE)}; high closes by re-test"),
            Field("rhythm", "reviewed", area.rhythm or "", hint=", ".join(RHYTHMS)),
            Field("risk_ref", "in the risk registers", area.risk_ref or ""),
            Field("sensitive", "sensitive", "yes" if area.sensitive else "no", hint="yes: evidence files are only pointed to", choices=YES_NO),
        ),
        draft=f"judged-{area.uid}",
    )  # fmt: skip


def colour(ref: str, word: str) -> Form:
    return Form(
        f"{ref} is {word}, by hand; the reason prints beside it", (Field("reason", "why", lines=2),), save="set it"
    )


def grade(plan: str, questions: Sequence[str], grades: Sequence[str]) -> Form:
    return Form(
        f"The inspectorate's grade in {plan}",
        (
            Field(
                "subject",
                "of",
                hint=f"a question by its number, {questions[0]} to {questions[-1]}, or a pillar where they are graded",
            ),
            Field("grade", "grade", hint=", ".join(grades)),
            Field("inspected", "inspected in"),
            Field("before", "grade the time before"),
            Field("inspected_before", "inspected before in"),
        ),
        save="note",
    )


def next_round(plan: str, goes: Sequence[str], stays: Sequence[str], today: date) -> Form:
    def named(refs: Sequence[str]) -> str:
        return ", ".join(refs[:12]) + (f" and {len(refs) - 12} more" if len(refs) > 12 else "") if refs else "nothing"

    return Form(
        f"The next round after {plan}",
        (
            Field("name", "its name", hint="such as Improvement plan 2026"),
            Field("starts", "starts", hint=_TODAY, read_back=read_date(today)),
        ),
        save="carry forward",
        says=f"Goes on, with its whole history: {named(goes)}. Stays, closed or complete: {named(stays)}.",
    )


def rhythm(plan: str, now: str) -> Form:
    """How often the areas of a plan are reviewed."""
    return Form(
        f"How often the areas of {plan} are reviewed",
        (
            Field("rhythm", "reviewed", hint=f"{', '.join(RHYTHMS)}; blank: in no rhythm"),
            Field("area_kind", "only those of a kind", hint="blank: all of them"),
        ),
        says=(f"Now {now}. " if now else "")
        + "What is said of one area goes first; a board's decision about it is a review.",
    )
