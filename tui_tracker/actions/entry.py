"""Reading what somebody typed into a field: one place, so that form, command line and return form agree."""

from __future__ import annotations

from datetime import date
from typing import Literal

from tui_tracker.domain import dates, progress_words, typed_dates
from tui_tracker.domain.text import clean
from tui_tracker.errors import UsageError

LIMIT = 100_000


def line(text: str | None) -> str | None:
    """One line of text, or None when it is blank."""
    plain = clean(text or "", multiline=False).strip()
    _check(plain)
    return plain or None


def paragraphs(text: str | None) -> str | None:
    """Text of any number of lines, or None when it is blank; inner white space is kept."""
    plain = clean(text or "").strip("\n")
    _check(plain)
    return plain if plain.strip() else None


def _check(plain: str) -> None:
    if len(plain) > LIMIT:
        raise UsageError(f"That text has {len(plain):,} characters; a field holds {LIMIT:,}. Attach a file instead.")


def needed(text: str | None, what: str) -> str:
    """Text that may not be blank. Raises UsageError naming what is missing."""
    plain = paragraphs(text)
    if plain is None:
        raise UsageError(f"{what} is needed.")
    return plain


def date_fields(
    name: str, text: str | None, today: date, lean: Literal["future", "past"] = "future"
) -> dict[str, object]:
    """The three fields of a date that was typed: the day, its words and its precision. Blank clears all three."""
    plain = line(text)
    if plain is None:
        return {name: None, f"{name}_text": None, f"{name}_precision": None}
    made = typed_dates.parse(plain, today=today, lean=lean)
    words = made.text if made.precision != "day" else dates.short(made.due)
    return {name: made.due, f"{name}_text": words, f"{name}_precision": made.precision}


def made_date(text: str | None, today: date, lean: Literal["future", "past"] = "future") -> dates.FieldDate | None:
    """A typed date, or None when it is blank."""
    plain = line(text)
    return typed_dates.parse(plain, today=today, lean=lean) if plain is not None else None


def progress_value(text: str) -> str:
    """A progress id from a word or an id."""
    return progress_words.parse(text).value
