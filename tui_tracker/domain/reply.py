"""A reply that is no form: who wrote it, on which day, and which of its sentences speak of which reference."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from tui_tracker.domain import date_grammar
from tui_tracker.frozen import dataclass
from tui_tracker.patterns import pattern

# A reference as people write it: letters and a number, and what may follow it: AFI11/T6, afi 11/6, COC1.2, AFI 3 task 2.
_REF = pattern(
    r"(?<![\w/])([A-Za-z]{2,6}s?[ -]?\d{1,3}(?:\.\d{1,2})?)(?:\s?[/.,]?\s?(?:[Tt](?:ask)?\s?)(\d{1,3}|[a-z])\b|\s?/\s?(\d{1,3}|[a-z])\b)?"
)
_HEAD = pattern(r"^\s*[*_>]*\s*(from|sent|date|von|on)\s*[*_]*:\s*(.+)$", re.IGNORECASE)
_WROTE = pattern(r"^\s*On (.{6,60}?),? (.{2,60}?) wrote:\s*$")
_ADDRESS = pattern(r"\s*[<\[(]?[\w.+'-]+@[\w.-]+[>\])]?\s*")
_SKIPPED = pattern(r"^\s*(to|cc|bcc|subject|reply-to|importance)\s*:", re.IGNORECASE)
_SENTENCE = pattern(r"(?<=[.!?;])\s+(?=[A-Z(“\"'])")
_HEADS = 12  # lines of the text in which its head may stand


@dataclass(frozen=True)
class Said:
    """What a reply says of one reference: ``ref`` as it was written, and its sentences."""

    ref: str
    text: str


@dataclass(frozen=True)
class Reply:
    """``sender`` and ``day`` are blank and None where nothing says them; ``rest`` names no reference."""

    sender: str
    day: date | None
    said: tuple[Said, ...]
    rest: tuple[str, ...]


def read(text: str, known: Callable[[str], str | None]) -> Reply:
    """Take a pasted text apart. ``known`` gives what a reference in it is called in the plan, None when it names nothing there.

    A sentence that names a reference and those behind it in the same paragraph speak of it, until another is named. What is quoted
    (``>``), and the older messages under the reply, are not the sender's words now and are left out.
    """
    sender, day, lines = _head(text.splitlines())
    said: dict[str, list[str]] = {}
    rest: list[str] = []
    for paragraph in _paragraphs(lines):
        about: list[str] = []
        for sentence in paragraph:
            named = _refs(sentence, known)
            about = named or about
            for ref in about:
                said.setdefault(ref, []).append(sentence)
            if not about:
                rest.append(sentence)
    return Reply(sender, day, tuple(Said(ref, " ".join(words)) for ref, words in said.items()), tuple(rest))


def _refs(sentence: str, known: Callable[[str], str | None]) -> list[str]:
    """The references of a sentence that the plan knows, as the plan calls them."""
    found: list[str] = []
    for m in _REF.finditer(sentence):
        no = m[2] or m[3]
        for text in ([f"{m[1]}/{no}"] if no else []) + [m[1]]:
            ref = known(text)
            if ref is not None:
                found.append(ref)
                break
    return list(dict.fromkeys(found))


def _head(lines: list[str]) -> tuple[str, date | None, list[str]]:
    """Who wrote and when, and the lines of the message itself."""
    sender, day = "", None
    kept: list[str] = []
    for n, line in enumerate(lines):
        head = _HEAD.match(line)
        if head and kept and any(k.strip() for k in kept) and head[1].lower() == "from":
            break  # an older message follows
        if _WROTE.match(line) or line.strip().startswith(("-----Original", "________________")):
            break
        if head and n < _HEADS:
            if head[1].lower() == "from" and not sender:
                sender = _name(head[2])
            elif head[1].lower() != "from" and day is None:
                day = _day(head[2])
            continue
        if n < _HEADS and _SKIPPED.match(line):
            continue
        if not line.lstrip().startswith(">"):
            kept.append(line)
    return sender, day, kept


def _name(text: str) -> str:
    return " ".join(_ADDRESS.sub(" ", text).strip(" \"'*").split()) or text.strip()


def _day(text: str) -> date | None:
    """The first day that the words name."""
    return next(
        (f.made.first for f in date_grammar.scan(text) if f.made is not None and f.made.precision == "day"), None
    )


def _paragraphs(lines: list[str]) -> list[list[str]]:
    """Paragraphs of sentences. A line that begins a list item, or that names a reference first, begins one."""
    made: list[list[str]] = []
    open_ = ""
    for line in [*lines, ""]:
        text = " ".join(line.split())
        begins = not text or bool(re.match(r"^([-*•·]|\d{1,2}[.)])\s", text)) or _REF.match(text) is not None
        if begins and open_:
            made.append([s.strip() for s in _SENTENCE.split(open_) if s.strip()])
            open_ = ""
        open_ = f"{open_} {text}".strip() if text else ""
    return made
