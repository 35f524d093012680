"""What a sheet shows of a value, by the value and its number format."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta

from tui_tracker.domain import date_grammar
from tui_tracker.intake.readers import archive, formats
from tui_tracker.intake.readers.signs import seen


def shown(value: object, number_format: str) -> str:
    """What the sheet shows of a value."""
    if value is None or (";" in number_format and formats.hides(value, number_format)):
        return ""
    if isinstance(value, datetime | date):
        return date_grammar.as_shown(value, number_format)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        return formats.elapsed(value, number_format)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return formats.shown(value, number_format) if math.isfinite(value) else str(value)
    text = seen(archive.unescaped(str(value))).strip()
    return formats.shown_text(text, number_format) if "@" in number_format or ";" in number_format else text
