"""What a return form asks and what comes back, whatever file it is in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tui_tracker.domain import dates, progress
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.errors import UsageError

FORMAT = 1
# The answers in the order in which a form asks for them, and what each asks.
ASKED: dict[str, str] = {
    "progress": "Where does it stand now?",
    "done": "Is it done at your station? yes or no",
    "note": "What was done since, in your own words",
    "date": "On which day? Today if left blank",
    "new_date": "If it needs a later date: which?",
    "why": "Why is it later?",
    "problem": "Anything in the way?",
    "files": "Files that show it: their names, parted by ;",
}
LONG = ("note", "problem")
DAYS = ("date", "new_date")
PROGRESS_WORDS = tuple(WORDS[p].word for p in Progress if p not in (Progress.UNKNOWN, Progress.DEFERRED))
YES, NO = ("yes", "y", "done", "x"), ("no", "n", "not yet")
LONGEST = 20_000


@dataclass(frozen=True)
class Item:
    """One task on a form, as the holder sees it. ``ticked`` is None when the form asks for no station's own line."""

    ref: str
    title: str
    due: str
    progress: str
    last: str
    ticked: bool | None = None


@dataclass(frozen=True)
class Blank:
    """A form to be filled in: ``form`` is its identity, ``reply_by`` the day by which an answer is asked for."""

    form: str
    holder: str
    service: str
    marking: str
    sent: date
    reply_by: date
    items: tuple[Item, ...]
    folder: str = ""


@dataclass(frozen=True)
class Answer:
    """What was filled in for one task, as text; ``where`` names the line or cell of each field."""

    ref: str
    values: Mapping[str, str]
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Returned:
    """A form that came back. ``repairs`` says what was put right before it was read."""

    form: str
    holder: str
    answers: tuple[Answer, ...]
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unread:
    """An answer that cannot be read: where it stands, why, and its words as they are."""

    ref: str
    field: str
    where: str
    message: str
    raw: str


@dataclass(frozen=True)
class Said:
    """One task's answers, understood. Empty fields are None; ``files`` are plain names."""

    ref: str
    progress: str | None = None
    done: bool | None = None
    note: str | None = None
    day: date | None = None
    new_date: dates.FieldDate | None = None
    why: str | None = None
    problem: str | None = None
    files: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return self == Said(self.ref)


def understand(answer: Answer, today: date) -> tuple[Said, list[Unread]]:
    """An answer's words as values, and those that mean nothing that can be recorded."""
    made: dict[str, object] = {}
    unread: list[Unread] = []
    for name, text in answer.values.items():
        if text.strip():
            try:
                made |= _READ[name](text, today)
            except UsageError as error:
                unread.append(
                    Unread(
                        answer.ref,
                        name,
                        answer.where.get(name, answer.ref),
                        " ".join(str(error).split()).rstrip("."),
                        text,
                    )
                )
    return Said(answer.ref, **made), unread  # type: ignore[arg-type]  # each reader gives its own field


def _progress(text: str, today: date) -> dict[str, object]:
    found = progress.parse(text)
    if found is Progress.DEFERRED:
        raise UsageError("a later date is asked for in its own field, with why; the coordinator defers")
    if found is Progress.UNKNOWN:
        raise UsageError(f"“{' '.join(text.split())}” says nothing; write one of {', '.join(PROGRESS_WORDS)}")
    return {"progress": found.value}


def _done(text: str, today: date) -> dict[str, object]:
    plain = " ".join(text.split()).casefold()
    if plain in YES or plain in NO:
        return {"done": plain in YES}
    raise UsageError(f"“{plain}” is neither yes nor no")


def _text(name: str, text: str) -> dict[str, object]:
    if len(text) > LONGEST:
        raise UsageError(f"has {len(text):,} characters; {LONGEST:,} can be taken: send a file instead")
    return {name: text.strip("\n").rstrip()}


def _day(text: str, today: date) -> dict[str, object]:
    day = dates.parse(text, today=today, lean="past").due
    if day > today:
        raise UsageError(f"{dates.long(day)} is still to come; write the day on which it was done or seen")
    return {"day": day}


def _new_date(text: str, today: date) -> dict[str, object]:
    return {"new_date": dates.parse(text, today=today)}


def _files(text: str, today: date) -> dict[str, object]:
    names = [n.strip() for n in re.split(r"[;\n]", text) if n.strip()]
    for name in names:
        if any(c in name for c in '/\\:*?"<>|\0') or name in (".", "..") or name.startswith("~"):
            raise UsageError(
                f"“{name[:80]}” is no plain file name; put the file into the folder beside the form and write its name alone"
            )
    if len(names) > 20:
        raise UsageError(f"{len(names)} files for one task; at most 20 can be taken")
    return {"files": tuple(dict.fromkeys(names))}


_READ = {
    "progress": _progress,
    "done": _done,
    "note": lambda text, today: _text("note", text),
    "date": _day,
    "new_date": _new_date,
    "why": lambda text, today: _text("why", " ".join(text.split())),
    "problem": lambda text, today: _text("problem", text),
    "files": _files,
}
