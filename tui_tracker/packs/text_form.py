"""A return form as a text file that Notepad opens: every field explained, answers in boxes that need no care."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping

from tui_tracker.domain import dates
from tui_tracker.domain.text import clean, first_line
from tui_tracker.packs.model import ASKED, FORMAT, LONG, PROGRESS_WORDS, Blank, Item
from tui_tracker.patterns import pattern

_BOX = "'''"
WIDEST = 68  # letters of a line of the form: it may be pasted into a mail, where longer ones are broken


def render(blank: Blank, answers: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """The form's text, CRLF; with ``answers`` (by reference) its boxes are filled in."""
    lines = _head(blank)
    for item in blank.items:
        lines += _item(item, (answers or {}).get(item.ref, {}), blank)
    return "\r\n".join(lines) + "\r\n"


def _head(blank: Blank) -> list[str]:
    mark = _comment(_plain(blank.marking)) if blank.marking else []
    return [
        *mark, *_comment(f"RETURN FORM for {_plain(blank.holder)}"), *(_comment(f"This is the service: {_plain(blank.service)}") if blank.service else ["#"]),
        *_comment(f"Sent {dates.long(blank.sent)}. Please send this file back by {dates.long(blank.reply_by)}."), "#",
        *_comment(f"Write your answers between the {_BOX} marks, as many lines as you like."),
        *_comment("Leave blank what has not changed."),
        *_comment("Everything else stays as it is, please."),
        *_comment("Save, and send the file back. Five minutes are enough."),
        *_comment(f"Files that show what was done: put them into a folder named “{_plain(blank.folder)}” beside this form."), "",
        f"format = {FORMAT}", f'form = "{blank.form}"', f"for = {_string(blank.holder)}",
        *_comment(f"Who fills this in, if that is not {_plain(blank.holder)}?"), f"filled_in_by = {_BOX}   {_BOX}", "",
    ]  # fmt: skip


def _comment(text: str) -> list[str]:
    """A # line, over as many lines as it needs: a mail program wraps at 72, and a line it has broken is no # line any more."""
    wrapped = textwrap.wrap(text, WIDEST - 2, subsequent_indent="    ", break_long_words=True, break_on_hyphens=False)
    return [f"# {line}" for line in wrapped] or ["#"]


def _item(item: Item, filled: Mapping[str, str], blank: Blank) -> list[str]:
    lines = [
        "# " + "-" * 60, "[[task]]", f"ref = {_string(item.ref)}", *_comment(f"What:       {_plain(item.title, 300)}"), *_comment(f"Due:        {_plain(item.due)}"),
        *_comment(f"We have it: {_plain(item.progress)}"), *_comment(f"Last word:  {_plain(item.last, 300)}"), "",
    ]  # fmt: skip
    for name, asks in ASKED.items():
        if name == "done":
            if item.ticked is None:
                continue
            asks += f" (we have: {'yes' if item.ticked else 'no'})"
        if name == "progress":
            if item.ticked is not None:
                continue
            asks += f" One of: {', '.join(PROGRESS_WORDS)}"
        lines += _comment(asks)
        text = filled.get(name, "").replace(_BOX, "''’")
        if name in LONG or "\n" in text:
            lines += [f"{name} = {_BOX}", *text.replace("\r\n", "\n").split("\n"), _BOX]
        else:
            lines.append(f"{name} = {_BOX}{text or '   '}{_BOX}")
        lines.append("")
    return lines


def _plain(text: str, width: int = 200) -> str:
    return first_line(clean(text, multiline=False), width)


def _string(text: str) -> str:
    """A TOML string of one line."""
    return '"' + clean(text, multiline=False).replace("\\", "\\\\").replace('"', '\\"') + '"'


# -- knowing again what went out


def told_in(line: str) -> tuple[str, str] | None:
    """Label and words of a ``#`` line in which the form says what it has of a task; None for other lines."""
    m = _TOLD.match(line)
    return (m[1], " ".join(m[2].split())) if m else None


def is_of_the_form(line: str) -> bool:
    """Whether a ``#`` line went out with the form: its rule, a question with nothing more behind it, or one of the lines on top."""
    plain = re.sub("[‘’´`]", "'", " ".join(line.lstrip("# ").split()))
    if not line.startswith("#"):
        return False
    if not plain or set(plain) <= set("-–—_=") or _TOLD.match(line) or _ON_TOP.fullmatch(plain):
        return True
    return any(plain == asks or plain in asks for asks in _QUESTIONS) or bool(_TICKED.fullmatch(plain))


def added_to(line: str) -> str:
    """What somebody wrote on a ``#`` line that asks: its question and their words, without the words to choose from; else the line."""
    plain = " ".join(line.lstrip("# ").split())
    for name, asks in zip(ASKED, _QUESTIONS, strict=True):
        for question in (asks, ASKED[name]):
            if plain.startswith(question) and plain != question:
                return f"{ASKED[name]} {plain[len(question) :].strip()}"
    return plain


_TOLD = pattern(r"^#\s*(What|Due|We have it|Last word):(.*)$", re.DOTALL)
_QUESTIONS = tuple(
    asks + (f" One of: {', '.join(PROGRESS_WORDS)}" if name == "progress" else "") for name, asks in ASKED.items()
)
_TICKED = pattern(re.escape(ASKED["done"]) + r" \(we have: (?:yes|no)\)")
_DAY = r"\d{1,2} \w+ \d{4}"
# Whole lines: a word more on one of them was written by somebody. The last ones are those of version 0.1.
_ON_TOP = pattern(
    rf"RETURN FORM for .{{1,200}}|Sent {_DAY}\. Please send this file back by {_DAY}\.|Write your answers between the ''' marks, as many lines as you like\."
    r"(?: Leave blank what has not changed\.)?|Leave blank what has not changed\.|Everything else stays as it is, please\."
    r"(?: Save, and send the file back\. Five minutes are enough\.)?|Save, and send the file back\. Five minutes are enough\."
    r"|Files that show what was done: put them into a folder named “[^”]*” beside this form\.|Who fills this in, if that is not .{1,200}\?"
    r"|OFFICIAL(?:-SENSITIVE)?(?: [A-Z ]{1,30})?|This is the service: .{1,200}"
)
