"""A return form as a text file that Notepad opens: TOML, every field explained, answers in boxes that need no care."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from tui_tracker.domain import dates
from tui_tracker.domain.text import clean, first_line
from tui_tracker.errors import FileError
from tui_tracker.packs.model import ASKED, FORMAT, LONG, PROGRESS_WORDS, Answer, Blank, Item, Returned

_BOX = "'''"
_MOST_BYTES = 5_000_000
_ONE_LINE = "|".join(k for k in ASKED if k not in LONG)


def render(blank: Blank, answers: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """The form's text, CRLF; with ``answers`` (by reference) its boxes are filled in."""
    lines = _head(blank)
    for item in blank.items:
        lines += _item(item, (answers or {}).get(item.ref, {}), blank)
    return "\r\n".join(lines) + "\r\n"


def _head(blank: Blank) -> list[str]:
    mark = [f"# {_plain(blank.marking)}"] if blank.marking else []
    return [
        *mark, f"# RETURN FORM for {_plain(blank.holder)}", f"# {_plain(blank.service)}" if blank.service else "#",
        f"# Sent {dates.long(blank.sent)}. Please send this file back by {dates.long(blank.reply_by)}.", "#",
        f"# Write your answers between the {_BOX} marks, as many lines as you like. Leave blank what has not changed.",
        "# Everything else stays as it is, please. Save, and send the file back. Five minutes are enough.",
        f"# Files that show what was done: put them into a folder named “{_plain(blank.folder)}” beside this form.", "",
        f"format = {FORMAT}", f'form = "{blank.form}"', f"for = {_string(blank.holder)}", "",
    ]  # fmt: skip


def _item(item: Item, filled: Mapping[str, str], blank: Blank) -> list[str]:
    lines = [
        "# " + "-" * 70, "[[task]]", f"ref = {_string(item.ref)}", f"# What:       {_plain(item.title, 300)}", f"# Due:        {_plain(item.due)}",
        f"# We have it: {_plain(item.progress)}", f"# Last word:  {_plain(item.last, 300)}", "",
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
        lines.append(f"# {asks}")
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


# -- reading


def read(data: bytes, name: str) -> Returned:
    """The form in a file. Raises FileError naming the line that cannot be read."""
    if len(data) > _MOST_BYTES:
        raise FileError(f"{name} has {len(data):,} bytes; a return form has a few thousand. Nothing was read.")
    text, repairs = _repaired(data)
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FileError(_where(str(error), text, name)) from error
    except (RecursionError, ValueError) as error:
        raise FileError(f"{name} is no return form of this program ({type(error).__name__}).") from error
    return _returned(found, text, repairs, name)


def _where(message: str, text: str, name: str) -> str:
    """A parser's complaint as a sentence with the line and what stands there."""
    m = re.search(r"at line (\d+)", message)
    lines = text.split("\n")
    number = min(int(m[1]), len(lines)) if m else len(lines)
    box = next((n for n in range(number, 0, -1) if re.match(rf"\s*[a-z_]+\s*=\s*{_BOX}", lines[n - 1])), None)
    if not m and box is not None and "Expected" in message:
        number = box
    raw = first_line(clean(lines[number - 1], multiline=False), 80)
    return f"{name}, line {number}: “{raw}” cannot be read; answers stand between {_BOX} marks, and nothing else may change. Nothing was merged."


def plain_text(data: bytes) -> str:
    """A form's text as it was meant, however an editor or a mail program saved it."""
    return _repaired(data)[0]


def _repaired(data: bytes) -> tuple[str, list[str]]:
    """The text as it was meant, and what mail programs and editors had done to it."""
    said: list[str] = []
    text = _decoded(data, said)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for found, put, what in (
        ("\u00a0", " ", "non-breaking spaces"),
        ("\u2028", "\n", "line separators"),
        ("\u200b", "", "invisible spaces"),
    ):
        if found in text:
            text = text.replace(found, put)
            said.append(f"{what} were made plain")
    lines = text.split("\n")
    if sum(line.startswith(">") for line in lines) > len(lines) * 0.8:
        text = "\n".join(re.sub(r"^> ?", "", line) for line in lines)
        said.append("a mail program's > marks were taken off")
    return _quoted(text, said), said


def _decoded(data: bytes, said: list[str]) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            said.append("the editor's mark at the start was taken off")
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        said.append("it was saved in an old Windows encoding")
        return data.decode("cp1252", "replace")


def _quoted(text: str, said: list[str]) -> str:
    """Curly quotes where a box begins or ends, and answers typed without a box, as they were meant."""
    before = text
    text = re.sub(r"(?m)^([ \t]*[a-z_]+[ \t]*=[ \t]*)[‘’'´`]{3}", r"\1'''", text)
    text = re.sub(r"(?m)[‘’'´`]{3}[ \t]*$", "'''", text)
    text = re.sub(r'(?m)^([ \t]*(?:form|for|ref)[ \t]*=[ \t]*)[“”"„](.*?)[“”"„][ \t]*$', r'\1"\2"', text)
    if text != before:
        said.append("curly quotes were made straight where a box begins or ends")
    before = text
    text = re.sub(rf"(?m)^([ \t]*(?:{_ONE_LINE})[ \t]*=)[ \t]*(?!['\"])(\S.*)$", r"\1 '''\2'''", text)
    text = re.sub(rf"(?m)^([ \t]*(?:{_ONE_LINE})[ \t]*=)[ \t]*$", r"\1 ''''''", text)
    if text != before:
        said.append("answers without a box were put into one")
    return text


def _returned(found: dict[str, Any], text: str, repairs: list[str], name: str) -> Returned:
    if not isinstance(found.get("form"), str) or not isinstance(found.get("task", []), list):
        raise FileError(f"{name} is no return form of this program: it does not say which form it is.")
    if found.get("format") != FORMAT:
        raise FileError(
            f"{name} is a return form of another version (format {_plain(str(found.get('format')), 20)}; this program reads {FORMAT}); install that version to read it."
        )
    lines = _lines(text)
    answers = []
    for n, one in enumerate(found.get("task", [])):
        if not isinstance(one, dict) or not isinstance(one.get("ref"), str):
            raise FileError(f"{name}: its task number {n + 1} has no reference; nothing was merged.")
        extra = [k for k in one if k not in ASKED and k != "ref"]
        if extra:
            raise FileError(
                f"{name}, task {_plain(one['ref'], 40)}: “{_plain(extra[0], 40)}” is no field of a return form; nothing was merged."
            )
        values = {k: v for k, v in one.items() if k != "ref"}
        odd = next((k for k, v in values.items() if not isinstance(v, str)), None)
        if odd is not None:
            raise FileError(
                f"{name}, task {_plain(one['ref'], 40)}: the answer to “{_plain(odd, 40)}” stands outside its box; nothing was merged."
            )
        cleaned = {k: clean(v) for k, v in values.items()}
        answers.append(
            Answer(clean(one["ref"], multiline=False), cleaned, {k: f"line {lines.get((n, k), '?')}" for k in cleaned})
        )
    holder = found.get("for", "")
    return Returned(found["form"], _plain(holder) if isinstance(holder, str) else "", tuple(answers), tuple(repairs))


def _lines(text: str) -> dict[tuple[int, str], int]:
    """(number of the task, field) → its line."""
    made: dict[tuple[int, str], int] = {}
    task = -1
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() == "[[task]]":
            task += 1
        elif m := re.match(r"\s*([a-z_]+)\s*=", line):
            made.setdefault((task, m[1]), number)
    return made
