"""The forms of stations: a visit's update, tick lists, return forms."""

from __future__ import annotations

from datetime import date

from tui_tracker.domain.text import first_line
from tui_tracker.ui.asking import YES_NO, Field, Form
from tui_tracker.ui.forms import read_date

PROGRESS = ("complete", "on target", "behind target", "not started", "ongoing")


def update(ref: str, title: str, who: str, now: str, uid: str, ticked: bool | None) -> Form:
    """What somebody says of one task, in one go."""
    fields = [Field("text", f"what {who} says", lines=5)]
    if ticked is None:
        fields.append(Field("progress", "where it stands", hint=f"now {now}; blank: as it is", choices=PROGRESS))
    else:  # where a task of many stations stands as a whole is not for one of them to say
        fields.append(
            Field("done", f"done at {who}", hint=f"yes or no; now {'yes' if ticked else 'no'}", choices=YES_NO)
        )
    return Form(f"{ref}  {first_line(title, 60)}", tuple(fields), save="keep, next", draft=f"visit-{uid}")


def roll_out(ref: str) -> Form:
    return Form(
        f"Roll {ref} out to stations",
        (Field("stations", "stations", lines=6, hint="one a line, or a range such as Station 1-40"),),
        save="make the list",
        draft=f"roll-out-{ref}",
    )


def tick(ref: str, left: int, today: date) -> Form:
    return Form(
        f"{ref} at a station",
        (
            Field("station", "station"), Field("done", "done", "yes", hint="yes or no", choices=YES_NO),
            Field("on", "on", hint="today if left blank", read_back=read_date(today, "past")), Field("by", "on whose word"),
        ),
        save="tick",
        says=f"{left} left",
    )  # fmt: skip


def serves() -> Form:
    return Form(
        "Who serves where",
        (Field("name", "person or role"), Field("station", "station", hint="blank: at none")),
        save="keep",
    )


def pack(whom: str, today: date) -> Form:
    return Form(
        "A return form: only their tasks, with a chaser sheet beside it",
        (
            Field("name", "for", whom, hint="a station or a person"),
            Field("file", "file", hint="blank: named after them; .xlsx, or .txt for Notepad"),
            Field("query", "or the tasks of a filter", hint="such as owner:hr is:overdue; blank: all of theirs"),
            Field("replace", "write over a file that is there", "no", hint="yes or no", choices=YES_NO),
        ),
        save="write",
        says=f"Sent on {today.isoformat()}, as far as the record goes; it is known again when it comes back.",
    )


def chase(people: int, again: int, today: date) -> Form:
    """Everybody at once: where the messages go."""
    asked = f"; {again} of them asked before and not answered" if again else ""
    return Form(
        "Chase everybody who owes a word",
        (
            Field(
                "folder",
                "folder",
                f"chasers {today.isoformat()}",
                hint="a message to paste, a draft (.eml) and a form for each",
            ),
            Field("replace", "write over files that are there", "no", hint="yes or no", choices=YES_NO),
        ),
        save="write",
        says=f"{people} {'person has' if people == 1 else 'people have'} something late, sent back or due in 30 days{asked}.",
    )


def withdraw_form(holder: str) -> Form:
    return Form(f"No answer is expected from {holder} any more", (Field("reason", "why", lines=2),), save="withdraw")


def settle(ref: str, where: str, message: str, raw: str) -> Form:
    """Other words for an answer that cannot be read."""
    return Form(
        f"{ref}, {where}",
        (Field("words", "what was meant", raw, hint="blank leaves it out"),),
        save="take this",
        says=first_line(message, 300),
    )
