"""The forms that commands ask with: which fields, what they hold at first, how they are read back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

from tui_tracker.domain import dates, refs, typed_dates
from tui_tracker.domain.inspection import needs_retest
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.domain.records import Area, Promise, Task
from tui_tracker.domain.signoff import RECEIVED, SIGN_STAGES, VERDICTS
from tui_tracker.domain.views import TaskView, shown_date
from tui_tracker.ui.asking import YES_NO, Field, Form

NONE = "none"
_WORDS = tuple(w.word for w in WORDS.values())


def read_date(today: date, lean: Literal["future", "past"] = "future", *, words: str = "") -> Callable[[str], str]:
    """Reads a date back while it is typed; a value that already stands there is left alone."""

    def back(text: str) -> str:
        if words and text.strip() == words:
            return ""
        return dates.read_back(typed_dates.parse(text, today=today, lean=lean), today)

    return back


def heading(task: Task, area: Area) -> str:
    """``AFI11/T6  its title``."""
    return f"{refs.task_ref(area.ref, task.no)}  {task.title or area.title}"


def one_line(title: str, name: str, label: str, save: str, *, value: str = "") -> Form:
    return Form(title, (Field(name, label, value),), save=save)


def note(about: str, draft: str, said_by: str, today: date) -> Form:
    return Form(
        f"Note on {about}",
        (
            Field("text", "what was said or seen", lines=8),
            Field("date", "day of the evidence", hint="today if left blank", read_back=read_date(today, "past")),
            Field("said_by", "said by", said_by),
            Field("proof", "proof", lines=2, hint="a link, or the path of a file to keep; one a line"),
        ),
        save="keep the note",
        draft=f"note-{draft}",
    )


def correct_note(note_text: str, day: str, said_by: str, uid: str, today: date) -> Form:
    return Form(
        "Correct a note; the old text stays readable",
        (
            Field("text", "text", note_text, lines=10),
            Field("date", "day of the evidence", day, read_back=read_date(today, "past", words=day)),
            Field("said_by", "said by", said_by),
        ),
        save="correct",
        draft=f"correct-{uid}",
    )


def defer(about: str, draft: str, moves: str, today: date) -> Form:
    return Form(
        f"Defer {about}",
        (Field("until", "until", read_back=read_date(today)), Field("because", "because", lines=3)),
        save="defer",
        draft=f"defer-{draft}",
        says=moves,
    )


def wait(task: Task, area: Area, today: date) -> Form:
    return Form(
        f"Waiting on others: {heading(task, area)}",
        (
            Field("body", "waiting on", task.waiting_on or "", hint="the body outside; blank: it waits no more"),
            Field("chase", "chase on", dates.short(task.chase_on) if task.chase_on else "", read_back=read_date(today)),
        ),
        save="wait",
        draft=f"wait-{task.uid}",
    )


def wait_many(about: str, today: date) -> Form:
    return Form(
        f"Waiting on others: {about}",
        (
            Field("body", "waiting on", hint="the body outside; blank: they wait no more"),
            Field("chase", "chase on", read_back=read_date(today)),
        ),
        save="wait",
    )


def edit_many(about: str, today: date) -> Form:
    """Fields of several tasks at once: what is left blank stays as it is."""
    return Form(
        about,
        (
            Field("assigned_to", "assigned to"),
            Field("due", "due", read_back=read_date(today, words=NONE)),
            Field("station", "station"),
            Field("waiting_on", "waiting on", hint="the body outside"),
            Field("chase_on", "chase on", read_back=read_date(today, words=NONE)),
            Field("area_kind", "kind of their areas", hint="AFI, SII, recommendation, cause of concern, audit"),
            Field("reason", "reason", hint="needed when a date moves"),
        ),
        says=f"What is left blank stays as it is; “{NONE}” makes a field blank. One change, taken back by one undo.",
    )


def typed(values: dict[str, str]) -> dict[str, str]:
    """What was typed into :func:`edit_many`; a field that is to be blank is blank."""
    said = {k: v.strip() for k, v in values.items() if k != "reason" and v.strip()}
    return {k: "" if v.casefold() == NONE else v for k, v in said.items()}


def move_date(about: str, draft: str, moves: str, today: date, now: str) -> Form:
    return Form(
        f"Move the date of {about}",
        (Field("due", "new date", hint=f"now {now}", read_back=read_date(today)), Field("because", "because")),
        save="move",
        draft=f"move-{draft}",
        says=moves,
    )


def sign(view: TaskView, stage: str, verdict: str, signer: str, today: date) -> Form:
    return Form(
        f"{SIGN_STAGES[stage]} of {view.row.ref}: {VERDICTS[verdict]}",
        _entry(verdict, signer, today, retest=stage == "sampling" and needs_retest(view.area)),
        save="sign",
        draft=f"sign-{stage}-{view.task.uid}",
    )


def sign_many(about: str, stage: str, verdict: str, signer: str, today: date) -> Form:
    """One sign-off for several tasks: the same verdict, signer, day and comment for each."""
    return Form(f"{SIGN_STAGES[stage]}, {VERDICTS[verdict]}: {about}", _entry(verdict, signer, today), save="sign")


def _entry(verdict: str, signer: str, today: date, *, retest: bool = False) -> tuple[Field, ...]:
    """What is written into an entry of the given verdict; the day to look again only with a follow-up."""
    wants = "" if verdict == "close" else "needed: what is asked for"
    blank = "left blank: as the comment says, else in three months"
    tested = "yes: the control was tested again; high importance closes by it"
    return (
        Field("comment", "comment", lines=4, hint=wants),
        *(
            [Field("look_again", "look again by", hint=blank, read_back=read_date(today))]
            if verdict == "follow_up"
            else []
        ),
        Field("by", "signed by", signer, hint="proposed: write over it if another signed" if signer else ""),
        Field("date", "on", hint="today if left blank", read_back=read_date(today, "past")),
        Field("received", "received", hint="in a " + ", ".join(RECEIVED), value=""),
        *([Field("retest", "re-test", "no", hint=tested, choices=YES_NO)] if retest else []),
        Field("override", "override", hint="the reason, where a rule bars the signer; it prints"),
    )


def met(promise: Promise, ref: str, today: date) -> Form:
    return Form(
        f"{ref}: looked at again",
        (
            Field("how", "what was seen", lines=3),
            Field("on", "on", hint="today if left blank", read_back=read_date(today, "past")),
        ),
        save="met",
        says=f"Promised by {promise.who or 'somebody'} until {dates.long(promise.due_on)}: {promise.text[:200]}",
    )


def promise(ref: str, today: date, *, area: bool = False) -> Form:
    return Form(
        f"{ref} is to be looked at again" if area else f"A promise on {ref}: it is not assured until it is met",
        (
            Field("text", "what will be looked at again"),
            Field("by", "by", read_back=read_date(today)),
            Field("who", "who promised"),
        ),
        save="keep",
    )


def edit_task(task: Task, area: Area, today: date) -> Form:
    due = shown_date(task.due, task.due_precision, task.due_text)
    return Form(
        heading(task, area),
        (
            Field("title", "title", task.title or ""),
            Field("assigned_to", "assigned to", task.assigned_to or ""),
            Field("due", "due", due, read_back=read_date(today, words=due)),
            Field("progress", "progress", WORDS[Progress(task.progress)].word, choices=_WORDS),
            Field("station", "station", task.station or ""),
            Field("work", "work to be done", task.work or "", lines=5),
            Field("reason", "reason", hint="needed when a date moves"),
        ),
        draft=f"task-{task.uid}",
    )


def who(me: str, service: str) -> Form:
    return Form(
        "Who are you?",
        (
            Field("me", "your name or role", me),
            Field("service", "your service", service, hint="for the head of papers"),
        ),
        says="It stands on everything you enter. What others say is kept under their names, not yours.",
        save="that is me",
    )


def handover(leaver: str, today: date) -> Form:
    return Form(
        f"Hand over the open work of {leaver}",
        (Field("successor", "to whom"), Field("from_day", "from", "today", read_back=read_date(today))),
        save="hand over",
        says="Open tasks and areas get the new name; what was signed and said stays as it was.",
    )


def on_target(task: Task, area: Area) -> Form:
    """Who does it and who owns it, before a task is said to be on target."""
    return Form(
        f"On target: {heading(task, area)}",
        (
            Field("assigned_to", "who does it", task.assigned_to or ""),
            Field("owner", f"who owns {area.ref}", area.owner or ""),
        ),
        draft=f"target-{task.uid}",
        says="Both are named before a task is on target.",
    )
