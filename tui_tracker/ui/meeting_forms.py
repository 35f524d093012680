"""The forms of meetings and of actions."""

from __future__ import annotations

from datetime import date

from tui_tracker.domain import dates
from tui_tracker.domain.records import Action, Meeting
from tui_tracker.domain.text import first_line
from tui_tracker.ui.asking import Field, Form
from tui_tracker.ui.forms import read_date


def begin(board: str, agenda: str, count: int, place: str, today: date) -> Form:
    """A meeting that is about to begin, on an agenda that was chosen."""
    return Form(
        f"Begin a meeting: {count} item{'s' if count != 1 else ''}, {agenda}",
        (
            Field("board", "board", board, hint="what is late since its last meeting depends on it"),
            Field("present", "present", hint="roles or names, as they are to stand in the minute; may come later"),
            Field("place", "place", place),
            Field("date", "date", hint="today if left blank", read_back=read_date(today, "past")),
            Field("minutes", "minutes", "40", hint="for the clock"),
        ),
        save="begin",
        draft="meeting-begin",
    )


def end(meeting: Meeting, says: str) -> Form:
    return Form(
        f"End the meeting of {meeting.board}",
        (Field("present", "present", meeting.present or ""), Field("place", "place", meeting.place or "")),
        save="end and minute",
        draft=f"meeting-end-{meeting.uid}",
        says=says,
    )


def action(about: str, draft: str, owner: str, today: date) -> Form:
    return Form(
        f"An action{f' on {about}' if about else ''}",
        (
            Field("text", "what is to be done", lines=3),
            Field("owner", "who", owner),
            Field("due", "by", hint="blank: no date", read_back=read_date(today)),
        ),
        save="give it",
        draft=f"action-{draft}",
    )


def escalate(about: str, draft: str) -> Form:
    return Form(
        f"Escalate {about}",
        (
            Field("to", "to whom", hint="the body or officer it is put to"),
            Field("why", "why, and what is asked", lines=3),
        ),
        save="escalate",
        draft=f"escalate-{draft}",
    )


def drop(found: Action) -> Form:
    return Form(
        f"Drop action {found.number} of {found.owner}",
        (Field("how", "why it is not wanted any more", lines=2),),
        save="drop it",
        says=first_line(found.text, 200),
    )


def move_action(found: Action, today: date) -> Form:
    now = dates.short(found.due_on) if found.due_on else "no date"
    return Form(
        f"Another day for action {found.number} of {found.owner}",
        (
            Field("due", "new date", hint=f"now {now}", read_back=read_date(today)),
            Field("because", "because", hint="" if found.due_on else "a first date needs no reason"),
        ),
        save="move",
        draft=f"move-action-{found.uid}",
        says=first_line(found.text, 200),
    )


def edit_action(found: Action) -> Form:
    return Form(
        f"Action {found.number}",
        (Field("text", "what is to be done", found.text, lines=3), Field("owner", "who", found.owner)),
        draft=f"edit-action-{found.uid}",
    )


def done(found: Action) -> Form:
    return Form(
        f"Action {found.number} of {found.owner} is done",
        (Field("how", "what was done", lines=2, hint="may be blank"),),
        save="done",
        says=first_line(found.text, 200),
    )


def said(about: str, draft: str, said_by: str | None = None) -> Form:
    """What was said: of a task it is evidence, from somebody's mouth; of an area or an action it stands in the minute."""
    fields = [Field("text", "what was said", lines=5)]
    fields += [Field("said_by", "said by", said_by)] if said_by is not None else []
    return Form(f"Note on {about}", tuple(fields), save="keep the note", draft=f"said-{draft}")
