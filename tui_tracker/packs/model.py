"""What a return form asks and what comes back, whatever file it is in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from typing import Literal

from tui_tracker.domain import date_grammar, dates, progress_words, typed_dates
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.errors import UsageError
from tui_tracker.frozen import dataclass
from tui_tracker.patterns import pattern

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
FILLED_IN_BY = "Filled in by"
# A cell that holds no typed words begins so: what it holds instead is asked about.
NOT_TYPED = "\x02"


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
class Extra:
    """What else somebody wrote on a form: not in a box or a yellow cell, and so no answer. ``ref`` is the task it stands with, or blank."""

    where: str
    text: str
    ref: str = ""


@dataclass(frozen=True)
class Told:
    """What a form that came back says of a task where it was told: what, due, progress and last word, by the form's own labels."""

    ref: str
    label: str
    text: str
    where: str


@dataclass(frozen=True)
class Returned:
    """A form that came back. ``repairs`` says what was put right before it was read.

    ``by`` is who says that they filled it in; ``extras`` is everything else that is written on it, ``told`` what stands where the form itself spoke.
    """

    form: str
    holder: str
    answers: tuple[Answer, ...]
    repairs: tuple[str, ...] = ()
    by: str = ""
    extras: tuple[Extra, ...] = ()
    told: tuple[Told, ...] = ()


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


@dataclass(frozen=True)
class Asking:
    """How answers are read: on which day, since when the form is out, what green means in the plan, what somebody has confirmed.

    ``stated``: the same answer says in its own place where the task stands.
    """

    today: date
    sent: date | None = None
    green: Progress | None = Progress.COMPLETE
    confirmed: frozenset[str] = frozenset()
    stated: bool = False


def understand(answer: Answer, today: date | Asking) -> tuple[Said, list[Unread]]:
    """An answer's words as values, and those that mean nothing that can be recorded, or that must be asked about first."""
    asking = today if isinstance(today, Asking) else Asking(today)
    says = progress_words.from_word(answer.values.get("progress", "")) is not None or bool(
        answer.values.get("done", "").strip()
    )
    asking = replace(asking, stated=says)
    made: dict[str, object] = {}
    unread: list[Unread] = []
    for name, text in answer.values.items():
        if text.strip() and not says_nothing(name, text):
            try:
                if text.startswith(NOT_TYPED):
                    raise UsageError(text.removeprefix(NOT_TYPED))
                made |= _READ[name](text, replace(asking, confirmed=asking.confirmed & {name}))
            except UsageError as error:
                unread.append(
                    Unread(
                        answer.ref,
                        name,
                        answer.where.get(name, answer.ref),
                        " ".join(str(error).split()).rstrip("."),
                        text.removeprefix(NOT_TYPED),
                    )
                )
    return Said(answer.ref, **made), unread  # type: ignore[arg-type]  # each reader gives its own field


# “No” where a problem, a day or a file is asked for, and “no change” where it is asked how things stand, leave it blank.
_NOTHING = frozenset(
    ("no", "none", "n/a", "na", "nil", "nothing", "not applicable", "no change", "no changes", "unchanged", "as before", "same", "nothing to report", "none known",
     "none at present", "none currently", "nothing at present", "no problem", "no problems", "no issue", "no issues", "no files", "not needed", "all fine", "all good")
)  # fmt: skip


_NO_PROBLEM = pattern(
    r"(?:nope|0|(?:no|none|nil|nothing|not)(?:[,;:. -]+(?:issues?|problems?|concerns?|changes?|barriers?|blockers?|obstacles?|at present|at this time|at the moment|currently|so far|"
    r"to report|known|yet|now|for now|really|of note|identified|here|all (?:is )?(?:fine|good|well|ok)|thanks?|thank you|that (?:i|we) know of|at all|to date))+)|\?+"
)


def says_nothing(name: str, text: str) -> bool:
    """Whether words in a field are a blank: “No” to “Anything in the way?”. A note is blank only where it has no word at all."""
    plain = " ".join(text.split()).strip(" .!-–—_/*").casefold()
    if name == "done":
        return False
    if name == "note":
        return plain in ("", "n/a", "na", "nil", "none", "none yet", "n/c") and "?" not in text
    return (
        plain in _NOTHING
        or not plain
        or (name in ("problem", "files", "why") and _NO_PROBLEM.fullmatch(plain) is not None)
    )


def _progress(text: str, asking: Asking) -> dict[str, object]:
    plain = " ".join(text.split()).strip(" .")
    if "?" in plain and not asking.confirmed:
        raise UsageError(f"“{plain}” is in doubt itself: is it right?")
    if plain.casefold() in progress_words.COLOUR_WORDS and asking.green is None:
        raise UsageError(
            f"“{plain}” is a colour, and nobody has said yet what colours mean in this plan; write one of {', '.join(PROGRESS_WORDS)}"
        )
    if plain.casefold() == "green" and asking.green is not None:
        return {"progress": asking.green.value}
    found = progress_words.parse(text)
    if found is Progress.DEFERRED:
        raise UsageError("a later date is asked for in its own field, with why; the coordinator defers")
    if found is Progress.UNKNOWN:
        raise UsageError(f"“{' '.join(text.split())}” says nothing; write one of {', '.join(PROGRESS_WORDS)}")
    return {"progress": found.value}


def _done(text: str, asking: Asking) -> dict[str, object]:
    plain = " ".join(text.split()).casefold()
    if plain in YES or plain in NO:
        return {"done": plain in YES}
    raise UsageError(f"“{plain}” is neither yes nor no")


def _text(name: str, text: str) -> dict[str, object]:
    if len(text) > LONGEST:
        raise UsageError(f"has {len(text):,} characters; {LONGEST:,} can be taken: send a file instead")
    return {name: text.strip("\n").rstrip()}


_UNSURE_DAY = pattern(r"\d{1,4}|\d{1,2}[/.-]\d{1,2}")
_WEEKDAY = pattern(r"^(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?,? +(?=\d)", re.IGNORECASE)
_ODD_YEAR = date(2000, 1, 1)
_FAR = 10


def _one_day(text: str, asking: Asking, lean: Literal["past", "future"]) -> dates.FieldDate:
    """A day or month; what a program may have made of something else, or names no year, is asked about first."""
    plain = _WEEKDAY.sub("", " ".join(text.split()).strip(" ."))
    if _UNSURE_DAY.fullmatch(plain):
        raise UsageError(f"“{plain}” does not say a whole date; write it as 3 June 2026")
    found = typed_dates.parse(plain, today=asking.today, lean=lean)
    if found.due < _ODD_YEAR and not asking.confirmed:
        raise UsageError(f"“{plain}” would be {dates.long(found.due)}: is the year right?")
    return found


def _day(text: str, asking: Asking) -> dict[str, object]:
    found = _one_day(text, asking, "past")
    if found.precision != "day" and not asking.confirmed:
        raise UsageError(f"“{' '.join(text.split())}” names no single day: on which day was it?")
    day = min(found.due, asking.today) if found.precision != "day" and found.first <= asking.today else found.due
    if day > asking.today:
        raise UsageError(f"{dates.long(day)} is still to come; write the day on which it was done or seen")
    if asking.sent is not None and day < asking.sent and not asking.confirmed:
        raise UsageError(
            f"{dates.long(day)} is before the form went out on {dates.long(asking.sent)}, and it asks what was done since: is it right?"
        )
    return {"day": day}


def _new_date(text: str, asking: Asking) -> dict[str, object]:
    found = _one_day(text, asking, "future")
    if found.due.year > asking.today.year + _FAR and not asking.confirmed:
        raise UsageError(f"{dates.long(found.due)} is more than {_FAR} years away: is it right?")
    if found.due < asking.today and not asking.confirmed:
        raise UsageError(f"a later date is asked for, and {dates.long(found.due)} has passed: is it right?")
    return {"new_date": found}


def _files(text: str, asking: Asking) -> dict[str, object]:
    names = [n.strip() for n in re.split(r"[;\n]", text) if n.strip()]
    for name in names:
        if any(c in name for c in '/\\:*?"<>|\0') or name in (".", "..") or name.startswith("~"):
            raise UsageError(
                f"“{name[:80]}” is no plain file name; put the file into the folder beside the form and write its name alone"
            )
    if len(names) > 20:
        raise UsageError(f"{len(names)} files for one task; at most 20 can be taken")
    return {"files": tuple(dict.fromkeys(names))}


_ELSEWHERE = frozenset(
    ('"', "''", "”", "ditto", "do.", "as above", "see above", "same as above", "as below", "see below")
)


def _note(text: str, asking: Asking) -> dict[str, object]:
    plain = " ".join(text.split())
    if plain.casefold().strip(" .") in _ELSEWHERE:
        raise UsageError(f"“{plain}” says what another answer says; write it out")
    if plain.casefold().strip(" .") in ("?", "??", "tbc", "tba", "to be confirmed") and not asking.confirmed:
        raise UsageError(f"“{plain}” says that something is still open: is it right?")
    if progress_words.from_word(plain) is not None and not asking.stated and not asking.confirmed:
        raise UsageError(
            f"“{plain}” is a word for where it stands, and stands where it was asked what was done: is it right?"
        )
    return _text("note", text)


def _not_a_day(name: str, text: str, asking: Asking) -> dict[str, object]:
    """Words for a reason or a problem; a mere day there has slipped from another column."""
    plain = " ".join(text.split())
    if (
        len(plain) < 20
        and date_grammar.read_cell(plain).date is not None
        and date_grammar.read_cell(plain).doubt is None
        and not asking.confirmed
    ):
        raise UsageError(f"“{plain}” is only a day, and stands where words are asked for: is it right?")
    return _text(name, plain if name == "why" else text)


_READ = {
    "progress": _progress,
    "done": _done,
    "note": _note,
    "date": _day,
    "new_date": _new_date,
    "why": lambda text, asking: _not_a_day("why", text, asking),
    "problem": lambda text, asking: _not_a_day("problem", text, asking),
    "files": _files,
}
